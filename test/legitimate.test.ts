import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AuthenticateCognitoAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ses from 'aws-cdk-lib/aws-ses';
import { App, CfnOutput, CfnParameter, CfnResource, Fn, SecretValue, Stack, Validations, type Environment } from 'aws-cdk-lib/core';
import { findings, ruleIds } from './rules/rule-case';
import { google } from './support';
import {
  AuthenticatedUserPool, CallbackUrls, CognitoRules, DuplicateEmailPolicy, EmailDomains, EmailSender, FederatedIdentityPool, FirstFactor, GuestAccess,
  IdentityPoolProvider, MfaFactor, MfaPolicy, ParentRecord, PrincipalTags, ProfileAttribute, RoleClaimRule, RoleMapping, SamlMetadata,
  SecurityProfile, SignIn, SignInDomain, SignInFirewall, SignUp, SocialProvider, SocialProviders, ThreatProtection,
  TokenCustomization, TokenIssuer, UserAttribute, UserPoolTrigger, UserSchema,
} from '../src';

/** An ordinary app, in an ordinary account. */
interface SetUp {
  readonly title: string;
  /** what it is warned of, which is all that the rules find in it */
  readonly warnings?: readonly string[];
  readonly env?: Environment;
  readonly define: (stack: Stack) => void;
}

const FRANKFURT = { account: '111111111111', region: 'eu-central-1' };
const CALLBACK = ['https://app.example.com/callback'];
const domain = SignInDomain.prefix('acme-login');

const identity = (stack: Stack) => ses.EmailIdentity.fromEmailIdentityName(stack, 'Mail', 'example.com');
const emailSender = (stack: Stack) => EmailSender.ses(identity(stack), { fromAddress: 'accounts@example.com' });
const fn = (stack: Stack, id: string) => new lambda.Function(stack, id, {
  runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async (event) => event;'),
});
const apple = () => SocialProvider.apple({
  servicesId: 'com.example.app.sign-in', teamId: 'TEAM000000', keyId: 'KEY0000000', privateKey: SecretValue.secretsManager('apple'),
});
const saml = (name: string, attributeMapping: cognito.AttributeMapping = {}) => SocialProvider.saml({
  name,
  metadata: SamlMetadata.url(`https://${name.toLowerCase()}.example.com/metadata`),
  attributeMapping: { email: cognito.ProviderAttribute.other('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'), ...attributeMapping },
});
const byCustom = (name: string, from: string): cognito.AttributeMapping => ({ custom: { [`custom:${name}`]: cognito.ProviderAttribute.other(from) } });
const named = (...names: string[]) => names.map((name) => cognito.UserPoolClientIdentityProvider.custom(name));

/** A web application behind a load balancer with a certificate. */
function loadBalancer(stack: Stack, action: (targets: elbv2.ApplicationTargetGroup) => elbv2.ListenerAction) {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 });
  const targets = new elbv2.ApplicationTargetGroup(stack, 'Targets', { vpc, port: 80, targetType: elbv2.TargetType.IP });
  new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, internetFacing: true }).addListener('Https', {
    port: 443,
    certificates: [elbv2.ListenerCertificate.fromArn('arn:aws:acm:eu-central-1:111111111111:certificate/11111111-1111-1111-1111-111111111111')],
    defaultAction: action(targets),
  });
}

/** Users by invitation and by the company's directory alone. */
function workforce(stack: Stack, ...mappings: cognito.AttributeMapping[]) {
  const auth = new AuthenticatedUserPool(stack, 'Auth', {
    domain, attributes: UserSchema.of({ custom: { department: UserAttribute.text(), tenant: UserAttribute.text() } }),
  });
  const providers = mappings.map((mapping, index) => saml(`Tenant${index}`, mapping));
  new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers });
  return auth;
}

/** The way in which most tutorials say who may see a guest's map. */
function guests(stack: Stack) {
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
  const app = auth.addSpaClient('App', { callbackUrls: CALLBACK });
  return new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)],
    guests: GuestAccess.allow({ reason: 'the map is shown before the sign-in' }),
  });
}

