import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Lazy, Stack, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { EmailSender, type SenderConfig } from './email-sender';
import { encryptionContribution } from './encryption-key';
import { firstFactorsConfig, type FirstFactor, type FirstFactorsConfig } from './first-factor';
import type { MessageTemplate } from './message-template';
import type { MfaPolicy } from './mfa-policy';
import type { PasswordRules } from './password-rules';
import { merged, type PoolContribution } from './pool-contribution';
import { PoolTriggers } from './pool-triggers';
import { preSignUpBy } from './pre-sign-up';
import { profileDefaults, type SecurityProfile } from './security-profile';
import { SignIn } from './sign-in';
import type { SignInDomain, SignInDomainConfig } from './sign-in-domain';
import type { SignInFirewall } from './sign-in-firewall';
import { SignUp } from './sign-up';
import { SmsSender } from './sms-sender';
import type { ThreatProtection } from './threat-protection';
import { issuerContribution, TokenIssuer } from './token-issuer';
import { UserPoolGrants } from './user-pool-grants';
import { UserPoolMember, type UserPoolMemberOptions } from './user-pool-member';
import { UserPoolReplica, type UserPoolReplicaOptions } from './user-pool-replica';
import { UserPoolRetention } from './user-pool-retention';
import { UserPoolSummary, type ImmutableChoice } from './user-pool-summary';
import { triggerNeeds, type IUserPoolTrigger } from './user-pool-trigger';
import { UserSchema } from './user-schema';
import { VerificationMessage } from './verification-message';
import { AppClient } from '../app-client/app-client';
import type { MobileClientOptions, SpaClientOptions, WebClientOptions } from '../app-client/app-client-options';
import { ApplicationType } from '../app-client/application-type';
import { MachineClient, type MachineClientOptions } from '../app-client/machine-client';
import { failure } from '../private/errors';
import { GrantPolicies } from '../private/grant-policies';
import { implementLate } from '../private/late-dependable';
import { PoolRegistry } from '../private/pool-registry';
import { readable } from '../private/readable';
import { updatedIssuer } from '../private/region';
import { warnAtOnce } from '../rules/acknowledgements';
import { checkRules } from '../rules/check';

/**
 * Props for `AuthenticatedUserPool`.
 */
export interface AuthenticatedUserPoolProps {
  /**
   * The name of the user pool, 1 to 128 characters.
   *
   * @default - CloudFormation makes one
   */
  readonly userPoolName?: string;

  /**
   * What users type to say who they are. **Can never be changed after creation.**
   *
   * @default SignIn.email() - Cognito's own default is an invented user name
   */
  readonly signIn?: SignIn;

  /**
   * Who may make an account.
   *
   * @default SignUp.inviteOnly() - open sign-up is a decision; CloudFormation's own default is open
   */
  readonly signUp?: SignUp;

  /**
   * What an invitation says, with `{username}` and the temporary password `{####}`. Open sign-up has invitations too: those of administrators.
   *
   * @default - Cognito's own texts
   */
  readonly invitation?: MessageTemplate;

  /**
   * What users get to verify an e-mail address or a phone number, and what it says.
   *
   * @default VerificationMessage.code() - with Cognito's own texts
   */
  readonly verification?: VerificationMessage;

  /**
   * Whether an e-mail address or phone number is kept until the new one is verified.
   *
   * @default true - otherwise an attacker with a session of a minute moves the account to an address of their own; Cognito's own default is false
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html#user-pool-settings-verifications-verify-attribute-updates
   */
  readonly keepOriginal?: boolean;

  /**
   * What users may sign in with at first, each factor once. A password is always among them: Cognito can't switch it off.
   *
   * @default - a password only
   */
  readonly firstFactors?: FirstFactor[];

  /**
   * Whether users need a second factor.
   *
   * @default MfaPolicy.optional() - TOTP for users who set it up; Cognito's own default is no second factor
   */
  readonly mfa?: MfaPolicy;

