import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Duration } from 'aws-cdk-lib/core';
import type { ApplicationType } from './application-type';
import type { LegalDocuments } from './legal-documents';
import type { ManagedLoginStyle } from './managed-login-style';
import type { RefreshTokenRotation } from './refresh-token-rotation';
import type { SignInPrompt } from './sign-in-prompt';

/**
 * Options that every app client through which users sign in takes.
 */
export interface AppClientOptions {
  /**
   * The name of the app client in the console.
   *
   * @default - CloudFormation makes one
   */
  readonly userPoolClientName?: string;

  /**
   * The URLs to which the sign-in pages may send users with their code: https, a custom scheme, or http on localhost; up to 100.
   *
   * Cognito compares them exactly. No URL is ever invented: the L2's own default is https://example.com. `addCallbackUrls()` and `addRedirectsFrom()` add
   * more of them later.
   *
   * @default - those that are added later; an error at synthesis (rule `clientCallbackMissing`) when users sign in on hosted pages and there is none
   */
  readonly callbackUrls?: string[];

  /**
   * The URLs to which the sign-out page may send users, up to 100. `addLogoutUrls()` and `addRedirectsFrom()` add more of them later.
   *
   * @default - those that are added later; without one `signOutUrl()` needs a `logoutUri`
   */
  readonly logoutUrls?: string[];

  /**
   * The callback URL that is used when a request names none. One of the client's callback URLs.
   *
   * @default - a request must name one
   */
  readonly defaultRedirectUri?: string;

  /**
   * Whether users sign in on the pool's hosted pages. Say false for an app with its own sign-in screens on a pool with a domain.
   *
   * On a pool whose domain isn't known here, true says that it shows managed login: the client gets the branding without which its pages don't show.
   *
   * @default - true if the domain of the pool is known, or `callbackUrls` or `logoutUrls` is given
   */
  readonly hostedPages?: boolean;

  /**
   * How the client's pages of managed login look. Each client has a style of its own; a pool takes 20.
   *
   * @default ManagedLoginStyle.cognito()
   */
  readonly style?: ManagedLoginStyle;

  /**
   * The file with a style sheet for the client's classic pages, which are all that LITE has: selectors of Cognito's own classes, up to 131,072 characters.
   * A logo can't be given in a template: `aws cognito-idp set-ui-customization --image-file` adds it.
   *
   * @default - Cognito's
   */
  readonly classicStyleSheet?: string;

  /**
   * The terms of use and the privacy policy to which managed login links at sign-up. They need managed login and the feature plan ESSENTIALS or PLUS.
   *
   * @default - no links
   */
  readonly legalDocuments?: LegalDocuments;

  /**
   * The OAuth scopes that the app may ask for.
   *
   * @default - `openid email profile`; the L2's own default adds `phone` and `aws.cognito.signin.user.admin`
   */
  readonly scopes?: cognito.OAuthScope[];

  /**
   * Whether users may change their own profile, password, MFA and devices with this app's tokens.
   *
   * Adds the scope `aws.cognito.signin.user.admin`, and the standard profile attributes to the writable ones; attributes that decide about
   * access are not among them. Tokens of an app with its own sign-in screens carry that scope anyway.
   *
   * @default false - a stolen token of the hosted pages can't take the account over
   */
  readonly selfService?: boolean;

  /**
   * Which accounts the client offers, by name: `COGNITO` for the pool's own, and those of its providers, whenever they are defined. It waits for them.
   *
   * Without `COGNITO` the hosted pages have no password form, and the client has no authentication flow that an app can call; see `authFlows`. Clients that
   * share a provider share its sign-in cookie.
   *
   * @default - the pool's own accounts and every provider that the pool has at synthesis; the L2 offers those that were defined before it
   */
  readonly supportedIdentityProviders?: cognito.UserPoolClientIdentityProvider[];

  /**
   * The attributes of a user that the app's tokens read.
   *
   * @default - the profile, the e-mail address, what the pool's `attributes` add, and the phone number with its scope; Cognito's own default is everything
   */
  readonly readAttributes?: cognito.ClientAttributes;

  /**
   * The attributes of a user that the app's tokens write. The list narrows what the pool's `attributes` let users write, and opens nothing beyond the profile:
   * a custom attribute or a phone number that isn't `userWritable` there is an error at synthesis. It must hold what the providers map, also those of an
   * imported pool, which can't be seen here.
   *
   * @default - the e-mail address, what the pool's `attributes` let users write, and what the pool's providers map; Cognito's own default is all
   * standard attributes
   */
  readonly writeAttributes?: cognito.ClientAttributes;

  /**
   * The direct authentication flows, for apps with their own sign-in screens. What is left out keeps its default. A password that is sent as it is can be
   * logged on its way.
   *
   * @default - SRP only; with first factors beside the password also the choice between them (`ALLOW_USER_AUTH`), which admits a plain password. Where
   * `supportedIdentityProviders` leaves the pool's own accounts out, `ALLOW_ADMIN_USER_PASSWORD_AUTH` alone, which needs IAM: Cognito takes no flow at all for
   * its own default, SRP and custom authentication
   */
  readonly authFlows?: cognito.AuthFlow;

