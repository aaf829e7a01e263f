import type { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Attachment, Branding, Domain, Group, IdentityProvider, LogDelivery, Replica, ResourceServer, RiskConfiguration, Terms, Verifier, WebAclAssociation } from './attachment';
import type { IdentityPool } from './identity-pool';
import { Resource } from './resource';
import { gather, known } from './scan';
import { STANDARD_ATTRIBUTES } from './standard-attributes';
import type { Client } from './user-pool-client';
import { isLiteral, type Properties, type Value } from './value';
import { readWorkflow, type Workflow } from './workflow';

/** A feature in use that a plan above LITE pays for. */
export interface PlanFeature {
  readonly feature: string;
  readonly plan: 'ESSENTIALS' | 'PLUS';
}

export { STANDARD_ATTRIBUTES };

/** Those that users may write: not what Cognito itself decides. */
export const WRITABLE_ATTRIBUTES = STANDARD_ATTRIBUTES.filter((name) => !['sub', 'email_verified', 'phone_number_verified'].includes(name));

/** An attribute that a pool declares. */
export class SchemaAttribute {
  constructor(readonly properties: Properties) {}

  /** Its name in mappings and in the lists of clients: `Schema` leaves out the prefix of custom and developer attributes. `undefined` where it is unknown. */
  get name(): string | undefined {
    const { Name: name, DeveloperOnlyAttribute: developer } = this.properties;
    // a prefix that is there already is doubled (awsdocs/aws-cloudformation-user-guide#932).
    return !isLiteral(name) ? undefined : STANDARD_ATTRIBUTES.includes(name) ? name : `${String(developer) === 'true' ? 'dev' : 'custom'}:${name}`;
  }

  get isCustom(): boolean { return this.name?.includes(':') === true; }

  get isRequired(): boolean { return String(this.properties.Required) === 'true'; }

  /** An attribute that a template declares is immutable unless it says otherwise, standard ones too (aws-cdk#8624). */
  get isMutable(): boolean { return this.properties.Mutable !== undefined && String(this.properties.Mutable) !== 'false'; }
}

/** A user pool, with all that is attached to it in its stage, in order of definition. */
export class UserPool extends Resource {
  readonly attachments: Attachment[] = [];
  private readonly byType = new Map<string, Attachment[]>();
  private used?: readonly PlanFeature[];

  /** Those that take its tokens. */
  readonly identityPools: IdentityPool[] = [];

  readonly tier = this.at('UserPoolTier');
  readonly mfa = this.at('MfaConfiguration');
  readonly secondFactors = this.at('EnabledMfas');
  readonly firstFactors = this.at('Policies.SignInPolicy.AllowedFirstAuthFactors');
  readonly passkeyFactor = this.at('WebAuthnFactorConfiguration');
  readonly passkeyVerification = this.at('WebAuthnUserVerification');
  readonly relyingParty = this.at('WebAuthnRelyingPartyID');
  readonly passwordPolicy = this.at('Policies.PasswordPolicy');
  readonly usernameAttributes = this.at('UsernameAttributes');
  readonly aliasAttributes = this.at('AliasAttributes');
  readonly usernameConfiguration = this.at('UsernameConfiguration');
  readonly caseSensitive = this.at('UsernameConfiguration.CaseSensitive');
  readonly verifiedAttributes = this.at('AutoVerifiedAttributes');
  readonly keptAttributes = this.at('UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate');
  readonly recovery = this.at('AccountRecoverySetting.RecoveryMechanisms');
  readonly adminOnly = this.at('AdminCreateUserConfig.AllowAdminCreateUserOnly');
  readonly invitation = this.at('AdminCreateUserConfig.InviteMessageTemplate');
  readonly verification = this.at('VerificationMessageTemplate');
  readonly email = this.at('EmailConfiguration');
  readonly emailAccount = this.email.at('EmailSendingAccount');
  readonly smsConfiguration = this.at('SmsConfiguration');
  readonly triggers = this.at('LambdaConfig');
  readonly threatMode = this.at('UserPoolAddOns.AdvancedSecurityMode');
  readonly customAuthMode = this.at('UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode');
  readonly issuer = this.at('IssuerConfiguration.Type');
  readonly encryptionKey = this.at('KeyConfiguration.KmsKeyArn');
  readonly encryptionKeyType = this.at('KeyConfiguration.KeyType');
  readonly deletionProtection = this.at('DeletionProtection');
  readonly deviceChallenge = this.at('DeviceConfiguration.ChallengeRequiredOnNewDevice');
  readonly schema = this.at('Schema');

