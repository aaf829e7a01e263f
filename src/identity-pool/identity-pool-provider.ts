import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Names } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { RoleMapping } from './role-mapping';
import { providerName } from '../private/region';

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
 * What `IIdentityPoolProvider.bind()` answers: one of its members, as the provider is.
 */
export interface IdentityPoolProviderConfig {
  /**
   * The tokens of a user pool's app client.
   *
   * @default - the provider is something else
   */
  readonly userPoolTokens?: UserPoolTokens;

  /**
   * How roles are chosen for the people of this provider.
   *
   * @default - everybody gets the identity pool's `authenticatedRole`
   */
  readonly roleMapping?: RoleMapping;
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
 * Options for `IdentityPoolProvider.userPool()`.
 */
export interface UserPoolProviderOptions {
  /**
   * How roles are chosen for the people of this user pool and client.
   *
   * @default - everybody gets the identity pool's `authenticatedRole`
   */
  readonly roleMapping?: RoleMapping;
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
   * @param options the role mapping
   */
  public static userPool(userPool: IUserPool, userPoolClient: IUserPoolClient, options: UserPoolProviderOptions = {}): IIdentityPoolProvider {
    return new UserPoolProvider(userPool, userPoolClient, options);
  }

  private constructor() {}
}

class UserPoolProvider implements IIdentityPoolProvider {
  constructor(
    private readonly userPool: IUserPool,
    private readonly userPoolClient: IUserPoolClient,
    private readonly options: UserPoolProviderOptions,
  ) {}

  public bind(_scope: Construct, _options: IdentityPoolProviderBindOptions): IdentityPoolProviderConfig {
    return {
      roleMapping: this.options.roleMapping,
      userPoolTokens: {
        providerName: providerName(this.userPool),
        clientId: this.userPoolClient.userPoolClientId,
        mappingKey: Names.nodeUniqueId(this.userPoolClient.node),
        userPool: this.userPool,
      },
    };
  }
}
