import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, NestedStack, Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, UserPoolTrigger } from '../../../src';
import { handler } from '../../user-pool/pool';

function two(): { app: App; functions: Stack; auth: AuthenticatedUserPool } {
  const app = new App();
  return { app, functions: new Stack(app, 'Functions'), auth: new AuthenticatedUserPool(new Stack(app, 'Pools'), 'Auth') };
}

const POOL = 'Pools/Auth/UserPool/Resource';
const BY_TRIGGER = `${POOL}: stack "Pools" waits for "Functions", as "${POOL}" waits for "Functions/Fn/Resource" (LambdaConfig.PreSignUp); stack "Functions" waits for "Pools", as `;

describe('a trigger in another stack', () => {
  test.each<[string, (auth: AuthenticatedUserPool) => string, string, string]>([
    ['the pool\'s id', (auth) => auth.userPool.userPoolId, POOL, 'read the pool\'s id from `event.userPoolId`'],
    ['the pool\'s ARN', (auth) => auth.userPool.userPoolArn, POOL, 'read the pool\'s id from `event.userPoolId`'],
    ['the issuer inside a text', (auth) => `${auth.issuerUrl}/.well-known/openid-configuration`, POOL, 'read the pool\'s id from `event.userPoolId`'],
    ['a client\'s id', (auth) => auth.addWebClient('Web').userPoolClient.userPoolClientId, 'Pools/Auth/Clients/Web/UserPoolClient/Resource',
      'read the client\'s id from `event.callerContext.clientId`'],
  ])('fails when its environment holds %s', (_, value, target, wayOut) => {
    const { app, functions, auth } = two();
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(functions, 'Fn', { VALUE: value(auth) })));
    expect(() => app.synth()).toThrow(`${BY_TRIGGER}"Functions/Fn/Resource" waits for "${target}" (Environment.Variables.VALUE); ${wayOut}; take one of these links away (rule circularDependency, `);
  });

  test('fails when the policy that the function waits for names the pool', () => {
    const { app, functions, auth } = two();
    const fn = handler(functions, 'Fn');
    auth.addTrigger(UserPoolTrigger.preSignUp(fn));
    auth.userPool.grant(fn, 'cognito-idp:AdminGetUser');
    expect(() => app.synth()).toThrow(`${BY_TRIGGER}"Functions/Fn/ServiceRole/DefaultPolicy/Resource" waits for "${POOL}" (PolicyDocument.Statement.0.Resource); put the permission into an `
      + '`iam.Policy` of its own, as `auth.grants` does');
  });

  test.each<[string, (fn: lambda.Function) => lambda.IFunction]>([
    ['an alias', (fn) => new lambda.Alias(fn, 'Live', { aliasName: 'live', version: fn.currentVersion })],
    ['a version', (fn) => fn.currentVersion],
  ])('fails when it is %s of such a function', (_, variant) => {
    const { app, functions, auth } = two();
    auth.addTrigger(UserPoolTrigger.preSignUp(variant(handler(functions, 'Fn', { POOL: auth.userPool.userPoolId }))));
    expect(() => app.synth()).toThrow(`stack "Functions" waits for "Pools", as "Functions/Fn/Resource" waits for "${POOL}" (Environment.Variables.POOL)`);
  });

  test('passes without the pool in its environment and with a role without policies of its own', () => {
    const { app, functions, auth } = two();
    const role = new iam.Role(functions, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const fn = new lambda.Function(functions, 'Fn', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), role, environment: { STACK: functions.stackId },
    });
    auth.addTrigger(UserPoolTrigger.preSignUp(fn));
    auth.grants.readUsers(fn);
    expect(app.synth().getStackByName('Pools').dependencies.map((stack) => stack.id)).toContain('Functions');
  });

  test('passes when it is imported', () => {
    const { app, functions, auth } = two();
    auth.addTrigger(UserPoolTrigger.preSignUp(lambda.Function.fromFunctionName(functions, 'Fn', 'fn')));
    expect(JSON.stringify(app.synth().getStackByName('Pools').template)).toContain(':function:fn');
  });
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
    expect(() => app.synth()).toThrow(`${POOL}: "${POOL}" waits for "Pools/Nested/Fn/Resource" (LambdaConfig.PreSignUp), "Pools/Nested/Fn/Resource" waits for "${POOL}" (Environment.Variables.POOL); `
      + 'read the pool\'s id from `event.userPoolId`');
  });
});
