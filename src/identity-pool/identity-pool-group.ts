import { UserPoolGroup, type IUserPool } from 'aws-cdk-lib/aws-cognito';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { IdentityPoolGrants } from './identity-pool-grants';
import { grantOwnPrefix } from './own-prefix';
import type { PoolRoles } from './pool-roles';

/**
 * Options for `FederatedIdentityPool.addGroup()`.
 */
export interface IdentityPoolGroupOptions {
  /**
   * The user pool of the group. One of the identity pool's providers, with `RoleMapping.token()`.
   */
  readonly userPool: IUserPool;

  /**
   * The name of the group, 1 to 128 characters without spaces. A new name *replaces* the group and empties it.
   *
   * @default - the id
   */
  readonly groupName?: string;

  /**
   * Which role a person in several groups gets when the app asks for none: the lowest number; two of the same number give no credentials.
   *
   * It is no boundary: the app may ask for the role of any group that the person is in, so a group can add rights but never take them away.
   *
   * @default - after every group that has one
   */
  readonly precedence?: number;

  /**
   * What the group is for.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * A group of a user pool whose people get a role of their own. Made by `FederatedIdentityPool.addGroup()`.
 */
export class IdentityPoolGroup extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, roles: PoolRoles, options: IdentityPoolGroupOptions): IdentityPoolGroup {
    return new IdentityPoolGroup(scope, id, roles, options);
  }

  /**
   * The L2 group.
   */
  public readonly userPoolGroup: UserPoolGroup;

  /**
   * The role of the group's people. It may do nothing until something is granted.
   */
  public readonly role: iam.Role;

  private constructor(scope: Construct, id: string, roles: PoolRoles, options: IdentityPoolGroupOptions) {
    super(scope, id);
    const groupName = options.groupName ?? id;
    this.role = roles.define(this, 'Role', `People of the group ${groupName}`);
    // the group is in the role's stack and not in the pool's subtree: whoever waits for the pool doesn't wait for the role.
    this.userPoolGroup = new UserPoolGroup(this, 'Group', {
      userPool: options.userPool,
      groupName,
      precedence: options.precedence,
      description: options.description,
      role: this.role,
    });
  }

  /**
   * Lets each person of the group read the objects under their own prefix of a bucket, `<identity id>/`, and list them.
   *
   * @param bucket the bucket
   */
  public grantReadOwn(bucket: IBucket): iam.Grant {
    return grantOwnPrefix(this.role, bucket, 'read');
  }

  /**
   * Lets each person of the group read, write, delete and list the objects under their own prefix of a bucket, `<identity id>/`.
   *
   * @param bucket the bucket
   */
  public grantReadWriteOwn(bucket: IBucket): iam.Grant {
    return grantOwnPrefix(this.role, bucket, 'readWrite');
  }

  /**
   * What each person of the group may do with what is theirs, by identity id.
   */
  public get grants(): IdentityPoolGrants {
    return IdentityPoolGrants._own(this.role);
  }

  /**
   * What people of the group may do with what belongs to the value of a tag, such as their tenant.
   *
   * Throws when the tag isn't one that IAM takes.
   *
   * @param tag the key of a principal tag
   */
  public grantsByTag(tag: string): IdentityPoolGrants {
    return IdentityPoolGrants._byTag(this.role, tag);
  }
}
