import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { DirectoryGrants } from './directory-grants';
import type { DirectoryGroupOptions } from './directory-group';
import { DirectoryReplica, type DirectoryReplicaOptions } from './directory-replica';
import { DirectoryUser, type DirectoryUserOptions } from './directory-user';
import { EmailSender, type SenderConfig } from './email-sender';
import { encryptionContribution } from './encryption-key';
import { firstFactorsConfig, type FirstFactor } from './first-factor';
import type { IAuthenticatedUserPool } from './i-authenticated-user-pool';
import { injectedProps } from './injected-props';
import type { MessageTemplate } from './message-template';
import type { MfaPolicy } from './mfa-policy';
import type { PasswordRules } from './password-rules';
import { merged, type PoolContribution } from './pool-contribution';
import { PoolTriggers } from './pool-triggers';
import { workflowBy } from './pool-workflow';
import { profileDefaults, type SecurityProfile } from './security-profile';
import { senderKey } from './sender-key';
import { SignIn } from './sign-in';
import type { SignInDomain } from './sign-in-domain';
import type { SignInFirewall } from './sign-in-firewall';
import { SignUp } from './sign-up';
import { SmsSender } from './sms-sender';
import type { ThreatProtection } from './threat-protection';
import { issuerContribution, type TokenIssuer } from './token-issuer';
import { UserPoolRetention } from './user-pool-retention';
import { UserPoolSummary } from './user-pool-summary';
import type { IUserPoolTrigger } from './user-pool-trigger';
import { UserSchema } from './user-schema';
import { VerificationMessage } from './verification-message';
import { AppClient } from '../app-client/app-client';
import type { MobileClientOptions, SpaClientOptions, WebClientOptions } from '../app-client/app-client-options';
import { ApplicationType } from '../app-client/application-type';
import { MachineClient, type MachineClientOptions } from '../app-client/machine-client';
import { signInHost } from '../app-client/sign-in-host';
import { tokenIssuerUrl } from '../app-client/token-issuer-url';
import { define, defineWithDefaults, ownProps, sameWords, stated } from '../private/defaults';
import { assertSound, failure, located } from '../private/errors';
import { GrantPolicies } from '../private/grant-policies';
import { implementLate } from '../private/late-dependable';
import { localPath } from '../private/local-path';
import { letClientsAwait, registryOf } from '../private/pool-registry';
import { subtree } from '../private/subtree';
import { warnAtOnce } from '../rules/acknowledgements';
import { checkRules } from '../rules/check';
import { Synthesis } from '../template/synthesis';
import type { UserPool as UserPoolResource } from '../template/user-pool';
import { applyEmailDomains } from '../workflows/email-domains/apply';
import { addMembership } from '../workflows/group-membership/pool-groups';
import { NAMESPACE } from '../workflows/runtime/log';
import type { UserPoolWorkflow } from '../workflows/user-pool-workflow';

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
   * @default - the cheapest plan that holds what the template uses, by L2s and escape hatches too. Cognito's own default is ESSENTIALS
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
 * Choose it when users sign in to your app. Social sign-in comes with `SocialProviders`, AWS credentials with
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
export class AuthenticatedUserPool extends Construct implements IAuthenticatedUserPool {
  /**
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.AuthenticatedUserPool';

  /**
   * The L2 user pool.
   */
  public readonly userPool: cognito.UserPool;

  /**
   * The L2 domain: undefined where the pool has none.
   */
  public readonly domain?: cognito.UserPoolDomain;

  /**
   * What was decided, for reports and reviews: the plan and why, what can never change, URLs, roles, acknowledgements.
   */
  public readonly summary: UserPoolSummary;

  /**
   * What others may do with the users and groups of this pool, by name.
   */
  public readonly grants: DirectoryGrants;

  private readonly triggers: PoolTriggers;
  private readonly policies: GrantPolicies;

