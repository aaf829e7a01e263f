import type { Match } from './entry';
import type { UserMatch } from './user-match';
import { stated } from '../../private/defaults';
import { flawed, flawOf } from '../../private/errors';
import type { WorkflowStep } from '../workflow-step';

/**
 * Which users are in a group by themselves, beside those whom administrators put there.
 *
 * - `derived()` in almost every case: tokens name the group while the user is meant. No call, no quota; right in the first token, also for users who were invited,
 *   migrated, or come from a provider; gone with the next token when it no longer holds. The directory doesn't show it.
 * - `stored()` where somebody must see the group in the directory: users are put into it once, when they confirm their account.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * auth.addGroup('staff', { membership: GroupMembership.derived(UserMatch.emailDomain('acme.example')) });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class GroupMembership {
  /**
   * Users are in the group while one of these means them: a function of the library adds it to each token, with its role.
   *
   * The role of such a group needs a name of its own: `identities.addRole('Staff', { roleName: 'acme-staff' })`. `addGroup` throws otherwise, because a reference to the
   * role would make the function, the role, the identity pool and the user pool wait for each other.
   *
   * @param users one or more
   */
  public static derived(...users: UserMatch[]): GroupMembership {
    return new GroupMembership(true, users);
  }

  /**
   * Users are put into the group when they confirm their account or come from a provider for the first time, if one of these means them then. It is never taken back, and
   * not repeated with a forgotten password, so that whoever is taken out stays out.
   *
   * Users who were invited or imported don't pass by it: name the group where the invitation is made, in `addUser()` or by whoever has `auth.grants.inviteUsers()`. Where the
   * group is gone or Cognito is too busy (25 changes a second), the user has the account without the group, and the metric `Failures` counts it.
   *
   * @param users one or more
   */
  public static stored(...users: UserMatch[]): GroupMembership {
    return new GroupMembership(false, users);
  }

  private constructor(
    /**
     * @internal
     */
    public readonly _isDerived: boolean,
    private readonly users: readonly UserMatch[],
  ) {
    flawed(this, users.map(flawOf).find((flaw) => flaw !== undefined)
      ?? (users.length === 0 ? `GroupMembership.${_isDerived ? 'derived' : 'stored'}() means nobody: name users, such as UserMatch.everyone()` : undefined));
  }

  /**
   * @internal
   */
  public _step(group: string, by: string): WorkflowStep {
    const all = (list: 'emailDomains' | 'providers') => {
      const names = [...new Set(this.users.flatMap(({ _match }) => _match[list] ?? []))];
      return names.length > 0 ? names : undefined;
    };
    const match: Match = stated({ emailDomains: all('emailDomains'), providers: all('providers'), everyone: this.users.some(({ _match }) => _match.everyone) ? true : undefined });
    const entry = { group, match };
    return this._isDerived ? { trigger: 'PreTokenGenerationConfig', name: 'derivedGroups', entry, by, version: 'V1_0' }
      : { trigger: 'PostConfirmation', name: 'storedGroups', entry, by, actions: ['AdminAddUserToGroup'] };
  }
}
