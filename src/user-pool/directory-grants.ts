import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { failure } from '../private/errors';
import type { GrantPolicies } from '../private/grant-policies';

const ACTIONS = {
  readUsers: ['AdminGetUser', 'ListUsers'],
  readGroups: ['GetGroup', 'ListGroups', 'AdminListGroupsForUser', 'ListUsersInGroup'],
  manageUsers: [
    'AdminConfirmSignUp', 'AdminCreateUser', 'AdminDeleteUser', 'AdminDeleteUserAttributes', 'AdminDisableUser', 'AdminEnableUser',
    'AdminGetUser', 'AdminUpdateUserAttributes', 'ListUsers',
  ],
  createUsers: ['AdminCreateUser'],
  inviteUsers: ['AdminAddUserToGroup', 'AdminCreateUser'],
  deleteUsers: ['AdminDeleteUser'],
  disableUsers: ['AdminDisableUser', 'AdminEnableUser'],
  updateUserAttributes: ['AdminDeleteUserAttributes', 'AdminUpdateUserAttributes'],
  manageGroups: ['CreateGroup', 'DeleteGroup', 'GetGroup', 'ListGroups', 'UpdateGroup'],
  manageGroupMembership: ['AdminAddUserToGroup', 'AdminListGroupsForUser', 'AdminRemoveUserFromGroup', 'ListUsersInGroup'],
  resetPasswords: ['AdminResetUserPassword'],
  changePasswords: ['AdminSetUserPassword'],
  manageMfa: ['AdminSetUserMFAPreference'],
  manageDevices: ['AdminForgetDevice', 'AdminGetDevice', 'AdminListDevices', 'AdminUpdateDeviceStatus'],
  signInUsers: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
  signOutUsers: ['AdminUserGlobalSignOut'],
  linkProviders: ['AdminDisableProviderForUser', 'AdminLinkProviderForUser'],
};

/**
 * What others may do with the users of a pool, by name: the least that works, on this pool only.
 *
 * What a role is granted stands in a policy of its own. The pool's own triggers may be grantees too: pool and function don't wait for
 * each other, and app clients wait for the policy. A grant throws when the grantee can have no policy, such as a service principal.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
export class DirectoryGrants {
  /**
   * @internal
   */
  public static _of(policies: GrantPolicies, userPool: IUserPool): DirectoryGrants {
    return new DirectoryGrants(policies, userPool);
  }

  private constructor(private readonly policies: GrantPolicies, private readonly userPool: IUserPool) {}

  /**
   * Reads users and their attributes.
   *
   * @param grantee who may
   */
  public readUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.readUsers);
  }

  /**
   * Reads groups and who is in them.
   *
   * @param grantee who may
   */
  public readGroups(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.readGroups);
  }

  /**
   * Invites, confirms, reads, changes, disables and deletes users: what Amplify calls `manageUsers`.
   *
   * **It is as good as signing in as anybody**: who changes an e-mail address recovers the account there. Passwords, second factors and
   * groups have grants of their own.
   *
   * @param grantee who may
   */
  public manageUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.manageUsers);
  }

  /**
   * Invites users, with any address as verified, and with aliases taken over from others (`ForceAliasCreation`).
   *
   * @param grantee who may
   */
  public createUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.createUsers);
  }

  /**
   * Invites users and puts them into groups, where the invitation is made: no trigger fits invited users. As `createUsers`, and with any group goes whatever
   * it may.
   *
   * @param grantee who may
   */
  public inviteUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.inviteUsers);
  }

  /**
   * Deletes users.
   *
   * @param grantee who may
   */
  public deleteUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.deleteUsers);
  }

  /**
   * Disables and enables users.
   *
   * @param grantee who may
   */
  public disableUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.disableUsers);
  }

  /**
   * Changes users' attributes, also those that decide about access and the address that recovers the account: as good as signing in as
   * anybody.
   *
   * @param grantee who may
   */
  public updateUserAttributes(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.updateUserAttributes);
  }

  /**
   * Makes, changes and deletes groups. Whoever may also pass roles gives groups any of these roles.
   *
   * @param grantee who may
   */
  public manageGroups(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.manageGroups);
  }

  /**
   * Puts users into groups and takes them out: with it goes whatever a group may.
   *
   * @param grantee who may
   */
  public manageGroupMembership(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.manageGroupMembership);
  }

  /**
   * Sends users a code to choose a new password with.
   *
   * @param grantee who may
   */
  public resetPasswords(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.resetPasswords);
  }

  /**
   * Sets users' passwords, and so signs in as anybody.
   *
   * @param grantee who may
   */
  public changePasswords(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.changePasswords);
  }

  /**
   * Turns users' second factors on and off.
   *
   * @param grantee who may
   */
  public manageMfa(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.manageMfa);
  }

  /**
   * Reads and forgets users' devices.
   *
   * @param grantee who may
   */
  public manageDevices(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.manageDevices);
  }

  /**
   * Signs users in from a server, with what they prove there: it needs their passwords or the answers to their challenges, and a client with
   * `authFlows: { adminUserPassword: true }` or `{ custom: true }`.
   *
   * @param grantee who may
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
   */
  public signInUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.signInUsers);
  }

  /**
   * Signs users out everywhere. Access tokens that were handed out stay good until they expire.
   *
   * @param grantee who may
   */
  public signOutUsers(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.signOutUsers);
  }

  /**
   * Links accounts at identity providers to users, and unlinks them: who links an account of their own to a user signs in as that user.
   *
   * @param grantee who may
   */
  public linkProviders(grantee: iam.IGrantable): iam.Grant {
    return this._grant(grantee, ACTIONS.linkProviders);
  }

  /**
   * @internal
   */
  public _grant(grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    const grant = iam.Grant.addToPrincipal({
      grantee: this.policies.granteeFor(grantee),
      actions: actions.map((action) => `cognito-idp:${action}`),
      resourceArns: [this.userPool.userPoolArn],
    });
    if (!grant.success) {
      throw failure(this.userPool, `"grantee" has no policy of its own, received ${String(grantee.grantPrincipal)}, and a user pool has none either: `
        + 'grant to the role, user or function that makes the calls');
    }
    return grant;
  }
}
