import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, MachineClient, SignInDomain, SocialProviders, type MachineClientOptions } from '../../src';
import { google, synthError, testStack } from '../support';

const READ = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });

function machine(options: Partial<MachineClientOptions> = {}) {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const orders = auth.addResourceServer('Orders', { identifier: 'orders', scopes: [READ] });
  const client = auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, READ)], ...options });
  return { stack, auth, client };
}

test('a machine has client credentials, a secret, and the scopes of an API; nobody signs in through it', () => {
  const { stack, auth } = machine();
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: [{ 'Fn::Join': ['', [{ Ref: Match.stringLikeRegexp('^AuthResourceServersOrders') }, '/read']] }],
    CallbackURLs: Match.absent(),
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    SupportedIdentityProviders: Match.absent(),
    EnableTokenRevocation: true,
    PreventUserExistenceErrors: 'ENABLED',
    AccessTokenValidity: 60,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
});

test('its secret is stored on request only', () => {
  Template.fromStack(machine().stack).resourceCountIs('AWS::SecretsManager::Secret', 0);
});

test('the stored secret is one, which holds the client\'s own as an attribute', () => {
  const { stack, client } = machine();
  expect(client.storeClientSecret()).toBe(client.storeClientSecret());
  const template = Template.fromStack(stack);
  const id = stack.resolve(client.userPoolClient.userPoolClientId) as { Ref: string };
  template.resourceCountIs('AWS::Lambda::Function', 0);
  const [secret] = Object.values(template.findResources('AWS::SecretsManager::Secret')) as [{ Properties: { SecretString: { 'Fn::Join': [string, unknown[]] } } }];
  const [, parts] = secret.Properties.SecretString['Fn::Join'];
  expect(parts).toContainEqual({ 'Fn::GetAtt': [id.Ref, 'ClientSecret'] });
  // each token stands for a text without quotes: the rest must be JSON.
  const values = JSON.parse(parts.map((part) => typeof part === 'string' ? part : 'token').join('')) as object;
  expect(Object.keys(values)).toEqual(['clientId', 'clientSecret', 'issuer', 'scopes', 'tokenEndpoint']);
  expect(values).toMatchObject({ scopes: 'token/read', tokenEndpoint: 'https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/token' });
});

test('who is granted reads that secret and no other', () => {
  const { stack, client } = machine();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const secret = client.storeClientSecret();
  secret.grantRead(role);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Resource: stack.resolve(secret.secretArn) })] },
  });
});

test('name and validity are choices', () => {
  const { stack } = machine({ userPoolClientName: 'nightly-job', accessTokenValidity: Duration.hours(12) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { ClientName: 'nightly-job', AccessTokenValidity: 720 });
});

test('in another stack than its pool its secret is there too, and no export is plain text', () => {
  const app = new App();
  const auth = new AuthenticatedUserPool(new Stack(app, 'Pool'), 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const orders = auth.addResourceServer('Orders', { identifier: 'orders', scopes: [READ] });
  const stack = new Stack(app, 'Machines');
  const client = new MachineClient(stack, 'Job', { userPool: auth.userPool, scopes: [cognito.OAuthScope.resourceServer(orders, READ)] });
  client.storeClientSecret();
  const templates = app.synth().stacks.map(({ template }) => template as { Outputs?: object; Resources: Record<string, { Type: string }> });
  expect(JSON.stringify(templates.map(({ Outputs }) => Outputs))).not.toContain('ClientSecret');
  expect(Object.values(templates[1]!.Resources).map(({ Type }) => Type)).toEqual(['AWS::Cognito::UserPoolClient', 'AWS::SecretsManager::Secret']);
});

test('on an imported pool the issuer is that of its Region, and no token endpoint is made up', () => {
  const stack = testStack();
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Imported', 'eu-west-1_abc');
  new MachineClient(stack, 'Job', { userPool, scopes: [cognito.OAuthScope.custom('orders/read')] }).storeClientSecret();
  const template = JSON.stringify(Template.fromStack(stack).findResources('AWS::SecretsManager::Secret'));
  expect(template).toContain('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc');
  expect(template).not.toContain('tokenEndpoint');
});

test('on a plain L2 pool the token endpoint is that of the domain that it is given', () => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const userPool = new cognito.UserPool(stack, 'Pool');
  const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme' } });
  new MachineClient(stack, 'Job', { userPool, domain, scopes: [cognito.OAuthScope.custom('orders/read')] }).storeClientSecret();
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::SecretsManager::Secret')))
    .toContain('https://acme.auth.eu-central-1.amazoncognito.com/oauth2/token');
});

test('fails when its secret has another name the second time', () => {
  const { client } = machine();
  client.storeClientSecret({ secretName: 'one' });
  expect(() => client.storeClientSecret({ secretName: 'two' })).toThrow('[Stack/Auth/Clients/Job] "secretName" is "two", and the client secret is stored already, as "one"');
});

test('fails when it has no scope', () => {
  expect(() => machine({ scopes: [] })).toThrow('"scopes" is empty: define an API with auth.addResourceServer()');
});

test.each([
  [cognito.OAuthScope.OPENID, 'openid'],
  [cognito.OAuthScope.COGNITO_ADMIN, 'aws.cognito.signin.user.admin'],
])('fails when a scope is for people (%#)', (scope, name) => {
  const { stack } = machine({ scopes: [scope] });
  expect(synthError(stack)).toContain(name);
});

test.each([[undefined, 'Orders'], ['Our orders', 'Our orders']])('an API with a URL for its identifier has a name that Cognito takes (%#)', (name, expected) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  auth.addResourceServer('Orders', { identifier: 'https://api.example.com/orders', scopes: [READ], ...name && { userPoolResourceServerName: name } });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
    Identifier: 'https://api.example.com/orders',
    Name: expected,
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read orders' }],
  });
});
