import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, Aspects, CfnOutput, CfnParameter, Duration, Fn, Lazy, SecretValue, Stack } from 'aws-cdk-lib/core';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FirstFactor, RefreshTokenRotation, SignIn, SignInDomain, SocialProvider, SocialProviders, UserAttribute,
  UserSchema, type AppClientOptions, type AuthenticatedUserPoolProps, type MachineClient, type SpaClientOptions, type WebClientOptions,
} from '../../src';
import { google, synthError, testStack } from '../support';
import { only } from '../user-pool/pool';

const CALLBACKS = { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] };

function pool(props: AuthenticatedUserPoolProps = { domain: SignInDomain.prefix('acme-login') }) {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  return { stack, auth: new AuthenticatedUserPool(stack, 'Auth', props) };
}

/** A URL in which each token of the template is `the-id`. */
function urlOf(stack: Stack, value: string): URL {
  const resolved = stack.resolve(value) as string | { 'Fn::Join': [string, unknown[]] };
  return new URL(typeof resolved === 'string' ? resolved : resolved['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'the-id')).join(''));
}

function l1Of(client: AppClient): cognito.CfnUserPoolClient {
  return client.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
}

describe('defaults', () => {
  test('of a single-page client: public, code grant, rotating refresh tokens', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', CALLBACKS);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: CALLBACKS.callbackUrls,
      LogoutURLs: CALLBACKS.logoutUrls,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      SupportedIdentityProviders: ['COGNITO'],
      WriteAttributes: ['email'],
      ReadAttributes: Match.arrayWith(['email', 'email_verified', 'name']),
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 30 * 24 * 60,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  test('of a web client: confidential, refresh tokens that last', () => {
    const { stack, auth } = pool();
    auth.addWebClient('Web', CALLBACKS);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: true,
      AllowedOAuthFlows: ['code'],
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: Match.absent(),
    });
  });

  test('of a mobile client: public, code grant, refresh tokens that last, custom schemes beside app links', () => {
    const { stack, auth } = pool();
    const callbackUrls = ['https://app.example.com/callback', 'com.example.app:/callback'];
    auth.addMobileClient('Phone', { callbackUrls });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: callbackUrls,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: Match.absent(),
    });
  });

  test('of a single-page client on LITE: no rotation, which LITE doesn\'t hold', () => {
    const { stack, auth } = pool({ featurePlan: cognito.FeaturePlan.LITE });
    auth.addSpaClient('App');
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: Match.absent(),
    });
  });

  test('without domain and callback: an app with its own sign-in screens', () => {
    const { stack, auth } = pool({});
    auth.addSpaClient('App');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlowsUserPoolClient: false,
      AllowedOAuthFlows: Match.absent(),
      AllowedOAuthScopes: Match.absent(),
      CallbackURLs: Match.absent(),
    });
    template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
  });
});

