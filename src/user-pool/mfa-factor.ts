import type { EmailMessage, SmsMessage } from './message-template';

/**
 * A second factor that `MfaPolicy` offers.
 *
 * - `totp()`, the default: an authenticator app. It costs nothing, and no message can be intercepted.
 * - `passkey()` beside another one: a passkey with user verification counts as both factors.
 * - `email()` for users without an authenticator app. Needs SES.
 * - `sms()` where users have nothing else. SMS messages can be intercepted, and each one costs.
 * - `of()` for a factor that isn't here yet.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', {
 *   mfa: MfaPolicy.required({ factors: [MfaFactor.totp(), MfaFactor.sms({ message: 'Your code at Acme is {####}' })] }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export class MfaFactor {
  /**
   * Time-based one-time passwords from an authenticator app.
   */
  public static totp(): MfaFactor {
    return MfaFactor.of('SOFTWARE_TOKEN_MFA');
  }

  /**
   * Codes by SMS. They can be intercepted, attackers can have them sent for money, and each one costs.
   *
   * @param text the text with the code, `{####}`
   */
  public static sms(text: SmsMessage = {}): MfaFactor {
    return new MfaFactor('SMS_MFA', undefined, text);
  }

  /**
   * Codes by e-mail. Needs SES, the feature plan ESSENTIALS, and recovery by something else than e-mail alone: where that is the phone, `sms()`
   * as well.
   *
   * @param text the text with the code, `{####}`
   */
  public static email(text: EmailMessage = {}): MfaFactor {
    return new MfaFactor('EMAIL_OTP', text);
  }

  /**
   * A passkey with user verification counts as both factors, so that users who have one aren't asked for another.
   *
   * Needs `FirstFactor.passkey()`, the feature plan ESSENTIALS, and another factor beside it: Cognito has no MFA with passkeys alone.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
   */
  public static passkey(): MfaFactor {
    return MfaFactor.of('WEB_AUTHN');
  }

  /**
   * A factor by Cognito's name in `EnabledMfas`, for one that isn't here yet.
   *
   * @param name such as "SOFTWARE_TOKEN_MFA"
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html#cfn-cognito-userpool-enabledmfas
   */
  public static of(name: string): MfaFactor {
    return new MfaFactor(name);
  }

  private constructor(
    /**
     * Cognito's name of the factor.
     */
    public readonly name: string,
    /**
     * The text of the e-mail with the code, where there is one.
     */
    public readonly emailMessage?: EmailMessage,
    /**
     * The text of the SMS message with the code, where there is one.
     */
    public readonly smsMessage?: SmsMessage,
  ) {}
}
