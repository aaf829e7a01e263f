import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { CALLBACKS, pool } from './clients';
import { AppClient, ApplicationType, MachineClient, RefreshTokenRotation, type AppClientProps } from '../../src';
import { companyDefaults, companyRule, testStack } from '../support';

const CLIENT = 'AWS::Cognito::UserPoolClient';
const L2 = cognito.UserPoolClient;

type Given = Omit<AppClientProps, 'userPool' | 'applicationType'>;

describe('what a company says is honored where the caller says nothing', () => {
  const cases: Record<string, { readonly company: Partial<cognito.UserPoolClientProps>; readonly props?: Given; readonly client: object }> = {
    'accessTokenValidity': { company: { accessTokenValidity: Duration.minutes(15) }, client: { AccessTokenValidity: 15, IdTokenValidity: 60 } },
    'idTokenValidity': { company: { idTokenValidity: Duration.minutes(15) }, client: { AccessTokenValidity: 60, IdTokenValidity: 15 } },
    'refreshTokenValidity': { company: { refreshTokenValidity: Duration.days(1) }, client: { RefreshTokenValidity: 1440 } },
    'authSessionValidity': { company: { authSessionValidity: Duration.minutes(5) }, client: { AuthSessionValidity: 5 } },
    'userPoolClientName': { company: { userPoolClientName: 'acme' }, client: { ClientName: 'acme' } },
    'preventUserExistenceErrors': { company: { preventUserExistenceErrors: false }, client: { PreventUserExistenceErrors: 'LEGACY' } },
    'enableTokenRevocation': { company: { enableTokenRevocation: false }, client: { EnableTokenRevocation: false } },
    'enablePropagateAdditionalUserContextData': {
      company: { enablePropagateAdditionalUserContextData: true }, client: { EnablePropagateAdditionalUserContextData: true },
    },
    'analytics': {
      company: {
        analytics: {
          applicationId: 'a99', externalId: 'id', shareUserData: false, role: Role.fromRoleArn(testStack(), 'Role', 'arn:aws:iam::111111111111:role/a'),
        },
      },
      client: { AnalyticsConfiguration: { ApplicationId: 'a99', ExternalId: 'id', UserDataShared: false } },
    },
    'authFlows': { company: { authFlows: { userPassword: true } }, client: { ExplicitAuthFlows: Match.arrayWith(['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH']) } },
    'authFlows: none of ours': { company: { authFlows: { userSrp: false, custom: true } }, client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } },
    'refreshTokenRotationGracePeriod': {
      company: { refreshTokenRotationGracePeriod: Duration.seconds(30) },
      client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 }, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
    },
    'supportedIdentityProviders': {
      company: { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO] }, client: { SupportedIdentityProviders: ['COGNITO'] },
    },
    'readAttributes': {
      company: { readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }) },
      props: { hostedPages: false },
      client: { ReadAttributes: ['email'] },
    },
    'writeAttributes': {
      company: { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, nickname: true }) },
      client: { WriteAttributes: ['email', 'nickname'] },
    },
    'oAuth': {
      company: {
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [cognito.OAuthScope.OPENID],
          callbackUrls: ['https://acme.example.com/callback'],
          logoutUrls: ['https://acme.example.com/'],
          defaultRedirectUri: 'https://acme.example.com/callback',
        },
      },
      props: {},
      client: {
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid'],
        CallbackURLs: ['https://acme.example.com/callback'],
        LogoutURLs: ['https://acme.example.com/'],
        DefaultRedirectURI: 'https://acme.example.com/callback',
      },
    },
    'disableOAuth': { company: { disableOAuth: true }, props: {}, client: { AllowedOAuthFlowsUserPoolClient: false, CallbackURLs: Match.absent() } },
    'disableOAuth: false': { company: { disableOAuth: false }, client: { AllowedOAuthFlowsUserPoolClient: true } },
  };

  test.each(Object.entries(cases))('%s', (_, { company, props = CALLBACKS, client }) => {
    const { stack, auth } = pool();
    const seen = companyDefaults(stack, L2, company);
    auth.addWebClient('Web', props);
    Template.fromStack(stack).hasResourceProperties(CLIENT, client);
    expect(seen).toHaveLength(1);
  });

  test('a company\'s URLs are added to', () => {
    const { stack, auth } = pool();
    companyDefaults(stack, L2, { oAuth: { callbackUrls: ['https://acme.example.com/callback'] } });
    auth.addSpaClient('App').addCallbackUrls(['https://app.example.com/callback']);
    Template.fromStack(stack).hasResourceProperties(CLIENT, { CallbackURLs: ['https://acme.example.com/callback', 'https://app.example.com/callback'] });
  });
});