  private workflows?: Map<string, Workflow | undefined>;

  /** Takes what names it. */
  attach(attachment: Attachment): void {
    this.attachments.push(attachment);
    gather(this.byType, attachment.type, attachment);
  }

  get attributes(): SchemaAttribute[] { return this.schema.objects.map((attribute) => new SchemaAttribute(attribute)); }

  /** Declared in the code and taken out of the template (a pool that is stuck), or unknown in part: what the pool has can't be seen. */
  get schemaIsHidden(): boolean {
    const isTakenOut = !this.schema.isSet && (this.cfn as CfnUserPool).schema !== undefined;
    return isTakenOut || !this.schema.isClosed || this.attributes.some(({ name }) => name === undefined);
  }

  /** Whether the pool's pages have a use: those of a pool without clients are for clients that can't be seen. */
  get hasPages(): boolean { return this.clients.length === 0 || this.clients.some((client) => client.hasPages); }

  get usesMfa(): boolean { return this.mfa.text === 'ON' || this.mfa.text === 'OPTIONAL'; }

  /** Whether anybody makes an account: what CloudFormation does where nothing is said. */
  get isOpen(): boolean { return this.adminOnly.flag === false || !this.adminOnly.isSet; }

  /** Whether SES surely doesn't send its mails. */
  get isWithoutSes(): boolean { return !this.emailAccount.isUnknown && this.emailAccount.text !== 'DEVELOPER'; }

  /** What its clients may offer; `undefined` where that can't be known. Providers that are defined elsewhere are registered with the L2. */
  get providerNames(): string[] | undefined {
    const { identityProviders = [] } = this.cfn.node.scope as Partial<IUserPool>;
    const registered = identityProviders.map(({ providerName }) => providerName).filter((name) => !Token.isUnresolved(name));
    const own = this.providers.map(({ name }) => name.text);
    return own.includes(undefined) ? undefined : [...new Set(['COGNITO', ...own as string[], ...registered])];
  }

  /** What the library's own function of a trigger does, by the name of the step; `undefined` where it is a function of which nothing is known. */
  workflow(trigger: string): Workflow | undefined {
    return this.triggers.at(trigger).isSet ? known(this.workflows ??= new Map(), trigger, () => readWorkflow(this, trigger)) : undefined;
  }

  /** Whether a trigger has a function of which nothing is known: the library's own may call one, too. */
  callsOthers(trigger: string): boolean {
    const steps = this.workflow(trigger);
    return this.triggers.at(trigger).isSet && (steps === undefined || steps.ownFunction !== undefined);
  }

  get recoveryNames(): string[] { return this.recovery.objects.map((mechanism) => String(mechanism.Name)); }

  /** The functions of custom authentication. */
  get challenges(): string[] {
    return ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'].filter((name) => this.triggers.at(name).isOwn);
  }

  get clients(): readonly Client[] { return this.ofType('AWS::Cognito::UserPoolClient'); }
  get providers(): readonly IdentityProvider[] { return this.ofType('AWS::Cognito::UserPoolIdentityProvider'); }
  get domains(): readonly Domain[] { return this.ofType('AWS::Cognito::UserPoolDomain'); }
  get brandings(): readonly Branding[] { return this.ofType('AWS::Cognito::ManagedLoginBranding'); }
  get resourceServers(): readonly ResourceServer[] { return this.ofType('AWS::Cognito::UserPoolResourceServer'); }
  get riskConfigurations(): readonly RiskConfiguration[] { return this.ofType('AWS::Cognito::UserPoolRiskConfigurationAttachment'); }
  get groups(): readonly Group[] { return this.ofType('AWS::Cognito::UserPoolGroup'); }
  get terms(): readonly Terms[] { return this.ofType('AWS::Cognito::Terms'); }
  get logDeliveries(): readonly LogDelivery[] { return this.ofType('AWS::Cognito::LogDeliveryConfiguration'); }
  get webAclAssociations(): readonly WebAclAssociation[] { return this.ofType('AWS::WAFv2::WebACLAssociation'); }
  get replicas(): readonly Replica[] { return this.ofType('AWS::Cognito::UserPoolReplica'); }

