import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Duration } from 'aws-cdk-lib/core';
import type { ApplicationType } from './application-type';
import type { LegalDocuments } from './legal-documents';
import type { ManagedLoginStyle } from './managed-login-style';
import type { RefreshTokenRotation } from './refresh-token-rotation';

/**
 * Options that every app client of people takes.
 */
export interface AppClientOptions {
  /**
   * The name of the app client in the console.
   *
   * @default - CloudFormation makes one
   */
  readonly userPoolClientName?: string;

  /**
   * Where the sign-in pages may send people with their code: https, a custom scheme, or http on localhost; up to 100.
   *
   * Cognito compares them exactly. No address is ever invented: the L2's own default is https://example.com. An empty list waits for
   * `allowRedirectsFrom`.
   *
   * @default - the app has its own sign-in screens; an error where the pool has a domain and `hostedPages` isn't false
   */
  readonly callbackUrls?: string[];

  /**
   * Where the sign-out page may send people, up to 100.
   *
   * @default - nowhere: `signOutUrl` can't be used
   */
  readonly logoutUrls?: string[];

  /**
   * Which callback URL is used when a request names none.
   *
   * @default - a request must name one
   */
  readonly defaultRedirectUri?: string;

  /**
   * Whether people sign in on the pool's hosted pages. Needs `callbackUrls`.
   *
   * On a plain L2 pool whose domain shows managed login, say true: the client gets the branding without which its pages don't show.
   *
   * @default - true if the pool has a domain or `callbackUrls` is given; no branding on a pool whose domain this library doesn't know
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
   * Terms of use and privacy policy, which managed login links to at sign-up. Needs managed login and the feature plan ESSENTIALS or PLUS.
   *
   * @default - no links
   */
  readonly legalDocuments?: LegalDocuments;

  /**
   * What the app may ask for.
   *
   * @default - `openid email profile`; the L2's own default adds `phone` and `aws.cognito.signin.user.admin`
   */
  readonly scopes?: cognito.OAuthScope[];

  /**
   * Whether people may change their own profile, password, MFA and devices with this app's tokens.
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
   * It is about the hosted pages: without `COGNITO` they have no password form, and the API takes passwords all the same, by `authFlows`. Clients that
   * share a provider share its sign-in cookie.
   *
   * @default - the pool's own accounts and every provider that the pool has at synthesis; the L2 offers those that were defined before it
   */
  readonly supportedIdentityProviders?: cognito.UserPoolClientIdentityProvider[];

  /**
   * What the app's tokens read of a person.
   *
   * @default - the profile, the e-mail address, what the pool's `attributes` add, and the phone number with its scope; Cognito's own default is everything
   */
  readonly readAttributes?: cognito.ClientAttributes;

  /**
   * What the app's tokens write of a person. It must hold what the providers map: of an imported pool nobody else knows.
   *
   * @default - the e-mail address, what the pool's `attributes` let people write, and what the pool's providers map; Cognito's own default are all
   * standard attributes
   */
  readonly writeAttributes?: cognito.ClientAttributes;

  /**
   * Direct authentication flows beside SRP, for apps with their own sign-in screens. A password that is sent as it is can be logged on its way.
   *
   * @default - SRP only; with first factors beside the password also the choice between them (`ALLOW_USER_AUTH`), which admits a plain password
   */
  readonly authFlows?: cognito.AuthFlow;

  /**
   * How long people may take from one step of a sign-in to the next, 3 to 15 minutes.
   *
   * @default Duration.minutes(3)
   */
  readonly authSessionValidity?: Duration;

  /**
   * How long an access token is good for, 5 minutes to 24 hours. Credentials can't be taken back earlier.
   *
   * @default Duration.minutes(60)
   */
  readonly accessTokenValidity?: Duration;

  /**
   * How long an ID token is good for, 5 minutes to 24 hours.
   *
   * @default Duration.minutes(60)
   */
  readonly idTokenValidity?: Duration;

  /**
   * How long people stay signed in without a new sign-in, 60 minutes to 10 years. A rotated token keeps the expiry of the first.
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
   * Whether the server may tell Cognito from which address people come, for threat protection: otherwise everybody comes from the server.
   *
   * Needs a client secret: whoever runs on people's devices could tell anything. An error on a public client.
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
   * The kind of app.
   */
  readonly applicationType: ApplicationType;
}

/**
 * Options for `AppClient.signInUrl()`.
 */
export interface SignInUrlOptions {
  /**
   * Where people come back to. One of `callbackUrls`.
   *
   * @default - the first callback URL
   */
  readonly redirectUri?: string;

  /**
   * The PKCE challenge (S256) of this very sign-in. OpenID Connect libraries make one for each; a fixed one protects nobody.
   *
   * @default - no challenge: enough to look at the page
   */
  readonly codeChallenge?: string;

  /**
   * An opaque value that comes back with the code and shows that the app itself began the sign-in.
   *
   * @default - no state
   */
  readonly state?: string;
}

/**
 * Options for `AppClient.allowRedirectsFrom()`.
 */
export interface RedirectPathsOptions {
  /**
   * Where on the site people come back to with their code, each with its leading slash.
   *
   * @default ['/']
   */
  readonly callbackPaths?: string[];

  /**
   * Where on the site people come back to from the sign-out page, each with its leading slash.
   *
   * @default - nowhere
   */
  readonly logoutPaths?: string[];
}

/**
 * Options for `AppClient.signOutUrl()`.
 */
export interface SignOutUrlOptions {
  /**
   * Where people come back to. One of `logoutUrls`.
   *
   * @default - the first logout URL
   */
  readonly logoutUri?: string;
}
