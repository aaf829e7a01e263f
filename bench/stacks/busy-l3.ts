import { ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { SecretValue, Validations, type Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, SignInDomain, SocialProvider, SocialProviders,
} from 'cdk-cognito-auth';
import { addReaders, BUSY, liftResourceLimit, numbers } from './busy';

/** Many clients, providers, groups and functions at one pool of ours. Half of the clients have a secret that a function might hold. */
export function defineTimes(stack: Stack, times: number): void {
  liftResourceLimit(stack);
  // a pool takes twenty brandings, so more clients than that have the classic pages.
  const auth = new AuthenticatedUserPool(stack, 'Auth', {
    domain: SignInDomain.prefix(stack.stackName, { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI }),
  });
  Validations.of(auth).acknowledge({ id: 'cdk-cognito-auth:inviteOnlyWithProviders', reason: 'whoever has an account there is invited' });
  const clients = numbers(BUSY.clients * times).map((number) => {
    const urls = { callbackUrls: [`https://app${number}.example.com/callback`], logoutUrls: [`https://app${number}.example.com/`] };
    return number % 2 === 1 ? auth.addSpaClient(`App${number}`, urls) : auth.addWebClient(`App${number}`, urls);
  });
  new SocialProviders(stack, 'Social', {
    userPool: auth.userPool,
    providers: numbers(BUSY.providers * times).map((number) => SocialProvider.oidc({
      name: `Company${number}`,
      issuerUrl: `https://company${number}.example.com`,
      clientId: 'our-client',
      clientSecret: SecretValue.secretsManager(`company-${number}`),
    })),
  });
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, clients[0].userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  for (const number of numbers(BUSY.groups * times)) {
    auth.addGroup(`Group${number}`, { role: identities.addRole(`Group${number}`).role, precedence: number });
  }
  addReaders(stack, times, clients.map(({ userPoolClient }) => userPoolClient.userPoolClientId));
}
