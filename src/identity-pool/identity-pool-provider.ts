import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IOpenIdConnectProvider, ISamlProvider } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { IdentityPoolProviderBindOptions, IdentityPoolProviderConfig, IIdentityPoolProvider } from './identity-pool-provider-config';
import type { PrincipalTags } from './principal-tags';
import type { RoleMapping } from './role-mapping';
import { providerName } from '../private/region';

/**
 * Options for `IdentityPoolProvider.oidc()` and `IdentityPoolProvider.saml()`, and for every other provider whose tokens have claims.
 */
export interface IdentityPoolProviderOptions {
  /**
   * How the role of this provider's users is chosen.
   *
   * @default - each user gets the identity pool's `authenticatedRole`
   */
  readonly roleMapping?: RoleMapping;

  /**
   * Which claims become principal tags of the session. Every role of signed-in users then allows tags (`sts:TagSession`).
   *
   * Tags belong to the provider: all clients of a user pool share them.
   *
   * @default - sessions have no tags
   */
  readonly principalTags?: PrincipalTags;
}

/**
 * Options for `IdentityPoolProvider.userPool()`.
 */
export interface UserPoolProviderOptions extends IdentityPoolProviderOptions {}

/**
 * Options for `IdentityPoolProvider.google()`.
 */
export interface GoogleIdentityOptions extends IdentityPoolProviderOptions {
  /**
   * The client id of the app at Google, such as `1234.apps.googleusercontent.com`.
   */
  readonly clientId: string;
}

/**
 * Options for `IdentityPoolProvider.facebook()`.
 */
export interface FacebookIdentityOptions extends IdentityPoolProviderOptions {
  /**
   * The id of the app at Facebook.
   */
  readonly clientId: string;
}

/**
 * Options for `IdentityPoolProvider.amazon()`.
 */
export interface AmazonIdentityOptions extends IdentityPoolProviderOptions {
  /**
   * The app's id at Login with Amazon, such as `amzn1.application.1234`.
   */
  readonly clientId: string;
}

/**
 * Options for `IdentityPoolProvider.apple()`.
 */
export interface AppleIdentityOptions extends IdentityPoolProviderOptions {
  /**
   * The services id of a website, or the bundle id of an app.
   */
  readonly servicesId: string;
}

/**
 * Options for `IdentityPoolProvider.developer()`.
 */
export interface DeveloperProviderOptions {
  /**
   * Whether the back end sets principal tags, in `PrincipalTags` of `GetOpenIdTokenForDeveloperIdentity`. Every role of signed-in users then allows tags
   * (`sts:TagSession`); without it, Cognito refuses credentials for a token with tags.
   *
   * No claim and no mapping limits these tags: a grantee of `grantDeveloperAuthentication` gives any user any tag.
   *
   * @default false
   */
  readonly tagsFromBackEnd?: boolean;
}

/**
 * The providers whose users an identity pool can give credentials to.
 */
export class IdentityPoolProvider {
  /**
   * The users of a user pool who sign in through one app client. Name the pool again for another client.
   *
   * The identity pool checks each token with the user pool: a user who was signed out everywhere gets no new credentials.
   *
   * @param userPool the `userPool` of `AuthenticatedUserPool`, a plain L2, or an imported one, also of another Region
   * @param userPoolClient the app client whose ID tokens are accepted
   * @param options the role mapping and the tags
   */
  public static userPool(userPool: IUserPool, userPoolClient: IUserPoolClient, options: UserPoolProviderOptions = {}): IIdentityPoolProvider {
    return new Provider(options, {
      userPoolTokens: {
        providerName: providerName(userPool),
        clientId: userPoolClient.userPoolClientId,
        userPool,
        userPoolClient,
      },
    });
  }

  /**
   * Users with Google's tokens, without any user pool: its MFA, its triggers and its disabled accounts have no effect.
   *
   * @param options the app at Google
   */
  public static google(options: GoogleIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'accounts.google.com', clientId: options.clientId } });
  }

  /**
   * Users with Facebook's tokens, without any user pool.
   *
   * @param options the app at Facebook
   */
  public static facebook(options: FacebookIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'graph.facebook.com', clientId: options.clientId } });
  }

  /**
   * Users with tokens of Login with Amazon, without any user pool.
   *
   * @param options the app at Login with Amazon
   */
  public static amazon(options: AmazonIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'www.amazon.com', clientId: options.clientId } });
  }

  /**
   * Users with tokens of Sign in with Apple, without any user pool.
   *
   * @param options the app at Apple
   */
  public static apple(options: AppleIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'appleid.apple.com', clientId: options.servicesId } });
  }

  /**
   * Users with tokens of an OpenID Connect provider of IAM, for any of its client ids.
   *
   * @param openIdConnectProvider the provider
   * @param options the role mapping and the tags
   */
  public static oidc(openIdConnectProvider: IOpenIdConnectProvider, options: IdentityPoolProviderOptions = {}): IIdentityPoolProvider {
    return new Provider(options, { openIdConnectProvider });
  }

  /**
   * Users with assertions of a SAML provider of IAM.
   *
   * @param samlProvider the provider
   * @param options the role mapping and the tags
   */
  public static saml(samlProvider: ISamlProvider, options: IdentityPoolProviderOptions = {}): IIdentityPoolProvider {
    return new Provider(options, { samlProvider });
  }

  /**
   * Users whom a back end of your own authenticates: let it with `identities.grantDeveloperAuthentication(…)`. An identity pool has one developer provider.
   *
   * @param developerProviderName the name of the developer provider, such as `login.acme.app`: 1 to 100 letters, digits and `._-`. It can never change
   * @param options the tags
   * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html
   */
  public static developer(developerProviderName: string, options: DeveloperProviderOptions = {}): IIdentityPoolProvider {
    return new Provider({}, { developerProviderName, tagsFromBackEnd: options.tagsFromBackEnd });
  }

  private constructor() {}
}

class Provider implements IIdentityPoolProvider {
  constructor(private readonly options: IdentityPoolProviderOptions, private readonly who: IdentityPoolProviderConfig) {}

  public bind(_scope: Construct, _options: IdentityPoolProviderBindOptions): IdentityPoolProviderConfig {
    const { roleMapping, principalTags } = this.options;
    return { roleMapping, principalTags, ...this.who };
  }
}