  /**
   * Defines the user pool, and its domain if there is one.
   *
   * Throws when `securityProfile` contradicts another prop, when a passkey has neither a domain nor a relying party, when `firstFactors` or the
   * factors of `mfa` hold one twice, when the factors of `mfa` are empty, when `signUp` asks for an attribute that users may not write, when its `emailDomains` are no domains, or when e-mail
   * would come from a Region that Cognito can't reach, when two custom senders have two keys, or when a property injector for the L2 replaces what `props` say. Whatever else Cognito would refuse fails the synthesis with the rule's id; see `CognitoRules`.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope; the logical id comes from it and may never change
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: AuthenticatedUserPoolProps = {}) {
    super(scope, id);
    const own = ownProps(scope, id, AuthenticatedUserPool.PROPERTY_INJECTION_ID, props);
    const { props: said, answer, l2 } = injectedProps(this, 'UserPool', own);
    const profile = profileDefaults(said.securityProfile);
    const identifiers = said.signIn ?? SignIn.email();
    const accountRecovery = said.accountRecovery ?? identifiers._recovery;
    const firstFactors = said.firstFactors ?? [];
    const verified = verifiedAttributes(identifiers, firstFactors, answer.autoVerify);
    const sendsText = said.smsSender !== undefined || verified.includes('phone_number') || recoversByPhone(accountRecovery);
    const retention = said.retention ?? UserPoolRetention.retain();
    const { removalPolicy, deletionProtection } = retention;
    const verifiesPasskeys = firstFactors.some(({ userVerification }) => userVerification === true);
    const mfa = (said.mfa ?? profile.mfa)._bind(this, { sendsText, verifiesPasskeys });
    const passwordPolicy = (said.passwordPolicy ?? profile.passwordPolicy)._bind(profile.passwordLength);
    const protectedBy = answer.standardThreatProtectionMode ?? answer.customThreatProtectionMode ?? answer.advancedSecurityMode;
    const threatProtection = (said.threatProtection ?? (protectedBy === undefined ? profile.threatProtection : undefined))
      ?._bind({ mfaOptional: mfa.mode === cognito.Mfa.OPTIONAL, blocksByDefault: profile.blocksRisks });

    this.userPool = define(this, 'UserPool', cognito.UserPool, { ...l2, removalPolicy, deletionProtection, accountRecovery });
    const registry = registryOf(this.userPool);
    registry.profile = said.securityProfile?._bind(this);
    registry.firewallElsewhere = said.firewall?._isExternal;
    this.policies = new GrantPolicies(this, (policy) => letClientsAwait(this.userPool, policy));
    const senderKeyArn = senderKey(this, said.emailSender, said.smsSender)?.keyArn ?? answer.customSenderKmsKey?.keyRef.keyArn;
    this.triggers = new PoolTriggers(this, this.userPool, this.policies, removalPolicy, senderKeyArn);
    this.grants = DirectoryGrants._of(this.policies, this.userPool);
    registry.workflow = workflowBy(this.triggers, this.grants);
    const signUp = said.signUp ?? SignUp.inviteOnly();
    if (signUp.emailDomains !== undefined) {
      applyEmailDomains(this, this.userPool, signUp.emailDomains);
    }

    this.domain = said.domain?._bind(this, this.userPool);
    // a failed first deployment must be repeatable: a domain that is kept when its creation is rolled back holds the name, and every later deployment
    // finds it taken. The pool itself, which is protected, is kept.
    this.domain?.applyRemovalPolicy(removalPolicy === RemovalPolicy.RETAIN ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : removalPolicy);
    registry.domain = this.domain;

    const schema = (said.attributes ?? UserSchema.of())._bind(this.injectedSchema());
    const email = (said.emailSender ?? (answer.email === undefined ? EmailSender.cognito() : undefined))?._bind(Stack.of(this).region);
    const sms = answer.enableSmsRole === false ? undefined
      : (said.smsSender ?? (sendsText || mfa.sms ? SmsSender.sns() : undefined))?._bind(this, removalPolicy, answer.smsRole !== undefined);
    const kept = { email: said.keepOriginal ?? true, phone: said.keepOriginal ?? true, ...answer.keepOriginal };
    const factors = firstFactorsConfig(this, firstFactors, () => this.host());
    registry.readable = [...schema.readable, ...verified.includes('phone_number') ? ['phone_number', 'phone_number_verified'] : []];
    registry.writable = [
      ...schema.writable,
      // a name to sign in with that users give themselves.
      ...identifiers.aliasAttributes.filter((alias) => alias === 'preferred_username'),
      // invited users get their number from the administrator: one account that may change it is enough for SMS pumping.
      ...signUp.selfSignUpEnabled && sms !== undefined ? ['phone_number'] : [],
    ];

    const says = [
      identifiers._bind(),
      signUp._bind(this, ['email', ...registry.writable], said.invitation),
      (said.verification ?? VerificationMessage.code())._bind(verified, verified.filter((name) => name === 'phone_number' ? kept.phone : kept.email)),
      factors,
    ];
    const newer = [encryptionContribution(this, said.encryptionKey), issuerContribution(said.issuer)];
    const contributions = [...says, mfa, passwordPolicy, schema, email, sms, threatProtection, ...newer];
    this.apply(contributions.filter((one) => one !== undefined), schema.frozen, said.featurePlan);
    [email, sms].forEach((sender) => this.addSender(sender));
    threatProtection?.attach(this, this.userPool);
    (said.firewall ?? profile.firewall)?._bind(this, this.userPool.userPoolArn);

    this.summary = UserPoolSummary._of(this, this.userPool);
    implementLate(this, () => this.dependencyRoots());
    checkRules(this);
  }

  /**
   * The issuer of the tokens, `iss`, as verifiers compare it. It ends without a slash.
   */
  public get issuerUrl(): string {
    return tokenIssuerUrl(this.userPool);
  }

