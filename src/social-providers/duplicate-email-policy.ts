import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';

/**
 * Options for `DuplicateEmailPolicy.refuse()`.
 */
export interface RefuseDuplicatesOptions {
  /**
   * The function that looks the address up and throws where somebody has it: the pool's pre sign-up trigger. It may call `ListUsers` on this pool, and
   * nothing else. Its environment variable `DUPLICATE_EMAILS` is `{"policy":"REFUSE"}`; an alias, a version or an imported function gets none.
   */
  readonly handler: IFunction;
}

/**
 * Options for `DuplicateEmailPolicy.linkVerified()`.
 */
export interface LinkVerifiedOptions {
  /**
   * The function that looks the address up and links the new account to the one that has it: the pool's pre sign-up trigger. It may call `ListUsers` and
   * `AdminLinkProviderForUser` on this pool, and nothing else. Its environment variable `DUPLICATE_EMAILS` is
   * `{"policy":"LINK_VERIFIED","trustedProviders":["Google"]}`; an alias, a version or an imported function gets none.
   */
  readonly handler: IFunction;

  /**
   * The providers, by their names in the pool, that are believed when they say that an address is somebody's: `Google`, `SignInWithApple`, or the `name`
   * of an OpenID Connect or SAML one. Whoever administers such a provider can sign in as anybody whose address they write into an account there.
   *
   * Each must map `email` and `email_verified`. Facebook and Amazon never say whether an address is verified, and are refused.
   */
  readonly trustedProviders: string[];
}

/**
 * What becomes of somebody who comes from a provider with an e-mail address that a person in the user pool has already.
 *
 * The function that decides is yours for now; what it may do, and whom it may believe, is decided here. On an invite-only pool it is also the only one
 * that can refuse strangers: the rule `inviteOnlyWithProviders` is silent once there is a pre sign-up trigger.
 *
 * @see https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/providers.md#one-person-several-accounts
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export abstract class DuplicateEmailPolicy {
  /**
   * They become another person with the same address: Cognito's own default. Nothing is defined. Apps tell people apart by `sub`, never by the address.
   */
  public static separate(): DuplicateEmailPolicy {
    return new SeparatePeople();
  }

  /**
   * They are turned away, and sign in the way they did before. It tells whoever has an account at the provider that somebody has the address here.
   *
   * @param options the function
   */
  public static refuse(options: RefuseDuplicatesOptions): DuplicateEmailPolicy {
    return new RefusedDuplicates(options);
  }

  /**
   * They become the person who has the address, where a trusted provider verified it, and the user pool did as well.
   *
   * Linked by an address that one of the two didn't verify, an account is taken over: by who writes the victim's address into an account at the provider,
   * or by who signed up here with the victim's address and waits for them to come from the provider.
   *
   * Throws when `trustedProviders` is empty, holds a token, `COGNITO` or a name with `_`. The synthesis fails when one of them isn't a provider of the
   * pool, is another's name but for case, or doesn't map `email` and `email_verified`.
   *
   * @param options the function and the providers
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html
   */
  public static linkVerified(options: LinkVerifiedOptions): DuplicateEmailPolicy {
    const { trustedProviders } = options;
    if (Token.isUnresolved(trustedProviders) || trustedProviders.some((name) => Token.isUnresolved(name))) {
      throw new Error('"trustedProviders" must be literals: whom the user pool believes is decided at synthesis');
    }
    if (trustedProviders.length === 0) {
      throw new Error('"trustedProviders" is empty, so nobody would ever be linked: name the providers that verify addresses, such as "Google", or use '
        + 'DuplicateEmailPolicy.separate()');
    }
    if (trustedProviders.some((name) => name.toUpperCase() === 'COGNITO')) {
      throw new Error('"trustedProviders" holds "COGNITO", by which clients name the pool itself: name its identity providers');
    }
    const cut = trustedProviders.find((name) => name.includes('_'));
    if (cut !== undefined) {
      throw new Error(`"trustedProviders" holds ${JSON.stringify(cut)}, which the function can't find: the provider's name ends at the first "_" of event.userName. `
        + 'Give the provider a name without it');
    }
    return new LinkedDuplicates(options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): DuplicateEmailConfig;
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

class SeparatePeople extends DuplicateEmailPolicy {
  constructor() {
    super();
  }

  public _bind(): DuplicateEmailConfig {
    return { text: 'DuplicateEmailPolicy.separate()' };
  }
}

class RefusedDuplicates extends DuplicateEmailPolicy {
  constructor(private readonly options: RefuseDuplicatesOptions) {
    super();
  }

  public _bind(): DuplicateEmailConfig {
    const { handler } = this.options;
    return {
      text: `DuplicateEmailPolicy.refuse() with ${handler.node.path}`,
      hook: {
        handler,
        actions: ['ListUsers'],
        told: { policy: 'REFUSE' },
        note: `${handler.node.path} refuses people from providers whose e-mail address somebody has`,
        trustedProviders: [],
      },
    };
  }
}

class LinkedDuplicates extends DuplicateEmailPolicy {
  constructor(private readonly options: LinkVerifiedOptions) {
    super();
  }

  public _bind(): DuplicateEmailConfig {
    const { handler } = this.options;
    const trustedProviders = [...new Set(this.options.trustedProviders)].sort();
    return {
      text: `DuplicateEmailPolicy.linkVerified() with ${handler.node.path}, which trusts ${trustedProviders.join(', ')}`,
      hook: {
        handler,
        actions: ['ListUsers', 'AdminLinkProviderForUser'],
        told: { policy: 'LINK_VERIFIED', trustedProviders },
        note: `${handler.node.path} links people from ${trustedProviders.join(', ')} to whoever has their e-mail address: who administers these is believed`,
        trustedProviders,
      },
    };
  }
}
