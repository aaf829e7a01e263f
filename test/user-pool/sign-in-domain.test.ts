import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, Aws, CfnParameter, Fn, Lazy, Stack, Validations } from 'aws-cdk-lib/core';
import { only } from './pool';
import { AuthenticatedUserPool, DomainSecurityPolicy, FirstFactor, ParentRecord, SignInDomain, type CustomSignInDomainOptions, type DomainFailoverOptions } from '../../src';
import { synthError, testStack } from '../support';

test('a prefix domain shows managed login, and is retained with its pool but for a first deployment that fails: the next one needs the prefix', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  Template.fromStack(stack).hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  Template.fromStack(stack).hasResource('AWS::Cognito::UserPoolDomain', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { Domain: 'acme-login', ManagedLoginVersion: 2 },
  });
});

test('the classic pages on request', () => {
  const stack = testStack();
  const managedLoginVersion = cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI;
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login', { managedLoginVersion }) });
  auth.addWebClient('Web', { callbackUrls: ['https://app.example.com/callback'] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 1 });
  template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
});

describe('pages that nobody chose follow from the clients', () => {
  const url = 'https://app.example.com/';
  const version = (auth: AuthenticatedUserPool) => auth.domain!.node.defaultChild as cognito.CfnUserPoolDomain;
  const machine = (auth: AuthenticatedUserPool) => {
    const scope = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read' });
    const server = auth.addResourceServer('Api', { identifier: 'api', scopes: [scope] });
    auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(server, scope)] });
  };

  test.each<[string, string, number, (auth: AuthenticatedUserPool, stack: Stack) => void]>([
    ['of no client that can be seen', 'ESSENTIALS', 2, () => {}],
    ['of machines', 'LITE', 1, machine],
    ['of a native client without pages', 'LITE', 1, (auth) => auth.userPool.addClient('Native', { disableOAuth: true, authFlows: { userSrp: true } })],
    ['of machines and users', 'ESSENTIALS', 2, (auth) => {
      machine(auth);
      auth.addWebClient('Web', { callbackUrls: [url] });
    }],
    ['of an L1 whose pages only CloudFormation knows', 'ESSENTIALS', 2, (auth, stack) => {
      machine(auth);
      const client = new cognito.CfnUserPoolClient(stack, 'L1', { userPoolId: auth.userPool.userPoolId, preventUserExistenceErrors: 'ENABLED' });
      client.addPropertyOverride('AllowedOAuthFlowsUserPoolClient', Fn.importValue('pages'));
    }],
    ['of machines, until an override opens one for users', 'ESSENTIALS', 2, (auth) => {
      const { node } = auth.userPool.addClient('Native', { disableOAuth: true, authFlows: { userSrp: true } });
      Object.entries({ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'], CallbackURLs: [url] })
        .forEach(([name, value]) => (node.defaultChild as cognito.CfnUserPoolClient).addPropertyOverride(name, value));
    }],
    ['of machines, where an override says so', 'ESSENTIALS', 2, (auth) => {
      machine(auth);
      version(auth).addPropertyOverride('ManagedLoginVersion', 2);
    }],
    ['of users, where the L1 says classic', 'LITE', 1, (auth) => {
      machine(auth);
      version(auth).managedLoginVersion = 1;
    }],
    ['of machines, read early', 'LITE', 1, (auth) => {
      expect(auth.summary.featurePlan).toBe('ESSENTIALS');
      machine(auth);
      expect(auth.summary.featurePlan).toBe('LITE');
    }],
  ])('%s', (_, plan, pages, define) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
    Validations.of(auth).acknowledge({ id: 'cdk-cognito-auth:managedLoginWithoutBranding', reason: 'only the plan counts here' });
    define(auth, stack);
    const once = app.synth().getStackByName('Stack').template as unknown;
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: plan });
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: pages });
    expect(app.synth({ force: true }).getStackByName('Stack').template).toEqual(once);
  });

  test('a version that was chosen costs what it costs', () => {
    const stack = testStack();
    const managedLoginVersion = cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN;
    machine(new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme', { managedLoginVersion }) }));
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
  });
});

test.each([
  ['eu-central-1', 'https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/token'],
  ['us-gov-west-1', 'https://acme-login.auth-fips.us-gov-west-1.amazoncognito.com/oauth2/token'],
])('in %s its host is right', (region, url) => {
  const stack = testStack({ env: { region } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  expect(stack.resolve(auth.tokenEndpoint)).toBe(url);
});

test('without a Region of its own the stack\'s Region stands in the host', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  expect(stack.resolve(auth.tokenEndpoint)).toEqual({
    'Fn::Join': ['', ['https://acme-login.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com/oauth2/token']],
  });
});

test.each(['a', '0', 'a'.repeat(63), 'a-b'])('the prefix "%s" is taken', (prefix) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(prefix) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: prefix });
});

