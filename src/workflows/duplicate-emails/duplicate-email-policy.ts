import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import type { DuplicateEmailsEntry } from './entry';
import { flawed } from '../../private/errors';

/**
 * Options for `DuplicateEmailPolicy.refuse()`.
 */
export interface RefuseDuplicatesOptions {
  /**
   * A function of yours that looks the address up and throws where a user has it: the pool's pre sign-up trigger. It may call `ListUsers` on this pool, and
   * nothing else. Its environment variable `DUPLICATE_EMAILS` is `{"policy":"REFUSE"}`; an alias, a version or an imported function gets none.
   *
   * @default - a function of this library
   */
  readonly handler?: IFunction;
}

/**
 * Options for `DuplicateEmailPolicy.linkVerified()`.
 */
export interface LinkVerifiedOptions {
  /**
   * A function of yours that looks the address up and links the new account to the user that has it: the pool's pre sign-up trigger. It may call `ListUsers`
   * and `AdminLinkProviderForUser` on this pool, and nothing else. Its environment variable `DUPLICATE_EMAILS` is
   * `{"policy":"LINK_VERIFIED","trustedProviders":["Google"]}`; an alias, a version or an imported function gets none.
   *
   * @default - a function of this library
   */
  readonly handler?: IFunction;

  /**
   * The providers whose word is taken that an address is verified, by their names in the pool: `Google`, `SignInWithApple`, or the `name` of an OpenID
   * Connect or SAML one. An administrator of such a provider can sign in as any user whose address they write into an account there.
   *
   * Each must map `email` and `email_verified`. Facebook and Amazon never say whether an address is verified, and are refused.
   */
  readonly trustedProviders: string[];

  /**
   * Whether users who set up a second factor are linked too. A warning names the risk (rule `linkBypassesMfa`): Cognito asks nobody for a second factor who
   * comes from a provider. It is about the function of this library.
   *
   * @default false - such users sign in the way they did before
   */
  readonly bypassMfa?: boolean;
}

/**
 * What a `DuplicateEmailPolicy` does.
 */
export enum DuplicateEmailMode {
  /**
   * The accounts stay separate users.
   */
  SEPARATE = 'SEPARATE',

  /**
   * The second account is refused.
   */
  REFUSE = 'REFUSE',

  /**
   * The second account is linked to the user that has the address, where both sides verified it.
   */
  LINK_VERIFIED = 'LINK_VERIFIED',
}

