import * as fs from 'fs';
import * as path from 'path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Aws, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Dependable } from 'constructs';
import { AuthenticatedUserPool, TokenCustomization, UserPoolTrigger } from '../../src';
import { workflowOf } from '../../src/user-pool/pool-workflow';
import type { WorkflowStep } from '../../src/workflows/workflow-step';
import { companyDefaults, companyRule, synthError, testStack } from '../support';
import { handler } from '../user-pool/pool';

const CONFIGURED = 'COGNITO_WORKFLOW';

const STEP: WorkflowStep = { trigger: 'PreSignUp', name: 'emailDomains', entry: { allowed: ['acme.example'] }, by: '"emailDomains" of signUp' };

function asked(auth: AuthenticatedUserPool, step: Partial<WorkflowStep> = {}): void {
  workflowOf(auth.userPool)!.step({ ...STEP, ...step });
}

function ours(template: Template): ReturnType<Template['findResources']>[string]['Properties'] {
  const [found, ...others] = Object.values(template.findResources('AWS::Lambda::Function', {
    Properties: { Environment: { Variables: { [CONFIGURED]: Match.anyValue() } } },
  }));
  expect(others).toEqual([]);
  return found!.Properties;
}

describe('the function of a trigger', () => {
  test('is one for all steps of the trigger, and each step has what all asked of it', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    asked(auth);
    asked(auth, { entry: { allowed: ['other.example'] } });
    asked(auth, { name: 'duplicateEmails', entry: { policy: 'REFUSE' } });
    const properties = ours(Template.fromStack(stack));
    expect(JSON.parse(properties.Environment.Variables[CONFIGURED])).toEqual({
      emailDomains: [{ allowed: ['acme.example'] }, { allowed: ['other.example'] }], duplicateEmails: [{ policy: 'REFUSE' }],
    });
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 256, Timeout: 5, Handler: 'index.handler' });
  });

  test('is called by exactly this pool, whose clients wait until it may do its work', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    asked(auth, { actions: ['ListUsers'] });
    auth.addSpaClient('App');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Permission', { SourceAccount: '111111111111', SourceArn: stack.resolve(auth.userPool.userPoolArn) as object });
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy', {
      Properties: { PolicyDocument: { Statement: [{ Action: 'cognito-idp:ListUsers', Effect: 'Allow', Resource: stack.resolve(auth.userPool.userPoolArn) as object }] } },
    }));
    template.hasResource('AWS::Cognito::UserPoolClient', { DependsOn: Match.arrayWith([policy]) });
  });

  test('has no permission but its log, where no step needs one', () => {
    const stack = testStack();
    asked(new AuthenticatedUserPool(stack, 'Auth'));
    const template = Template.fromStack(stack);
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as object[]);
    expect(statements).toEqual([{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: expect.anything() as object }]);
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('has the event of the highest version that a step needs', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    for (const version of ['V1_0', 'V2_0', 'V1_0']) {
      asked(auth, { trigger: 'PreTokenGenerationConfig', version });
    }
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } }, UserPoolTier: 'ESSENTIALS',
    });
  });

  test('belongs to a plain L2 pool too, and not to an imported one', () => {
    const stack = testStack();
    const pool = new cognito.UserPool(stack, 'Pool');
    workflowOf(pool)!.step(STEP);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreSignUp: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PoolWorkflows'), 'Arn'] } } });
    expect(workflowOf(cognito.UserPool.fromUserPoolId(stack, 'Imported', 'eu-central-1_abc'))).toBeUndefined();
  });
});

test('what it can’t do is a metric, with the pool as dimension', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  auth.metricWorkflowFailures().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'CognitoWorkflows', MetricName: 'Failures', Statistic: 'Sum', Period: 300, Dimensions: [{ Name: 'UserPoolId', Value: stack.resolve(auth.userPool.userPoolId) as object }],
  });
});

describe('a configuration that the environment has no room for', () => {
  const many = Array.from({ length: 400 }, (_, index) => `domain-${index}.example`);

  function bundled(entries: object[]): { readonly environment: unknown; readonly file?: unknown } {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    entries.forEach((entry) => asked(auth, { entry }));
    const assembly = app.synth();
    const properties = ours(Template.fromJSON(assembly.getStackByName('Stack').template as Record<string, unknown>));
    const hash = (properties.Code.S3Key as string).replace('.zip', '');
    const directory = path.join(assembly.directory, `asset.${hash}`);
    expect(fs.readdirSync(directory)).toContain('index.js');
    const file = path.join(directory, 'workflow.json');
    const told: unknown = properties.Environment.Variables[CONFIGURED];
    return { environment: typeof told === 'string' ? JSON.parse(told) : told, file: fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) as unknown : undefined };
  }

  test('goes beside the code', () => {
    expect(bundled([{ allowed: many }])).toEqual({ environment: {}, file: { emailDomains: [{ allowed: many }] } });
  });

  test('leaves what only the deployment knows in the environment', () => {
    const { environment, file } = bundled([{ allowed: many }, { role: Token.asString({ Ref: 'AWS::StackName' }) }]);
    expect(file).toEqual({ emailDomains: [{ allowed: many }] });
    expect(environment).toEqual({ 'Fn::Join': ['', ['{"emailDomains":[{"role":"', { Ref: 'AWS::StackName' }, '"}]}']] });
  });

  test('is not there where there is room', () => {
    expect(bundled([{ allowed: many.slice(0, 3) }]).file).toBeUndefined();
  });
});

