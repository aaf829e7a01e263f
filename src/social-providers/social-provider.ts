import { AmazonProvider, type AmazonProviderOptions } from './amazon';
import { AppleProvider, type AppleProviderOptions } from './apple';
import { FacebookProvider, type FacebookProviderOptions } from './facebook';
import { GitLabProvider, type GitLabProviderOptions } from './gitlab';
import { GoogleProvider, type GoogleProviderOptions } from './google';
import { LineProvider, type LineProviderOptions } from './line';
import { LinkedInProvider, type LinkedInProviderOptions } from './linkedin';
import { MicrosoftProvider, type MicrosoftProviderOptions } from './microsoft';
import { OidcProvider, type OidcProviderOptions } from './oidc';
import { SamlProvider, type SamlProviderOptions } from './saml';
import { SlackProvider, type SlackProviderOptions } from './slack';
import type { ISocialProvider } from './social-provider-config';

/**
 * The providers of outside accounts: social, OpenID Connect and SAML. `google()`, `facebook()`, `amazon()` and `apple()` are built into Cognito; other
 * methods are presets of well-known OpenID Connect providers; `oidc()` and `saml()` take any provider.
 *
 * GitHub and X support neither OpenID Connect nor SAML. Put a service that does between them and Cognito, and use `oidc()`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-social-idp.html
 */
export class SocialProvider {
  /**
   * Sign in with Google.
   *
   * @param options the OAuth client at Google
   */
  public static google(options: GoogleProviderOptions): ISocialProvider {
    return new GoogleProvider(options);
  }

  /**
   * Sign in with Facebook.
   *
   * @param options the app at Facebook
   */
  public static facebook(options: FacebookProviderOptions): ISocialProvider {
    return new FacebookProvider(options);
  }

  /**
   * Login with Amazon.
   *
   * @param options the security profile at Amazon
   */
  public static amazon(options: AmazonProviderOptions): ISocialProvider {
    return new AmazonProvider(options);
  }

  /**
   * Sign in with Apple.
   *
   * @param options the services id and key at Apple
   */
  public static apple(options: AppleProviderOptions): ISocialProvider {
    return new AppleProvider(options);
  }

  /**
   * Microsoft Entra, one tenant of it, with `email` and `name`. Users are identified by the subject, never by their address.
   *
   * The construct throws when `tenantId` isn't a GUID: with `common` or `organizations`, any tenant could issue tokens for any address (nOAuth).
   *
   * @param options the app registration
   */
  public static microsoft(options: MicrosoftProviderOptions): ISocialProvider {
    return new MicrosoftProvider(options);
  }

  /**
   * Sign In with LinkedIn using OpenID Connect, with `email`, `email_verified`, `name` and `picture`.
   *
   * @param options the app at LinkedIn
   */
  public static linkedin(options: LinkedInProviderOptions): ISocialProvider {
    return new LinkedInProvider(options);
  }

  /**
   * GitLab, with `email`, `name` and `picture`, and `email_verified` of gitlab.com.
   *
   * @param options the application at GitLab
   */
  public static gitlab(options: GitLabProviderOptions): ISocialProvider {
    return new GitLabProvider(options);
  }

  /**
   * Sign in with Slack, with `email`, `name` and `picture`.
   *
   * @param options the app at Slack
   */
  public static slack(options: SlackProviderOptions): ISocialProvider {
    return new SlackProvider(options);
  }

  /**
   * LINE Login, with `name` and `picture`. Map `email` once LINE has granted the channel the permission for it.
   *
   * @param options the channel at LINE
   */
  public static line(options: LineProviderOptions): ISocialProvider {
    return new LineProvider(options);
  }

  /**
   * Any OpenID Connect provider.
   *
   * The construct throws when `name` isn't a literal that Cognito accepts.
   *
   * @param options the provider and the client at it
   */
  public static oidc(options: OidcProviderOptions): ISocialProvider {
    return new OidcProvider(options);
  }

  /**
   * Any SAML 2.0 provider.
   *
   * The construct throws when `name` isn't a literal that Cognito accepts, or when the file of `metadata` can't be read or isn't the metadata of a provider.
   *
   * @param options the provider
   */
  public static saml(options: SamlProviderOptions): ISocialProvider {
    return new SamlProvider(options);
  }

  private constructor() {}
}
