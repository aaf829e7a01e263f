import { isJson, isText, type Json } from '../runtime/json';

/** The groups of the users of a provider, by the names that the provider has for them. */
export interface ProviderGroupsEntry {
  readonly provider: string;
  /** the attribute into which the provider's groups are mapped */
  readonly attribute: string;
  /** by the provider's name or id */
  readonly groups: Readonly<Record<string, string>>;
}

/** What is wrong with an entry: which part of it. */
export function providerGroupsFlaw(entry: unknown): string | undefined {
  const { provider, attribute, groups } = isJson(entry) ? entry : {} as Json;
  return !isText(provider) ? 'provider' : !isText(attribute) ? 'attribute' : !isJson(groups) || !Object.values(groups).every(isText) ? 'groups' : undefined;
}
