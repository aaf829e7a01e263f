import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { handler, only, TRIGGERS } from './pool';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, EmailSender, SignIn, SignInDomain, SmsSender, UserPoolRetention, UserPoolTrigger,
  type AuthenticatedUserPoolProps, type IUserPoolTrigger,
} from '../../src';
import { synthError, testStack } from '../support';

const SENDERS = ['CustomEmailSender', 'CustomSMSSender'];

describe('permission to call', () => {
  test('is for exactly this pool of this account', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const fn = handler(stack, 'Fn');
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addTrigger(UserPoolTrigger.preSignUp(fn));
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Permission')).toEqual({
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      FunctionName: stack.resolve(fn.functionArn) as unknown,
      SourceAccount: '111111111111',
      SourceArn: stack.resolve(auth.userPool.userPoolArn) as unknown,
    });
  });

  test('is given once for each trigger, also to one function for several', () => {
    const stack = testStack();
    const fn = handler(stack, 'Fn');
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addTrigger(UserPoolTrigger.preSignUp(fn));
    auth.addTrigger(UserPoolTrigger.postConfirmation(fn));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Permission', 2);
    expect(Object.keys(only(template, 'AWS::Cognito::UserPool').LambdaConfig as object)).toEqual(['PreSignUp', 'PostConfirmation']);
  });

  test('is given by two pools to one function', () => {
    const stack = testStack();
    const fn = handler(stack, 'Fn');
    const pools = ['Staff', 'Customers'].map((name) => new AuthenticatedUserPool(stack, name));
    pools.forEach((auth) => auth.addTrigger(UserPoolTrigger.preSignUp(fn)));
    const template = Template.fromStack(stack);
    for (const { userPool } of pools) {
      template.hasResourceProperties('AWS::Lambda::Permission', { SourceArn: stack.resolve(userPool.userPoolArn) as object });
    }
  });

  test('goes to an alias as well', () => {
    const stack = testStack();
    const alias = new lambda.Alias(stack, 'Alias', { aliasName: 'live', version: handler(stack, 'Fn').currentVersion });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addTrigger(UserPoolTrigger.preSignUp(alias));
    auth.grants.readUsers(alias);
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Lambda::Permission').FunctionName).toEqual(stack.resolve(alias.functionArn));
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.PreSignUp).toEqual(stack.resolve(alias.functionArn));
  });
});

describe('every trigger at once, each granted something on its own pool', () => {
  function everything(functions: Stack, pools: Stack): AuthenticatedUserPool {
    const senders = SENDERS.map((name) => handler(functions, name));
    const auth = new AuthenticatedUserPool(pools, 'Auth', {
      signIn: SignIn.emailOrPhone(),
      domain: SignInDomain.prefix('acme-login'),
      emailSender: EmailSender.custom(senders[0]!),
      smsSender: SmsSender.custom(senders[1]!),
    });
    const before = auth.addWebClient('Before', { callbackUrls: ['https://app.example.com/callback'] });
    const handlers = Object.entries(TRIGGERS).map(([name, trigger], index) => {
      const fn = handler(functions, name);
      // in any order.
      const steps = [() => auth.addTrigger(trigger(fn)), () => auth.grants.readUsers(fn)];
      (index % 2 === 0 ? steps : steps.reverse()).forEach((step) => step());
      return fn;
    });
    [...handlers, ...senders].forEach((fn) => auth.grants.manageUsers(fn));
    auth.addWebClient('After', { callbackUrls: ['https://app.example.com/callback'] });
    expect(before.userPoolClient.userPoolClientId).not.toEqual('');
    return auth;
  }

  function expectComplete(template: Template): void {
    const names = [...Object.keys(TRIGGERS), ...SENDERS];
    expect(Object.keys(only(template, 'AWS::Cognito::UserPool').LambdaConfig as object).sort()).toEqual([...names, 'KMSKeyID'].sort());
    template.resourceCountIs('AWS::Lambda::Permission', names.length);
    template.resourceCountIs('AWS::IAM::Policy', names.length);
    // nobody signs in before every trigger may do its work.
    const policies = Object.keys(template.findResources('AWS::IAM::Policy')).sort();
    for (const client of Object.values(template.findResources('AWS::Cognito::UserPoolClient'))) {
      expect(client.DependsOn).toEqual(policies);
    }
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 2);
  }

  test('in one stack: no cycle', () => {
    const stack = testStack();
    everything(stack, stack);
    // Template.fromStack finds cycles.
    expectComplete(Template.fromStack(stack));
  });

  test.each(['functions', 'pools'])('in two stacks, of which that of the %s is defined first: the pool\'s waits for the functions\', and not the other way round', (first) => {
    const app = new App();
    const [one, two] = [new Stack(app, 'One'), new Stack(app, 'Two')];
    const [functions, pools] = first === 'functions' ? [one, two] : [two, one];
    everything(functions, pools);
    const assembly = app.synth();
    const waitsFor = (stack: Stack) => assembly.getStackByName(stack.stackName).dependencies.map((other) => other.id).filter((id) => !id.endsWith('.assets'));
    expect(waitsFor(pools)).toEqual([functions.stackName]);
    expect(waitsFor(functions)).toEqual([]);
    expectComplete(Template.fromStack(pools));
    Template.fromStack(functions).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('in two stacks, with a client in a third', () => {
    const app = new App();
    const [functions, pools, clients] = ['Functions', 'Pools', 'Clients'].map((id) => new Stack(app, id)) as [Stack, Stack, Stack];
    const auth = everything(functions, pools);
    new AppClient(clients, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE, callbackUrls: ['https://app.example.com/'] });
    const dependencies = app.synth().getStackByName('Clients').dependencies.map((other) => other.id);
    expect(dependencies).toContain('Pools');
  });
});

