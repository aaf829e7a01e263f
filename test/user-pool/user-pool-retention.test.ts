import { Template } from 'aws-cdk-lib/assertions';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SignInDomain, UserPoolRetention } from '../../src';
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

test('fails when a pool that may go is protected', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { retention: UserPoolRetention.destroy() });
  (auth.userPool.node.defaultChild as cognito.CfnUserPool).deletionProtection = 'ACTIVE';
  expect(synthError(stack)).toMatch(/DeletionPolicy "Delete" contradicts DeletionProtection "ACTIVE"; use `retention: UserPoolRetention.destroy\(\)`.*rule poolProtectionBlocksRemoval/);
});

test('what was chosen can be read', () => {
  expect(UserPoolRetention.retain()).toMatchObject({ removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true });
  expect(UserPoolRetention.destroy()).toMatchObject({ removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false });
});
