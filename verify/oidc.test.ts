import { OidcAttributeRequestMethod, ProviderAttribute } from 'aws-cdk-lib/aws-cognito';
import { SecretValue } from 'aws-cdk-lib/core';
import { type ISocialProvider, type OidcProviderOptions, SocialProvider } from 'cdk-cognito-auth';
import { OpenIdWorld } from './tools/openid';
import { said as saidOf } from './tools/said';

const ISSUER = 'https://idp.example.test';
const TENANT = 'abcdef11-2222-3333-4444-555555fedcba';
const WELL_KNOWN = [
  'https://gitlab.com', `https://login.microsoftonline.com/${TENANT}/v2.0`, 'https://www.linkedin.com/oauth', 'https://slack.com', 'https://access.line.me',
];
// two tell attributes by POST only, at paths of their own, and the second of them has no discovery; the third takes secrets in a header only.
const ODD = 'https://odd.example.test';
const QUIET = 'https://quiet.example.test';
const HEADER = 'https://header.example.test';
const PATHS = { authorization: '/sso/authorize', token: '/sso/token', userinfo: '/sso/attributes', jwks: '/sso/keys' };

// the client that all providers know is named like this, and its secret is in Secrets Manager.
const credentials = { clientId: 'cognito', clientSecret: SecretValue.secretsManager('sign-in', { jsonField: 'acme' }) };
const secrets = { 'sign-in': JSON.stringify({ acme: 'a secret at the provider', other: 'another secret' }) };

/** What the template says of a provider, with the secrets that there are. */
function said(provider: ISocialProvider) {
  const { details, mapping, cognito, registered } = saidOf(provider, secrets);
  return { details, mapping, redirectUri: cognito.redirectUri, registered: registered.redirectUri };
}

function oidc(options: Partial<OidcProviderOptions> = {}): ISocialProvider {
  return SocialProvider.oidc({ name: 'Acme', issuerUrl: ISSUER, ...credentials, ...options });
}

/** What OpenID Connect has a name for. The attributes of a pool are called the same. */
const STANDARD = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname',
  'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

function odd(issuerUrl: string, options: Partial<OidcProviderOptions> = {}): ISocialProvider {
  const { authorization, token, userinfo, jwks } = PATHS;
  return oidc({
    issuerUrl,
    attributesRequestMethod: OidcAttributeRequestMethod.POST,
    endpoints: { authorization: issuerUrl + authorization, token: issuerUrl + token, userInfo: issuerUrl + userinfo, jwksUri: issuerUrl + jwks },
    ...options,
  });
}

/** Providers, and what a sign-in with each must fill. The well-known ones are played by ours, which stand at their issuers. */
const PROVIDERS: Record<string, [ISocialProvider, string[]]> = {
  'any provider': [oidc(), ['email', 'name', 'picture']],
  'a provider that is believed': [oidc({ trustEmailVerified: true }), ['email', 'email_verified', 'name', 'picture']],
  'a provider with a mapping of everything': [oidc({
    attributeMapping: { custom: Object.fromEntries(STANDARD.map(claim => [claim, ProviderAttribute.other(claim)])) },
  }), STANDARD],
  'a provider with a claim and a scope of its own': [oidc({
    attributeMapping: { custom: { 'custom:employee': ProviderAttribute.other('employee_number') } },
    scopes: ['profile', 'email', 'staff'],
  }), ['custom:employee', 'email', 'name', 'picture']],
  'a provider without discovery that is asked by POST': [odd(QUIET), ['email', 'name', 'picture']],
  'the preset for GitLab of one\'s own': [SocialProvider.gitlab({ ...credentials, issuerUrl: ISSUER }), ['email', 'name', 'picture']],
  'the preset for gitlab.com': [SocialProvider.gitlab(credentials), ['email', 'email_verified', 'name', 'picture']],
  'the preset for Microsoft': [SocialProvider.microsoft({ ...credentials, tenantId: TENANT.toUpperCase() }), ['email', 'name']],
  'the preset for LinkedIn': [SocialProvider.linkedin(credentials), ['email', 'email_verified', 'name', 'picture']],
  'the preset for Slack': [SocialProvider.slack(credentials), ['email', 'name', 'picture']],
  'the preset for LINE': [SocialProvider.line(credentials), ['name', 'picture']],
};

