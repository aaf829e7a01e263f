import { asciiDomain } from '../runtime/email-domain';
import { isJson, isText, isTexts } from '../runtime/json';
import type { GroupRole } from '../runtime/token-override';

/** Which users are meant: those whom any of these means. */
export interface Match {
  /** in ASCII and lower case */
  readonly emailDomains?: readonly string[];
  readonly providers?: readonly string[];
  readonly everyone?: true;
}

/** Users who are in a group. */
export interface MembershipEntry {
  readonly group: string;
  readonly match: Match;
}

/** The groups of the pool that have roles. */
export interface RolesEntry {
  readonly roles: readonly GroupRole[];
}

export function isRoles(entry: unknown): entry is RolesEntry {
  return isJson(entry) && entry.roles !== undefined;
}

/** What is wrong with an entry of a step that gives groups. */
export function groupsFlaw(entry: unknown, otherFlaw: (entry: unknown) => string | undefined): string | undefined {
  if (!isRoles(entry)) {
    return otherFlaw(entry);
  }
  const { roles } = entry as { readonly roles: unknown };
  return Array.isArray(roles) && roles.every((one: unknown) => isJson(one) && isText(one.group) && ['string', 'undefined'].includes(typeof one.role)
    && ['number', 'undefined'].includes(typeof one.precedence)) ? undefined : 'roles isn\'t a list of groups';
}

/** What is wrong with an entry. */
export function membershipFlaw(entry: unknown): string | undefined {
  if (!isJson(entry) || !isText(entry.group) || !isJson(entry.match)) {
    return 'names no group, or no users';
  }
  const { emailDomains, providers, everyone } = entry.match;
  return emailDomains === undefined && providers === undefined && everyone !== true ? 'means no users'
    : emailDomains !== undefined && !(isTexts(emailDomains) && emailDomains.every((domain) => asciiDomain(domain) === domain)) ? 'emailDomains isn\'t a list of domains'
      : providers !== undefined && !isTexts(providers) ? 'providers isn\'t a list of names' : undefined;
}
