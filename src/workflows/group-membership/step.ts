import { groupsFlaw, isRoles, membershipFlaw, type MembershipEntry, type RolesEntry } from './entry';
import { matches } from './match';
import { attributesOf } from '../runtime/event';
import type { Step } from '../runtime/step';
import { TokenOverride } from '../runtime/token-override';

/** Groups that users are in while they are meant: no token outlives it by more than its own time. */
export const derivedGroups: Step<MembershipEntry | RolesEntry> = {
  flaw: (entry) => groupsFlaw(entry, membershipFlaw),

  run: (event, entries) => {
    const token = new TokenOverride(event);
    const attributes = attributesOf(event);
    const groups = token.isOfMachine ? [] : entries.flatMap((entry) => !isRoles(entry) && matches(entry.match, attributes) ? [entry.group] : []);
    if (groups.length > 0) {
      token.join(groups, entries.flatMap((entry) => isRoles(entry) ? entry.roles : []));
    }
  },
};

/**
 * Groups that users are put into once: at confirmation, and not with a forgotten password, which would bring back whoever was taken out.
 *
 * Where a group is gone or the service doesn't answer, the user has an account all the same: it is confirmed by then. To repeat it does no harm.
 */
export const storedGroups: Step<MembershipEntry> = {
  flaw: membershipFlaw,

  run: async (event, entries, context) => {
    const attributes = attributesOf(event);
    const groups = event.triggerSource !== 'PostConfirmation_ConfirmSignUp' ? [] : entries.filter(({ match }) => matches(match, attributes)).map(({ group }) => group);
    await Promise.all(groups.map(async (group) => {
      try {
        const { sdk, send } = context.cognito();
        await send(new sdk.AdminAddUserToGroupCommand({ UserPoolId: event.userPoolId, Username: event.userName, GroupName: group }));
      } catch (error) {
        context.failed('group', error);
      }
    }));
  },
};
