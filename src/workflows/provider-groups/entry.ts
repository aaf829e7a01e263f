import { isJson, isText } from '../runtime/json';

/** The groups of the users of a provider, by the names that the provider has for them. */
export interface ProviderGroupsEntry {
  readonly provider: string;
  /** the attribute into which the provider's groups are mapped */
  readonly attribute: string;
  /** by the provider's name or id */
  readonly groups: Readonly<Record<string, string>>;
}

/** What is wrong with an entry. */
export function providerGroupsFlaw(entry: unknown): string | undefined {
  return !isJson(entry) || !isText(entry.provider) || !isText(entry.attribute) ? 'names no provider, or no attribute'
    : !isJson(entry.groups) || !Object.values(entry.groups).every(isText) ? 'groups isn\'t a table of names' : undefined;
}