test.each(['-a', 'a-', 'a'.repeat(64)])('fails when the prefix is "%s"', (prefix) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(prefix) });
  expect(synthError(stack)).toMatch(new RegExp(`"domain" \\(Domain\\) is "${prefix}"; .*rule domainPrefixShape`));
});

test.each(['laws', 'amazonia', 'mycognito'])('fails when the prefix "%s" holds a reserved word', (prefix) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(prefix) });
  expect(synthError(stack)).toMatch(/rule domainPrefixReserved/);
});

test('a prefix that only CloudFormation knows passes', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(Lazy.string({ produce: () => stack.resolve(stack.stackId) as string })) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: { Ref: 'AWS::StackId' } });
});

test.each<[string, (failover?: DomainFailoverOptions) => SignInDomain]>([
  ['prefix', (failover) => SignInDomain.prefix('acme-login', { failover })],
  ['custom', (failover) => SignInDomain.custom('login.example.com', {
    failover, certificate: acm.Certificate.fromCertificateArn(new Stack(), 'Given', 'arn:aws:acm:us-east-1:111111111111:certificate/1234'),
  })],
])('a %s domain fails over on request, when the health check says so', (_, domain) => {
  const stack = testStack();
  const healthCheck = route53.HealthCheck.fromHealthCheckId(stack, 'Check', 'abcdef11-2222-3333-4444-555555fedcba');
  const plain = new AuthenticatedUserPool(stack, 'Plain', { domain: domain() });
  const safe = new AuthenticatedUserPool(stack, 'Safe', { domain: domain({ secondaryRegion: 'eu-west-1', healthCheck }) });
  [plain, safe].forEach((auth) => Validations.of(auth).acknowledge({ id: 'cdk-cognito-auth:domainTaken', reason: 'only one of them is ever deployed' }));
  const routes = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolDomain')).map((one) => (one as { Properties: { Routing?: unknown } }).Properties.Routing);
  expect(routes).toEqual([undefined, { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'abcdef11-2222-3333-4444-555555fedcba' } }]);
});

