/**
 * Options for `FirstFactor.passkey()`.
 */
export interface PasskeyOptions {
  /**
   * The domain that passkeys are bound to, without https://. **A change strands every passkey.**
   *
   * @default - the host of the pool's `domain`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html#amazon-cognito-user-pools-authentication-flow-methods-passkey
   */
  readonly relyingPartyId?: string;

  /**
   * Whether the device must verify the person, by fingerprint, face or PIN.
   *
   * @default true - a stolen device alone signs nobody in; Cognito's own default only prefers it
   */
  readonly userVerification?: boolean;
}

/**
 * How people prove who they are at first. A pool always takes passwords as well: Cognito can't switch them off, though a person may have none.
 *
 * More than a password makes the pool's clients offer the choice (`ALLOW_USER_AUTH`), which admits a plain password too.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export abstract class FirstFactor {
  /**
   * A password, sent as a proof of knowledge (SRP).
   */
  public static password(): FirstFactor {
    return new NamedFactor('PASSWORD');
  }

  /**
   * A one-time password by e-mail. Can't stand beside required MFA, and wants SES: Cognito itself sends 50 mails a day.
   */
  public static emailOtp(): FirstFactor {
    return new NamedFactor('EMAIL_OTP');
  }

  /**
   * A one-time password by text message. Can't stand beside required MFA; text messages are intercepted and cost yours.
   */
  public static smsOtp(): FirstFactor {
    return new NamedFactor('SMS_OTP');
  }

  /**
   * A passkey: the device proves a key that it never shows. Needs a `domain` or a `relyingPartyId`.
   *
   * @param options the relying party and user verification
   */
  public static passkey(options: PasskeyOptions = {}): FirstFactor {
    return new NamedFactor('WEB_AUTHN', options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): FirstFactorConfig;
}

/**
 * @internal
 */
export interface FirstFactorConfig {
  readonly name: 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';
  readonly passkey?: PasskeyOptions;
}

class NamedFactor extends FirstFactor {
  constructor(private readonly name: FirstFactorConfig['name'], private readonly passkey?: PasskeyOptions) {
    super();
  }

  public _bind(): FirstFactorConfig {
    return { name: this.name, passkey: this.passkey };
  }
}