  /**
   * What a password must look like.
   *
   * @default PasswordRules.standard() - twelve characters of all classes; Cognito's own default is eight
   */
  readonly passwordPolicy?: PasswordRules;

  /**
   * How users get back into an account whose password they forgot.
   *
   * @default - by e-mail only; where the phone number is a sign-in identifier also by SMS, for users who have no e-mail address. The
   * L2's own default tries the phone first: SIM swapping takes accounts
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html#user-pool-password-reset-and-recovery
   */
  readonly accountRecovery?: cognito.AccountRecovery;

  /**
   * Where the sign-in pages and OAuth endpoints live.
   *
   * @default - no domain: the app has its own sign-in screens
   */
  readonly domain?: SignInDomain;

  /**
   * The feature plan. What it costs depends on it.
   *
   * A plan too low for a feature in use is an error that lists them (rule `planTooLow`): it is never raised silently.
   *
   * @default - the cheapest plan that holds what this library's constructs use; set it for what you add with L2s and escape hatches.
   * Cognito's own default is ESSENTIALS
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
   */
  readonly featurePlan?: cognito.FeaturePlan;

  /**
   * The attributes that users have, and which of them they may write.
   *
   * @default UserSchema.of() - the standard attributes
   */
  readonly attributes?: UserSchema;

  /**
   * How e-mail is sent.
   *
   * @default EmailSender.cognito() - up to 50 e-mails a day
   */
  readonly emailSender?: EmailSender;

  /**
   * How SMS messages are sent.
   *
   * @default - nothing is defined unless identifiers, factors or recovery need one; then SmsSender.sns()
   */
  readonly smsSender?: SmsSender;

  /**
   * Whether each sign-in is looked at for signs of a takeover. Needs the feature plan PLUS, which costs for each user.
   *
   * @default - off, with SecurityProfile.STRICT ThreatProtection.enforce()
   */
  readonly threatProtection?: ThreatProtection;

  /**
   * Which AWS WAF web ACL looks at the requests.
   *
   * @default - none: AWS WAF charges for it; with SecurityProfile.STRICT SignInFirewall.standard()
   */
  readonly firewall?: SignInFirewall;

  /**
   * What a security check of the pool should find. It fills in what is left out here; a choice that contradicts it is an error.
   *
   * @default - what SecurityProfile.BASELINE fills in, and no choice is refused
   */
  readonly securityProfile?: SecurityProfile;

  /**
   * What becomes of the pool and its users when the stack goes.
   *
   * @default UserPoolRetention.retain() - retained and protected; Cognito's own default is unprotected
   */
  readonly retention?: UserPoolRetention;

  /**
   * The KMS key of your own under which Cognito keeps the directory: symmetric, in the pool's Region, multi-Region for a replica. Its policy lets
   * Cognito use it; for a key from outside the app you do that.
   *
   * Nobody signs in while the key is disabled, and a deleted key takes the directory with it. KMS charges for the key and its use.
   *
   * @default - a key that AWS owns, which costs nothing
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/data-protection.html#data-encryption
   */
  readonly encryptionKey?: IKey;

  /**
   * The issuer of the tokens. Verifiers compare it to the letter: a change signs out all users until they expect the new one.
   *
   * @default TokenIssuer.ORIGINAL - not emitted; give it to take `TokenIssuer.UPDATED` back
   */
  readonly issuer?: TokenIssuer;
}

