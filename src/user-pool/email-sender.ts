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
   * @default - answers go to the sender, who doesn't read them
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
 * How e-mail is sent.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 */
export abstract class EmailSender {
  /**
   * Cognito sends, from no-reply@verificationemail.com, up to 50 mails a day for the whole account: enough to try.
   *
   * @param options the address for answers
   */
  public static cognito(options: CognitoEmailOptions = {}): EmailSender {
    return new FixedEmail({ emailSendingAccount: 'COGNITO_DEFAULT', replyToEmailAddress: options.replyTo });
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
    return new SesEmail(identity, options);
  }

  /**
   * A Lambda function of yours sends: it gets each code encrypted with a key that the library defines, grants and rotates.
   *
   * @param handler the function, which may decrypt with the key and finds its ARN in the request
   */
  public static custom(handler: IFunction): EmailSender {
    return new CustomEmail(handler);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(poolRegion: string): SenderConfig;
}

/**
 * @internal
 */
export interface SenderConfig extends PoolContribution {
  /** the function that sends */
  readonly custom?: UserPoolTriggerConfig;
}

class FixedEmail extends EmailSender {
  constructor(private readonly emailConfiguration: PoolContribution['properties']['emailConfiguration']) {
    super();
  }

  public _bind(_poolRegion: string): SenderConfig {
    return { properties: { emailConfiguration: this.emailConfiguration } };
  }
}

class SesEmail extends EmailSender {
  private readonly sender: SesSender;

  constructor(identity: IEmailIdentity, private readonly options: SesEmailOptions) {
    super();
    this.sender = new SesSender(identity, options.fromAddress, options.fromName);
  }

  public _bind(poolRegion: string): SenderConfig {
    return {
      properties: {
        emailConfiguration: {
          emailSendingAccount: 'DEVELOPER',
          sourceArn: this.sender.sourceArn(poolRegion),
          from: this.sender.from,
          replyToEmailAddress: this.options.replyTo,
          configurationSet: this.options.configurationSet?.configurationSetName,
        },
      },
    };
  }
}

class CustomEmail extends EmailSender {
  constructor(private readonly handler: IFunction) {
    super();
  }

  public _bind(_poolRegion: string): SenderConfig {
    return { properties: {}, custom: { name: 'CustomEmailSender', handler: this.handler, version: 'V1_0' } };
  }
}
