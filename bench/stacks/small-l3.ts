import type { Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider } from 'cdk-cognito-auth';

/** What Amplify can render too: a pool, a client without hosted pages, an identity pool, its role and the attachment. */
export function define(stack: Stack): void {
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
}