const SET_UPS: readonly SetUp[] = [
  {
    title: 'the quick start',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain, signUp: SignUp.open(), mfa: MfaPolicy.required() });
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK, logoutUrls: ['https://app.example.com/'] });
      auth.addWebClient('Website', { callbackUrls: ['https://www.example.com/oauth2/callback'], logoutUrls: ['https://www.example.com/'] });
      new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google(), apple()] });
      const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
      identities.ownAccess.readWriteObjects(new s3.Bucket(stack, 'Files'));
      Validations.of(auth).acknowledge({ id: 'cdk-cognito-auth:signUpRevealsUsers', reason: 'that an address has an account is no secret here' });
      Validations.of(auth).acknowledge({ id: 'cdk-cognito-auth:emailLimit', reason: '50 messages a day are enough to try it' });
      new CfnOutput(stack, 'UserPoolId', { value: auth.userPool.userPoolId });
      new CfnOutput(stack, 'AppClientId', { value: app.userPoolClient.userPoolClientId });
    },
  },
  {
    title: 'a consumer app: open, by e-mail, through SES',
    warnings: ['signUpRevealsUsers'],
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain, signUp: SignUp.open(), emailSender: emailSender(stack) });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'the same with a firewall, by user name with the address as alias',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        domain,
        signIn: SignIn.username({ emailAlias: true }),
        signUp: SignUp.open(),
        emailSender: emailSender(stack),
        firewall: SignInFirewall.standard(),
      });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: "open, with Cognito's own sender",
    warnings: ['emailLimit', 'signUpRevealsUsers'],
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Auth', { domain, signUp: SignUp.open() }).addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'a single-page app with localhost in a stage called dev',
    define: (stack) => {
      stack.node.setContext('stage', 'dev');
      new AuthenticatedUserPool(stack, 'Auth', { domain }).addSpaClient('App', { callbackUrls: CallbackUrls.localhost(5173, '/callback') });
    },
  },
  {
    title: 'production and localhost on one client',
    warnings: ['clientLocalhostInProduction'],
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Auth', { domain }).addSpaClient('App', { callbackUrls: [...CALLBACK, ...CallbackUrls.localhost(5173, '/callback')] });
    },
  },
  {
    title: 'a native app that listens on the loopback address, at any port',
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Auth', { domain }).addMobileClient('Desktop', { callbackUrls: ['http://127.0.0.1:49152/callback', 'http://localhost:49152/'] });
    },
  },
  {
    title: 'an https app link',
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Auth', { domain }).addMobileClient('Phone', { callbackUrls: ['https://app.example.com/open'] });
    },
  },
  {
    title: 'Next.js with a confidential client',
    define: (stack) => {
      const website = new AuthenticatedUserPool(stack, 'Auth', { domain }).addWebClient('Website', {
        callbackUrls: ['https://www.example.com/api/auth/callback/cognito'], logoutUrls: ['https://www.example.com/'],
      });
      const server = fn(stack, 'Server');
      const secret = website.storeClientSecret();
      secret.grantRead(server);
      server.addEnvironment('AUTH_SECRET_ARN', secret.secretArn);
      server.addEnvironment('AUTH_COGNITO_ID', website.userPoolClient.userPoolClientId);
    },
  },
  {
    title: 'SAML alone, no local accounts, rotation on, a role by department',
    define: (stack) => {
      const auth = workforce(stack, byCustom('department', 'department'));
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK, supportedIdentityProviders: named('Tenant0') });
      const departments = RoleMapping.rules();
      const identities = new FederatedIdentityPool(stack, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: departments })],
      });
      departments.addRule(RoleClaimRule.claimEquals('custom:department', 'finance', identities.addRole('Finance').role));
    },
  },
  {
    title: 'two SAML tenants that both write custom:tenant, which decides',
    warnings: ['claimUncertain'],
    define: (stack) => {
      const auth = workforce(stack, byCustom('tenant', 'tenant'), byCustom('tenant', 'tenant'));
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK, supportedIdentityProviders: named('Tenant0', 'Tenant1') });
      new FederatedIdentityPool(stack, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { principalTags: PrincipalTags.of({ tenant: 'custom:tenant' }) })],
      }).accessByTag('tenant').readObjects(new s3.Bucket(stack, 'Files'));
    },
  },
  {
    title: 'one Entra tenant, groups from a step',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      auth.addTrigger(UserPoolTrigger.preTokenGeneration(fn(stack, 'Groups'), TokenCustomization.ACCESS_TOKEN));
      new SocialProviders(stack, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.microsoft({
          tenantId: '11111111-2222-3333-4444-555555555555', clientId: 'entra', clientSecret: SecretValue.secretsManager('entra'), name: 'Entra',
        })],
      });
      auth.addGroup('Staff', { groupName: 'staff' });
      auth.addSpaClient('App', { callbackUrls: CALLBACK, supportedIdentityProviders: named('Entra') });
    },
  },
  {
    title: 'Google and Apple, linked where both sides verified the address',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      new SocialProviders(stack, 'Social', {
        userPool: auth.userPool,
        providers: [google(), apple()],
        duplicateEmails: DuplicateEmailPolicy.linkVerified({ handler: fn(stack, 'Link'), trustedProviders: ['Google', 'SignInWithApple'] }),
      });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'partners by the domain of their address, with Google too',
    define: (stack) => {
      const emailDomains = EmailDomains.allow('partner.example');
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        domain, signIn: SignIn.username({ emailAlias: true }), signUp: SignUp.open({ emailDomains }), emailSender: emailSender(stack),
      });
      new SocialProviders(stack, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: 'google', clientSecret: SecretValue.secretsManager('google'), emailDomains })],
        duplicateEmails: DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google'] }),
      });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'a workforce behind a load balancer',
    define: (stack) => {
      const auth = workforce(stack, {});
      const client = auth.addWebClient('Internal', {
        callbackUrls: ['https://internal.example.com/oauth2/idpresponse'], supportedIdentityProviders: named('Tenant0'),
      });
      loadBalancer(stack, (targets) => new AuthenticateCognitoAction({
        userPool: auth.userPool, userPoolClient: client.userPoolClient, userPoolDomain: auth.domain!, next: elbv2.ListenerAction.forward([targets]),
      }));
    },
  },
  {
    title: 'a load balancer by OpenID Connect, with the updated issuer',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain, issuer: TokenIssuer.UPDATED });
      const client = auth.addWebClient('Internal', { callbackUrls: ['https://internal.example.com/oauth2/idpresponse'] });
      loadBalancer(stack, (targets) => elbv2.ListenerAction.authenticateOidc({
        issuer: auth.issuerUrl,
        authorizationEndpoint: auth.authorizationEndpoint!,
        tokenEndpoint: auth.tokenEndpoint!,
        userInfoEndpoint: auth.userInfoEndpoint!,
        clientId: client.userPoolClient.userPoolClientId,
        clientSecret: client.userPoolClient.userPoolClientSecret,
        next: elbv2.ListenerAction.forward([targets]),
      }));
    },
  },
  {
    title: 'machines alone, with a domain for the token endpoint',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
      const orders = auth.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
      const job = auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, read)] });
      job.storeClientSecret().grantRead(fn(stack, 'Nightly'));
    },
  },
  {
    title: 'an MCP server: a resource server by URL, resource binding, a registered client',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      const tools = new cognito.ResourceServerScope({ scopeName: 'tools', scopeDescription: 'Call tools' });
      const server = auth.addResourceServer('Mcp', { identifier: 'https://mcp.example.com/mcp', scopes: [tools] });
      const callbackUrls = ['https://assistant.example.com/oauth/callback'];
      const assistant = auth.addSpaClient('Assistant', { callbackUrls, scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.resourceServer(server, tools)] });
      new CfnOutput(stack, 'SignIn', { value: assistant.authorizeUrl({ redirectUri: callbackUrls[0], resource: 'https://mcp.example.com/mcp' }) });
    },
  },
  {
    title: 'a policy for client id metadata documents',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
      new CfnResource(stack, 'Documents', { type: 'AWS::Cognito::CIMDPolicy', properties: { UserPoolId: auth.userPool.userPoolId } });
    },
  },
  {
    title: 'passkeys with managed login on a domain of its own',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        domain: SignInDomain.custom('login.example.com', {
          certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111111111111:certificate/11111111-1111-1111-1111-111111111111'),
        }),
        firstFactors: [FirstFactor.passkey()],
      });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'by phone alone, open, with text messages and a firewall',
    warnings: ['signUpRevealsUsers'],
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain, signIn: SignIn.phone(), signUp: SignUp.open(), firewall: SignInFirewall.standard() });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'TOTP for everybody',
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Auth', { domain, mfa: MfaPolicy.required() }).addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: "magic links by the caller's own challenge",
    warnings: ['customAuthPassesMfa'],
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {});
      auth.addTrigger(UserPoolTrigger.defineAuthChallenge(fn(stack, 'Define')));
      auth.addTrigger(UserPoolTrigger.createAuthChallenge(fn(stack, 'Create')));
      auth.addTrigger(UserPoolTrigger.verifyAuthChallengeResponse(fn(stack, 'Verify')));
      auth.addSpaClient('App', { hostedPages: false, authFlows: { custom: true } });
    },
  },
  {
    title: "AWS's own L2 beside our pool, guests off",
    warnings: ['identityPoolGuestRole'],
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK });
      new IdentityPool(stack, 'Identities', {
        authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool: auth.userPool, userPoolClient: app.userPoolClient })] },
      });
    },
  },
  {
    title: 'guests that may read one prefix, with a reason',
    define: (stack) => guests(stack).guestAccess.readObjects(new s3.Bucket(stack, 'Maps'), { prefix: 'public/' }),
  },
  {
    title: 'guests that may read one prefix, by AWS\'s own L2, which asks for no reason',
    warnings: ['identityPoolGuests'],
    define: (stack) => {
      const { unauthenticatedRole } = new IdentityPool(stack, 'Identities', { allowUnauthenticatedIdentities: true });
      const maps = new s3.Bucket(stack, 'Maps');
      unauthenticatedRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [maps.arnForObjects('public/*')] }));
    },
  },
  {
    title: 'GovCloud',
    env: { account: '111111111111', region: 'us-gov-west-1' },
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK });
      new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] })
        .ownAccess.readWriteObjects(new s3.Bucket(stack, 'Files'));
    },
  },
  {
    title: 'an identity pool in China, where there are no user pools',
    env: { account: '111111111111', region: 'cn-north-1' },
    define: (stack) => {
      const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.developer('login.acme.app')] });
      identities.grantDeveloperAuthentication(fn(stack, 'Server'));
    },
  },
  {
    title: 'a stack without an environment, a certificate by parameter, a zone with a dot at its end',
    env: {},
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        domain: SignInDomain.custom('login.example.com', {
          certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', new CfnParameter(stack, 'CertificateArn').valueAsString),
          hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z00000000000000000000', zoneName: 'example.com.' }),
          parentRecord: ParentRecord.placeholder(),
        }),
      });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  // ours
  {
    title: 'the strict profile, as it comes',
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Auth', { domain, securityProfile: SecurityProfile.STRICT }).addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'a plain pool without pages, for an app with screens of its own',
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Auth').addSpaClient('OwnScreens', { hostedPages: false });
    },
  },
  {
    title: "a site on CloudFront whose redirects are the distribution's name and its own",
    define: (stack) => {
      const site = new AuthenticatedUserPool(stack, 'Auth', { domain }).addSpaClient('Site');
      const distribution = new cloudfront.Distribution(stack, 'Distribution', {
        defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(new s3.Bucket(stack, 'Pages')) },
      });
      site.addRedirectsFrom(distribution, { callbackPaths: ['/callback'], logoutPaths: ['/'] });
    },
  },
  {
    title: 'administrators and members, with a role each',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK });
      const identities = new FederatedIdentityPool(stack, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      const admin = identities.addRole('Admin');
      auth.addGroup('Admins', { groupName: 'admins', precedence: 0, role: admin.role });
      auth.addGroup('Members', { groupName: 'members', precedence: 10, role: identities.addRole('Member').role });
      new s3.Bucket(stack, 'Reports').grantRead(admin.role);
    },
  },
  {
    title: 'tenants by an attribute that only administrators write, and a catalog by tenant',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain, attributes: UserSchema.of({ custom: { tenant: UserAttribute.text() } }) });
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK });
      const identities = new FederatedIdentityPool(stack, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { principalTags: PrincipalTags.of({ tenant: 'custom:tenant' }) })],
      });
      identities.accessByTag('tenant').listItems(new dynamodb.Table(stack, 'Catalog', { partitionKey: { name: 'tenant', type: dynamodb.AttributeType.STRING } }));
    },
  },
  {
    title: 'new users are put into a group, by the L2s of a plain pool too',
    warnings: ['signUpRevealsUsers'],
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain, signUp: SignUp.open(), emailSender: emailSender(stack) });
      const welcome = fn(stack, 'Welcome');
      auth.addTrigger(UserPoolTrigger.postConfirmation(welcome));
      auth.addGroup('Members', { groupName: 'members' });
      auth.grants.manageGroupMembership(welcome);
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'threat protection that watches, and one that acts',
    define: (stack) => {
      new AuthenticatedUserPool(stack, 'Watched', { threatProtection: ThreatProtection.audit() });
      new AuthenticatedUserPool(stack, 'Protected', { mfa: MfaPolicy.required(), threatProtection: ThreatProtection.enforce() });
    },
  },
  {
    title: 'MFA by TOTP or e-mail, through SES',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        domain,
        mfa: MfaPolicy.required({ factors: [MfaFactor.totp(), MfaFactor.email()] }),
        emailSender: emailSender(stack),
        accountRecovery: cognito.AccountRecovery.NONE,
      });
      auth.addSpaClient('App', { callbackUrls: CALLBACK });
    },
  },
  {
    title: 'users write their own profile, in screens of the app',
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', {
        domain,
        attributes: UserSchema.of({ userWritable: [ProfileAttribute.NICKNAME], custom: { newsletter: UserAttribute.flag({ userWritable: true }) } }),
      });
      auth.addSpaClient('Account', { callbackUrls: CALLBACK, selfService: true });
    },
  },
  {
    title: "a developer's function may take the role of signed-in users too",
    define: (stack) => {
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
      const app = auth.addSpaClient('App', { callbackUrls: CALLBACK });
      const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
      identities.authenticatedRole.assumeRolePolicy!.addStatements(new iam.PolicyStatement({
        actions: ['sts:AssumeRole'], principals: [fn(stack, 'Tests').role!.grantPrincipal], conditions: { StringEquals: { 'sts:ExternalId': 'tests' } },
      }));
    },
  },
  {
    title: 'a user pool of plain L2s with a confidential client',
    define: (stack) => {
      const pool = new cognito.UserPool(stack, 'Pool', {
        selfSignUpEnabled: false,
        signInAliases: { email: true },
        signInCaseSensitive: false,
        featurePlan: cognito.FeaturePlan.ESSENTIALS,
        mfa: cognito.Mfa.REQUIRED,
        mfaSecondFactor: { otp: true, sms: false },
        accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
        deletionProtection: true,
        keepOriginal: { email: true },
      });
      pool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-plain' } });
      pool.addClient('Website', {
        generateSecret: true,
        preventUserExistenceErrors: true,
        oAuth: { flows: { authorizationCodeGrant: true }, callbackUrls: CALLBACK, scopes: [cognito.OAuthScope.OPENID] },
        writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
      });
    },
  },
  {
    title: 'one value by stage: a callback that depends on a condition',
    define: (stack) => {
      const stage = new CfnParameter(stack, 'StageName', { default: 'prod', allowedValues: ['prod', 'beta'] });
      const app = new AuthenticatedUserPool(stack, 'Auth', { domain }).addSpaClient('App');
      app.addCallbackUrls([Fn.join('', ['https://', stage.valueAsString, '.example.com/callback'])]);
    },
  },
];

