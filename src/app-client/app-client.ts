import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Token } from 'aws-cdk-lib/core';
import { Construct, type IDependable } from 'constructs';
import type { AppClientProps, AuthorizeUrlOptions, SignOutUrlOptions } from './app-client-options';
import { ApplicationType } from './application-type';
import { forbiddenAttributes, readableAttributes, writableAttributes } from './attribute-lists';
import { defineClassicStyleSheet } from './classic-style-sheet';
import { signInPage, signOutPage } from './client-pages';
import { ClientSecretStore, type StoreClientSecretOptions } from './client-secret';
import { redirectsOf, type DistributionRedirectOptions } from './distribution-redirects';
import { injectedProps } from './injected-props';
import { defineLegalDocuments, type LegalDocuments } from './legal-documents';
import { ManagedLoginStyle } from './managed-login-style';
import { offersChoice } from './offers-choice';
import { acceptChoice, mappedAttributes, offeredProviders, offerProviders, offersOwnAccounts, warnOfUnseenProviders } from './provider-list';
import { RefreshTokenRotation } from './refresh-token-rotation';
import { showsManagedLogin, signInHost } from './sign-in-host';
import { define, ownProps } from '../private/defaults';
import { failure } from '../private/errors';
import { nearest } from '../private/nearest';
import { registerClient, registryOf, type PoolRegistry } from '../private/pool-registry';
import { definitionOf } from '../private/whereabouts';
import { checkRules } from '../rules/check';
import { Synthesis } from '../template/synthesis';
import type { Client } from '../template/user-pool-client';

/** Where the pages of a client are, and of which kind. */
interface PoolDomain {
  readonly host: string;
  /** managed login shows nothing without a branding, the classic pages take none */
  readonly managedLogin: boolean;
  /** what must be there before pages are */
  readonly construct: IDependable;
}