  /**
   * The public keys that verify the signatures of the tokens: `jwks_uri`.
   */
  public get jwksUrl(): string {
    return `${this.issuerUrl}/.well-known/jwks.json`;
  }

  /**
   * The endpoint to which an app sends the browser to sign a user in, with PKCE: `authorization_endpoint`. A client makes the whole URL:
   * `client.authorizeUrl()`.
   *
   * Throws without a `domain`.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   */
  public get authorizationEndpoint(): string {
    return this.endpoint('authorizationEndpoint', '/oauth2/authorize');
  }

  /**
   * The endpoint that exchanges authorization codes, refresh tokens and client credentials for tokens: `token_endpoint`.
   *
   * Throws without a `domain`.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
   */
  public get tokenEndpoint(): string {
    return this.endpoint('tokenEndpoint', '/oauth2/token');
  }

  /**
   * The endpoint that answers an access token with the attributes of its user: `userinfo_endpoint`.
   *
   * Throws without a `domain`.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
   */
  public get userInfoEndpoint(): string {
    return this.endpoint('userInfoEndpoint', '/oauth2/userInfo');
  }

  /**
   * The endpoint that revokes a refresh token and the access tokens that came of it: `revocation_endpoint`.
   *
   * Throws without a `domain`.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
   */
  public get revocationEndpoint(): string {
    return this.endpoint('revocationEndpoint', '/oauth2/revoke');
  }

  /**
   * The host of the sign-in pages and endpoints, such as `acme-login.auth.eu-central-1.amazoncognito.com`: undefined where the pool has no domain.
   */
  public get signInHost(): string | undefined {
    return this.domain && signInHost(this, this.domain);
  }