  /** Authorizers of APIs, listeners of load balancers. */
  get verifiers(): Verifier[] { return this.attachments.filter((attachment): attachment is Verifier => attachment.isVerifier); }

  /** What is in use that LITE doesn't hold, and by whom where it isn't the pool. */
  features(): readonly PlanFeature[] {
    this.used ??= this.findFeatures();
    return this.used;
  }

  /** The plan that the template states, or else the cheapest that holds every feature in use. `undefined` where only CloudFormation knows it. */
  plan(): string | undefined { return this.tier.isSet ? this.tier.text : this.features()[0]?.plan ?? 'LITE'; }

  /** The plan that will stand in the template, if any does: that of this library's pools is derived when it is written. */
  writtenPlan(): string | undefined { return this.tier.isSet || (this.cfn as CfnUserPool).userPoolTier !== undefined ? this.plan() : undefined; }

  private findFeatures(): PlanFeature[] {
    const clients = (uses: (client: Client) => boolean, feature: string): [string, boolean][] => (
      this.clients.filter(uses).map(({ cfn }) => [`${feature} of client "${named(cfn.node.path)}"`, true]));
    const preToken = this.triggers.at('PreTokenGenerationConfig.LambdaVersion').text ?? '';
    const byChoice = this.firstFactors.list.some((factor) => factor !== 'PASSWORD');
    const essentials: [string, boolean][] = [
      ['managed login', this.domains.some((domain) => domain.isManagedLogin)],
      ['branding of managed login', this.brandings.length > 0 && !this.domains.some((domain) => domain.isManagedLogin)],
      ['choice-based sign-in', byChoice],
      ...byChoice ? [] : clients(({ authFlows }) => authFlows.list.includes('ALLOW_USER_AUTH'), 'choice-based sign-in'),
      ['e-mail MFA', this.secondFactors.list.includes('EMAIL_OTP')],
      ['passkeys as MFA', this.passkeyFactor.text === 'MULTI_FACTOR_WITH_USER_VERIFICATION'],
      ['password history', (this.passwordPolicy.at('PasswordHistorySize').number ?? 0) > 0],
      ...clients(({ rotation }) => rotation.text === 'ENABLED', 'refresh token rotation'),
      ...[...new Set(this.terms.map((terms) => terms.clientName))].map((client): [string, boolean] => [`terms of client "${client}"`, true]),
      [`pre token generation ${preToken}`, ['V2_0', 'V3_0'].includes(preToken)],
      ['dynamic client registration', isOn(this.at('DcrConfiguration'))],
      ['the updated issuer', this.issuer.text === 'UPDATED'],
      ['a replica', this.replicas.length > 0],
    ];
    const plus: [string, boolean][] = [
      ['threat protection', [this.threatMode, this.customAuthMode].some(({ text }) => text === 'AUDIT' || text === 'ENFORCED')],
      ['export of user activity', this.logDeliveries.some((delivery) => delivery.exportsActivity)],
    ];
    const used = (plan: PlanFeature['plan'], features: [string, boolean][]) => features.filter(([, isUsed]) => isUsed).map(([feature]) => ({ feature, plan }));
    return [...used('PLUS', plus), ...used('ESSENTIALS', essentials)];
  }

  private ofType<T extends Attachment>(type: string): readonly T[] { return (this.byType.get(type) ?? []) as T[]; }
}

/** Whether clients may register themselves: a configuration that doesn't say so does it. */
function isOn(registration: Value): boolean {
  return registration.isOwn && registration.at('EnableStatus').text !== 'Disabled';
}

/** What users call a construct: without the L1 in an L2 in one of ours. */
function named(path: string): string {
  return path.replace(/\/Resource$/, '').replace(/\/UserPoolClient$/, '').split('/').at(-1)!;
}
