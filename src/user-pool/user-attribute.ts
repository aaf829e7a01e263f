import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { Token, Tokenization } from 'aws-cdk-lib/core';
import { flawed } from '../private/errors';

/**
 * Options that every custom attribute takes.
 */
export interface UserAttributeOptions {
  /**
   * Whether the value can change. What an identity provider maps must: Cognito rewrites it at every sign-in.
   *
   * **Can never be changed after creation.**
   *
   * @default true - the L2's own default is false, and then whoever signs in through a provider does so exactly once
   */
  readonly mutable?: boolean;

  /**
   * Whether users may write it, at sign-up and later, through every client of the pool that doesn't narrow it. Never for an attribute that decides about
   * access.
   *
   * @default false - Cognito's own default lets an app client write all standard attributes
   */
  readonly userWritable?: boolean;

  /**
   * Whether clients get it in the ID token and may show it.
   *
   * @default true
   */
  readonly userReadable?: boolean;
}

/**
 * Options for `UserAttribute.text()`.
 */
export interface TextAttributeOptions extends UserAttributeOptions {
  /**
   * The least number of characters, 0 to 2,048.
   *
   * @default 0
   */
  readonly minLength?: number;

  /**
   * The most characters, 0 to 2,048. An attribute that a provider maps must take 2,048.
   *
   * @default 2048
   */
  readonly maxLength?: number;
}

/**
 * Options for `UserAttribute.number()`.
 */
export interface NumberAttributeOptions extends UserAttributeOptions {
  /**
   * The least value.
   *
   * @default - no bound
   */
  readonly min?: number;

  /**
   * The greatest value.
   *
   * @default - no bound
   */
  readonly max?: number;
}

/**
 * An attribute of your own, `custom:<name>`.
 *
 * - `text()` for everything that isn't one of the others; what an identity provider maps is a text.
 * - `number()` for whole numbers.
 * - `flag()` for true or false. Cognito keeps it as the text "true" or "false".
 * - `dateTime()` for a date and time.
 *
 * @example
 * const attributes = UserSchema.of({
 *   custom: {
 *     plan: UserAttribute.text({ maxLength: 20 }),
 *     seats: UserAttribute.number({ min: 1 }),
 *     newsletter: UserAttribute.flag({ userWritable: true }),
 *     trialEnd: UserAttribute.dateTime(),
 *   },
 * });
 * new AuthenticatedUserPool(this, 'Auth', { attributes });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-custom-attributes
 */
export class UserAttribute {
  /**
   * A text.
   *
   * The pool throws when a bound isn't a whole number from 0 to 2,048, or `minLength` is greater than `maxLength`.
   *
   * @param options bounds, mutability and whether users may write it
   */
  public static text(options: TextAttributeOptions = {}): UserAttribute {
    const { minLength = 0, maxLength = 2048 } = options;
    const bounds = { minLength, maxLength };
    return flawed(new UserAttribute('String', options, {
      stringAttributeConstraints: { minLength: Tokenization.stringifyNumber(minLength), maxLength: Tokenization.stringifyNumber(maxLength) },
    }), unbounded(bounds, 'a whole number from 0 to 2048', (value) => Number.isInteger(value) && value >= 0 && value <= 2048) ?? disorder(bounds));
  }

  /**
   * A whole number.
   *
   * The pool throws when a bound isn't a whole number, or `min` is greater than `max`.
   *
   * @param options bounds, mutability and whether users may write it
   */
  public static number(options: NumberAttributeOptions = {}): UserAttribute {
    const { min, max } = options;
    const [minValue, maxValue] = [min, max].map((value) => value === undefined ? undefined : Tokenization.stringifyNumber(value));
    const bounds = { min, max };
    return flawed(new UserAttribute('Number', options, {
      numberAttributeConstraints: minValue === undefined && maxValue === undefined ? undefined : { minValue, maxValue },
    }), unbounded(bounds, 'a whole number', Number.isSafeInteger) ?? disorder(bounds));
  }

  /**
   * True or false.
   *
   * @param options mutability and whether users may write it
   */
  public static flag(options: UserAttributeOptions = {}): UserAttribute {
    return new UserAttribute('Boolean', options);
  }

  /**
   * A date and time.
   *
   * @param options mutability and whether users may write it
   */
  public static dateTime(options: UserAttributeOptions = {}): UserAttribute {
    return new UserAttribute('DateTime', options);
  }

  /**
   * Whether the value can change.
   */
  public readonly mutable: boolean;

  /**
   * Whether users may write it.
   */
  public readonly userWritable: boolean;

  /**
   * Whether clients get it in the ID token.
   */
  public readonly userReadable: boolean;

  private constructor(
    /**
     * Cognito's name of the type: `String`, `Number`, `Boolean` or `DateTime`.
     */
    public readonly dataType: string,
    options: UserAttributeOptions,
    private readonly constraints: CfnUserPool.SchemaAttributeProperty = {},
  ) {
    this.mutable = options.mutable ?? true;
    this.userWritable = options.userWritable ?? false;
    this.userReadable = options.userReadable ?? true;
  }

  /**
   * @internal
   */
  public _render(): CfnUserPool.SchemaAttributeProperty {
    return { attributeDataType: this.dataType, mutable: this.mutable, ...this.constraints };
  }
}

type Bounds = Readonly<Record<string, number | undefined>>;

/** The bounds that are known. */
function known(bounds: Bounds): [string, number][] {
  return Object.entries(bounds).filter((bound): bound is [string, number] => bound[1] !== undefined && !Token.isUnresolved(bound[1]));
}

function unbounded(bounds: Bounds, what: string, isRight: (value: number) => boolean): string | undefined {
  const wrong = known(bounds).find(([, value]) => !isRight(value));
  return wrong && `"${wrong[0]}" must be ${what}, received ${String(wrong[1])}`;
}

function disorder(bounds: Bounds): string | undefined {
  const [low, high] = known(bounds);
  return high !== undefined && low[1] > high[1] ? `"${low[0]}" ${low[1]} is greater than "${high[0]}" ${high[1]}: exchange them` : undefined;
}
