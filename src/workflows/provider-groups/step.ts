import { providerGroupsFlaw, type ProviderGroupsEntry } from './entry';
import { groupsIn } from './groups-in';
import { groupsFlaw, isRoles, type RolesEntry } from '../group-membership/entry';
import { attributesOf } from '../runtime/event';
import { own } from '../runtime/json';
import { onlyProviderOf } from '../runtime/only-provider';
import type { Step } from '../runtime/step';
import { TokenOverride } from '../runtime/token-override';

/** Groups by those that users have at the provider they come from. What a table doesn't list is dropped. */
export const providerGroups: Step<ProviderGroupsEntry | RolesEntry> = {
  flaw: (entry) => groupsFlaw(entry, providerGroupsFlaw),

  run: (event, entries, context) => {
    const attributes = attributesOf(event);
    const provider = onlyProviderOf(attributes);
    const groups = entries.flatMap((entry) => {
      if (isRoles(entry) || entry.provider !== provider) {
        return [];
      }
      const text = attributes.get(entry.attribute);
      const theirs = text === undefined ? undefined : groupsIn(text);
      if (theirs === undefined) {
        context.failed(text === undefined ? 'noGroups' : 'unreadableGroups');
      }
      return theirs?.flatMap((group) => own(entry.groups, group) ?? []) ?? [];
    });
    if (groups.length > 0) {
      new TokenOverride(event).join(groups, entries.flatMap((entry) => isRoles(entry) ? entry.roles : []));
    }
  },
};
