import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IdentityAccess } from './identity-access';
import type { PoolRoles } from './pool-roles';

/**
 * Options for `FederatedIdentityPool.addRole()`.
 */
export interface IdentityPoolRoleOptions {
  /**
   * Who gets the role and what for. IAM takes up to 1000 characters of Latin-1: others become `?`.
   *
   * @default - a text with the id and the identity pool's path
   */
  readonly description?: string;

  /**
   * The name of the role, up to 64 characters. A group with `GroupMembership.derived()` needs one: its function would wait for the role otherwise, and the role for it. **A
   * change replaces the role.**
   *
   * @default - CloudFormation makes one
   */
  readonly roleName?: string;
}

/**
 * A role for some of the signed-in users of an identity pool: those of a group of the user pool, or those whom a rule of `RoleMapping.rules()` chooses.
 * Made by `FederatedIdentityPool.addRole()`.
 */
export class IdentityPoolRole extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, roles: PoolRoles, description: string, roleName?: string): IdentityPoolRole {
    return new IdentityPoolRole(scope, id, roles, description, roleName);
  }

  /**
   * The role. It may do nothing until something is granted.
   */
  public readonly role: Role;

  private constructor(scope: Construct, id: string, roles: PoolRoles, description: string, roleName: string | undefined) {
    super(scope, id);
    this.role = roles.define(this, 'Role', description, roleName);
  }

  /**
   * What each user with the role may do with the user's own objects and items, by identity id.
   */
  public get ownAccess(): IdentityAccess {
    return IdentityAccess._own(this.role);
  }

  /**
   * What users with the role may do with the objects and items that belong to the value of a principal tag, such as their tenant.
   *
   * Throws when the tag isn't one that IAM takes.
   *
   * @param tag the key of a principal tag
   */
  public accessByTag(tag: string): IdentityAccess {
    return IdentityAccess._byTag(this.role, tag);
  }
}