test('every option overridden', () => {
  const { stack, auth } = pool();
  auth.addSpaClient('App', {
    userPoolClientName: 'shop',
    callbackUrls: ['https://a.example.com/', 'https://b.example.com/'],
    logoutUrls: ['https://a.example.com/bye'],
    defaultRedirectUri: 'https://b.example.com/',
    scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.PHONE],
    selfService: true,
    authFlows: { custom: true, adminUserPassword: true },
    authSessionValidity: Duration.minutes(15),
    accessTokenValidity: Duration.minutes(5),
    idTokenValidity: Duration.minutes(6),
    refreshTokenValidity: Duration.hours(1),
    refreshTokenRotation: RefreshTokenRotation.enabled({ gracePeriod: Duration.seconds(0) }),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    ClientName: 'shop',
    CallbackURLs: ['https://a.example.com/', 'https://b.example.com/'],
    LogoutURLs: ['https://a.example.com/bye'],
    DefaultRedirectURI: 'https://b.example.com/',
    AllowedOAuthScopes: ['openid', 'phone', 'aws.cognito.signin.user.admin'],
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'],
    AuthSessionValidity: 15,
    ReadAttributes: Match.arrayWith(['phone_number', 'phone_number_verified']),
    WriteAttributes: Match.arrayWith(['email', 'name', 'picture']),
    AccessTokenValidity: 5,
    IdTokenValidity: 6,
    RefreshTokenValidity: 60,
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
});

test('the phone number and the verification flags are never writable', () => {
  const { stack, auth } = pool();
  auth.addSpaClient('App', { ...CALLBACKS, selfService: true });
  const [client] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolClient'));
  const writable = client!.Properties.WriteAttributes as string[];
  expect(writable.filter((name) => /phone|verified|custom:/.test(name))).toEqual([]);
  expect(writable).toContain('name');
});

describe('authentication flows', () => {
  function flows(authFlows: cognito.AuthFlow | undefined, props: AuthenticatedUserPoolProps = {}, options: AppClientOptions = {}): unknown {
    const { stack, auth } = pool(props);
    auth.addWebClient('Web', { ...options, authFlows });
    const [client] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolClient'));
    return client!.Properties.ExplicitAuthFlows as unknown;
  }

  const OTP = { signIn: SignIn.email({ firstFactors: [FirstFactor.emailOtp()] }) };

  test.each<[cognito.AuthFlow | undefined, AuthenticatedUserPoolProps, string[]]>([
    [undefined, {}, ['ALLOW_USER_SRP_AUTH']],
    [{}, {}, ['ALLOW_USER_SRP_AUTH']],
    [{ userPassword: true }, {}, ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH']],
    [{ user: true }, {}, ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH']],
    [{ userSrp: false, userPassword: true }, {}, ['ALLOW_USER_PASSWORD_AUTH']],
    [{ userSrp: false }, {}, []],
    [undefined, OTP, ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH']],
    [{ custom: true }, OTP, ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH']],
    [{ user: false }, OTP, ['ALLOW_USER_SRP_AUTH']],
  ])('%j on a pool of %j: the caller has the last word', (authFlows, props, expected) => {
    expect(flows(authFlows, props)).toEqual([...expected, 'ALLOW_REFRESH_TOKEN_AUTH']);
  });

  test('that offer a choice need ESSENTIALS', () => {
    const { stack, auth } = pool({});
    auth.addWebClient('Web', { authFlows: { user: true } });
    expect(auth.summary.featurePlanReasons).toEqual(['choice-based sign-in of client "Web" needs ESSENTIALS']);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
  });

  test('fails when none is left and refresh tokens rotate: an empty list means Cognito\'s own', () => {
    const refreshTokenRotation = RefreshTokenRotation.enabled();
    expect(flows({ userSrp: false, user: true }, {}, { refreshTokenRotation })).toEqual(['ALLOW_USER_AUTH']);
    expect(() => flows({ userSrp: false }, {}, { refreshTokenRotation })).toThrow(
      '[Stack/Auth/Web] "authFlows" leaves no flow, and "refreshTokenRotation" takes the refresh flow away');
  });

  test('offer the choice in another stack than the pool too', () => {
    const app = new App();
    const auth = new AuthenticatedUserPool(new Stack(app, 'Pool'), 'Auth', OTP);
    const clients = new Stack(app, 'Clients');
    new AppClient(clients, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE });
    Template.fromStack(clients).hasResourceProperties('AWS::Cognito::UserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'] });
  });
});

test.each([
  ['us-gov-west-1', 'acme-login.auth-fips.us-gov-west-1.amazoncognito.com'],
  ['us-gov-east-1', 'acme-login.auth-fips.us-gov-east-1.amazoncognito.com'],
  ['eu-central-1', 'acme-login.auth.eu-central-1.amazoncognito.com'],
])('every URL of a client in %s is on the host of that Region', (region, host) => {
  const stack = testStack({ env: { region } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const client = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] });
  const urls = [client.signInUrl(), client.signUpUrl(), client.authorizeUrl(), client.signOutUrl()];
  expect(urls.map((url) => urlOf(stack, url).host)).toEqual(urls.map(() => host));
});

describe('attribute lists of the caller\'s', () => {
  const lists = (options: WebClientOptions) => {
    const { stack, auth } = pool({});
    auth.addWebClient('Web', options);
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
    return only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient') as { ReadAttributes: string[]; WriteAttributes: string[] };
  };

  test('take the place of ours', () => {
    const readAttributes = new cognito.ClientAttributes().withStandardAttributes({ email: true, emailVerified: true });
    const own = { email: true, fullname: true, profilePicture: true, nickname: true };
    const writeAttributes = new cognito.ClientAttributes().withStandardAttributes(own);
    expect(lists({ readAttributes, writeAttributes })).toMatchObject({
      ReadAttributes: ['email', 'email_verified'],
      WriteAttributes: ['email', 'name', 'nickname', 'picture'],
    });
  });

  test('fail when they leave out what a provider maps', () => {
    expect(() => lists({ writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }) })).toThrow(/providerMapsUnwritable/);
  });

  test('fail when they are empty: Cognito takes that for everything', () => {
    expect(() => lists({ readAttributes: new cognito.ClientAttributes() })).toThrow(/clientEmptyAttributeList/);
  });
});

