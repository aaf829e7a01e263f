import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { GroupMembership } from '../workflows/group-membership/group-membership';

/**
 * Options for `AuthenticatedUserPool.addGroup()`.
 */
export interface DirectoryGroupOptions {
  /**
   * The name of the group, 1 to 128 characters without spaces. **A change replaces the group and empties it.**
   *
   * @default - the id
   */
  readonly groupName?: string;

  /**
   * What the group is for, up to 2048 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Which group's role a user in several groups gets in an identity pool when the app asks for none: that of the lowest number. Two groups of the same
   * number give no role.
   *
   * It is no boundary: the app may ask for the role of any group that the user is in, so a group can add permissions but never take them away.
   *
   * @default - after every group that has one
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
   */
  readonly precedence?: number;

  /**
   * The role that users of the group get in an identity pool with `RoleMapping.token()`. It trusts that identity pool: `identities.addRole('Admin').role`.
   *
   * @default - the group has no role
   */
  readonly role?: IRole;

  /**
   * Which users are in the group by themselves: `GroupMembership.derived(UserMatch.emailDomain('acme.example'))`.
   *
   * @default - administrators put users into it
   */
  readonly membership?: GroupMembership;
}