/**
 * A user directory with sign-up, sign-in and hosted pages, safe to ship as it is.
 *
 * Choose it when people sign in to your app. Social sign-in comes with `SocialProviders`, AWS credentials with
 * `FederatedIdentityPool`. It holds the L2 `UserPool` as `userPool` and changes nothing that you set on it.
 *
 * @example
 * const auth = new AuthenticatedUserPool(this, 'Auth', {
 *   domain: SignInDomain.prefix('acme-login'),
 * });
 * const app = auth.addSpaClient('App', {
 *   callbackUrls: ['https://app.example.com/callback'],
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export class AuthenticatedUserPool extends Construct {
  /**
   * The L2 user pool.
   */
  public readonly userPool: cognito.UserPool;

  /**
   * The L2 domain, if there is one.
   */
  public readonly userPoolDomain?: cognito.UserPoolDomain;

  /**
   * What was decided, for reports and reviews: the plan and why, what can never change, URLs, roles, acknowledgements.
   */
  public readonly summary: UserPoolSummary;

  /**
   * What others may do with the people of this pool, by name.
   */
  public readonly grants: UserPoolGrants;

  private readonly registry: PoolRegistry;
  private readonly triggers: PoolTriggers;
  private readonly policies: GrantPolicies;
  private readonly groups = new Set<IConstruct>();

  /**
   * Defines the user pool, and its domain if there is one.
   *
   * Throws when `securityProfile` contradicts another prop, when a passkey has neither a domain nor a relying party, when `firstFactors` or the
   * factors of `mfa` hold one twice, when the factors of `mfa` are empty, when `signUp` asks for an attribute that users may not write, or when e-mail
   * would come from a Region that Cognito can't reach. Whatever else Cognito would refuse fails the synthesis with the rule's id; see `CognitoRules`.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope; the logical id comes from it and may never change
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: AuthenticatedUserPoolProps = {}) {
    super(scope, id);
    const profile = profileDefaults(props.securityProfile);
    const identifiers = props.signIn ?? SignIn.email();
    const accountRecovery = props.accountRecovery ?? identifiers._recovery;
    const firstFactors = props.firstFactors ?? [];
    // a number that signs a user in must be verified, and be kept until a new one is.
    const verified = [...new Set([...identifiers._verified, ...firstFactors.some(({ name }) => name === 'SMS_OTP') ? ['phone_number'] : []])];
    const sendsText = props.smsSender !== undefined || verified.includes('phone_number') || recoversByPhone(accountRecovery);
    const retention = props.retention ?? UserPoolRetention.retain();
    const { removalPolicy, deletionProtection } = retention;
    const mfa = (props.mfa ?? profile.mfa)._bind(this, sendsText);
    const passwordPolicy = (props.passwordPolicy ?? profile.passwordPolicy)._bind(profile.passwordLength);
    const threatProtection = (props.threatProtection ?? profile.threatProtection)
      ?._bind({ mfaOptional: mfa.mode === cognito.Mfa.OPTIONAL, blocksByDefault: profile.blocksRisks });
    const threatGaps = threatProtection?.gaps ?? [];
    props.securityProfile?._apply(this, { mfa, passwordPolicy, threatGaps, retention, featurePlan: props.featurePlan });

    this.userPool = new cognito.UserPool(this, 'UserPool', {
      userPoolName: props.userPoolName, removalPolicy, deletionProtection, accountRecovery,
    });
    this.registry = PoolRegistry.of(this.userPool);
    this.registry.chosenPlan = props.featurePlan;
    this.registry.updatedIssuer = props.issuer === TokenIssuer.UPDATED;
    this.policies = new GrantPolicies(this, (policy) => this.registry.awaited(policy));
    this.triggers = new PoolTriggers(this, this.userPool, this.policies, removalPolicy);
    this.grants = UserPoolGrants._of(this.policies, this.userPool);
    this.registry.preSignUp = preSignUpBy(this.triggers, this.grants);

    const domain = props.domain?._bind(this, this.userPool);
    this.userPoolDomain = domain?.userPoolDomain;
    this.register(domain, removalPolicy);

    const schema = (props.attributes ?? UserSchema.of())._bind();
    const signUp = props.signUp ?? SignUp.inviteOnly();
    const email = (props.emailSender ?? EmailSender.cognito())._bind(Stack.of(this).region);
    const sms = (props.smsSender ?? (sendsText || mfa.sms ? SmsSender.sns() : undefined))?._bind(this, removalPolicy);
    const factors = firstFactorsConfig(this, firstFactors, () => this.host());
    this.registry.choiceBased = factors.choiceBased;
    this.registry.ownsSchema = true;
    this.registry.readable.push(...schema.readable, ...verified.includes('phone_number') ? ['phone_number', 'phone_number_verified'] : []);
    this.registry.writable.push(
      ...schema.writable,
      // a name to sign in with that users give themselves.
      ...identifiers.aliasAttributes.filter((alias) => alias === 'preferred_username'),
      // invited users get their number from the administrator: one account that may change it is enough for SMS pumping.
      ...signUp.selfSignUpEnabled && sms !== undefined ? ['phone_number'] : [],
    );

    const says = [
      identifiers._bind(),
      signUp._bind(this, ['email', ...this.registry.writable], props.invitation),
      (props.verification ?? VerificationMessage.code())._bind(verified, props.keepOriginal ?? true),
      factors,
    ];
    const newer = [encryptionContribution(this, props.encryptionKey), issuerContribution(props.issuer)];
    const contributions = [...says, mfa, passwordPolicy, schema, email, sms, threatProtection, ...newer];
    this.apply(contributions.filter((one) => one !== undefined), schema.frozen);
    [email, sms].forEach((sender) => this.addSender(sender));
    threatProtection?.attach(this, this.userPool);
    (props.firewall ?? profile.firewall)?._bind(this, this.userPool.userPoolArn);

    this.summary = UserPoolSummary._of(this, this.registry, () => this.immutableChoices(identifiers, factors), () => this.remarks());
    implementLate(this, () => this.dependencyRoots());
    checkRules(this);
  }

  /**
   * The issuer of the tokens, as verifiers need it. It ends without a slash.
   */
  public get issuerUrl(): string {
    return this.registry.updatedIssuer ? updatedIssuer(this.userPool) : this.userPool.userPoolProviderUrl;
  }

  /**
   * The public keys that verify the tokens' signatures.
   */
  public get jwksUrl(): string {
    return `${this.issuerUrl}/.well-known/jwks.json`;
  }

  /**
   * The endpoint to which an app sends people to sign in, with PKCE.
   *
   * Throws without a `domain`.
   */
  public get authorizeUrl(): string {
    return `${this.baseUrl('authorizeUrl')}/oauth2/authorize`;
  }

  /**
   * The endpoint that changes codes and refresh tokens into tokens.
   *
   * Throws without a `domain`.
   */
  public get tokenUrl(): string {
    return `${this.baseUrl('tokenUrl')}/oauth2/token`;
  }

  /**
   * The endpoint that answers with a person's attributes.
   *
   * Throws without a `domain`.
   */
  public get userInfoUrl(): string {
    return `${this.baseUrl('userInfoUrl')}/oauth2/userInfo`;
  }

  /**
   * Adds an app client for a single-page application: public, authorization code with PKCE, rotating refresh tokens.
   *
   * Providers may be added before or after it. Throws what `AppClient` throws.
   *
   * @param id the id of the client in this construct
   * @param options what differs from the defaults
   */
  public addSpaClient(id: string, options: SpaClientOptions = {}): AppClient {
    return new AppClient(this, id, { ...options, userPool: this.userPool, applicationType: ApplicationType.SINGLE_PAGE });
  }

  /**
   * Adds an app client for a traditional web application, whose server keeps the client secret.
   *
   * Providers may be added before or after it. Throws what `AppClient` throws.
   *
   * @param id the id of the client in this construct
   * @param options what differs from the defaults
   */
  public addWebClient(id: string, options: WebClientOptions = {}): AppClient {
    return new AppClient(this, id, { ...options, userPool: this.userPool, applicationType: ApplicationType.TRADITIONAL_WEB });
  }

  /**
   * Adds an app client for a mobile or desktop application: public, authorization code with PKCE. Prefer https app links as callbacks: any other
   * app may register the same custom scheme.
   *
   * Providers may be added before or after it. Throws what `AppClient` throws.
   *
   * @param id the id of the client in this construct
   * @param options what differs from the defaults
   */
  public addMobileClient(id: string, options: MobileClientOptions = {}): AppClient {
    return new AppClient(this, id, { ...options, userPool: this.userPool, applicationType: ApplicationType.MOBILE });
  }

  /**
   * Adds an app client for a machine: client credentials, the scopes of your own APIs, nobody signs in.
   *
   * Throws what `MachineClient` throws.
   *
   * @param id the id of the client in this construct
   * @param options the scopes
   */
  public addMachineClient(id: string, options: MachineClientOptions): MachineClient {
    return new MachineClient(this, id, { ...options, userPool: this.userPool });
  }

  /**
   * Adds a resource server: an API of yours, whose scopes clients may ask for with `OAuthScope.resourceServer(server, scope)`.
   *
   * Its name in the console is the id unless you give one: the L2 takes the identifier, and Cognito refuses a name with the slashes of a URL.
   *
   * @param id the id of the resource server in this construct
   * @param options its identifier and scopes
   */
  public addResourceServer(id: string, options: cognito.UserPoolResourceServerOptions): cognito.UserPoolResourceServer {
    return new cognito.UserPoolResourceServer(this, id, { userPoolResourceServerName: id, ...options, userPool: this.userPool });
  }

  /**
   * Calls a Lambda function of yours in the pool's workflow. The function may be called by this pool only.
   *
   * Throws when the pool has that trigger already: do both in one function.
   *
   * @param trigger when it is called, and the function
   */
  public addTrigger(trigger: IUserPoolTrigger): void {
    const config = trigger.bind(this, { userPool: this.userPool });
    this.triggers.add(config);
    this.registry.needs.push(...triggerNeeds(config));
  }

  /**
   * Adds a group. Its role, if it has one, counts in identity pools with `RoleMapping.token()`; a role that trusts an identity pool of this
   * library is better made with `FederatedIdentityPool.addGroup()`.
   *
   * @param id the id of the group in this construct
   * @param options the name, precedence and role
   */
  public addGroup(id: string, options: cognito.UserPoolGroupOptions = {}): cognito.UserPoolGroup {
    const group = new cognito.UserPoolGroup(this, id, { ...options, userPool: this.userPool, groupName: options.groupName ?? id });
    this.groups.add(group);
    return group;
  }

  /**
   * Adds a person who is in the directory from the beginning, such as the first administrator, and sends the invitation.
   *
   * **A change of anything but the groups deletes the person and makes another**: a warning says so.
   *
   * Throws when the user name isn't what people sign in with, or when there is no e-mail address.
   *
   * @param id the id of the person in this construct
   * @param options the user name, e-mail address and groups
   */
  public addUser(id: string, options: UserPoolMemberOptions): UserPoolMember {
    const member = UserPoolMember._of(this, id, this.userPool, options);
    this.groups.add(member);
    warnAtOnce(member, 'userInTemplate', `${member.node.path}: a change of its user name or e-mail address, `
      + 'or of its id, deletes the person and makes another; acknowledge it for the first administrator, and add everybody else by API');
    return member;
  }

  /**
   * Adds the replica of the pool in another Region, in which registered people sign in while this Region is down. It starts inactive:
   * `UserPoolReplicaSettings`, in a stack in that Region, switches it on.
   *
   * The pool needs a multi-Region `encryptionKey` whose replica is in that Region already. Throws when there is a replica: a user pool has one.
   *
   * @param region the other Region
   * @param options what must be there first
   */
  public addReplica(region: string, options: UserPoolReplicaOptions = {}): UserPoolReplica {
    if (this.node.tryFindChild('Replica') !== undefined) {
      throw failure(this, `there is a replica already, and a user pool has one: leave the one in ${JSON.stringify(region)} out`);
    }
    const replica = new UserPoolReplica(this, 'Replica', { ...options, userPool: this.userPool, region });
    // pages can't fail over to what isn't there yet.
    this.userPoolDomain?.node.addDependency(replica);
    return replica;
  }

  private register(domain: SignInDomainConfig | undefined, removalPolicy: RemovalPolicy): void {
    if (domain === undefined) {
      return;
    }
    domain.userPoolDomain.applyRemovalPolicy(removalPolicy);
    const managedLogin = domain.managedLoginVersion === cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN;
    this.registry.domain = { baseUrl: domain.baseUrl, managedLogin, construct: domain.userPoolDomain };
    if (managedLogin) {
      this.registry.needs.push({ feature: 'managed login', plan: 'ESSENTIALS' });
    }
  }

  private apply(contributions: readonly PoolContribution[], frozen: boolean): void {
    const cfn = this.userPool.node.defaultChild as cognito.CfnUserPool;
    Object.assign(cfn, merged(contributions));
    for (const { needs, overrides } of contributions) {
      this.registry.needs.push(...needs ?? []);
      Object.entries(overrides ?? {}).forEach(([path, value]) => cfn.addPropertyOverride(path, value));
    }
    if (frozen) {
      cfn.addPropertyDeletionOverride('Schema');
    }
    // features are added after the pool, so the plan is read when the template is written.
    cfn.userPoolTier = Lazy.string({ produce: () => this.registry.plan });
  }

  private addSender(sender: SenderConfig | undefined): void {
    if (sender?.custom !== undefined) {
      this.triggers.addSender(sender.custom);
    }
  }

  private host(): string {
    if (this.registry.domain === undefined) {
      throw failure(this, '"firstFactors" has a passkey and the pool has no "domain": give domain: SignInDomain.prefix(\'…\'), or FirstFactor.passkey({ relyingPartyId: \'…\' })');
    }
    return this.registry.domain.baseUrl.replace('https://', '');
  }

  private baseUrl(wanted: string): string {
    if (this.registry.domain === undefined) {
      throw failure(this, `"${wanted}" needs a domain, and "domain" is not set: add domain: SignInDomain.prefix('…')`);
    }
    return this.registry.domain.baseUrl;
  }

  /** The pool, its clients and its triggers' policies. Groups, members and other grants have roles, which may wait for the dependant. */
  private dependencyRoots(): IConstruct[] {
    const isGroup = (child: IConstruct) => this.groups.has(child) || child instanceof cognito.UserPoolGroup;
    const waiting = (child: IConstruct) => child !== this.userPool && !this.policies.isBystander(child);
    return [...this.userPool.node.children, ...this.node.children.filter(waiting)].filter((child) => !isGroup(child));
  }

  private remarks(): string[] {
    const { mfaConfiguration } = this.userPool.node.defaultChild as cognito.CfnUserPool;
    const unable = this.registry.pages.filter((page) => !page.selfService).map((page) => page.client.node.path);
    return mfaConfiguration !== 'OPTIONAL' || unable.length === 0 ? [] : [
      'MFA is optional, and sign-in pages offer the set-up of TOTP only where it is required: people can\'t set it up through '
      + `${unable.join(', ')}; use MfaPolicy.required(), or selfService for an app that does it itself`,
    ];
  }

  private immutableChoices(signIn: SignIn, { relyingPartyId }: FirstFactorsConfig): ImmutableChoice[] {
    const cfn = this.userPool.node.defaultChild as cognito.CfnUserPool;
    return [
      { name: 'sign-in identifier', value: signIn._identifier },
      { name: 'case-sensitive user names', value: signIn.caseSensitive ? 'yes' : 'no' },
      ...relyingPartyId === undefined ? [] : [{ name: 'relying party of passkeys', value: readable(this, relyingPartyId) }],
      { name: 'logical id of the user pool', value: this.userPool.stack.resolve(cfn.logicalId) as string },
    ];
  }
}

function recoversByPhone(recovery: cognito.AccountRecovery): boolean {
  return ![cognito.AccountRecovery.EMAIL_ONLY, cognito.AccountRecovery.NONE].includes(recovery);
}