describe('the context of people', () => {
  const contextData = (propagateUserContext: boolean | undefined) => {
    const { stack, auth } = pool({});
    auth.addWebClient('Web', { propagateUserContext });
    return only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').EnablePropagateAdditionalUserContextData as unknown;
  };

  test('is what Cognito sees, unless the server may tell it', () => {
    expect([undefined, false, true].map(contextData)).toEqual([undefined, false, true]);
  });

  test.each([ApplicationType.SINGLE_PAGE, ApplicationType.MOBILE])('fails when a public client would tell it (%s)', (applicationType) => {
    const { auth, stack } = pool({});
    expect(() => new AppClient(stack, 'App', { userPool: auth.userPool, applicationType, propagateUserContext: true })).toThrow(
      '[Stack/App] "propagateUserContext" is true, and the client is public');
  });
});

describe('the time for a sign-in', () => {
  test.each([3, 15])('may be %d minutes', (minutes) => {
    const { stack, auth } = pool({});
    auth.addWebClient('Web', { authSessionValidity: Duration.minutes(minutes) });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { AuthSessionValidity: minutes });
  });

  test.each([Duration.seconds(179), Duration.seconds(901)])('fails when it is %s', (authSessionValidity) => {
    const { auth } = pool({});
    expect(() => auth.addWebClient('Web', { authSessionValidity })).toThrow(/authSessionValidity: Must be a duration between 3 minutes and 15 minutes/);
  });

  test('is Cognito\'s where nothing is said', () => {
    const { stack, auth } = pool({});
    auth.addWebClient('Web');
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { AuthSessionValidity: Match.absent() });
  });
});

describe('providers', () => {
  test('that come after the client are in its list, and what they map is writable', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', CALLBACKS);
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      SupportedIdentityProviders: ['COGNITO', { Ref: 'SocialGoogle49F02753' }],
      WriteAttributes: ['email', 'name', 'picture'],
    });
  });

  test('of a plain L2 that come after the client are in its list too', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', CALLBACKS);
    new cognito.UserPoolIdentityProviderOidc(stack, 'Okta', {
      userPool: auth.userPool,
      name: 'Okta',
      clientId: 'id',
      clientSecret: '{{resolve:secretsmanager:okta}}',
      issuerUrl: 'https://acme.okta.com',
      scopes: ['openid', 'email'],
      attributeMapping: { email: cognito.ProviderAttribute.other('email'), nickname: cognito.ProviderAttribute.other('nick') },
    });
    const template = Template.fromStack(stack);
    const [id] = Object.keys(template.findResources('AWS::Cognito::UserPoolIdentityProvider'));
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      SupportedIdentityProviders: ['COGNITO', { Ref: id }],
      WriteAttributes: ['email', 'nickname'],
    });
  });

  test('give the same template in any order', () => {
    const templates = [true, false].map((providersFirst) => {
      const { stack, auth } = pool();
      const steps = [
        () => new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] }),
        () => auth.addSpaClient('App', CALLBACKS),
      ];
      (providersFirst ? steps : steps.reverse()).forEach((step) => step());
      return Template.fromStack(stack).toJSON();
    });
    expect(templates[0]).toEqual(templates[1]);
  });
});

describe('managed login', () => {
  test('has a branding for each client, or its pages don\'t show', () => {
    const { stack, auth } = pool();
    const clients = [auth.addSpaClient('App', CALLBACKS), auth.addWebClient('Web', CALLBACKS)];
    const template = Template.fromStack(stack);
    for (const client of clients) {
      template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', {
        ClientId: stack.resolve(client.userPoolClient.userPoolClientId) as object,
        UseCognitoProvidedValues: true,
      });
    }
    template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 2);
  });

  test('can be left to other clients', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { hostedPages: false });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { AllowedOAuthFlowsUserPoolClient: false });
  });

  test('fails at synthesis when the callback URLs are missing, with every way out', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App');
    expect(synthError(stack)).toMatch(/Stack\/Auth\/App.*CallbackURLs is empty; give `callbackUrls`, add them .*addRedirectsFrom.*hostedPages: false.*rule clientCallbackMissing/);
  });

  test('fails at synthesis when there are logout URLs alone', () => {
    const { stack, auth } = pool({});
    auth.addSpaClient('App', { logoutUrls: CALLBACKS.logoutUrls });
    expect(synthError(stack)).toContain('rule clientCallbackMissing');
  });

  test.each<AppClientOptions>([
    { callbackUrls: ['https://app.example.com/'] },
    { logoutUrls: ['https://app.example.com/'] },
  ])('fails when it is off and %j is given', (options) => {
    const { auth } = pool();
    expect(() => auth.addSpaClient('App', { ...options, hostedPages: false })).toThrow('"callbackUrls" or "logoutUrls" is given, and "hostedPages" is false');
  });

  test.each(['http://app.example.com/', 'app.example.com', 'https://app.example.com/#here', 'https://me@app.example.com/'])('fails when a callback is %s', (url) => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { callbackUrls: [url] });
    expect(synthError(stack)).toMatch(/\[Stack\/Auth\/App\] .*CallbackURLs holds .*rule clientCallbackUrl/);
  });

  test('a callback that only CloudFormation knows passes', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { callbackUrls: [`https://${Lazy.string({ produce: () => 'app.example.com' })}/`] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: ['https://app.example.com/'] });
  });
});