describe('what would have the function do less than it was asked for', () => {
  const VARIABLES = { variables: { COMPANY: 'acme' } };

  test('a property injector may add to the environment, and choose where it runs', () => {
    const stack = testStack();
    companyDefaults(stack, lambda.Function, { memorySize: 512, timeout: Duration.seconds(3) });
    asked(new AuthenticatedUserPool(stack, 'Auth'));
    expect(ours(Template.fromStack(stack))).toMatchObject({ MemorySize: 512, Timeout: 3 });
  });

  test('a property injector that takes the configuration away is told', () => {
    const stack = testStack();
    companyRule(stack, lambda.Function, { environment: { COMPANY: 'acme' } });
    expect(() => asked(new AuthenticatedUserPool(stack, 'Auth'))).toThrow(/"environment\.COGNITO_WORKFLOW" of aws-cdk-lib\.aws-lambda\.Function must be/);
  });

  test('so is an override', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    asked(auth);
    (auth.node.findChild('Workflows').node.findChild('PreSignUp').node.findChild('Function').node.defaultChild as lambda.CfnFunction).environment = VARIABLES;
    expect(synthError(stack)).toContain('which "emailDomains" of signUp asked for, has no environment variable COGNITO_WORKFLOW, and would let everybody pass');
  });

  test('more than Lambda takes is told, in bytes', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    for (let group = 0; group < 60; group++) {
      asked(auth, { entry: { role: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/group-${group}` } });
    }
    expect(synthError(stack)).toMatch(/the function of PreSignUp, which .* asked for, has environment variables of \d+ bytes, and Lambda takes 4096/);
  });

  test('what was asked for after the file was written is told', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const domains = Array.from({ length: 400 }, (_, index) => `domain-${index}.example`);
    asked(auth, { entry: { allowed: domains } });
    const fn = auth.node.findChild('Workflows').node.findChild('PreSignUp').node.findChild('Function');
    fn.node.dependencies.forEach((dependable) => Dependable.of(dependable).dependencyRoots);
    domains.push('late.example');
    expect(synthError(stack)).toContain('was asked for more after its dependencies were read');
  });

  test('in a VPC it may have its network interfaces', () => {
    const stack = testStack();
    companyDefaults(stack, lambda.Function, { vpc: new ec2.Vpc(stack, 'Vpc') });
    asked(new AuthenticatedUserPool(stack, 'Auth'));
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Role'))).toContain('AWSLambdaVPCAccessExecutionRole');
  });

  test('a step that a pool has once can’t be there twice', () => {
    const auth = new AuthenticatedUserPool(testStack(), 'Auth');
    asked(auth, { isSingle: true });
    expect(() => asked(auth, { isSingle: true })).toThrow('[Stack/Auth] "emailDomains" of signUp is there already, and a user pool has one');
  });
});

describe('a function of the caller’s on the same trigger', () => {
  test.each([[true], [false]])('is called by ours, and by the pool no more (added first: %p)', (first) => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const fn = handler(stack, 'Own');
    const add = [() => auth.addTrigger(UserPoolTrigger.preSignUp(fn)), () => asked(auth)];
    (first ? add : add.reverse()).forEach((one) => one());
    const template = Template.fromStack(stack);
    const arn: unknown = stack.resolve(fn.functionArn);
    expect(JSON.stringify(ours(template).Environment)).toContain('functionArn');
    template.resourceCountIs('AWS::Lambda::Permission', 1);
    expect(Object.values(template.findResources('AWS::Lambda::Permission'))[0]!.Properties.FunctionName).not.toEqual(arn);
    expect(Object.values(template.findResources('AWS::Cognito::UserPool'))[0]!.Properties.LambdaConfig.PreSignUp).not.toEqual(arn);
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: arn }]) } });
  });

  test('is one, as without steps', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    asked(auth);
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Own')));
    expect(() => auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Other')))).toThrow('the trigger PreSignUp is set already');
  });

  test('that is written for an older event than the steps need is told', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler(stack, 'Own'), TokenCustomization.ID_TOKEN));
    asked(auth, { trigger: 'PreTokenGenerationConfig', version: 'V2_0' });
    expect(synthError(stack)).toContain('needs the event V2_0 of PreTokenGenerationConfig, and Stack/Own is written for V1_0');
  });

  test('that is written for a newer event has it', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler(stack, 'Own'), TokenCustomization.MACHINE_TOKEN));
    asked(auth, { trigger: 'PreTokenGenerationConfig', version: 'V1_0' });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V3_0' } } });
  });

  test('that is set on the L2 beside our steps is told', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    asked(auth);
    auth.userPool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, handler(stack, 'Own'));
    expect(synthError(stack)).toContain('the trigger PreSignUp is set both by "emailDomains" of signUp and on the L2 user pool: add it with addTrigger of AuthenticatedUserPool');
  });
});