  /**
   * How long users may take from one step of a sign-in to the next, 3 to 15 minutes.
   *
   * @default Duration.minutes(3)
   */
  readonly authSessionValidity?: Duration;

  /**
   * How long an access token is valid, 5 minutes to 24 hours. Services that verify it offline accept it until then, also after it is revoked.
   *
   * @default Duration.minutes(60)
   */
  readonly accessTokenValidity?: Duration;

  /**
   * How long an ID token is valid, 5 minutes to 24 hours.
   *
   * @default Duration.minutes(60)
   */
  readonly idTokenValidity?: Duration;

  /**
   * How long users stay signed in without a new sign-in, 60 minutes to 10 years. A rotated token keeps the expiry of the first.
   *
   * @default Duration.days(30)
   */
  readonly refreshTokenValidity?: Duration;

  /**
   * Whether each use of a refresh token brings a new one. Needs the feature plan ESSENTIALS or PLUS.
   *
   * @default - enabled for single-page applications unless `featurePlan` is LITE, disabled for the others
   */
  readonly refreshTokenRotation?: RefreshTokenRotation;
}

/**
 * Options for `AuthenticatedUserPool.addSpaClient()`.
 */
export interface SpaClientOptions extends AppClientOptions {}

/**
 * Options for `AuthenticatedUserPool.addWebClient()`.
 */
export interface WebClientOptions extends AppClientOptions {
  /**
   * Whether the server may tell Cognito the IP address of a user, for threat protection. Otherwise all users seem to come from the server.
   *
   * It needs a client secret, because an app on a user's device could send any address. An error on a public client.
   *
   * @default false - Cognito ignores such addresses
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-viewing-threat-protection-app.html
   */
  readonly propagateUserContext?: boolean;
}

/**
 * Options for `AuthenticatedUserPool.addMobileClient()`.
 */
export interface MobileClientOptions extends AppClientOptions {}

/**
 * Props for `AppClient`.
 */
export interface AppClientProps extends WebClientOptions {
  /**
   * The user pool: ours, a plain L2, or an imported one.
   */
  readonly userPool: cognito.IUserPool;

  /**
   * The domain of a plain L2 or imported pool. With it the client has pages, their URLs and a branding, as on a pool of this library.
   *
   * Of a domain that is defined in the app, prefix or host and the kind of pages are read where it is defined. An imported one
   * (`UserPoolDomain.fromDomainName`) is a host if its name has a dot, and a prefix in the Region of its stack otherwise; it is taken to show managed login.
   * Set `hostedPages: false` where users don't sign in on it.
   *
   * @default - the domain of an `AuthenticatedUserPool`; of another pool it isn't known
   */
  readonly domain?: cognito.IUserPoolDomain;

  /**
   * The kind of app.
   */
  readonly applicationType: ApplicationType;
}

/**
 * Options for `AppClient.authorizeUrl()`, `signInUrl()` and `signUpUrl()`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export interface AuthorizeUrlOptions {
  /**
   * The URL to which users come back. One of the client's callback URLs.
   *
   * @default - the first callback URL
   */
  readonly redirectUri?: string;

  /**
   * The PKCE challenge (S256) of this one sign-in. OpenID Connect libraries make one for each sign-in; a fixed one protects nothing.
   *
   * @default - no challenge, which is enough to look at the page
   */
  readonly codeChallenge?: string;

  /**
   * An opaque value that comes back with the code and shows that the app itself began the sign-in.
   *
   * @default - no state
   */
  readonly state?: string;

  /**
   * The provider at which users sign in: `authorizeUrl()` leads straight there, without a page of the pool.
   *
   * @default - users choose on the sign-in page
   */
  readonly identityProvider?: cognito.UserPoolClientIdentityProvider;

  /**
   * What users see who are signed in already.
   *
   * @default - they come straight back
   */
  readonly prompt?: SignInPrompt;

  /**
   * Cognito's code of the language in which managed login shows its pages, such as `de`. A cookie keeps it until another one is asked for.
   *
   * @default - the language of the cookie; without one English
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-localization
   */
  readonly language?: string;

  /**
   * What stands in the field for the user name. OpenID Connect providers get it too.
   *
   * @default - the field is empty
   */
  readonly loginHint?: string;

  /**
   * The API that the access token is for, by an identifier that is an URL: it becomes the claim `aud`.
   *
   * @default - the access token is bound to no API
   */
  readonly resource?: string;
}

/**
 * Options for `AppClient.signOutUrl()`.
 */
export interface SignOutUrlOptions {
  /**
   * The URL to which users come back. One of the client's logout URLs.
   *
   * @default - the first logout URL
   */
  readonly logoutUri?: string;
}
