import { Template } from 'aws-cdk-lib/assertions';
import { UserPoolClientIdentityProvider, type CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { App, Aspects, CfnOutput, CfnParameter, Lazy, Stack, Validations } from 'aws-cdk-lib/core';
import { CALLBACKS, l1Of, pool, urlOf } from './clients';
import {
  AuthenticatedUserPool, SignInDomain, SignInPrompt, SocialProviders, type AppClient, type AppClientOptions, type AuthorizeUrlOptions,
} from '../../src';
import { google, synthError, testStack } from '../support';

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

  test.each(['authorizeUrl', 'signInUrl', 'signUpUrl'] as const)('%s says what users see, and nothing of it where nothing is said', (method) => {
    const { stack, auth } = pool();
    const client = auth.addSpaClient('App', CALLBACKS);
    const query = (options?: AuthorizeUrlOptions) => Object.fromEntries(urlOf(stack, client[method](options)).searchParams);
    const said = { identity_provider: 'Okta EU', prompt: 'select_account', lang: 'pt-BR', login_hint: 'jane+1@example.com', resource: 'https://api.example.com/v1' };
    expect(query({
      identityProvider: UserPoolClientIdentityProvider.custom('Okta EU'),
      prompt: SignInPrompt.SELECT_ACCOUNT,
      language: 'pt-BR',
      loginHint: 'jane+1@example.com',
      resource: 'https://api.example.com/v1',
    })).toEqual({ ...query(), ...said });
    expect(Object.keys(query())).toEqual(['client_id', 'response_type', 'scope', 'redirect_uri']);
  });

  describe('that lead straight to a provider', () => {
    const leading = (name: string, options: AppClientOptions = {}, change?: (cfn: CfnUserPoolClient, stack: Stack) => void) => {
      const { stack, auth } = pool();
      const client = auth.addSpaClient('App', { ...CALLBACKS, ...options });
      client.authorizeUrl({ identityProvider: UserPoolClientIdentityProvider.custom(name) });
      new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
      change?.(l1Of(client), stack);
      return stack;
    };

    test.each<[string, string, string, AppClientOptions]>([
      ['that nobody defined', 'Okta', '["COGNITO","Google"], so Cognito refuses the sign-in: name one of them, or define the provider with SocialProviders', {}],
      ['by a wrong name', 'google', '["COGNITO","Google"], so Cognito refuses the sign-in: did you mean "Google"?', {}],
      ['that the client leaves out', 'Google', '["COGNITO"], so Cognito refuses', { supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO] }],
    ])('fails when it is one %s', (_, name, says, options) => {
      expect(synthError(leading(name, options))).toContain(`a URL of the client leads to "identityProvider" "${name}", and the client offers ${says}`);
    });

    test.each<[string, string, (cfn: CfnUserPoolClient, stack: Stack) => void]>([
      ['that comes after the call', 'Google', () => undefined],
      ['which is the pool itself', 'COGNITO', () => undefined],
      ['by override', 'Okta', (cfn) => {
        cfn.addPropertyOverride('SupportedIdentityProviders', ['Okta', 'Google']);
        Validations.of(cfn).acknowledge({ id: 'cdk-cognito-auth:clientUnknownProvider', reason: 'it is defined by hand' });
      }],
      ['by a parameter', 'Okta', (cfn, stack) => {
        cfn.supportedIdentityProviders = ['COGNITO', new CfnParameter(stack, 'Provider').valueAsString];
      }],
    ])('pass when it is offered: one %s', (_, name, change) => {
      Template.fromStack(leading(name, {}, change)).resourceCountIs('AWS::Cognito::UserPoolClient', 1);
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
    expect(pool({}).auth.addSpaClient('App').signInHost).toBeUndefined();
    expect(() => pool({}).auth.addSpaClient('App')[method]()).toThrow(`[Stack/Auth/Clients/App] "${method}" needs the pool's domain`);
    expect(() => pool().auth.addSpaClient('App', { hostedPages: false })[method]()).toThrow(`"${method}" needs hosted pages, and "hostedPages" is false`);
  });

  describe('show what the client is when the template is written', () => {
    const finished: Record<string, (cfn: CfnUserPoolClient) => void> = {
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
          'https://acme-login.auth.eu-central-1.amazoncognito.com/login?client_id=', { Ref: expect.stringMatching(/^AuthClientsWeb/) }, '&response_type=code&scope=',
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
