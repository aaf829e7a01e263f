import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Lazy, SecretValue, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SocialProvider, SocialProviders, type OidcProviderOptions } from '../../src';
import { synthError, testStack } from '../support';

const { other } = cognito.ProviderAttribute;

function withOidc(options: Partial<OidcProviderOptions> = {}): Stack {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  const clientSecret = SecretValue.secretsManager('acme', { jsonField: 'secret' });
  const provider = SocialProvider.oidc({ name: 'Acme', issuerUrl: 'https://login.acme.org', clientId: 'id', clientSecret, ...options });
  new SocialProviders(stack, 'Social', { userPool, providers: [provider] });
  return stack;
}

function details(options: Partial<OidcProviderOptions>, expected: object): void {
  Template.fromStack(withOidc(options)).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { ProviderDetails: expected });
}

test('defaults: asks for the e-mail address, the name and the picture that it maps, and believes no verification', () => {
  Template.fromStack(withOidc()).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'Acme',
    ProviderType: 'OIDC',
    AttributeMapping: { email: 'email', email_verified: Match.absent(), name: 'name', picture: 'picture', username: Match.absent() },
    ProviderDetails: {
      client_id: 'id',
      client_secret: '{{resolve:secretsmanager:acme:SecretString:secret::}}',
      oidc_issuer: 'https://login.acme.org',
      authorize_scopes: 'openid email profile',
      attributes_request_method: 'GET',
      authorize_url: Match.absent(),
    },
    IdpIdentifiers: Match.absent(),
  });
});

test('every option overridden', () => {
  Template.fromStack(withOidc({
    trustEmailVerified: true,
    attributeMapping: { phoneNumber: other('phone_number'), profilePicture: undefined, nickname: other('handle') },
    attributesRequestMethod: cognito.OidcAttributeRequestMethod.POST,
    endpoints: {
      authorization: 'https://login.acme.org/authorize', token: 'https://login.acme.org/token', userInfo: 'https://login.acme.org/me', jwksUri: 'https://login.acme.org/keys',
    },
    identifiers: ['acme.org', 'acme.com'],
  })).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name', phone_number: 'phone_number', nickname: 'handle', picture: Match.absent() },
    ProviderDetails: {
      authorize_scopes: 'openid email profile phone',
      attributes_request_method: 'POST',
      authorize_url: 'https://login.acme.org/authorize',
      token_url: 'https://login.acme.org/token',
      attributes_url: 'https://login.acme.org/me',
      jwks_uri: 'https://login.acme.org/keys',
    },
    IdpIdentifiers: ['acme.org', 'acme.com'],
  });
});

test.each([[['email'], 'openid email'], [['email', 'openid', 'groups'], 'openid email groups']])('scopes %j of the caller always hold openid', (scopes, asked) => {
  details({ scopes }, { authorize_scopes: asked });
});

test('the construct id and the name in the pool are the name, wherever the construct stands', () => {
  const stack = withOidc({ name: 'Okta' });
  expect(stack.node.tryFindChild('Social')?.node.tryFindChild('Providers')?.node.tryFindChild('Okta')).toBeDefined();
});

test('an issuer that only CloudFormation knows', () => {
  details({ issuerUrl: Lazy.string({ produce: () => 'https://login.acme.org' }) }, { oidc_issuer: 'https://login.acme.org' });
});

test.each(['ab', '_acme', 'acme login', 'acme_login', 'a'.repeat(33), ''])('fails when the name is %j', (name) => {
  expect(() => withOidc({ name })).toThrow(`[Stack/Social/Providers] "name" must have 3 to 32 letters, digits or signs, without spaces and underscores, received ${JSON.stringify(name)}`);
});

test.each(['abc', 'a'.repeat(32), 'Acme-Login'])('takes the name %j', (name) => {
  Template.fromStack(withOidc({ name })).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { ProviderName: name });
});

test('fails when the name is known to CloudFormation only', () => {
  expect(() => withOidc({ name: Lazy.string({ produce: () => 'Acme' }) })).toThrow('[Stack/Social/Providers] "name" must be a literal');
});

test.each(['COGNITO', 'Cognito'])('fails when the name is %j, as the pool itself', (name) => {
  expect(() => withOidc({ name })).toThrow(`[Stack/Social/Providers] "name" is "${name}", by which clients name the pool itself`);
});

test('fails when two have one name', () => {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  const acme = SocialProvider.oidc({ name: 'Acme', issuerUrl: 'https://login.acme.org', clientId: 'id', clientSecret: SecretValue.secretsManager('acme') });
  expect(() => new SocialProviders(stack, 'Social', { userPool, providers: [acme, acme] })).toThrow('"providers" holds Acme twice');
});

test.each<[string, Partial<OidcProviderOptions>, RegExp]>([
  ['the issuer ends with a slash', { issuerUrl: 'https://login.acme.org/' }, /"issuerUrl" \(ProviderDetails.oidc_issuer\) is "https:\/\/login.acme.org\/".*rule providerIssuer/],
  ['the issuer is for every tenant', { issuerUrl: 'https://login.microsoftonline.com/common/v2.0' }, /rule providerIssuer/],
  ['the issuer is on a port of its own', { issuerUrl: 'https://login.acme.org:8443' }, /rule providerEndpoint/],
  ['people are told apart by their address', { attributeMapping: { custom: { username: other('email') } } }, /rule providerUsername/],
  ['an identifier is a URL', { identifiers: ['https://acme.org'] }, /rule outOfBounds/],
  ['scopes leave out the mapped address', { scopes: ['openid'] }, /rule providerEmailScope/],
  ['the secret is a literal', { clientSecret: SecretValue.unsafePlainText('hunter2') }, /"clientSecret" \(ProviderDetails.client_secret\) is a literal.*rule providerSecretLiteral/],
])('fails when %s', (_, options, message) => {
  expect(synthError(withOidc(options))).toMatch(message);
});