describe('URLs', () => {
  test.each<['authorizeUrl' | 'signUpUrl', string]>([['authorizeUrl', '/oauth2/authorize'], ['signUpUrl', '/signup']])('%s leads to %s', (method, path) => {
    const { stack, auth } = pool();
    const url = urlOf(stack, auth.addMobileClient('App', CALLBACKS)[method]({ state: 'ä&b', codeChallenge: 'xyz' }));
    expect(url.origin + url.pathname).toBe(`https://acme-login.auth.eu-central-1.amazoncognito.com${path}`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'the-id', response_type: 'code', redirect_uri: CALLBACKS.callbackUrls[0], state: 'ä&b', code_challenge_method: 'S256',
    });
  });

  test('of the sign-in page hold what Cognito needs, encoded', () => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App', CALLBACKS);
    const clientId = stack.resolve(client.userPoolClient.userPoolClientId) as object;
    const parts = stack.resolve(client.signInUrl({ state: 'a b&c', codeChallenge: 'xyz' }))['Fn::Join'][1] as unknown[];
    expect(parts).toContainEqual(clientId);
    const url = new URL(parts.map((part) => (typeof part === 'string' ? part : 'the-id')).join(''));
    expect(url.origin + url.pathname).toBe('https://acme-login.auth.eu-central-1.amazoncognito.com/login');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'the-id',
      response_type: 'code',
      scope: 'openid email profile',
      redirect_uri: 'https://app.example.com/callback',
      state: 'a b&c',
      code_challenge: 'xyz',
      code_challenge_method: 'S256',
    });
  });

  test('of the sign-out page name where people go', () => {
    const { stack, auth } = pool();
    const client = auth.addWebClient('Web', CALLBACKS);
    const parts = (url: string) => stack.resolve(url)['Fn::Join'][1] as string[];
    expect(parts(client.signOutUrl()).at(-1)).toBe(`&logout_uri=${encodeURIComponent('https://app.example.com/')}`);
    expect(parts(client.signOutUrl({ logoutUri: 'https://app.example.com/bye' })).at(-1)).toContain(encodeURIComponent('/bye'));
  });

  test('fails at synthesis when the client has no logout URL by then', () => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App', { callbackUrls: CALLBACKS.callbackUrls });
    [client.signOutUrl(), client.signOutUrl()].forEach((value, index) => new CfnOutput(stack, `SignOut${index}`, { value }));
    expect(synthError(stack).match(/"signOutUrl" is used, and "logoutUrls" is empty/g)).toHaveLength(1);
  });

  test.each<[string, (client: AppClient) => unknown]>([
    ['is added later', (client) => {
      client.signOutUrl();
      client.addLogoutUrls(CALLBACKS.logoutUrls);
    }],
    ['is in the call', (client) => client.signOutUrl({ logoutUri: 'https://app.example.com/bye' })],
  ])('of the sign-out page pass when the logout URL %s', (_, use) => {
    const { stack, auth } = pool();
    use(auth.addSpaClient('App', { callbackUrls: CALLBACKS.callbackUrls }));
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolClient', 1);
  });

  test.each(['authorizeUrl', 'signInUrl', 'signUpUrl', 'signOutUrl'] as const)('fails when %s is asked for and the pool\'s domain isn\'t known, or without hosted pages', (method) => {
    expect(() => pool({}).auth.addSpaClient('App')[method]()).toThrow(`[Stack/Auth/App] "${method}" needs the pool's domain`);
    expect(() => pool().auth.addSpaClient('App', { hostedPages: false })[method]()).toThrow(`"${method}" needs hosted pages, and "hostedPages" is false`);
  });

  describe('show what the client is when the template is written', () => {
    const finished: Record<string, (cfn: cognito.CfnUserPoolClient) => void> = {
      'an escape hatch': (cfn) => Object.assign(cfn, { callbackUrLs: ['https://b.example.com/'], logoutUrLs: ['https://c.example.com/'], allowedOAuthScopes: ['openid', 'profile'] }),
      'an override': (cfn) => {
        cfn.addPropertyOverride('CallbackURLs', ['https://b.example.com/']);
        cfn.addPropertyOverride('LogoutURLs.0', 'https://c.example.com/');
        cfn.addPropertyOverride('AllowedOAuthScopes', ['openid', 'profile']);
      },
      'a list that is read late': (cfn) => {
        cfn.callbackUrLs = Lazy.list({ produce: () => ['https://b.example.com/'] });
        cfn.logoutUrLs = Lazy.list({ produce: () => ['https://c.example.com/'] });
        cfn.allowedOAuthScopes = Lazy.list({ produce: () => ['openid', 'profile'] });
      },
      'an Aspect': (cfn) => Aspects.of(cfn).add({
        visit: (node) => {
          Object.assign(node, { callbackUrLs: ['https://b.example.com/'], logoutUrLs: ['https://c.example.com/'], allowedOAuthScopes: ['openid', 'profile'] });
        },
      }),
    };

    test.each(Object.entries(finished))('by %s', (_, finish) => {
      const { stack, auth } = pool();
      const client = auth.addWebClient('Web', CALLBACKS);
      new CfnOutput(stack, 'SignIn', { value: client.signInUrl() });
      new CfnOutput(stack, 'SignOut', { value: client.signOutUrl() });
      finish(l1Of(client));
      const { Outputs: outputs } = Template.fromStack(stack).toJSON() as { Outputs: Record<string, { Value: { 'Fn::Join': [string, unknown[]] } }> };
      const text = (id: string) => outputs[id]!.Value['Fn::Join'][1].join('');
      expect(text('SignIn')).toContain('&scope=openid%20profile&redirect_uri=https%3A%2F%2Fb.example.com%2F');
      expect(text('SignOut')).toContain('&logout_uri=https%3A%2F%2Fc.example.com%2F');
    });

    test('by lists that only CloudFormation knows', () => {
      const { stack, auth } = pool();
      const client = auth.addWebClient('Web', CALLBACKS);
      const urls = new CfnParameter(stack, 'Urls', { type: 'CommaDelimitedList' }).valueAsList;
      Object.assign(l1Of(client), { callbackUrLs: urls, allowedOAuthScopes: urls });
      expect(stack.resolve(client.signInUrl())).toEqual({
        'Fn::Join': ['', [
          'https://acme-login.auth.eu-central-1.amazoncognito.com/login?client_id=', { Ref: expect.stringMatching(/^AuthWeb/) }, '&response_type=code&scope=',
          { 'Fn::Join': ['%20', { Ref: 'Urls' }] }, '&redirect_uri=', { 'Fn::Select': [0, { Ref: 'Urls' }] },
        ]],
      });
    });

    test('in another stack, with a callback there', () => {
      const app = new App();
      const [pools, sites] = ['Pools', 'Sites'].map((id) => new Stack(app, id)) as [Stack, Stack];
      const client = new AuthenticatedUserPool(pools, 'Auth', { domain: SignInDomain.prefix('acme-login') }).addSpaClient('App');
      const bucket = new CfnParameter(pools, 'Host').valueAsString;
      client.addCallbackUrls([`https://${bucket}/`]);
      new CfnOutput(sites, 'SignIn', { value: client.signInUrl() });
      const { Outputs: { SignIn: { Value: value } } } = Template.fromStack(sites).toJSON() as { Outputs: { SignIn: { Value: { 'Fn::Join': [string, unknown[]] } } } };
      expect(value['Fn::Join'][1]).toContainEqual({ 'Fn::ImportValue': expect.stringContaining('RefHost') });
    });
  });
});