  /**
   * Adds an app client for a single-page application: public, authorization code with PKCE, rotating refresh tokens.
   *
   * Providers may be added before or after it. Throws what `AppClient` throws.
   *
   * @param id the id of the client below `Clients` of this construct
   * @param options what differs from the defaults
   */
  public addSpaClient(id: string, options: SpaClientOptions = {}): AppClient {
    return new AppClient(subtree(this, 'Clients'), id, { ...options, userPool: this.userPool, applicationType: ApplicationType.SINGLE_PAGE });
  }

  /**
   * Adds an app client for a traditional web application, whose server keeps the client secret.
   *
   * Providers may be added before or after it. Throws what `AppClient` throws.
   *
   * @param id the id of the client below `Clients` of this construct
   * @param options what differs from the defaults
   */
  public addWebClient(id: string, options: WebClientOptions = {}): AppClient {
    return new AppClient(subtree(this, 'Clients'), id, { ...options, userPool: this.userPool, applicationType: ApplicationType.TRADITIONAL_WEB });
  }

  /**
   * Adds an app client for a mobile or desktop application: public, authorization code with PKCE. Prefer https app links as callbacks: any other
   * app may register the same custom scheme.
   *
   * Providers may be added before or after it. Throws what `AppClient` throws.
   *
   * @param id the id of the client below `Clients` of this construct
   * @param options what differs from the defaults
   */
  public addMobileClient(id: string, options: MobileClientOptions = {}): AppClient {
    return new AppClient(subtree(this, 'Clients'), id, { ...options, userPool: this.userPool, applicationType: ApplicationType.MOBILE });
  }

  /**
   * Adds an app client for a machine: client credentials with the scopes of your own APIs. No user signs in with it.
   *
   * Throws what `MachineClient` throws.
   *
   * @param id the id of the client below `Clients` of this construct
   * @param options the scopes
   */
  public addMachineClient(id: string, options: MachineClientOptions): MachineClient {
    return new MachineClient(subtree(this, 'Clients'), id, { ...options, userPool: this.userPool });
  }

  /**
   * Adds a resource server: an API of yours, whose scopes clients may ask for with `OAuthScope.resourceServer(server, scope)`.
   *
   * Its name in the console is the id unless you give one: the L2 takes the identifier, and Cognito refuses a name with the slashes of a URL.
   *
   * @param id the id of the resource server below `ResourceServers` of this construct
   * @param options its identifier and scopes
   */
  public addResourceServer(id: string, options: cognito.UserPoolResourceServerOptions): cognito.UserPoolResourceServer {
    return defineWithDefaults(subtree(this, 'ResourceServers'), id, cognito.UserPoolResourceServer, { ...options, userPool: this.userPool }, {
      userPoolResourceServerName: id,
    }, sameWords(options));
  }

  /**
   * Calls a Lambda function of yours in the pool's workflow. The function may be called by this pool only; where the trigger has a workflow of this library,
   * by the function that runs it, as its last step.
   *
   * Throws when the pool has that trigger already: do both in one function.
   *
   * @param trigger when it is called, and the function
   */
  public addTrigger(trigger: IUserPoolTrigger): void {
    assertSound(this, trigger);
    this.triggers.add(trigger.bind(this, { userPool: this.userPool }));
  }

  /**
   * Has the pool do something that is in this library already: claims in tokens, messages in the user's language, users from another directory.
   *
   * Throws when the workflow is flawed, when two make the same claim, and when the pool has localized messages already.
   *
   * @param workflow what it does
   */
  public addWorkflow(workflow: UserPoolWorkflow): void {
    assertSound(this, workflow);
    workflow._bind(this, this.userPool).forEach((step) => this.triggers.step(step));
  }

  /**
   * How often a workflow couldn't do its work and let the user pass, or failed: the sum over five minutes. The log of the trigger's function says why.
   *
   * @param options what differs
   */
  public metricWorkflowFailures(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return located(this, () => new cloudwatch.Metric({
      namespace: NAMESPACE, metricName: 'Failures', statistic: 'Sum', dimensionsMap: { UserPoolId: this.userPool.userPoolId }, ...options,
    }).attachTo(this));
  }

