import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, Aspects, CfnOutput, Lazy, SecretValue, Stack, type CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { secondCopy } from './second-copy';
import {
  AuthenticatedUserPool, DuplicateEmailPolicy, MfaFactor, MfaPolicy, RefreshTokenRotation, SignInDomain, SocialProvider, SocialProviders,
  UserPoolLock, type AppClient,
} from '../../src';
import { findings, ruleIds } from '../rules/rule-case';
import { google } from '../support';
import { handler } from '../user-pool/pool';

const second = secondCopy();

interface Site {
  readonly app: App;
  readonly stack: Stack;
  readonly auth: AuthenticatedUserPool;
}

/** A fact, and the way in which it is written. */
type Ways = readonly (readonly [way: string, write: (site: Site) => unknown])[];

function begin(context: Record<string, string> = {}, domain?: SignInDomain): Site {
  const app = new App({ treeMetadata: false, stackTraces: false, context });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '111122223333' } });
  return { app, stack, auth: new AuthenticatedUserPool(stack, 'Auth', { domain }) };
}

function cfnPool(auth: { readonly userPool: cognito.UserPool }): cognito.CfnUserPool {
  return auth.userPool.node.defaultChild as cognito.CfnUserPool;
}

function cfnClient(client: { readonly userPoolClient: cognito.UserPoolClient }): cognito.CfnUserPoolClient {
  return client.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
}

/** Changes a resource as an Aspect does it: last of all. */
function aspect(scope: IConstruct, changed: CfnResource, change: () => void): void {
  Aspects.of(scope).add({ visit: (node) => node === changed ? change() : undefined });
}

interface CfnResourceJson {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

interface Template {
  readonly Resources: Record<string, CfnResourceJson>;
  readonly Outputs: Record<string, { readonly Value: unknown }>;
}

function templateOf({ app, stack }: Pick<Site, 'app' | 'stack'>): Template {
  return app.synth().getStackByName(stack.stackName).template as Template;
}

const callbackUrls = ['https://app.example.org/'];
const details = { client_id: 'a', client_secret: '{{resolve:secretsmanager:a:SecretString:::}}', authorize_scopes: 'openid email' };

describe('the feature plan, in the template and in the summary', () => {
  const classes = { requireLowercase: true, requireNumbers: true, requireSymbols: true, requireUppercase: true };
  const remembering = { passwordPolicy: { ...classes, minimumLength: 12, passwordHistorySize: 3 } };
  const ways: Ways = [
    ['a property of the L1', ({ auth }) => cfnPool(auth).policies = remembering],
    ['an override', ({ auth }) => cfnPool(auth).addPropertyOverride('Policies.PasswordPolicy.PasswordHistorySize', 3)],
    ['a lazy object', ({ auth }) => cfnPool(auth).policies = Lazy.any({ produce: () => remembering })],
    ['an Aspect', ({ auth, stack }) => aspect(stack, cfnPool(auth), () => cfnPool(auth).policies = remembering)],
    ['a client of ours', ({ auth }) => auth.addSpaClient('App', { hostedPages: false })],
    ['a plain L2 client', ({ auth }) => auth.userPool.addClient('App', { disableOAuth: true, preventUserExistenceErrors: true, authFlows: { user: true } })],
    ['an L1 client', ({ auth, stack }) => new cognito.CfnUserPoolClient(stack, 'App', {
      userPoolId: auth.userPool.userPoolId,
      explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 0 },
      preventUserExistenceErrors: 'ENABLED',
    })],
    ['a plain L2 domain', ({ auth }) => auth.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: 'acme-login' }, managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    })],
    ['a client of another copy', ({ auth, stack }) => new second.AppClient(stack, 'App', {
      userPool: auth.userPool, applicationType: second.ApplicationType.SINGLE_PAGE, hostedPages: false,
    })],
  ];

  test.each(ways)('%s', (_, write) => {
    const site = begin();
    expect(site.auth.summary.featurePlan).toBe('LITE');
    write(site);
    const { Resources } = templateOf(site);
    expect(Object.values(Resources).find(({ Type }) => Type === 'AWS::Cognito::UserPool')!.Properties.UserPoolTier).toBe('ESSENTIALS');
    expect([site.auth.summary.featurePlan, site.auth.summary.featurePlanReasons]).toEqual(['ESSENTIALS', [expect.stringContaining('needs ESSENTIALS')]]);
  });

  test.each<Ways[number]>([
    ['a property of the L1', ({ auth }) => cfnPool(auth).userPoolTier = 'PLUS'],
    ['an override', ({ auth }) => cfnPool(auth).addPropertyOverride('UserPoolTier', 'PLUS')],
    ['an Aspect', ({ auth, stack }) => aspect(stack, cfnPool(auth), () => cfnPool(auth).userPoolTier = 'PLUS')],
  ])('stated by %s', (_, write) => {
    const site = begin();
    write(site);
    const { Resources } = templateOf(site);
    expect(Object.values(Resources).find(({ Type }) => Type === 'AWS::Cognito::UserPool')!.Properties.UserPoolTier).toBe('PLUS');
    expect([site.auth.summary.featurePlan, site.auth.summary.featurePlanReasons]).toEqual(['PLUS', ['set by featurePlan, or on the L1']]);
  });

  test('a pool of another copy', () => {
    const { stack, app } = begin();
    const auth = new second.AuthenticatedUserPool(stack, 'Second', { mfa: second.MfaPolicy.required({ factors: [second.MfaFactor.totp()] }) });
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
    auth.addMobileClient('App', { hostedPages: false, refreshTokenRotation: second.RefreshTokenRotation.enabled() });
    const tiers = Object.values(templateOf({ app, stack }).Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool').map(({ Properties }) => Properties.UserPoolTier);
    expect(tiers).toEqual(['LITE', 'ESSENTIALS']);
  });
});