describe('other pools', () => {
  test('a plain L2 pool with managed login gets the branding on request', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    new AppClient(stack, 'App', { userPool, applicationType: ApplicationType.SINGLE_PAGE, hostedPages: true, ...CALLBACKS });
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
  });

  test('a plain L2 pool with the classic pages gets none', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    new AppClient(stack, 'App', { userPool, applicationType: ApplicationType.TRADITIONAL_WEB, ...CALLBACKS });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', { AllowedOAuthFlows: ['code'] });
  });

  test('a plain L2 pool on LITE gets no rotation, which LITE doesn\'t hold', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool', { featurePlan: cognito.FeaturePlan.LITE });
    new AppClient(stack, 'App', { userPool, applicationType: ApplicationType.SINGLE_PAGE });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { RefreshTokenRotation: Match.absent() });
  });

  test('an imported pool', () => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
    new AppClient(stack, 'App', { userPool, applicationType: ApplicationType.SINGLE_PAGE });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { UserPoolId: 'eu-west-1_abc', WriteAttributes: ['email'] });
  });

  test('a client in another stack than its pool', () => {
    const app = new App();
    const auth = new AuthenticatedUserPool(new Stack(app, 'Pool'), 'Auth', { domain: SignInDomain.prefix('acme-login') });
    const clients = new Stack(app, 'Clients');
    new AppClient(clients, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE, ...CALLBACKS });
    Template.fromStack(clients).resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
    Template.fromStack(Stack.of(auth)).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
  });
});

