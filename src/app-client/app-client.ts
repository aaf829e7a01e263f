import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AppClientProps, RedirectPathsOptions, SignInUrlOptions, SignOutUrlOptions } from './app-client-options';
import { ApplicationType } from './application-type';
import { readableAttributes, writableAttributes } from './attribute-lists';
import { defineClassicStyleSheet } from './classic-style-sheet';
import { defineCredentials } from './client-credentials';
import { defineLegalDocuments, type LegalDocuments } from './legal-documents';
import { ManagedLoginStyle } from './managed-login-style';
import { acceptChoice, late, mappedAttributes, offeredProviders, warnOfUnseenProviders } from './provider-list';
import { RefreshTokenRotation } from './refresh-token-rotation';
import { failure } from '../private/errors';
import { PoolRegistry, type PoolDomain } from '../private/pool-registry';
import { withQuery } from '../private/url';
import { checkRules } from '../rules/check';

/**
 * An app client of a user pool: code grant only, explicit attribute lists, and every provider that the pool has at synthesis.
 *
 * `addSpaClient`, `addWebClient` and `addMobileClient` of `AuthenticatedUserPool` are the short way to it. Use it directly for a plain L2 pool,
 * an imported pool, or a client in another stack than its pool.
 *
 * @example
 * const userPool = cognito.UserPool.fromUserPoolId(this, 'People', 'eu-central-1_EXAMPLE00');
 * new AppClient(this, 'App', {
 *   userPool,
 *   applicationType: ApplicationType.SINGLE_PAGE,
 *   callbackUrls: ['https://app.example.com/callback'],
 *   hostedPages: true, // its domain shows managed login
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export class AppClient extends Construct {
  /**
   * The L2 app client.
   */
  public readonly userPoolClient: cognito.UserPoolClient;

  /**
   * The branding of the client's sign-in pages, on a pool with managed login. Without one they don't show.
   */
  public readonly branding?: cognito.CfnManagedLoginBranding;

  private readonly hosted: boolean;
  private readonly callbackUrls: string[];
  private readonly logoutUrls: string[];
  private readonly userPool: cognito.IUserPool;
  private readonly confidential: boolean;
  private readonly registry: PoolRegistry;
  private secret?: ISecret;

  /**
   * Defines the client.
   *
   * Throws when `callbackUrls` is missing though people sign in on hosted pages, or given though `hostedPages` is false, when `authFlows`
   * turns every flow off, when a public client has `propagateUserContext`, or when `supportedIdentityProviders` is empty. At synthesis it is an error when that
   * names a provider which the pool doesn't have by then.
   *
   * On an imported pool only the providers that are registered on the import are offered: others can't be seen, and a warning says so.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the pool, the kind of app, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: AppClientProps) {
    super(scope, id);
    this.registry = PoolRegistry.of(props.userPool);
    this.callbackUrls = [...props.callbackUrls ?? []];
    this.logoutUrls = [...props.logoutUrls ?? []];
    const hosted = this.hostedPages(props);
    this.hosted = hosted;
    const singlePage = props.applicationType === ApplicationType.SINGLE_PAGE;
    this.confidential = props.applicationType === ApplicationType.TRADITIONAL_WEB;
    this.userPool = props.userPool;
    const gracePeriod = this.rotation(props, singlePage)._bind();
    if (props.propagateUserContext === true && !this.confidential) {
      throw failure(this, '"propagateUserContext" is true, and the client is public: Cognito takes it from clients with a secret only; use addWebClient() for '
        + 'a server, or remove it (rule clientContextWithoutSecret)');
    }

    this.userPoolClient = new cognito.UserPoolClient(this, 'UserPoolClient', {
      userPool: props.userPool,
      userPoolClientName: props.userPoolClientName,
      generateSecret: this.confidential,
      // left out, Cognito would allow custom authentication as well.
      authFlows: this.authFlows(props, gracePeriod !== undefined),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      enablePropagateAdditionalUserContextData: props.propagateUserContext,
      authSessionValidity: props.authSessionValidity,
      accessTokenValidity: props.accessTokenValidity ?? Duration.minutes(60),
      idTokenValidity: props.idTokenValidity ?? Duration.minutes(60),
      refreshTokenValidity: props.refreshTokenValidity ?? Duration.days(30),
      refreshTokenRotationGracePeriod: gracePeriod,
      ...hosted ? {
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: this.scopes(props),
          // the L2 takes no empty list, and would put https://example.com into the place of none.
          callbackUrls: this.callbackUrls.length > 0 ? props.callbackUrls : undefined,
          defaultRedirectUri: props.defaultRedirectUri,
        },
      } : { disableOAuth: true },
    });

    const cfn = this.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    // providers may be added after the client: these two lists are read when the template is written.
    cfn.supportedIdentityProviders = late(() => offeredProviders(this, props.userPool, chosenProviders(props)));
    cfn.writeAttributes = props.writeAttributes?.attributes() ?? late(() => this.writable(props));
    if (hosted) {
      // the L2 puts https://example.com into the place of none.
      cfn.callbackUrLs = [...this.callbackUrls];
      cfn.logoutUrLs = this.logoutUrls.length === 0 ? undefined : [...this.logoutUrls];
    }
    cfn.readAttributes = props.readAttributes?.attributes() ?? readableAttributes(cfn.allowedOAuthScopes ?? [], this.registry.readable);
    this.registry.client(this.userPoolClient);
    this.registry.members.push(this);

    if (gracePeriod !== undefined) {
      this.registry.needs.push({ feature: `refresh token rotation of client "${id}"`, plan: 'ESSENTIALS' });
    }
    if (props.authFlows?.user === true && !this.registry.choiceBased) {
      this.registry.needs.push({ feature: `choice-based sign-in of client "${id}"`, plan: 'ESSENTIALS' });
    }
    if (hosted && (this.registry.domain?.managedLogin ?? props.hostedPages === true)) {
      this.branding = new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: props.userPool.userPoolId,
        clientId: this.userPoolClient.userPoolClientId,
        ...(props.style ?? ManagedLoginStyle.cognito())._bind(this),
      });
    }
    if (props.style !== undefined && this.branding === undefined) {
      throw this.withoutPages('style');
    }
    if (props.classicStyleSheet !== undefined) {
      this.addClassicStyleSheet(props.classicStyleSheet, hosted);
    }
    if (props.legalDocuments !== undefined) {
      this.addLegalDocuments(props.legalDocuments);
    }
    if (hosted && this.registry.domain !== undefined) {
      this.registry.pages.push({ client: this, url: () => this.signInUrl(), selfService: props.selfService ?? false });
    }
    const chosen = chosenProviders(props);
    if (chosen === undefined) {
      warnOfUnseenProviders(this, props.userPool);
    } else {
      acceptChoice(this, chosen);
    }
    checkRules(this);
  }

  /**
   * Lets people come back to a CloudFront distribution that is defined after the client, under its own domain name. For names of your own give `callbackUrls`.
   *
   * Throws when people don't sign in on hosted pages, or when a path has no leading slash.
   *
   * @param distribution the site
   * @param options where on the site
   */
  public allowRedirectsFrom(distribution: IDistribution, options: RedirectPathsOptions = {}): void {
    if (!this.hosted) {
      throw failure(this, '"hostedPages" is false, so nobody is sent back from there: give callbackUrls: [] for a client of the hosted pages');
    }
    const urls = (prop: string, paths: readonly string[]) => paths.map((path) => {
      if (!path.startsWith('/') && !Token.isUnresolved(path)) {
        throw failure(this, `"${prop}" must begin with a slash, received ${JSON.stringify(path)}`);
      }
      return `https://${distribution.distributionDomainName}${path}`;
    });
    this.addRedirects(urls('callbackPaths', options.callbackPaths ?? ['/']), urls('logoutPaths', options.logoutPaths ?? []));
  }

  /**
   * What the server of a traditional web application needs to get tokens, as one JSON secret: `clientId`, `clientSecret`, `issuer`, `scopes` and,
   * where the pool's domain is known, `tokenEndpoint`. It is defined when it is first asked for, in the client's stack.
   *
   * The client's own secret stands in no template, output or environment. Let the server read this one: `client.credentials.grantRead(server)`.
   *
   * Throws when the client is public: it has no secret.
   */
  public get credentials(): ISecret {
    if (!this.confidential) {
      throw failure(this, '"credentials" needs a client secret, and the client is public: whatever runs on people\'s devices keeps no secret; '
        + 'use addWebClient() for a server');
    }
    this.secret ??= defineCredentials(this, this.userPool, this.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient);
    return this.secret;
  }

  /**
   * The endpoint that changes codes and refresh tokens into tokens.
   *
   * Throws when the pool has no domain known to this library.
   */
  public get tokenUrl(): string {
    return `${this.domain('tokenUrl').baseUrl}/oauth2/token`;
  }

  /**
   * The endpoint that takes refresh tokens back.
   *
   * Throws when the pool has no domain known to this library.
   */
  public get revokeUrl(): string {
    return `${this.domain('revokeUrl').baseUrl}/oauth2/revoke`;
  }

  /**
   * The endpoint that answers with a person's attributes.
   *
   * Throws when the pool has no domain known to this library.
   */
  public get userInfoUrl(): string {
    return `${this.domain('userInfoUrl').baseUrl}/oauth2/userInfo`;
  }

  /**
   * The endpoint to which the app sends people: they see the sign-in page, or come straight back if they are signed in already.
   *
   * Throws when the pool has no domain known to this library, or the client no callback URL.
   *
   * @param options the callback URL, PKCE challenge and state of this sign-in
   */
  public authorizeUrl(options: SignInUrlOptions = {}): string {
    return this.page('authorizeUrl', '/oauth2/authorize', options);
  }

  /**
   * The page on which people sign up.
   *
   * Throws when the pool has no domain known to this library, or the client no callback URL.
   *
   * @param options the callback URL, PKCE challenge and state of the sign-in that follows
   */
  public signUpUrl(options: SignInUrlOptions = {}): string {
    return this.page('signUpUrl', '/signup', options);
  }

  /**
   * The sign-in page of this client.
   *
   * Throws when the pool has no domain known to this library, or the client no callback URL.
   *
   * @param options the callback URL, PKCE challenge and state of this sign-in
   */
  public signInUrl(options: SignInUrlOptions = {}): string {
    return this.page('signInUrl', '/login', options);
  }

  /**
   * The page that signs people out and sends them back to the app.
   *
   * Throws when the pool has no domain known to this library, or the client no logout URL.
   *
   * @param options where people come back to
   */
  public signOutUrl(options: SignOutUrlOptions = {}): string {
    return withQuery(`${this.domain('signOutUrl').baseUrl}/logout`, {
      client_id: this.userPoolClient.userPoolClientId,
      logout_uri: options.logoutUri ?? this.first('logoutUrls', this.logoutUrls),
    });
  }

  private addRedirects(callbackUrls: string[], logoutUrls: string[]): void {
    const cfn = this.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    this.callbackUrls.push(...callbackUrls);
    this.logoutUrls.push(...logoutUrls);
    // on top of what an escape hatch may have written.
    cfn.callbackUrLs = [...cfn.callbackUrLs ?? [], ...callbackUrls];
    cfn.logoutUrLs = logoutUrls.length === 0 ? cfn.logoutUrLs : [...cfn.logoutUrLs ?? [], ...logoutUrls];
  }

  private addClassicStyleSheet(file: string, hosted: boolean): void {
    const { domain } = this.registry;
    if (!hosted || domain === undefined || domain.managedLogin) {
      throw failure(this, '"classicStyleSheet" is given, and the client has no classic page: give the pool a "domain" with the classic pages, or use "style" for '
        + 'managed login');
    }
    // Cognito knows no pages to customise before there is a domain.
    defineClassicStyleSheet(this, file, this.userPool, this.userPoolClient).node.addDependency(domain.construct);
  }

  private addLegalDocuments(documents: LegalDocuments): void {
    if (this.branding === undefined) {
      throw this.withoutPages('legalDocuments');
    }
    defineLegalDocuments(this, documents, this.userPool, this.userPoolClient);
    this.registry.needs.push({ feature: `terms of client "${this.node.id}"`, plan: 'ESSENTIALS' });
  }

  private withoutPages(prop: string): Error {
    return failure(this, `"${prop}" is given, and the client has no page of managed login to show it on: give the pool a "domain" with managed login, or remove it`);
  }

  private page(wanted: string, path: string, options: SignInUrlOptions): string {
    return withQuery(`${this.domain(wanted).baseUrl}${path}`, {
      client_id: this.userPoolClient.userPoolClientId,
      response_type: 'code',
      scope: (this.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient).allowedOAuthScopes?.join(' '),
      redirect_uri: options.redirectUri ?? this.first('callbackUrls', this.callbackUrls),
      state: options.state,
      code_challenge: options.codeChallenge,
      code_challenge_method: options.codeChallenge === undefined ? undefined : 'S256',
    });
  }

  private writable(props: AppClientProps): string[] {
    return writableAttributes(props.selfService ?? false, [...this.registry.writable, ...mappedAttributes(props.userPool, chosenProviders(props))]);
  }

  private hostedPages(props: AppClientProps): boolean {
    const hosted = props.hostedPages ?? (props.callbackUrls !== undefined || this.registry.domain !== undefined);
    if (hosted && props.callbackUrls === undefined) {
      throw failure(this, '"callbackUrls" is not set, and people sign in on the pool\'s hosted pages: '
        + 'give the addresses of your app, or hostedPages: false for an app with its own sign-in screens (rule clientCallbackMissing)');
    }
    if (!hosted && this.callbackUrls.length + this.logoutUrls.length > 0) {
      throw failure(this, '"callbackUrls" or "logoutUrls" is given, and "hostedPages" is false: remove one of them');
    }
    return hosted;
  }

  private rotation(props: AppClientProps, singlePage: boolean): RefreshTokenRotation {
    const pool = props.userPool.node.defaultChild as cognito.CfnUserPool | undefined;
    const byDefault = singlePage && pool?.userPoolTier !== cognito.FeaturePlan.LITE && this.registry.chosenPlan !== cognito.FeaturePlan.LITE;
    return props.refreshTokenRotation ?? (byDefault ? RefreshTokenRotation.enabled() : RefreshTokenRotation.disabled());
  }

  private authFlows(props: AppClientProps, rotates: boolean): cognito.AuthFlow {
    const flows = { ...props.authFlows, userSrp: props.authFlows?.userSrp ?? true, user: props.authFlows?.user ?? this.registry.choiceBased };
    if (rotates && !Object.values(flows).includes(true)) {
      throw failure(this, '"authFlows" leaves no flow, and "refreshTokenRotation" takes the refresh flow away: Cognito takes an empty list for its own, with '
        + 'custom authentication in it; leave one on, or use RefreshTokenRotation.disabled()');
    }
    return flows;
  }

  private scopes(props: AppClientProps): cognito.OAuthScope[] {
    const scopes = props.scopes ?? [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE];
    return props.selfService ? [...scopes, cognito.OAuthScope.COGNITO_ADMIN] : scopes;
  }

  private domain(wanted: string): PoolDomain {
    if (this.registry.domain === undefined) {
      throw failure(this, `"${wanted}" needs the pool's domain: define the pool with AuthenticatedUserPool and domain: SignInDomain.prefix('…')`);
    }
    return this.registry.domain;
  }

  private first(prop: string, urls: readonly string[]): string {
    const [url] = urls;
    if (url === undefined) {
      throw failure(this, `"${prop}" is empty: give the client one, or name the address in the call`);
    }
    return url;
  }
}

function chosenProviders(props: AppClientProps): string[] | undefined {
  return props.supportedIdentityProviders?.map((provider) => provider.name);
}