/**
 * An app client of a user pool: code grant only, explicit attribute lists, and every provider that the pool has at synthesis.
 *
 * `addSpaClient`, `addWebClient` and `addMobileClient` of `AuthenticatedUserPool` are the short way to it. Use it directly for a plain L2 pool,
 * an imported pool, or a client in another stack than its pool. Give it the `domain` of such a pool: then it has pages, their URLs and a branding.
 *
 * @example
 * const userPool = cognito.UserPool.fromUserPoolId(this, 'Directory', 'eu-central-1_EXAMPLE00');
 * new AppClient(this, 'App', {
 *   userPool,
 *   domain: cognito.UserPoolDomain.fromDomainName(this, 'Domain', 'login.example.com'),
 *   applicationType: ApplicationType.SINGLE_PAGE,
 *   callbackUrls: ['https://app.example.com/callback'],
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export class AppClient extends Construct {
  /**
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.AppClient';

  /**
   * The L2 app client.
   */
  public readonly userPoolClient: cognito.UserPoolClient;

  /**
   * The branding of the client's sign-in pages, on a pool with managed login. Without one they don't show.
   */
  public readonly branding?: cognito.CfnManagedLoginBranding;

  private readonly hosted: boolean;
  private readonly cfn: cognito.CfnUserPoolClient;
  private readonly userPool: cognito.IUserPool;
  private readonly domain?: PoolDomain;
  private readonly confidential: boolean;
  private readonly registry: PoolRegistry;
  private readonly secret: ClientSecretStore;
  private needsLogoutUrl = false;
  /** what URLs lead straight to */
  private readonly wanted = new Set<string>();

  /**
   * Defines the client.
   *
   * Throws when `callbackUrls` or `logoutUrls` is given though `hostedPages` is false; when `authFlows` turns every flow off and refresh tokens rotate;
   * when a public client has `propagateUserContext`; when `supportedIdentityProviders` is empty; when `style`, `classicStyleSheet` or `legalDocuments` is
   * given and the client has no such page; when `domain` is imported by a name that may be a prefix or a host; or when a property injector for the L2
   * replaces what `props` say, or gives the client another grant.
   *
   * At synthesis it is an error when users sign in on hosted pages and the client has no callback URL, when `supportedIdentityProviders` names a provider that
   * the pool doesn't have, or when `writeAttributes` holds what the pool's `attributes` don't let users write.
   *
   * On an imported pool only the providers that are registered on the import are offered: others can't be seen, and a warning says so.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the pool, the kind of app, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: AppClientProps) {
    super(scope, id);
    const { props: said, l2 } = injectedProps(this, 'UserPoolClient', ownProps(scope, id, AppClient.PROPERTY_INJECTION_ID, props));
    this.userPool = said.userPool;
    this.registry = registryOf(said.userPool);
    this.domain = this.domainOf(said.domain ?? this.registry.domain);
    this.hosted = this.hasHostedPages(said);
    this.confidential = said.applicationType === ApplicationType.TRADITIONAL_WEB;
    if (said.propagateUserContext === true && !this.confidential) {
      throw failure(this, '"propagateUserContext" is true, and the client is public: Cognito takes it from clients with a secret only; use addWebClient() for '
        + 'a server, or remove it (rule clientContextWithoutSecret)');
    }
    const chosen = said.supportedIdentityProviders?.map((provider) => provider.name);
    const { rotates, gracePeriod } = this.rotation(said);

    this.userPoolClient = define(this, 'UserPoolClient', cognito.UserPoolClient, {
      userPool: said.userPool,
      userPoolClientName: said.userPoolClientName,
      generateSecret: this.confidential,
      // left out, Cognito would allow custom authentication as well.
      authFlows: this.authFlows(said, rotates, offersOwnAccounts(chosen)),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      ...l2,
      enablePropagateAdditionalUserContextData: said.propagateUserContext,
      authSessionValidity: said.authSessionValidity,
      accessTokenValidity: said.accessTokenValidity ?? Duration.minutes(60),
      idTokenValidity: said.idTokenValidity ?? Duration.minutes(60),
      refreshTokenValidity: said.refreshTokenValidity ?? Duration.days(30),
      refreshTokenRotationGracePeriod: gracePeriod,
      ...this.hosted ? { oAuth: { flows: { authorizationCodeGrant: true }, scopes: this.scopes(said) } } : { disableOAuth: true },
    });

    this.cfn = this.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    if (this.hosted) {
      // the L2 puts https://example.com into the place of none, and knows nothing of those that are added later.
      this.cfn.callbackUrLs = [...said.callbackUrls ?? []];
      this.cfn.logoutUrLs = said.logoutUrls?.length ? [...said.logoutUrls] : undefined;
      this.cfn.defaultRedirectUri = said.defaultRedirectUri;
    }
    const { writable: opened = [] } = this.registry;
    const writable = () => writableAttributes(said.selfService ?? false, [...opened, ...mappedAttributes(said.userPool, chosen)]);
    offerProviders(this.cfn, () => offeredProviders(said.userPool, chosen), said.writeAttributes?.attributes() ?? writable);
    const { allowedOAuthScopes = [] } = this.cfn;
    this.cfn.readAttributes = said.readAttributes?.attributes() ?? readableAttributes(allowedOAuthScopes, this.registry.readable);
    registerClient(said.userPool, this.userPoolClient);

    this.secret = new ClientSecretStore(this, said.userPool, this.signInHost);
    if (this.hosted && (this.domain?.managedLogin ?? said.hostedPages === true)) {
      this.branding = new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: said.userPool.userPoolId,
        clientId: this.userPoolClient.userPoolClientId,
        ...(said.style ?? ManagedLoginStyle.cognito())._bind(this),
      });
    }
    if (said.style !== undefined && this.branding === undefined) {
      throw this.withoutPages('style');
    }
    if (said.classicStyleSheet !== undefined) {
      this.addClassicStyleSheet(said.classicStyleSheet);
    }
    if (said.legalDocuments !== undefined) {
      this.addLegalDocuments(said.legalDocuments);
    }
    if (chosen === undefined) {
      warnOfUnseenProviders(this, said.userPool);
    } else {
      acceptChoice(this, chosen);
    }
    this.node.addValidation({ validate: () => this.contradictions(said.writeAttributes?.attributes(), writable) });
    checkRules(this);
  }

  /**
   * Adds URLs to which the sign-in pages may send users with their code. What the client has already isn't added twice.
   *
   * Throws when users don't sign in on hosted pages, or when the client's list is a token, to which CloudFormation can't add anything.
   *
   * @param callbackUrls the URLs: https, a custom scheme, or http on localhost
   */
  public addCallbackUrls(callbackUrls: string[]): void {
    this.cfn.callbackUrLs = this.longer('callbackUrls', this.cfn.callbackUrLs, callbackUrls);
  }

  /**
   * Adds URLs to which the sign-out page may send users. What the client has already isn't added twice.
   *
   * Throws when users don't sign in on hosted pages, or when the client's list is a token, to which CloudFormation can't add anything.
   *
   * @param logoutUrls the URLs: https, a custom scheme, or http on localhost
   */
  public addLogoutUrls(logoutUrls: string[]): void {
    this.cfn.logoutUrLs = this.longer('logoutUrls', this.cfn.logoutUrLs, logoutUrls);
  }

  /**
   * Lets users come back to a CloudFront distribution that is defined after the client, under its own domain name or the alternate ones that you name.
   *
   * Throws when users don't sign in on hosted pages, when a path has no leading slash, when a domain name isn't one, or when the client's list is a token.
   *
   * @param distribution the distribution that serves the app
   * @param options the domain names and paths
   */
  public addRedirectsFrom(distribution: IDistribution, options: DistributionRedirectOptions = {}): void {
    const { callbackUrls, logoutUrls } = redirectsOf(this, distribution, options);
    this.addCallbackUrls(callbackUrls);
    if (logoutUrls.length > 0) {
      this.addLogoutUrls(logoutUrls);
    }
  }

  /**
   * Stores the client secret in Secrets Manager, with all that the server of a traditional web application needs to get tokens, as one JSON secret:
   * `clientId`, `clientSecret`, `issuer`, `scopes` and, where the pool's domain is known, `tokenEndpoint`. It is defined in the client's stack by the first
   * call; each further call answers with the same secret. Without a call nothing is defined.
   *
   * The client secret itself stands in no template, output or environment. Let the server read the stored one: `grantRead(server)`.
   *
   * A server that stands in a stack for which the client's stack waits, such as the one whose address is a callback, would make a circle. Give a `secretName`
   * there: whoever only needs the name uses `Secret.fromSecretNameV2()`, and refers to nothing.
   *
   * Throws when the client is public: it has no secret. Throws when it is stored by another name already.
   *
   * @param options the name of the secret
   */
  public storeClientSecret(options: StoreClientSecretOptions = {}): ISecret {
    if (!this.confidential) {
      throw failure(this, '"storeClientSecret" needs a client secret, and the client is public: an app on users\' devices keeps no secret; use addWebClient() '
        + 'for a server');
    }
    return this.secret.store(this.cfn, options.secretName);
  }

  /**
   * The host of the client's sign-in pages, such as `acme-login.auth.eu-central-1.amazoncognito.com`: undefined where the domain of the pool isn't known.
   */
  public get signInHost(): string | undefined {
    return this.domain?.host;
  }

  /**
   * The URL to which the app sends users to sign in: they see the sign-in page, or come straight back if they are signed in already.
   *
   * The URL is a token: it shows the callback URLs and scopes that the client has when the template is written.
   *
   * Throws when the domain of the pool isn't known, or when users don't sign in on hosted pages. It is an error at synthesis when the client doesn't offer the
   * `identityProvider`.
   *
   * @param options the callback URL, PKCE challenge and state of this sign-in, and what users see
   */
  public authorizeUrl(options: AuthorizeUrlOptions = {}): string {
    return this.signInPage('authorizeUrl', '/oauth2/authorize', options);
  }

  /**
   * The URL of the page on which users sign up. It is a token, like `authorizeUrl()`.
   *
   * Throws when the domain of the pool isn't known, or when users don't sign in on hosted pages.
   *
   * @param options the callback URL, PKCE challenge and state of the sign-in that follows
   */
  public signUpUrl(options: AuthorizeUrlOptions = {}): string {
    return this.signInPage('signUpUrl', '/signup', options);
  }

  /**
   * The URL of the client's sign-in page. It is a token, like `authorizeUrl()`.
   *
   * Throws when the domain of the pool isn't known, or when users don't sign in on hosted pages.
   *
   * @param options the callback URL, PKCE challenge and state of this sign-in
   */
  public signInUrl(options: AuthorizeUrlOptions = {}): string {
    return this.signInPage('signInUrl', '/login', options);
  }

  /**
   * The URL of the page that signs users out and sends them back to the app. It is a token, like `authorizeUrl()`.
   *
   * Throws when the domain of the pool isn't known, or when users don't sign in on hosted pages. It is an error at synthesis when neither the call nor the
   * client names a logout URL.
   *
   * @param options the logout URL
   */
  public signOutUrl(options: SignOutUrlOptions = {}): string {
    const page = this.page('signOutUrl', '/logout');
    this.needsLogoutUrl ||= options.logoutUri === undefined;
    return signOutPage(this.cfn, page, options);
  }

  private domainOf(domain: cognito.IUserPoolDomain | undefined): PoolDomain | undefined {
    return domain && { host: signInHost(this, domain), managedLogin: showsManagedLogin(domain), construct: domain };
  }

  private signInPage(wanted: string, path: string, options: AuthorizeUrlOptions): string {
    const page = this.page(wanted, path);
    if (options.identityProvider !== undefined && !Token.isUnresolved(options.identityProvider.name)) {
      this.wanted.add(options.identityProvider.name);
    }
    return signInPage(this.cfn, page, options);
  }

  private page(wanted: string, path: string): string {
    if (this.domain === undefined) {
      throw failure(this, `"${wanted}" needs the pool's domain: give "domain" to AppClient, or define the pool with AuthenticatedUserPool and `
        + 'domain: SignInDomain.prefix(\'…\')');
    }
    if (!this.hosted) {
      throw failure(this, `"${wanted}" needs hosted pages, and "hostedPages" is false: leave it out, and give "callbackUrls"`);
    }
    return `https://${this.domain.host}${path}`;
  }

  /** On top of what an escape hatch may have written. */
  private longer(prop: string, urls: string[] = [], added: readonly string[]): string[] {
    if (!this.hosted) {
      throw failure(this, `"${prop}" can't be added, because users don't sign in on hosted pages: give the client hostedPages: true`);
    }
    if (added.length > 0 && urls.length > 0 && [urls, added].some((list) => Token.isUnresolved(list))) {
      throw failure(this, `"${prop}" is a list that only CloudFormation knows, and nothing can be added to it: give a list of URLs`);
    }
    return [...new Set([...urls, ...added])];
  }

  private addClassicStyleSheet(file: string): void {
    if (!this.hosted || this.domain === undefined || this.domain.managedLogin) {
      throw failure(this, '"classicStyleSheet" is given, and the client has no classic page: give the pool a "domain" with the classic pages, or use "style" for '
        + 'managed login');
    }
    // Cognito knows no pages to customize before there is a domain.
    defineClassicStyleSheet(this, file, this.userPool, this.userPoolClient).node.addDependency(this.domain.construct);
  }

  private addLegalDocuments(documents: LegalDocuments): void {
    if (this.branding === undefined) {
      throw this.withoutPages('legalDocuments');
    }
    defineLegalDocuments(this, documents, this.userPool, this.userPoolClient);
  }

  private withoutPages(prop: string): Error {
    return failure(this, `"${prop}" is given, and the client has no page of managed login to show it on: give the pool a "domain" with managed login, or remove it`);
  }

  private hasHostedPages(props: AppClientProps): boolean {
    const lists = [props.callbackUrls, props.logoutUrls].filter((list) => list !== undefined);
    if (props.hostedPages === false && lists.some(({ length }) => length > 0)) {
      throw failure(this, '"callbackUrls" or "logoutUrls" is given, and "hostedPages" is false: remove one of them');
    }
    return props.hostedPages ?? (lists.length > 0 || this.domain !== undefined);
  }

  private rotation(props: AppClientProps): RefreshTokenRotation {
    if (props.refreshTokenRotation !== undefined) {
      return props.refreshTokenRotation;
    }
    const { userPoolTier } = (definitionOf(props.userPool) ?? {}) as Partial<cognito.CfnUserPool>;
    return props.applicationType === ApplicationType.SINGLE_PAGE && userPoolTier !== cognito.FeaturePlan.LITE
      ? RefreshTokenRotation.enabled() : RefreshTokenRotation.disabled();
  }

  private authFlows(props: AppClientProps, rotates: boolean, ownAccounts: boolean): cognito.AuthFlow {
    // without accounts of the pool's own no flow is of use: the one that needs IAM stands for none, since an empty list brings Cognito's own.
    const defaults: cognito.AuthFlow = ownAccounts ? { userSrp: true, user: offersChoice(props.userPool) } : { adminUserPassword: true };
    const given = Object.entries(props.authFlows ?? {}).filter(([, on]) => on !== undefined);
    const flows = { ...defaults, ...Object.fromEntries(given) };
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

  /** What only the finished app shows. */
  private contradictions(chosenAttributes: string[] | undefined, writable: () => string[]): string[] {
    const forbidden = chosenAttributes !== undefined && this.registry.writable !== undefined ? forbiddenAttributes(chosenAttributes, writable()) : [];
    return [
      ...forbidden.map((name) => `"writeAttributes" holds ${JSON.stringify(name)}, which the pool's "attributes" don't let users write: make it userWritable `
        + 'there, or remove it here'),
      ...this.needsLogoutUrl && this.isWithoutLogoutUrl()
        ? ['"signOutUrl" is used, and "logoutUrls" is empty: give the client one, or name "logoutUri" in the call'] : [],
      ...this.wanted.size > 0 ? this.refusedProviders() : [],
    ];
  }

  private isWithoutLogoutUrl(): boolean {
    const { LogoutURLs: urls } = Synthesis.of(this).written(this.cfn, { LogoutURLs: this.cfn.logoutUrLs });
    return urls === undefined || (Array.isArray(urls) && urls.length === 0);
  }

  private refusedProviders(): string[] {
    const offered = (Synthesis.of(this).view.resource(this.cfn) as Client | undefined)?.offeredNames;
    return offered === undefined ? [] : [...this.wanted].filter((name) => !offered.includes(name)).map((name) => {
      const close = nearest(name, offered);
      return `a URL of the client leads to "identityProvider" ${JSON.stringify(name)}, and the client offers ${JSON.stringify(offered)}, so Cognito refuses the sign-in: `
        + (close === undefined ? 'name one of them, or define the provider with SocialProviders' : `did you mean ${JSON.stringify(close)}?`);
    });
  }
}