/**
 * What happens when a user signs in with a provider for the first time and another user of the pool has the same e-mail address.
 *
 * A function of this library decides, before there is a second user. It may look users up by `ListUsers` and, to link, call `AdminGetUser` and
 * `AdminLinkProviderForUser`, on this pool. Where it can't look them up, the sign-in is refused. `handler` is for a function of yours that decides otherwise.
 *
 * Only an address that is verified counts as a user's: nobody is kept out by a stranger who signed up with their address. A user whom nobody verified stays
 * beside the one from the provider, and is of no use without the mailbox.
 *
 * @see https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/workflows.md#one-user-several-accounts
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export class DuplicateEmailPolicy {
  /**
   * The accounts are separate users with the same address, which is Cognito's own default. Nothing is defined. Apps identify users by `sub`, never by
   * the address.
   */
  public static separate(): DuplicateEmailPolicy {
    return new DuplicateEmailPolicy(DuplicateEmailMode.SEPARATE);
  }

  /**
   * The second account is refused, and its owner signs in the way they did before. The refusal tells the owner of an account at the provider that a
   * user of this pool has the address.
   *
   * @param options a function of yours
   */
  public static refuse(options: RefuseDuplicatesOptions = {}): DuplicateEmailPolicy {
    return new DuplicateEmailPolicy(DuplicateEmailMode.REFUSE, options.handler);
  }

  /**
   * The second account is linked to the user that has the address, where a trusted provider verified the address and the user pool did as well.
   *
   * If one of the two didn't verify it, linking is an account takeover: by an attacker who writes the victim's address into an account at the provider,
   * or by one who signs up here with the victim's address and waits until the victim comes from the provider.
   *
   * The function of this library links to a user of the pool's own who is confirmed, enabled, alone in having the address, without a second factor, without
   * another account of the same provider, and with at most four linked accounts. It refuses all others. **The first sign-in after that fails with
   * `ACCOUNT_LINKED` in `error_description`**, because Cognito is about to make another user by then: the app starts the sign-in again.
   *
   * `SocialProviders` throws when `trustedProviders` is empty, holds a token or `COGNITO`, or, for a function of yours, a name with `_`, and when `bypassMfa`
   * is given together with `handler`. The synthesis fails when one of them isn't a provider of the pool, has the name of another but for case, doesn't map
   * `email` and `email_verified` or, without `handler`, writes subjects of which user names in lower case don't tell: then map `sub` into a custom attribute.
   *
   * @param options the providers
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html
   */
  public static linkVerified(options: LinkVerifiedOptions): DuplicateEmailPolicy {
    const { handler, trustedProviders, bypassMfa } = options;
    const policy = new DuplicateEmailPolicy(DuplicateEmailMode.LINK_VERIFIED, handler, [...new Set(trustedProviders)].sort(), bypassMfa);
    return flawed(policy, untrustworthy(trustedProviders, handler !== undefined) ?? (handler === undefined || bypassMfa === undefined ? undefined
      : '"bypassMfa" is for the function of this library, and "handler" is a function of yours: leave one of them out'));
  }

  private constructor(
    /**
     * What the policy does.
     */
    public readonly mode: DuplicateEmailMode,
    /**
     * The function of yours that decides: the pool's pre sign-up trigger.
     *
     * @default - one of this library, or none where accounts stay separate
     */
    public readonly handler?: IFunction,
    /**
     * The providers whose word is taken that an address is verified: each once, sorted.
     */
    public readonly trustedProviders: string[] = [],
    /**
     * Whether users who set up a second factor are linked too.
     *
     * @default false
     */
    public readonly bypassMfa?: boolean,
  ) {
    Object.freeze(trustedProviders);
  }

  /**
   * @internal
   */
  public _bind(): DuplicateEmailConfig {
    const { mode, handler, trustedProviders, bypassMfa } = this;
    if (mode === DuplicateEmailMode.SEPARATE) {
      return { text: 'DuplicateEmailPolicy.separate()' };
    }
    const by = handler === undefined ? '' : ` with ${handler.node.path}`;
    const subject = handler === undefined ? 'the pre sign-up trigger' : handler.node.path;
    const trusted = trustedProviders.join(', ');
    return mode === DuplicateEmailMode.REFUSE
      ? {
        text: `DuplicateEmailPolicy.refuse()${by}`,
        hook: { handler, actions: ['ListUsers'], told: { policy: mode }, note: `${subject} refuses users from providers whose e-mail address another user has` },
      }
      : {
        text: `DuplicateEmailPolicy.linkVerified()${by}, which trusts ${trusted}${bypassMfa === true ? ' and bypasses MFA' : ''}`,
        hook: {
          handler,
          actions: ['ListUsers', ...handler === undefined && bypassMfa !== true ? ['AdminGetUser'] : [], 'AdminLinkProviderForUser'],
          told: { policy: mode, trustedProviders, ...bypassMfa === true ? { bypassMfa } : {} },
          note: `${subject} links users from ${trusted} to the user that has their e-mail address: administrators of these providers are trusted`,
        },
      };
  }
}

/** Why these can't be trusted. */
function untrustworthy(names: readonly string[], isCallers: boolean): string | undefined {
  if (Token.isUnresolved(names) || names.some((name) => Token.isUnresolved(name))) {
    return '"trustedProviders" must be literals: which providers are trusted is decided at synthesis';
  }
  if (names.length === 0) {
    return '"trustedProviders" is empty, so no account would ever be linked: name the providers that verify addresses, such as "Google", or use '
      + 'DuplicateEmailPolicy.separate()';
  }
  if (names.some((name) => name.toUpperCase() === 'COGNITO')) {
    return '"trustedProviders" holds "COGNITO", by which clients name the pool itself: name its identity providers';
  }
  const cut = names.find((name) => isCallers && name.includes('_'));
  return cut === undefined ? undefined
    : `"trustedProviders" holds ${JSON.stringify(cut)}, which the function can't find: the provider's name ends at the first "_" of event.userName. `
      + 'Give the provider a name without it';
}

/**
 * @internal
 */
export interface DuplicateEmailConfig {
  /** how the caller wrote it */
  readonly text: string;
  readonly hook?: DuplicateEmailHook;
}

/** What decides. */
export interface DuplicateEmailHook {
  /** a function of the caller's */
  readonly handler?: IFunction;
  readonly actions: readonly string[];
  readonly told: DuplicateEmailsEntry;
  /** what the pool's summary says of it */
  readonly note: string;
}
