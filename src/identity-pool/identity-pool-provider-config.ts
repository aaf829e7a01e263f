import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IOpenIdConnectProvider, ISamlProvider } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PrincipalTags } from './principal-tags';
import type { RoleMapping } from './role-mapping';

/**
 * A provider whose users get AWS credentials. Implement it for a provider of your own; `IdentityPoolProvider` has those that Cognito knows.
 */
export interface IIdentityPoolProvider {
  /**
   * Returns what the identity pool needs to know, and defines whatever the provider itself needs.
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
 * What `IIdentityPoolProvider.bind()` returns: one of five members says what the provider is, the others what its users get.
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
   * The name under which a back end of your own authenticates users.
   *
   * @default - the provider is something else
   */
  readonly developerProviderName?: string;

  /**
   * How the role of this provider's users is chosen.
   *
   * @default - each user gets the identity pool's `authenticatedRole`
   */
  readonly roleMapping?: RoleMapping;

  /**
   * Which claims become principal tags of the session.
   *
   * @default - sessions have no tags
   */
  readonly principalTags?: PrincipalTags;

  /**
   * Whether sessions may have tags that no claim is mapped to: those that a back end sets (`GetOpenIdTokenForDeveloperIdentity`).
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
   * The id of the app client whose ID tokens are accepted.
   */
  readonly clientId: string;

  /**
   * The key of the role mapping, the same at every synthesis: letters and digits, no token.
   *
   * @default - made of the path of `userPoolClient`; one of the two must be set where there is a role mapping
   */
  readonly mappingKey?: string;

  /**
   * The app client, where it is a construct.
   *
   * @default - the client is known by its id only
   */
  readonly userPoolClient?: IUserPoolClient;

  /**
   * Whether the identity pool asks the user pool if the token is still valid.
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
  readonly clientId: string;
}
