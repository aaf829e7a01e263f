import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, CfnParameter, Duration, Fn, Lazy, SecretValue, Stack } from 'aws-cdk-lib/core';
import { CALLBACKS, l1Of, pool, urlOf } from './clients';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FirstFactor, ManagedLoginStyle, RefreshTokenRotation, SignInDomain, SocialProvider,
  SocialProviders, UserAttribute, UserSchema, type AppClientOptions, type AppClientProps, type AuthenticatedUserPoolProps,
  type SpaClientOptions, type WebClientOptions,
} from '../../src';
import { google, synthError, testStack } from '../support';
import { only } from '../user-pool/pool';

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

  const OTP = { firstFactors: [FirstFactor.emailOtp()] };

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
      SupportedIdentityProviders: ['COGNITO', { Ref: 'SocialProvidersGoogle1A85420B' }],
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
    expect(synthError(stack)).toMatch(/Stack\/Auth\/Clients\/App.*"callbackUrls" \(CallbackURLs\) is empty and .*; give `callbackUrls`, add them .*addRedirectsFrom.*hostedPages: false.*rule clientCallbackMissing/);
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
    expect(synthError(stack)).toMatch(/\[Stack\/Auth\/Clients\/App\] .*"callbackUrls" \(CallbackURLs\) holds .*rule clientCallbackUrl/);
  });

  test('a callback that only CloudFormation knows passes', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { callbackUrls: [`https://${Lazy.string({ produce: () => 'app.example.com' })}/`] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: ['https://app.example.com/'] });
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

  describe('with a domain', () => {
    const plain = (managedLoginVersion?: cognito.ManagedLoginVersion, options: Partial<AppClientProps> = {}) => {
      const stack = testStack({ env: { region: 'eu-central-1' } });
      const userPool = new cognito.UserPool(stack, 'Pool');
      const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme' }, managedLoginVersion });
      const client = new AppClient(stack, 'App', { userPool, domain, applicationType: ApplicationType.TRADITIONAL_WEB, ...CALLBACKS, ...options });
      return { stack, domain, client };
    };

    test('a plain L2 pool has pages, URLs, a branding and a token endpoint, as ours has', () => {
      const { stack, domain, client } = plain(cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN, { style: ManagedLoginStyle.of({ cornerRadius: 4 }) });
      client.storeClientSecret();
      expect(urlOf(stack, client.signInUrl()).href).toMatch(/^https:\/\/acme\.auth\.eu-central-1\.amazoncognito\.com\/login\?client_id=the-id&/);
      (domain.node.defaultChild as cognito.CfnUserPoolDomain).domain = 'other';
      expect(urlOf(stack, client.signOutUrl()).host).toBe('other.auth.eu-central-1.amazoncognito.com');
      expect(stack.resolve(client.signInHost)).toBe('other.auth.eu-central-1.amazoncognito.com');
      const template = Template.fromStack(stack);
      template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
      expect(JSON.stringify(template.findResources('AWS::SecretsManager::Secret'))).toContain('https://other.auth.eu-central-1.amazoncognito.com/oauth2/token');
    });

    test('that shows the classic pages, a plain L2 pool gets no branding, and takes a style sheet', () => {
      const { stack, client } = plain();
      Template.fromStack(stack).resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
      expect(urlOf(stack, client.signInUrl()).host).toBe('acme.auth.eu-central-1.amazoncognito.com');
      expect(() => plain(undefined, { style: ManagedLoginStyle.cognito() })).toThrow('"style" is given, and the client has no page of managed login');
    });

    test('a client has hosted pages, unless it says otherwise', () => {
      expect(synthError(plain(undefined, { callbackUrls: undefined, logoutUrls: undefined }).stack)).toContain('rule clientCallbackMissing');
      const own = { callbackUrls: undefined, logoutUrls: undefined, hostedPages: false };
      const { stack } = plain(cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN, own);
      Template.fromStack(stack).resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
    });

    test('an imported pool is taken to show managed login', () => {
      const stack = testStack();
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
      const domain = cognito.UserPoolDomain.fromDomainName(stack, 'Domain', 'login.example.com');
      const client = new AppClient(stack, 'App', { userPool, domain, applicationType: ApplicationType.SINGLE_PAGE, ...CALLBACKS });
      expect(urlOf(stack, client.authorizeUrl()).origin).toBe('https://login.example.com');
      expect(client.signInHost).toBe('login.example.com');
      Template.fromStack(stack).resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
    });

    test('our own pool pays for the pages of a domain beside it', () => {
      const { stack, auth } = pool({});
      const domain = auth.userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme' }, managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN });
      new AppClient(stack, 'Web', { userPool: auth.userPool, domain, applicationType: ApplicationType.TRADITIONAL_WEB, ...CALLBACKS });
      Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
      expect(auth.summary.signInPages.map(({ url }) => url)).toEqual([expect.stringContaining('https://acme.auth.eu-central-1.amazoncognito.com/login?client_id=')]);
    });

    test('fails when it is imported by a token', () => {
      const stack = testStack();
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
      const domain = cognito.UserPoolDomain.fromDomainName(stack, 'Domain', Fn.importValue('Domain'));
      expect(() => new AppClient(stack, 'App', { userPool, domain, applicationType: ApplicationType.SINGLE_PAGE, ...CALLBACKS }))
        .toThrow('[Stack/App] "domain" is imported by a name that only CloudFormation knows');
    });
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
  const attributes = UserSchema.of({
    custom: { role: UserAttribute.text({ userReadable: false }), color: UserAttribute.text({ userWritable: true }) },
  });
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
      name: 'Acme',
      clientId: 'id',
      clientSecret: SecretValue.secretsManager('acme'),
      issuerUrl: 'https://login.acme.org',
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
    const { stack, auth } = pool({ firstFactors: [FirstFactor.emailOtp()] });
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
