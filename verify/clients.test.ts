import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as route53 from 'aws-cdk-lib/aws-route53';
import {
  AuthenticatedUserPool, DomainSecurityPolicy, ManagedLoginStyle, ParentRecord, RefreshTokenRotation, SignInDomain, type WebClientOptions,
} from 'cdk-cognito-auth';
import { CloudFormationValidator } from './tools/cloudformation-validator';
import { nagFindings } from './tools/nag';

const CALLBACKS = { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] };
const SCOPE = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });

function stackWith(define: (auth: AuthenticatedUserPool, stack: Stack) => unknown, domain = (_: Stack) => SignInDomain.prefix('acme-login')): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
  define(new AuthenticatedUserPool(stack, 'Auth', { domain: domain(stack) }), stack);
  return stack;
}

function templateOf(stack: Stack) {
  return (stack.node.root as App).synth().getStackByName('Stack').template;
}

function machine(auth: AuthenticatedUserPool) {
  const server = auth.addResourceServer('Orders', { identifier: 'https://api.example.com/orders', scopes: [SCOPE] });
  return auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(server, SCOPE)] }).storeClientSecret();
}

const zone = (stack: Stack) => route53.PublicHostedZone.fromPublicHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' });

const KINDS: Record<string, (auth: AuthenticatedUserPool, stack: Stack) => unknown> = {
  'single-page': auth => auth.addSpaClient('App', CALLBACKS),
  'web, with its secret': auth => auth.addWebClient('App', CALLBACKS).storeClientSecret(),
  'mobile': auth => auth.addMobileClient('App', { callbackUrls: ['https://app.example.com/callback', 'com.example.app:/callback'] }),
  'machine': machine,
  'with screens of its own': auth => auth.addSpaClient('App', { hostedPages: false }),
  'with a style and legal documents': auth => auth.addSpaClient('App', {
    ...CALLBACKS,
    style: ManagedLoginStyle.of({ light: { primary: '#005db2', primaryText: '#ffffff' }, cornerRadius: 8, logo: `${__dirname}/tools/logo.svg` }),
    legalDocuments: { termsOfUse: 'https://example.com/terms', privacyPolicy: 'https://example.com/privacy' },
  }),
  'of a distribution': (auth, stack) => {
    const origin = new HttpOrigin('origin.example.com');
    auth.addSpaClient('App').addRedirectsFrom(new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin } }));
  },
};

const DOMAINS: Record<string, (stack: Stack) => SignInDomain> = {
  'a prefix': () => SignInDomain.prefix('acme-login'),
  'a prefix that is made': () => SignInDomain.prefix(),
  'a name of its own': stack => SignInDomain.custom('login.example.com', {
    certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111111111111:certificate/12345678-1234-1234-1234-123456789012'),
  }),
  'a name with TLS 1.2 and more': stack => SignInDomain.custom('login.example.com', { hostedZone: zone(stack), securityPolicy: DomainSecurityPolicy.TLS_1_2_2021 }),
  'a prefix that fails over': stack => SignInDomain.prefix('acme-login', {
    failover: { secondaryRegion: 'eu-west-1', healthCheck: route53.HealthCheck.fromHealthCheckId(stack, 'Check', 'abcdef11-2222-3333-4444-555555fedcba') },
  }),
  'a name in a zone': stack => SignInDomain.custom('login.example.com', { hostedZone: zone(stack), parentRecord: ParentRecord.placeholder() }),
};

describe('AWS\'s offline validator, strict', () => {
  const validator = new CloudFormationValidator();

  test.each(Object.entries(KINDS))('finds nothing in a client: %s', (_, define) => {
    expect(validator.findings(templateOf(stackWith(define)))).toEqual([]);
  });

  test.each(Object.entries(DOMAINS))('finds nothing in a domain: %s', (_, domain) => {
    expect(validator.findings(templateOf(stackWith(auth => auth.addSpaClient('App', CALLBACKS), domain)))).toEqual([]);
  });

  test('finds a flow that doesn\'t exist', () => {
    const stack = stackWith(auth => {
      const { userPoolClient } = auth.addSpaClient('App', CALLBACKS);
      (userPoolClient.node.defaultChild as cognito.CfnUserPoolClient).addPropertyOverride('AllowedOAuthFlows', ['telepathy']);
    });
    expect(validator.findings(templateOf(stack)).map(({ message }) => message)).toEqual([expect.stringContaining('telepathy')]);
  });
});

describe('a stored client secret', () => {
  test('has no finding of cdk-nag that isn\'t acknowledged', () => {
    expect(nagFindings(stackWith(machine)).filter(({ rule }) => rule.startsWith('AwsSolutions-SMG'))).toEqual([]);
    expect(nagFindings(stackWith(machine), { acknowledged: false }).map(({ rule }) => rule)).toContain('AwsSolutions-SMG4');
  });
});

describe('a change', () => {
  const web = (options: WebClientOptions = {}) => templateOf(stackWith(auth => auth.addWebClient('App', { ...CALLBACKS, ...options })));

  /** What becomes of the resources of a type. */
  function impacts(type: string, before: object, after: object): ResourceImpact[] {
    const changes: ResourceImpact[] = [];
    fullDiff(before as never, after as never).resources.forEachDifference((_, change) => {
      if (change.resourceType === type) {
        changes.push(change.changeImpact);
      }
    });
    return changes;
  }

  const CHANGES: Record<string, WebClientOptions> = {
    'name': { userPoolClientName: 'renamed' },
    'callbacks': { callbackUrls: ['https://other.example.com/'] },
    'scopes': { scopes: [cognito.OAuthScope.OPENID] },
    'self service': { selfService: true },
    'flows': { authFlows: { userPassword: true } },
    'validity': { accessTokenValidity: Duration.minutes(5), refreshTokenValidity: Duration.days(1), authSessionValidity: Duration.minutes(5) },
    'rotation': { refreshTokenRotation: RefreshTokenRotation.enabled() },
    'default redirect': { defaultRedirectUri: 'https://app.example.com/callback' },
    'context of users': { propagateUserContext: true },
    'own screens': { hostedPages: false, callbackUrls: undefined, logoutUrls: undefined },
  };

  test.each(Object.entries(CHANGES))('of %s updates the client where it is', (_, options) => {
    expect(impacts('AWS::Cognito::UserPoolClient', web(), web(options))).toEqual([ResourceImpact.WILL_UPDATE]);
  });

  test('of the kind replaces the client: its secret comes or goes', () => {
    const single = templateOf(stackWith(auth => auth.addSpaClient('App', CALLBACKS)));
    expect(impacts('AWS::Cognito::UserPoolClient', web(), single)).toEqual([ResourceImpact.WILL_REPLACE]);
  });

  test('of the domain replaces it', () => {
    const other = templateOf(stackWith(auth => auth.addWebClient('App', CALLBACKS), () => SignInDomain.prefix('acme-accounts')));
    expect(impacts('AWS::Cognito::UserPoolDomain', web(), other)).toEqual([ResourceImpact.WILL_REPLACE]);
  });
});