describe('what the caller says', () => {
  const said: Given = {
    ...CALLBACKS,
    userPoolClientName: 'shop',
    defaultRedirectUri: CALLBACKS.callbackUrls[0],
    scopes: [cognito.OAuthScope.OPENID],
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, nickname: true }),
    writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, nickname: true }),
    authFlows: { userSrp: true, custom: true },
    authSessionValidity: Duration.minutes(5),
    accessTokenValidity: Duration.minutes(30),
    idTokenValidity: Duration.minutes(30),
    refreshTokenValidity: Duration.days(7),
    refreshTokenRotation: RefreshTokenRotation.disabled(),
    propagateUserContext: false,
    hostedPages: true,
  };
  const opposite: Partial<cognito.UserPoolClientProps> = {
    userPoolClientName: 'acme',
    disableOAuth: true,
    oAuth: { scopes: [cognito.OAuthScope.PHONE], callbackUrls: ['https://acme.example.com/'] },
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.GOOGLE],
    readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
    writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
    authFlows: { userSrp: false },
    authSessionValidity: Duration.minutes(10),
    accessTokenValidity: Duration.minutes(15),
    idTokenValidity: Duration.minutes(15),
    refreshTokenValidity: Duration.days(1),
    refreshTokenRotationGracePeriod: Duration.seconds(0),
    enablePropagateAdditionalUserContextData: true,
  };
  const contradicted: [keyof cognito.UserPoolClientProps, keyof AppClientProps][] = [
    ['userPoolClientName', 'userPoolClientName'],
    ['disableOAuth', 'hostedPages'],
    ['oAuth', 'callbackUrls'],
    ['supportedIdentityProviders', 'supportedIdentityProviders'],
    ['readAttributes', 'readAttributes'],
    ['writeAttributes', 'writeAttributes'],
    ['authFlows', 'authFlows'],
    ['authSessionValidity', 'authSessionValidity'],
    ['accessTokenValidity', 'accessTokenValidity'],
    ['idTokenValidity', 'idTokenValidity'],
    ['refreshTokenValidity', 'refreshTokenValidity'],
    ['refreshTokenRotationGracePeriod', 'refreshTokenRotation'],
    ['enablePropagateAdditionalUserContextData', 'propagateUserContext'],
  ];

  test('wins over all defaults of a company: the template is the same', () => {
    const [alone, among] = [pool(), pool()];
    companyDefaults(among.stack, L2, { ...opposite, generateSecret: false });
    [alone, among].forEach(({ auth }) => auth.addWebClient('Web', said));
    expect(Template.fromStack(among.stack).toJSON()).toEqual(Template.fromStack(alone.stack).toJSON());
  });

  test('every default above is tried as a contradiction', () => {
    expect(contradicted.map(([name]) => name).sort()).toEqual(Object.keys(opposite).sort());
  });

  test.each(contradicted)('fails when a company forces another %s', (name, prop) => {
    const { stack, auth } = pool();
    companyRule(stack, L2, { [name]: opposite[name] });
    expect(() => auth.addWebClient('Web', said)).toThrow(new RegExp(
      `^\\[Stack/Auth/Clients/Web\\] "${name}[.\\w]*" of aws-cdk-lib.aws-cognito.UserPoolClient follows "${prop}" and is .+, and a property injector makes it .+: let the `
      + `injector keep what it is given, { ...defaults, ...props }, or leave "${prop}" out$`,
    ));
  });

  test('is contradicted with both values in the message', () => {
    const { stack, auth } = pool();
    companyRule(stack, L2, { accessTokenValidity: Duration.minutes(15) });
    expect(() => auth.addSpaClient('App', { accessTokenValidity: Duration.hours(1) }))
      .toThrow('follows "accessTokenValidity" and is "Duration.hours(1)", and a property injector makes it "Duration.minutes(15)"');
    const same = auth.addSpaClient('Same', { ...CALLBACKS, accessTokenValidity: Duration.minutes(15) });
    expect(stack.resolve((same.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient).accessTokenValidity)).toBe(15);
  });
});

