import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, PrincipalTags, RoleMapping, RoleClaimRule, type IIdentityPoolProvider,
} from '../../src';
import { synthError, testStack } from '../support';

function rule(): RoleClaimRule {
  return RoleClaimRule.claimEquals('plan', 'gold', iam.Role.fromRoleArn(testStack(), 'Role', 'arn:aws:iam::123456789012:role/gold'));
}

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

describe('without a user pool', () => {
  function identityPool(...providers: IIdentityPoolProvider[]) {
    const stack = testStack();
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers });
    return { stack, identities };
  }

  const mapped = { roleMapping: RoleMapping.rules([rule()]), principalTags: PrincipalTags.defaults() };
  const social: [string, IIdentityPoolProvider, string, string][] = [
    ['Google', IdentityPoolProvider.google({ clientId: 'google', ...mapped }), 'accounts.google.com', 'google'],
    ['Facebook', IdentityPoolProvider.facebook({ clientId: 'fb', ...mapped }), 'graph.facebook.com', 'fb'],
    ['Amazon', IdentityPoolProvider.amazon({ clientId: 'amzn1', ...mapped }), 'www.amazon.com', 'amzn1'],
    ['Apple', IdentityPoolProvider.apple({ servicesId: 'com.acme', ...mapped }), 'appleid.apple.com', 'com.acme'],
  ];

  test.each(social)('%s', (_, provider, name, id) => {
    const { stack } = identityPool(provider);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::IdentityPool', { SupportedLoginProviders: { [name]: id } });
    template.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', { RoleMappings: { [name]: { IdentityProvider: name } } });
    template.hasResourceProperties('AWS::Cognito::IdentityPoolPrincipalTag', { IdentityProviderName: name });
  });

  test('all of them in one pool', () => {
    const { stack } = identityPool(...social.map(([, provider]) => provider));
    const template = Template.fromStack(stack);
    const apps = Object.fromEntries(social.map(([, , name, id]) => [name, id]));
    template.hasResourceProperties('AWS::Cognito::IdentityPool', { SupportedLoginProviders: apps });
    template.resourceCountIs('AWS::Cognito::IdentityPoolRoleAttachment', 1);
    template.resourceCountIs('AWS::Cognito::IdentityPoolPrincipalTag', 4);
  });

  test('fails when there are two apps of one', () => {
    expect(() => identityPool(IdentityPoolProvider.google({ clientId: 'one' }), IdentityPoolProvider.google({ clientId: 'two' })))
      .toThrow('[Stack/Identities] "providers" holds accounts.google.com twice, with "one" and "two": an identity pool takes one app of it');
  });

  test('OpenID Connect and SAML providers of IAM', () => {
    const stack = testStack();
    const arn = (kind: string, id: string): string => `arn:aws:iam::123456789012:${kind}-provider/${id}`;
    const oidc = ['One', 'Two'].map((id) => iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, id, arn('oidc', id)));
    const saml = ['Three', 'Four'].map((id) => iam.SamlProvider.fromSamlProviderArn(stack, id, arn('saml', id)));
    const options = { roleMapping: RoleMapping.rules([rule()]), principalTags: PrincipalTags.of({ team: 'team' }) };
    new FederatedIdentityPool(stack, 'Identities', {
      providers: [
        ...oidc.map((one) => IdentityPoolProvider.oidc(one, options)),
        ...saml.map((one) => IdentityPoolProvider.saml(one, options)),
      ],
    });
    const template = Template.fromStack(stack);
    const [oidcArns, samlArns] = [oidc.map((one) => one.openIdConnectProviderArn), saml.map((one) => one.samlProviderArn)];
    template.hasResourceProperties('AWS::Cognito::IdentityPool', { OpenIdConnectProviderARNs: oidcArns, SamlProviderARNs: samlArns });
    const [attachment] = Object.values(template.findResources('AWS::Cognito::IdentityPoolRoleAttachment'));
    const mappings = attachment!.Properties.RoleMappings as Record<string, { IdentityProvider: string }>;
    expect(Object.values(mappings).map(({ IdentityProvider }) => IdentityProvider)).toEqual([...oidcArns, ...samlArns]);
    expect(Object.values(template.findResources('AWS::Cognito::IdentityPoolPrincipalTag')).map(({ Properties }) => Properties.IdentityProviderName as string))
      .toEqual([...oidcArns, ...samlArns]);
  });

  test('a back end that authenticates users, of this pool only', () => {
    const { stack, identities } = identityPool(IdentityPoolProvider.developer('login.acme.app'));
    const backEnd = new iam.Role(stack, 'BackEnd', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    identities.grantDeveloperAuthentication(backEnd).assertSuccess();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::IdentityPool', { DeveloperProviderName: 'login.acme.app' });
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [stack.resolve(backEnd.roleName) as object],
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
          Resource: stack.resolve(identities.identityPool.identityPoolArn) as object,
        }],
      },
    });
  });

  test('the grant may come before the provider', () => {
    const { stack, identities } = identityPool(IdentityPoolProvider.google({ clientId: 'google' }));
    const backEnd = new iam.Role(stack, 'BackEnd', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    identities.grantDeveloperAuthentication(backEnd);
    identities.grantDeveloperAuthentication(backEnd);
    expect(synthError(stack)).toContain('a grantee of grantDeveloperAuthentication() has no provider name: add IdentityPoolProvider.developer(name) to "providers"');
    identities.addProvider(IdentityPoolProvider.developer('acme'));
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPool', { DeveloperProviderName: 'acme' });
  });

  test.each<[string, (stack: Stack) => IIdentityPoolProvider, string]>([
    ['Google', () => IdentityPoolProvider.google({ clientId: 'google', roleMapping: RoleMapping.token() }), 'accounts.google.com'],
    [
      'a SAML provider',
      (stack) => IdentityPoolProvider.saml(
        iam.SamlProvider.fromSamlProviderArn(stack, 'Saml', 'arn:aws:iam::123456789012:saml-provider/acme'), { roleMapping: RoleMapping.token() }),
      'StackSamlA41A06FC',
    ],
    ['one of the caller\'s own', () => ({ bind: () => ({ developerProviderName: 'acme', roleMapping: RoleMapping.token() }) }), 'acme'],
  ])('fails when %s is to name roles, as only user pools do', (_, provider, key) => {
    const { stack, identities } = identityPool(IdentityPoolProvider.facebook({ clientId: 'fb' }));
    expect(() => identities.addProvider(provider(stack))).toThrow(`[Stack/Identities] "roleMapping" of "${key}" in "providers" is RoleMapping.token(), and `
      + 'its users\' tokens name no role: only a user pool\'s do. Choose the role by other claims with RoleMapping.rules()');
  });

  test('fails when there are two developer providers', () => {
    expect(() => identityPool(IdentityPoolProvider.developer('one'), IdentityPoolProvider.developer('two')))
      .toThrow('[Stack/Identities] "providers" holds two developer providers, "one" and "two": an identity pool takes one');
  });
});

