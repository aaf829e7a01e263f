/** What happens when a user comes from a provider with an address that another user has. */
export interface DuplicateEmailsEntry {
  readonly policy: 'REFUSE' | 'LINK_VERIFIED';
  /** whose word is taken that an address is verified, by their names in the pool */
  readonly trustedProviders?: readonly string[];
  /** whether users with a second factor are linked too */
  readonly bypassMfa?: boolean;
}

/** What is wrong with an entry. */
export function flaw(entry: unknown): string | undefined {
  const { policy, trustedProviders = [], bypassMfa = false } = (entry ?? {}) as Partial<Record<keyof DuplicateEmailsEntry, unknown>>;
  return policy !== 'REFUSE' && policy !== 'LINK_VERIFIED' ? 'policy is neither REFUSE nor LINK_VERIFIED'
    : !Array.isArray(trustedProviders) || !trustedProviders.every((name) => typeof name === 'string') ? 'trustedProviders are no texts'
      : typeof bypassMfa !== 'boolean' ? 'bypassMfa is neither true nor false' : undefined;
}
