import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Lazy, type CfnResource } from 'aws-cdk-lib/core';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { MfaPolicy } from './mfa-policy';
import { PasswordRules } from './password-rules';
import { SignIn, type SignInConfig } from './sign-in';
import type { SignInDomain } from './sign-in-domain';
import { SignUp } from './sign-up';
import { UserPoolRetention } from './user-pool-retention';
import { UserPoolSummary, type ImmutableChoice } from './user-pool-summary';
import { AppClient, type SpaClientOptions, type WebClientOptions } from '../app-client/app-client';
import { ApplicationType } from '../app-client/application-type';
import { failure } from '../private/errors';
import { PoolRegistry } from '../private/pool-registry';
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
   * What people type to say who they are. **Can never be changed after creation.**
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
   * Whether people need a second factor.
   *
   * @default MfaPolicy.optional() - TOTP for those who set it up; Cognito's own default is no second factor
   */
  readonly mfa?: MfaPolicy;

  /**
   * What a password must look like.
   *
   * @default PasswordRules.standard() - twelve characters of all classes; Cognito's own default is eight
   */
  readonly passwordPolicy?: PasswordRules;

  /**
   * How people get back into an account whose password they forgot.
   *
   * @default AccountRecovery.EMAIL_ONLY - the L2's own default tries the phone first: SIM swapping takes accounts
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
   * @default - the cheapest plan that holds every feature in use; Cognito's own default is ESSENTIALS
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
   */
  readonly featurePlan?: cognito.FeaturePlan;

  /**
   * What becomes of the people in the directory when the stack goes.
   *
   * @default UserPoolRetention.production() - retained and protected; Cognito's own default is unprotected
   */
  readonly retention?: UserPoolRetention;
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

  private readonly registry: PoolRegistry;

  /**
   * Defines the user pool, and its domain if there is one.
   *
   * Whatever Cognito would refuse fails the synthesis with the rule's id; see `CognitoRules`.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope; the logical id comes from it and may never change
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: AuthenticatedUserPoolProps = {}) {
    super(scope, id);
    const signIn = (props.signIn ?? SignIn.email())._bind();
    const retention = (props.retention ?? UserPoolRetention.production())._bind();

    this.userPool = new cognito.UserPool(this, 'UserPool', {
      userPoolName: props.userPoolName,
      ...signIn.userPoolProps,
      ...(props.signUp ?? SignUp.inviteOnly())._bind(),
      ...(props.mfa ?? MfaPolicy.optional())._bind(),
      ...retention,
      accountRecovery: props.accountRecovery ?? cognito.AccountRecovery.EMAIL_ONLY,
    });
    this.registry = PoolRegistry.of(this.userPool);
    this.registry.chosenPlan = props.featurePlan;
    const cfn = this.userPool.node.defaultChild as cognito.CfnUserPool;
    // the L2 compares lengths that are still tokens.
    cfn.policies = { passwordPolicy: (props.passwordPolicy ?? PasswordRules.standard())._bind() };
    // features are added after the pool, so the plan is read when the template is written.
    cfn.userPoolTier = Lazy.string({ produce: () => this.registry.plan });

    const domain = props.domain?._bind(this, this.userPool);
    if (domain !== undefined) {
      domain.userPoolDomain.applyRemovalPolicy(retention.removalPolicy);
      const managedLogin = domain.managedLoginVersion === cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN;
      this.registry.domain = { baseUrl: domain.baseUrl, managedLogin };
      if (managedLogin) {
        this.registry.needs.push({ feature: 'managed login', plan: 'ESSENTIALS' });
      }
      this.userPoolDomain = domain.userPoolDomain;
    }

    this.summary = UserPoolSummary._of(this, this.registry, () => this.immutableChoices(signIn), () => this.remarks());
    // whoever depends on this construct waits for the pool and its clients, not for groups: their roles may depend on the dependant.
    Dependable.implement(this, dependable(() => this.dependencyRoots()));
    checkRules(this);
  }

  /**
   * The issuer of the tokens, as verifiers need it. It ends without a slash.
   */
  public get issuerUrl(): string {
    return this.userPool.userPoolProviderUrl;
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

  private baseUrl(wanted: string): string {
    if (this.registry.domain === undefined) {
      throw failure(this, `"${wanted}" needs a domain, and "domain" is not set: add domain: SignInDomain.prefix('…')`);
    }
    return this.registry.domain.baseUrl;
  }

  private dependencyRoots(): IConstruct[] {
    return [this.userPool.node.defaultChild as CfnResource, ...this.node.children.filter((child) => child !== this.userPool)];
  }

  private remarks(): string[] {
    const { mfaConfiguration } = this.userPool.node.defaultChild as cognito.CfnUserPool;
    const unable = this.registry.pages.filter((page) => !page.selfService).map((page) => page.client.node.path);
    return mfaConfiguration !== 'OPTIONAL' || unable.length === 0 ? [] : [
      'MFA is optional, and sign-in pages offer the set-up of TOTP only where it is required: people can\'t set it up through '
      + `${unable.join(', ')}; use MfaPolicy.required(), or selfService for an app that does it itself`,
    ];
  }

  private immutableChoices(signIn: SignInConfig): ImmutableChoice[] {
    const cfn = this.userPool.node.defaultChild as cognito.CfnUserPool;
    return [
      { name: 'sign-in identifier', value: signIn.identifier },
      { name: 'case-sensitive user names', value: signIn.caseSensitive ? 'yes' : 'no' },
      { name: 'logical id of the user pool', value: this.userPool.stack.resolve(cfn.logicalId) as string },
    ];
  }
}

/** jsii can't see abstract getters implemented in object literals, and nobody outside needs to. */
function dependable(roots: () => IConstruct[]): Dependable {
  return new class extends Dependable {
    get dependencyRoots(): IConstruct[] {
      return roots();
    }
  }();
}
