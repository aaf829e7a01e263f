import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { PoolContribution } from './pool-contribution';
import type { UserAttribute } from './user-attribute';
import { flawed, flawOf } from '../private/errors';

/**
 * The standard attributes of OpenID Connect that every user pool has.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#cognito-user-pools-standard-attributes
 */
export enum ProfileAttribute {
  /** The postal address. */
  ADDRESS = 'address',
  /** The date of birth, YYYY-MM-DD. */
  BIRTHDATE = 'birthdate',
  /** The e-mail address. */
  EMAIL = 'email',
  /** The family name. */
  FAMILY_NAME = 'family_name',
  /** The gender. */
  GENDER = 'gender',
  /** The given name. */
  GIVEN_NAME = 'given_name',
  /** The language and country, such as en-US. */
  LOCALE = 'locale',
  /** The middle name. */
  MIDDLE_NAME = 'middle_name',
  /** The full name. */
  NAME = 'name',
  /** The casual name. */
  NICKNAME = 'nickname',
  /** The phone number. */
  PHONE_NUMBER = 'phone_number',
  /** The address of a picture. */
  PICTURE = 'picture',
  /** The name to show, which may change. */
  PREFERRED_USERNAME = 'preferred_username',
  /** The address of a profile page. */
  PROFILE = 'profile',
  /** The address of a web page or blog. */
  WEBSITE = 'website',
  /** The time zone, such as Europe/Berlin. */
  ZONEINFO = 'zoneinfo',
}

/** Names that can't be custom attributes. */
const STANDARD: readonly string[] = [...Object.values(ProfileAttribute), 'email_verified', 'phone_number_verified', 'sub', 'updated_at'];

/**
 * Options for `UserSchema.of()`.
 */
export interface UserSchemaOptions {
  /**
   * Attributes of your own, by their names without `custom:`: up to 50, each up to 20 characters.
   *
   * **An attribute can never be changed or removed after it is added.**
   *
   * @default - no custom attributes
   */
  readonly custom?: Record<string, UserAttribute>;

  /**
   * Standard attributes that every user must have, and therefore may write. **Can never be changed after creation**, and a required attribute in the
   * schema can make every later update of the pool fail: it trips the rule `schemaRequiredStandard`.
   *
   * @default - none beside the sign-in identifier
   * @see https://github.com/aws/aws-cdk/issues/8585
   */
  readonly required?: ProfileAttribute[];

  /**
   * Standard attributes that users may write, at sign-up and later, through every client of the pool that doesn't narrow it.
   *
   * None of them may decide about access. The phone number costs: each change sends an SMS message.
   *
   * @default - the e-mail address, what providers map, and the profile for clients with `selfService`; Cognito's own default is every standard attribute
   */
  readonly userWritable?: ProfileAttribute[];

  /**
   * Leaves the schema out of the template: for a pool whose updates fail with "Existing schema attributes cannot be modified or deleted".
   *
   * The pool keeps the attributes that it has.
   *
   * @default false
   */
  readonly frozen?: boolean;
}

/**
 * The attributes that users have, and which custom and sensitive ones they may write: a client may narrow that, and sign-up may ask for some of them.
 * Which attributes of their profile users write, a client says beside it (`writeAttributes`, `selfService`).
 *
 * Users may always write their e-mail address, and a phone number where open sign-up goes with SMS messages.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', {
 *   attributes: UserSchema.of({
 *     custom: { plan: UserAttribute.text(), newsletter: UserAttribute.flag({ userWritable: true }) },
 *     userWritable: [ProfileAttribute.NICKNAME],
 *   }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export class UserSchema {
  /**
   * The attributes of the pool.
   *
   * The pool throws when one of the `custom` attributes has the name of a standard one, or begins with `custom:`.
   *
   * @param options custom, required and writable attributes
   */
  public static of(options: UserSchemaOptions = {}): UserSchema {
    return new UserSchema(options);
  }

  /**
   * Attributes of your own, by their names without `custom:`.
   */
  public readonly custom: Record<string, UserAttribute>;

  /**
   * Standard attributes that every user must have.
   */
  public readonly required: ProfileAttribute[];

  /**
   * Standard attributes that users may write, beside the required ones.
   */
  public readonly userWritable: ProfileAttribute[];

  /**
   * Whether the schema is left out of the template.
   */
  public readonly frozen: boolean;

  private constructor(options: UserSchemaOptions) {
    this.custom = Object.freeze({ ...options.custom });
    this.required = [...new Set(options.required ?? [])];
    this.userWritable = [...options.userWritable ?? []];
    Object.freeze(this.required);
    Object.freeze(this.userWritable);
    this.frozen = options.frozen ?? false;
    const [problem] = Object.entries(this.custom).flatMap(([name, attribute]) => misnamed(name) ?? flawOf(attribute) ?? []);
    flawed(this, problem);
  }

  /**
   * @internal
   */
  public _bind(injected: readonly CfnUserPool.SchemaAttributeProperty[]): UserSchemaConfig {
    const custom = Object.entries(this.custom);
    const named = (wanted: (attribute: UserAttribute) => boolean) => custom.filter(([, attribute]) => wanted(attribute)).map(([name]) => `custom:${name}`);
    const own: CfnUserPool.SchemaAttributeProperty[] = [
      ...this.required.map((name) => ({ name, required: true, mutable: true })),
      ...custom.map(([name, attribute]) => ({ name, ...attribute._render() })),
    ];
    const others = injected.filter(({ name }) => !own.some((one) => one.name === name));
    const schema = [...others, ...own];
    // whoever signs up must be able to write what is required.
    const required = others.filter((one) => one.required === true).map(({ name }) => name!);
    return {
      readable: [...others.filter(({ name }) => !STANDARD.includes(name!)).map(({ name }) => `custom:${name!}`), ...named(({ userReadable }) => userReadable)],
      writable: [...required, ...this.required, ...this.userWritable, ...named(({ userWritable }) => userWritable)],
      frozen: this.frozen,
      properties: { schema: schema.length > 0 ? schema : undefined },
    };
  }
}

function misnamed(name: string): string | undefined {
  return STANDARD.includes(name) ? `"custom" holds ${JSON.stringify(name)}, which is a standard attribute and there already: choose another name`
    : name.startsWith('custom:') ? `"custom" holds ${JSON.stringify(name)}: leave "custom:" out, Cognito adds it` : undefined;
}

/**
 * @internal
 */
export interface UserSchemaConfig extends PoolContribution {
  /** what every client may read beside the profile */
  readonly readable: string[];
  /** what users may write beside the e-mail address */
  readonly writable: string[];
  readonly frozen: boolean;
}
