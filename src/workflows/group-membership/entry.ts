import { asciiDomain } from '../runtime/email-domain';
import { isJson, isText, isTexts, type Json } from '../runtime/json';
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
  const isRole = (one: unknown) => isJson(one) && isText(one.group) && ['string', 'undefined'].includes(typeof one.role) && ['number', 'undefined'].includes(typeof one.precedence);
  return !isRoles(entry) ? otherFlaw(entry) : Array.isArray(entry.roles) && entry.roles.every(isRole) ? undefined : 'roles';
}

/** What is wrong with an entry: which part of it. */
export function membershipFlaw(entry: unknown): string | undefined {
  const { group, match } = isJson(entry) ? entry : {} as Json;
  const { emailDomains, providers, everyone } = isJson(match) ? match : {} as Json;
  const isNone = (list: unknown, isItem: (item: string) => boolean = () => true) => list !== undefined && !(isTexts(list) && list.every(isItem));
  return !isText(group) ? 'group' : isNone(emailDomains, (domain) => asciiDomain(domain) === domain) ? 'emailDomains' : isNone(providers) ? 'providers'
    : (emailDomains ?? providers) === undefined && everyone !== true ? 'match' : undefined;
}
