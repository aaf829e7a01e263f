import type { Match } from './entry';
import { domainOf } from '../runtime/email-domain';
import { onlyProviderOf } from '../runtime/only-provider';

/** Whether a user is meant, by what is known of the user now. An address counts while it is verified. */
export function matches({ emailDomains, providers, everyone }: Match, attributes: ReadonlyMap<string, string>): boolean {
  const has = (list: readonly string[] | undefined, value: () => string | undefined) => list !== undefined && list.includes(value() ?? '');
  return everyone === true
    || has(emailDomains, () => attributes.get('email_verified') === 'true' ? domainOf(attributes.get('email')) : undefined)
    || has(providers, () => onlyProviderOf(attributes));
}
