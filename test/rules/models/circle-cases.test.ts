import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnUserPoolGroup, UserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { CfnFunction, Function } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { App, CfnOutput, Fn, NestedStack, SecretValue, Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, SignInDomain, UserPoolTrigger, type AppClient } from '../../../src';
import { handler } from '../../user-pool/pool';

/** A pool with a web client, and a function that is meant to know one of them. */
class Example {
  readonly app = new App();
  readonly stack = new Stack(this.app, 'Stack');
  readonly auth = new AuthenticatedUserPool(this.stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  readonly web: AppClient = this.auth.addWebClient('Web', { callbackUrls: ['https://app.example.com/callback'] });
  private readonly others: Stack[] = [];

  get other(): Stack { return this.others[0] ??= new Stack(this.app, 'Other'); }

  fn(scope: Stack = this.stack, environment: Record<string, string> = {}): Function { return handler(scope, 'Fn', environment) as Function; }

  trigger(fn: Function): Function {
    this.auth.addTrigger(UserPoolTrigger.preSignUp(fn));
    return fn;
  }

  redirectTo(origin: Function, options = {}): void {
    this.web.addRedirectsFrom(new cloudfront.Distribution(this.stack, 'Site', { defaultBehavior: { origin: new FunctionUrlOrigin(origin.addFunctionUrl()) } }), options);
  }

  /** A trigger in a nested stack, which reads a table beside or apart from an API for signed-in users. */
  api(tables: 'beside the API' | 'apart'): void {
    const [triggers, apis] = ['Triggers', 'Apis'].map((id) => new NestedStack(this.stack, id)) as [NestedStack, NestedStack];
    new apigateway.RestApi(apis, 'Api').root.addMethod('GET', undefined, {
      authorizer: new apigateway.CognitoUserPoolsAuthorizer(apis, 'Authorizer', { cognitoUserPools: [this.auth.userPool] }),
    });
    const scope = tables === 'apart' ? new NestedStack(this.stack, 'Tables') : apis;
    new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grantReadData(this.trigger(this.fn(triggers)));
  }

  /** The role of an identity pool in another stack. */
  get role() {
    const identities = new FederatedIdentityPool(this.other, 'Identities', {
      providers: [IdentityPoolProvider.userPool(this.auth.userPool, this.web.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    return identities.addRole('Admin').role;
  }

  get templates(): string { return JSON.stringify(this.app.synth().stacks.map(({ template }) => template as object)); }
}

const POOL = 'Stack/Auth/UserPool/Resource';
const CLIENT = 'Stack/Auth/Clients/Web/UserPoolClient/Resource';
const SECRET = 'Stack/Auth/Clients/Web/ClientSecret/Resource';
const NAME_THE_SECRET = 'give the secret a name, `storeClientSecret({ secretName: \'\u2026\' })`, and refer to it by that name, `Secret.fromSecretNameV2()`';
const NAME_THE_SITE = 'give the distribution a domain name of your own and name that, `addRedirectsFrom(distribution, { domainNames: [\'\u2026\'] })`';
const SITE = `"${CLIENT}" waits for "Stack/Site/Resource" (CallbackURLs.1), "Stack/Site/Resource" waits for "Stack/Fn/FunctionUrl/Resource" (DistributionConfig.Origins.0.DomainName), `
  + '"Stack/Fn/FunctionUrl/Resource" waits for "Stack/Fn/Resource" (TargetFunctionArn), ';
const POLICY = 'Stack/Fn/ServiceRole/DefaultPolicy/Resource';
const GROUP_OUT = '(RoleArn); stack "Other" waits for "Stack", as "Other/Identities/IdentityPool/Resource" waits for '
  + `"${CLIENT}" (CognitoIdentityProviders.0.ClientId); add the group with \`addGroup(id, { role })\` of our pool`;

test.each<[string, (it: Example) => unknown, string]>([
  ['a distribution whose origin has the client\'s id', (it) => it.redirectTo(it.fn(it.stack, { CLIENT: it.web.userPoolClient.userPoolClientId })),
    `${SITE}"Stack/Fn/Resource" waits for "${CLIENT}" (Environment.Variables.CLIENT); ${NAME_THE_SITE}, or let the function look the id up when it runs`],
  ['a distribution whose origin has the ARN of the stored secret', (it) => it.redirectTo(it.fn(it.stack, { SECRET: it.web.storeClientSecret().secretArn })),
    `${SITE}"Stack/Fn/Resource" waits for "${SECRET}" (Environment.Variables.SECRET), "${SECRET}" waits for "${CLIENT}" (SecretString); ${NAME_THE_SECRET}, or ${NAME_THE_SITE}`],
  ['a distribution whose origin may read the stored secret', (it) => {
    const fn = it.fn();
    it.web.storeClientSecret().grantRead(fn);
    it.redirectTo(fn);
  }, `${SITE}"Stack/Fn/Resource" waits for "${POLICY}" (DependsOn), "${POLICY}" waits for "${SECRET}" (PolicyDocument.Statement.0.Resource), "${SECRET}" waits for "${CLIENT}" `],
  ['a trigger that may read the stored secret', (it) => it.web.storeClientSecret().grantRead(it.trigger(it.fn())),
    `"${POOL}" waits for "Stack/Fn/Resource" (LambdaConfig.PreSignUp), "Stack/Fn/Resource" waits for "${POLICY}" (DependsOn), "${POLICY}" waits for "${SECRET}" `
    + `(PolicyDocument.Statement.0.Resource), "${SECRET}" waits for "${POOL}" (SecretString); ${NAME_THE_SECRET}; take`],
  ['a trigger in a nested stack, whose table is in that of an API for its users', (it) => it.api('beside the API'),
    `"${POOL}" waits for "Stack/Triggers/Fn/Resource" (LambdaConfig.PreSignUp), "Stack/Triggers/Fn/ServiceRole/DefaultPolicy/Resource" waits for "Stack/Apis/Table/Resource" `
    + `(PolicyDocument.Statement.0.Resource.0), "Stack/Apis/Authorizer/Resource" waits for "${POOL}" (ProviderARNs.0); `
    + 'move "Stack/Apis/Table/Resource" out of its nested stack, which CloudFormation defines as a whole; take'],
  ['a nested stack with a trigger that is told to wait for the pool', (it) => {
    const nested = new NestedStack(it.stack, 'Nested');
    it.trigger(it.fn(nested));
    nested.node.addDependency(it.auth.userPool);
  }, `"Stack/Nested.NestedStack/Nested.NestedStackResource" waits for "${POOL}" (DependsOn); leave the dependency out, or move "Stack/Nested/Fn/Resource" out of its nested stack`],
  ['a group of an L2 whose role is in another stack', (it) => new UserPoolGroup(it.stack, 'Group', { userPool: it.auth.userPool, role: it.role }),
    `Stack/Group/Resource: stack "Stack" waits for "Other", as "Stack/Group/Resource" waits for "Other/Identities/Roles/Admin/Role/Resource" ${GROUP_OUT}`],
  ['a group of an L1 whose role is in another stack', (it) => new CfnUserPoolGroup(it.stack, 'Group', { userPoolId: it.auth.userPool.userPoolId, roleArn: it.role.roleArn }),
    `Stack/Group: stack "Stack" waits for "Other", as "Stack/Group" waits for "Other/Identities/Roles/Admin/Role/Resource" ${GROUP_OUT}`],
  ['an override of a function in another stack', (it) => {
    (it.trigger(it.fn(it.other)).node.defaultChild as CfnFunction).addPropertyOverride('Environment.Variables.POOL', it.auth.userPool.userPoolId);
  }, `stack "Other" waits for "Stack", as "Other/Fn/Resource" waits for "${POOL}" (Environment.Variables.POOL); read the pool's id from \`event.userPoolId\``],
  ['an export that the trigger imports by its name', (it) => {
    new CfnOutput(it.stack, 'Id', { value: it.auth.userPool.userPoolId, exportName: 'acme-pool' });
    it.trigger(it.fn(it.other, { POOL: Fn.importValue('acme-pool') }));
  }, 'stack "Other" waits for "Stack", as "Other/Fn/Resource" waits for "Stack/Id"; take'],
  ['the app\'s word that the other stack waits', (it) => {
    it.trigger(it.fn(it.other));
    it.other.addDependency(it.stack);
  }, 'stack "Other" waits for "Stack" (addDependency); take'],
  ['the app\'s word that what is in the other stack waits', (it) => it.trigger(it.fn(it.other)).node.addDependency(it.auth), 'stack "Other" waits for "Stack" (addDependency); take'],
  ['an output of the other stack', (it) => {
    it.trigger(it.fn(it.other));
    new CfnOutput(it.other, 'Pool', { value: it.auth.userPool.userPoolId });
  }, `stack "Other" waits for "Stack", as "Other/Pool" waits for "${POOL}" (Value); take`],
  ['several links, of which one is about Cognito', (it) => it.trigger(it.fn(it.other, { FIRST: new Secret(it.stack, 'Own').secretArn, POOL: it.auth.userPool.userPoolId })),
    `stack "Other" waits for "Stack", as "Other/Fn/Resource" waits for "${POOL}" (Environment.Variables.POOL); read`],
  // of a secret that isn't the client's there is no better way to be told.
  ['a secret that knows who knows the pool', (it) => {
    const api = handler(it.stack, 'Api', { POOL: it.auth.userPool.userPoolId }) as Function;
    it.trigger(it.fn(it.stack, { SECRET: new Secret(it.stack, 'Own', { secretObjectValue: { api: SecretValue.unsafePlainText(api.functionArn) } }).secretArn }));
  }, `"Stack/Api/Resource" waits for "${POOL}" (Environment.Variables.POOL); let the function look the id up when it runs, by the literal name of an SSM parameter; take`],
])('fails with %s', (_, define, says) => {
  const it = new Example();
  define(it);
  expect(() => it.app.synth()).toThrow(says);
});

test.each<[string, (it: Example) => unknown, string]>([
  ['a domain name of the distribution', (it) => it.redirectTo(it.fn(it.stack, { CLIENT: it.web.userPoolClient.userPoolClientId }), { domainNames: ['shop.example.com'] }),
    '"https://shop.example.com'],
  ['a secret by its name', (it) => {
    it.web.storeClientSecret({ secretName: 'web' });
    Secret.fromSecretNameV2(it.stack, 'Web', 'web').grantRead(it.trigger(it.fn()));
  }, ':secret:web-??????"'],
  ['a table in a nested stack of its own', (it) => it.api('apart'), '"PreSignUp"'],
  ['a group of ours whose role is in another stack', (it) => it.auth.addGroup('admin', { role: it.role }), '"GroupName":"admin"'],
  ['an export that another function imports', (it) => {
    new CfnOutput(it.stack, 'Id', { value: it.auth.userPool.userPoolId, exportName: 'acme-pool' });
    it.fn(it.other, { POOL: Fn.importValue('acme-pool') });
  }, '{"Fn::ImportValue":"acme-pool"}'],
])('passes with %s', (_, define, holds) => {
  const it = new Example();
  define(it);
  expect(it.templates).toContain(holds);
});

test('in a nested stack, a pool names the property by which it waits for its trigger', () => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new AuthenticatedUserPool(new NestedStack(stack, 'Nested'), 'Auth');
  auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Fn', { POOL: auth.userPool.userPoolId })));
  expect(() => (stack.node.root as App).synth()).toThrow('"Stack/Nested/Auth/UserPool/Resource" waits for "Stack/Fn/Resource" (LambdaConfig.PreSignUp), "Stack/Fn/Resource" waits for '
    + '"Stack/Nested/Auth/UserPool/Resource" (Environment.Variables.POOL); read the pool\'s id');
});