  /**
   * Adds a group. Its role, if it has one, counts in identity pools with `RoleMapping.token()`: `{ role: identities.addRole('Admin').role }`.
   *
   * It is defined at `Groups/<id>` of this construct. A group whose role is in another stack of the same Region is defined beside the role, so that
   * the stacks don't wait for each other: at `<path of this construct in its stack>@<stack>.Groups/<id>` of the role's stack, such as
   * `Auth@Pools.Groups/Admin`. It stays at `Groups/<id>` where this construct's stack waits for the role's for the sake of a trigger.
   *
   * A trigger whose function is in the stack of such a role must be added before the group: `addTrigger` throws otherwise.
   *
   * Throws when `membership` isn't sound, or is derived while the role has no name of its own.
   *
   * @param id the id of the group, and its name unless you give one
   * @param options the name, description, precedence, role, and who is in it
   */
  public addGroup(id: string, options: DirectoryGroupOptions = {}): cognito.UserPoolGroup {
    const { membership, ...said } = options;
    assertSound(this, membership);
    const groupName = said.groupName ?? id;
    const scope = this.groupScope(said.role);
    const group = defineWithDefaults(scope, id, cognito.UserPoolGroup, { ...said, userPool: this.userPool, groupName }, {}, sameWords(said));
    addMembership(group, this.userPool, { ...options, groupName });
    if (!scope.node.scopes.includes(this)) {
      this.policies.settle(group);
    }
    return group;
  }

  /**
   * Adds a user who is in the directory from the beginning, such as the first administrator, and sends the invitation.
   *
   * **A change of anything but the groups deletes the user with all data and makes another account**, also a change of an attribute: a warning says so.
   *
   * Throws when the user name isn't what users sign in with, when the invitation has no address to go to, or when an attribute is none that a
   * user pool has.
   *
   * @param id the id of the user below `Users` of this construct
   * @param options the user name, addresses, attributes, invitation and groups
   */
  public addUser(id: string, options: DirectoryUserOptions): DirectoryUser {
    const user = DirectoryUser._of(subtree(this, 'Users'), id, this.userPool, options);
    warnAtOnce(user, 'userInTemplate', `${user.node.path}: a change of its user name, addresses, attributes or invitation, `
      + 'or of its id, deletes the user and makes another; acknowledge it for the first administrator, and add all other users by API');
    return user;
  }

  /**
   * Adds the replica of the pool in another Region, in which registered users sign in while this Region is down. It starts inactive:
   * `DirectoryReplicaSettings`, in a stack in that Region, switches it on.
   *
   * The pool needs a multi-Region `encryptionKey` whose replica is in that Region already. Throws when there is a replica: a user pool has one.
   *
   * @param id the id of the replica below `Replicas` of this construct
   * @param options the other Region, and what must be there first
   */
  public addReplica(id: string, options: DirectoryReplicaOptions): DirectoryReplica {
    const replicas = subtree(this, 'Replicas');
    const [first] = replicas.node.children;
    if (first !== undefined) {
      throw failure(this, `there is the replica "${first.node.id}" already, and a user pool has one: leave "${id}" in ${JSON.stringify(options.region)} out`);
    }
    const replica = new DirectoryReplica(replicas, id, { ...options, userPool: this.userPool });
    // pages can't fail over to what isn't there yet.
    this.domain?.node.addDependency(replica);
    return replica;
  }

  private apply(contributions: readonly PoolContribution[], frozen: boolean, featurePlan: cognito.FeaturePlan | undefined): void {
    const cfn = this.userPool.node.defaultChild as cognito.CfnUserPool;
    Object.assign(cfn, stated(merged(contributions)));
    // older names of the same texts, which the L2 fills: two sources could differ.
    cfn.emailVerificationMessage = undefined;
    cfn.emailVerificationSubject = undefined;
    cfn.smsVerificationMessage = undefined;
    for (const { overrides } of contributions) {
      Object.entries(overrides ?? {}).forEach(([path, value]) => cfn.addPropertyOverride(path, value));
    }
    if (frozen) {
      cfn.addPropertyDeletionOverride('Schema');
    }
    cfn.userPoolTier = featurePlan ?? this.derivedPlan();
  }

