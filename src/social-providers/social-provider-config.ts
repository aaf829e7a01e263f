import type { IUserPool, IUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { EmailDomains } from '../workflows/email-domains/email-domains';
import type { ProviderGroups } from '../workflows/provider-groups/provider-groups';

/**
 * A provider whose accounts users may sign in with. `SocialProvider` has the known ones; implement this interface for any other.
 */
export interface ISocialProvider {
  /**
   * Defines the identity provider.
   *
   * @param scope the construct to define it in, which holds providers only: give it an id that comes from the provider's name
   * @param options the user pool
   */
  bind(scope: Construct, options: SocialProviderBindOptions): SocialProviderConfig;
}

/**
 * Options for `ISocialProvider.bind()`.
 */
export interface SocialProviderBindOptions {
  /**
   * The user pool to define the provider for.
   */
  readonly userPool: IUserPool;
}

/**
 * The protocol between Cognito and a provider: what is registered with the provider depends on it.
 */
export enum FederationProtocol {
  /**
   * OAuth 2.0, with or without OpenID Connect: a redirect URI is registered.
   */
  OAUTH = 'OAUTH',

  /**
   * SAML 2.0: an assertion consumer service URL and an entity id are registered.
   */
  SAML = 'SAML',
}

/**
 * The result of `ISocialProvider.bind()`.
 */
export interface SocialProviderConfig {
  /**
   * The identity provider, registered with the user pool.
   */
  readonly identityProvider: IUserPoolIdentityProvider;

  /**
   * The provider's name in texts, such as `Google`.
   */
  readonly displayName: string;

  /**
   * The page where the redirect URI is registered.
   */
  readonly registerAt: string;

  /**
   * The protocol between Cognito and the provider.
   *
   * @default FederationProtocol.OAUTH
   */
  readonly protocol?: FederationProtocol;

  /**
   * The domains that the e-mail addresses of the provider's users may have. The provider must map `email` and, unless it is a SAML one, `email_verified`.
   *
   * @default - every domain
   */
  readonly emailDomains?: EmailDomains;

  /**
   * Groups of the provider's users by the groups that they have there.
   *
   * @default - users have the groups that administrators of the pool put them into
   */
  readonly groups?: ProviderGroups;
}
