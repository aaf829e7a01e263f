import * as iam from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SenderConfig } from './email-sender';

/**
 * Options for `SmsSender.sns()`.
 */
export interface SnsSmsOptions {
  /**
   * The Region whose SNS sends. Some Regions have none for text messages.
   *
   * @default - the pool's Region
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-sms-settings.html#user-pool-sms-settings-choose-region
   */
  readonly region?: string;
}

/**
 * Options for `SmsSender.endUserMessaging()`.
 */
export interface EndUserMessagingOptions {
  /**
   * The phone number, sender id or pool that messages come from.
   *
   * @default - AWS End User Messaging picks one
   */
  readonly originationIdentity?: string;

  /**
   * The configuration set that logs deliveries.
   *
   * @default - none is used
   */
  readonly configurationSetName?: string;

  /**
   * The Region that sends.
   *
   * @default - the pool's Region
   */
  readonly region?: string;
}

/**
 * How text messages are sent. Nothing is defined for them until something sends one, or this is set.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-sms-settings.html
 */
export abstract class SmsSender {
  /**
   * Amazon SNS sends, through a role that only Cognito's pools of this account and Region can take, and that sends text messages only.
   *
   * The role is retained: a pool whose role is gone can't be updated any more.
   *
   * @param options the Region
   */
  public static sns(options: SnsSmsOptions = {}): SmsSender {
    return new RoleSms((role, externalId) => ({
      properties: { smsConfiguration: { snsCallerArn: role.roleArn, externalId, snsRegion: options.region } },
    }), new iam.PolicyStatement({
      actions: ['sns:Publish'],
      // a phone number is no resource: everything but topics and endpoints is one.
      notResources: ['arn:*:sns:*:*:*'],
    }));
  }

  /**
   * AWS End User Messaging sends.
   *
   * @param options the origination identity and configuration set
   */
  public static endUserMessaging(options: EndUserMessagingOptions = {}): SmsSender {
    return new RoleSms((role, externalId) => ({
      properties: {},
      // the L1 of the oldest CDK that we support doesn't know it.
      overrides: {
        'SmsConfiguration.EumsSms': {
          CallerArn: role.roleArn,
          ExternalId: externalId,
          OriginationIdentity: options.originationIdentity,
          ConfigurationSetName: options.configurationSetName,
          Region: options.region,
        },
      },
    }), new iam.PolicyStatement({ actions: ['sms-voice:SendTextMessage'], resources: ['*'] }));
  }

  /**
   * A Lambda function of yours sends: it gets each code encrypted with a key that the library defines, grants and rotates.
   *
   * @param handler the function, which may decrypt with the key
   */
  public static custom(handler: IFunction): SmsSender {
    return new CustomSms(handler);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(scope: Construct): SenderConfig;
}

class RoleSms extends SmsSender {
  constructor(private readonly config: (role: iam.IRole, externalId: string) => SenderConfig, private readonly statement: iam.PolicyStatement) {
    super();
  }

  public _bind(scope: Construct): SenderConfig {
    const stack = Stack.of(scope);
    const externalId = Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' });
    const role = new iam.Role(scope, 'SmsRole', {
      description: `Text messages of the user pool ${scope.node.path}`,
      assumedBy: new iam.ServicePrincipal('cognito-idp.amazonaws.com', {
        conditions: {
          StringEquals: { 'sts:ExternalId': externalId, 'aws:SourceAccount': stack.account },
          // the exact ARN would make pool and role wait for each other.
          ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: '*' }) },
        },
      }),
      inlinePolicies: { SendTextMessages: new iam.PolicyDocument({ statements: [this.statement] }) },
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return this.config(role, externalId);
  }
}

class CustomSms extends SmsSender {
  constructor(private readonly handler: IFunction) {
    super();
  }

  public _bind(_scope: Construct): SenderConfig {
    return { properties: {}, custom: { trigger: 'CustomSMSSender', handler: this.handler } };
  }
}
