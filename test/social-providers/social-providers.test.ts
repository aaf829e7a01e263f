import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, IdentityPoolProvider, SamlMetadata, SignInDomain, SocialProvider, SocialProviders, type ISocialProvider } from '../../src';
import { google, synthError, testStack } from '../support';

/** A SAML provider without anything special. */
function saml(): ISocialProvider {
  const metadata = SamlMetadata.url('https://login.acme.example/metadata');
  return SocialProvider.saml({ name: 'Acme', metadata, attributeMapping: { email: cognito.ProviderAttribute.other('mail') } });
}

test('on our pool, with the address to register', () => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
  expect(stack.resolve(social.redirectUri)).toBe('https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse');
  expect(social.identityProviders).toEqual(auth.userPool.identityProviders);
});

test('on a plain L2 pool, whose plain clients wait for it', () => {
  const stack = testStack();
  const userPool = new cognito.UserPool(stack, 'Pool');
  const social = new SocialProviders(stack, 'Social', { userPool, providers: [google()] });
  userPool.addClient('App', { oAuth: { flows: { authorizationCodeGrant: true }, callbackUrls: ['https://app.example.com/'] } });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    SupportedIdentityProviders: [stack.resolve(social.identityProviders[0]!.providerName), 'COGNITO'],
  });
});

describe('plain L2 clients that are handed in', () => {
  const oAuth = { flows: { authorizationCodeGrant: true }, callbackUrls: ['https://app.example.com/'] };
  const listOf = (stack: Stack, id: string): Record<string, unknown> => {
    const [[, client]] = Object.entries(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolClient')).filter(([name]) => name.includes(id)) as [[string, Record<string, never>]];
    return client!.Properties!;
  };

  test('offer providers that are defined after them, now and later, and write what these map', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    const writeAttributes = new cognito.ClientAttributes().withStandardAttributes({ nickname: true });
    const client = userPool.addClient('App', { oAuth, writeAttributes });
    userPool.addClient('Other', { oAuth });
    const social = new SocialProviders(stack, 'Social', { userPool, providers: [google()], userPoolClients: [client] });
    const later = new SocialProviders(stack, 'Later', { userPool, providers: [saml()] });
    const names = [...social.identityProviders, ...later.identityProviders].map(({ providerName }) => stack.resolve(providerName) as unknown);
    expect(listOf(stack, 'App')).toMatchObject({
      SupportedIdentityProviders: ['COGNITO', ...names],
      WriteAttributes: ['nickname', 'email', 'name', 'picture'],
    });
    // the control: who isn't handed in stays as it is.
    expect(listOf(stack, 'Other').SupportedIdentityProviders).toEqual(['COGNITO']);
  });

  test('keep what they list, and no list where they have none', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    const client = userPool.addClient('App', { oAuth, supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom('Elsewhere')] });
    const social = new SocialProviders(stack, 'Social', { userPool, providers: [google()], userPoolClients: [client] });
    const { SupportedIdentityProviders: offered, WriteAttributes: writable } = listOf(stack, 'App');
    expect(offered).toEqual(['Elsewhere', stack.resolve(social.identityProviders[0]!.providerName)]);
    expect(writable).toBeUndefined();
  });

  test('may be those of this library, which do so by themselves', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
    const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/'] });
    const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()], userPoolClients: [app.userPoolClient] });
    expect(listOf(stack, 'App').SupportedIdentityProviders).toEqual(['COGNITO', stack.resolve(social.identityProviders[0]!.providerName)]);
  });

  test('fail when they are imported', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    const imported = cognito.UserPoolClient.fromUserPoolClientId(stack, 'Imported', 'abc');
    expect(() => new SocialProviders(stack, 'Social', { userPool, providers: [google()], userPoolClients: [imported] })).toThrow(
      '"userPoolClients" holds Stack/Imported, which isn\'t defined in this app');
  });
});

test('on an imported pool', () => {
  const stack = testStack();
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc');
  new SocialProviders(stack, 'Social', { userPool, providers: [google()] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { UserPoolId: 'eu-west-1_abc' });
});

test('a provider of the caller\'s own', () => {
  const acme: ISocialProvider = {
    bind: (scope, { userPool }) => ({
      displayName: 'Acme',
      registerAt: 'https://login.acme.example/apps',
      identityProvider: new cognito.UserPoolIdentityProviderSaml(scope, 'Acme', {
        userPool,
        name: 'Acme',
        metadata: cognito.UserPoolIdentityProviderSamlMetadata.url('https://login.acme.example/metadata'),
      }),
    }),
  };
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [acme] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', { ProviderName: 'Acme' });
  expect(auth.summary.redirectUris).toEqual([expect.objectContaining({ provider: 'Acme', registerAt: 'https://login.acme.example/apps' })]);
});

test('ids and names come from the providers, not from their order', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
  expect(social.identityProviders.map((provider) => provider.node.path)).toEqual(['Stack/Social/Providers/Google']);
});

