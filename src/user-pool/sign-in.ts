import { AccountRecovery } from 'aws-cdk-lib/aws-cognito';
import type { PoolContribution } from './pool-contribution';

/**
 * Options that every way to sign in takes.
 */
export interface SignInOptions {
  /**
   * Whether `Jane` and `jane` are two accounts.
   *
   * **Can never be changed after the user pool is created.** Only for a pool that exists and is case sensitive already.
   *
   * @default false - Cognito's own default is true when a template says nothing; look-alike accounts are an attack
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html
   */
  readonly caseSensitive?: boolean;
}

/**
 * Options for `SignIn.email()`.
 */
export interface EmailSignInOptions extends SignInOptions {}

/**
 * Options for `SignIn.phone()` and `SignIn.emailOrPhone()`.
 */
export interface PhoneSignInOptions extends SignInOptions {}

/**
 * Options for `SignIn.username()`.
 */
export interface UsernameSignInOptions extends SignInOptions {
  /**
   * Whether users may type their verified e-mail address instead. **Can never be changed after the user pool is created.**
   *
   * @default false
   */
  readonly emailAlias?: boolean;

  /**
   * Whether users may type their verified phone number instead. **Can never be changed after the user pool is created.**
   *
   * @default false
   */
  readonly phoneAlias?: boolean;

  /**
   * Whether users may type a name that they can change, `preferred_username`, instead. **Can never be changed after the user pool is created.**
   *
   * @default false
   */
  readonly preferredUsernameAlias?: boolean;
}

/**
 * What users type to say who they are.
 *
 * **Nothing of it can be changed after the user pool is created**: the update of an existing pool fails, and a new pool has no users.
 *
 * - `email()`, the default, for most apps.
 * - `phone()` where users have no e-mail address. Each verification sends an SMS message.
 * - `emailOrPhone()` where some users have the one and some the other.
 * - `username()` where an address may change hands, where users share one, and for sign-up that doesn't tell who has an account.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Shop', { signIn: SignIn.email() });
 * new AuthenticatedUserPool(this, 'Couriers', { signIn: SignIn.phone() });
 * new AuthenticatedUserPool(this, 'Club', { signIn: SignIn.emailOrPhone() });
 * new AuthenticatedUserPool(this, 'School', { signIn: SignIn.username({ emailAlias: true }) });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases
 */
export class SignIn {
  /**
   * The e-mail address is the user name. It is verified.
   *
   * With open sign-up, the sign-up form tells whether an address has an account: Cognito can't hide that.
   *
   * @param options case sensitivity
   */
  public static email(options: EmailSignInOptions = {}): SignIn {
    return new SignIn(['email'], [], options.caseSensitive ?? false);
  }

  /**
   * The phone number is the user name. It is verified by SMS, at your cost, and so is the e-mail address of users who give one.
   *
   * Cognito refuses MFA without SMS on such a pool: `MfaPolicy` includes it here where its factors are left out.
   *
   * @param options case sensitivity
   */
  public static phone(options: PhoneSignInOptions = {}): SignIn {
    return new SignIn(['phone_number'], [], options.caseSensitive ?? false);
  }

  /**
   * The e-mail address or the phone number is the user name, as each user likes. Both are verified.
   *
   * Cognito refuses MFA without SMS on such a pool: `MfaPolicy` includes it here where its factors are left out.
   *
   * @param options case sensitivity
   */
  public static emailOrPhone(options: PhoneSignInOptions = {}): SignIn {
    return new SignIn(['email', 'phone_number'], [], options.caseSensitive ?? false);
  }

  /**
   * A user name that can never change, and aliases to type instead of it. E-mail address and phone number are verified where they are aliases.
   *
   * Without the e-mail alias the address is verified all the same: recovery uses it.
   *
   * @param options aliases and case sensitivity
   */
  public static username(options: UsernameSignInOptions = {}): SignIn {
    const aliases = [
      ...options.emailAlias ? ['email'] : [],
      ...options.phoneAlias ? ['phone_number'] : [],
      ...options.preferredUsernameAlias ? ['preferred_username'] : [],
    ];
    return new SignIn([], aliases, options.caseSensitive ?? false);
  }

  private constructor(
    /**
     * The attributes that are the user name; empty where the user name is a name of its own.
     */
    public readonly usernameAttributes: string[],
    /**
     * The attributes that users may type instead of their user name.
     */
    public readonly aliasAttributes: string[],
    /**
     * Whether `Jane` and `jane` are two accounts.
     */
    public readonly caseSensitive: boolean,
  ) {
    // what can never change in a pool doesn't change here either.
    Object.freeze(usernameAttributes);
    Object.freeze(aliasAttributes);
  }

  /**
   * What messages verify: the e-mail address always, recovery uses it.
   *
   * @internal
   */
  public get _verified(): string[] {
    return ['email', ...[...this.usernameAttributes, ...this.aliasAttributes].filter((name) => name === 'phone_number')];
  }

  /**
   * How users get back in unless the caller says otherwise: those who signed up with a phone number alone have no e-mail address.
   *
   * @internal
   */
  public get _recovery(): AccountRecovery {
    return this.usernameAttributes.includes('phone_number') ? AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA : AccountRecovery.EMAIL_ONLY;
  }

  /**
   * How the summary names the identifier.
   *
   * @internal
   */
  public get _identifier(): string {
    const names: Record<string, string> = { email: 'e-mail address', phone_number: 'phone number' };
    return this.usernameAttributes.length > 0
      ? this.usernameAttributes.map((name) => names[name]!).join(' or ')
      : ['user name', ...this.aliasAttributes.map((alias) => alias.replace('_', ' '))].join(' or ');
  }

  /**
   * @internal
   */
  public _bind(): PoolContribution {
    return {
      properties: {
        usernameAttributes: this.usernameAttributes.length > 0 ? [...this.usernameAttributes] : undefined,
        aliasAttributes: this.aliasAttributes.length > 0 ? [...this.aliasAttributes] : undefined,
        usernameConfiguration: { caseSensitive: this.caseSensitive },
      },
    };
  }
}
