import { STANDARD_ATTRIBUTES } from '../../template/standard-attributes';
import { isJson, isText, isTexts } from '../runtime/json';

/** A token that a claim is for: of users the ID and the access token, of machines their access token. */
export type ClaimTokenName = 'id' | 'access' | 'machine';

/** A claim, and the one thing that it comes from. */
export interface ClaimEntry {
  readonly claim: string;
  readonly tokens: readonly ClaimTokenName[];
  readonly attribute?: string;
  readonly value?: string;
  /** the names of the user's groups */
  readonly groups?: true;
  /** by the name of the provider that the user comes from */
  readonly providers?: Readonly<Record<string, string>>;
  /** it is left out */
  readonly suppress?: true;
}

/** Scopes that access tokens have for the sake of groups. */
export interface ScopesEntry {
  readonly scopes: Readonly<Record<string, readonly string[]>>;
}

/**
 * Claims that Cognito keeps to itself, or that libraries believe to be its own.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
const RESERVED = [
  'iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'nonce', 'origin_jti', 'token_use', 'auth_time', 'at_hash', 'acr', 'amr', 'azp', 'client_id', 'event_id',
  'device_key', 'version', 'identities', 'username', 'scope', '__proto__',
];

const TOKENS = ['id', 'access', 'machine'];

/** Sources of which a claim has one. */
const SOURCES = ['attribute', 'value', 'groups', 'providers', 'suppress'];

export function isScopes(entry: unknown): entry is ScopesEntry {
  return isJson(entry) && entry.scopes !== undefined;
}

/** Whether a text may be the name of an attribute. */
export function isAttribute(name: string): boolean {
  return STANDARD_ATTRIBUTES.includes(name) || /^custom:./.test(name);
}

/** What is wrong with a name: it would be Cognito's, or an attribute's where the step doesn't write it. */
export function nameFlaw(claim: string, { attribute, suppress }: Partial<ClaimEntry> = {}): string | undefined {
  const isOwn = attribute === claim && !/^(email|phone_number)(_verified)?$/.test(claim);
  return RESERVED.includes(claim) || /^(cognito|dev):/.test(claim) ? 'is a claim that Cognito writes'
    : !/^[\w:/.#-]{1,256}$/.test(claim) ? 'must have letters, digits and the signs of a URL'
      : suppress !== true && !isOwn && isAttribute(claim) ? 'is the name of an attribute, whose value verifiers take it for' : undefined;
}

/** What is wrong with a scope. */
export function isScope(scope: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+\/[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/.test(scope);
}

/** What is wrong with an entry. */
export function claimFlaw(entry: unknown): string | undefined {
  if (isScopes(entry)) {
    const { scopes } = entry;
    return isJson(scopes) && Object.values(scopes).every((list) => isTexts(list) && list.every(isScope)) ? undefined : 'scopes isn\'t a table of the scopes of resource servers';
  }
  if (!isJson(entry) || !isText(entry.claim)) {
    return 'names no claim';
  }
  const { claim, tokens, attribute, value, groups, providers } = entry;
  const flaw = nameFlaw(claim, entry);
  return flaw !== undefined ? `${claim} ${flaw}`
    : !isTexts(tokens) || !tokens.every((token) => TOKENS.includes(token)) ? 'tokens isn\'t a list of tokens'
      : SOURCES.filter((source) => entry[source] !== undefined).length !== 1 ? 'has not one source'
        : value === undefined && tokens.includes('machine') ? 'machines have constants only'
          : ![attribute, value].every((text) => text === undefined || typeof text === 'string') || ![groups, entry.suppress].every((flag) => flag === undefined || flag === true)
            || !(providers === undefined || (isJson(providers) && Object.values(providers).every(isText))) ? 'has a source of another kind' : undefined;
}
