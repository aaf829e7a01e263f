import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IOpenIdConnectProvider, ISamlProvider } from 'aws-cdk-lib/aws-iam';
import { Names } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { IdentityPoolProviderBindOptions, IdentityPoolProviderConfig, IIdentityPoolProvider } from './identity-pool-provider-config';
import type { PrincipalTags } from './principal-tags';
import type { RoleMapping } from './role-mapping';
import { providerName } from '../private/region';

/**
 * Options for the providers of an identity pool that have tokens with claims.
 */
export interface IdentityPoolProviderOptions {
  /**
   * How roles are chosen for the people of this provider.
   *
   * @default - everybody gets the identity pool's `authenticatedRole`
   */
  readonly roleMapping?: RoleMapping;

  /**
   * Which claims become tags of the session. Every signed-in role of the identity pool then takes tags (`sts:TagSession`).
   *
   * They belong to the provider: of several clients of a user pool, each has those of one.
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
  readonly appId: string;
}

/**
 * Options for `IdentityPoolProvider.amazon()`.
 */
export interface AmazonIdentityOptions extends IdentityPoolProviderOptions {
  /**
   * The app's id at Login with Amazon, such as `amzn1.application.1234`.
   */
  readonly appId: string;
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
   * Whether the back end gives sessions tags, in `PrincipalTags` of `GetOpenIdTokenForDeveloperIdentity`. Every signed-in role of the identity pool then
   * takes tags (`sts:TagSession`); without it, Cognito refuses credentials for a token with tags.
   *
   * No claim and no mapping stands behind these tags: whoever has `grantVouch` gives any person any tag.
   *
   * @default false - sessions that the back end vouches for have no tags
   */
  readonly tagsFromBackEnd?: boolean;
}

/**
 * The providers whose people an identity pool can give credentials to.
 */
export class IdentityPoolProvider {
  /**
   * The people of a user pool, through one app client. Name the pool again for a further client.
   *
   * The identity pool checks each token with the user pool: a person who was signed out everywhere gets no new credentials.
   *
   * @param userPool our `userPool`, a plain L2, or an imported one, also of another Region
   * @param userPoolClient the app client whose ID tokens are taken
   * @param options the role mapping and the tags
   */
  public static userPool(userPool: IUserPool, userPoolClient: IUserPoolClient, options: UserPoolProviderOptions = {}): IIdentityPoolProvider {
    return new Provider(options, {
      userPoolTokens: {
        providerName: providerName(userPool),
        clientId: userPoolClient.userPoolClientId,
        mappingKey: Names.nodeUniqueId(userPoolClient.node),
        userPool,
      },
    });
  }

  /**
   * People with Google's tokens, past any user pool: its MFA, its triggers and the administrator who disables an account don't count.
   *
   * @param options the app at Google
   */
  public static google(options: GoogleIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'accounts.google.com', appId: options.clientId } });
  }

  /**
   * People with Facebook's tokens, past any user pool.
   *
   * @param options the app at Facebook
   */
  public static facebook(options: FacebookIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'graph.facebook.com', appId: options.appId } });
  }

  /**
   * People with tokens of Login with Amazon, past any user pool.
   *
   * @param options the app at Login with Amazon
   */
  public static amazon(options: AmazonIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'www.amazon.com', appId: options.appId } });
  }

  /**
   * People with tokens of Sign in with Apple, past any user pool.
   *
   * @param options the app at Apple
   */
  public static apple(options: AppleIdentityOptions): IIdentityPoolProvider {
    return new Provider(options, { socialTokens: { providerName: 'appleid.apple.com', appId: options.servicesId } });
  }

  /**
   * People with tokens of an OpenID Connect provider that IAM knows. Each of its client ids may sign in.
   *
   * @param openIdConnectProvider the provider
   * @param options the role mapping and the tags
   */
  public static openIdConnect(openIdConnectProvider: IOpenIdConnectProvider, options: IdentityPoolProviderOptions = {}): IIdentityPoolProvider {
    return new Provider(options, { openIdConnectProvider });
  }

  /**
   * People with assertions of a SAML provider that IAM knows.
   *
   * @param samlProvider the provider
   * @param options the role mapping and the tags
   */
  public static saml(samlProvider: ISamlProvider, options: IdentityPoolProviderOptions = {}): IIdentityPoolProvider {
    return new Provider(options, { samlProvider });
  }

  /**
   * People for whom a back end of your own vouches: grant it that with `identities.grantVouch(…)`. One for each identity pool.
   *
   * @param developerProviderName the name under which it vouches, such as `login.acme.app`: 1 to 100 letters, digits and `._-`. It can never change
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
