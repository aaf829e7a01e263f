import type { DeviceTracking } from 'aws-cdk-lib/aws-cognito';
import type { PoolContribution } from './pool-contribution';

/**
 * Options for `MfaPolicy.optional()` and `MfaPolicy.required()`.
 */
export interface MfaOptions {
  /**
   * Time-based one-time passwords from an authenticator app.
   *
   * @default true
   */
  readonly totp?: boolean;

  /**
   * Codes by text message. They are intercepted, can be pumped for money, and cost yours.
   *
   * @default - false, unless the pool sends text messages for something else: Cognito refuses MFA without SMS there. The L2 takes SMS when MFA
   * is on and nothing is said
   * @see https://github.com/aws-amplify/amplify-backend/issues/1481
   */
  readonly sms?: boolean;

  /**
   * Codes by e-mail. Needs SES and the feature plan ESSENTIALS, and recovery by something else than e-mail alone.
   *
   * @default false
   */
  readonly email?: boolean;

  /**
   * Whether a passkey with user verification counts as both factors, so that whoever has one isn't asked for another.
   *
   * Needs `FirstFactor.passkey()`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
   */
  readonly passkey?: boolean;

  /**
   * The text message with the code, `{####}`, 6 to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly smsMessage?: string;

  /**
   * The subject of the e-mail with the code, up to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly emailSubject?: string;

  /**
   * The e-mail with the code, `{####}`, 6 to 20,000 characters.
   *
   * @default - Cognito's own text
   */
  readonly emailMessage?: string;

  /**
   * Whether devices are remembered. A remembered device isn't asked for a second factor any more, whoever holds it.
   *
   * @default - no device is remembered
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
   */
  readonly deviceTracking?: DeviceTracking;
}

/**
 * Whether people need a second factor, and which.
 *
 * Every new account's first sign-in has one factor, also where MFA is required: the second is set up in it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export abstract class MfaPolicy {
  /**
   * No second factor.
   */
  public static off(): MfaPolicy {
    return new FixedPolicy('OFF', { totp: false, sms: false });
  }

  /**
   * People may set one up.
   *
   * Managed login doesn't offer the set-up of TOTP while MFA is optional: the app does it, with a client that has `selfService`.
   *
   * @param options the factors; TOTP unless they say otherwise
   */
  public static optional(options: MfaOptions = {}): MfaPolicy {
    return new FixedPolicy('OPTIONAL', options);
  }

  /**
   * Everybody sets one up at the first sign-in, on the sign-in pages or in the app.
   *
   * @param options the factors; TOTP unless they say otherwise
   */
  public static required(options: MfaOptions = {}): MfaPolicy {
    return new FixedPolicy('ON', options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(sendsText: boolean): MfaConfig;
}

/**
 * @internal
 */
export interface MfaConfig extends PoolContribution {
  readonly mode: 'OFF' | 'OPTIONAL' | 'ON';
  /** whether it sends text messages */
  readonly sms: boolean;
}

class FixedPolicy extends MfaPolicy {
  constructor(private readonly mode: MfaConfig['mode'], private readonly options: MfaOptions) {
    super();
  }

  public _bind(sendsText: boolean): MfaConfig {
    const { totp = true, sms = sendsText, email = false, passkey = false, deviceTracking } = this.options;
    const factors = [...sms ? ['SMS_MFA'] : [], ...totp ? ['SOFTWARE_TOKEN_MFA'] : [], ...email ? ['EMAIL_OTP'] : []];
    return {
      mode: this.mode,
      sms,
      needs: [
        ...email ? [{ feature: 'e-mail MFA', plan: 'ESSENTIALS' as const }] : [],
        ...passkey ? [{ feature: 'passkeys as MFA', plan: 'ESSENTIALS' as const }] : [],
      ],
      properties: {
        mfaConfiguration: this.mode,
        enabledMfas: factors.length > 0 ? factors : undefined,
        webAuthnFactorConfiguration: passkey ? 'MULTI_FACTOR_WITH_USER_VERIFICATION' : undefined,
        smsAuthenticationMessage: this.options.smsMessage,
        emailAuthenticationSubject: this.options.emailSubject,
        emailAuthenticationMessage: this.options.emailMessage,
        deviceConfiguration: deviceTracking,
      },
    };
  }
}
