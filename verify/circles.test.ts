import { App, CfnOutput, Fn, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, SignInDomain, UserPoolTrigger } from 'cdk-cognito-auth';

/** What may wait for what: a pool with a web client, and a function in the stack that is asked for. */
class Example {
  readonly app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  readonly stack = new Stack(this.app, 'Stack');
  readonly auth = new AuthenticatedUserPool(this.stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  readonly web = this.auth.addWebClient('Web', { callbackUrls: ['https://app.example.com/callback'] });
  readonly other = new Stack(this.app, 'Other');

  fn(scope: Stack = this.stack, environment: Record<string, string> = {}): lambda.Function {
    return new lambda.Function(scope, 'Fn', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async (e) => e'), environment });
  }

  trigger(fn: lambda.Function): lambda.Function {
    this.auth.addTrigger(UserPoolTrigger.preSignUp(fn));
    return fn;
  }

  redirectTo(origin: lambda.Function): void {
    this.web.addRedirectsFrom(new cloudfront.Distribution(this.stack, 'Site', { defaultBehavior: { origin: new FunctionUrlOrigin(origin.addFunctionUrl()) } }));
  }
}

function synthError(it: Example): string {
  try {
    it.app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each<[string, (it: Example) => unknown, RegExp]>([
  ['a distribution whose origin has the client\'s id', (it) => it.redirectTo(it.fn(it.stack, { CLIENT: it.web.userPoolClient.userPoolClientId })), /addRedirectsFrom\(distribution, \{ domainNames/],
  ['a distribution whose origin has the stored secret', (it) => it.redirectTo(it.fn(it.stack, { SECRET: it.web.storeClientSecret().secretArn })), /storeClientSecret\(\{ secretName/],
  ['a trigger that may read the stored secret', (it) => it.web.storeClientSecret().grantRead(it.trigger(it.fn())), /storeClientSecret\(\{ secretName/],
  ['a trigger in a nested stack, whose table is in that of an API for its users', (it) => {
    const [triggers, apis] = ['Triggers', 'Apis'].map(id => new NestedStack(it.stack, id)) as [NestedStack, NestedStack];
    new apigateway.RestApi(apis, 'Api').root.addMethod('GET', undefined, {
      authorizer: new apigateway.CognitoUserPoolsAuthorizer(apis, 'Authorizer', { cognitoUserPools: [it.auth.userPool] }),
    });
    new dynamodb.Table(apis, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grantReadData(it.trigger(it.fn(triggers)));
  }, /move "Stack\/Apis\/Table\/Resource" out of its nested stack/],
])('in a template: %s', (_, define, wayOut) => {
  test('is told with a way out', () => {
    const it = new Example();
    define(it);
    const message = synthError(it);
    expect(message).toMatch(/ waits for .* waits for .*\(rule circularDependency, /);
    expect(message).toMatch(wayOut);
  });

  test('is a circle: AWS\'s validator says so where ours is accepted', () => {
    const it = new Example();
    define(it);
    Validations.of(it.auth).acknowledge({ id: 'cdk-cognito-auth:circularDependency', reason: 'the control' });
    const message = synthError(it);
    expect(message).not.toContain('(rule circularDependency');
    expect(message).toMatch(/[Cc]ircular [Dd]ependenc/);
  });
});

test.each<[string, (it: Example) => unknown, RegExp]>([
  ['a group whose role is in another stack', (it) => {
    const identities = new FederatedIdentityPool(it.other, 'Identities', {
      providers: [IdentityPoolProvider.userPool(it.auth.userPool, it.web.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    new CfnUserPoolGroup(it.stack, 'Group', { userPoolId: it.auth.userPool.userPoolId, roleArn: identities.addRole('Admin').role.roleArn });
  }, /add the group with `addGroup\(id, \{ role \}\)`/],
  ['an override of a function in another stack', (it) => {
    (it.trigger(it.fn(it.other)).node.defaultChild as lambda.CfnFunction).addPropertyOverride('Environment.Variables.POOL', it.auth.userPool.userPoolId);
  }, /read the pool's id from `event\.userPoolId`/],
  ['an export that a trigger imports by its name', (it) => {
    new CfnOutput(it.stack, 'Id', { value: it.auth.userPool.userPoolId, exportName: 'acme-pool' });
    it.trigger(it.fn(it.other, { POOL: Fn.importValue('acme-pool') }));
  }, /"Other\/Fn\/Resource" waits for "Stack\/Id"/],
])('between stacks: %s is told before CDK says "cyclic reference"', (_, define, says) => {
  const it = new Example();
  define(it);
  const message = synthError(it);
  expect(message).toMatch(/stack "\w+" waits for "\w+", as .*; stack "\w+" waits for "\w+", as .*\(rule circularDependency, /);
  expect(message).toMatch(says);
  expect(message).not.toContain('cyclic reference');
});
