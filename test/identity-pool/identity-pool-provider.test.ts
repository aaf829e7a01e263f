import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping } from '../../src';
import { testStack } from '../support';

test.each([
  ['eu-west-1_abc', 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc'],
  ['us-gov-west-1_abc', 'cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_abc'],
])('an imported pool %s keeps its Region in the provider name', (id, providerName) => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', id);
  const client = cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'abc123');
  new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(userPool, client)] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPool', {
    CognitoIdentityProviders: [{ ProviderName: providerName, ClientId: 'abc123', ServerSideTokenCheck: true }],
  });
});

test('a plain L2 pool and client', () => {
  const stack = testStack();
  const userPool = new cognito.UserPool(stack, 'Pool');
  const client = userPool.addClient('App');
  new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(userPool, client)] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPool', {
    CognitoIdentityProviders: [{ ProviderName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Pool'), 'ProviderName'] }, ClientId: { Ref: Match.anyValue() } }],
  });
});

test('two clients of a pool have a mapping each, under keys that are literals', () => {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  const clients = ['One', 'Two'].map((id) => userPool.addClient(id, { disableOAuth: true, preventUserExistenceErrors: true }));
  new FederatedIdentityPool(stack, 'Identities', {
    providers: clients.map((client) => IdentityPoolProvider.userPool(userPool, client, { roleMapping: RoleMapping.token() })),
  });
  const [attachment] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::IdentityPoolRoleAttachment'));
  const mappings = attachment!.Properties.RoleMappings as Record<string, { IdentityProvider: { 'Fn::Join': [string, unknown[]] } }>;
  expect(Object.keys(mappings)).toHaveLength(2);
  Object.values(mappings).forEach((mapping, index) => {
    expect(mapping.IdentityProvider['Fn::Join'][1]).toEqual([
      stack.resolve(userPool.userPoolProviderName), ':', stack.resolve(clients[index]!.userPoolClientId),
    ]);
  });
});
