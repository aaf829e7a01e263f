import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnResource, Lazy, RemovalPolicy, Stack, TagManager, TagType, type ITaggableV2 } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { EmailSender, SenderConfig } from './email-sender';
import { senderKey } from './sender-key';
import type { SignInFirewall } from './sign-in-firewall';
import type { SmsSender } from './sms-sender';
import type { IUserPoolTrigger, UserPoolTriggerConfig } from './user-pool-trigger';
import { defineWithDefaults, ownProps } from '../private/defaults';
import { assertSound, failure } from '../private/errors';
import { checkRules } from '../rules/check';

/**
 * Whether a replica serves sign-ins.
 */
export enum DirectoryReplicaStatus {
  /** It serves sign-ins. Users are sent there by the failover of the domain, or by the app. */
  ACTIVE = 'ACTIVE',
  /** It is kept up to date and serves no sign-ins. */
  INACTIVE = 'INACTIVE',
}

/**
 * Props for `DirectoryReplicaSettings`.
 */
export interface DirectoryReplicaSettingsProps {
  /**
   * The user pool: the id is the same in both Regions. From a stack in the pool's Region it takes `crossRegionReferences` on both stacks, which make
   * CDK's own custom resources; `UserPool.fromUserPoolId()` takes the id without them.
   */
  readonly userPool: IUserPool;

  /**
   * Whether the replica serves sign-ins.
   *
   * @default DirectoryReplicaStatus.INACTIVE - as Cognito makes it: look at the settings first
   */
  readonly status?: DirectoryReplicaStatus;

  /**
   * How e-mail is sent from this Region.
   *
   * @default - not set: what the replica has stays
   */
  readonly emailSender?: EmailSender;

  /**
   * Which AWS WAF web ACL looks at the requests to the replica. That of the pool doesn't.
   *
   * @default - none looks at them: rule `replicaUnguarded` warns where the pool has a web ACL
   */
  readonly firewall?: SignInFirewall;

  /**
   * How text messages are sent from this Region.
   *
   * @default - not set: what the replica has stays
   */
  readonly smsSender?: SmsSender;
}

/**
 * What the replica of a user pool doesn't take from its pool: whether it serves, e-mail, text messages, triggers, firewall and tags. Logs are per Region
 * too.
 *
 * It goes in a stack in the replica's Region, which is deployed after the replica. What the pool's triggers do there, functions of this Region do here:
 * a pool that adds claims to tokens adds none in a replica without that trigger.
 *
 * @example
 * const userPool = cognito.UserPool.fromUserPoolId(this, 'UserPool', 'eu-central-1_EXAMPLE');
 * new DirectoryReplicaSettings(this, 'Replica', { userPool, status: DirectoryReplicaStatus.ACTIVE });
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolregionalconfigurationattachment.html
 */
export class DirectoryReplicaSettings extends Construct {
  /**
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.DirectoryReplicaSettings';

  private readonly lambdaConfig: Record<string, unknown> = {};
  private readonly userPool: IUserPool;
  private readonly replicaArn: string;
  private key?: kms.IKey;

  /**
   * Defines the settings of the replica in the stack's Region.
   *
   * Throws when mail would come from a Region that Cognito can't reach, or when two custom senders have two keys.
   *
   * @param scope the construct to define it in, in a stack in the replica's Region
   * @param id its id in that scope
   * @param props the pool and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: DirectoryReplicaSettingsProps) {
    super(scope, id);
    const said = ownProps(scope, id, DirectoryReplicaSettings.PROPERTY_INJECTION_ID, props);
    const stack = Stack.of(this);
    this.userPool = said.userPool;
    this.replicaArn = stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: said.userPool.userPoolId });
    const email = said.emailSender?._bind(stack.region);
    // a replica whose role is gone can't be updated any more.
    const sms = said.smsSender?._bind(this, RemovalPolicy.RETAIN);
    const cfn = new RegionalConfiguration(this, 'Resource', {
      UserPoolId: said.userPool.userPoolId,
      Status: said.status ?? DirectoryReplicaStatus.INACTIVE,
      EmailConfiguration: inTemplateCase(email?.properties.emailConfiguration),
      SmsConfiguration: inTemplateCase(sms?.properties.smsConfiguration),
      LambdaConfig: Lazy.uncachedAny({ produce: () => Object.keys(this.lambdaConfig).length > 0 ? this.lambdaConfig : undefined }),
    });
    Object.entries(sms?.overrides ?? {}).forEach(([path, value]) => cfn.addPropertyOverride(path, value));
    this.key = senderKey(this, said.emailSender, said.smsSender);
    [email, sms].forEach((sender) => this.addSender(sender));
    said.firewall?._bind(this, this.replicaArn);
    checkRules(this);
  }

  /**
   * Calls a Lambda function of yours, of this Region, in the replica's workflow. The function may be called by this replica only.
   *
   * Throws when the replica has that trigger already: do both in one function.
   *
   * @param trigger when it is called, and the function
   */
  public addTrigger(trigger: IUserPoolTrigger): void {
    assertSound(this, trigger);
    this.addFunction(trigger.bind(this, { userPool: this.userPool }));
  }

  private addFunction({ name, handler, version }: UserPoolTriggerConfig): void {
    if (this.lambdaConfig[name] !== undefined) {
      throw failure(this, `the trigger ${name} is set already: a user pool has one of each, so do both in one function`);
    }
    this.lambdaConfig[name] = version === undefined ? handler.functionArn : { LambdaArn: handler.functionArn, LambdaVersion: version };
    handler.addPermission(`${name}Permission`, {
      principal: new iam.ServicePrincipal('cognito-idp.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
      sourceArn: this.replicaArn,
      scope: this,
    });
  }

  /** A custom sender gets its codes encrypted: with one key for both senders, which it may decrypt with. */
  private addSender(sender: SenderConfig | undefined): void {
    if (sender?.custom === undefined) {
      return;
    }
    this.addFunction(sender.custom);
    this.key ??= defineWithDefaults<kms.KeyProps, kms.Key>(this, 'CustomSenderKey', kms.Key, {}, {
      description: `Codes of the replica ${this.node.path}, on their way to the function that sends them`,
      enableKeyRotation: true,
    });
    this.lambdaConfig.KMSKeyID = this.key.keyArn;
    // not the key's `grantDecrypt`: it can't bear a function that is imported without its role.
    iam.Grant.addToPrincipal({ grantee: sender.custom.handler, actions: ['kms:Decrypt'], resourceArns: [this.key.keyArn] });
  }
}

/** The oldest CDK that we support has no L1 of it. It is tagged like one. */
class RegionalConfiguration extends CfnResource implements ITaggableV2 {
  public readonly cdkTagManager: TagManager;

  constructor(scope: Construct, id: string, properties: Record<string, unknown>) {
    const type = 'AWS::Cognito::UserPoolRegionalConfigurationAttachment';
    super(scope, id, { type, properties });
    this.cdkTagManager = new TagManager(TagType.MAP, type, undefined, { tagPropertyName: 'UserPoolTags' });
  }
}

/** Properties that the pool's L1 would rename, by CloudFormation's names. */
function inTemplateCase(properties: object | undefined): object | undefined {
  const entries = Object.entries(properties ?? {}).map(([name, value]): [string, unknown] => [name.charAt(0).toUpperCase() + name.slice(1), value]);
  return properties && Object.fromEntries(entries);
}
