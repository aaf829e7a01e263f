import type { PoolContribution } from './pool-contribution';
import type { UserAttribute } from './user-attribute';

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

/** The names that are no attributes of one's own. */
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
   * Standard attributes that everybody must have. **Can never be changed after creation**, and a required attribute that stands in the
   * schema can make every later update of the pool fail: it trips the rule `schemaRequiredStandard`.
   *
   * @default - none beside the sign-in identifier
   * @see https://github.com/aws/aws-cdk/issues/8585
   */
  readonly required?: ProfileAttribute[];

  /**
   * Standard attributes that people may write through every client of the pool.
   *
   * The phone number costs: each change sends a text message.
   *
   * @default - the e-mail address, what providers map, and the profile for clients with `selfService`
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
 * What is known about people.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export class UserSchema {
  /**
   * The attributes of the pool.
   *
   * Throws when one of the `custom` attributes has the name of a standard one, or begins with `custom:`.
   *
   * @param options custom, required and writable attributes
   */
  public static of(options: UserSchemaOptions = {}): UserSchema {
    return new UserSchema(options);
  }

  private constructor(private readonly options: UserSchemaOptions) {
    for (const name of Object.keys(options.custom ?? {})) {
      if (STANDARD.includes(name)) {
        throw new Error(`"custom" holds ${JSON.stringify(name)}, which is a standard attribute and there already: choose another name`);
      }
      if (name.startsWith('custom:')) {
        throw new Error(`"custom" holds ${JSON.stringify(name)}: leave "custom:" out, Cognito adds it`);
      }
    }
  }

  /**
   * @internal
   */
  public _bind(): UserSchemaConfig {
    const custom = Object.entries(this.options.custom ?? {}).map(([name, attribute]) => ({ name, attribute: attribute._bind() }));
    const required = [...new Set(this.options.required ?? [])];
    const schema = [
      ...required.map((name) => ({ name, required: true, mutable: true })),
      ...custom.map(({ name, attribute }) => ({ name, ...attribute.schema })),
    ];
    return {
      readable: custom.filter(({ attribute }) => attribute.userReadable).map(({ name }) => `custom:${name}`),
      writable: [
        ...required,
        ...this.options.userWritable ?? [],
        ...custom.filter(({ attribute }) => attribute.userWritable).map(({ name }) => `custom:${name}`),
      ],
      frozen: this.options.frozen ?? false,
      properties: { schema: schema.length > 0 ? schema : undefined },
    };
  }
}

/**
 * @internal
 */
export interface UserSchemaConfig extends PoolContribution {
  /** what every client reads beside the profile */
  readonly readable: string[];
  /** what every client writes beside the e-mail address */
  readonly writable: string[];
  readonly frozen: boolean;
}