/** Attributes for which nothing arrives. */
function missing(mapping: Record<string, string>, attributes: Record<string, unknown>): string[] {
  return Object.keys(mapping).filter(name => attributes[mapping[name]] === undefined);
}

/** Endpoints that a template names and the provider doesn't serve there. */
function misplaced(details: Record<string, string>, served: Record<string, unknown>): string[] {
  const names = { authorize_url: 'authorization_endpoint', token_url: 'token_endpoint', attributes_url: 'userinfo_endpoint', jwks_uri: 'jwks_uri' };
  return Object.entries(names).filter(([key, name]) => details[key] !== served[name]).map(([key]) => key);
}

let world: OpenIdWorld;

beforeAll(async () => {
  const client = { client_id: 'cognito', client_secret: JSON.parse(secrets['sign-in']).acme, redirect_uris: [said(oidc()).registered] };
  const clients = [{ ...client, token_endpoint_auth_method: 'client_secret_post' }];
  world = await OpenIdWorld.start([
    { issuer: ISSUER, clients },
    { issuer: ODD, clients, paths: PATHS, refuses: [`GET ${PATHS.userinfo}`] },
    { issuer: QUIET, clients, paths: PATHS, refuses: [`GET ${PATHS.userinfo}`, 'GET /.well-known/openid-configuration'] },
    { issuer: HEADER, clients: [client], authMethods: ['client_secret_basic'] },
    ...WELL_KNOWN.map(issuer => ({ issuer, clients })),
  ]);
});

afterAll(() => world.end());

describe('with what the template says', () => {
  test.each(Object.entries(PROVIDERS))('%s signs users in, and sends all that is mapped', async (_, [provider, expected]) => {
    const { details, mapping, redirectUri } = said(provider);
    const { server, idToken, attributes } = await world.signIn(details, redirectUri);
    expect([server.issuer, idToken.iss]).toEqual([details.oidc_issuer, details.oidc_issuer]);
    expect(Object.keys(mapping).sort()).toEqual(expected);
    expect(missing(mapping, attributes)).toEqual([]);
  });

  test.each(Object.entries(PROVIDERS))('%s is asked for no more than is mapped', async (_, [provider]) => {
    const { details, mapping, redirectUri } = said(provider);
    const scopes = details.authorize_scopes.split(' ');
    const useless: string[] = [];
    for (const scope of scopes.filter(one => one !== 'openid')) {
      const { attributes } = await world.signIn({ ...details, authorize_scopes: scopes.filter(one => one !== scope).join(' ') }, redirectUri);
      useless.push(...missing(mapping, attributes).length === 0 ? [scope] : []);
    }
    expect(useless).toEqual([]);
  });

  test.each(STANDARD)('%s is asked for by itself', async claim => {
    const { details, mapping, redirectUri } = said(oidc({
      attributeMapping: { email: undefined, fullname: undefined, profilePicture: undefined, custom: { [claim]: ProviderAttribute.other(claim) } },
    }));
    const { attributes } = await world.signIn(details, redirectUri);
    expect(mapping).toEqual({ [claim]: claim });
    expect(attributes).toHaveProperty(claim);
  });

  test('a scope that brings nothing is found', async () => {
    const { details, mapping, redirectUri } = said(oidc({ scopes: ['profile', 'email', 'staff'] }));
    const { attributes } = await world.signIn({ ...details, authorize_scopes: 'openid profile email' }, redirectUri);
    expect(details.authorize_scopes).toContain('staff');
    expect(missing(mapping, attributes)).toEqual([]);
  });

  test('the redirect URI to register is the one that Cognito sends', () => {
    const { redirectUri, registered } = said(oidc());
    expect(registered).toBe(redirectUri);
  });

  test('the endpoints are those that the provider serves', async () => {
    const served = await world.discovery(ODD);
    const { details } = said(odd(ODD));
    expect(misplaced(details, served)).toEqual([]);
    expect(misplaced({ ...details, token_url: `${ODD}/token`, jwks_uri: `${ISSUER}/jwks` }, served)).toEqual(['token_url', 'jwks_uri']);
  });
});

