/**
 * The text of an e-mail that Cognito sends.
 */
export interface EmailMessage {
  /**
   * The subject, up to 140 characters.
   *
   * @default - Cognito's own subject
   */
  readonly subject?: string;

  /**
   * The body, which may be HTML, with the placeholders of its purpose: 6 to 20,000 characters.
   *
   * @default - Cognito's own text
   */
  readonly message?: string;
}

/**
 * The text of an SMS message that Cognito sends.
 */
export interface SmsMessage {
  /**
   * The text with the placeholders of its purpose, 6 to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly message?: string;
}

/**
 * The texts of one message, for those who get it by e-mail and for those who get it by SMS.
 *
 * What is left out is written by Cognito. An invitation holds `{username}` and the temporary password `{####}`, a message with a code `{####}`, and
 * an e-mail with a link `{##Verify your address##}`.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', {
 *   invitation: {
 *     email: { subject: 'Your account at Acme', message: 'Sign in as {username} with {####} and choose a password.' },
 *     sms: { message: 'Acme: sign in as {username} with {####}' },
 *   },
 *   verification: VerificationMessage.code({ email: { subject: 'Your code', message: 'Your code is {####}.' } }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export interface MessageTemplate {
  /**
   * The e-mail.
   *
   * @default - Cognito's own text
   */
  readonly email?: EmailMessage;

  /**
   * The SMS message.
   *
   * @default - Cognito's own text
   */
  readonly sms?: SmsMessage;
}