describe('a prefix that nobody gave', () => {
  const prefixOf = (stackName: string) => {
    const stack = new Stack(new App(), 'Stack', { stackName, env: { region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix() });
    const [domain] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolDomain')) as { Properties: { Domain: unknown } }[];
    return { stack, auth, domain: domain!.Properties.Domain };
  };
  const end = { 'Fn::Select': [4, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };

  test.each([
    ['Login', 'login-'],
    ['Acme-Prod-Login', 'acme-prod-login-'],
    ['AwsCognitoLogin', 'login-'],
    ['my-aws-app', 'my-app-'],
    ['AWS', 'login-'],
    ['a'.repeat(100), `${'a'.repeat(40)}-`],
  ])('of the stack %s begins with %s and ends with the stack\'s id', (stackName, start) => {
    expect(prefixOf(stackName).domain).toEqual({ 'Fn::Join': ['', [start, end]] });
  });

  test('is the host of the URLs', () => {
    const { stack, auth } = prefixOf('Login');
    expect(stack.resolve(auth.tokenEndpoint)).toEqual({ 'Fn::Join': ['', ['https://login-', end, '.auth.eu-central-1.amazoncognito.com/oauth2/token']] });
  });

  test('is another one in another stack', () => {
    const [one, two] = ['One', 'Two'].map((name) => prefixOf(name).auth);
    expect(one!.domain!.node.path).toBe(two!.domain!.node.path);
  });

  test('fails when a second pool of the stack has none either', () => {
    const { stack } = prefixOf('Login');
    expect(() => new AuthenticatedUserPool(stack, 'Other', { domain: SignInDomain.prefix() }))
      .toThrow('[Stack/Other] "domain" has no prefix, and neither has that of "Stack/Auth" in the same stack');
  });
});

describe('a custom domain', () => {
  const ARN = 'arn:aws:acm:us-east-1:111111111111:certificate/1234';

  function custom(name: string, options: (stack: Stack) => CustomSignInDomainOptions = () => ({}), region: string | undefined = 'eu-central-1') {
    const stack = testStack({ env: { region } });
    const auth = new AuthenticatedUserPool(stack, 'Auth', {
      domain: SignInDomain.custom(name, { certificate: acm.Certificate.fromCertificateArn(stack, 'Given', ARN), ...options(stack) }),
      firstFactors: [FirstFactor.passkey()],
    });
    return { stack, auth, template: Template.fromStack(stack) };
  }

  const zone = (stack: Stack, zoneName = 'example.com') =>
    route53.PublicHostedZone.fromPublicHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName });

  test('shows managed login, is retained, and is the host of URLs and passkeys', () => {
    const { stack, auth, template } = custom('login.example.com');
    template.hasResource('AWS::Cognito::UserPoolDomain', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { Domain: 'login.example.com', CustomDomainConfig: { CertificateArn: ARN }, ManagedLoginVersion: 2 },
    });
    template.hasResourceProperties('AWS::Cognito::UserPool', { WebAuthnRelyingPartyID: 'login.example.com' });
    expect(new URL(stack.resolve(auth.tokenEndpoint) as string)).toMatchObject({ origin: 'https://login.example.com', pathname: '/oauth2/token' });
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  test('has A and AAAA records in its zone, without a function', () => {
    const { stack, auth, template } = custom('login.example.com', (scope) => ({ hostedZone: zone(scope) }));
    for (const type of ['A', 'AAAA']) {
      template.hasResourceProperties('AWS::Route53::RecordSet', {
        Name: 'login.example.com.',
        Type: type,
        HostedZoneId: 'Z1',
        AliasTarget: { DNSName: stack.resolve(auth.domain!.cloudFrontEndpoint), HostedZoneId: 'Z2FDTNDATAQYW2' },
      });
    }
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('is in a zone that is known by its id only', () => {
    const nameless = (scope: Stack) => route53.HostedZone.fromHostedZoneId(scope, 'Zone', 'Z1');
    expect(() => nameless(new Stack()).zoneName).toThrow('Cannot reference `zoneName`');
    const { template } = custom('login.example.com', (scope) => ({ hostedZone: nameless(scope) }));
    template.resourcePropertiesCountIs('AWS::Route53::RecordSet', { Name: 'login.example.com.', HostedZoneId: 'Z1' }, 2);
  });

  test.each(['example.com', 'example.com.'])('is in the zone %s: Route 53 writes names with a dot at their end', (zoneName) => {
    const { template } = custom('login.example.com', (scope) => ({ hostedZone: zone(scope, zoneName) }));
    template.resourcePropertiesCountIs('AWS::Route53::RecordSet', { Name: 'login.example.com.', HostedZoneId: 'Z1' }, 2);
  });

  test('gets a certificate in us-east-1 where it has a zone', () => {
    const { template } = custom('login.example.com', (stack) => ({ hostedZone: zone(stack), certificate: undefined }), 'us-east-1');
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'login.example.com', ValidationMethod: 'DNS' });
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      CustomDomainConfig: { CertificateArn: { Ref: Match.stringLikeRegexp('^AuthCertificate') } },
    });
  });

  test('speaks the TLS that it is told to', () => {
    custom('login.example.com').template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { CustomDomainConfig: { SecurityPolicy: Match.absent() } });
    const { template } = custom('login.example.com', () => ({ securityPolicy: DomainSecurityPolicy.TLS_1_3_2025 }));
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { CustomDomainConfig: { CertificateArn: ARN, SecurityPolicy: 'TLS_V1_3_2025' } });
  });

  test('waits for a placeholder above it', () => {
    const { template } = custom('login.example.com', (stack) => ({ hostedZone: zone(stack), parentRecord: ParentRecord.placeholder() }));
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'example.com.', Type: 'A', ResourceRecords: ['192.0.2.1'] });
    template.hasResource('AWS::Cognito::UserPoolDomain', { DependsOn: [Match.stringLikeRegexp('^AuthParentRecord')] });
  });

  test('waits for the record above it that it is given', () => {
    const { template } = custom('login.example.com', (stack) => ({
      parentRecord: ParentRecord.existing(new route53.ARecord(stack, 'Apex', { zone: zone(stack), target: route53.RecordTarget.fromIpAddresses('203.0.113.1') })),
    }));
    template.hasResource('AWS::Cognito::UserPoolDomain', { DependsOn: [Match.stringLikeRegexp('^Apex')] });
  });

  test('takes a certificate of a stack in us-east-1, and a name and Region that nobody knows yet', () => {
    const app = new App();
    const certificates = new Stack(app, 'Certificates', { env: { region: 'us-east-1', account: '111111111111' }, crossRegionReferences: true });
    const certificate = new acm.Certificate(certificates, 'Certificate', { domainName: 'login.example.com' });
    const stack = new Stack(app, 'Login', { env: { region: 'eu-central-1', account: '111111111111' }, crossRegionReferences: true });
    new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.custom('login.example.com', { certificate }) });
    expect(() => app.synth()).not.toThrow('us-east-1');
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolDomain', 1);

    const { template } = custom(Lazy.string({ produce: () => 'late.example.com' }), () => ({}), Aws.REGION);
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'late.example.com' });
  });

  test.each<[string, (stack: Stack) => string, unknown]>([
    ['a parameter of Systems Manager', (stack) => ssm.StringParameter.valueForStringParameter(stack, '/acme/certificate'), { Ref: expect.stringMatching(/^SsmParameter/) as string }],
    ['a parameter of the template', (stack) => new CfnParameter(stack, 'Arn').valueAsString, { Ref: 'Arn' }],
  ])('takes a certificate whose Region can\'t be read: %s', (_, arn, CertificateArn) => {
    const { template } = custom('login.example.com', (stack) => ({ certificate: acm.Certificate.fromCertificateArn(stack, 'Late', arn(stack)) }));
    expect(only(template, 'AWS::Cognito::UserPoolDomain').CustomDomainConfig).toEqual({ CertificateArn });
  });

  test.each<[string, string, (stack: Stack) => CustomSignInDomainOptions, string?]>([
    ['"domain" must be a host', 'Login.example.com', () => ({})],
    ['"domain" must be a host', 'login', () => ({})],
    ['"domain" must be a host', 'https://login.example.com', () => ({})],
    ['"domain" must be a host', `${'a'.repeat(60)}.com`, () => ({})],
    ['"domain" is "login.example.org" and "hostedZone" is that of "example.com"', 'login.example.org', (stack) => ({ hostedZone: zone(stack) })],
    ['"domain" is "badexample.com" and "hostedZone"', 'badexample.com', (stack) => ({ hostedZone: zone(stack) })],
    ['"certificate" and "hostedZone" are not set', 'login.example.com', () => ({ certificate: undefined })],
    ['would be in eu-central-1: it must be in us-east-1', 'login.example.com', (stack) => ({ certificate: undefined, hostedZone: zone(stack) })],
    ['would be in an unknown Region', 'login.example.com', (stack) => ({ certificate: undefined, hostedZone: zone(stack) }), Aws.REGION],
    ['"certificate" is in eu-west-1', 'login.example.com', (stack) => ({
      certificate: acm.Certificate.fromCertificateArn(stack, 'Far', ARN.replace('us-east-1', 'eu-west-1')),
    })],
    ['"certificate" is in eu-west-1', 'login.example.com', (stack) => ({
      certificate: acm.Certificate.fromCertificateArn(stack, 'Far', `arn:aws:acm:eu-west-1:${Aws.ACCOUNT_ID}:certificate/1234`),
    })],
    ['"hostedZone" is that of "example.com"', 'login.example.org', (stack) => ({ hostedZone: zone(stack, 'example.com.') })],
    ['"certificate" is in eu-central-1', 'login.example.com', (stack) => ({ certificate: new acm.Certificate(stack, 'Here', { domainName: 'login.example.com' }) })],
    ['"parentRecord" is a placeholder and "hostedZone" is not set', 'login.example.com', () => ({ parentRecord: ParentRecord.placeholder() })],
    ['us-gov-west-1 has prefix domains only', 'login.example.com', () => ({}), 'us-gov-west-1'],
  ])('fails when %s (%#)', (message, name, options, ...[region]) => {
    expect(() => custom(name, options, region)).toThrow(message);
  });
});

test('the record above a name that only CloudFormation knows can\'t be defined', () => {
  const stack = testStack({ env: { region: 'us-east-1' } });
  const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const domain = SignInDomain.custom(new CfnParameter(stack, 'Name').valueAsString, { hostedZone, parentRecord: ParentRecord.placeholder() });
  expect(() => new AuthenticatedUserPool(stack, 'Auth', { domain })).toThrow('[Stack/Auth] "domain" is a name that only CloudFormation knows, and "parentRecord" needs');
});

test('says what it holds', () => {
  expect(SignInDomain.prefix('acme-login')).toMatchObject({ domainPrefix: 'acme-login', domainName: undefined, managedLoginVersion: undefined });
  expect(SignInDomain.prefix()).toMatchObject({ domainPrefix: undefined, domainName: undefined });
  const classic = { managedLoginVersion: cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI };
  expect(SignInDomain.custom('login.example.com', classic)).toMatchObject({ domainPrefix: undefined, domainName: 'login.example.com', managedLoginVersion: 1 });
  const stack = testStack();
  expect(ParentRecord.existing(stack).record).toBe(stack);
  expect(ParentRecord.placeholder().record).toBeUndefined();
});