describe('nobody is signed in', () => {
  const { details, redirectUri } = said(oidc({ trustEmailVerified: true }));
  const quiet = said(odd(QUIET)).details;

  test('with another redirect URI', async () => {
    await expect(world.signIn(details, `${redirectUri}/`)).rejects.toThrow('invalid_redirect_uri');
    await expect(world.signIn(details, redirectUri.replace('acme-login', 'acme'))).rejects.toThrow('invalid_redirect_uri');
  });

  test('with another secret', async () => {
    const other = said(oidc({ clientSecret: SecretValue.secretsManager('sign-in', { jsonField: 'other' }) }));
    await expect(world.signIn(other.details, redirectUri)).rejects.toThrow('invalid_client');
  });

  test('where the secret is taken in a header only', async () => {
    await expect(world.signIn(said(oidc({ issuerUrl: HEADER })).details, redirectUri)).rejects.toThrow('invalid_client');
  });

  test('with an issuer that ends with a slash, which a rule refuses', async () => {
    await expect(world.signIn({ ...details, oidc_issuer: `${ISSUER}/` }, redirectUri)).rejects.toThrow('no discovery');
    expect(() => said(oidc({ issuerUrl: `${ISSUER}/` }))).toThrow('rule providerIssuer');
  });

  test('with an issuer that is written otherwise than in the tokens', async () => {
    await expect(world.signIn({ ...details, oidc_issuer: 'https://IDP.example.test' }, redirectUri)).rejects.toThrow(`the issuer is ${ISSUER}, not`);
    await expect(world.signIn({ ...quiet, oidc_issuer: `${QUIET}/` }, redirectUri)).rejects.toThrow(/iss/);
  });

  test.each([
    ['authorize_url', 'doesn\'t send the user back'],
    ['token_url', '/elsewhere answers 404'],
    ['attributes_url', 'no attributes by POST: 404'],
    ['jwks_uri', '/elsewhere answers 404'],
  ])('with another %s than the provider serves', async (key, message) => {
    await expect(world.signIn({ ...quiet, [key]: `${QUIET}/elsewhere` }, redirectUri)).rejects.toThrow(message);
  });

  test('by GET where attributes are told by POST only', async () => {
    const { details: get } = said(odd(QUIET, { attributesRequestMethod: undefined }));
    await expect(world.signIn(get, redirectUri)).rejects.toThrow('no attributes by GET: 404');
  });

  test('without openid among the scopes', async () => {
    await expect(world.signIn({ ...details, authorize_scopes: 'email profile' }, redirectUri)).rejects.toThrow(/id_token/);
  });

  test('by discovery where there is none', async () => {
    await expect(world.signIn(said(odd(QUIET, { endpoints: undefined })).details, redirectUri)).rejects.toThrow('no discovery');
  });
});

describe('an attribute stays empty', () => {
  const { details, mapping, redirectUri } = said(oidc({ trustEmailVerified: true }));

  test.each([
    ['openid profile', ['email', 'email_verified']],
    ['openid email', ['name', 'picture']],
    ['openid', ['email', 'email_verified', 'name', 'picture']],
  ])('with the scopes %s', async (scopes, empty) => {
    const { attributes } = await world.signIn({ ...details, authorize_scopes: scopes }, redirectUri);
    expect(missing(mapping, attributes).sort()).toEqual(empty);
  });

  test('with a claim that the provider doesn\'t send', async () => {
    const other = said(oidc({ attributeMapping: { nickname: ProviderAttribute.other('nick') } }));
    const { attributes } = await world.signIn(other.details, redirectUri);
    expect(missing(other.mapping, attributes)).toEqual(['nickname']);
  });
});
