import { asciiDomain, domainOf } from '../runtime/email-domain';

/** The domains of the addresses that users may have. */
export interface EmailDomainsEntry {
  /** whose users: those of a provider, by its name, or those with an account of the pool's own */
  readonly provider?: string;
  /** whether addresses count without a word that they are verified: SAML has none, and the provider's administrators write them */
  readonly isVouched?: boolean;
  /** whether these may and no others, or these may not */
  readonly policy: 'ALLOW' | 'BLOCK';
  /** each as it is compared */
  readonly domains: readonly string[];
}

/** What is wrong with an entry. */
export function flaw(entry: unknown): string | undefined {
  const { provider, isVouched = false, policy, domains } = (entry ?? {}) as Partial<Record<keyof EmailDomainsEntry, unknown>>;
  const isDomain = (domain: unknown) => typeof domain === 'string' && asciiDomain(domain) === domain;
  return provider !== undefined && typeof provider !== 'string' ? 'provider is no text'
    : typeof isVouched !== 'boolean' ? 'isVouched is neither true nor false'
      : policy !== 'ALLOW' && policy !== 'BLOCK' ? 'policy is neither ALLOW nor BLOCK'
        : !Array.isArray(domains) || domains.length === 0 || !domains.every(isDomain) ? 'domains are no domains in ASCII and lower case' : undefined;
}

/** Whether all of the lists let an address in. What is no plain address is let in by none, whatever it blocks. */
export function letsIn(entries: readonly EmailDomainsEntry[], address: string | undefined): boolean {
  const domain = domainOf(address);
  return entries.every(({ policy, domains }) => domain !== undefined && domains.includes(domain) === (policy === 'ALLOW'));
}
