import { Token } from 'aws-cdk-lib/core';
import type { Match } from './entry';
import { flawed } from '../../private/errors';
import { asciiDomain } from '../runtime/email-domain';

/**
 * Which users a `GroupMembership` means.
 *
 * - `emailDomain()`: those with an address of a company.
 * - `provider()`: those who come from an outside provider.
 * - `everyone()`: all.
 */
export class UserMatch {
  /**
   * Users whose verified e-mail address is of one of these domains, exactly: `acme.example` doesn't mean `mail.acme.example`.
   *
   * An address counts while it is verified: by the user pool, or by a provider that maps `email_verified`, whose administrators are trusted for it.
   *
   * `addGroup` throws when a domain is none: a token, with `@` or `*`, or the address of a machine.
   *
   * @param domains such as `acme.example`; international ones in their own letters or in ASCII
   */
  public static emailDomain(...domains: string[]): UserMatch {
    const names = domains.map((domain) => Token.isUnresolved(domain) ? undefined : asciiDomain(domain));
    const bad = names.indexOf(undefined);
    const flaw = domains.length === 0 ? 'UserMatch.emailDomain() names no domain: give one, such as "acme.example"'
      : bad === -1 ? undefined
        : `UserMatch.emailDomain() got ${JSON.stringify(domains[bad])}, which is no domain: give what stands behind the "@", such as "acme.example", as a literal`;
    return flawed(new UserMatch({ emailDomains: names.filter((name) => name !== undefined) }), flaw);
  }

  /**
   * Users who come from one of these providers and have no other way in: a user who has a password too, or an account at another provider that is linked,
   * isn't meant, because nobody knows which way such a user took.
   *
   * `addGroup` throws without a name, or with a token. The synthesis fails when the user pool has no provider of that name (rule `workflowUnknown`).
   *
   * @param names the names of the providers in the pool, such as `Okta` and `Google`
   */
  public static provider(...names: string[]): UserMatch {
    const flaw = names.length === 0 || names.some((name) => Token.isUnresolved(name) || name === '')
      ? 'UserMatch.provider() wants the names of providers of the pool as literals, such as "Okta"' : undefined;
    return flawed(new UserMatch({ providers: names }), flaw);
  }

  /**
   * All users.
   */
  public static everyone(): UserMatch {
    return new UserMatch({ everyone: true });
  }

  private constructor(
    /**
     * @internal
     */
    public readonly _match: Match,
  ) {}
}
