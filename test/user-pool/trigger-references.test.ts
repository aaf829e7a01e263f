import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, NestedStack, Stack } from 'aws-cdk-lib/core';
import { handler } from './pool';
import { AuthenticatedUserPool, UserPoolTrigger } from '../../src';

function two(): { app: App; functions: Stack; auth: AuthenticatedUserPool } {
  const app = new App();
  return { app, functions: new Stack(app, 'Functions'), auth: new AuthenticatedUserPool(new Stack(app, 'Pools'), 'Auth') };
}

const REMEDY = 'in its environment or policy: the pool\'s stack and the function\'s would wait for each other. Read the pool\'s id from event.userPoolId, '
  + 'and grant with "grants" of the pool';

test.each<[string, (auth: AuthenticatedUserPool) => string, string]>([
  ['the pool\'s id', (auth) => auth.userPool.userPoolId, 'Pools/Auth/UserPool/Resource'],
  ['the pool\'s ARN', (auth) => auth.userPool.userPoolArn, 'Pools/Auth/UserPool/Resource'],
  ['the issuer inside a text', (auth) => `${auth.issuerUrl}/.well-known/openid-configuration`, 'Pools/Auth/UserPool/Resource'],
  ['a client\'s id', (auth) => auth.addWebClient('Web').userPoolClient.userPoolClientId, 'Pools/Auth/Clients/Web/UserPoolClient/Resource'],
])('fails when the environment of a trigger in another stack holds %s', (_, value, target) => {
  const { app, functions, auth } = two();
  auth.addTrigger(UserPoolTrigger.preSignUp(handler(functions, 'Fn', { VALUE: value(auth) })));
  expect(() => app.synth()).toThrow(`[Pools/Auth] the trigger PreSignUp, "Functions/Fn" in stack "Functions", refers to "${target}" ${REMEDY}`);
});

test('fails when the policy that the function waits for names the pool', () => {
  const { app, functions, auth } = two();
  const fn = handler(functions, 'Fn');
  auth.addTrigger(UserPoolTrigger.preSignUp(fn));
  auth.userPool.grant(fn, 'cognito-idp:AdminGetUser');
  expect(() => app.synth()).toThrow(`refers to "Pools/Auth/UserPool/Resource" ${REMEDY}`);
});

test.each<[string, (fn: lambda.Function) => lambda.IFunction]>([
  ['an alias', (fn) => new lambda.Alias(fn, 'Live', { aliasName: 'live', version: fn.currentVersion })],
  ['a version', (fn) => fn.currentVersion],
])('fails when the trigger is %s of such a function', (_, variant) => {
  const { app, functions, auth } = two();
  auth.addTrigger(UserPoolTrigger.preSignUp(variant(handler(functions, 'Fn', { POOL: auth.userPool.userPoolId }))));
  expect(() => app.synth()).toThrow(REMEDY);
});

test('an environment without the pool passes, and so does a role without policies of its own', () => {
  const { app, functions, auth } = two();
  const role = new iam.Role(functions, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const fn = new lambda.Function(functions, 'Fn', {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), role, environment: { STACK: functions.stackId },
  });
  auth.addTrigger(UserPoolTrigger.preSignUp(fn));
  auth.grants.readUsers(fn);
  expect(app.synth().getStackByName('Pools').dependencies.map((stack) => stack.id)).toContain('Functions');
});

describe('a trigger in a nested stack', () => {
  test('may refer to what is beside the pool', () => {
    const { app, auth } = two();
    const role = new iam.Role(Stack.of(auth), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(new NestedStack(Stack.of(auth), 'Nested'), 'Fn', { ROLE: role.roleArn })));
    const { Resources: resources } = app.synth().getStackByName('Pools').template as { Resources: Record<string, { Properties: object }> };
    const [pool] = Object.values(resources).map(({ Properties }) => Properties).filter((properties) => 'LambdaConfig' in properties);
    expect(pool).toMatchObject({ LambdaConfig: { PreSignUp: { 'Fn::GetAtt': [expect.stringMatching('^NestedNestedStack'), expect.stringContaining('Arn')] } } });
  });

  test('fails when it refers to the pool', () => {
    const { app, auth } = two();
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(new NestedStack(Stack.of(auth), 'Nested'), 'Fn', { POOL: auth.userPool.userPoolId })));
    expect(() => app.synth()).toThrow(`"Pools/Nested/Fn" in stack "Pools/Nested", refers to "Pools/Auth/UserPool/Resource" ${REMEDY}`);
  });
});

test('an imported function has nothing to look into', () => {
  const { app, functions, auth } = two();
  auth.addTrigger(UserPoolTrigger.preSignUp(lambda.Function.fromFunctionName(functions, 'Fn', 'fn')));
  expect(JSON.stringify(app.synth().getStackByName('Pools').template)).toContain(':function:fn');
});
