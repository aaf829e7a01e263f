import * as iam from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Stack, type RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SenderConfig } from './email-sender';
import { defineWithDefaults } from '../private/defaults';

/**
 * Options for `SmsSender.sns()`.
 */
export interface SnsSmsOptions {
  /**
   * The Region whose SNS sends. SNS of some Regions sends no SMS messages.
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
 * How SMS messages are sent. Nothing is defined for them until something sends one, or this is set.
 *
 * - `sns()`, the default.
 * - `endUserMessaging()` where you have a number, sender id or pool of your own in AWS End User Messaging.
 * - `custom()` where another provider sends.
 *
 * Cognito refuses MFA without SMS on a pool that sends SMS messages: `MfaPolicy` includes it there where its factors are left out.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Couriers', {
 *   signIn: SignIn.phone(),
 *   smsSender: SmsSender.endUserMessaging({ originationIdentity: 'Acme' }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-sms-settings.html
 */
export class SmsSender {
  /**
   * Amazon SNS sends, through a role that only Cognito's pools of this account and Region can assume, and that sends SMS messages only.
   *
   * The role stays as long as the pool: a pool whose role is gone can't be updated any more.
   *
   * @param options the Region
   */
  public static sns(options: SnsSmsOptions = {}): SmsSender {
    return new SmsSender(options.region);
  }

  /**
   * AWS End User Messaging sends, through a role that only Cognito's pools of this account and Region can assume.
   *
   * @param options the origination identity and configuration set
   */
  public static endUserMessaging(options: EndUserMessagingOptions = {}): SmsSender {
    return new SmsSender(options.region, undefined, options);
  }

  /**
   * A Lambda function of yours sends: it gets each code encrypted with a key that the library defines, grants and rotates.
   *
   * Cognito asks for a role for SNS all the same: it is defined, and nothing is sent through it.
   *
   * @param handler the function, which may decrypt with the key and finds its ARN in the request
   */
  public static custom(handler: IFunction): SmsSender {
    return new SmsSender(undefined, handler);
  }

  private constructor(
    /**
     * The Region that sends, where it isn't the pool's.
     */
    public readonly region?: string,
    /**
     * The function that sends, where one does.
     */
    public readonly handler?: IFunction,
    private readonly endUserMessaging?: EndUserMessagingOptions,
  ) {}

  /**
   * Whether Cognito assumes the role that the L2 knows.
   *
   * @internal
   */
  public get _usesSmsRole(): boolean {
    return this.endUserMessaging === undefined;
  }

  /**
   * @param hasRole whether a role of others is there already
   * @internal
   */
  public _bind(scope: Construct, removalPolicy: RemovalPolicy, hasRole: boolean = false): SenderConfig {
    if (hasRole && this.endUserMessaging === undefined) {
      return { properties: {}, custom: this.custom() };
    }
    return this.endUserMessaging === undefined
      ? this.bySns(scope, removalPolicy)
      : this.byEndUserMessaging(scope, removalPolicy, this.endUserMessaging);
  }

  private bySns(scope: Construct, removalPolicy: RemovalPolicy): SenderConfig {
    const { role, externalId } = defineRole(scope, removalPolicy, new iam.PolicyStatement({
      actions: ['sns:Publish'],
      // a phone number is no resource: everything but topics and endpoints is one.
      notResources: ['arn:*:sns:*:*:*'],
    }));
    return {
      properties: { smsConfiguration: { snsCallerArn: role.roleArn, externalId, snsRegion: this.region } },
      custom: this.custom(),
    };
  }

  private custom(): SenderConfig['custom'] {
    return this.handler && { name: 'CustomSMSSender', handler: this.handler, version: 'V1_0' };
  }

  private byEndUserMessaging(scope: Construct, removalPolicy: RemovalPolicy, options: EndUserMessagingOptions): SenderConfig {
    const { role, externalId } = defineRole(scope, removalPolicy, new iam.PolicyStatement({ actions: ['sms-voice:SendTextMessage'], resources: ['*'] }));
    return {
      properties: {},
      // the L1 of the oldest CDK that we support doesn't know it.
      overrides: {
        'SmsConfiguration.EumsSms': {
          CallerArn: role.roleArn,
          ExternalId: externalId,
          OriginationIdentity: options.originationIdentity,
          ConfigurationSetName: options.configurationSetName,
          Region: this.region,
        },
      },
    };
  }
}

/** The role that Cognito assumes to send, and the external id that it gives. */
interface SmsRole {
  readonly role: iam.Role;
  readonly externalId: string;
}

function defineRole(scope: Construct, removalPolicy: RemovalPolicy, statement: iam.PolicyStatement): SmsRole {
  const stack = Stack.of(scope);
  const externalId = Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' });
  const role = defineWithDefaults(scope, 'SmsRole', iam.Role, {
    assumedBy: new iam.ServicePrincipal('cognito-idp.amazonaws.com', {
      conditions: {
        StringEquals: { 'sts:ExternalId': externalId, 'aws:SourceAccount': stack.account },
        // the exact ARN would make pool and role wait for each other.
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: '*' }) },
      },
    }),
    inlinePolicies: { SendTextMessages: new iam.PolicyDocument({ statements: [statement] }) },
  }, { description: `SMS messages of the user pool ${scope.node.path}` });
  role.applyRemovalPolicy(removalPolicy);
  return { role, externalId };
}
