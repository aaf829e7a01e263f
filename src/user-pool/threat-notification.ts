import type { CfnUserPoolRiskConfigurationAttachment } from 'aws-cdk-lib/aws-cognito';
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { SesSender } from './ses-sender';

/**
 * An e-mail about a risk.
 */
export interface ThreatMail {
  /**
   * The subject, up to 140 characters.
   */
  readonly subject: string;

  /**
   * The text, 6 to 20,000 characters.
   */
  readonly textBody: string;

  /**
   * The text as HTML, 6 to 20,000 characters.
   *
   * @default - the plain text only
   */
  readonly htmlBody?: string;
}

/**
 * Options for `ThreatNotification.ses()`.
 */
export interface ThreatNotificationOptions {
  /**
   * The address of the sender, under the identity.
   *
   * @default - the identity itself; for a domain `no-reply@<domain>`
   */
  readonly fromAddress?: string;

  /**
   * Where answers go.
   *
   * @default - answers go to the sender
   */
  readonly replyTo?: string;

  /**
   * The e-mail about a sign-in that was blocked.
   *
   * @default - Cognito's own text
   */
  readonly blocked?: ThreatMail;

  /**
   * The e-mail about a sign-in that needed a second factor.
   *
   * @default - Cognito's own text
   */
  readonly mfa?: ThreatMail;

  /**
   * The e-mail about a sign-in that went on.
   *
   * @default - Cognito's own text
   */
  readonly allowed?: ThreatMail;
}

/**
 * How users are told that a sign-in of theirs looked like a takeover: by e-mail, through `ses()`.
 *
 * @example
 * declare const domain: ses.IEmailIdentity;
 * new AuthenticatedUserPool(this, 'Auth', {
 *   threatProtection: ThreatProtection.enforce({ notification: ThreatNotification.ses(domain) }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html
 */
export class ThreatNotification {
  /**
   * Amazon SES sends. Cognito's own sender can't.
   *
   * Throws when `fromAddress` isn't under the identity, or when the identity is in a Region from which Cognito can't send for this pool.
   *
   * @param identity the verified domain or address
   * @param options the sender and the texts
   */
  public static ses(identity: IEmailIdentity, options: ThreatNotificationOptions = {}): ThreatNotification {
    return new ThreatNotification(identity, options);
  }

  /**
   * The address of the sender.
   */
  public readonly fromAddress: string;

  private readonly sender: SesSender;

  private constructor(identity: IEmailIdentity, private readonly options: ThreatNotificationOptions) {
    this.sender = new SesSender(identity, options.fromAddress);
    this.fromAddress = this.sender.from;
  }

  /**
   * @internal
   */
  public _bind(poolRegion: string): CfnUserPoolRiskConfigurationAttachment.NotifyConfigurationTypeProperty {
    const { replyTo, blocked, mfa, allowed } = this.options;
    return {
      sourceArn: this.sender.sourceArn(poolRegion),
      from: this.fromAddress,
      replyTo,
      blockEmail: blocked,
      mfaEmail: mfa,
      noActionEmail: allowed,
    };
  }
}
