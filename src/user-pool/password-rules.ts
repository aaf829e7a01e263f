import { Duration, Token } from 'aws-cdk-lib/core';
import type { PoolContribution } from './pool-contribution';

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

  /**
   * How many former passwords may not be used again, 0 to 24. Needs the feature plan ESSENTIALS.
   *
   * @default 0
   */
  readonly history?: number;
}

/**
 * Options for `PasswordRules.passphrase()`.
 */
export interface PassphraseOptions {
  /**
   * The least number of characters, 6 to 99.
   *
   * @default 15 - what NIST asks for where a password is the only factor
   */
  readonly minLength?: number;

  /**
   * How long the temporary password of an invitation is good for: whole days, up to 365.
   *
   * @default Duration.days(3) - Cognito's own default is 7 days
   */
  readonly tempPasswordValidity?: Duration;

  /**
   * How many former passwords may not be used again, 0 to 24. Needs the feature plan ESSENTIALS.
   *
   * @default 0
   */
  readonly history?: number;
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
   * Throws when `minLength` isn't a whole number from 6 to 99, `history` not one from 0 to 24, or `tempPasswordValidity` not whole days up to 365.
   *
   * @param options what differs from the default
   */
  public static standard(options: StandardPasswordOptions = {}): PasswordRules {
    return new StandardPasswordRules(options);
  }

  /**
   * Long and without classes, as NIST SP 800-63B advises: fifteen characters or more of any kind, which people can remember.
   *
   * cdk-nag's COG1 and Security Hub's Cognito.3 count classes and will complain.
   *
   * Throws what `standard()` throws.
   *
   * @param options what differs from the default
   * @see https://pages.nist.gov/800-63-4/sp800-63b.html
   */
  public static passphrase(options: PassphraseOptions = {}): PasswordRules {
    return new StandardPasswordRules({
      ...options,
      minLength: options.minLength ?? 15,
      requireLowercase: false,
      requireUppercase: false,
      requireDigits: false,
      requireSymbols: false,
    });
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(defaultLength: number): PasswordConfig;
}

/**
 * @internal
 */
export interface PasswordConfig extends PoolContribution {
  readonly minLength: number;
  /** whether every class of characters is asked for */
  readonly allClasses: boolean;
  /** how long a temporary password is good for */
  readonly temporaryDays: number;
}

class StandardPasswordRules extends PasswordRules {
  constructor(private readonly options: StandardPasswordOptions) {
    super();
    const { tempPasswordValidity } = options;
    assertWhole('minLength', options.minLength, 6, 99);
    assertWhole('history', options.history, 0, 24);
    if (tempPasswordValidity !== undefined && !tempPasswordValidity.isUnresolved()) {
      const days = tempPasswordValidity.toDays({ integral: false });
      if (!Number.isInteger(days) || days < 1 || days > 365) {
        throw new Error(`"tempPasswordValidity" must be whole days from 1 to 365, received ${tempPasswordValidity.toHumanString()} (rule poolPasswordBounds)`);
      }
    }
  }

  public _bind(defaultLength: number): PasswordConfig {
    const { minLength = defaultLength, history = 0, tempPasswordValidity = Duration.days(3) } = this.options;
    const { requireLowercase = true, requireUppercase = true, requireDigits = true, requireSymbols = true } = this.options;
    const temporaryDays = tempPasswordValidity.toDays();
    return {
      minLength,
      allClasses: requireLowercase && requireUppercase && requireDigits && requireSymbols,
      temporaryDays,
      needs: history === 0 ? [] : [{ feature: 'password history', plan: 'ESSENTIALS' }],
      properties: {
        policies: {
          passwordPolicy: {
            minimumLength: minLength,
            requireLowercase,
            requireUppercase,
            requireNumbers: requireDigits,
            requireSymbols,
            temporaryPasswordValidityDays: temporaryDays,
            passwordHistorySize: this.options.history,
          },
        },
      },
    };
  }
}

function assertWhole(prop: string, value: number | undefined, min: number, max: number): void {
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= min && value <= max)) {
    throw new Error(`"${prop}" must be a whole number from ${min} to ${max}, received ${JSON.stringify(value)} (rule poolPasswordBounds)`);
  }
}
