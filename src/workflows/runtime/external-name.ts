/** The account at a provider that a user of a provider stands for, as the user's name says it. */
export interface ExternalName {
  readonly provider: string;
  readonly subject: string;
}

/**
 * Takes the name of a user from a provider apart: `Google_123`. The name of a provider has at least three characters, and a "_" in the second place only:
 * there is one way to read it.
 *
 * In the event of a provider's user only: users who sign up here may call themselves `Google_123` too.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
 */
export function externalName(userName: string | undefined): ExternalName | undefined {
  const [, provider, subject] = /^([^_][^][^_]+)_([^]+)$/u.exec(userName ?? '') ?? [];
  return provider === undefined || subject === undefined ? undefined : { provider, subject };
}

/** Whether two names are those of one provider: pools that don't distinguish case write `google_123`. */
export function isSameProvider(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