describe('custom senders', () => {
  test('share one key, which rotates, and whose use IAM decides', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const [mail, text] = ['Mail', 'Text'].map((id) => handler(stack, id)) as [lambda.Function, lambda.Function];
    new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(mail), smsSender: SmsSender.custom(text) });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: [{
            Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111111111111:root']] } },
          }],
        },
      },
    });
    const [[keyId]] = Object.entries(template.findResources('AWS::KMS::Key')) as [[string, unknown]];
    const keyArn = { 'Fn::GetAtt': [keyId, 'Arn'] };
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.KMSKeyID).toEqual(keyArn);
    for (const fn of [mail, text]) {
      template.hasResourceProperties('AWS::IAM::Policy', {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn }] },
        Roles: [stack.resolve(fn.role!.roleName)],
      });
    }
  });

  const key = (stack: Stack, id = 'k') => kms.Key.fromKeyArn(stack, `Key${id}`, `arn:aws:kms:eu-central-1:111111111111:key/${id}`);

  test.each<[string, (fn: lambda.Function, mine: kms.IKey) => AuthenticatedUserPoolProps]>([
    ['e-mail', (fn, encryptionKey) => ({ emailSender: EmailSender.custom(fn, { encryptionKey }) })],
    ['text messages', (fn, encryptionKey) => ({ smsSender: SmsSender.custom(fn, { encryptionKey }) })],
    ['text messages, for e-mail too', (fn, encryptionKey) => ({ emailSender: EmailSender.custom(fn), smsSender: SmsSender.custom(fn, { encryptionKey }) })],
    ['both', (fn, encryptionKey) => ({ emailSender: EmailSender.custom(fn, { encryptionKey }), smsSender: SmsSender.custom(fn, { encryptionKey }) })],
  ])('may have a key that is there already, given to the sender of %s', (_, props) => {
    const stack = testStack();
    const mine = key(stack);
    new AuthenticatedUserPool(stack, 'Auth', props(handler(stack, 'Fn'), mine));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 0);
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.KMSKeyID).toBe(mine.keyArn);
    expect(only(template, 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: mine.keyArn }]);
  });

  test('fail when each has another key', () => {
    const stack = testStack();
    const fn = handler(stack, 'Fn');
    expect(() => new AuthenticatedUserPool(stack, 'Auth', {
      emailSender: EmailSender.custom(fn, { encryptionKey: key(stack, 'a') }), smsSender: SmsSender.custom(fn, { encryptionKey: key(stack, 'b') }),
    })).toThrow('[Stack/Auth] "encryptionKey" of EmailSender.custom() and of SmsSender.custom() are two keys, and a user pool has one for both: give one of them only');
  });

  test('may be one function', () => {
    const stack = testStack();
    const fn = handler(stack, 'Fn');
    new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(fn), smsSender: SmsSender.custom(fn) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.resourceCountIs('AWS::IAM::Policy', 1);
    template.resourceCountIs('AWS::Lambda::Permission', 2);
  });

  test('lose the key with a pool that is thrown away', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(handler(stack, 'Fn')), retention: UserPoolRetention.destroy() });
    Template.fromStack(stack).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  test('whose function is imported are called; a warning tells what its role needs', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const fn = lambda.Function.fromFunctionAttributes(stack, 'Fn', { functionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:fn', sameEnvironment: true });
    new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(fn) });
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.CustomEmailSender.LambdaArn).toBe('arn:aws:lambda:eu-central-1:111111111111:function:fn');
    template.resourceCountIs('AWS::Lambda::Permission', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('Add statement to this resource\'s role: .*kms:Decrypt'));
  });
});

test('triggers of ours and of the plain L2 stand side by side', () => {
  const stack = testStack();
  const [ours, theirs] = ['Ours', 'Theirs'].map((id) => handler(stack, id)) as [lambda.Function, lambda.Function];
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  auth.addTrigger(UserPoolTrigger.preSignUp(ours));
  auth.userPool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, theirs);
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').LambdaConfig).toEqual({
    PreSignUp: stack.resolve(ours.functionArn) as unknown, PostConfirmation: stack.resolve(theirs.functionArn) as unknown,
  });
});

test('fails when a trigger is set twice', () => {
  const stack = testStack();
  const fn = handler(stack, 'Fn');
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  auth.addTrigger(UserPoolTrigger.preSignUp(fn));
  expect(() => auth.addTrigger(UserPoolTrigger.preSignUp(fn))).toThrow('[Stack/Auth] the trigger PreSignUp is set already: a user pool has one of each, so do both in one function');
});

test.each<[string, cognito.UserPoolOperation, (fn: lambda.IFunction) => IUserPoolTrigger]>([
  ['PreSignUp', cognito.UserPoolOperation.PRE_SIGN_UP, (fn) => UserPoolTrigger.preSignUp(fn)],
  ['PreTokenGenerationConfig', cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, (fn) => UserPoolTrigger.preTokenGeneration(fn)],
])('fails when %s is set on the L2 as well: ours would go over it silently', (name, operation, trigger) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  auth.addTrigger(trigger(handler(stack, 'Ours')));
  auth.userPool.addTrigger(operation, handler(stack, 'Theirs'));
  expect(synthError(stack)).toContain(`[Stack/Auth] the trigger ${name} is set both with "addTrigger" and on the L2 user pool`);
});

test('a function that only CloudFormation knows passes', () => {
  const stack = testStack();
  const fn = lambda.Function.fromFunctionArn(stack, 'Fn', new CfnParameter(stack, 'Arn').valueAsString);
  new AuthenticatedUserPool(stack, 'Auth').addTrigger(UserPoolTrigger.preSignUp(fn));
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreSignUp: { Ref: 'Arn' }, KMSKeyID: Match.absent() } });
});
