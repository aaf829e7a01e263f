import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConfigurationSet, IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { PoolContribution } from './pool-contribution';
import { SesSender } from './ses-sender';
import type { UserPoolTriggerConfig } from './user-pool-trigger';

/**
 * Options for `EmailSender.cognito()`.
 */
export interface CognitoEmailOptions {
  /**
   * Where answers go.
   *
   * @default - answers go to Cognito's address, which nobody reads
   */
  readonly replyTo?: string;
}

/**
 * Options for `EmailSender.ses()`.
 */
export interface SesEmailOptions {
  /**
   * The address of the sender, under the identity's domain.
   *
   * @default - the identity itself; for a domain `no-reply@<domain>`
   */
  readonly fromAddress?: string;

  /**
   * The name of the sender.
   *
   * @default - the address alone
   */
  readonly fromName?: string;

  /**
   * Where answers go.
   *
   * @default - answers go to the sender
   */
  readonly replyTo?: string;

  /**
   * The configuration set that counts opens, bounces and complaints.
   *
   * @default - that of the identity, if it has one
   */
  readonly configurationSet?: IConfigurationSet;
}

/**
 * Options for `EmailSender.custom()`.
 */
export interface CustomEmailOptions {
  /**
   * The symmetric KMS key that the codes are encrypted with on their way to the function. The function may decrypt with it. One key serves both senders.
   * It must stay as long as the pool.
   *
   * @default - that of `SmsSender.custom()`; without one a key is defined
   */
  readonly encryptionKey?: IKey;
}

/**
 * How e-mail is sent.
 *
 * - `cognito()`, the default, to try: 50 e-mails a day.
 * - `ses()` for everything that users depend on.
 * - `custom()` where another provider sends.
 *
 * @example
 * declare const domain: ses.IEmailIdentity;
 * new AuthenticatedUserPool(this, 'Auth', { emailSender: EmailSender.ses(domain, { fromName: 'Acme' }) });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 */
export class EmailSender {
  /**
   * Cognito sends, from no-reply@verificationemail.com, up to 50 e-mails a day for the whole account: enough to try.
   *
   * @param options the address for answers
   */
  public static cognito(options: CognitoEmailOptions = {}): EmailSender {
    return new EmailSender(options);
  }

  /**
   * Amazon SES sends, from your own domain or address. The identity's account must be out of the SES sandbox.
   *
   * Throws when `fromAddress` isn't under the identity, or when the identity is in a Region from which Cognito can't send for this pool.
   *
   * @param identity the verified domain or address, in the pool's Region or in us-east-1, us-west-2 or eu-west-1
   * @param options the sender's name and address
   */
  public static ses(identity: IEmailIdentity, options: SesEmailOptions = {}): EmailSender {
    return new EmailSender(options, new SesSender(identity, options.fromAddress, options.fromName));
  }

  /**
   * A Lambda function of yours sends: it gets each code encrypted with a key that the library defines, grants and rotates, unless you give one.
   *
   * @param handler the function, which may decrypt with the key and finds its ARN in the request
   * @param options a key that is there already
   */
  public static custom(handler: IFunction, options: CustomEmailOptions = {}): EmailSender {
    return new EmailSender({}, undefined, handler, options.encryptionKey);
  }

  /**
   * The address of the sender, where Amazon SES sends.
   */
  public readonly fromAddress?: string;

  private constructor(
    private readonly options: SesEmailOptions,
    private readonly sesSender?: SesSender,
    /**
     * The function that sends, where one does.
     */
    public readonly handler?: IFunction,
    /**
     * The key that codes for the function are encrypted with, where the library doesn't define it.
     */
    public readonly encryptionKey?: IKey,
  ) {
    this.fromAddress = sesSender?.address;
  }

  /**
   * @internal
   */
  public _bind(poolRegion: string): SenderConfig {
    if (this.handler !== undefined) {
      return { properties: {}, custom: { name: 'CustomEmailSender', handler: this.handler, version: 'V1_0' } };
    }
    const { replyTo, configurationSet } = this.options;
    return {
      properties: {
        emailConfiguration: {
          emailSendingAccount: this.sesSender === undefined ? 'COGNITO_DEFAULT' : 'DEVELOPER',
          sourceArn: this.sesSender?.sourceArn(poolRegion),
          from: this.sesSender?.from,
          replyToEmailAddress: replyTo,
          configurationSet: configurationSet?.configurationSetName,
        },
      },
    };
  }
}

/**
 * @internal
 */
export interface SenderConfig extends PoolContribution {
  /** the function that sends */
  readonly custom?: UserPoolTriggerConfig;
}
