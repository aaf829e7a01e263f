import { Template } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping } from '../../src';
import { testStack } from '../support';

test('the role of a group trusts the identity pool\'s members only', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  const group = identities.addGroup('Admins', { userPool: auth.userPool });
  expect(group.userPoolGroup.node.path).toBe('Stack/Identities/Admins/Group');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Description: 'People of the group Admins',
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

test.each<[string, (identities: FederatedIdentityPool, auth: AuthenticatedUserPool) => unknown, string]>([
  ['a group\'s name', (identities, auth) => identities.addGroup('G', { userPool: auth.userPool, groupName: '管理者-é😀' }), 'People of the group ???-é?'],
  ['a description', (identities) => identities.addRole('R', { description: 'Für „alle“\u007F' }), 'Für ?alle??'],
  ['a path', (identities) => identities.addRole('役'), '?, people of the identity pool Stack/Identities'],
  ['a long description', (identities) => identities.addRole('R', { description: 'x'.repeat(1001) }), 'x'.repeat(1000)],
  ['a token', (identities) => identities.addRole('R', { description: `役 ${Lazy.string({ produce: () => 'late' })}` }), '? late'],
])('the role of a group or rule is described in characters that IAM takes: %s', (_, add, Description) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const providers = [IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('App').userPoolClient, { roleMapping: RoleMapping.token() })];
  add(new FederatedIdentityPool(stack, 'Identities', { providers }), auth);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Description });
});
