import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, Fn, NestedStack, Stack } from 'aws-cdk-lib/core';
import { AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SocialProviders } from '../../src';
import { google, synthError } from '../support';

function three() {
  const app = new App();
  return { app, pools: new Stack(app, 'Pools'), providers: new Stack(app, 'Providers'), clients: new Stack(app, 'Clients') };
}

test('pool, providers, and clients with the identity pool, each in a stack of its own', () => {
  const { app, pools, providers, clients } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  const client = new AppClient(clients, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE });
  new FederatedIdentityPool(clients, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)] });
  new SocialProviders(providers, 'Social', { userPool: auth.userPool, providers: [google()] });

  const assembly = app.synth();
  const dependencies = (name: string) => assembly.getStackByName(name).dependencies.map((one) => one.id).filter((id) => !id.endsWith('.assets')).sort();
  expect(dependencies('Providers')).toEqual(['Pools']);
  expect(dependencies('Clients')).toEqual(['Pools', 'Providers']);
  Template.fromStack(clients).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    SupportedIdentityProviders: ['COGNITO', { 'Fn::ImportValue': Match.stringLikeRegexp('^Providers:ExportsOutputRefSocialGoogle') }],
  });
});

test.each(['client', 'providers'])('fails when the client is in the pool\'s stack and the provider isn\'t, with the %s defined first', (first) => {
  const { pools, providers } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  const steps = [() => auth.addSpaClient('App'), () => new SocialProviders(providers, 'Social', { userPool: auth.userPool, providers: [google()] })];
  (first === 'client' ? steps : steps.reverse()).forEach((step) => step());

  const message = synthError(providers);
  expect(message).toContain('[Pools/Auth/App] the client\'s stack "Pools" can\'t wait for the identity provider "Providers/Social/Google" in stack '
    + '"Providers", which itself waits for "Pools": define the client in the provider\'s stack or in one that depends on it');
  expect(message).not.toMatch(/cyclic/i);
});

test('fails when the provider\'s stack waits for the client\'s by the caller\'s own word', () => {
  const { app, pools, providers, clients } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  new SocialProviders(providers, 'Social', { userPool: auth.userPool, providers: [google()] });
  new AppClient(clients, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE });
  providers.addDependency(clients);
  expect(() => app.synth()).toThrow('[Clients/App] the client\'s stack "Clients" can\'t wait for the identity provider');
});

test('an imported pool makes no stack wait', () => {
  const { app, pools, providers } = three();
  const userPool = cognito.UserPool.fromUserPoolId(pools, 'Pool', 'eu-west-1_abc');
  new AppClient(pools, 'App', { userPool, applicationType: ApplicationType.SINGLE_PAGE });
  new SocialProviders(providers, 'Social', { userPool, providers: [google()] });
  expect(app.synth().getStackByName('Pools').dependencies.map((one) => one.id)).toContain('Providers');
});

test('a pool that is imported by its reference waits where it is defined', () => {
  const { app, pools, providers, clients } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  const imported = cognito.UserPool.fromUserPoolId(clients, 'Imported', auth.userPool.userPoolId);
  new AppClient(clients, 'App', { userPool: imported, applicationType: ApplicationType.SINGLE_PAGE });
  new SocialProviders(providers, 'Social', { userPool: imported, providers: [google()] });
  expect(app.synth().getStackByName('Clients').dependencies.map((one) => one.id)).toContain('Providers');
});

test('a nested stack counts as its parent', () => {
  const { pools } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  auth.addSpaClient('App');
  const nested = new NestedStack(pools, 'Nested');
  new SocialProviders(nested, 'Social', { userPool: auth.userPool, providers: [google()] });
  const [client] = Object.values(Template.fromStack(pools).findResources('AWS::Cognito::UserPoolClient'));
  expect(client!.Properties.SupportedIdentityProviders[1]['Fn::GetAtt'][1]).toMatch(/^Outputs\./);
});

test('an imported provider is a name and makes nobody wait', () => {
  const { pools, providers } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  auth.addSpaClient('App');
  auth.userPool.registerIdentityProvider(cognito.UserPoolIdentityProvider.fromProviderName(providers, 'Okta', 'Okta'));
  Template.fromStack(pools).hasResourceProperties('AWS::Cognito::UserPoolClient', { SupportedIdentityProviders: ['COGNITO', 'Okta'] });
});

test('a provider that is registered twice is in the list once', () => {
  const { pools } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  auth.addSpaClient('App');
  const okta = cognito.UserPoolIdentityProvider.fromProviderName(pools, 'Okta', 'Okta');
  auth.userPool.registerIdentityProvider(okta);
  auth.userPool.registerIdentityProvider(okta);
  Template.fromStack(pools).hasResourceProperties('AWS::Cognito::UserPoolClient', { SupportedIdentityProviders: ['COGNITO', 'Okta'] });
});

describe('a pool from outside', () => {
  const UNSEEN = Match.stringLikeRegexp('"userPool" is imported, so this client offers none of the identity providers');
  const warnings = (define: (stack: Stack) => cognito.IUserPool) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new AppClient(stack, 'App', { userPool: define(stack), applicationType: ApplicationType.SINGLE_PAGE });
    app.synth();
    return Annotations.fromStack(stack).findWarning('/Stack/App', UNSEEN);
  };

  test('gives a warning: its providers can\'t be seen', () => {
    expect(warnings((stack) => cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc'))).toHaveLength(1);
    expect(warnings((stack) => cognito.UserPool.fromUserPoolId(stack, 'Pool', Fn.importValue('pool')))).toHaveLength(1);
  });

  test('gives none once a provider is named, or where the pool is defined in the app', () => {
    expect(warnings((stack) => {
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
      userPool.registerIdentityProvider(cognito.UserPoolIdentityProvider.fromProviderName(stack, 'Google', 'Google'));
      return userPool;
    })).toEqual([]);
    expect(warnings((stack) => new AuthenticatedUserPool(stack, 'Auth').userPool)).toEqual([]);
    expect(warnings((stack) => cognito.UserPool.fromUserPoolId(stack, 'Pool', new AuthenticatedUserPool(stack, 'Auth').userPool.userPoolId))).toEqual([]);
  });

  test('has the providers of the pool that its id refers to', () => {
    const { pools, clients } = three();
    const auth = new AuthenticatedUserPool(pools, 'Auth');
    const userPool = cognito.UserPool.fromUserPoolId(clients, 'Imported', auth.userPool.userPoolId);
    new AppClient(clients, 'App', { userPool, applicationType: ApplicationType.SINGLE_PAGE });
    new SocialProviders(pools, 'Social', { userPool: auth.userPool, providers: [google()] });
    Template.fromStack(clients).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      SupportedIdentityProviders: ['COGNITO', { 'Fn::ImportValue': Match.stringLikeRegexp('^Pools:ExportsOutputRefSocialGoogle') }],
      WriteAttributes: Match.arrayWith(['email', 'name', 'picture']),
    });
  });
});
