import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, Aws, CfnResource, Fn, Stack } from 'aws-cdk-lib/core';
import { Attachment, attachmentClass, isAttachment, type Domain, type IdentityProvider, type LogDelivery, type Verifier } from '../../src/template/attachment';
import { Synthesis } from '../../src/template/synthesis';
import { testStack } from '../support';

function attached<T extends Attachment>(cfn: CfnResource): T {
  return Synthesis.of(cfn).view.resource(cfn) as T;
}

test.each([
  ['AWS::Cognito::UserPoolGroup', true], ['AWS::Cognito::IdentityPool', true], ['AWS::WAFv2::WebACLAssociation', true], ['AWS::ApiGatewayV2::Authorizer', true],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', true], ['AWS::WAFv2::WebACL', false], ['AWS::SQS::Queue', false],
])('%s may name a user pool: %p', (type, expected) => {
  expect([isAttachment(type), attachmentClass(type) !== undefined]).toEqual([expected, expected]);
});

test('a type of Cognito\'s that nobody knows yet is an attachment', () => {
  const stack = testStack();
  const pool = new cognito.CfnUserPool(stack, 'Pool');
  const cfn = new CfnResource(stack, 'New', { type: 'AWS::Cognito::UserPoolNovelty', properties: { UserPoolId: pool.ref } });
  expect([attached(cfn).constructor, attached(cfn).pool?.cfn]).toEqual([Attachment, pool]);
});

describe('the client of an attachment', () => {
  const group = (clientId: (stack: Stack) => string): [Attachment, cognito.CfnUserPoolClient] => {
    const stack = testStack();
    const pool = new cognito.CfnUserPool(stack, 'Pool');
    const client = new cognito.CfnUserPoolClient(stack, 'Web', { userPoolId: pool.ref });
    const cfn = new cognito.CfnUserPoolRiskConfigurationAttachment(stack, 'Risk', { userPoolId: pool.ref, clientId: clientId(stack) });
    return [attached(cfn), client];
  };

  test('is a construct of the app', () => {
    const [attachment, client] = group((stack) => (stack.node.findChild('Web') as CfnResource).ref);
    const [pool] = attachment.view.userPools;
    expect([attachment.clientKey, attachment.clientName, attachment.mayName(pool!.clients[0]!)]).toEqual([client, 'Web', true]);
  });

  test('is another', () => {
    const [attachment] = group((stack) => new cognito.CfnUserPoolClient(stack, 'Other', { userPoolId: 'eu-west-1_abc' }).ref);
    expect(attachment.mayName(attachment.view.userPools[0]!.clients[0]!)).toBe(false);
  });

  test('is named by its literal id', () => {
    const [attachment] = group(() => 'abc');
    expect([attachment.clientKey, attachment.clientName, attachment.mayName(attachment.view.userPools[0]!.clients[0]!)]).toEqual(['abc', 'abc', true]);
  });

  test('isn\'t known', () => {
    const [attachment] = group(() => Fn.importValue('elsewhere'));
    expect([attachment.clientKey, attachment.clientName]).toEqual([undefined, '{"Fn::ImportValue":"elsewhere"}']);
  });

  test('of an L2 is called by the construct that users hold', () => {
    const stack = testStack();
    const client = new cognito.UserPool(stack, 'Pool').addClient('Web');
    const cfn = new cognito.CfnUserPoolRiskConfigurationAttachment(stack, 'Risk', { userPoolId: 'a', clientId: client.userPoolClientId });
    expect(attached(cfn).clientName).toBe('Web');
  });
});

test.each<[string, string | undefined]>([['eu-west-1_abc', 'eu-west-1'], [Aws.STACK_ID, undefined], ['abc', undefined]])('the home of a pool that isn\'t of the app is in its id %j', (userPoolId, home) => {
  expect(attached(new cognito.CfnUserPoolGroup(testStack(), 'Group', { userPoolId })).home).toBe(home);
});

test('the home of a pool of the app is its stack\'s Region', () => {
  const stack = testStack({ env: { region: 'eu-west-2' } });
  const pool = new cognito.CfnUserPool(stack, 'Pool');
  expect(attached(new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId: pool.ref })).home).toBe('eu-west-2');
});

test.each<[Partial<cognito.CfnUserPoolDomainProps>, Record<string, boolean>]>([
  [{}, { isManagedLogin: false, isCustom: false, isPrefix: true }],
  [{ managedLoginVersion: 2 }, { isManagedLogin: true, isCustom: false, isPrefix: true }],
  [{ managedLoginVersion: 1, customDomainConfig: { certificateArn: 'c' } }, { isManagedLogin: false, isCustom: true, isPrefix: false }],
  [{ customDomainConfig: Fn.getAtt('Some', 'Config') }, { isManagedLogin: false, isCustom: false, isPrefix: false }],
])('a domain of %j', (props, expected) => {
  expect(attached<Domain>(new cognito.CfnUserPoolDomain(testStack(), 'Domain', { userPoolId: 'a', domain: 'b', ...props }))).toMatchObject(expected);
});

