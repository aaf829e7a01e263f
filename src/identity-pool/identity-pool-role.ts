import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IdentityPoolGrants } from './identity-pool-grants';
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
}

/**
 * A role for some of the signed-in people of an identity pool, whom a rule chooses. Made by `FederatedIdentityPool.addRole()`.
 */
export class IdentityPoolRole extends Construct {
  /**
   * @internal
   */
  public static _of(scope: Construct, id: string, roles: PoolRoles, options: IdentityPoolRoleOptions): IdentityPoolRole {
    return new IdentityPoolRole(scope, id, roles, options);
  }

  /**
   * The role. It may do nothing until something is granted.
   */
  public readonly role: Role;

  private constructor(scope: Construct, id: string, roles: PoolRoles, options: IdentityPoolRoleOptions) {
    super(scope, id);
    this.role = roles.define(this, 'Role', options.description ?? `${id}, people of the identity pool ${scope.node.path}`);
  }

  /**
   * What each person with the role may do with what is theirs, by identity id.
   */
  public get grants(): IdentityPoolGrants {
    return IdentityPoolGrants._own(this.role);
  }

  /**
   * What people with the role may do with what belongs to the value of a tag, such as their tenant.
   *
   * Throws when the tag isn't one that IAM takes.
   *
   * @param tag the key of a principal tag
   */
  public grantsByTag(tag: string): IdentityPoolGrants {
    return IdentityPoolGrants._byTag(this.role, tag);
  }
}
