import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FirstFactor, RefreshTokenRotation, SignIn, SignInDomain, SocialProviders,
  type AppClientOptions, type AuthenticatedUserPoolProps, type WebClientOptions,
} from '../../src';
import { google, synthError, testStack } from '../support';
import { only } from '../user-pool/pool';

const CALLBACKS = { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] };

function pool(props: AuthenticatedUserPoolProps = { domain: SignInDomain.prefix('acme-login') }) {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  return { stack, auth: new AuthenticatedUserPool(stack, 'Auth', props) };
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
      '[Stack/Auth/Clients/Web] "authFlows" leaves no flow, and "refreshTokenRotation" takes the refresh flow away');
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
  const pages = [client.signInUrl(), client.signUpUrl(), client.authorizeUrl(), client.signOutUrl()];
  const urls = [...pages, client.tokenUrl, client.revokeUrl, client.userInfoUrl];
  expect(urls.map((url) => new URL(url.replace(/\${Token\[[^\]]*\]}/g, 'id')).host)).toEqual(urls.map(() => host));
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

  test('fails when the callback URLs are missing', () => {
    const { auth } = pool();
    expect(() => auth.addSpaClient('App')).toThrow(
      '[Stack/Auth/Clients/App] "callbackUrls" is not set, and people sign in on the pool\'s hosted pages: give the addresses of your app, or hostedPages: false');
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
    expect(synthError(stack)).toMatch(/\[Stack\/Auth\/Clients\/App\] .*CallbackURLs holds .*rule clientCallbackUrl/);
  });

  test('a callback that only CloudFormation knows passes', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { callbackUrls: [`https://${Lazy.string({ produce: () => 'app.example.com' })}/`] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: ['https://app.example.com/'] });
  });
});

describe('URLs', () => {
  const urlOf = (stack: Stack, value: string) => new URL((stack.resolve(value)['Fn::Join'][1] as unknown[])
    .map((part) => (typeof part === 'string' ? part : 'the-id')).join(''));

  test.each<['authorizeUrl' | 'signUpUrl', string]>([['authorizeUrl', '/oauth2/authorize'], ['signUpUrl', '/signup']])('%s leads to %s', (method, path) => {
    const { stack, auth } = pool();
    const url = urlOf(stack, auth.addMobileClient('App', CALLBACKS)[method]({ state: 'ä&b', codeChallenge: 'xyz' }));
    expect(url.origin + url.pathname).toBe(`https://acme-login.auth.eu-central-1.amazoncognito.com${path}`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'the-id', response_type: 'code', redirect_uri: CALLBACKS.callbackUrls[0], state: 'ä&b', code_challenge_method: 'S256',
    });
  });

  test('of the endpoints are those of the domain', () => {
    const { tokenUrl, revokeUrl, userInfoUrl } = pool().auth.addSpaClient('App', CALLBACKS);
    expect([tokenUrl, revokeUrl, userInfoUrl].map((url) => new URL(url).pathname)).toEqual(['/oauth2/token', '/oauth2/revoke', '/oauth2/userInfo']);
    expect(tokenUrl).toMatch('https://acme-login.auth.eu-central-1.amazoncognito.com/');
  });

  test.each(['tokenUrl', 'revokeUrl', 'userInfoUrl'] as const)('fails when %s is asked for and the domain isn\'t known', (name) => {
    const client = pool({}).auth.addSpaClient('App');
    expect(() => client[name]).toThrow(`"${name}" needs the pool's domain`);
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

  test('fails when the client has no address to come back to', () => {
    const { auth } = pool();
    const client = auth.addSpaClient('App', { callbackUrls: CALLBACKS.callbackUrls });
    expect(() => client.signOutUrl()).toThrow('[Stack/Auth/Clients/App] "logoutUrls" is empty');
  });

  test('fails when the pool\'s domain isn\'t known', () => {
    const client = pool({}).auth.addSpaClient('App');
    expect(() => client.signInUrl()).toThrow('"signInUrl" needs the pool\'s domain');
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

describe('credentials', () => {
  test('of a web client are one secret, defined when it is asked for', () => {
    const { stack, auth } = pool();
    const client = auth.addWebClient('Web', CALLBACKS);
    Template.fromStack(stack).resourceCountIs('AWS::SecretsManager::Secret', 0);
    expect(client.credentials).toBe(client.credentials);

    const again = pool();
    const web = again.auth.addWebClient('Web', CALLBACKS);
    expect(again.stack.resolve(web.credentials.secretArn)).toEqual({ Ref: expect.stringMatching(/^AuthClientsWebCredentials/) });
    const template = Template.fromStack(again.stack);
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    expect(JSON.stringify(template.findResources('AWS::SecretsManager::Secret'))).toContain('openid email profile');
  });

  test.each(['addSpaClient', 'addMobileClient'] as const)('fails when the client is public: %s', (method) => {
    const client = pool().auth[method]('App', CALLBACKS);
    expect(() => client.credentials).toThrow('"credentials" needs a client secret, and the client is public');
  });
});

describe('redirects from a distribution', () => {
  function site(stack: Stack): cloudfront.IDistribution {
    return new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin: new HttpOrigin('origin.example.com') } });
  }

  test('are added when it is there, beside what was given', () => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App', CALLBACKS);
    const distribution = site(stack);
    client.allowRedirectsFrom(distribution, { callbackPaths: ['/callback', '/silent'], logoutPaths: ['/bye'] });
    const host = stack.resolve(distribution.distributionDomainName) as object;
    const at = (path: string) => ({ 'Fn::Join': ['', ['https://', host, path]] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: [...CALLBACKS.callbackUrls, at('/callback'), at('/silent')],
      LogoutURLs: [...CALLBACKS.logoutUrls, at('/bye')],
    });
  });

  test('are all that a client has whose list is empty; never https://example.com', () => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App', { callbackUrls: [] });
    client.allowRedirectsFrom(site(stack));
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: [{ 'Fn::Join': ['', ['https://', Match.anyValue(), '/']] }],
      LogoutURLs: Match.absent(),
    });
    expect(stack.resolve(client.signInUrl())['Fn::Join'][1].at(-1)).toBe('%2F');
  });

  test('fails when an empty list stays empty', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { callbackUrls: [] });
    expect(synthError(stack)).toContain('rule clientCallbackMissing');
  });

  test('fails when a path has no slash, and when the client has no hosted pages', () => {
    const { stack, auth } = pool();
    const distribution = site(stack);
    expect(() => auth.addSpaClient('App', { callbackUrls: [] }).allowRedirectsFrom(distribution, { callbackPaths: ['callback'] }))
      .toThrow('"callbackPaths" must begin with a slash, received "callback"');
    expect(() => auth.addSpaClient('Own', { hostedPages: false }).allowRedirectsFrom(distribution)).toThrow('"hostedPages" is false');
  });
});
