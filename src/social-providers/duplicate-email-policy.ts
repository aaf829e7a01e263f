import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import { flawed } from '../private/errors';

/**
 * Options for `DuplicateEmailPolicy.refuse()`.
 */
export interface RefuseDuplicatesOptions {
  /**
   * The function that looks the address up and throws where a user has it: the pool's pre sign-up trigger. It may call `ListUsers` on this pool, and
   * nothing else. Its environment variable `DUPLICATE_EMAILS` is `{"policy":"REFUSE"}`; an alias, a version or an imported function gets none.
   */
  readonly handler: IFunction;
}

/**
 * Options for `DuplicateEmailPolicy.linkVerified()`.
 */
export interface LinkVerifiedOptions {
  /**
   * The function that looks the address up and links the new account to the user that has it: the pool's pre sign-up trigger. It may call `ListUsers` and
   * `AdminLinkProviderForUser` on this pool, and nothing else. Its environment variable `DUPLICATE_EMAILS` is
   * `{"policy":"LINK_VERIFIED","trustedProviders":["Google"]}`; an alias, a version or an imported function gets none.
   */
  readonly handler: IFunction;

  /**
   * The providers whose word is taken that an address is verified, by their names in the pool: `Google`, `SignInWithApple`, or the `name` of an OpenID
   * Connect or SAML one. An administrator of such a provider can sign in as any user whose address they write into an account there.
   *
   * Each must map `email` and `email_verified`. Facebook and Amazon never say whether an address is verified, and are refused.
   */
  readonly trustedProviders: string[];
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
 * The function that decides is yours; what it may do, and which providers it may trust, is decided here. On an invite-only pool it is also the only
 * one that can refuse strangers: the rule `inviteOnlyWithProviders` is silent once there is a pre sign-up trigger.
 *
 * @see https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/providers.md#one-user-several-accounts
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
   * @param options the function
   */
  public static refuse(options: RefuseDuplicatesOptions): DuplicateEmailPolicy {
    return new DuplicateEmailPolicy(DuplicateEmailMode.REFUSE, options.handler);
  }

  /**
   * The second account is linked to the user that has the address, where a trusted provider verified the address and the user pool did as well.
   *
   * If one of the two didn't verify it, linking is an account takeover: by an attacker who writes the victim's address into an account at the provider,
   * or by one who signs up here with the victim's address and waits until the victim comes from the provider.
   *
   * `SocialProviders` throws when `trustedProviders` is empty, holds a token, `COGNITO` or a name with `_`. The synthesis fails when one of them isn't a provider of the
   * pool, has the name of another but for case, or doesn't map `email` and `email_verified`.
   *
   * @param options the function and the providers
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html
   */
  public static linkVerified(options: LinkVerifiedOptions): DuplicateEmailPolicy {
    const { handler, trustedProviders } = options;
    const policy = new DuplicateEmailPolicy(DuplicateEmailMode.LINK_VERIFIED, handler, [...new Set(trustedProviders)].sort());
    return flawed(policy, untrustworthy(trustedProviders));
  }

  private constructor(
    /**
     * What the policy does.
     */
    public readonly mode: DuplicateEmailMode,
    /**
     * The function that decides: the pool's pre sign-up trigger.
     *
     * @default - accounts stay separate, no function is needed
     */
    public readonly handler?: IFunction,
    /**
     * The providers whose word is taken that an address is verified: each once, sorted.
     */
    public readonly trustedProviders: string[] = [],
  ) {
    Object.freeze(trustedProviders);
  }

  /**
   * @internal
   */
  public _bind(): DuplicateEmailConfig {
    const { mode, handler, trustedProviders } = this;
    if (handler === undefined) {
      return { text: 'DuplicateEmailPolicy.separate()' };
    }
    const { path } = handler.node;
    const trusted = trustedProviders.join(', ');
    return mode === DuplicateEmailMode.REFUSE
      ? {
        text: `DuplicateEmailPolicy.refuse() with ${path}`,
        hook: {
          handler,
          actions: ['ListUsers'],
          told: { policy: mode },
          note: `${path} refuses users from providers whose e-mail address another user has`,
          trustedProviders,
        },
      }
      : {
        text: `DuplicateEmailPolicy.linkVerified() with ${path}, which trusts ${trusted}`,
        hook: {
          handler,
          actions: ['ListUsers', 'AdminLinkProviderForUser'],
          told: { policy: mode, trustedProviders },
          note: `${path} links users from ${trusted} to the user that has their e-mail address: administrators of these providers are trusted`,
          trustedProviders,
        },
      };
  }
}

/** Why these can't be trusted. */
function untrustworthy(names: readonly string[]): string | undefined {
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
  const cut = names.find((name) => name.includes('_'));
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

/** The function that decides, and what it is told. */
export interface DuplicateEmailHook {
  readonly handler: IFunction;
  readonly actions: readonly string[];
  readonly told: Readonly<Record<string, unknown>>;
  /** what the pool's summary says of it */
  readonly note: string;
  readonly trustedProviders: readonly string[];
}