describe('the rest of the summary', () => {
  const pages: Ways = [
    ['a client of ours', ({ auth }) => auth.addWebClient('App', { callbackUrls })],
    ['a plain L2 client', ({ auth }) => auth.userPool.addClient('App', { oAuth: { callbackUrls } })],
    ['a client of another copy', ({ auth, stack }) => new second.AppClient(stack, 'App', {
      userPool: auth.userPool, applicationType: second.ApplicationType.TRADITIONAL_WEB, callbackUrls,
    })],
    ['properties of an L1', ({ auth }) => {
      const cfn = cfnClient(auth.addWebClient('App', { callbackUrls: ['https://other.example.org/'] }));
      cfn.callbackUrLs = callbackUrls;
    }],
    ['an override', ({ auth }) => cfnClient(auth.addWebClient('App', { callbackUrls: [] })).addPropertyOverride('CallbackURLs', callbackUrls)],
    ['an Aspect', ({ auth, stack }) => {
      const cfn = cfnClient(auth.addWebClient('App', { callbackUrls: [] }));
      aspect(stack, cfn, () => cfn.callbackUrLs = callbackUrls);
    }],
  ];

  test.each(pages)('the page of %s', (_, write) => {
    const site = begin({}, SignInDomain.prefix('acme-login'));
    write(site);
    // an Aspect has its turn at synthesis only.
    site.app.synth({ skipValidation: true });
    const { signInPages } = site.auth.summary;
    expect(signInPages.map(({ url }) => new URL(url).searchParams.get('redirect_uri'))).toEqual(callbackUrls);
  });

  const providers: Ways = [
    ['a provider of ours', ({ auth, stack }) => new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] })],
    ['a provider of another copy', ({ auth, stack }) => new second.SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] })],
    ['a plain L2 provider', ({ auth, stack }) => new cognito.UserPoolIdentityProviderGoogle(stack, 'Google', {
      userPool: auth.userPool, clientId: 'a', clientSecretValue: SecretValue.secretsManager('a'),
    })],
    ['an L1 provider', ({ auth, stack }) => new cognito.CfnUserPoolIdentityProvider(stack, 'Google', {
      userPoolId: auth.userPool.userPoolId, providerName: 'Google', providerType: 'Google', providerDetails: details,
    })],
  ];

  test.each(providers)('the redirect URI of %s', (_, write) => {
    const site = begin({}, SignInDomain.prefix('acme-login'));
    write(site);
    expect(site.auth.summary.redirectUris.map(({ provider, uri }) => [provider, uri])).toEqual([
      ['Google', 'https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse'],
    ]);
  });

  test.each<Ways[number]>([
    ['a plain L2 domain', ({ auth }) => auth.userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'later' } })],
    ['an override of a domain', ({ auth, stack }) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: auth.userPool.userPoolId, domain: 'x' })
      .addPropertyOverride('Domain', 'later')],
  ])('the host of %s', (_, write) => {
    const site = begin();
    new SocialProviders(site.stack, 'Social', { userPool: site.auth.userPool, providers: [google()] });
    expect(site.auth.summary.redirectUris).toEqual([]);
    write(site);
    expect(site.auth.summary.redirectUris.map(({ uri }) => new URL(uri).host)).toEqual(['later.auth.eu-central-1.amazoncognito.com']);
  });

  test.each<Ways[number]>([
    ['a property of the L1', ({ auth }) => cfnPool(auth).mfaConfiguration = 'ON'],
    ['an override', ({ auth }) => cfnPool(auth).addPropertyOverride('MfaConfiguration', 'ON')],
  ])('the note on optional MFA goes with %s', (_, write) => {
    const site = begin({}, SignInDomain.prefix('acme-login'));
    site.auth.addWebClient('App', { callbackUrls });
    expect(site.auth.summary.notes).toEqual([expect.stringContaining('MFA is optional')]);
    write(site);
    expect(site.auth.summary.notes).toEqual([]);
  });

  test('roles of an identity pool of another copy', () => {
    const { stack, auth } = begin();
    const { userPoolClient } = auth.addWebClient('App', { hostedPages: false });
    new second.FederatedIdentityPool(stack, 'Identities', { providers: [second.IdentityPoolProvider.userPool(auth.userPool, userPoolClient)] });
    expect(auth.summary.roles.map(({ role, who }) => [role, who])).toEqual([['Stack/Identities/AuthenticatedRole', 'signed-in users']]);
  });
});

