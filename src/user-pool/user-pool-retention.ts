import { RemovalPolicy } from 'aws-cdk-lib/core';

/**
 * What becomes of the people in the directory when the stack or the construct goes.
 */
export abstract class UserPoolRetention {
  /**
   * The pool and its domain are kept when they leave the stack, and deletion protection refuses everybody who tries.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html
   */
  public static production(): UserPoolRetention {
    return new FixedRetention({ removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true });
  }

  /**
   * The pool, its domain and all people in it are deleted with the stack, and nothing stops that. For previews and tests.
   */
  public static throwAway(): UserPoolRetention {
    return new FixedRetention({ removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false });
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): UserPoolRetentionConfig;
}

/**
 * @internal
 */
export interface UserPoolRetentionConfig {
  readonly removalPolicy: RemovalPolicy;
  readonly deletionProtection: boolean;
}

class FixedRetention extends UserPoolRetention {
  constructor(private readonly config: UserPoolRetentionConfig) {
    super();
  }

  public _bind(): UserPoolRetentionConfig {
    return this.config;
  }
}
