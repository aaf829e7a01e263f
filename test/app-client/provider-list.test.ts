import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, CfnParameter, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib/core';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SamlMetadata, SignInDomain, SocialProvider,
  SocialProviders,
} from '../../src';
import { google, synthError, testStack } from '../support';

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
    SupportedIdentityProviders: ['COGNITO', { 'Fn::ImportValue': Match.stringLikeRegexp('^Providers:ExportsOutputRefSocialProvidersGoogle') }],
  });
});

test.each(['client', 'providers'])('fails when the client is in the pool\'s stack and the provider isn\'t, with the %s defined first', (first) => {
  const { pools, providers } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  const steps = [() => auth.addSpaClient('App'), () => new SocialProviders(providers, 'Social', { userPool: auth.userPool, providers: [google()] })];
  (first === 'client' ? steps : steps.reverse()).forEach((step) => step());

  const message = synthError(providers);
  expect(message).toContain('Pools/Auth/Clients/App/UserPoolClient/Resource: stack "Pools" waits for "Providers", as "Pools/Auth/Clients/App/UserPoolClient/Resource" waits for '
    + '"Providers/Social/Providers/Google/Resource" (SupportedIdentityProviders.1); stack "Providers" waits for "Pools", as "Providers/Social/Providers/Google/Resource" waits for '
    + '"Pools/Auth/UserPool/Resource" (UserPoolId); define the client beside its identity provider or in a stack that waits for it, `new AppClient(stack, ');
  expect(message).not.toMatch(/cyclic/i);
});

test('fails when the provider\'s stack waits for the client\'s by the caller\'s own word', () => {
  const { app, pools, providers, clients } = three();
  const auth = new AuthenticatedUserPool(pools, 'Auth');
  new SocialProviders(providers, 'Social', { userPool: auth.userPool, providers: [google()] });
  new AppClient(clients, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE });
  providers.addDependency(clients);
  expect(() => app.synth()).toThrow('stack "Providers" waits for "Clients" (addDependency); stack "Clients" waits for "Providers", as "Clients/App/UserPoolClient/Resource" waits for ');
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
    // a reference, but to a parameter.
    expect(warnings((stack) => cognito.UserPool.fromUserPoolId(stack, 'Pool', new CfnParameter(stack, 'Id').valueAsString))).toHaveLength(1);
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
      SupportedIdentityProviders: ['COGNITO', { 'Fn::ImportValue': Match.stringLikeRegexp('^Pools:ExportsOutputRefSocialProvidersGoogle') }],
      WriteAttributes: Match.arrayWith(['email', 'name', 'picture']),
    });
  });
});

