import { claimFlaw, isScopes, type ClaimEntry, type ScopesEntry } from './entry';
import { attributesOf } from '../runtime/event';
import { own } from '../runtime/json';
import { onlyProviderOf } from '../runtime/only-provider';
import type { Step } from '../runtime/step';
import { TokenOverride } from '../runtime/token-override';

/**
 * Claims from what the user pool knows: attributes, groups, the provider; and constants. Nothing that the caller of the API says (`clientMetadata`) is read.
 */
export const tokenClaims: Step<ClaimEntry | ScopesEntry> = {
  flaw: claimFlaw,

  run: (event, entries) => {
    const token = new TokenOverride(event);
    const attributes = attributesOf(event);
    for (const entry of entries) {
      if (isScopes(entry)) {
        token.addScopes(token.isOfMachine ? [] : token.groups.flatMap((group) => own(entry.scopes, group) ?? []));
        continue;
      }
      const value = entry.value ?? (entry.groups === true ? token.groups
        : entry.attribute !== undefined ? attributes.get(entry.attribute) : own(entry.providers ?? {}, onlyProviderOf(attributes) ?? ''));
      for (const name of entry.tokens.filter((one) => (one === 'machine') === token.isOfMachine)) {
        const made = name === 'id' ? name : 'access';
        if (entry.suppress === true) {
          token.suppress(made, entry.claim);
        } else if (value !== undefined) {
          token.claim(made, entry.claim, value);
        }
      }
    }
  },
};
