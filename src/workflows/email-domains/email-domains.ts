import { Token } from 'aws-cdk-lib/core';
import type { EmailDomainsEntry } from './entry';
import { flawed } from '../../private/errors';
import { asciiDomain } from '../runtime/email-domain';

/**
 * The domains that the e-mail addresses of users may have: of those who sign up here (`SignUp.open()`), or of those who come from a provider (its
 * `emailDomains`).
 *
 * - `allow()`: a company's own domains, or those of its customers. Nobody else gets in.
 * - `block()`: everybody but these, such as the users of a domain who must come from its own provider.
 *
 * A domain is compared as a whole, without regard to case, and internationalized names by their ASCII form: `acme.example` is neither `mail.acme.example` nor
 * `evil-acme.example`. Whoever has no plain address gets in by neither.
 *
 * Users are looked at before there is an account, and again whenever they get tokens: then the address must be verified, whoever made the account. So nobody
 * gets in with an address that was changed, migrated or imported, and **an administrator can't invite users from elsewhere**.
 *
 * It defines two functions, for the triggers `PreSignUp` and `PreTokenGenerationConfig`, which call nothing.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', {
 *   signUp: SignUp.open({ emailDomains: EmailDomains.allow('acme.example', 'acme.co.example') }),
 * });
 *
 * @see https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/workflows.md#who-may-sign-up
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export class EmailDomains {
  /**
   * Only addresses of these domains.
   *
   * The construct that it is given to throws when there is none, when one is no domain, or a token, or given twice.
   *
   * @param domains such as "acme.example", in any case, without "@" and wildcards
   */
  public static allow(...domains: string[]): EmailDomains {
    return EmailDomains.of('ALLOW', domains);
  }

  /**
   * All addresses but those of these domains.
   *
   * There is no list of disposable addresses here, and none that would hold for long: it would refuse honest users.
   *
   * The construct that it is given to throws when there is none, when one is no domain, or a token, or given twice.
   *
   * @param domains such as "acme.example", in any case, without "@" and wildcards
   */
  public static block(...domains: string[]): EmailDomains {
    return EmailDomains.of('BLOCK', domains);
  }

  private static of(policy: EmailDomainsEntry['policy'], domains: readonly string[]): EmailDomains {
    const isToken = Token.isUnresolved(domains) || domains.some((domain) => Token.isUnresolved(domain));
    const ascii = isToken ? [] : domains.map((domain) => asciiDomain(domain) ?? domain);
    return flawed(new EmailDomains(policy === 'ALLOW', ascii), isToken ? '"emailDomains" must be literals: the function compares with what synthesis has checked'
      : problem(domains, ascii));
  }

  private constructor(
    /**
     * Whether addresses of these domains get in, and no others: all others do otherwise.
     */
    public readonly allows: boolean,
    /**
     * The domains as they are compared: lower case, internationalized ones in ASCII.
     */
    public readonly domains: string[],
  ) {
    Object.freeze(domains);
  }

  /**
   * @internal
   */
  public _entry(): EmailDomainsEntry {
    return { policy: this.allows ? 'ALLOW' : 'BLOCK', domains: this.domains };
  }
}

/** What is wrong with the domains. */
function problem(given: readonly string[], ascii: readonly string[]): string | undefined {
  const bad = given.find((domain) => asciiDomain(domain) === undefined);
  const twice = ascii.findIndex((domain, at) => ascii.indexOf(domain) < at);
  return given.length === 0 ? '"emailDomains" is empty: name the domains, such as EmailDomains.allow("acme.example"), or leave it out'
    : bad !== undefined ? `"emailDomains" holds ${JSON.stringify(bad)}, ${remedy(bad)}`
      : twice >= 0 ? `"emailDomains" holds ${JSON.stringify(given[twice])} twice` : undefined;
}

function remedy(bad: string): string {
  const [, domain] = /^(?:.*@|\*?\.)(.+)$/.exec(bad.trim()) ?? [];
  const ascii = asciiDomain(domain ?? bad.trim());
  return bad.includes('*') || bad.startsWith('.') ? `and a subdomain is a domain of its own: name each${ascii === undefined ? '' : `, such as "login.${ascii}"`}`
    : ascii !== undefined ? `which is no domain: write ${JSON.stringify(ascii)}` : 'which is no domain: write it like "acme.example"';
}
