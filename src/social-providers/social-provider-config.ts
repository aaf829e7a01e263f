import type { IUserPool, IUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

/**
 * An outside account that people may sign in with. Anyone may implement it; `SocialProvider` has those that Cognito knows.
 */
export interface ISocialProvider {
  /**
   * Defines the identity provider.
   *
   * @param scope the construct to define it in, under an id that comes from the provider's name
   * @param options the user pool
   */
  bind(scope: Construct, options: SocialProviderBindOptions): SocialProviderConfig;
}

/**
 * Options for `ISocialProvider.bind()`.
 */
export interface SocialProviderBindOptions {
  /**
   * The user pool whose people may use the provider.
   */
  readonly userPool: IUserPool;
}

/**
 * How a provider says who somebody is, on which it depends what is registered with it.
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
 * What `ISocialProvider.bind()` answers.
 */
export interface SocialProviderConfig {
  /**
   * The identity provider, registered with the user pool.
   */
  readonly identityProvider: IUserPoolIdentityProvider;

  /**
   * The provider's name for people, such as `Google`.
   */
  readonly displayName: string;

  /**
   * The page where the redirect URI is registered.
   */
  readonly registerAt: string;

  /**
   * How the provider says who somebody is.
   *
   * @default FederationProtocol.OAUTH
   */
  readonly protocol?: FederationProtocol;
}
