import type { PoolContribution } from './pool-contribution';

/**
 * Options for `VerificationMessage.code()`.
 */
export interface CodeMessageOptions {
  /**
   * The subject of the e-mail, up to 140 characters.
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
   * The text message with the code, `{####}`, 6 to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly smsMessage?: string;
}

/**
 * Options for `VerificationMessage.link()`.
 */
export interface LinkMessageOptions {
  /**
   * The subject of the e-mail, up to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly emailSubject?: string;

  /**
   * The e-mail with the link, `{##Verify your address##}`, 6 to 20,000 characters.
   *
   * @default - Cognito's own text
   */
  readonly emailMessage?: string;

  /**
   * The text message, which holds a code all the same, `{####}`, 6 to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly smsMessage?: string;
}

/**
 * What people get to verify their address.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export abstract class VerificationMessage {
  /**
   * A code to type where the account is made: only who reads the mailbox *and* made the account can verify it.
   *
   * @param options the texts
   */
  public static code(options: CodeMessageOptions = {}): VerificationMessage {
    return new FixedMessage({
      defaultEmailOption: 'CONFIRM_WITH_CODE',
      emailSubject: options.emailSubject,
      emailMessage: options.emailMessage,
      smsMessage: options.smsMessage,
    });
  }

  /**
   * A link to click. **An attacker signs up with somebody's address and a password of their own, and waits for the click**:
   * therefore it trips the rule `verificationByLink`. It needs a `domain`.
   *
   * @param options the texts
   */
  public static link(options: LinkMessageOptions = {}): VerificationMessage {
    return new FixedMessage({
      defaultEmailOption: 'CONFIRM_WITH_LINK',
      emailSubjectByLink: options.emailSubject,
      emailMessageByLink: options.emailMessage,
      smsMessage: options.smsMessage,
    });
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): PoolContribution['properties'];
}

class FixedMessage extends VerificationMessage {
  constructor(private readonly verificationMessageTemplate: PoolContribution['properties']['verificationMessageTemplate']) {
    super();
  }

  public _bind(): PoolContribution['properties'] {
    return {
      verificationMessageTemplate: this.verificationMessageTemplate,
      // older names of the same texts, which the L2 fills: two sources could differ.
      emailVerificationMessage: undefined,
      emailVerificationSubject: undefined,
      smsVerificationMessage: undefined,
    };
  }
}
