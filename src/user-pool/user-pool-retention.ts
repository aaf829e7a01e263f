import { RemovalPolicy } from 'aws-cdk-lib/core';

/**
 * What becomes of the user pool and its users when the stack, or the construct, goes.
 *
 * - `retain()`, the default, for every pool whose users you want to keep: after a deletion only AWS Support may get them back, for 14 days.
 * - `destroy()` for previews and tests.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', { retention: UserPoolRetention.retain() });
 * new AuthenticatedUserPool(this, 'Preview', { retention: UserPoolRetention.destroy() });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html
 */
export class UserPoolRetention {
  /**
   * The pool and its domain are kept when they leave the stack, and deletion protection refuses every request to delete the pool.
   *
   * App clients, groups with their memberships, and the users of `addUser()` go with the stack. `MissingRemovalPolicies.of(auth).retain()` of CDK keeps them.
   */
  public static retain(): UserPoolRetention {
    return new UserPoolRetention(RemovalPolicy.RETAIN, true);
  }

  /**
   * The pool, its domain and all its users are deleted with the stack, and nothing stops that.
   */
  public static destroy(): UserPoolRetention {
    return new UserPoolRetention(RemovalPolicy.DESTROY, false);
  }

  /**
   * What a property injector says. A pool that is to go with its stack isn't protected, unless it says so.
   *
   * @internal
   */
  public static _of(removalPolicy: RemovalPolicy = RemovalPolicy.RETAIN, deletionProtection?: boolean): UserPoolRetention {
    return new UserPoolRetention(removalPolicy, deletionProtection ?? removalPolicy !== RemovalPolicy.DESTROY);
  }

  private constructor(
    /**
     * What CloudFormation does with the pool and its domain when they leave the stack.
     */
    public readonly removalPolicy: RemovalPolicy,
    /**
     * Whether Cognito refuses to delete the pool.
     */
    public readonly deletionProtection: boolean,
  ) {}
}
