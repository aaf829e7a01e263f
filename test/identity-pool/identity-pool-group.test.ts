import { Template } from 'aws-cdk-lib/assertions';
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