describe('the stored client secret', () => {
  const web = () => {
    const { stack, auth } = pool();
    return { stack, client: auth.addWebClient('Web', CALLBACKS) };
  };

  test('is defined by the first call, and once', () => {
    Template.fromStack(web().stack).resourceCountIs('AWS::SecretsManager::Secret', 0);
    const { stack, client } = web();
    const secret = client.storeClientSecret();
    expect([client.storeClientSecret(), client.storeClientSecret({})]).toEqual([secret, secret]);
    expect(stack.resolve(secret.secretArn)).toEqual({ Ref: expect.stringMatching(/^AuthWebClientSecret/) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: Match.absent() });
    expect(JSON.stringify(template.findResources('AWS::SecretsManager::Secret'))).toMatch(/openid email profile.*acme-login\.auth\.eu-central-1\.amazoncognito\.com\/oauth2\/token/);
  });

  test('has the name that it is given, and whoever knows it needs no reference', () => {
    const { stack, client } = web();
    const secret = client.storeClientSecret({ secretName: 'shop/client' });
    expect([client.storeClientSecret({ secretName: 'shop/client' }), client.storeClientSecret()]).toEqual([secret, secret]);
    Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'shop/client' });
  });

  test.each([
    ['shop/client', 'as "shop/client"'],
    [undefined, 'without a name'],
  ])('fails when it has another name the second time, after %s', (secretName, already) => {
    const { client } = web();
    client.storeClientSecret({ secretName });
    expect(() => client.storeClientSecret({ secretName: 'other' })).toThrow(
      `[Stack/Auth/Web] "secretName" is "other", and the client secret is stored already, ${already}: name it in the first call`);
  });

  test('holds the scopes that the client has when the template is written', () => {
    const { stack, client } = web();
    client.storeClientSecret();
    l1Of(client).allowedOAuthScopes = ['openid', 'profile'];
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::SecretsManager::Secret'))).toContain('openid profile');
  });

  test.each(['addSpaClient', 'addMobileClient'] as const)('fails when the client is public: %s', (method) => {
    const client = pool().auth[method]('App', CALLBACKS);
    expect(() => client.storeClientSecret()).toThrow('"storeClientSecret" needs a client secret, and the client is public');
  });
});

describe('redirects that are added later', () => {
  const own = (client: AppClient) => [l1Of(client).callbackUrLs, l1Of(client).logoutUrLs];

  test('stand behind those that are there, each once', () => {
    const client = pool().auth.addSpaClient('App', CALLBACKS);
    client.addCallbackUrls(['https://b.example.com/', CALLBACKS.callbackUrls[0]!]);
    client.addLogoutUrls(['https://b.example.com/', 'https://b.example.com/']);
    expect(own(client)).toEqual([[...CALLBACKS.callbackUrls, 'https://b.example.com/'], [...CALLBACKS.logoutUrls, 'https://b.example.com/']]);
  });

  test('stand behind those of an escape hatch', () => {
    const client = pool().auth.addSpaClient('App', CALLBACKS);
    l1Of(client).callbackUrLs = ['https://hatch.example.com/'];
    client.addCallbackUrls(['https://b.example.com/']);
    expect(own(client)[0]).toEqual(['https://hatch.example.com/', 'https://b.example.com/']);
  });

  test('are all that a client without callback URLs has, and its default may be one of them', () => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App', { defaultRedirectUri: 'https://b.example.com/' });
    client.addCallbackUrls(['https://b.example.com/']);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: ['https://b.example.com/'], LogoutURLs: Match.absent(), DefaultRedirectURI: 'https://b.example.com/',
    });
  });

  test('may be a list of CloudFormation\'s alone', () => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App');
    client.addCallbackUrls(new CfnParameter(stack, 'Urls', { type: 'CommaDelimitedList' }).valueAsList);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: { Ref: 'Urls' } });
    expect(() => client.addCallbackUrls(['https://b.example.com/'])).toThrow('"callbackUrls" is a list that only CloudFormation knows, and nothing can be added');
  });

  test.each(['addCallbackUrls', 'addLogoutUrls'] as const)('fails when the client has no hosted pages: %s', (method) => {
    const client = pool().auth.addSpaClient('App', { hostedPages: false });
    expect(() => client[method](['https://b.example.com/'])).toThrow('can\'t be added, because users don\'t sign in on hosted pages');
  });
});

