import { Duration, Token } from 'aws-cdk-lib/core';
import type { PoolContribution } from './pool-contribution';
import { flawed } from '../private/errors';

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
   * How many former passwords may not be used again, 0 to 24. More than 0 needs the feature plan ESSENTIALS.
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
   * How many former passwords may not be used again, 0 to 24. More than 0 needs the feature plan ESSENTIALS.
   *
   * @default 0
   */
  readonly history?: number;
}

/**
 * What a password must look like.
 *
 * - `standard()`, the default, where auditors count classes of characters.
 * - `passphrase()` where you follow NIST: long, and no classes.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Shop', { passwordPolicy: PasswordRules.standard({ minLength: 14 }) });
 * new AuthenticatedUserPool(this, 'Forum', { passwordPolicy: PasswordRules.passphrase() });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html#user-pool-settings-policies
 */
export class PasswordRules {
  /**
   * Twelve characters or more of all four classes, unless the options say otherwise.
   *
   * The pool throws when `minLength` isn't a whole number from 6 to 99, `history` not one from 0 to 24, or `tempPasswordValidity` not whole days up to 365.
   *
   * @param options what differs from the default
   */
  public static standard(options: StandardPasswordOptions = {}): PasswordRules {
    return new PasswordRules(options);
  }

  /**
   * Long and without classes, as NIST SP 800-63B advises: fifteen characters or more of any kind, which users can remember.
   *
   * cdk-nag's COG1 and Security Hub's Cognito.3 count classes and will complain.
   *
   * The pool throws as for `standard()`.
   *
   * @param options what differs from the default
   * @see https://pages.nist.gov/800-63-4/sp800-63b.html
   */
  public static passphrase(options: PassphraseOptions = {}): PasswordRules {
    const { minLength = 15, tempPasswordValidity, history } = options;
    return new PasswordRules({
      minLength, tempPasswordValidity, history, requireLowercase: false, requireUppercase: false, requireDigits: false, requireSymbols: false,
    });
  }

  /**
   * The least number of characters, where it was given.
   */
  public readonly minLength?: number;

  /**
   * Whether a password needs a lower-case letter.
   */
  public readonly requireLowercase: boolean;

  /**
   * Whether a password needs an upper-case letter.
   */
  public readonly requireUppercase: boolean;

  /**
   * Whether a password needs a digit.
   */
  public readonly requireDigits: boolean;

  /**
   * Whether a password needs a symbol.
   */
  public readonly requireSymbols: boolean;

  /**
   * How long the temporary password of an invitation is good for.
   */
  public readonly tempPasswordValidity: Duration;

  /**
   * How many former passwords may not be used again, where it was given.
   */
  public readonly history?: number;

  private constructor(options: StandardPasswordOptions) {
    const { minLength, history, tempPasswordValidity = Duration.days(3) } = options;
    flawed(this, notWhole('minLength', minLength, 6, 99) ?? notWhole('history', history, 0, 24) ?? notDays(tempPasswordValidity));
    this.minLength = minLength;
    this.requireLowercase = options.requireLowercase ?? true;
    this.requireUppercase = options.requireUppercase ?? true;
    this.requireDigits = options.requireDigits ?? true;
    this.requireSymbols = options.requireSymbols ?? true;
    this.tempPasswordValidity = tempPasswordValidity;
    this.history = history;
  }

  /**
   * @internal
   */
  public _bind(defaultLength: number): PoolContribution {
    const { minLength = defaultLength, requireLowercase, requireUppercase, requireDigits, requireSymbols, history } = this;
    return {
      properties: {
        policies: {
          passwordPolicy: {
            minimumLength: minLength,
            requireLowercase,
            requireUppercase,
            requireNumbers: requireDigits,
            requireSymbols,
            temporaryPasswordValidityDays: this.tempPasswordValidity.toDays(),
            passwordHistorySize: history,
          },
        },
      },
    };
  }
}

function notWhole(prop: string, value: number | undefined, min: number, max: number): string | undefined {
  return value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= min && value <= max) ? undefined
    : `"${prop}" must be a whole number from ${min} to ${max}, received ${JSON.stringify(value)} (rule outOfBounds)`;
}

function notDays(validity: Duration): string | undefined {
  if (validity.isUnresolved()) {
    return validity.unitLabel() === 'days' ? undefined : '"tempPasswordValidity" is a value that only CloudFormation knows, and isn\'t in days: give Duration.days(…)';
  }
  const days = validity.toDays({ integral: false });
  return Number.isInteger(days) && days >= 1 && days <= 365 ? undefined
    : `"tempPasswordValidity" must be whole days from 1 to 365, received ${validity.toHumanString()} (rule outOfBounds)`;
}
