/**
 * Users of a directory that isn't a user pool, asked by HTTPS: a user migration trigger.
 *
 * The directory has one address that takes `{"name", "password"}` and answers `{"email", "emailVerified", "givenName"?}` where they are right, or 401; without a
 * password it answers whom it knows. It asks for a token, which lies in Secrets Manager.
 */
import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';

/** What is needed of the event. */
export interface MigrationEvent {
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: { readonly password?: string | null };
  response: Record<string, unknown>;
}

interface DirectoryUser {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly givenName?: string;
}

let token: Promise<string | undefined> | undefined;

export async function handler(event: MigrationEvent): Promise<MigrationEvent> {
  const signsIn = event.triggerSource === 'UserMigration_Authentication';
  const user = signsIn && !event.request.password ? undefined : await lookUp(event.userName, signsIn ? event.request.password! : undefined);
  // who isn't known, or is asked for by another address than their own, is answered as nobody: the response stays empty, and nothing is thrown.
  if (user?.email.toLowerCase() === event.userName.toLowerCase() && (signsIn || user.emailVerified)) {
    event.response = {
      ...event.response,
      userAttributes: {
        email: user.email, email_verified: String(user.emailVerified), ...user.givenName !== undefined && { given_name: user.givenName },
      },
      messageAction: 'SUPPRESS',
      ...signsIn && { finalUserStatus: 'CONFIRMED' },
    };
  }
  return event;
}

async function lookUp(name: string, password: string | undefined): Promise<DirectoryUser | undefined> {
  try {
    const answer = await fetch(process.env.DIRECTORY_URL!, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${await (token ??= secret())}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
      redirect: 'error', // the password goes to this address and to no other.
      signal: AbortSignal.timeout(3000), // Cognito waits five seconds, and asks again.
    });
    const user = answer.ok ? await answer.json() as Partial<DirectoryUser> | null : null;
    return typeof user?.email === 'string' && typeof user.emailVerified === 'boolean' ? user as DirectoryUser : undefined;
  } catch (error) {
    token = undefined;
    // the name of the error only: its text may hold the address, and the event holds the password.
    console.error(JSON.stringify({ level: 'ERROR', code: (error as Error).name }));
    return undefined;
  }
}

async function secret(): Promise<string | undefined> {
  const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: process.env.DIRECTORY_SECRET }));
  return SecretString;
}
