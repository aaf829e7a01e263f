/**
 * A user leaves: called by whatever knows it first, with `{"userName"}`, such as `Okta_00u1example` for a user from a provider.
 *
 * The provider refuses them from then on, and Cognito doesn't ask it again before the refresh token ends. So the user is disabled, which stops sign-ins and refreshes,
 * and signed out, which ends the sessions of pages. Access and ID tokens that are out are valid until they expire. Disabled, not deleted: a migration or the next
 * sign-in with the provider would make them again.
 */
import { AdminDisableUserCommand, AdminUserGlobalSignOutCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

const client = new CognitoIdentityProviderClient();

/** @returns whether there was such a user */
export async function handler({ userName: Username }: { readonly userName: string }): Promise<boolean> {
  const UserPoolId = process.env.USER_POOL_ID;
  try {
    // in this order: after a sign-out alone they could sign in again in between.
    await client.send(new AdminDisableUserCommand({ UserPoolId, Username }));
    await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'UserNotFoundException') {
      return false;
    }
    throw error; // whoever called tries again.
  }
}