describe('providers that a client names', () => {
  const { COGNITO, GOOGLE, custom } = cognito.UserPoolClientIdentityProvider;
  const callbackUrls = ['https://app.acme.org/callback'];
  const acme = () => SocialProvider.saml({
    name: 'Acme',
    metadata: SamlMetadata.url('https://login.acme.org/metadata'),
    attributeMapping: { email: cognito.ProviderAttribute.other('mail'), nickname: cognito.ProviderAttribute.other('nick') },
  });
  const orders = [['client', 'providers'], ['providers', 'client']];

  function withClient(supportedIdentityProviders: cognito.UserPoolClientIdentityProvider[], order: string[] = orders[0]!): Stack {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    const steps: Record<string, () => unknown> = {
      client: () => auth.addSpaClient('App', { callbackUrls, supportedIdentityProviders }),
      providers: () => new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google(), acme()] }),
    };
    order.forEach((step) => steps[step]!());
    return stack;
  }

  const ref = (name: string) => ({ Ref: Match.stringLikeRegexp(`^SocialProviders${name}`) });

  test.each(orders)('are offered and waited for, with the %s defined first', (...order) => {
    const template = (chosen: cognito.UserPoolClientIdentityProvider[]) => Template.fromStack(withClient(chosen, order));
    const supported = (list: unknown[]) => ({ SupportedIdentityProviders: Match.arrayEquals(list) });
    template([custom('Acme')]).hasResourceProperties('AWS::Cognito::UserPoolClient', supported([ref('Acme')]));
    template([COGNITO]).hasResourceProperties('AWS::Cognito::UserPoolClient', supported(['COGNITO']));
    // in the order in which the pool got them.
    template([custom('Acme'), GOOGLE, COGNITO]).hasResourceProperties('AWS::Cognito::UserPoolClient', supported(['COGNITO', ref('Google'), ref('Acme')]));
  });

  test('let the client write what they map, and no more', () => {
    const write = (list: string[]) => ({ WriteAttributes: Match.arrayEquals(list) });
    Template.fromStack(withClient([custom('Acme')])).hasResourceProperties('AWS::Cognito::UserPoolClient', write(['email', 'nickname']));
    Template.fromStack(withClient([GOOGLE])).hasResourceProperties('AWS::Cognito::UserPoolClient', write(['email', 'name', 'picture']));
    Template.fromStack(withClient([COGNITO])).hasResourceProperties('AWS::Cognito::UserPoolClient', write(['email']));
  });

  test('are a choice, which the summary shows and no rule warns of', () => {
    const stack = withClient([COGNITO]);
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('clientMissesProvider'))).toEqual([]);
    expect((stack.node.findChild('Auth') as AuthenticatedUserPool).summary.acknowledgements).toEqual([
      { id: 'clientMissesProvider', path: 'Stack/Auth/Clients/App', reason: '"supportedIdentityProviders" names what the client offers' },
    ]);
  });

  test('of a pool from outside are taken at their word', () => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
    new AppClient(stack, 'App', { userPool, applicationType: ApplicationType.SINGLE_PAGE, supportedIdentityProviders: [custom('Okta'), COGNITO] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { SupportedIdentityProviders: ['COGNITO', 'Okta'] });
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('is imported'))).toEqual([]);
  });

  test('may be known to CloudFormation only', () => {
    Template.fromStack(withClient([custom(Fn.ref('Parameter'))])).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      SupportedIdentityProviders: [{ Ref: 'Parameter' }],
    });
  });

  test.each([
    ['Gogle', ': did you mean "Google"?'],
    ['Okta', ''],
  ])('fails when the pool has no %s', (name, hint) => {
    expect(synthError(withClient([COGNITO, custom(name)]))).toContain(
      `"supportedIdentityProviders" (SupportedIdentityProviders) holds ["${name}"], and the pool has ["COGNITO","Google","Acme"]${hint}; define it with \`SocialProviders\``);
  });

  test('may be named by the L2 that they are, and then mean the same', () => {
    const define = (choose: (social: SocialProviders) => cognito.UserPoolClientIdentityProvider) => {
      const stack = testStack();
      const auth = new AuthenticatedUserPool(stack, 'Auth');
      const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
      auth.addSpaClient('App', { supportedIdentityProviders: [COGNITO, choose(social)] });
      return Template.fromStack(stack).toJSON() as object;
    };
    expect(define(({ identityProviders: [one] }) => custom(one!.providerName))).toEqual(define(() => GOOGLE));
  });

  test('may be an L1', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    new cognito.CfnUserPoolIdentityProvider(stack, 'Okta', {
      userPoolId: auth.userPool.userPoolId,
      providerName: 'Okta',
      providerType: 'SAML',
      providerDetails: { MetadataURL: 'https://okta.example.com/metadata' },
      attributeMapping: { email: 'email' },
    });
    auth.addSpaClient('App', { supportedIdentityProviders: [custom('Okta')] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { SupportedIdentityProviders: ['Okta'] });
  });

  test('fails when there is none', () => {
    expect(() => withClient([])).toThrow('[Stack/Auth/Clients/App] "supportedIdentityProviders" is empty, so no user could sign in');
  });
});

describe('a plain L2 client that follows the pool', () => {
  function followed(change: (cfn: cognito.CfnUserPoolClient, stack: Stack) => void): Stack {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    const client = userPool.addClient('Plain', { disableOAuth: true, preventUserExistenceErrors: true });
    change(client.node.defaultChild as cognito.CfnUserPoolClient, stack);
    new SocialProviders(stack, 'Social', { userPool, providers: [google()], userPoolClients: [client] });
    new SocialProviders(stack, 'More', {
      userPool,
      providers: [SocialProvider.saml({ name: 'Acme', metadata: SamlMetadata.url('https://login.acme.org/metadata'), attributeMapping: {} })],
      userPoolClients: [client],
    });
    return stack;
  }

  const offered = (names: unknown[]) => ({ SupportedIdentityProviders: [...names, { Ref: 'SocialProvidersGoogle1A85420B' }, { Ref: Match.stringLikeRegexp('^MoreProvidersAcme') }] });

  test('has its own list first, as a list that is read late too', () => {
    Template.fromStack(followed((cfn) => {
      cfn.supportedIdentityProviders = Lazy.list({ produce: () => ['COGNITO'] });
      cfn.writeAttributes = Lazy.list({ produce: () => ['email', 'nickname'] });
    })).hasResourceProperties('AWS::Cognito::UserPoolClient', { ...offered(['COGNITO']), WriteAttributes: ['email', 'nickname', 'name', 'picture'] });
  });

  test('answers its L1\'s declared types', () => {
    const stack = followed((cfn) => {
      cfn.writeAttributes = ['email'];
    });
    const cfn = stack.node.findChild('Pool').node.findChild('Plain').node.defaultChild as cognito.CfnUserPoolClient;
    expect([cfn.supportedIdentityProviders, cfn.writeAttributes].map(Array.isArray)).toEqual([true, true]);
  });

  test('fails when its list is known to CloudFormation only', () => {
    const stack = followed((cfn, at) => {
      cfn.supportedIdentityProviders = new CfnParameter(at, 'Providers', { type: 'CommaDelimitedList' }).valueAsList;
    });
    expect(synthError(stack)).toContain('[Stack/Pool/Plain/Resource] "supportedIdentityProviders" is known to CloudFormation only');
  });

  test('is left alone when it is a client of this library, with its choice', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const { userPoolClient } = auth.addSpaClient('App', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO] });
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()], userPoolClients: [userPoolClient] });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { SupportedIdentityProviders: ['COGNITO'], WriteAttributes: ['email'] });
  });
});
