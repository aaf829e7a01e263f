import { identitiesOf } from './event';

/**
 * The provider that a user comes from, where there is no other way in: no password, and no account at another provider. Of users who have several ways
 * nobody knows which one they took, and what a provider wrote into their attributes may be long out of date.
 */
export function onlyProviderOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const names = new Set(identitiesOf(attributes).map(({ providerName }) => providerName));
  return names.size === 1 && attributes.get('cognito:user_status') === 'EXTERNAL_PROVIDER' ? [...names][0] : undefined;
}
