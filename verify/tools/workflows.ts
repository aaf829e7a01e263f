import { SecretValue, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ses from 'aws-cdk-lib/aws-ses';
import {
  AuthenticatedUserPool, ClaimToken, DuplicateEmailPolicy, EmailDomains, EmailSender, FederatedIdentityPool, GroupMembership, IdentityPoolProvider,
  LocalizedMessages, MfaPolicy, ProviderGroups, RoleMapping, SignInDomain, SignUp, SocialProvider, SocialProviders, TokenClaim, TokenCustomization,
  UserAttribute, UserMatch, UserMigration, UserPoolTrigger, UserPoolWorkflow, UserSchema,
} from 'cdk-cognito-auth';
import { namedApp } from './iam-scenarios';

/** A user pool that does all that it can, and on each trigger calls a function of the caller's too. */
export function everyWorkflow(): { readonly stack: Stack; readonly auth: AuthenticatedUserPool; readonly own: lambda.Function } {
  const stack = new Stack(namedApp(), 'Stack', { env: { account: '111111111111', region: 'eu-central-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', {
    domain: SignInDomain.prefix('acme-login'),
    signUp: SignUp.open({ emailDomains: EmailDomains.allow('acme.example', 'partner.example') }),
    attributes: UserSchema.of({
      custom: { okta_groups: UserAttribute.text(), subject: UserAttribute.text(), plan: UserAttribute.text() },
    }),
    emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'acme.example'), { fromAddress: 'login@acme.example' }),
    mfa: MfaPolicy.off(),
  });
  new SocialProviders(stack, 'Social', {
    userPool: auth.userPool,
    providers: [
      SocialProvider.google({
        clientId: '000000000000-example.apps.googleusercontent.com',
        clientSecret: SecretValue.secretsManager('google'),
        emailDomains: EmailDomains.allow('partner.example'),
      }),
      SocialProvider.oidc({
        name: 'Okta',
        issuerUrl: 'https://acme.okta.com',
        clientId: '0oa1example',
        clientSecret: SecretValue.secretsManager('okta'),
        trustEmailVerified: true,
        attributeMapping: { custom: { 'custom:okta_groups': cognito.ProviderAttribute.other('groups'), 'custom:subject': cognito.ProviderAttribute.other('sub') } },
        emailDomains: EmailDomains.allow('acme.example'),
        groups: ProviderGroups.fromAttribute('custom:okta_groups', { engineering: 'staff' }),
      }),
    ],
    duplicateEmails: DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google', 'Okta'] }),
  });
  const app = auth.addSpaClient('App', { callbackUrls: ['https://app.acme.example/callback'] });
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  auth.addGroup('staff', {
    role: identities.addRole('Staff', { roleName: 'acme-staff' }).role,
    membership: GroupMembership.derived(UserMatch.emailDomain('acme.example'), UserMatch.provider('Okta')),
  });
  auth.addGroup('members', { membership: GroupMembership.stored(UserMatch.everyone()) });
  auth.addWorkflow(UserPoolWorkflow.tokenClaims([
    TokenClaim.attribute('custom:plan', { name: 'plan', tokens: [ClaimToken.ID, ClaimToken.ACCESS] }),
    TokenClaim.constant('environment', 'production', { tokens: [ClaimToken.ID, ClaimToken.MACHINE] }),
    TokenClaim.providerName('tenant', { Okta: 'acme' }),
    TokenClaim.scopes({ staff: ['orders/read'] }),
    TokenClaim.suppress('phone_number'),
  ]));
  auth.addWorkflow(UserPoolWorkflow.localizedMessages(LocalizedMessages.standard({ appName: 'Acme' })));
  auth.addWorkflow(UserPoolWorkflow.migration(UserMigration.fromUserPool({
    userPool: cognito.UserPool.fromUserPoolId(stack, 'Old', 'eu-central-1_Example12'),
    userPoolClient: cognito.UserPoolClient.fromUserPoolClientId(stack, 'OldClient', '1example23456789'),
    until: new Date('2099-12-31'),
  })));
  const own = new lambda.Function(stack, 'Own', {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async event => event;'),
  });
  auth.addTrigger(UserPoolTrigger.preSignUp(own));
  auth.addTrigger(UserPoolTrigger.postConfirmation(own));
  auth.addTrigger(UserPoolTrigger.preTokenGeneration(own, TokenCustomization.MACHINE_TOKEN));
  auth.addTrigger(UserPoolTrigger.customMessage(own));
  auth.addTrigger(UserPoolTrigger.userMigration(own));
  return { stack, auth, own };
}
