import { Template } from 'aws-cdk-lib/assertions';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping } from '../../src';
import { testStack } from '../support';

test('roles by token: an ambiguous token gets nothing', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  const [attachment] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::IdentityPoolRoleAttachment'));
  expect(Object.values(attachment!.Properties.RoleMappings as object)).toEqual([expect.objectContaining({ Type: 'Token', AmbiguousRoleResolution: 'Deny' })]);
});
