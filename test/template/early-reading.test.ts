import * as fs from 'fs';
import * as path from 'path';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, Aspects, CfnCondition, CfnOutput, CfnParameter, Fn, Lazy, NestedStack, Stack, Tags, type CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import {
  AuthenticatedUserPool, FederatedIdentityPool, FirstFactor, GuestAccess, IdentityPoolProvider, RoleMapping, SignInDomain, SocialProviders,
  UserPoolTrigger,
} from '../../src';
import type { Role } from '../../src/template/role';
import { Synthesis } from '../../src/template/synthesis';
import { google } from '../support';
import { handler } from '../user-pool/pool';

type Read = (auth: AuthenticatedUserPool) => void;

const REDIRECT = { callbackUrls: ['https://app.example.com/'], logoutUrls: ['https://app.example.com/'] };

/** An app in which much is defined, and something is read between any two steps. */
function defined(app: App, read: Read): void {
  const stack = new Stack(app, 'Auth', { env: { region: 'eu-west-1' } });
  const api = new Stack(app, 'Api', { env: { region: 'eu-west-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme'), firstFactors: [FirstFactor.password()] });
  const web = auth.addWebClient('Web', REDIRECT);
  const names = ['first'];
  new sqs.Queue(stack, 'Cached', { queueName: Lazy.string({ produce: () => names.join('-') }) });
  const steps: (() => void)[] = [];
  const step = (define: () => void) => steps.push(define);

  const identities = new FederatedIdentityPool(api, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, web.userPoolClient, { roleMapping: RoleMapping.token() })],
    guests: GuestAccess.allow({ reason: 'a shop window' }),
  });
  const admin = identities.addRole('Admin').role;
  const bucket = new s3.Bucket(stack, 'Bucket');
  const policy = new iam.Policy(api, 'Shared', { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
  const nested = new NestedStack(stack, 'Nested');
  const trigger = handler(stack, 'Trigger');

  step(() => bucket.grantRead(identities.authenticatedRole));
  step(() => bucket.grantWrite(identities.authenticatedRole));
  step(() => identities.guestRole?.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('public/*')] })));
  step(() => identities.guestRole?.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('more/*')] })));
  step(() => policy.attachToRole(identities.authenticatedRole));
  step(() => policy.attachToRole(admin));
  step(() => admin.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ actions: ['sts:TagSession'], principals: [new iam.AccountRootPrincipal()] })));
  step(() => admin.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')));
  step(() => auth.addGroup('admin', { role: admin }));
  step(() => auth.addTrigger(UserPoolTrigger.postConfirmation(trigger)));
  step(() => auth.grants.manageGroupMembership(trigger));
  step(() => auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler(new Stack(app, 'Triggers', { env: { region: 'eu-west-1' } }), 'Away'))));
  step(() => handler(nested, 'Inner', { POOL: auth.userPool.userPoolId, URL: web.authorizeUrl() }));
  step(() => handler(api, 'Outer', { POOL: auth.userPool.userPoolId, CLIENT: web.userPoolClient.userPoolClientId }));
  step(() => web.addCallbackUrls(['https://second.example.com/']));
  step(() => web.storeClientSecret());
  step(() => new CfnOutput(api, 'Page', { value: web.authorizeUrl() }));
  step(() => new SocialProviders(stack, 'Providers', { userPool: auth.userPool, providers: [google()] }));
  step(() => auth.addSpaClient('Spa', REDIRECT));
  step(() => (auth.userPool.node.defaultChild as CfnResource).addPropertyOverride('AdminCreateUserConfig.InviteMessageTemplate.EmailSubject', 'Welcome'));
  step(() => (auth.userPool.node.defaultChild as CfnResource).addPropertyOverride('UserPoolTags.Bucket', bucket.bucketArn));
  step(() => (auth.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('UserPoolAddOns.AdvancedSecurityMode', 'AUDIT'));
  step(() => names.push('second'));
  read(auth);
  for (const define of steps) {
    define();
    read(auth);
  }
}

const everything: Read = (auth) => {
  auth.summary.toString();
  const synthesis = Synthesis.of(auth);
  synthesis.view.identityPools.flatMap((pool) => pool.roles()).forEach(({ role }) => role.statements.map(String));
  synthesis.view.ofType<Role>('AWS::IAM::Role').forEach((role) => role.statements.map(String));
  [...synthesis.views()].forEach(({ judged }) => judged.map(String));
  synthesis.properties(auth.userPool.node.defaultChild as CfnResource);
};

/** All templates, nested ones too, by file. */
function templates(app: App, times: number = 1): Record<string, unknown> {
  let { directory } = app.synth();
  for (let time = 1; time < times; time++) {
    ({ directory } = app.synth({ force: true }));
  }
  return Object.fromEntries(fs.readdirSync(directory).filter((name) => name.endsWith('.template.json'))
    .map((name) => [name, JSON.parse(fs.readFileSync(path.join(directory, name), 'utf8')) as unknown]));
}

