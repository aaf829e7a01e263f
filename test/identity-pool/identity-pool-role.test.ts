import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, RoleMapping } from '../../src';
import { testStack } from '../support';

function identityPool() {
  const stack = testStack();
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.google({ clientId: 'google' })], guests: GuestAccess.allow({ reason: 'a test' }),
  });
  return { stack, identities };
}

test('trusts the signed-in users of the identity pool only', () => {
  const { stack, identities } = identityPool();
  const admins = identities.addRole('Admins');
  expect(admins.role.node.path).toBe('Stack/Identities/Roles/Admins/Role');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Description: 'Admins, users of the identity pool Stack/Identities',
    AssumeRolePolicyDocument: {
      Statement: [{
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          'StringEquals': { 'cognito-identity.amazonaws.com:aud': stack.resolve(identities.identityPool.identityPoolId) as object },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      }],
    },
  });
});

test('an id never collides with children of ours', () => {
  const { identities } = identityPool();
  const ids = identities.node.children.map(({ node }) => node.id);
  ids.forEach((id) => identities.addRole(id));
  expect(identities.node.children.map(({ node }) => node.id)).toEqual([...ids, 'Roles']);
});

test('its user pool\'s group may have it, without a cycle', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  const admins = identities.addRole('Admins');
  auth.addGroup('admins', { role: admins.role });
  // Template.fromStack finds cycles.
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'admins', RoleArn: stack.resolve(admins.role.roleArn) as object });
});

test.each([
  ['a description', 'R', 'Für „alle“\u007F', 'Für ?alle??'],
  ['an id', '役', undefined, '?, users of the identity pool Stack/Identities'],
  ['a long description', 'R', 'x'.repeat(1001), 'x'.repeat(1000)],
  ['a token', 'R', `役 ${Lazy.string({ produce: () => 'late' })}`, '? late'],
])('is described in characters that IAM takes: %s', (_, id, description, Description) => {
  const { stack, identities } = identityPool();
  identities.addRole(id, { description });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Description });
});

test('CDK\'s own permissions boundary is that of all roles, whenever they were added', () => {
  const { stack, identities } = identityPool();
  identities.addRole('Before');
  const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'users');
  iam.PermissionsBoundary.of(identities).apply(boundary);
  identities.addRole('After');
  // signed-in users, guests and the two.
  Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::Role', { PermissionsBoundary: stack.resolve(boundary.managedPolicyArn) as object }, 4);
});

test('a path that the caller left out is a property injector\'s to say, and one that the caller gave isn\'t', () => {
  const inject = (props: iam.RoleProps): iam.RoleProps => ({ path: '/company/', ...props });
  const roles = (rolePath?: string) => {
    const stack = testStack({ propertyInjectors: [{ constructUniqueId: iam.Role.PROPERTY_INJECTION_ID, inject }] });
    new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.google({ clientId: 'google' })], rolePath });
    return Template.fromStack(stack);
  };
  roles().allResourcesProperties('AWS::IAM::Role', { Path: '/company/' });
  roles('/app/').allResourcesProperties('AWS::IAM::Role', { Path: '/app/' });
});
