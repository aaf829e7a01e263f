import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Aws, CfnCondition, CfnParameter, CfnResource, Fn, NestedStack, Stack, Token, type App, type CfnParameterProps } from 'aws-cdk-lib/core';
import { accept, attachment, client, hostedClient, identityPool, pool, provider, role, trust } from './resources';
import { found } from './rule-case';

type Define = (stack: Stack, value: unknown) => unknown;

/** A property, the rule about it, a value that the rule refuses and one that no rule refuses. */
type Judged = readonly [property: string, rule: string, define: Define, bad: unknown, good: unknown];

const domain: Define = (stack, value) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: value as string });
const callback: Define = (stack, value) => hostedClient(stack, { callbackUrLs: [value as string] });
const issuer: Define = (stack, value) => provider(stack, { providerType: 'OIDC', providerName: 'Acme', providerDetails: { oidc_issuer: value } });
const metadata: Define = (stack, value) => provider(stack, { providerType: 'SAML', providerName: 'Acme', providerDetails: { MetadataURL: value } });
const guests: Define = (stack, value) => identityPool(stack).addPropertyOverride('AllowUnauthenticatedIdentities', value);

const TEXTS: readonly Judged[] = [
  ['a callback URL', 'clientCallbackUrl', callback, 'http://app.example.org/callback', 'https://app.example.org/callback'],
  ['a logout URL', 'clientCallbackUrl', (stack, value) => hostedClient(stack, { logoutUrLs: [value as string] }), 'https://*.example.org', 'https://app.example.org'],
  ['an issuer', 'providerIssuer', issuer, 'http://login.example.org', 'https://login.example.org'],
  ['an endpoint', 'providerEndpoint', (stack, value) => provider(stack, {
    providerType: 'OIDC', providerName: 'Acme', providerDetails: { token_url: value },
  }), 'http://login.example.org/token', 'https://login.example.org/token'],
  ['the URL of SAML metadata', 'samlMetadata', metadata, 'http://login.example.org/saml', 'https://login.example.org/saml'],
  ['the shape of a prefix', 'domainPrefixShape', domain, 'Acme_Login', 'acme-login'],
  ['the words of a prefix', 'domainPrefixReserved', domain, 'acme-cognito', 'acme-login'],
  ['guests', 'identityPoolGuests', guests, 'true', 'false'],
];

const openTrust = { Version: '2012-10-17', Statement: [trust({ Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } } })] };
const exactTrust = { Version: '2012-10-17', Statement: [trust()] };

const OTHERS: readonly Judged[] = [
  ['the trust of a role', 'roleTrustAudience', (stack, value) => {
    const own = role(stack, {});
    own.addPropertyOverride('AssumeRolePolicyDocument', value);
    attachment(stack, { roles: { authenticated: own.attrArn } });
  }, openTrust, exactTrust],
  ['the trust of a group\'s role', 'groupRoleTrust', (stack, value) => {
    const own = role(stack, {});
    own.addPropertyOverride('AssumeRolePolicyDocument', value);
    new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId: pool(stack).ref, roleArn: own.attrArn });
  }, openTrust, exactTrust],
  ['the writable attributes of a client', 'claimForgeable', (stack, value) => {
    const userPool = pool(stack, { schema: [{ name: 'tenant', attributeDataType: 'String', mutable: true }] });
    const app = accept(client(stack, { userPoolId: userPool.ref }), 'clientWritesDecision');
    app.addPropertyOverride('WriteAttributes', value);
    const identityPoolId = identityPool(stack, {
      cognitoIdentityProviders: [{ providerName: userPool.attrProviderName, clientId: app.ref, serverSideTokenCheck: true }],
    }).ref;
    new cognito.CfnIdentityPoolPrincipalTag(stack, 'Tags', {
      identityPoolId, identityProviderName: userPool.attrProviderName, principalTags: { tenant: 'custom:tenant' },
    });
  }, ['name', 'custom:tenant'], ['name']],
  ['the grants of a client', 'clientImplicitGrant', (stack, value) => hostedClient(stack).addPropertyOverride('AllowedOAuthFlows', value), ['implicit'], ['code']],
  ['a list of callback URLs', 'clientCallbackUrl', (stack, value) => hostedClient(stack).addPropertyOverride('CallbackURLs', value),
    ['http://app.example.org'], ['https://app.example.org']],
  ['the details of a provider', 'providerSecretLiteral', (stack, value) => provider(stack).addPropertyOverride('ProviderDetails', value),
    { client_id: 'id', client_secret: 'hunter2' }, { client_id: 'id', client_secret: '{{resolve:secretsmanager:google}}' }],
  ['one detail of a provider', 'providerSecretLiteral', (stack, value) => provider(stack).addPropertyOverride('ProviderDetails.client_secret', value),
    'hunter2', '{{resolve:secretsmanager:google}}'],
];

