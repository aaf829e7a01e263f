import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IOpenIdConnectProvider, ISamlProvider } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PrincipalTags } from './principal-tags';
import type { RoleMapping } from './role-mapping';

/**
 * Someone whose people get AWS credentials. Anyone may implement it; `IdentityPoolProvider` has those that Cognito knows.
 */
export interface IIdentityPoolProvider {
  /**
   * Answers what the identity pool needs to know, and makes whatever the provider itself needs.
   *
   * @param scope the identity pool's construct
   * @param options the identity pool
   */
  bind(scope: Construct, options: IdentityPoolProviderBindOptions): IdentityPoolProviderConfig;
}

/**
 * Options for `IIdentityPoolProvider.bind()`.
 */
export interface IdentityPoolProviderBindOptions {
  /**
   * The id of the identity pool: a token at this time.
   */
  readonly identityPoolId: string;
}

/**
 * What `IIdentityPoolProvider.bind()` answers: who the provider is, in one of five members, and what its people get.
 */
export interface IdentityPoolProviderConfig {
  /**
   * The tokens of a user pool's app client.
   *
   * @default - the provider is something else
   */
  readonly userPoolTokens?: UserPoolTokens;

  /**
   * An app at a provider that Cognito knows by name.
   *
   * @default - the provider is something else
   */
  readonly socialTokens?: SocialTokens;

  /**
   * An OpenID Connect provider of IAM.
   *
   * @default - the provider is something else
   */
  readonly openIdConnectProvider?: IOpenIdConnectProvider;

  /**
   * A SAML provider of IAM.
   *
   * @default - the provider is something else
   */
  readonly samlProvider?: ISamlProvider;

  /**
   * The name under which a back end of your own vouches for people.
   *
   * @default - the provider is something else
   */
  readonly developerProviderName?: string;

  /**
   * How roles are chosen for the people of this provider.
   *
   * @default - everybody gets the identity pool's `authenticatedRole`
   */
  readonly roleMapping?: RoleMapping;

  /**
   * Which claims become tags of the session.
   *
   * @default - sessions have no tags
   */
  readonly principalTags?: PrincipalTags;

  /**
   * Whether sessions may have tags that no claim is mapped to: those that a back end gives (`GetOpenIdTokenForDeveloperIdentity`).
   *
   * @default false
   */
  readonly tagsFromBackEnd?: boolean;
}

/**
 * The tokens of a user pool's app client, for `IdentityPoolProviderConfig`.
 */
export interface UserPoolTokens {
  /**
   * The user pool's name as the identity pool knows it, without https://.
   */
  readonly providerName: string;

  /**
   * The app client whose ID tokens are taken.
   */
  readonly clientId: string;

  /**
   * A name for the client that is the same at every synthesis: letters and digits, no token.
   */
  readonly mappingKey: string;

  /**
   * Whether the identity pool asks the user pool if the token is still good.
   *
   * @default true
   */
  readonly serverSideTokenCheck?: boolean;

  /**
   * The user pool, where it is a construct.
   *
   * @default - the user pool is known by its name only
   */
  readonly userPool?: IUserPool;
}

/**
 * The tokens of an app at a provider that Cognito knows by name, for `IdentityPoolProviderConfig`.
 */
export interface SocialTokens {
  /**
   * Cognito's name for the provider, such as `accounts.google.com`. No token.
   */
  readonly providerName: string;

  /**
   * The id of the app at the provider.
   */
  readonly appId: string;
}
