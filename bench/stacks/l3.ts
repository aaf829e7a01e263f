import { Bucket } from 'aws-cdk-lib/aws-s3';
import { SecretValue, Validations, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, SignInDomain, SocialProvider, SocialProviders } from 'cdk-cognito-auth';

/** Sign-in with our constructs. */
export function define(stack: Stack): void {
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(stack.stackName) });
  // whoever deploys has read the warnings.
  Validations.of(auth).acknowledge({ id: 'cdk-cognito-auth:inviteOnlyWithProviders', reason: 'whoever has an account there is invited' });
  const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] });
  auth.addWebClient('Admin', { callbackUrls: ['https://admin.example.com/callback'], logoutUrls: ['https://admin.example.com/'] });
  new SocialProviders(stack, 'Social', {
    userPool: auth.userPool,
    providers: [
      SocialProvider.google({ clientId: 'google-client', clientSecret: SecretValue.secretsManager('google', { jsonField: 'secret' }) }),
      SocialProvider.apple({
        servicesId: 'com.example.app',
        teamId: 'TEAM123456',
        keyId: 'KEY1234567',
        privateKey: SecretValue.secretsManager('apple'),
      }),
    ],
  });
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)],
  });
  identities.ownAccess.readWriteObjects(new Bucket(stack, 'Uploads'));
}
