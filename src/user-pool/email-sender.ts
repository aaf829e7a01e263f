import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConfigurationSet, IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Arn, ArnFormat, Token } from 'aws-cdk-lib/core';
import type { PoolContribution } from './pool-contribution';

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
   * @default - the identity itself, which must then be an address; for a domain `no-reply@<domain>`
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
  /** the function that sends, under the name that Cognito has for it */
  readonly custom?: { readonly trigger: 'CustomEmailSender' | 'CustomSMSSender'; readonly handler: IFunction };
}

/** Where Cognito finds an SES identity beside the pool's own Region. */
const SES_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];

class FixedEmail extends EmailSender {
  constructor(private readonly emailConfiguration: PoolContribution['properties']['emailConfiguration']) {
    super();
  }

  public _bind(_poolRegion: string): SenderConfig {
    return { properties: { emailConfiguration: this.emailConfiguration } };
  }
}

class SesEmail extends EmailSender {
  private readonly from: string;

  constructor(private readonly identity: IEmailIdentity, private readonly options: SesEmailOptions) {
    super();
    const name = identity.emailIdentityName;
    this.from = options.fromAddress ?? (!Token.isUnresolved(name) && name.includes('@') ? name : `no-reply@${name}`);
    const allowed = name.includes('@') ? [name] : [`@${name}`, `.${name}`];
    if (!Token.isUnresolved(name) && !Token.isUnresolved(this.from) && !allowed.some((end) => this.from.toLowerCase().endsWith(end.toLowerCase()))) {
      throw new Error(`"fromAddress" must be under the identity ${JSON.stringify(name)}, received ${JSON.stringify(this.from)}: SES refuses to send it`);
    }
  }

  public _bind(poolRegion: string): SenderConfig {
    const { emailIdentityArn } = this.identity;
    const region = Token.isUnresolved(emailIdentityArn) ? this.identity.env.region : Arn.split(emailIdentityArn, ArnFormat.SLASH_RESOURCE_NAME).region ?? '';
    if (!Token.isUnresolved(region) && !Token.isUnresolved(poolRegion) && ![poolRegion, ...SES_REGIONS].includes(region)) {
      throw new Error(`the SES identity is in ${region}, and a user pool in ${poolRegion} sends from ${[poolRegion, ...SES_REGIONS].join(', ')} only: `
        + 'verify the domain in one of them');
    }
    const { fromName, replyTo, configurationSet } = this.options;
    return {
      properties: {
        emailConfiguration: {
          emailSendingAccount: 'DEVELOPER',
          sourceArn: emailIdentityArn,
          from: fromName === undefined ? this.from : `${fromName} <${this.from}>`,
          replyToEmailAddress: replyTo,
          configurationSet: configurationSet?.configurationSetName,
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
    return { properties: {}, custom: { trigger: 'CustomEmailSender', handler: this.handler } };
  }
}
