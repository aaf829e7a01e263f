import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Aspects, Duration } from 'aws-cdk-lib/core';
import { CALLBACKS, pool } from './clients';
import { RefreshTokenRotation, SocialProviders, type AppClient, type AuthenticatedUserPool, type MachineClient } from '../../src';
import { google } from '../support';
import { only } from '../user-pool/pool';

describe('every L1 property answers its declared type', () => {
  const LISTS = [
    'allowedOAuthFlows', 'allowedOAuthScopes', 'callbackUrLs', 'explicitAuthFlows', 'logoutUrLs', 'readAttributes', 'supportedIdentityProviders', 'writeAttributes',
  ];
  const TYPES: Record<string, string> = {
    accessTokenValidity: 'number',
    allowedOAuthFlowsUserPoolClient: 'boolean',
    authSessionValidity: 'number',
    clientName: 'string',
    defaultRedirectUri: 'string',
    enablePropagateAdditionalUserContextData: 'boolean',
    enableTokenRevocation: 'boolean',
    generateSecret: 'boolean',
    idTokenValidity: 'number',
    preventUserExistenceErrors: 'string',
    refreshTokenRotation: 'object',
    refreshTokenValidity: 'number',
    tokenValidityUnits: 'object',
    userPoolId: 'string',
  };
  const clients: Record<string, (auth: AuthenticatedUserPool) => AppClient | MachineClient> = {
    'with everything': (auth) => auth.addWebClient('Web', {
      ...CALLBACKS,
      userPoolClientName: 'shop',
      defaultRedirectUri: CALLBACKS.callbackUrls[0],
      authSessionValidity: Duration.minutes(5),
      propagateUserContext: true,
      refreshTokenRotation: RefreshTokenRotation.enabled(),
    }),
    'with screens of its own': (auth) => auth.addSpaClient('App', { hostedPages: false }),
    'of a machine': (auth) => auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.custom('orders/read')] }),
  };

  const NAMES = [...LISTS, ...Object.keys(TYPES)];

  /** What the getters of a client's L1 answer, where they answer at all. */
  function held(define: (auth: AuthenticatedUserPool) => AppClient | MachineClient): [string, unknown][] {
    const cfn = define(pool().auth).userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    return NAMES.map((name): [string, unknown] => [name, Reflect.get(cfn, name)]).filter(([, value]) => value !== undefined);
  }

  test.each(Object.entries(clients))('of a client %s', (_, define) => {
    expect(held(define).filter(([name, value]) => LISTS.includes(name) ? !Array.isArray(value) : typeof value !== TYPES[name])).toEqual([]);
  });

  test('and a client with everything answers them all', () => {
    expect(held(clients['with everything']!).map(([name]) => name)).toEqual(NAMES);
  });

  test('an Aspect may iterate the lists', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', CALLBACKS);
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
      ClientName: Match.absent(), SupportedIdentityProviders: ['COGNITO', { Ref: 'SocialProvidersGoogle1A85420B' }], WriteAttributes: ['email', 'name', 'picture'],
    });
  });

  test('a client with screens of its own has nothing of the hosted pages', () => {
    const { stack, auth } = pool();
    auth.addSpaClient('App', { hostedPages: false });
    const properties = only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient') as Record<string, unknown>;
    expect(['CallbackURLs', 'LogoutURLs', 'AllowedOAuthFlows', 'AllowedOAuthScopes', 'DefaultRedirectURI'].filter((name) => name in properties)).toEqual([]);
    expect(properties.AllowedOAuthFlowsUserPoolClient).toBe(false);
  });
});