function define({ env = FRANKFURT, define: make }: SetUp): string[] {
  const stack = new Stack(new App({ treeMetadata: false, stackTraces: false }), 'Stack', { env });
  make(stack);
  CognitoRules.check(stack);
  return findings(stack);
}

describe('what many apps look like', () => {
  test.each(SET_UPS.map((setUp) => ({ ...setUp, count: setUp.warnings?.length ?? 0 })))('$title: $count', (setUp) => {
    const found = define(setUp);
    expect({ ids: ruleIds(found).sort(), found }).toEqual({ ids: [...setUp.warnings ?? []].sort(), found });
    // a warning: an error has no path in brackets in front.
    expect(found.filter((text) => !text.includes('[ack: '))).toEqual([]);
  });

  test('all of them together are warned of this much', () => {
    expect(SET_UPS.flatMap(({ warnings = [] }) => warnings)).toHaveLength(10);
  });
});

describe('whoever may register a client', () => {
  test.each([
    [{ OpenDcrEnabled: true }, ['openRegistration']],
    [{ OpenDcrEnabled: true, OpenDcrGrantTypes: ['code', 'client_credentials'] }, ['openMachineRegistration']],
    [{ EnableStatus: 'Enabled', AuthenticatedGrantTypes: ['code'] }, []],
  ])('%j: %j', (configuration, ids) => {
    const texts = define({
      title: 'an MCP server',
      define: (stack) => {
        const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
        // the L1 doesn't know it yet.
        (auth.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('DcrConfiguration', configuration);
        auth.addSpaClient('App', { callbackUrls: CALLBACK });
      },
    });
    expect(ruleIds(texts)).toEqual(ids);
  });
});