test.each(['Providers', 'RedirectUriOutput', 'EntityIdOutput', 'AcsUrlOutput'])('a provider may be called %s', (name) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const metadata = SamlMetadata.url('https://login.acme.example/metadata');
  const providers = [google(), SocialProvider.saml({ name, metadata, attributeMapping: { email: cognito.ProviderAttribute.other('mail') } })];
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers, registrationOutputs: true });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 2);
  expect(Object.keys(template.findOutputs('*'))).toHaveLength(3);
});

describe('what to register', () => {
  const outputs = (providers: ISocialProvider[], registrationOutputs?: boolean) => {
    const stack = testStack({ env: { region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers, registrationOutputs });
    const found = Object.values(Template.fromStack(stack).findOutputs('*')).map((output) => output.Value as unknown);
    return { found, social, entityId: stack.resolve(`urn:amazon:cognito:sp:${auth.userPool.userPoolId}`) as unknown, stack };
  };
  const REDIRECT_URI = 'https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse';
  const ACS_URL = 'https://acme-login.auth.eu-central-1.amazoncognito.com/saml2/idpresponse';

  test('no outputs by default', () => {
    expect(outputs([google(), saml()]).found).toEqual([]);
    expect(outputs([google(), saml()], false).found).toEqual([]);
  });

  test('outputs for the kinds of providers that there are', () => {
    expect(outputs([google()], true).found).toEqual([REDIRECT_URI]);
    const { found, entityId } = outputs([saml()], true);
    expect(found).toEqual([ACS_URL, entityId]);
    expect(outputs([saml(), google()], true).found).toHaveLength(3);
  });

  test('the same as properties', () => {
    const { social, stack, entityId } = outputs([saml()]);
    expect(stack.resolve(social.assertionConsumerServiceUrl)).toBe(ACS_URL);
    expect(stack.resolve(social.entityId)).toEqual(entityId);
  });

  test('fails when outputs are asked for and the domain isn\'t known', () => {
    const stack = testStack();
    new SocialProviders(stack, 'Social', { userPool: new cognito.UserPool(stack, 'Pool'), providers: [saml()], registrationOutputs: true });
    expect(synthError(stack)).toMatch(/^Validation failed [^]*\n {2}\[Stack\/Social\] "assertionConsumerServiceUrl" needs the domain of the sign-in pages: pass it as "domain"/);
  });

  test('fails at once when outputs are asked for and the domain may be a prefix or a host', () => {
    const stack = testStack();
    const domain = cognito.UserPoolDomain.fromDomainName(stack, 'Domain', new CfnParameter(stack, 'Parameter').valueAsString);
    const define = (id: string, registrationOutputs: boolean) => new SocialProviders(stack, id, {
      userPool: new cognito.UserPool(stack, `${id}Pool`), providers: [saml()], domain, registrationOutputs,
    });
    expect(() => define('Social', true)).toThrow('[Stack/Social] "domain" is imported by a name that only CloudFormation knows');
    expect(define('Other', false).identityProviders).toHaveLength(1);
  });
});

describe('the domain of a pool that isn\'t ours', () => {
  const REGION = 'eu-central-1';
  const certificate = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111111111111:certificate/abc');

  test.each<[string, (stack: Stack, pool: cognito.UserPool) => cognito.IUserPoolDomain, string]>([
    ['a prefix', (_, pool) => pool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-login' } }), `acme-login.auth.${REGION}.amazoncognito.com`],
    ['a custom domain', (stack, pool) => pool.addDomain('Domain', { customDomain: { domainName: 'login.acme.org', certificate: certificate(stack) } }), 'login.acme.org'],
    ['an imported prefix', (stack) => cognito.UserPoolDomain.fromDomainName(stack, 'Domain', 'acme-login'), `acme-login.auth.${REGION}.amazoncognito.com`],
    ['an imported custom domain', (stack) => cognito.UserPoolDomain.fromDomainName(stack, 'Domain', 'login.acme.org'), 'login.acme.org'],
  ])('%s', (_, define, host) => {
    const stack = testStack({ env: { region: REGION } });
    const userPool = new cognito.UserPool(stack, 'Pool');
    const social = new SocialProviders(stack, 'Social', { userPool, providers: [google(), saml()], domain: define(stack, userPool), registrationOutputs: true });
    const outputs = Object.values(Template.fromStack(stack).findOutputs('*')).map((output) => output.Value as unknown);
    expect(outputs).toEqual(expect.arrayContaining([`https://${host}/oauth2/idpresponse`, `https://${host}/saml2/idpresponse`]));
    expect(stack.resolve([social.redirectUri, social.assertionConsumerServiceUrl])).toEqual([`https://${host}/oauth2/idpresponse`, `https://${host}/saml2/idpresponse`]);
  });

  test('of an imported pool', () => {
    const stack = testStack({ env: { region: REGION } });
    const social = new SocialProviders(stack, 'Social', {
      userPool: cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_abc'),
      providers: [google()],
      domain: cognito.UserPoolDomain.fromDomainName(stack, 'Domain', 'acme-login'),
    });
    expect(stack.resolve(social.redirectUri)).toBe(`https://acme-login.auth.${REGION}.amazoncognito.com/oauth2/idpresponse`);
  });

  test('of ours, where another than its own is wanted', () => {
    const stack = testStack({ env: { region: REGION } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    const domain = cognito.UserPoolDomain.fromDomainName(stack, 'Domain', 'login.acme.org');
    const social = new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()], domain });
    expect(stack.resolve(social.redirectUri)).toBe('https://login.acme.org/oauth2/idpresponse');
  });
});

test('fails when there is no provider', () => {
  const { userPool } = new AuthenticatedUserPool(testStack(), 'Auth');
  expect(() => new SocialProviders(Stack.of(userPool), 'Social', { userPool, providers: [] })).toThrow('[Stack/Social] "providers" is empty');
});

test('fails when two of them are the same', () => {
  const { userPool } = new AuthenticatedUserPool(testStack(), 'Auth');
  const stack = Stack.of(userPool);
  new SocialProviders(stack, 'One', { userPool, providers: [google()] });
  new SocialProviders(stack, 'Two', { userPool, providers: [google()] });
  expect(synthError(stack)).toMatch(/"name" \(ProviderName\) is "Google", and that of Stack\/One\/Providers\/Google\/Resource too; .*rule nameTaken/);
});

test('fails when one construct names a provider twice', () => {
  const { userPool } = new AuthenticatedUserPool(testStack(), 'Auth');
  expect(() => new SocialProviders(Stack.of(userPool), 'Social', { userPool, providers: [google(), google()] })).toThrow(
    '[Stack/Social/Providers] "providers" holds Google twice: a user pool takes each of them once, and of OpenID Connect and SAML several by different names ("name")');
});

test('fails when the address is asked for and the domain isn\'t known', () => {
  const stack = testStack();
  const social = new SocialProviders(stack, 'Social', { userPool: new cognito.UserPool(stack, 'Pool'), providers: [google()] });
  expect(() => social.redirectUri).toThrow('[Stack/Social] "redirectUri" needs the domain of the sign-in pages: pass it as "domain"');
});

test('fails when a plain client of our pool can\'t write what is mapped', () => {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  new SocialProviders(stack, 'Social', { userPool, providers: [google()] });
  userPool.addClient('App', {
    disableOAuth: true,
    preventUserExistenceErrors: true,
    writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
  });
  expect(synthError(stack)).toMatch(/"writeAttributes" \(WriteAttributes\) of Stack\/Auth\/UserPool\/App\/Resource lacks \["name","picture"\]; .*rule providerMapsUnwritable/);
});

test('no secret is readable in a template', () => {
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  new SocialProviders(stack, 'Social', { userPool, providers: [google()] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderDetails: Match.objectLike({ client_secret: '{{resolve:secretsmanager:google:SecretString:secret::}}' }),
  });
});

test.each<[string, unknown]>([
  ['a factory that was not called', SocialProvider.google],
  ['a provider of identity pools', IdentityPoolProvider.google({ clientId: 'a.apps.googleusercontent.com' })],
])('fails for %s', (_, provider) => {
  const userPool = new cognito.UserPool(testStack(), 'Pool');
  expect(() => new SocialProviders(Stack.of(userPool), 'Social', { userPool, providers: [google(), provider as ISocialProvider] })).toThrow(
    '[Stack/Social] "providers" holds something at 1 that makes no identity provider: write SocialProvider.google({ … }), with its parentheses');
});
