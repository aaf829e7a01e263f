/**
 * How roles are chosen for the people of a provider.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export abstract class RoleMapping {
  /**
   * The role of the person's group in the user pool: the claim `cognito:preferred_role` of the ID token.
   *
   * People in no group, or in several of the same precedence, get no credentials at all: put everybody who needs some into a group.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-tokens-to-assign-roles-to-users
   */
  public static token(): RoleMapping {
    return new TokenMapping();
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): RoleMappingConfig;
}

/**
 * @internal
 */
export interface RoleMappingConfig {
  readonly type: 'Token' | 'Rules';
  readonly ambiguousRoleResolution: 'Deny';
}

class TokenMapping extends RoleMapping {
  public _bind(): RoleMappingConfig {
    // falling back to the authenticated role would hand out credentials that no group was meant to have.
    return { type: 'Token', ambiguousRoleResolution: 'Deny' };
  }
}