const parameter = (stack: Stack, props: CfnParameterProps, id = 'Value'): string => new CfnParameter(stack, id, props).valueAsString;
const byCondition = (one: unknown, other: unknown): unknown => Token.asAny({ 'Fn::If': ['Production', one, other] });
const byParameter = (stack: Stack, one: unknown, other: unknown): unknown => {
  const stage = new CfnParameter(stack, 'Stage');
  new CfnCondition(stack, 'Production', { expression: Fn.conditionNot(Fn.conditionEquals(stage.valueAsString, 'test')) });
  return byCondition(one, other);
};

/** The ways in which a value may be known to be one of two. */
const CHOICES: readonly (readonly [form: string, value: (stack: Stack, one: unknown, other: unknown) => unknown])[] = [
  ['a branch', (_, one, other) => byCondition(one, other)],
  ['a branch of a branch', (_, one, other) => byCondition(one, { 'Fn::If': ['Europe', other, one] })],
  ['a branch by a parameter', byParameter],
];

/** And of a text. */
const TEXT_CHOICES: typeof CHOICES = [
  ['an allowed value', (stack, one, other) => parameter(stack, { allowedValues: [String(one), String(other)] })],
  ['an allowed value that is no default', (stack, one, other) => parameter(stack, { default: String(one), allowedValues: [String(one), String(other)] })],
];

const cases = (properties: readonly Judged[], choices: typeof CHOICES) => properties.flatMap(([property, rule, define, bad, good]) => (
  choices.map(([form, value]) => ({ property, form, rule, define, bad, good, value }))));

const CASES = [...cases(TEXTS, [...CHOICES, ...TEXT_CHOICES]), ...cases(OTHERS, CHOICES)];

test.each(CASES)('$rule judges $property in $form, and speaks once', ({ rule, define, bad, good, value }) => {
  expect(found((stack) => define(stack, value(stack, good, bad)))).toEqual([rule]);
  expect(found((stack) => define(stack, value(stack, bad, good)))).toEqual([rule]);
  expect(found((stack) => define(stack, value(stack, bad, bad)))).toEqual([rule]);
  expect(found((stack) => define(stack, value(stack, good, good)))).toEqual([]);
});

test.each(TEXTS)('%s that is the default of a parameter trips %s', (_, rule, define, bad, good) => {
  const defaults = (value: unknown): string[] => found((stack) => define(stack, parameter(stack, { default: String(value) })));
  expect(defaults(bad)).toEqual([rule]);
  expect(defaults(good)).toEqual([]);
});

test.each(TEXTS)('%s that a nested stack is given trips %s', (_, rule, define, bad, good) => {
  const given = (value: unknown): string[] => found((stack) => {
    const nested = new NestedStack(stack, 'Nested');
    define(nested, parameter(stack, { allowedValues: [String(value)] }));
  });
  expect(given(bad)).toEqual([rule]);
  expect(given(good)).toEqual([]);
});

