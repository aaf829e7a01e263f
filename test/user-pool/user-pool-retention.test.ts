import { Template } from 'aws-cdk-lib/assertions';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import { MissingRemovalPolicies, RemovalPolicy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, UserPoolRetention } from '../../src';
import { synthError, testStack } from '../support';

test.each([
  { retention: undefined, policy: 'Retain', protection: 'ACTIVE' },
  { retention: UserPoolRetention.retain(), policy: 'Retain', protection: 'ACTIVE' },
  { retention: UserPoolRetention.destroy(), policy: 'Delete', protection: 'INACTIVE' },
])('pool and domain go or stay together: $policy, $protection', ({ retention, policy, protection }) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { retention, domain: SignInDomain.prefix('acme-login') });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: policy, UpdateReplacePolicy: policy, Properties: { DeletionProtection: protection } });
  // a domain that a failed first deployment leaves behind would refuse the next one.
  template.hasResource('AWS::Cognito::UserPoolDomain', { DeletionPolicy: policy === 'Retain' ? 'RetainExceptOnCreate' : policy, UpdateReplacePolicy: policy });
});

test('what the docs say of CDK\'s own: clients, groups, users and identity pools are kept too, and the domain as before', () => {
  const policies = (retained: boolean) => {
    const stack = testStack({ env: { region: 'eu-central-1', account: '111111111111' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/'] });
    auth.addUser('Admin', { username: 'admin@example.com', groups: [auth.addGroup('admin')] });
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
    if (retained) {
      [auth, identities].forEach((construct) => MissingRemovalPolicies.of(construct).retain());
    }
    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>);
    return new Map(resources.map(({ Type, DeletionPolicy }) => [Type, DeletionPolicy]));
  };
  const [kept, alone] = [policies(true), policies(false)];
  expect([...kept].filter(([, policy]) => policy !== 'Retain')).toEqual([['AWS::Cognito::UserPoolDomain', 'RetainExceptOnCreate']]);
  expect([...alone].filter(([, policy]) => policy === undefined).map(([type]) => type)).toEqual(expect.arrayContaining([
    'AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolGroup', 'AWS::Cognito::UserPoolUser', 'AWS::Cognito::IdentityPool',
  ]));
});

test('fails when a pool that may go is protected', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { retention: UserPoolRetention.destroy() });
  (auth.userPool.node.defaultChild as cognito.CfnUserPool).deletionProtection = 'ACTIVE';
  expect(synthError(stack)).toMatch(/"retention" \(DeletionPolicy\) is "Delete" and DeletionProtection "ACTIVE"; use `retention: UserPoolRetention.destroy\(\)`.*rule poolProtectionBlocksRemoval/);
});

test('what was chosen can be read', () => {
  expect(UserPoolRetention.retain()).toMatchObject({ removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true });
  expect(UserPoolRetention.destroy()).toMatchObject({ removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false });
});