/** A provider of each kind, two clients of one user pool among them, each with a mapping. */
function kinds(stack: Stack): IIdentityPoolProvider[] {
  const userPool = new cognito.UserPool(stack, 'Pool');
  const options = { roleMapping: RoleMapping.rules() };
  const arn = (kind: string): string => `arn:aws:iam::123456789012:${kind}-provider/acme`;
  return [
    IdentityPoolProvider.userPool(userPool, userPool.addClient('One'), options),
    IdentityPoolProvider.userPool(userPool, userPool.addClient('Two'), options),
    IdentityPoolProvider.google({ clientId: 'google', ...options }),
    IdentityPoolProvider.oidc(iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Oidc', arn('oidc')), options),
    IdentityPoolProvider.saml(iam.SamlProvider.fromSamlProviderArn(stack, 'Saml', arn('saml')), options),
  ];
}

test('any set of providers, in any order, has one attachment with a literal key for each', () => {
  for (let set = 1; set < 2 ** 5; set += 1) {
    const stack = testStack();
    const chosen = kinds(stack).filter((_, index) => Math.floor(set / 2 ** index) % 2 === 1);
    new FederatedIdentityPool(stack, 'Identities', { providers: set % 3 === 0 ? chosen.reverse() : chosen });
    const resources = stack.node.findAll().filter((node) => node instanceof cognito.CfnIdentityPoolRoleAttachment);
    expect(resources).toHaveLength(1);
    const mappings = stack.resolve(resources[0]!.roleMappings) as Record<string, { identityProvider: unknown }>;
    expect(Object.keys(mappings)).toHaveLength(chosen.length);
    expect(Object.keys(mappings).join()).not.toContain('Token');
    expect(new Set(Object.values(mappings).map(({ identityProvider }) => JSON.stringify(identityProvider))).size).toBe(chosen.length);
  }
});
