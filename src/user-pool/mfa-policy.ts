import { Mfa, type DeviceTracking } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { MfaFactor } from './mfa-factor';
import type { PoolContribution } from './pool-contribution';
import { failure } from '../private/errors';

/**
 * Options for `MfaPolicy.optional()` and `MfaPolicy.required()`.
 */
export interface MfaOptions {
  /**
   * The second factors to choose from. A list that is given is the whole list.
   *
   * @default - MfaFactor.totp(), MfaFactor.sms() where the pool sends SMS messages for something else (Cognito refuses MFA without SMS there), and
   * MfaFactor.passkey() beside `FirstFactor.passkey()`. The L2's own default is SMS alone
   * @see https://github.com/aws-amplify/amplify-backend/issues/1481
   */
  readonly factors?: MfaFactor[];

  /**
   * Whether devices are remembered. A remembered device isn't asked for a second factor any more, whoever holds it.
   *
   * @default - no device is remembered
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
   */
  readonly deviceTracking?: DeviceTracking;
}

/**
 * Whether users need a second factor, and which.
 *
 * - `required()` where an account is worth an attack. Every new account's first sign-in has one factor all the same: the second is set up in it.
 * - `optional()`, the default, where your app offers the set-up to users who want it.
 * - `off()` where nobody signs in with the pool's own accounts.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Bank', { mfa: MfaPolicy.required() });
 * new AuthenticatedUserPool(this, 'Shop', { mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.sms()] }) });
 * new AuthenticatedUserPool(this, 'Game', { mfa: MfaPolicy.off() });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export class MfaPolicy {
  /**
   * No second factor.
   */
  public static off(): MfaPolicy {
    return new MfaPolicy(Mfa.OFF, []);
  }

  /**
   * Users may set one up.
   *
   * Managed login doesn't offer the set-up of TOTP while MFA is optional: the app does it, with a client that has `selfService`.
   *
   * @param options the factors; TOTP unless they say otherwise
   */
  public static optional(options: MfaOptions = {}): MfaPolicy {
    return new MfaPolicy(Mfa.OPTIONAL, options.factors && [...options.factors], options.deviceTracking);
  }

  /**
   * Every user sets one up at the first sign-in, on the sign-in pages or in the app.
   *
   * @param options the factors; TOTP unless they say otherwise
   */
  public static required(options: MfaOptions = {}): MfaPolicy {
    return new MfaPolicy(Mfa.REQUIRED, options.factors && [...options.factors], options.deviceTracking);
  }

  private constructor(
    /**
     * Whether users need a second factor.
     */
    public readonly mode: Mfa,
    /**
     * The factors to choose from, where they were given.
     */
    public readonly factors?: MfaFactor[],
    /**
     * Whether devices are remembered, where it was given.
     */
    public readonly deviceTracking?: DeviceTracking,
  ) {
    Object.freeze(factors);
  }

  /**
   * @internal
   */
  public _bind(scope: Construct, { sendsText = false, verifiesPasskeys = false } = {}): MfaConfig {
    // a passkey that isn't a second factor is lost to whoever sets one up.
    const factors = this.factors ?? [...sendsText ? [MfaFactor.sms()] : [], MfaFactor.totp(), ...verifiesPasskeys ? [MfaFactor.passkey()] : []];
    this.assertChoice(scope, factors);
    const find = (wanted: string) => factors.find(({ name }) => name === wanted);
    const passkey = find('WEB_AUTHN') !== undefined;
    const email = find('EMAIL_OTP');
    const sms = find('SMS_MFA');
    const enabled = factors.map(({ name }) => name).filter((name) => name !== 'WEB_AUTHN');
    return {
      mode: this.mode,
      sms: sms !== undefined,
      properties: {
        mfaConfiguration: this.mode,
        enabledMfas: enabled.length > 0 ? enabled : undefined,
        webAuthnFactorConfiguration: passkey ? 'MULTI_FACTOR_WITH_USER_VERIFICATION' : undefined,
        smsAuthenticationMessage: sms?.smsMessage?.message,
        emailAuthenticationSubject: email?.emailMessage?.subject,
        emailAuthenticationMessage: email?.emailMessage?.message,
        deviceConfiguration: this.deviceTracking,
      },
    };
  }

  private assertChoice(scope: Construct, factors: readonly MfaFactor[]): void {
    // a function has a name too, so that TypeScript takes the factory itself for a factor.
    if (factors.some((factor) => typeof factor === 'function')) {
      throw failure(scope, '"factors" of "mfa" holds a factory that wasn\'t called: write MfaFactor.totp(), with its parentheses');
    }
    if (this.mode !== Mfa.OFF && factors.length === 0) {
      throw failure(scope, '"factors" of "mfa" is [], and MFA needs one: name it, such as MfaFactor.totp(), leave "factors" out, or use MfaPolicy.off()');
    }
    const names = factors.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) {
      throw failure(scope, `"factors" of "mfa" holds ${JSON.stringify(twice)} twice: leave one out`);
    }
  }
}

/**
 * @internal
 */
export interface MfaConfig extends PoolContribution {
  readonly mode: Mfa;
  /** whether it sends SMS messages */
  readonly sms: boolean;
}
