import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Lazy, SecretValue, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SignInDomain, SocialProvider, SocialProviders, type ISocialProvider, type OidcPresetOptions } from '../../src';
import { testStack } from '../support';

const CLIENT: OidcPresetOptions = { clientId: 'id', clientSecret: SecretValue.secretsManager('preset', { jsonField: 'secret' }) };
const TENANT = '11111111-2222-3333-4444-555555555555';

function define(...providers: ISocialProvider[]): { stack: Stack; auth: AuthenticatedUserPool } {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers });
  return { stack, auth };
}

function expectProvider(provider: ISocialProvider, expected: object): void {
  Template.fromStack(define(provider).stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', expected);
}

interface Preset {
  readonly name: string;
  readonly define: (options: OidcPresetOptions) => ISocialProvider;
  readonly issuer: string;
  readonly mapping: object;
  readonly scopes: string;
}

const PRESETS: Preset[] = [
  {
    name: 'Microsoft',
    define: (options) => SocialProvider.microsoft({ ...options, tenantId: TENANT }),
    issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    mapping: { email: 'email', name: 'name', picture: Match.absent(), email_verified: Match.absent() },
    scopes: 'openid email profile',
  },
  {
    name: 'LinkedIn',
    define: (options) => SocialProvider.linkedin(options),
    issuer: 'https://www.linkedin.com/oauth',
    mapping: { email: 'email', name: 'name', picture: 'picture', email_verified: 'email_verified' },
    scopes: 'openid email profile',
  },
  {
    name: 'GitLab',
    define: (options) => SocialProvider.gitlab(options),
    issuer: 'https://gitlab.com',
    mapping: { email: 'email', name: 'name', picture: 'picture', email_verified: 'email_verified' },
    scopes: 'openid email profile',
  },
  {
    name: 'Slack',
    define: (options) => SocialProvider.slack(options),
    issuer: 'https://slack.com',
    mapping: { email: 'email', name: 'name', picture: 'picture', email_verified: Match.absent() },
    scopes: 'openid email profile',
  },
  {
    name: 'LINE',
    define: (options) => SocialProvider.line(options),
    issuer: 'https://access.line.me',
    mapping: { email: Match.absent(), name: 'name', picture: 'picture', email_verified: Match.absent() },
    scopes: 'openid profile',
  },
];

describe.each(PRESETS)('$name', (preset) => {
  test('defaults', () => {
    expectProvider(preset.define(CLIENT), {
      ProviderName: preset.name,
      ProviderType: 'OIDC',
      AttributeMapping: preset.mapping,
      ProviderDetails: {
        oidc_issuer: preset.issuer,
        authorize_scopes: preset.scopes,
        client_id: 'id',
        client_secret: '{{resolve:secretsmanager:preset:SecretString:secret::}}',
        attributes_request_method: 'GET',
      },
    });
  });

  test('every shared option overridden', () => {
    const attributeMapping = { email: cognito.ProviderAttribute.other('email'), locale: cognito.ProviderAttribute.other('locale') };
    expectProvider(preset.define({ ...CLIENT, name: 'Other', attributeMapping, scopes: ['email', 'profile', 'extra'] }), {
      ProviderName: 'Other',
      AttributeMapping: { email: 'email', name: 'name', locale: 'locale' },
      ProviderDetails: { authorize_scopes: 'openid email profile extra' },
    });
  });

  test('says where to register', () => {
    const { auth } = define(preset.define(CLIENT));
    expect(auth.summary.redirectUris).toEqual([
      { provider: preset.name, uri: expect.stringMatching(/\/oauth2\/idpresponse$/), registerAt: expect.stringMatching(/^https:\/\//) },
    ]);
  });
});

test('two of one kind, by name', () => {
  const { stack } = define(SocialProvider.microsoft({ ...CLIENT, tenantId: TENANT }), SocialProvider.microsoft({ ...CLIENT, tenantId: TENANT, name: 'Partner' }));
  Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 2);
});

test('the domains of a tenant', () => {
  expectProvider(SocialProvider.microsoft({ ...CLIENT, tenantId: TENANT, identifiers: ['acme.org'] }), { IdpIdentifiers: ['acme.org'] });
});

test('a tenant that only CloudFormation knows', () => {
  expectProvider(SocialProvider.microsoft({ ...CLIENT, tenantId: Lazy.string({ produce: () => TENANT }) }), {
    ProviderDetails: { oidc_issuer: `https://login.microsoftonline.com/${TENANT}/v2.0` },
  });
});

test('a tenant\'s id goes into the issuer as Microsoft writes it', () => {
  expectProvider(SocialProvider.microsoft({ ...CLIENT, tenantId: TENANT.toUpperCase() }), {
    ProviderDetails: Match.objectLike({ oidc_issuer: `https://login.microsoftonline.com/${TENANT.toLowerCase()}/v2.0` }),
  });
});

test.each(['9188040d-6c67-4c5b-b112-36a304b66dad', '9188040D-6C67-4C5B-B112-36A304B66DAD'])('fails when the tenant is that of everybody, %s', (tenantId) => {
  expect(() => define(SocialProvider.microsoft({ ...CLIENT, tenantId }))).toThrow('"tenantId" is that of all personal Microsoft accounts');
});

test.each(['common', 'organizations', 'consumers', 'acme.onmicrosoft.com', `${TENANT}/`, ''])('fails when the tenant is %j', (tenantId) => {
  expect(() => define(SocialProvider.microsoft({ ...CLIENT, tenantId }))).toThrow(
    `[Stack/Social/Providers] "tenantId" must be the directory (tenant) id of one tenant, a GUID, received ${JSON.stringify(tenantId)}`);
});

test('whether an address is verified is believed where the caller says so', () => {
  expectProvider(SocialProvider.slack({ ...CLIENT, trustEmailVerified: true }), { AttributeMapping: { email_verified: 'email_verified' } });
  expectProvider(SocialProvider.linkedin({ ...CLIENT, trustEmailVerified: false }), { AttributeMapping: { email_verified: Match.absent() } });
  expectProvider(SocialProvider.gitlab({ ...CLIENT, trustEmailVerified: false }), { AttributeMapping: { email_verified: Match.absent() } });
});

test('an installation of GitLab isn\'t believed by itself', () => {
  const issuerUrl = 'https://gitlab.acme.org';
  expectProvider(SocialProvider.gitlab({ ...CLIENT, issuerUrl }), {
    AttributeMapping: { email_verified: Match.absent() },
    ProviderDetails: { oidc_issuer: issuerUrl },
  });
  expectProvider(SocialProvider.gitlab({ ...CLIENT, issuerUrl, trustEmailVerified: true }), { AttributeMapping: { email_verified: 'email_verified' } });
});
