import { Lazy, type IResolvable } from 'aws-cdk-lib/core';
import type { RoleClaimRule } from './role-claim-rule';

/**
 * How the identity pool chooses the role of a provider's users.
 *
 * - `RoleMapping.token()`: by the user's group in the user pool.
 * - `RoleMapping.rules()`: by a claim of the user's token, such as `custom:plan`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export class RoleMapping {
  /**
   * The role of the user's group in the user pool: the claim `cognito:preferred_role` of the ID token. Other providers have no such claim, and are refused.
   *
   * Users in no group, or in several of the same precedence, get no credentials at all: put every user who needs some into a group.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-tokens-to-assign-roles-to-users
   */
  public static token(): RoleMapping {
    return new RoleMapping('Token', []);
  }

  /**
   * The role of the first rule that a claim of the token matches. Up to 25 rules; more may be added with `addRule`.
   *
   * Users whom no rule matches get no credentials at all. The order is no boundary: the app may ask for the role of any rule that matches.
   *
   * @param rules the rules, in the order in which they are tried
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-rules-to-assign-roles-to-users
   */
  public static rules(rules: RoleClaimRule[] = []): RoleMapping {
    return new RoleMapping('Rules', [...rules]);
  }

  /**
   * How the role is chosen, as CloudFormation names it: `Token` or `Rules`.
   */
  public readonly mode: string;

  private constructor(mode: string, private readonly added: RoleClaimRule[]) {
    this.mode = mode;
  }

  /**
   * The rules, in the order in which they are tried. Empty for `RoleMapping.token()`.
   */
  public get claimRules(): RoleClaimRule[] {
    return [...this.added];
  }

  /**
   * Adds a rule, which is tried after the others. Rules may be added at any time before synthesis.
   *
   * Throws for `RoleMapping.token()`, which has no rules.
   *
   * @param rule the claim and its role
   */
  public addRule(rule: RoleClaimRule): void {
    if (this.mode !== 'Rules') {
      throw new Error('"roleMapping" is RoleMapping.token(), which chooses the role by group and takes no rules: use RoleMapping.rules()');
    }
    this.added.push(rule);
  }

  /**
   * @internal
   */
  public _bind(): RoleMappingConfig {
    return {
      type: this.mode,
      // falling back to the authenticated role would hand out credentials that no group and no rule was meant to give.
      ambiguousRoleResolution: 'Deny',
      // the roles trust the pool that the mapping belongs to: rules come after it.
      rulesConfiguration: this.mode === 'Rules' ? { rules: Lazy.uncachedAny({ produce: () => this.added.map((rule) => rule._bind()) }) } : undefined,
    };
  }
}

/**
 * @internal
 */
export interface RoleMappingConfig {
  readonly type: string;
  readonly ambiguousRoleResolution: string;
  readonly rulesConfiguration?: { readonly rules: IResolvable };
}