describe('attributes that a client writes narrow what the schema says', () => {
  const attributes = UserSchema.of({ custom: { role: UserAttribute.text({ userReadable: false }), color: UserAttribute.text({ userWritable: true }) } });
  const written = (list: cognito.ClientAttributes, other?: (stack: Stack) => cognito.IUserPool) => {
    const { stack, auth } = pool({ attributes });
    new AppClient(stack, 'App', { userPool: other?.(stack) ?? auth.userPool, applicationType: ApplicationType.TRADITIONAL_WEB, writeAttributes: list });
    return stack;
  };
  const email = () => new cognito.ClientAttributes().withStandardAttributes({ email: true });

  test('to some of those, and of the profile', () => {
    Template.fromStack(written(email().withCustomAttributes('color').withStandardAttributes({ nickname: true })))
      .hasResourceProperties('AWS::Cognito::UserPoolClient', { WriteAttributes: ['custom:color', 'email', 'nickname'] });
  });

  test.each([
    ['custom:role', email().withCustomAttributes('role', 'color')],
    ['phone_number', email().withStandardAttributes({ phoneNumber: true })],
  ])('fails when it holds %s, which the schema doesn\'t open', (name, list) => {
    expect(synthError(written(list))).toContain(`"writeAttributes" holds "${name}", which the pool's "attributes" don't let users write: make it userWritable there`);
  });

  test('what a provider maps passes', () => {
    const { stack, auth } = pool({ attributes });
    const acme = SocialProvider.oidc({
      name: 'Acme', clientId: 'id', clientSecret: SecretValue.secretsManager('acme'), issuerUrl: 'https://login.acme.org',
      attributeMapping: { custom: { 'custom:role': cognito.ProviderAttribute.other('role') } },
    });
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [acme] });
    auth.addWebClient('Web', { writeAttributes: email().withStandardAttributes({ fullname: true, profilePicture: true, email: true }).withCustomAttributes('role') });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { WriteAttributes: Match.arrayWith(['custom:role', 'email']) });
  });

  test('of another pool nothing is known, and nothing is said', () => {
    const plain = (stack: Stack) => new cognito.UserPool(stack, 'Plain', { customAttributes: { role: new cognito.StringAttribute({ mutable: true }) } });
    Template.fromStack(written(email().withCustomAttributes('role'), plain)).hasResourceProperties('AWS::Cognito::UserPoolClient', { WriteAttributes: ['custom:role', 'email'] });
  });
});

describe('a client that doesn\'t offer the pool\'s own accounts', () => {
  const { COGNITO, GOOGLE, custom } = cognito.UserPoolClientIdentityProvider;
  const flows = (options: SpaClientOptions, method: 'addSpaClient' | 'addWebClient' = 'addSpaClient') => {
    const { stack, auth } = pool({ signIn: SignIn.email({ firstFactors: [FirstFactor.emailOtp()] }) });
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
    auth[method]('App', options);
    return only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').ExplicitAuthFlows as unknown;
  };

  test.each(['addSpaClient', 'addWebClient'] as const)('has no flow that an app can call: %s', (method) => {
    const refresh = method === 'addSpaClient' ? [] : ['ALLOW_REFRESH_TOKEN_AUTH'];
    expect(flows({ supportedIdentityProviders: [GOOGLE] }, method)).toEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH', ...refresh]);
    expect(flows({ supportedIdentityProviders: [GOOGLE, COGNITO] }, method)).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', ...refresh]);
  });

  test('has what the caller says, who has the last word', () => {
    expect(flows({ supportedIdentityProviders: [GOOGLE], authFlows: { userSrp: true, adminUserPassword: false, custom: undefined } })).toEqual(['ALLOW_USER_SRP_AUTH']);
    expect(flows({ supportedIdentityProviders: [GOOGLE], authFlows: { custom: true } })).toEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH']);
  });

  test('is known by the L2 of its provider too; any other token may be the own accounts', () => {
    const { stack, auth } = pool({});
    const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
    const ofFlows = (id: string, name: string) => l1Of(auth.addSpaClient(id, { supportedIdentityProviders: [custom(name)] })).explicitAuthFlows;
    expect(ofFlows('One', social.identityProviders[0]!.providerName)).toEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH']);
    expect(ofFlows('Two', new CfnParameter(stack, 'Name').valueAsString)).toEqual(['ALLOW_USER_SRP_AUTH']);
    expect(ofFlows('Three', Fn.importValue('Name'))).toEqual(['ALLOW_USER_SRP_AUTH']);
  });
});