describe('what the kind of a client says', () => {
  test.each([
    ['a secret for a public client', { generateSecret: true }, '"generateSecret" of aws-cdk-lib.aws-cognito.UserPoolClient must be false, and a property injector makes it true'],
    ['the implicit grant', { oAuth: { flows: { implicitCodeGrant: true } } }, '"oAuth.flows.implicitCodeGrant" of aws-cdk-lib.aws-cognito.UserPoolClient must be false'],
    ['no code grant', { oAuth: { flows: { authorizationCodeGrant: false } } }, '"oAuth.flows.authorizationCodeGrant" of aws-cdk-lib.aws-cognito.UserPoolClient must be true'],
  ])('fails when a company forces %s', (_, forced, message) => {
    const { stack, auth } = pool();
    companyRule(stack, L2, forced);
    expect(() => auth.addSpaClient('App')).toThrow(message);
  });
});

describe('a machine client', () => {
  const scopes = [cognito.OAuthScope.custom('orders/read')];

  test('gets a company\'s defaults, and none that are for users', () => {
    const { stack, auth } = pool();
    companyDefaults(stack, L2, {
      accessTokenValidity: Duration.minutes(15),
      enableTokenRevocation: false,
      generateSecret: false,
      disableOAuth: true,
      refreshTokenRotationGracePeriod: Duration.seconds(10),
      oAuth: { scopes: [cognito.OAuthScope.OPENID] },
    });
    auth.addMachineClient('Job', { scopes });
    Template.fromStack(stack).hasResourceProperties(CLIENT, {
      AccessTokenValidity: 15,
      EnableTokenRevocation: false,
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['orders/read'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: Match.absent(),
      SupportedIdentityProviders: Match.absent(),
    });
  });

  test('keeps what it is given', () => {
    const { stack, auth } = pool();
    companyDefaults(stack, L2, {
      accessTokenValidity: Duration.minutes(15), supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    });
    auth.addMachineClient('Job', { scopes, accessTokenValidity: Duration.minutes(5) });
    Template.fromStack(stack).hasResourceProperties(CLIENT, { AccessTokenValidity: 5, SupportedIdentityProviders: ['COGNITO'] });
  });

  test.each([
    [{ accessTokenValidity: Duration.minutes(15) }, 'follows "accessTokenValidity" and is "Duration.minutes(5)"'],
    [{ oAuth: { flows: { clientCredentials: true, authorizationCodeGrant: false, implicitCodeGrant: false }, scopes: [] } }, 'follows "scopes" and is [{'],
    [{ oAuth: { flows: { authorizationCodeGrant: true } } }, '"oAuth.flows.clientCredentials" of aws-cdk-lib.aws-cognito.UserPoolClient must be true'],
    [{ generateSecret: false }, '"generateSecret" of aws-cdk-lib.aws-cognito.UserPoolClient must be true'],
  ])('fails when a company forces %p', (forced, message) => {
    const { stack, auth } = pool();
    companyRule(stack, L2, forced);
    expect(() => auth.addMachineClient('Job', { scopes, accessTokenValidity: Duration.minutes(5) })).toThrow(message);
  });
});

describe('the stored secret', () => {
  test('gets a company\'s defaults', () => {
    const { stack, auth } = pool();
    companyDefaults(stack, Secret, { secretName: 'acme', description: 'Acme' });
    auth.addWebClient('Web', CALLBACKS).storeClientSecret();
    Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'acme', Description: 'Acme', SecretString: Match.anyValue() });
  });

  test('fails when a company forces another name', () => {
    const { stack, auth } = pool();
    companyRule(stack, Secret, { secretName: 'acme' });
    expect(() => auth.addWebClient('Web', CALLBACKS).storeClientSecret({ secretName: 'shop' })).toThrow('follows "secretName" and is "shop", and a property injector makes it "acme"');
  });
});

test('our constructs have ids of their own', () => {
  const { stack, auth } = pool();
  companyDefaults(stack, AppClient, { accessTokenValidity: Duration.minutes(10) });
  companyDefaults(stack, MachineClient, { accessTokenValidity: Duration.minutes(20) });
  new AppClient(stack, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE, callbackUrls: CALLBACKS.callbackUrls });
  auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.custom('orders/read')] });
  const template = Template.fromStack(stack);
  [10, 20].forEach((minutes) => template.resourcePropertiesCountIs(CLIENT, { AccessTokenValidity: minutes }, 1));
});

test('a client in another stack asks that stack\'s company', () => {
  const { stack, auth } = pool();
  const other = new Stack(stack.node.root as Stack, 'Other', { env: { region: 'eu-central-1' } });
  companyDefaults(other, L2, { accessTokenValidity: Duration.minutes(15) });
  new AppClient(other, 'App', { ...CALLBACKS, userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE });
  Template.fromStack(other).hasResourceProperties(CLIENT, { AccessTokenValidity: 15 });
});
