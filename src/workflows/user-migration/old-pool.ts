import type * as cognitoSdk from '@aws-sdk/client-cognito-identity-provider';
import type * as stsSdk from '@aws-sdk/client-sts';
import type { MigrationEntry } from './entry';

/** The old user pool, as far as it is asked. */
export interface OldPool {
  /** the user by a name or an address that they sign in with */
  user(name: string, milliseconds: number): Promise<cognitoSdk.AdminGetUserCommandOutput>;
  /** what a password is worth */
  signIn(name: string, password: string, milliseconds: number): Promise<cognitoSdk.AdminInitiateAuthCommandOutput>;
}

/** Connections outlive a call of the function, and so do the credentials of a role. */
const known = new WeakMap<MigrationEntry, OldPool>();

export function oldPoolOf(entry: MigrationEntry, newRegion: string): OldPool {
  const pool = known.get(entry) ?? load(entry, entry.region ?? newRegion);
  known.set(entry, pool);
  return pool;
}

function load({ userPoolId: UserPoolId, clientId: ClientId, role }: MigrationEntry, region: string): OldPool {
  const { CognitoIdentityProviderClient, AdminGetUserCommand, AdminInitiateAuthCommand } = require('@aws-sdk/client-cognito-identity-provider') as typeof cognitoSdk;
  // a third attempt would come too late.
  const client = new CognitoIdentityProviderClient({ region, maxAttempts: 2, ...role && { credentials: () => assumed(role, region) } });
  const within = (milliseconds: number) => ({ abortSignal: AbortSignal.timeout(milliseconds) });
  return {
    user: (Username, milliseconds) => client.send(new AdminGetUserCommand({ UserPoolId, Username }), within(milliseconds)),
    signIn: (USERNAME, PASSWORD, milliseconds) => client.send(new AdminInitiateAuthCommand({
      UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD },
    }), within(milliseconds)),
  };
}

/** Credentials of the role. The SDK keeps them until they expire. */
async function assumed({ arn: RoleArn, externalId: ExternalId }: NonNullable<MigrationEntry['role']>, region: string) {
  const { STSClient, AssumeRoleCommand } = require('@aws-sdk/client-sts') as typeof stsSdk;
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'user-migration', ExternalId });
  const { Credentials: { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = {} } = await new STSClient({ region, maxAttempts: 2 })
    .send(command, { abortSignal: AbortSignal.timeout(2000) });
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken!, expiration: Expiration };
}
