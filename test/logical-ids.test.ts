import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { SecretValue } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, SignInDomain, SocialProvider, SocialProviders,
} from '../src';
import { testStack } from './support';

/**
 * Logical ids are contract: changing one of these after it is published destroys somebody's user directory.
 */
test('logical ids never change', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
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
  identities.addGroup('Admins', { userPool: auth.userPool });
  identities.grantReadOwn(s3.Bucket.fromBucketName(stack, 'Bucket', 'bucket'));

  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>;
  expect(Object.fromEntries(Object.entries(resources).map(([id, { Type }]) => [id, Type.replace(/^AWS::/, '')]))).toEqual({
    AuthAppBranding93E5D755: 'Cognito::ManagedLoginBranding',
    AuthAppUserPoolClient12561108: 'Cognito::UserPoolClient',
    AuthDomain80E3F95D: 'Cognito::UserPoolDomain',
    AuthUserPool8115E87F: 'Cognito::UserPool',
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
