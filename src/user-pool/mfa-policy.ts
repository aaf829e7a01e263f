import { Mfa, type UserPoolProps } from 'aws-cdk-lib/aws-cognito';

/**
 * Whether people need a second factor, and which.
 *
 * The factor is a time-based one-time password (TOTP) from an authenticator app. SMS isn't on unless asked for:
 * text messages are intercepted, can be pumped for money, and cost yours.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export abstract class MfaPolicy {
  /**
   * No second factor.
   */
  public static off(): MfaPolicy {
    return new TotpPolicy(Mfa.OFF);
  }

  /**
   * People may set up TOTP.
   *
   * Managed login doesn't offer the set-up while MFA is optional: the app does it, with a client that has `selfService`.
   */
  public static optional(): MfaPolicy {
    return new TotpPolicy(Mfa.OPTIONAL);
  }

  /**
   * Everybody sets up TOTP at the first sign-in, on the sign-in pages or in the app. That first sign-in itself has one factor.
   */
  public static required(): MfaPolicy {
    return new TotpPolicy(Mfa.REQUIRED);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): Pick<UserPoolProps, 'mfa' | 'mfaSecondFactor'>;
}

class TotpPolicy extends MfaPolicy {
  constructor(private readonly mode: Mfa) {
    super();
  }

  public _bind(): Pick<UserPoolProps, 'mfa' | 'mfaSecondFactor'> {
    return this.mode === Mfa.OFF ? { mfa: Mfa.OFF } : { mfa: this.mode, mfaSecondFactor: { otp: true, sms: false } };
  }
}
