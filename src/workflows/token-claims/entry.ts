import { STANDARD_ATTRIBUTES } from '../../template/standard-attributes';
import { isJson, isText, isTexts, type Json } from '../runtime/json';

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
const RESERVED = ('iss sub aud exp iat nbf jti nonce origin_jti token_use auth_time at_hash acr amr azp client_id event_id device_key version identities username scope '
  + '__proto__').split(' ');

const isTrue = (value: unknown) => value === true;

/** What a claim has one of, and what it must be. */
const SOURCES: Readonly<Record<string, (value: unknown) => boolean>> = {
  attribute: isText,
  value: (value) => typeof value === 'string',
  groups: isTrue,
  providers: (value) => isJson(value) && Object.values(value).every(isText),
  suppress: isTrue,
};

export function isScopes(entry: unknown): entry is ScopesEntry {
  return isJson(entry) && entry.scopes !== undefined;
}

/** Whether a text may be the name of an attribute. */
export function isAttribute(name: string): boolean {
  return STANDARD_ATTRIBUTES.includes(name) || /^custom:./.test(name);
}

/** What is wrong with a name: it would be Cognito's, or an attribute's where the step doesn't write it. */
export function nameFlaw(claim: string, { attribute, suppress }: Partial<ClaimEntry>): string | undefined {
  const isOwn = attribute === claim && !/^(email|phone_number)(_verified)?$/.test(claim);
  return RESERVED.includes(claim) || /^(cognito|dev):/.test(claim) ? 'is a claim that Cognito writes'
    : !/^[\w:/.#-]{1,256}$/.test(claim) ? 'must have letters, digits and the signs of a URL'
      : suppress !== true && !isOwn && isAttribute(claim) ? 'is the name of an attribute, whose value verifiers take it for' : undefined;
}

/** Whether a text is the scope of a resource server: its identifier, a slash and the name. */
export function isScope(scope: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+\/[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/.test(scope);
}

/** What is wrong with an entry: which part of it. */
export function claimFlaw(entry: unknown): string | undefined {
  if (isScopes(entry)) {
    return isJson(entry.scopes) && Object.values(entry.scopes).every((list) => isTexts(list) && list.every(isScope)) ? undefined : 'scopes';
  }
  const given = isJson(entry) ? entry : {} as Json;
  const { claim, tokens } = given;
  const [[source, isSource] = ['', isTrue], ...others] = Object.entries(SOURCES).filter(([name]) => given[name] !== undefined);
  return !isText(claim) ? 'claim' : nameFlaw(claim, given)
    ?? (!isTexts(tokens) || !tokens.every((token) => ['id', 'access', 'machine'].includes(token)) ? 'tokens'
      : others.length > 0 || !isSource(given[source]) ? 'source' : source !== 'value' && tokens.includes('machine') ? 'machines have constants only' : undefined);
}