describe('every L1 property answers its declared type', () => {
  const LISTS = ['allowedOAuthFlows', 'allowedOAuthScopes', 'callbackUrLs', 'explicitAuthFlows', 'logoutUrLs', 'readAttributes', 'supportedIdentityProviders', 'writeAttributes'];
  const TYPES: Record<string, string> = {
    accessTokenValidity: 'number', allowedOAuthFlowsUserPoolClient: 'boolean', authSessionValidity: 'number', clientName: 'string', defaultRedirectUri: 'string',
    enablePropagateAdditionalUserContextData: 'boolean', enableTokenRevocation: 'boolean', generateSecret: 'boolean', idTokenValidity: 'number',
    preventUserExistenceErrors: 'string', refreshTokenRotation: 'object', refreshTokenValidity: 'number', tokenValidityUnits: 'object', userPoolId: 'string',
  };
  const clients: Record<string, (auth: AuthenticatedUserPool) => AppClient | MachineClient> = {
    'with everything': (auth) => auth.addWebClient('Web', {
      ...CALLBACKS, userPoolClientName: 'shop', defaultRedirectUri: CALLBACKS.callbackUrls[0], authSessionValidity: Duration.minutes(5), propagateUserContext: true,
      refreshTokenRotation: RefreshTokenRotation.enabled(),
    }),
    'with screens of its own': (auth) => auth.addSpaClient('App', { hostedPages: false }),
    'of a machine': (auth) => auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.custom('orders/read')] }),
  };

  test.each(Object.entries(clients))('of a client %s', (kind, define) => {
    const cfn = define(pool().auth).userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    const held = [...LISTS, ...Object.keys(TYPES)].map((name): [string, unknown] => [name, Reflect.get(cfn, name)]).filter(([, value]) => value !== undefined);
    expect(held.filter(([name, value]) => LISTS.includes(name) ? !Array.isArray(value) : typeof value !== TYPES[name])).toEqual([]);
    expect(kind === 'with everything' ? held.length : 0).toBe(kind === 'with everything' ? LISTS.length + Object.keys(TYPES).length : 0);
  });

  test('an Aspect may iterate the lists', () => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App', CALLBACKS);
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
    Aspects.of(stack).add({
      visit: (node) => {
        if (node instanceof cognito.CfnUserPoolClient) {
          node.supportedIdentityProviders = node.supportedIdentityProviders!.map((name) => name);
          node.writeAttributes = [...node.writeAttributes!];
        }
      },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ClientName: Match.absent(), SupportedIdentityProviders: ['COGNITO', { Ref: 'SocialGoogle49F02753' }], WriteAttributes: ['email', 'name', 'picture'],
    });
    expect(client.userPoolClient).toBeDefined();
  });

  test('a client with screens of its own has nothing of the hosted pages', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { hostedPages: false });
    const properties = only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient') as Record<string, unknown>;
    expect(['CallbackURLs', 'LogoutURLs', 'AllowedOAuthFlows', 'AllowedOAuthScopes', 'DefaultRedirectURI'].filter((name) => name in properties)).toEqual([]);
    expect(properties.AllowedOAuthFlowsUserPoolClient).toBe(false);
  });
});

describe('rotation of a pool whose tier is a token', () => {
  test.each<[string, (stack: Stack) => cognito.IUserPool, boolean]>([
    ['a plain L2 pool, read late', (stack) => {
      const userPool = new cognito.UserPool(stack, 'Pool');
      (userPool.node.defaultChild as cognito.CfnUserPool).userPoolTier = Lazy.string({ produce: () => 'ESSENTIALS' });
      return userPool;
    }, true],
    ['a pool of ours on LITE', (stack) => new AuthenticatedUserPool(stack, 'Auth', { featurePlan: cognito.FeaturePlan.LITE }).userPool, false],
    ['a pool of ours with LITE by an escape hatch', (stack) => {
      const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
      (userPool.node.defaultChild as cognito.CfnUserPool).userPoolTier = 'LITE';
      return userPool;
    }, false],
  ])('%s', (_, define, rotates) => {
    const stack = testStack();
    const client = new AppClient(stack, 'App', { userPool: define(stack), applicationType: ApplicationType.SINGLE_PAGE });
    expect(l1Of(client).refreshTokenRotation !== undefined).toBe(rotates);
  });
});