  /** The cheapest plan that holds what the finished template uses, which itself is read without it. */
  private derivedPlan(): string {
    return Lazy.uncachedString({
      produce: ({ preparing }) => {
        const cfn = this.userPool.node.defaultChild as cognito.CfnUserPool;
        const synthesis = Synthesis.of(cfn);
        return preparing || synthesis.isReading ? undefined : (synthesis.view.resource(cfn) as UserPoolResource | undefined)?.plan();
      },
    });
  }

  private addSender(sender: SenderConfig | undefined): void {
    if (sender?.custom !== undefined) {
      this.triggers.addSender(sender.custom);
    }
  }

  /** What a property injector declares. Ours is written to the L1: the L2 can't leave a constraint out. */
  private injectedSchema(): cognito.CfnUserPool.SchemaAttributeProperty[] {
    const { schema } = this.userPool.node.defaultChild as cognito.CfnUserPool;
    return Array.isArray(schema) ? schema as cognito.CfnUserPool.SchemaAttributeProperty[] : [];
  }

  private host(): string {
    if (this.signInHost === undefined) {
      throw failure(this, '"firstFactors" has a passkey and the pool has no "domain": give domain: SignInDomain.prefix(\'…\'), or FirstFactor.passkey({ relyingPartyId: \'…\' })');
    }
    return this.signInHost;
  }

  private endpoint(wanted: string, path: string): string {
    if (this.signInHost === undefined) {
      throw failure(this, `"${wanted}" needs a domain, and "domain" is not set: add domain: SignInDomain.prefix('…')`);
    }
    return `https://${this.signInHost}${path}`;
  }

  /** Beside the role: a role of an identity pool waits for the user pool, whose stack would wait for the role's. A group is always in its pool's Region. */
  private groupScope(role: IRole | undefined): Construct {
    if (role === undefined || this.policies.belongsBesidePool(role) || Stack.of(role).region !== Stack.of(this).region) {
      return subtree(this, 'Groups');
    }
    const stack = Stack.of(role);
    return subtree(stack, `${localPath(this, stack)}.Groups`);
  }

  /** The pool, its clients and its triggers' policies. Groups, users and other grants have roles, which may wait for the dependant. */
  private dependencyRoots(): IConstruct[] {
    const own = (id: string) => this.node.tryFindChild(id);
    const grants = own('Grants')?.node.children.filter((policy) => !this.policies.isBystander(policy)) ?? [];
    const apart = [this.userPool, own('Groups'), own('Users'), own('Grants')];
    return [
      ...this.userPool.node.children.filter((child) => !(child instanceof cognito.UserPoolGroup)),
      ...this.node.children.filter((child) => !apart.includes(child)),
      ...grants,
    ];
  }

}

/** A number that signs a user in must be verified, and be kept until a new one is. */
function verifiedAttributes(signIn: SignIn, firstFactors: readonly FirstFactor[], injected: cognito.AutoVerifiedAttrs | undefined): string[] {
  const needed = [...signIn._verified, ...firstFactors.some(({ name }) => name === 'SMS_OTP') ? ['phone_number'] : []];
  const wanted = injected === undefined ? needed : [
    ...injected.email === true ? ['email'] : [],
    ...injected.phone === true || (injected.phone === undefined && needed.includes('phone_number')) ? ['phone_number'] : [],
  ];
  return [...new Set(wanted)];
}

function recoversByPhone(recovery: cognito.AccountRecovery): boolean {
  return ![cognito.AccountRecovery.EMAIL_ONLY, cognito.AccountRecovery.NONE].includes(recovery);
}