describe('the lock', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'one-memory-'));
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  /** What the lock writes down, by resource type. */
  function locked(write: (site: Site) => unknown): Record<string, Record<string, unknown>> {
    const site = begin({ 'cdk-cognito-auth:updateLock': 'true' });
    const file = path.join(folder, 'lock.json');
    new UserPoolLock(site.stack, 'Lock', { file, userPools: [site.auth.userPool] });
    write(site);
    site.app.synth();
    const { resources } = JSON.parse(fs.readFileSync(file, 'utf8')) as { resources: Record<string, CfnResourceJson> };
    return Object.fromEntries(Object.values(resources).map(({ Type, Properties }) => [Type, Properties]));
  }

  const aliases = { AliasAttributes: ['preferred_username'] };
  test.each<Ways[number]>([
    ['a property of the L1', ({ auth }) => Object.assign(cfnPool(auth), { aliasAttributes: aliases.AliasAttributes, usernameAttributes: undefined })],
    ['an override', ({ auth }) => {
      cfnPool(auth).addPropertyOverride('AliasAttributes', aliases.AliasAttributes);
      cfnPool(auth).addPropertyDeletionOverride('UsernameAttributes');
    }],
    ['an Aspect', ({ auth, stack }) => aspect(stack, cfnPool(auth), () => (
      Object.assign(cfnPool(auth), { aliasAttributes: aliases.AliasAttributes, usernameAttributes: undefined })))],
  ])('holds %s', (_, write) => {
    const { 'AWS::Cognito::UserPool': pool } = locked(write);
    expect(pool).toMatchObject(aliases);
    expect(pool).not.toHaveProperty('UsernameAttributes');
  });

  test.each<Ways[number]>([
    ['a client of ours', ({ auth }) => auth.addWebClient('App', { hostedPages: false })],
    ['a plain L2 client', ({ auth }) => auth.userPool.addClient('App', { generateSecret: true, disableOAuth: true, preventUserExistenceErrors: true, authFlows: { userSrp: true } })],
    ['a client of another copy', ({ auth, stack }) => new second.AppClient(stack, 'App', {
      userPool: auth.userPool, applicationType: second.ApplicationType.TRADITIONAL_WEB, hostedPages: false,
    })],
    ['an override of a client', ({ auth }) => cfnClient(auth.addSpaClient('App', { hostedPages: false })).addPropertyOverride('GenerateSecret', true)],
  ])('holds %s', (_, write) => {
    expect(locked(write)['AWS::Cognito::UserPoolClient']).toMatchObject({ GenerateSecret: true });
  });

  test.each<Ways[number]>([
    ['a provider of another copy', ({ auth, stack }) => new second.SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] })],
    ['a plain L2 provider', ({ auth, stack }) => new cognito.UserPoolIdentityProviderGoogle(stack, 'Google', {
      userPool: auth.userPool,
      clientId: 'a',
      clientSecretValue: SecretValue.secretsManager('a'),
      scopes: ['openid', 'email'],
      attributeMapping: { email: cognito.ProviderAttribute.GOOGLE_EMAIL },
    })],
  ])('holds %s', (_, write) => {
    expect(locked(write)['AWS::Cognito::UserPoolIdentityProvider']).toMatchObject({ ProviderName: 'Google' });
  });

  test('of another copy holds a pool of ours', () => {
    const site = begin({ 'cdk-cognito-auth:updateLock': 'true' });
    const file = path.join(folder, 'lock.json');
    new second.UserPoolLock(site.stack, 'Lock', { file, userPools: [site.auth.userPool] });
    cfnPool(site.auth).addPropertyOverride('UsernameConfiguration.CaseSensitive', false);
    site.auth.addWebClient('App', { hostedPages: false });
    site.app.synth();
    expect(fs.readFileSync(file, 'utf8')).toContain('"GenerateSecret": true');
  });
});