test('a provider tells its kind, its details and what it writes', () => {
  const cfn = new cognito.CfnUserPoolIdentityProvider(testStack(), 'Provider', {
    userPoolId: 'a',
    providerName: 'Company',
    providerType: 'SAML',
    providerDetails: { MetadataURL: 'https://a.example' },
    attributeMapping: { 'email': 'mail', 'email_verified': 'v', 'username': 'sub', 'custom:a.b': 'c' },
  });
  const provider = attached<IdentityProvider>(cfn);
  expect([provider.isSaml, provider.isOidc, provider.detail('MetadataURL').text, provider.writes]).toEqual([true, false, 'https://a.example', ['email', 'custom:a.b']]);
});

test.each([['userAuthEvents', true], ['userNotification', false]])('a log delivery of %s exports activity: %p', (eventSource, expected) => {
  const cfn = new cognito.CfnLogDeliveryConfiguration(testStack(), 'Logs', { userPoolId: 'a', logConfigurations: [{ eventSource, logLevel: 'INFO' }] });
  expect(attached<LogDelivery>(cfn).exportsActivity).toBe(expected);
});

describe('whoever verifies a pool\'s tokens', () => {
  const verifier = (type: string, properties: (pool: cognito.CfnUserPool) => Record<string, unknown>): Verifier => {
    const stack = testStack();
    const pool = new cognito.CfnUserPool(stack, 'Pool');
    return attached(new CfnResource(stack, 'Verifier', { type, properties: properties(pool) }));
  };
  const jwt = (Issuer: (pool: cognito.CfnUserPool) => unknown) => verifier('AWS::ApiGatewayV2::Authorizer', (pool) => ({ JwtConfiguration: { Audience: [pool.ref], Issuer: Issuer(pool) } }));

  test.each<[string, Verifier, boolean]>([
    ['a JWT authorizer with the pool\'s URL', jwt(({ attrProviderUrl }) => attrProviderUrl), true],
    ['a JWT authorizer with the URL written out', jwt(({ ref }) => `https://cognito-idp.eu-west-1.amazonaws.com/${ref}`), true],
    ['a JWT authorizer with another issuer', jwt(({ ref }) => `https://issuer.example.com/${ref}`), false],
    ['a JWT authorizer with an issuer that isn\'t known', jwt(() => Fn.importValue('issuer')), false],
    ['a REST authorizer', verifier('AWS::ApiGateway::Authorizer', ({ attrArn }) => ({ Type: 'COGNITO_USER_POOLS', ProviderARNs: [attrArn] })), true],
    ['a REST authorizer with a function', verifier('AWS::ApiGateway::Authorizer', ({ attrArn }) => ({ Type: 'TOKEN', ProviderARNs: [attrArn] })), false],
    ['a listener', verifier('AWS::ElasticLoadBalancingV2::Listener', ({ attrArn }) => ({ DefaultActions: [{ AuthenticateCognitoConfig: { UserPoolArn: attrArn } }] })), true],
    ['a listener with OpenID Connect', verifier('AWS::ElasticLoadBalancingV2::Listener', ({ attrArn }) => ({ DefaultActions: [{ AuthenticateOidcConfig: { Issuer: attrArn } }] })), false],
    ['a rule of a listener', verifier('AWS::ElasticLoadBalancingV2::ListenerRule', ({ attrArn }) => ({ Actions: [{ AuthenticateCognitoConfig: { UserPoolArn: attrArn } }] })), true],
  ])('%s expects the original issuer: %p', (_, one, expected) => {
    expect([one.expectsOriginalIssuer, one.isVerifier]).toEqual([expected, true]);
  });

  test.each([
    ['the pool\'s URL', (pool: cognito.CfnUserPool) => pool.attrProviderUrl, true],
    ['the pool\'s name', (pool: cognito.CfnUserPool) => `https://${pool.attrProviderName}`, true],
    ['another attribute', (pool: cognito.CfnUserPool) => pool.attrArn, false],
  ])('a JWT authorizer in another stack, with %s, expects the original issuer: %p', (_, Issuer, expected) => {
    const app = new App();
    const pool = new cognito.CfnUserPool(new Stack(app, 'Pool'), 'Pool');
    const consumer = new Stack(app, 'Api');
    const cfn = new CfnResource(consumer, 'Verifier', { type: 'AWS::ApiGatewayV2::Authorizer', properties: { JwtConfiguration: { Issuer: Issuer(pool) } } });
    const before = attached<Verifier>(cfn);
    app.synth();
    const after = attached<Verifier>(cfn);
    expect([before, after].map((one) => [one.expectsOriginalIssuer, one.pool?.path])).toEqual([[expected, 'Pool/Pool'], [expected, 'Pool/Pool']]);
  });

  test('belongs to its pool', () => {
    const one = jwt(({ attrProviderUrl }) => attrProviderUrl);
    expect(one.pool?.verifiers).toEqual([one]);
  });
});
