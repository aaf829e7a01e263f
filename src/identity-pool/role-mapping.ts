import { Lazy, type IResolvable } from 'aws-cdk-lib/core';
import type { RoleMappingRule } from './role-mapping-rule';

/**
 * How roles are chosen for the people of a provider.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export abstract class RoleMapping {
  /**
   * The role of the person's group in the user pool: the claim `cognito:preferred_role` of the ID token. Other providers have no such claim, and are refused.
   *
   * People in no group, or in several of the same precedence, get no credentials at all: put everybody who needs some into a group.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-tokens-to-assign-roles-to-users
   */
  public static token(): RoleMapping {
    return new TokenMapping();
  }

  /**
   * The role of the first rule that a claim of the token matches. Up to 25 rules; more may be added with `addRule`.
   *
   * People whom no rule matches get no credentials at all. The order is no boundary: the app may ask for the role of any rule that matches.
   *
   * @param rules the rules, in the order in which they are tried
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-rules-to-assign-roles-to-users
   */
  public static rules(rules: RoleMappingRule[] = []): RoleMappingRules {
    return RoleMappingRules._of(rules);
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
  readonly rulesConfiguration?: { readonly rules: IResolvable };
}

/**
 * Roles by claims of the token. Made by `RoleMapping.rules()`; rules may be added at any time before synthesis.
 */
export class RoleMappingRules extends RoleMapping {
  /**
   * @internal
   */
  public static _of(rules: RoleMappingRule[]): RoleMappingRules {
    return new RoleMappingRules(rules);
  }

  private readonly rules: RoleMappingRule[];

  private constructor(rules: RoleMappingRule[]) {
    super();
    this.rules = [...rules];
  }

  /**
   * Adds a rule, which is tried after those that are there.
   *
   * @param rule the claim and its role
   */
  public addRule(rule: RoleMappingRule): void {
    this.rules.push(rule);
  }

  /**
   * @internal
   */
  public _bind(): RoleMappingConfig {
    return {
      type: 'Rules',
      ambiguousRoleResolution: 'Deny',
      // the roles trust the pool that the mapping belongs to: rules come after it.
      rulesConfiguration: { rules: Lazy.any({ produce: () => this.rules.map((rule) => rule._bind()) }) },
    };
  }
}

class TokenMapping extends RoleMapping {
  public _bind(): RoleMappingConfig {
    // falling back to the authenticated role would hand out credentials that no group was meant to have.
    return { type: 'Token', ambiguousRoleResolution: 'Deny' };
  }
}