function made(read: Read, change: (app: App) => void = () => undefined): App {
  const one = new App({ treeMetadata: false, stackTraces: false });
  change(one);
  defined(one, read);
  return one;
}

/** Has an Aspect read when it meets the user pool and when it meets what is defined last. */
function withAspect(one: App, onRead: (text: string) => void = () => undefined): void {
  Aspects.of(one).add({
    visit: (construct: IConstruct) => {
      if (construct instanceof AuthenticatedUserPool) {
        onRead(construct.summary.toString());
        everything(construct);
      }
    },
  });
}

const expected = templates(made(() => undefined));

test('the app that is compared has what may go wrong', () => {
  const text = JSON.stringify(expected);
  expect(Object.keys(expected)).toHaveLength(4);
  expect(['"PLUS"', 'public/*', 'more/*', 'second.example.com', 'first-second', 's3:PutObject', 'PreTokenGeneration', 'sts:TagSession', 'Welcome']
    .filter((part) => !text.includes(part))).toEqual([]);
});

describe('the templates are the same', () => {
  test('where the summary is printed between any two steps', () => {
    const printed: string[] = [];
    expect(templates(made((auth) => printed.push(`${auth.summary}`)))).toEqual(expected);
    // a text that never changes would have been read too late.
    expect(new Set(printed).size).toBeGreaterThanOrEqual(10);
  });

  test('where everything is read between any two steps', () => {
    expect(templates(made(everything))).toEqual(expected);
  });

  test('where an Aspect reads', () => {
    const printed: string[] = [];
    expect(templates(made(() => undefined, (one) => withAspect(one, (text) => printed.push(text))))).toEqual(expected);
    expect(printed[0]).toContain('Feature plan: PLUS');
  });

  test('where another Aspect changes what was read', () => {
    const lifted = (one: App) => Aspects.of(one).add({
      visit: (construct: IConstruct) => {
        if (construct instanceof s3.Bucket) {
          construct.grantDelete(construct.stack.node.root.node.findChild('Api').node.findChild('Identities').node.findChild('AuthenticatedRole') as iam.Role);
        }
      },
    });
    const plainly = templates(made(() => undefined, lifted));
    const text = JSON.stringify(plainly);
    expect(text).toContain('s3:DeleteObject');
    expect(templates(made(everything, (one) => {
      withAspect(one);
      lifted(one);
    }))).toEqual(plainly);
  });

  test('in a second synthesis, where everything was read before, between and in both', () => {
    const one = made(everything, withAspect);
    expect(templates(one)).toEqual(expected);
    everything(one.node.findChild('Auth').node.findChild('Auth') as AuthenticatedUserPool);
    expect(templates(one, 2)).toEqual(expected);
  });

  test('in a synthesis after the turn in which another ended', async () => {
    const one = made(everything);
    templates(one);
    await Promise.resolve();
    const auth = one.node.findChild('Auth').node.findChild('Auth') as AuthenticatedUserPool;
    everything(auth);
    auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.custom('a/b')] });
    const [again, plainly] = [one, made(() => undefined)];
    (plainly.node.findChild('Auth').node.findChild('Auth') as AuthenticatedUserPool).addMachineClient('Job', { scopes: [cognito.OAuthScope.custom('a/b')] });
    expect(JSON.stringify((again.synth({ force: true }).getStackByName('Auth')).template)).toBe(JSON.stringify(plainly.synth().getStackByName('Auth').template));
  });
});

test('a summary that is printed twice in one turn says the same', () => {
  const one = made(() => undefined);
  const auth = one.node.findChild('Auth').node.findChild('Auth') as AuthenticatedUserPool;
  expect(auth.summary.toString()).toBe(auth.summary.toString());
});

test('a reading after a synthesis that failed changes nothing', () => {
  const one = made(everything);
  const stack = one.node.findChild('Auth');
  const errors = ['not yet'];
  stack.node.addValidation({ validate: () => errors });
  expect(() => one.synth()).toThrow('not yet');
  errors.pop();
  everything(stack.node.findChild('Auth') as AuthenticatedUserPool);
  expect(templates(one)).toEqual(expected);
});

