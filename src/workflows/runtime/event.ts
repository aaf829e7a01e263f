/**
 * What the event of every trigger has. The rest of `request` and `response` differs, and comes from outside: nothing in it is believed to be there.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export interface TriggerEvent {
  readonly version: string;
  readonly triggerSource: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName?: string;
  readonly callerContext?: { readonly clientId?: string };
  readonly request: Readonly<Record<string, unknown>>;
  response: Record<string, unknown>;
}

/** The user's attributes: texts only, and no name that every object has is one of them. */
export function attributesOf({ request: { userAttributes } }: TriggerEvent): ReadonlyMap<string, string> {
  const entries = typeof userAttributes === 'object' && userAttributes !== null ? Object.entries(userAttributes) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** An account at a provider that the user signs in with: what Cognito, and nobody else, writes into the attribute `identities`. */
export interface ProviderIdentity {
  readonly providerName: string;
  readonly userId: string;
}

/** The user's accounts at providers. None where one of them isn't what Cognito writes: the others would say less than there is. */
export function identitiesOf(attributes: ReadonlyMap<string, string>): ProviderIdentity[] {
  try {
    const identities: unknown = JSON.parse(attributes.get('identities') ?? '[]');
    return Array.isArray(identities) && identities.every(isIdentity) ? identities : [];
  } catch {
    return [];
  }
}

function isIdentity(identity: unknown): identity is ProviderIdentity {
  const { providerName, userId } = (identity ?? {}) as Partial<Record<string, unknown>>;
  return typeof providerName === 'string' && typeof userId === 'string';
}
