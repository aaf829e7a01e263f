import { ts } from './snippet';

/** What every snippet finds imported. */
export const IMPORTS = ts`
  import { ArnFormat, CfnOutput, CfnResource, Duration, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib/core';
  import * as acm from 'aws-cdk-lib/aws-certificatemanager';
  import * as apigateway from 'aws-cdk-lib/aws-apigateway';
  import * as cognito from 'aws-cdk-lib/aws-cognito';
  import * as identitypool from 'aws-cdk-lib/aws-cognito-identitypool';
  import * as customresources from 'aws-cdk-lib/custom-resources';
  import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
  import * as iam from 'aws-cdk-lib/aws-iam';
  import * as kms from 'aws-cdk-lib/aws-kms';
  import * as lambda from 'aws-cdk-lib/aws-lambda';
  import * as logs from 'aws-cdk-lib/aws-logs';
  import * as route53 from 'aws-cdk-lib/aws-route53';
  import * as s3 from 'aws-cdk-lib/aws-s3';
  import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
  import * as ses from 'aws-cdk-lib/aws-ses';
  import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
  import {
    AuthenticatedUserPool, CognitoRules, ColorMode, CustomAuthProtection, DuplicateEmailPolicy, EmailDomains, EmailSender, FederatedIdentityPool, FirstFactor, IdentityPoolProvider, ManagedLoginStyle, MfaFactor, MfaPolicy,
    PageLanguage, PasswordRules, ProfileAttribute, RefreshTokenRotation, RiskAction, RoleMapping, SamlMetadata, SecurityProfile, SignIn, SignInDomain, SignInFirewall, SignUp, SmsSender,
    SocialProvider, SocialProviders, ThreatNotification, ThreatProtection, TokenCustomization, UserAttribute, UserPoolRetention, UserPoolTrigger, UserSchema, VerificationMessage,
    ClassicFlow, GuestAccess, PrincipalTags, RoleClaimRule,
    DomainSecurityPolicy, TokenIssuer, DirectoryReplicaSettings, DirectoryReplicaStatus, GroupMembership, ProviderGroups, UserMatch,
  } from 'cdk-cognito-auth';
`;

/** What a snippet may use, by name and in order of definition. No rule finds anything in it. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  identity: ts`
    const identity = ses.EmailIdentity.fromEmailIdentityName(this, 'Identity', 'example.com');
  `,
  webAclArn: ts`
    const webAclArn = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/acme/00000000-0000-0000-0000-000000000000';
  `,
  certificate: ts`
    const certificate = acm.Certificate.fromCertificateArn(this, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/1');
  `,
  multiRegionKey: ts`
    const multiRegionKey = new kms.Key(this, 'MultiRegionKey', { multiRegion: true });
  `,
  healthCheck: ts`
    const healthCheck = new route53.HealthCheck(this, 'HealthCheck', { type: route53.HealthCheckType.HTTPS, fqdn: 'api.eu-west-1.example.com' });
  `,
  handler: ts`
    const handler = new lambda.Function(this, 'Handler', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async (event) => event;'),
    });
  `,
  auth: ts`
    const auth = new AuthenticatedUserPool(this, 'Auth', {
      signIn: SignIn.username({ emailAlias: true }),
      signUp: SignUp.open(),
      attributes: UserSchema.of({ custom: { team: UserAttribute.text() } }),
      emailSender: EmailSender.ses(identity),
      domain: SignInDomain.prefix('acme-shop'),
    });
  `,
  client: ts`
    const client = auth.addSpaClient('Client', { callbackUrls: ['https://shop.example.com/callback'] });
  `,
  userPool: ts`
    const userPool = new cognito.UserPool(this, 'UserPool', { signInCaseSensitive: false, selfSignUpEnabled: true });
    Validations.of(userPool).acknowledge({ id: 'cdk-cognito-auth:domainMissing', reason: 'another app defines its domain' });
  `,
  auditedPool: ts`
    const auditedPool = new cognito.UserPool(this, 'AuditedPool', {
      signInCaseSensitive: false,
      featurePlan: cognito.FeaturePlan.PLUS,
      standardThreatProtectionMode: cognito.StandardThreatProtectionMode.AUDIT_ONLY,
    });
  `,
  cfnUserPool: ts`
    const cfnUserPool = userPool.node.defaultChild as cognito.CfnUserPool;
  `,
  cfnClient: ts`
    const cfnClient = client.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
  `,
  cfnIdentityPool: ts`
    const cfnIdentityPool = new cognito.CfnIdentityPool(this, 'CfnIdentityPool', { allowUnauthenticatedIdentities: false });
  `,
  secret: ts`
    const secret = SecretValue.secretsManager('sign-in', { jsonField: 'clientSecret' });
  `,
  google: ts`
    const google = { userPool, clientId: '1234.apps.googleusercontent.com', clientSecretValue: secret };
  `,
  company: ts`
    const company = { userPool, clientId: 'shop', clientSecret: secret.unsafeUnwrap(), issuerUrl: 'https://login.example.com' };
  `,
};

/** The whole prelude, as the page shows it. */
export const PRELUDE = Object.values(DEFINITIONS).join('\n');

/** The part of the prelude that some code needs: whatever it names, and what that names. */
export function preludeOf(code: string): string {
  let needed = code;
  const lines = Object.entries(DEFINITIONS).reverse().filter(([name, definition]) => {
    // a variable, and neither a property (`x.google`, `google:`) nor a text; `...google` is one.
    const names = new RegExp(`(?<![\\w']|[^.]\\.)${name}\\b(?!:)`).test(needed);
    needed += names ? definition : '';
    return names;
  });
  return lines.reverse().map(([, definition]) => definition).join('\n');
}
