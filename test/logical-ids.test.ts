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
    AuthClientsAppBrandingF3D7076E: 'Cognito::ManagedLoginBranding',
    AuthClientsAppUserPoolClient475CDA9D: 'Cognito::UserPoolClient',
    AuthClientsWebBrandingA34F97A9: 'Cognito::ManagedLoginBranding',
    AuthClientsWebUserPoolClientE15E8056: 'Cognito::UserPoolClient',
    AuthCustomSenderKeyA4A56FE1: 'KMS::Key',
    AuthDomain80E3F95D: 'Cognito::UserPoolDomain',
    AuthGrantsSenderServiceRoleCB790088: 'IAM::Policy',
    AuthGrantsTriggerServiceRole159702E2: 'IAM::Policy',
    AuthGrantsWorker242621DC: 'IAM::Policy',
    AuthGroupsAdminsBD1FFE59: 'Cognito::UserPoolGroup',
    AuthGroupsStaff0D588D05: 'Cognito::UserPoolGroup',
    AuthRiskConfiguration9882A496: 'Cognito::UserPoolRiskConfigurationAttachment',
    AuthSmsRole86713128: 'IAM::Role',
    AuthTriggersCreateAuthChallengePermissionF3F867C0: 'Lambda::Permission',
    AuthTriggersCustomEmailSenderPermission1DAC4E15: 'Lambda::Permission',
    AuthTriggersCustomMessagePermission685F8303: 'Lambda::Permission',
    AuthTriggersCustomSMSSenderPermission3F1CE6A9: 'Lambda::Permission',
    AuthTriggersDefineAuthChallengePermission4C5BA553: 'Lambda::Permission',
    AuthTriggersInboundFederationPermission2B6E3810: 'Lambda::Permission',
    AuthTriggersPostAuthenticationPermission1F0413BF: 'Lambda::Permission',
    AuthTriggersPostConfirmationPermission2F9712EE: 'Lambda::Permission',
    AuthTriggersPreAuthenticationPermissionA3CBA96E: 'Lambda::Permission',
    AuthTriggersPreSignUpPermission750E3ABA: 'Lambda::Permission',
    AuthTriggersPreTokenGenerationConfigPermission1BD8CCC6: 'Lambda::Permission',
    AuthTriggersUserMigrationPermissionBAD0CC43: 'Lambda::Permission',
    AuthTriggersVerifyAuthChallengeResponsePermission10BC0794: 'Lambda::Permission',
    AuthUserPool8115E87F: 'Cognito::UserPool',
    AuthUsersRootInAuthGroupsStaff7855B8E1: 'Cognito::UserPoolUserToGroupAttachment',
    AuthUsersRootUser48EFD51D: 'Cognito::UserPoolUser',
    IdentitiesAuthenticatedRoleB7BB6C89: 'IAM::Role',
    IdentitiesAuthenticatedRoleDefaultPolicyB2A6DA93: 'IAM::Policy',
    IdentitiesIdentityPoolC9439B25: 'Cognito::IdentityPool',
    IdentitiesIdentityPoolDefaultRoleAttachmentF3D06981: 'Cognito::IdentityPoolRoleAttachment',
    IdentitiesRolesAdminsRole5FEF51F9: 'IAM::Role',
    SocialProvidersAmazonBD89F847: 'Cognito::UserPoolIdentityProvider',
    SocialProvidersApple47B5E9BC: 'Cognito::UserPoolIdentityProvider',
    SocialProvidersFacebook1ACB7BCB: 'Cognito::UserPoolIdentityProvider',
    SocialProvidersGoogle1A85420B: 'Cognito::UserPoolIdentityProvider',
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
    'AuthUsersRootPoolsInStaff',
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
    'PoolGrantsTriggerServiceRole7F83E42C',
    'PoolTriggersPreSignUpPermissionCAB43637',
    'SocialProvidersGoogle1A85420B',
  ]);
});
