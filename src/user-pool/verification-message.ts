import { VerificationEmailStyle } from 'aws-cdk-lib/aws-cognito';
import type { MessageTemplate } from './message-template';
import type { PoolContribution } from './pool-contribution';

/**
 * What users get to verify an e-mail address or a phone number.
 *
 * - `code()`, the default: the user types a code where the account was made.
 * - `link()`: the user clicks a link. It trips the rule `verificationByLink`: an attacker can sign up with the address of another, and wait for the click.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', {
 *   verification: VerificationMessage.code({ email: { subject: 'Your code', message: 'Your code is {####}.' } }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export class VerificationMessage {
  /**
   * A code to type where the account was made: only who reads the mailbox *and* made the account can verify it.
   *
   * @param template the texts with the code, `{####}`
   */
  public static code(template: MessageTemplate = {}): VerificationMessage {
    return new VerificationMessage(VerificationEmailStyle.CODE, template);
  }

  /**
   * A link to click, on a page of the pool's `domain`. **An attacker signs up with the address of another and a password of their own, and waits for
   * the click**: therefore it trips the rule `verificationByLink`.
   *
   * @param template the e-mail with the link, `{##Verify your address##}`, and the SMS message, which holds a code, `{####}`, all the same
   */
  public static link(template: MessageTemplate = {}): VerificationMessage {
    return new VerificationMessage(VerificationEmailStyle.LINK, template);
  }

  private constructor(
    /**
     * Whether the e-mail holds a code or a link.
     */
    public readonly style: VerificationEmailStyle,
    /**
     * The texts.
     */
    public readonly template: MessageTemplate,
  ) {}

  /**
   * @internal
   */
  public _bind(verified: readonly string[], kept: readonly string[]): PoolContribution {
    const { email, sms } = this.template;
    const byEmail = this.style === VerificationEmailStyle.CODE
      ? { emailSubject: email?.subject, emailMessage: email?.message }
      : { emailSubjectByLink: email?.subject, emailMessageByLink: email?.message };
    return {
      properties: {
        autoVerifiedAttributes: [...verified],
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: [...kept] },
        verificationMessageTemplate: { defaultEmailOption: this.style, ...byEmail, smsMessage: sms?.message },
      },
    };
  }
}
