import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { Duration, Token } from 'aws-cdk-lib/core';

/**
 * Options for `PasswordRules.standard()`. What is left out keeps its default; nothing drops the rest.
 */
export interface StandardPasswordOptions {
  /**
   * The least number of characters, 6 to 99.
   *
   * @default 12 - Cognito's own default is 8
   */
  readonly minLength?: number;

  /**
   * Whether a password needs a lower-case letter.
   *
   * @default true
   */
  readonly requireLowercase?: boolean;

  /**
   * Whether a password needs an upper-case letter.
   *
   * @default true
   */
  readonly requireUppercase?: boolean;

  /**
   * Whether a password needs a digit.
   *
   * @default true
   */
  readonly requireDigits?: boolean;

  /**
   * Whether a password needs a symbol.
   *
   * @default true
   */
  readonly requireSymbols?: boolean;

  /**
   * How long the temporary password of an invitation is good for: whole days, up to 365.
   *
   * @default Duration.days(3) - Cognito's own default is 7 days
   */
  readonly tempPasswordValidity?: Duration;
}

/**
 * What a password must look like.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html#user-pool-settings-policies
 */
export abstract class PasswordRules {
  /**
   * Twelve characters or more of all four classes, unless the options say otherwise.
   *
   * Throws when `minLength` isn't a whole number from 6 to 99, or `tempPasswordValidity` isn't whole days up to 365.
   *
   * @param options what differs from the default
   */
  public static standard(options: StandardPasswordOptions = {}): PasswordRules {
    return new StandardPasswordRules(options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): CfnUserPool.PasswordPolicyProperty;
}

class StandardPasswordRules extends PasswordRules {
  constructor(private readonly options: StandardPasswordOptions) {
    super();
    const { minLength, tempPasswordValidity } = options;
    if (minLength !== undefined && !Token.isUnresolved(minLength) && !(Number.isInteger(minLength) && minLength >= 6 && minLength <= 99)) {
      throw new Error(`"minLength" must be a whole number from 6 to 99, received ${JSON.stringify(minLength)} (rule poolPasswordBounds)`);
    }
    if (tempPasswordValidity !== undefined && !tempPasswordValidity.isUnresolved()) {
      const days = tempPasswordValidity.toDays({ integral: false });
      if (!Number.isInteger(days) || days < 1 || days > 365) {
        throw new Error(`"tempPasswordValidity" must be whole days from 1 to 365, received ${tempPasswordValidity.toHumanString()} (rule poolPasswordBounds)`);
      }
    }
  }

  public _bind(): CfnUserPool.PasswordPolicyProperty {
    return {
      minimumLength: this.options.minLength ?? 12,
      requireLowercase: this.options.requireLowercase ?? true,
      requireUppercase: this.options.requireUppercase ?? true,
      requireNumbers: this.options.requireDigits ?? true,
      requireSymbols: this.options.requireSymbols ?? true,
      temporaryPasswordValidityDays: (this.options.tempPasswordValidity ?? Duration.days(3)).toDays(),
    };
  }
}
