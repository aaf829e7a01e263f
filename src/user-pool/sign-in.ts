import { AccountRecovery } from 'aws-cdk-lib/aws-cognito';
import type { FirstFactor, FirstFactorConfig } from './first-factor';
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

  /**
   * How people prove who they are at first. A password is always among them: Cognito can't switch it off.
   *
   * @default - a password only
   */
  readonly firstFactors?: FirstFactor[];

  /**
   * Whether a new e-mail address or phone number counts only once it is verified.
   *
   * @default true - otherwise whoever holds a session for a minute moves the account to an address of their own
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html#user-pool-settings-verifications-verify-attribute-updates
   */
  readonly keepOriginal?: boolean;
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
   * Whether people may type their verified e-mail address instead.
   *
   * @default false
   */
  readonly emailAlias?: boolean;

  /**
   * Whether people may type their verified phone number instead.
   *
   * @default false
   */
  readonly phoneAlias?: boolean;

  /**
   * Whether people may type a name that they can change, `preferred_username`, instead.
   *
   * @default false
   */
  readonly preferredUsernameAlias?: boolean;
}

/**
 * What people type to say who they are.
 *
 * **Can never be changed after the user pool is created**: the update of an existing pool fails, and a new pool has no users.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases
 */
export abstract class SignIn {
  /**
   * The e-mail address is the user name. It is verified, and a new address counts only once it is verified.
   *
   * With open sign-up, the sign-up form tells whether an address has an account: Cognito can't hide that.
   *
   * @param options case sensitivity and first factors
   */
  public static email(options: EmailSignInOptions = {}): SignIn {
    return new AttributeSignIn('e-mail address', { usernameAttributes: ['email'] }, ['email'], options);
  }

  /**
   * The phone number is the user name. It is verified by text message, at your cost, and so is the e-mail address of whoever gives one.
   *
   * Cognito refuses MFA without SMS on such a pool: `MfaPolicy` includes it here unless it says otherwise.
   *
   * @param options case sensitivity and first factors
   */
  public static phone(options: PhoneSignInOptions = {}): SignIn {
    return new AttributeSignIn('phone number', { usernameAttributes: ['phone_number'] }, ['email', 'phone_number'], options);
  }

  /**
   * The e-mail address or the phone number is the user name, as each person likes. Both are verified.
   *
   * Cognito refuses MFA without SMS on such a pool: `MfaPolicy` includes it here unless it says otherwise.
   *
   * @param options case sensitivity and first factors
   */
  public static emailOrPhone(options: PhoneSignInOptions = {}): SignIn {
    return new AttributeSignIn('e-mail address or phone number', { usernameAttributes: ['email', 'phone_number'] }, ['email', 'phone_number'], options);
  }

  /**
   * A user name that can never change, and aliases to type instead of it. E-mail address and phone number are verified where they are aliases.
   *
   * Without the e-mail alias the address is verified all the same: recovery uses it.
   *
   * @param options aliases, case sensitivity and first factors
   */
  public static username(options: UsernameSignInOptions = {}): SignIn {
    const aliases = [
      ...options.emailAlias ? ['email'] : [],
      ...options.phoneAlias ? ['phone_number'] : [],
      ...options.preferredUsernameAlias ? ['preferred_username'] : [],
    ];
    return new AttributeSignIn(
      ['user name', ...aliases.map((alias) => alias.replace('_', ' '))].join(' or '),
      { aliasAttributes: aliases.length > 0 ? aliases : undefined },
      ['email', ...options.phoneAlias ? ['phone_number'] : []],
      options,
    );
  }

  /**
   * @internal what messages verify
   */
  public abstract readonly _verified: readonly string[];

  /**
   * @internal how people get back in unless the caller says otherwise
   */
  public abstract readonly _recovery: AccountRecovery;

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(host: () => string): SignInConfig;
}

/**
 * @internal
 */
export interface SignInConfig extends PoolContribution {
  /** how the summary names the identifier */
  readonly identifier: string;
  readonly caseSensitive: boolean;
  readonly relyingPartyId?: string;
  /** what every client writes beside the e-mail address */
  readonly writable: readonly string[];
  /** more than a password: clients must offer the choice */
  readonly choiceBased: boolean;
}

class AttributeSignIn extends SignIn {
  public readonly _verified: readonly string[];
  public readonly _recovery: AccountRecovery;
  private readonly factors: readonly FirstFactorConfig[];

  constructor(
    private readonly identifier: string,
    private readonly identifiers: { readonly usernameAttributes?: string[]; readonly aliasAttributes?: string[] },
    verified: string[],
    private readonly options: SignInOptions,
  ) {
    super();
    this.factors = (options.firstFactors ?? []).map((factor) => factor._bind());
    if (this.factors.filter((factor) => factor.passkey !== undefined).length > 1) {
      throw new Error('"firstFactors" holds FirstFactor.passkey() more than once: a pool has one relying party, so keep one');
    }
    // a number that signs somebody in must be verified, and be kept until a new one is.
    const bySms = this.factors.some((factor) => factor.name === 'SMS_OTP');
    this._verified = [...new Set([...verified, ...bySms ? ['phone_number'] : []])];
    // whoever signed up with a phone number alone has no e-mail address to recover the account with.
    this._recovery = identifiers.usernameAttributes?.includes('phone_number') ? AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA : AccountRecovery.EMAIL_ONLY;
  }

  public _bind(host: () => string): SignInConfig {
    const caseSensitive = this.options.caseSensitive ?? false;
    const factors = [...new Set(['PASSWORD', ...this.factors.map((factor) => factor.name)])];
    const passkey = this.factors.find((factor) => factor.passkey !== undefined)?.passkey;
    const relyingPartyId = passkey === undefined ? undefined : passkey.relyingPartyId ?? host();
    const choiceBased = factors.length > 1;
    return {
      identifier: this.identifier,
      caseSensitive,
      relyingPartyId,
      // a name to sign in with that people give themselves.
      writable: this.identifiers.aliasAttributes?.filter((alias) => alias === 'preferred_username') ?? [],
      choiceBased,
      needs: choiceBased ? [{ feature: 'choice-based sign-in', plan: 'ESSENTIALS' }] : [],
      properties: {
        ...this.identifiers,
        usernameConfiguration: { caseSensitive },
        autoVerifiedAttributes: [...this._verified],
        userAttributeUpdateSettings: {
          attributesRequireVerificationBeforeUpdate: this.options.keepOriginal ?? true ? [...this._verified] : [],
        },
        // left out, an update would keep the factors that the pool had before.
        policies: { signInPolicy: { allowedFirstAuthFactors: factors } },
        webAuthnRelyingPartyId: relyingPartyId,
        webAuthnUserVerification: passkey === undefined ? undefined : passkey.userVerification ?? true ? 'required' : 'preferred',
      },
    };
  }
}