describe('the URLs of a client', () => {
  /** The URL in the template, and what it says. */
  function url(write: (client: AppClient, site: Site) => unknown): URLSearchParams & { readonly host?: string } {
    const site = begin({}, SignInDomain.prefix('acme-login'));
    const client = site.auth.addWebClient('App', { callbackUrls: ['https://first.example.org/'], logoutUrls: ['https://first.example.org/out'] });
    new CfnOutput(site.stack, 'SignIn', { value: client.signInUrl() });
    write(client, site);
    const { Value } = templateOf(site).Outputs.SignIn!;
    const parts = (Value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
    const { host, searchParams } = new URL(parts.map((part) => typeof part === 'string' ? part : 'ref').join(''));
    return Object.assign(searchParams, { host });
  }

  test.each<[string, (client: AppClient, site: Site) => unknown]>([
    ['a property of the L1', (client) => cfnClient(client).callbackUrLs = callbackUrls],
    ['an override', (client) => cfnClient(client).addPropertyOverride('CallbackURLs', callbackUrls)],
    ['an override of one item', (client) => cfnClient(client).addPropertyOverride('CallbackURLs.0', callbackUrls[0])],
    ['a lazy list', (client) => cfnClient(client).callbackUrLs = Lazy.list({ produce: () => callbackUrls })],
    ['an Aspect', (client, { stack }) => aspect(stack, cfnClient(client), () => cfnClient(client).callbackUrLs = callbackUrls)],
  ])('hold callbacks from %s', (_, write) => {
    expect(url(write).get('redirect_uri')).toBe(callbackUrls[0]);
  });

  test.each<[string, (client: AppClient, site: Site) => unknown]>([
    ['a property of the L1', (client) => cfnClient(client).allowedOAuthScopes = ['openid', 'profile']],
    ['an override', (client) => cfnClient(client).addPropertyOverride('AllowedOAuthScopes', ['openid', 'profile'])],
    ['an Aspect', (client, { stack }) => aspect(stack, cfnClient(client), () => cfnClient(client).addPropertyOverride('AllowedOAuthScopes', ['openid', 'profile']))],
  ])('hold scopes from %s', (_, write) => {
    expect(url(write).get('scope')).toBe('openid profile');
  });

  test.each<[string, (client: AppClient, site: Site) => unknown]>([
    ['a property of the L1', (_, { auth }) => (auth.domain!.node.defaultChild as cognito.CfnUserPoolDomain).domain = 'other'],
    ['an override', (_, { auth }) => (auth.domain!.node.defaultChild as cognito.CfnUserPoolDomain).addPropertyOverride('Domain', 'other')],
    ['an Aspect', (_, { auth, stack }) => {
      const cfn = auth.domain!.node.defaultChild as cognito.CfnUserPoolDomain;
      aspect(stack, cfn, () => cfn.domain = 'other');
    }],
  ])('hold a domain from %s', (_, write) => {
    expect(url(write).host).toBe('other.auth.eu-central-1.amazoncognito.com');
  });

  test('of another copy on a pool of ours hold the same', () => {
    const site = begin({}, SignInDomain.prefix('acme-login'));
    const client = new second.AppClient(site.stack, 'App', {
      userPool: site.auth.userPool, applicationType: second.ApplicationType.SINGLE_PAGE, callbackUrls: ['https://first.example.org/'],
    });
    new CfnOutput(site.stack, 'SignIn', { value: client.signInUrl() });
    cfnClient(client).addPropertyOverride('CallbackURLs', callbackUrls);
    expect(JSON.stringify(templateOf(site).Outputs.SignIn)).toContain(`redirect_uri=${encodeURIComponent(callbackUrls[0]!)}`);
  });
});

describe('the check of duplicate e-mail addresses', () => {
  /** What is said about the trusted provider Okta. */
  function said(write: (site: Site) => unknown): string[] {
    const site = begin();
    new SocialProviders(site.stack, 'Social', {
      userPool: site.auth.userPool,
      providers: [google()],
      duplicateEmails: DuplicateEmailPolicy.linkVerified({ handler: handler(site.stack, 'Fn'), trustedProviders: ['Okta'] }),
    });
    write(site);
    try {
      site.app.synth();
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').filter((line) => line.includes('"trustedProviders"')).map((line) => line.replace(/^.*holds "Okta", /, ''));
    }
  }

  const okta = (mapping: Record<string, string>) => ({
    providerName: 'Okta',
    providerType: 'OIDC',
    attributeMapping: mapping,
    providerDetails: { ...details, oidc_issuer: 'https://acme.okta.com', attributes_request_method: 'GET' },
  });
  const l1Provider = ({ auth, stack }: Site, mapping: Record<string, string>): cognito.CfnUserPoolIdentityProvider => (
    new cognito.CfnUserPoolIdentityProvider(stack, 'Okta', { userPoolId: auth.userPool.userPoolId, ...okta(mapping) }));
  const verified = { email: 'email', email_verified: 'email_verified' };

  test('knows of no provider that isn\'t there', () => {
    expect(said(() => undefined)).toEqual([expect.stringContaining('which the user pool doesn\'t have')]);
  });

  test.each<Ways[number]>([
    ['an L1', (site) => l1Provider(site, verified)],
    ['an L1 with a property', (site) => l1Provider(site, {}).attributeMapping = verified],
    ['an override', (site) => l1Provider(site, {}).addPropertyOverride('AttributeMapping', verified)],
    ['an override of its name', (site) => {
      const cfn = l1Provider(site, verified);
      cfn.providerName = 'Other';
      cfn.addPropertyOverride('ProviderName', 'Okta');
    }],
    ['an Aspect', (site) => {
      const cfn = l1Provider(site, {});
      aspect(site.stack, cfn, () => cfn.attributeMapping = verified);
    }],
    ['a plain L2', ({ auth, stack }) => new cognito.UserPoolIdentityProviderOidc(stack, 'Okta', {
      userPool: auth.userPool,
      name: 'Okta',
      clientId: 'a',
      clientSecret: details.client_secret,
      issuerUrl: 'https://acme.okta.com',
      attributeMapping: { email: cognito.ProviderAttribute.other('email'), emailVerified: cognito.ProviderAttribute.other('email_verified') },
    })],
    ['another copy', ({ auth, stack }) => new second.SocialProviders(stack, 'Second', {
      userPool: auth.userPool,
      providers: [second.SocialProvider.oidc({
        name: 'Okta', issuerUrl: 'https://acme.okta.com', clientId: 'a', clientSecret: SecretValue.secretsManager('a'), trustEmailVerified: true,
      })],
    })],
  ])('sees %s', (_, write) => {
    expect(said(write)).toEqual([]);
  });

  test.each<Ways[number]>([
    ['an L1', (site) => l1Provider(site, { email: 'email' })],
    ['an override', (site) => l1Provider(site, verified).addPropertyDeletionOverride('AttributeMapping.email_verified')],
    ['an Aspect', (site) => {
      const cfn = l1Provider(site, verified);
      aspect(site.stack, cfn, () => cfn.attributeMapping = { email: 'email' });
    }],
    ['another copy', ({ auth, stack }) => new second.SocialProviders(stack, 'Second', {
      userPool: auth.userPool,
      providers: [SocialProvider.oidc({ name: 'Okta', issuerUrl: 'https://acme.okta.com', clientId: 'a', clientSecret: SecretValue.secretsManager('a') })],
    })],
  ])('fails when %s maps no verification', (_, write) => {
    expect(said(write)).toEqual([expect.stringContaining('which doesn\'t map email_verified')]);
  });

  test('fails when another copy wants another policy', () => {
    const { stack, auth } = begin();
    new SocialProviders(stack, 'Social', {
      userPool: auth.userPool, providers: [google()], duplicateEmails: DuplicateEmailPolicy.refuse({ handler: handler(stack, 'Fn') }),
    });
    expect(() => new second.SocialProviders(stack, 'Second', {
      userPool: auth.userPool,
      providers: [SocialProvider.amazon({ clientId: 'a', clientSecret: SecretValue.secretsManager('a') })],
      duplicateEmails: second.DuplicateEmailPolicy.linkVerified({ handler: handler(stack, 'Fn2'), trustedProviders: ['Google'] }),
    })).toThrow('a user pool has one policy');
  });
});

describe('the rules', () => {
  test.each<[string, string, (site: Site) => unknown]>([
    ['a property of the L1', 'mfaWithoutFactor', ({ auth }) => cfnPool(auth).enabledMfas = []],
    ['an override', 'mfaWithoutFactor', ({ auth }) => cfnPool(auth).addPropertyOverride('EnabledMfas', [])],
    ['an Aspect', 'mfaWithoutFactor', ({ auth, stack }) => aspect(stack, cfnPool(auth), () => cfnPool(auth).enabledMfas = [])],
    ['callbacks on a client\'s L1', 'clientCallbackUrl', ({ auth }) => (
      cfnClient(auth.addWebClient('App', { callbackUrls })).callbackUrLs = ['http://app.example.org/'])],
    ['a plain L2 client', 'clientRevealsUsers', ({ auth }) => auth.userPool.addClient('App', { disableOAuth: true, authFlows: { userSrp: true } })],
    ['a client of another copy', 'clientCallbackUrl', ({ auth, stack }) => new second.AppClient(stack, 'App', {
      userPool: auth.userPool, applicationType: second.ApplicationType.TRADITIONAL_WEB, callbackUrls: ['http://app.example.org/'],
    })],
    ['an override on a client of another copy', 'clientImplicitGrant', ({ auth, stack }) => cfnClient(new second.AppClient(stack, 'App', {
      userPool: auth.userPool, applicationType: second.ApplicationType.TRADITIONAL_WEB, callbackUrls,
    })).addPropertyOverride('AllowedOAuthFlows', ['implicit'])],
    ['a pool of another copy', 'mfaWithoutFactor', ({ stack }) => cfnPool(new second.AuthenticatedUserPool(stack, 'Second')).addPropertyOverride('EnabledMfas', [])],
  ])('see %s, once', (_, rule, write) => {
    const site = begin({}, SignInDomain.prefix('acme-login'));
    write(site);
    expect(ruleIds(findings(site.stack)).filter((id) => id === rule)).toEqual([rule]);
  });

  test('see a plan that is too low for what another copy defines', () => {
    const site = begin();
    cfnPool(site.auth).userPoolTier = 'LITE';
    new second.AppClient(site.stack, 'App', {
      userPool: site.auth.userPool,
      applicationType: second.ApplicationType.SINGLE_PAGE,
      hostedPages: false,
      refreshTokenRotation: second.RefreshTokenRotation.enabled(),
    });
    expect(ruleIds(findings(site.stack))).toEqual(['planTooLow']);
  });
});

test('a value of one copy is good for a construct of the other', () => {
  const { stack, app } = begin();
  const auth = new second.AuthenticatedUserPool(stack, 'Second', {
    mfa: MfaPolicy.required({ factors: [MfaFactor.totp()] }),
  });
  auth.addMobileClient('App', { hostedPages: false, refreshTokenRotation: RefreshTokenRotation.disabled() });
  expect(app.synth().stacks).toHaveLength(1);
});
