import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnOutput, CfnResource, type Stack } from 'aws-cdk-lib/core';
import { FederatedIdentityPool, GuestAccess, IdentityPoolProvider } from '../../src';
import { synthError, testStack } from '../support';

const MESSAGE = '[Stack/Identities] guests are off: no role of theirs takes grants, say guests: GuestAccess.allow({ reason }) first';

function withoutGuests(): { stack: Stack; role: iam.IRole } {
  const stack = testStack();
  const { identityPool } = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.google({ clientId: 'google' })] });
  // whoever looks behind the interface finds the L2, and its role.
  if (!(identityPool instanceof IdentityPool)) {
    throw new Error('the L2 is another class');
  }
  return { stack, role: identityPool.unauthenticatedRole };
}

test('the attachment doesn\'t name it, and the template has nothing of it', () => {
  const { stack, role } = withoutGuests();
  expect(role.node.path).toBe('Stack/Identities/NoGuests');
  expect(role.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', { Roles: { authenticated: Match.anyValue(), unauthenticated: Match.absent() } });
  template.resourceCountIs('AWS::IAM::Role', 1);
});

test('is not there where there are guests', () => {
  const stack = testStack();
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [], guests: GuestAccess.allow({ reason: 'a test' }) });
  expect(identities.node.tryFindChild('NoGuests')).toBeUndefined();
  const attachment = identities.node.findAll().find((child) => child instanceof CfnIdentityPoolRoleAttachment)!;
  expect(Object.keys(stack.resolve(attachment.roles) as object)).toEqual(['authenticated', 'unauthenticated']);
});

test.each<[string, (role: iam.IRole, stack: Stack) => void]>([
  ['a bucket is granted to it', (role, stack) => new s3.Bucket(stack, 'Files').grantRead(role)],
  ['a statement is added', (role) => role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }))],
  ['an action is granted', (role) => iam.Grant.addToPrincipal({ grantee: role, actions: ['s3:GetObject'], resourceArns: ['*'] })],
  ['a policy is attached', (role, stack) => role.attachInlinePolicy(new iam.Policy(stack, 'Policy'))],
  ['a policy is attached to it', (role, stack) => new iam.Policy(stack, 'Policy').attachToRole(role)],
  ['a managed policy is added', (role) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'))],
  ['it is granted', (role) => role.grant(new iam.AccountRootPrincipal(), 'iam:GetRole')],
  ['it is granted to be passed', (role) => role.grantPassRole(new iam.AccountRootPrincipal())],
  ['it is granted to be assumed', (role) => role.grantAssumeRole(new iam.AccountRootPrincipal())],
  ['a bucket\'s policy names it', (role, stack) => new s3.Bucket(stack, 'Files').addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], principals: [role] }))],
])('fails when %s', (_, use) => {
  const { stack, role } = withoutGuests();
  expect(() => use(role, stack)).toThrow(MESSAGE);
});

test.each<[string, (role: iam.IRole) => string]>([
  ['ARN', (role) => role.roleArn], ['name', (role) => role.roleName], ['reference', (role) => role.roleRef.roleArn],
])('fails when the template holds its %s', (_, value) => {
  const { stack, role } = withoutGuests();
  new CfnOutput(stack, 'Guests', { value: value(role) });
  expect(synthError(stack)).toContain(MESSAGE);
});
