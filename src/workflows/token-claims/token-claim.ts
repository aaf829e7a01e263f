import { Token } from 'aws-cdk-lib/core';
import { isAttribute, isScope, nameFlaw, type ClaimEntry, type ClaimTokenName, type ScopesEntry } from './entry';
import { flawed } from '../../private/errors';

/**
 * A token that a claim goes into.
 */
export enum ClaimToken {
  /** The ID token, on every feature plan. */
  ID = 'id',
  /** The access token of users. Needs ESSENTIALS. */
  ACCESS = 'access',
  /** The access token of machines, which have nothing but constants. Needs ESSENTIALS, and Cognito charges for the tokens of machines as before. */
  MACHINE = 'machine',
}

/**
 * Options for `TokenClaim.constant()`, `TokenClaim.providerName()` and `TokenClaim.suppress()`.
 */
export interface TokenClaimOptions {
  /**
   * The tokens.
   *
   * @default [ClaimToken.ID]
   */
  readonly tokens?: ClaimToken[];
}

/**
 * Options for `TokenClaim.attribute()`.
 */
export interface AttributeClaimOptions extends TokenClaimOptions {
  /**
   * The name of the claim.
   *
   * @default - that of the attribute
   */
  readonly name?: string;
}

/**
 * Options for `TokenClaim.groups()`.
 */
export interface GroupsClaimOptions extends TokenClaimOptions {
  /**
   * The name of the claim, such as `groups`.
   */
  readonly name: string;
}

/**
 * A claim of the tokens beside those that Cognito writes.
 *
 * It comes from what the user pool knows, never from what an app says (`clientMetadata`), and is as safe as its source: the rules follow it to that.
 *
 * - `attribute()`, `groups()`, `providerName()`: what the user pool knows of the user.
 * - `constant()`: the same for all, and the only one that machines can have.
 * - `suppress()`: leaves a claim out.
 * - `scopes()`: scopes of access tokens for the sake of groups.
 *
 * Claims that Cognito keeps to itself (`iss`, `sub`, `cognito:…`), and names of attributes, such as `email` and `email_verified`, are refused: verifiers take them for Cognito's word.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class TokenClaim {
  /**
   * The value of an attribute. Users without it don't have the claim.
   *
   * @param attribute such as `custom:plan`
   * @param options another name, and the tokens
   */
  public static attribute(attribute: string, options: AttributeClaimOptions = {}): TokenClaim {
    return claim('attribute', options.name ?? attribute, options, { attribute }, Token.isUnresolved(attribute) || !isAttribute(attribute)
      ? `TokenClaim.attribute() wants the name of an attribute, such as "custom:plan", received ${JSON.stringify(attribute)}` : undefined);
  }

  /**
   * The names of the user's groups as a list, derived ones too, for software that doesn't know `cognito:groups`. A list needs the second version of the event, and with it
   * the feature plan ESSENTIALS, in the ID token too.
   *
   * @param options the name, and the tokens
   */
  public static groups(options: GroupsClaimOptions): TokenClaim {
    return claim('groups', options.name, options, { groups: true });
  }

  /**
   * The same text for all.
   *
   * @param name the name of the claim
   * @param value its value
   * @param options the tokens
   */
  public static constant(name: string, value: string, options: TokenClaimOptions = {}): TokenClaim {
    return claim('constant', name, options, { value });
  }

  /**
   * A text by the provider that the user comes from, such as the tenant: the provider's administrators can't write that of another. Users with a password, with accounts at
   * several providers, or of a provider that isn't listed, don't have the claim.
   *
   * @param name the name of the claim
   * @param values the values by the names of the providers in the pool
   * @param options the tokens
   */
  public static providerName(name: string, values: Record<string, string>, options: TokenClaimOptions = {}): TokenClaim {
    return claim('providerName', name, options, { providers: values }, Object.keys(values).length === 0 || Object.entries(values).some(([provider, value]) => (
      Token.isUnresolved(provider) || provider === '' || value === '')) ? 'TokenClaim.providerName() wants a value for each provider, such as { Okta: \'acme\' }' : undefined);
  }

  /**
   * Leaves a claim out, such as an address that an app needn't have.
   *
   * @param name the name of the claim
   * @param options the tokens
   */
  public static suppress(name: string, options: TokenClaimOptions = {}): TokenClaim {
    return claim('suppress', name, options, { suppress: true });
  }

  /**
   * Scopes that the access tokens of a group's users have, whichever client and sign-in they come by. Needs ESSENTIALS.
   *
   * @param scopes the scopes of resource servers, such as `api/read`, by the name of the group
   */
  public static scopes(scopes: Record<string, string[]>): TokenClaim {
    const lists = Object.entries(scopes);
    const bad = lists.flatMap(([, list]) => list).find((scope) => !isScope(scope));
    return flawed(new TokenClaim({ scopes }, 'V2_0'), lists.length === 0 || lists.some(([, list]) => list.length === 0)
      ? 'TokenClaim.scopes() wants one scope at least for each group, such as { staff: [\'api/read\'] }'
      : bad === undefined ? undefined : `TokenClaim.scopes() got ${JSON.stringify(bad)}, which is no scope of a resource server: write its identifier, a slash and the scope, such as "api/read"`);
  }

  /**
   * @internal
   */
  public static _claim(entry: ClaimEntry | ScopesEntry, version: string): TokenClaim {
    return new TokenClaim(entry, version);
  }

  private constructor(
    /**
     * @internal
     */
    public readonly _entry: ClaimEntry | ScopesEntry,
    /**
     * @internal
     */
    public readonly _version: string,
  ) {}
}

function claim(
  factory: string, name: string, { tokens = [ClaimToken.ID] }: TokenClaimOptions, source: Partial<ClaimEntry>, sourceFlaw?: string,
): TokenClaim {
  const entry: ClaimEntry = { claim: name, tokens: [...new Set<ClaimTokenName>(tokens)], ...source };
  const version = tokens.includes(ClaimToken.MACHINE) ? 'V3_0' : tokens.includes(ClaimToken.ACCESS) || source.groups === true ? 'V2_0' : 'V1_0';
  const problem = Token.isUnresolved(name) ? 'must be a literal' : nameFlaw(name, source);
  return flawed(TokenClaim._claim(entry, version), sourceFlaw
    ?? (problem !== undefined ? `TokenClaim.${factory}() makes the claim ${JSON.stringify(name)}, which ${problem}: give it another name, such as "${suggested(name)}"`
      : tokens.length === 0 ? `TokenClaim.${factory}() makes the claim ${JSON.stringify(name)} for no token: name one in "tokens", or leave "tokens" out`
        : source.value === undefined && tokens.includes(ClaimToken.MACHINE)
          ? `TokenClaim.${factory}() makes the claim ${JSON.stringify(name)} for machines, which have constants only: take ClaimToken.MACHINE out of "tokens", or use TokenClaim.constant()`
          : undefined));
}

function suggested(name: string): string {
  return `app_${name.replace(/^.*:/, '').replace(/\W/g, '_')}`;
}