describe('plain constructs, changed after a reading', () => {
  /** Constructs of CDK's own, and what may still change about each. */
  function plain(scope: Stack): Readonly<Record<string, () => void>> {
    const userPool = new cognito.UserPool(scope, 'Pool');
    const client = userPool.addClient('Client');
    const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('First')] });
    const other = new iam.Role(scope, 'Other', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });
    const policy = new iam.Policy(scope, 'Policy', { roles: [role], statements: [statement('x:First')] });
    const managed = new iam.ManagedPolicy(scope, 'Managed', { roles: [role], statements: [statement('x:Second')] });
    const identities = new IdentityPool(scope, 'Identities', { authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient: client })] } });
    const fn = handler(scope, 'Fn', { FIRST: '1' });
    const nested = new NestedStack(scope, 'Nested', { parameters: { First: '1' } });
    new CfnParameter(nested, 'First');
    const api = new apigateway.RestApi(scope, 'Api', { deploy: false });
    const authorizer = new apigateway.CognitoUserPoolsAuthorizer(scope, 'Authorizer', { cognitoUserPools: [userPool] });
    api.root.addMethod('GET', new apigateway.MockIntegration(), { authorizer });
    const l1Client = new cognito.CfnUserPoolClient(scope, 'L1', { userPoolId: userPool.userPoolId, callbackUrLs: ['https://first.example'] });
    const group = new cognito.CfnUserPoolGroup(scope, 'Group', { userPoolId: userPool.userPoolId, description: Lazy.string({ produce: () => 'cached' }) });
    return {
      'tags of all': () => Tags.of(scope.node.root).add('team', 'identity'),
      'a trigger of the pool': () => userPool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, handler(scope, 'Trigger')),
      'a policy of the pool\'s trigger': () => userPool.grant(fn, 'cognito-idp:ListUsers'),
      'a provider and what waits for it': () => {
        const provider = new cognito.UserPoolIdentityProviderAmazon(scope, 'Amazon', { userPool, clientId: 'a', clientSecret: '{{resolve:secretsmanager:a}}' });
        client.node.addDependency(provider);
      },
      'a role of a policy': () => policy.attachToRole(other),
      'a user of a policy': () => policy.attachToUser(new iam.User(scope, 'User')),
      'a statement of a policy': () => policy.addStatements(statement('x:Later')),
      'a role of a managed policy': () => managed.attachToRole(other),
      'a statement of a managed policy': () => managed.addStatements(statement('x:Later')),
      'a managed policy of a role': () => role.addManagedPolicy(managed),
      'another managed policy of a role': () => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('Second')),
      'an inline policy of a role': () => role.attachInlinePolicy(new iam.Policy(scope, 'Inline', { statements: [statement('x:Inline')] })),
      'a statement of a trust': () => role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:TagSession'], principals: [new iam.AnyPrincipal()] })),
      'a boundary of a role': () => iam.PermissionsBoundary.of(role).apply(managed),
      'a provider of an identity pool': () => identities.addUserPoolAuthentication(new UserPoolAuthenticationProvider({ userPool, userPoolClient: userPool.addClient('Second') })),
      'a variable of a function': () => fn.addEnvironment('SECOND', '2'),
      'a parameter of a nested stack': () => {
        nested.setParameter('Second', userPool.userPoolId);
        new CfnParameter(nested, 'Second');
      },
      'a reference from a nested stack': () => new CfnOutput(nested, 'Out', { value: userPool.userPoolArn }),
      'a reference from another stack': () => new CfnOutput(new Stack(scope.node.root as App, 'Elsewhere'), 'Out', { value: client.userPoolClientId }),
      'a method of an API': () => api.root.addMethod('POST', new apigateway.MockIntegration(), { authorizer }),
      'a property of an L1': () => {
        l1Client.callbackUrLs = [...l1Client.callbackUrLs ?? [], 'https://second.example'];
        group.groupName = 'later';
      },
      'a condition': () => l1Client.addOverride('Condition', 'Later'),
    };
  }

  function templatesAfter(change: string | undefined, reads: boolean): string {
    const app = new App({ treeMetadata: false, stackTraces: false });
    const stack = new Stack(app, 'Stack');
    const changes = plain(stack);
    const readAll = () => {
      const { view } = Synthesis.of(stack);
      view.scan.resources.forEach((cfn) => view.resource(cfn));
    };
    if (reads) {
      readAll();
    }
    if (change !== undefined) {
      changes[change]!();
    }
    if (reads) {
      readAll();
    }
    return JSON.stringify(templates(app));
  }

  const CHANGES = Object.keys(plain(new Stack()));

  test.each(CHANGES)('%s', (change) => {
    const changed = templatesAfter(change, false);
    expect(changed).not.toBe(templatesAfter(undefined, false));
    expect(templatesAfter(change, true)).toBe(changed);
  });
});

test('the plan may stand in a function with a version, whose logical id follows from it, among conditions and literal references', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
  const fn = handler(stack, 'Function', { PLAN: (auth.userPool.node.defaultChild as cognito.CfnUserPool).userPoolTier! });
  expect(fn.currentVersion.version).toBeDefined();
  const { cfnOptions } = auth.addWebClient('Web', REDIRECT).userPoolClient.node.defaultChild as CfnResource;
  cfnOptions.condition = new CfnCondition(stack, 'Here', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
  const { Resources: resources } = app.synth().getStackByName('Stack').template as { Resources: Record<string, { Type: string; Properties: unknown }> };
  const [written] = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  expect(written!.Properties).toMatchObject({ Environment: { Variables: { PLAN: 'ESSENTIALS' } } });
});
