import { flaw as domainsFlaw, type EmailDomainsEntry } from '../email-domains/entry';

/** What becomes of the second factor that a user has at the old user pool. */
export type SecondFactorPolicy = 'REFUSE' | 'KEEP_SMS' | 'DROP';

/** What users of the new pool sign in with: an address that is their name, a name or an address of theirs, a name only. */
export type NameKind = 'ADDRESS' | 'ALIAS' | 'NAME';

/** An old user pool that users come from. */
export interface MigrationEntry {
  readonly userPoolId: string;
  readonly clientId: string;
  /** that of the new pool where it isn't given */
  readonly region?: string;
  /** in whose name the old pool is asked: the function's own where it isn't given */
  readonly role?: { readonly arn: string; readonly externalId?: string };
  /** attributes of the old pool, by those of the new one that they become */
  readonly attributes: Readonly<Record<string, string>>;
  readonly secondFactors: SecondFactorPolicy;
  readonly names: NameKind;
  /** the lists by which own accounts of the new pool are let in */
  readonly emailDomains: readonly EmailDomainsEntry[];
  /** when it ends, in ISO 8601 */
  readonly until: string;
}

/** What Cognito itself decides, or what follows from the address. */
const UNWRITABLE = /^(sub|identities|username|cognito:.*|email_verified|phone_number_verified)$/;

/** Why an attribute can't be written into the new pool. */
export function attributeFlaw(name: string): string | undefined {
  return UNWRITABLE.test(name) ? `${JSON.stringify(name)} is written by Cognito` : undefined;
}

/** What is wrong with an entry. */
export function flaw(entry: unknown): string | undefined {
  const { userPoolId, clientId, region = '', role, attributes, secondFactors, names, emailDomains, until } = (entry ?? {}) as Partial<MigrationEntry>;
  if ([userPoolId, clientId, region].some((text) => typeof text !== 'string') || (role !== undefined && typeof role.arn !== 'string')) {
    return 'userPoolId, clientId, region and role.arn are texts';
  }
  if (Number.isNaN(Date.parse(String(until)))) {
    return 'until is no date';
  }
  if (!['REFUSE', 'KEEP_SMS', 'DROP'].includes(String(secondFactors)) || !['ADDRESS', 'ALIAS', 'NAME'].includes(String(names))) {
    return 'secondFactors or names is unknown';
  }
  const texts = Object.entries(attributes ?? {});
  const list = Array.isArray(emailDomains) ? emailDomains.map(domainsFlaw).find((one) => one !== undefined) : 'emailDomains is no list';
  return texts.length === 0 || texts.some(([, old]) => typeof old !== 'string') ? 'attributes maps no texts'
    : texts.map(([name]) => attributeFlaw(name)).find((one) => one !== undefined) ?? list;
}
