import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, SecretValue, Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, DuplicateEmailPolicy, EmailSender, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, SignInDomain, SmsSender,
  SocialProvider, SocialProviders, ThreatProtection,
} from '../src';
import { testStack } from './support';
import { handler, TRIGGERS } from './user-pool/pool';

/**
 * Logical ids are contract: changing one of these after it is published destroys somebody's user directory.
 */
test('logical ids never change', () => {
  const stack = testStack();
  const [sender, trigger] = ['Sender', 'Trigger'].map((id) => handler(stack, id)) as [Function, Function];
  const auth = new AuthenticatedUserPool(stack, 'Auth', {
    domain: SignInDomain.prefix('acme-login'),
    emailSender: EmailSender.custom(sender),
    smsSender: SmsSender.custom(sender),
    threatProtection: ThreatProtection.enforce(),
  });
  Object.values(TRIGGERS).forEach((one) => auth.addTrigger(one(trigger)));
  auth.grants.readUsers(trigger);
  auth.grants.readUsers(new iam.Role(stack, 'Worker', { assumedBy: new iam.AccountRootPrincipal() }));
  auth.addUser('Root', { username: 'root@example.com', groups: [auth.addGroup('Staff')] });
  const options = { callbackUrls: ['https://app.example.com/'] };
  const app = auth.addSpaClient('App', options);
  auth.addWebClient('Web', options);
  const secret = SecretValue.secretsManager('secret');
  new SocialProviders(stack, 'Social', {
    userPool: auth.userPool,
    providers: [
      SocialProvider.google({ clientId: 'id', clientSecret: secret }),
      SocialProvider.facebook({ clientId: 'id', clientSecret: secret }),
      SocialProvider.amazon({ clientId: 'id', clientSecret: secret }),
      SocialProvider.apple({ servicesId: 'id', teamId: 'id', keyId: 'id', privateKey: secret }),
    ],
  });
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  auth.addGroup('Admins', { role: identities.addRole('Admins').role });
  identities.ownAccess.readObjects(s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket'));

  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>;
  const ours = Object.entries(resources).filter(([id]) => /^(Auth|Identities|Social)/.test(id));
  expect(Object.fromEntries(ours.map(([id, { Type }]) => [id, Type.replace(/^AWS::/, '')]))).toEqual({
    AuthAppBranding93E5D755: 'Cognito::ManagedLoginBranding',
    AuthAppUserPoolClient12561108: 'Cognito::UserPoolClient',
    AuthCreateAuthChallengePermission3FC50FB3: 'Lambda::Permission',
    AuthCustomEmailSenderPermissionAE01C4A4: 'Lambda::Permission',
    AuthCustomMessagePermissionB7AB96C1: 'Lambda::Permission',
    AuthCustomSMSSenderPermission362B70A0: 'Lambda::Permission',
    AuthCustomSenderKeyA4A56FE1: 'KMS::Key',
    AuthDefineAuthChallengePermissionB6AC7355: 'Lambda::Permission',
    AuthDomain80E3F95D: 'Cognito::UserPoolDomain',
    AuthGrantsToSenderServiceRoleBEB49985: 'IAM::Policy',
    AuthGrantsToTriggerServiceRole67392A96: 'IAM::Policy',
    AuthGrantsToWorkerD9725ECF: 'IAM::Policy',
    AuthInboundFederationPermission3E6B0C9E: 'Lambda::Permission',
    AuthPostAuthenticationPermission58F7A1CC: 'Lambda::Permission',
    AuthPostConfirmationPermission5A899BD4: 'Lambda::Permission',
    AuthPreAuthenticationPermission71B68226: 'Lambda::Permission',
    AuthPreSignUpPermission598A2F46: 'Lambda::Permission',
    AuthPreTokenGenerationConfigPermission377F9DAB: 'Lambda::Permission',
    AuthRiskConfiguration9882A496: 'Cognito::UserPoolRiskConfigurationAttachment',
    AuthRootInAuthStaffCC978CF2: 'Cognito::UserPoolUserToGroupAttachment',
    AuthRootUser5549F6F0: 'Cognito::UserPoolUser',
    AuthSmsRole86713128: 'IAM::Role',
    AuthStaff8EFCCE08: 'Cognito::UserPoolGroup',
    AuthUserMigrationPermissionCDF29EFB: 'Lambda::Permission',
    AuthUserPool8115E87F: 'Cognito::UserPool',
    AuthVerifyAuthChallengeResponsePermissionC19B9F45: 'Lambda::Permission',
    AuthWebBrandingCA98D980: 'Cognito::ManagedLoginBranding',
    AuthWebUserPoolClientC4DFF993: 'Cognito::UserPoolClient',
    IdentitiesAdminsGroup02BEDDC5: 'Cognito::UserPoolGroup',
    IdentitiesAdminsRoleBA22EFB2: 'IAM::Role',
    IdentitiesAuthenticatedRoleB7BB6C89: 'IAM::Role',
    IdentitiesAuthenticatedRoleDefaultPolicyB2A6DA93: 'IAM::Policy',
    IdentitiesIdentityPoolC9439B25: 'Cognito::IdentityPool',
    IdentitiesIdentityPoolDefaultRoleAttachmentF3D06981: 'Cognito::IdentityPoolRoleAttachment',
    SocialAmazon35847E1D: 'Cognito::UserPoolIdentityProvider',
    SocialAppleF4906F14: 'Cognito::UserPoolIdentityProvider',
    SocialFacebook2B2417EF: 'Cognito::UserPoolIdentityProvider',
    SocialGoogle49F02753: 'Cognito::UserPoolIdentityProvider',
  });
});

test('nor do those of what stands in the stack of a role or group', () => {
  const app = new App();
  const auth = new AuthenticatedUserPool(new Stack(app, 'Pools'), 'Auth');
  const others = new Stack(app, 'Others');
  auth.grants.readUsers(new iam.Role(others, 'Worker', { assumedBy: new iam.AccountRootPrincipal() }));
  const group = new cognito.UserPoolGroup(others, 'Staff', { userPool: auth.userPool });
  auth.addUser('Root', { username: 'root@example.com', groups: [group] });

  const resources = Template.fromStack(others).toJSON().Resources as Record<string, { Type: string }>;
  expect(Object.keys(resources).filter((id) => id.startsWith('Auth')).sort()).toEqual([
    'AuthPoolsGrantsToWorker5DA52A9E',
    'AuthRootPoolsInStaff',
  ]);
});

test('nor do those of what a plain L2 pool gets', () => {
  const stack = testStack();
  const userPool = new cognito.UserPool(stack, 'Pool');
  new SocialProviders(stack, 'Social', {
    userPool,
    providers: [SocialProvider.google({ clientId: 'id', clientSecret: SecretValue.secretsManager('secret') })],
    duplicateEmails: DuplicateEmailPolicy.refuse({ handler: handler(stack, 'Trigger') }),
  });
  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, object>;
  expect(Object.keys(resources).filter((id) => /^(Pool|Social)/.test(id)).sort()).toEqual([
    'PoolD3F588B8',
    'PoolGrantsToTriggerServiceRoleFD11E848',
    'PoolPreSignUpPermissionAAEAD559',
    'SocialGoogle49F02753',
  ]);
});
