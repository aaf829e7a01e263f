import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Stack, type RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SenderConfig } from './email-sender';
import { defineWithDefaults } from '../private/defaults';

/**
 * A role that is there already, through which Cognito sends SMS messages. Nothing is added to it, and it must stay as long as the
 * pool: a pool whose role is gone can't be updated any more.
 */
export interface ExistingSmsRole {
  /**
   * The role. It must trust `cognito-idp.amazonaws.com`, and allow `sns:Publish`, or `sms-voice:SendTextMessage` for End User Messaging.
   */
  readonly role: iam.IRole;

  /**
   * The external id that Cognito gives when it assumes the role. The role's trust should ask for it (`sts:ExternalId`).
   *
   * @default - Cognito gives none, and can't assume a role that asks for one
   */
  readonly externalId?: string;
}

/**
 * What carriers in India ask of SMS messages that come from a sender id. You get both ids when you register there.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_EumsSmsConfigurationType.html
 */
export interface IndiaSmsRegistration {
  /**
   * The id of your company (Principal Entity).
   */
  readonly entityId: string;

  /**
   * The id of the text that you registered. Carriers may refuse every message that isn't that text to the letter, and a pool has one id for all its texts:
   * let `verification`, `invitation` and `MfaFactor.sms()` say the same.
   *
   * @default - messages name no text
   */
  readonly templateId?: string;
}

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

  /**
   * The role that Cognito assumes.
   *
   * @default - a role is defined
   */
  readonly existingRole?: ExistingSmsRole;
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

  /**
   * The registration without which carriers in India refuse messages from a sender id.
   *
   * @default - messages to India name no registration
   */
  readonly india?: IndiaSmsRegistration;

  /**
   * The role that Cognito assumes.
   *
   * @default - a role is defined
   */
  readonly existingRole?: ExistingSmsRole;
}

/**
 * Options for `SmsSender.custom()`.
 */
export interface CustomSmsOptions {
  /**
   * The symmetric KMS key that the codes are encrypted with on their way to the function. The function may decrypt with it. One key serves both senders.
   * It must stay as long as the pool.
   *
   * @default - that of `EmailSender.custom()`; without one a key is defined
   */
  readonly encryptionKey?: IKey;

  /**
   * The role that Cognito asks for, though nothing is sent through it.
   *
   * @default - a role is defined
   */
  readonly existingRole?: ExistingSmsRole;
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
    return new SmsSender(options);
  }

  /**
   * AWS End User Messaging sends, through a role that only Cognito's pools of this account and Region can assume.
   *
   * @param options the origination identity, configuration set, role and registration in India
   */
  public static endUserMessaging(options: EndUserMessagingOptions = {}): SmsSender {
    return new SmsSender(options, undefined, options);
  }

  /**
   * A Lambda function of yours sends: it gets each code encrypted with a key that the library defines, grants and rotates, unless you give one.
   *
   * Cognito asks for a role for SNS all the same: it is defined, and nothing is sent through it.
   *
   * @param handler the function, which may decrypt with the key and finds its ARN in the request
   * @param options a key and a role that are there already
   */
  public static custom(handler: IFunction, options: CustomSmsOptions = {}): SmsSender {
    return new SmsSender(options, handler);
  }

  /**
   * The Region that sends, where it isn't the pool's.
   */
  public readonly region?: string;

  /**
   * The key that codes for the function are encrypted with, where the library doesn't define it.
   */
  public readonly encryptionKey?: IKey;

  /**
   * The role that Cognito assumes, where the library doesn't define it.
   */
  public readonly existingRole?: ExistingSmsRole;

  private constructor(
    options: SnsSmsOptions & CustomSmsOptions,
    /**
     * The function that sends, where one does.
     */
    public readonly handler?: IFunction,
    private readonly endUserMessaging?: EndUserMessagingOptions,
  ) {
    this.region = options.region;
    this.encryptionKey = options.encryptionKey;
    this.existingRole = options.existingRole;
  }

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
    if (hasRole && this.endUserMessaging === undefined && this.existingRole === undefined) {
      return { properties: {}, custom: this.custom() };
    }
    return this.endUserMessaging === undefined
      ? this.bySns(scope, removalPolicy)
      : this.byEndUserMessaging(scope, removalPolicy, this.endUserMessaging);
  }

  private bySns(scope: Construct, removalPolicy: RemovalPolicy): SenderConfig {
    const { role, externalId } = this.existingRole ?? defineRole(scope, removalPolicy, new iam.PolicyStatement({
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
    const { role, externalId } = this.existingRole
      ?? defineRole(scope, removalPolicy, new iam.PolicyStatement({ actions: ['sms-voice:SendTextMessage'], resources: ['*'] }));
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
          InEntityId: options.india?.entityId,
          InTemplateId: options.india?.templateId,
        },
      },
    };
  }
}

function defineRole(scope: Construct, removalPolicy: RemovalPolicy, statement: iam.PolicyStatement): ExistingSmsRole {
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
