import { Lazy, type IResolvable } from 'aws-cdk-lib/core';
import type { RoleClaimRule } from './role-claim-rule';
import { flawed } from '../private/errors';

/**
 * How `RoleMapping` chooses.
 */
export enum RoleMappingMode {
  /** By the user's group in the user pool. */
  TOKEN = 'Token',
  /** By the claims of the user's token. */
  RULES = 'Rules',
}

/**
 * What users get for whom `RoleMapping` finds no role, or several.
 */
export enum UnmappedUsers {
  /** No credentials: `GetCredentialsForIdentity` fails. */
  NO_CREDENTIALS = 'Deny',
  /** The role of all signed-in users, the identity pool's `authenticatedRole`. */
  AUTHENTICATED_ROLE = 'AuthenticatedRole',
}

/**
 * Options for `RoleMapping.token()` and `RoleMapping.rules()`.
 */
export interface RoleMappingOptions {
  /**
   * What users get for whom no role is found, or several: those in no group, or in groups of the same precedence, and those whom no rule matches.
   *
   * @default UnmappedUsers.NO_CREDENTIALS - credentials come from a group or a rule, and from nothing else. Cognito has no default; Amplify uses the role of all
   * signed-in users
   */
  readonly unmappedUsers?: UnmappedUsers;
}

/**
 * How the identity pool chooses the role of a provider's users.
 *
 * - `RoleMapping.token()`: by the user's group in the user pool.
 * - `RoleMapping.rules()`: by a claim of the user's token, such as `custom:plan`.
 *
 * @example
 * declare const gold: IdentityPoolRole;
 * RoleMapping.rules([RoleClaimRule.claimEquals('custom:plan', 'gold', gold.role)], { unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export class RoleMapping {
  /**
   * The role of the user's group in the user pool: the claim `cognito:preferred_role` of the ID token. Other providers have no such claim, and are refused.
   *
   * Users in no group, or in several of the same precedence, get no credentials at all: put every user who needs some into a group, or give them the
   * `authenticatedRole` with `unmappedUsers`.
   *
   * @param options what users without such a group get
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-tokens-to-assign-roles-to-users
   */
  public static token(options: RoleMappingOptions = {}): RoleMapping {
    return new RoleMapping(RoleMappingMode.TOKEN, [], options.unmappedUsers);
  }

  /**
   * The role of the first rule that a claim of the token matches. Up to 25 rules; more may be added with `addRule`.
   *
   * Users whom no rule matches get no credentials at all, unless `unmappedUsers` says otherwise. The order is no boundary: the app may ask for the role of any rule that matches.
   *
   * @param rules the rules, in the order in which they are tried
   * @param options what users whom no rule matches get
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-rules-to-assign-roles-to-users
   */
  public static rules(rules: RoleClaimRule[] = [], options: RoleMappingOptions = {}): RoleMapping {
    return new RoleMapping(RoleMappingMode.RULES, [...rules], options.unmappedUsers);
  }

  private constructor(
    /**
     * How the role is chosen.
     */
    public readonly mode: RoleMappingMode,
    private readonly added: RoleClaimRule[],
    /**
     * What users get for whom no role is found, or several.
     */
    // falling back to the authenticated role hands out credentials that no group and no rule was meant to give.
    public readonly unmappedUsers: UnmappedUsers = UnmappedUsers.NO_CREDENTIALS,
  ) {}

  /**
   * The rules, in the order in which they are tried. Empty for `RoleMapping.token()`.
   */
  public get claimRules(): RoleClaimRule[] {
    return [...this.added];
  }

  /**
   * Adds a rule, which is tried after the others. Rules may be added at any time before synthesis.
   *
   * `RoleMapping.token()` has no rules: with one the synthesis fails.
   *
   * @param rule the claim and its role
   */
  public addRule(rule: RoleClaimRule): void {
    this.added.push(rule);
    if (this.mode !== RoleMappingMode.RULES) {
      flawed(this, '"roleMapping" is RoleMapping.token(), which chooses the role by group and takes no rules: use RoleMapping.rules()');
    }
  }

  /**
   * @internal
   */
  public _bind(): RoleMappingConfig {
    return {
      type: this.mode,
      ambiguousRoleResolution: this.unmappedUsers,
      // the roles trust the pool that the mapping belongs to: rules come after it.
      rulesConfiguration: this.mode === RoleMappingMode.TOKEN ? undefined
        : { rules: Lazy.uncachedAny({ produce: () => this.added.map((rule) => rule._bind()) }) },
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