test.each<[string, string, Define, (stack: Stack) => unknown]>([
  ['the host of a load balancer', 'clientCallbackUrl', callback, (stack) => {
    const balancer = new elb.CfnLoadBalancer(stack, 'Balancer');
    return `http://${balancer.attrDnsName}/oauth2/idpresponse`;
  }],
  ['Fn::Sub with a resource', 'clientCallbackUrl', callback, (stack) => new elb.CfnLoadBalancer(stack, 'Balancer') && Fn.sub('http://${Balancer.DNSName}/callback')],
  ['a wildcard before what is unknown', 'clientCallbackUrl', callback, (stack) => `https://*.${parameter(stack, {})}`],
  ['a default within a text', 'clientCallbackUrl', callback, (stack) => `http://${parameter(stack, { default: 'app.example.org' })}/`],
  ['a joined issuer', 'providerIssuer', issuer, (stack) => Fn.join('', ['http://', parameter(stack, {}), '.example.org'])],
  ['a joined URL of metadata', 'samlMetadata', metadata, (stack) => Fn.join('/', ['http:', '', parameter(stack, {}), 'saml'])],
  ['a prefix with the account', 'domainPrefixReserved', domain, () => `acme-cognito-${Aws.ACCOUNT_ID}`],
  ['a prefix with the Region', 'domainPrefixShape', domain, () => Fn.sub('Acme_Login-${AWS::Region}')],
  ['a prefix of two parameters', 'domainPrefixReserved', domain, (stack) => (
    `${parameter(stack, { default: 'la' })}${parameter(stack, { allowedValues: ['b', 'ws'] }, 'End')}`)],
  ['a website of another stack', 'clientCallbackUrl', callback, (stack) => new s3.Bucket(new Stack(stack.node.root as App, 'Other'), 'Bucket').bucketWebsiteUrl],
  ...[['callback', 'clientCallbackUrl', callback], ['issuer', 'providerIssuer', issuer], ['metadata', 'samlMetadata', metadata]].map(
    ([what, rule, define]): [string, string, Define, (stack: Stack) => unknown] => (
      [`a bucket's website as ${what as string}`, rule as string, define as Define, (stack) => new s3.Bucket(stack, 'Bucket').bucketWebsiteUrl]),
  ),
])('%s trips %s', (_, rule, define, value) => {
  expect(found((stack) => define(stack, value(stack)))).toEqual([rule]);
});

test.each<[string, Define, (stack: Stack) => unknown]>([
  ['a parameter without a default', callback, (stack) => parameter(stack, {})],
  ['a parameter that may be the user\'s machine', callback, (stack) => `http://${parameter(stack, {})}/callback`],
  ['the user\'s machine by default', callback, (stack) => `http://${parameter(stack, { default: 'localhost:3000' })}/callback`],
  ['the name of a parameter of Systems Manager', callback, (stack) => parameter(stack, { type: 'AWS::SSM::Parameter::Value<String>', default: '/acme/callback' })],
  ['a name that looks like a bad prefix', domain, (stack) => parameter(stack, { type: 'AWS::SSM::Parameter::Value<String>', default: '/cognito/Acme' })],
  ['what a custom resource says', callback, (stack) => `http://${new CfnResource(stack, 'Custom', { type: 'Custom::Host' }).getAtt('Host').toString()}/`],
  ['a host of a bucket', callback, (stack) => `https://${new s3.Bucket(stack, 'Bucket').bucketDomainName}/callback`],
  ['an export of elsewhere', callback, () => Fn.importValue('callback')],
  ['a mapping', issuer, () => Fn.findInMap('Issuers', Aws.REGION, 'url')],
  ['a prefix with the account', domain, () => `acme-login-${Aws.ACCOUNT_ID}`],
  ['a branch that CloudFormation alone knows', guests, (stack) => byCondition('false', { Ref: parameter(stack, {}) && 'Value' })],
])('%s is no finding', (_, define, value) => {
  expect(found((stack) => define(stack, value(stack)))).toEqual([]);
});

test('one condition decides alike wherever it stands', () => {
  const mixed = (flows: unknown, urls: unknown): string[] => found((stack) => {
    const app = accept(hostedClient(stack), 'clientCallbackMissing');
    app.addPropertyOverride('AllowedOAuthFlowsUserPoolClient', flows);
    app.addPropertyOverride('AllowedOAuthFlows', urls);
  });
  expect(mixed(byCondition(true, false), byCondition(['code'], ['implicit']))).toEqual([]);
  expect(mixed(byCondition(true, false), byCondition(['implicit'], ['code']))).toEqual(['clientImplicitGrant']);
  expect(mixed(byCondition(true, false), Token.asAny({ 'Fn::If': ['Another', ['code'], ['implicit']] }))).toEqual(['clientImplicitGrant']);
});
