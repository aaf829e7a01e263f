import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ClientSecretStore, type StoreClientSecretOptions } from './client-secret';
import { signInHost } from './sign-in-host';
import { define, injected, ownProps, sameWords, stated } from '../private/defaults';
import { failure } from '../private/errors';
import { registryOf } from '../private/pool-registry';
import { checkRules } from '../rules/check';

/**
 * Options for `AuthenticatedUserPool.addMachineClient()`.
 */
export interface MachineClientOptions {
  /**
   * What the machine may ask for: scopes of resource servers, `cognito.OAuthScope.resourceServer(server, scope)`. They bring the dependency with them.
   *
   * OpenID Connect scopes are for users: Cognito refuses them here.
   */
  readonly scopes: cognito.OAuthScope[];

  /**
   * The name of the app client in the console.
   *
   * @default - CloudFormation makes one
   */
  readonly userPoolClientName?: string;

  /**
   * How long an access token is good for, 5 minutes to 24 hours. Each token is paid for: the machine should keep one for as long as it works.
   *
   * @default Duration.minutes(60)
   */
  readonly accessTokenValidity?: Duration;
}

/**
 * Props for `MachineClient`.
 */
export interface MachineClientProps extends MachineClientOptions {
  /**
   * The user pool: ours, a plain L2, or an imported one.
   */
  readonly userPool: cognito.IUserPool;

  /**
   * The domain of a plain L2 or imported pool, where the token endpoint is. `storeClientSecret()` writes it down.
   *
   * @default - the domain of an `AuthenticatedUserPool`; of another pool it isn't known
   */
  readonly domain?: cognito.IUserPoolDomain;
}

/**
 * An app client for a machine that calls your APIs: the client credentials grant, with a client secret, and the scopes of your own APIs only.
 *
 * No user signs in through it: it has no provider and no direct flow. The pool needs a domain, where the token endpoint is.
 *
 * @example
 * declare const job: lambda.Function;
 * const auth = new AuthenticatedUserPool(this, 'Auth', { domain: SignInDomain.prefix('acme-login') });
 * const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
 * const orders = auth.addResourceServer('Orders', { identifier: 'https://api.example.com/orders', scopes: [read] });
 * const machine = auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, read)] });
 * const secret = machine.storeClientSecret();
 * secret.grantRead(job);
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export class MachineClient extends Construct {
  /**
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.MachineClient';

  /**
   * The L2 app client.
   */
  public readonly userPoolClient: cognito.UserPoolClient;

  private readonly cfn: cognito.CfnUserPoolClient;
  private readonly secret: ClientSecretStore;

  /**
   * Defines the client.
   *
   * Throws when `scopes` is empty, because there would be nothing to ask for, when `domain` is imported by a name that may be a prefix or a host, or when
   * a property injector for the L2 replaces what `props` say.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the pool and the scopes
   */
  constructor(scope: Construct, id: string, props: MachineClientProps) {
    super(scope, id);
    const { userPool, scopes, domain: given, ...own } = ownProps(scope, id, MachineClient.PROPERTY_INJECTION_ID, props);
    if (scopes.length === 0) {
      throw failure(this, '"scopes" is empty: define an API with auth.addResourceServer(), and give cognito.OAuthScope.resourceServer(server, scope)');
    }
    const answer = injected(this, 'UserPoolClient', cognito.UserPoolClient, {
      ...stated(own),
      userPool,
      generateSecret: true,
      oAuth: { flows: { clientCredentials: true, authorizationCodeGrant: false, implicitCodeGrant: false }, scopes },
      // it has no refresh token to rotate.
      refreshTokenRotationGracePeriod: undefined,
      disableOAuth: false,
    }, { ...sameWords(own), 'oAuth.scopes': 'scopes' });
    this.userPoolClient = define(this, 'UserPoolClient', cognito.UserPoolClient, {
      // the L2 leaves ALLOW_REFRESH_TOKEN_AUTH, with which no user can sign in; an omitted or empty list would bring Cognito's own flows.
      authFlows: { userSrp: false },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(60),
      ...answer,
    });
    this.cfn = this.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    if (answer.supportedIdentityProviders === undefined) {
      // the L2 lists COGNITO and every provider, which are for users.
      this.cfn.supportedIdentityProviders = undefined;
    }
    const domain = given ?? registryOf(userPool).domain;
    this.secret = new ClientSecretStore(this, userPool, domain && signInHost(this, domain));
    checkRules(this);
  }

  /**
   * Stores the client secret in Secrets Manager, with all that the machine needs to get tokens, as one JSON secret: `clientId`, `clientSecret`, `issuer`,
   * `scopes` and, where the pool's domain is known, `tokenEndpoint`. It is defined in the client's stack by the first call; each further call answers with the
   * same secret. Without a call nothing is defined.
   *
   * The client secret itself stands in no template, output or environment. Let the machine read the stored one: `grantRead(role)`.
   *
   * A machine that stands in a stack for which the client's stack waits would make a circle. Give a `secretName` there: whoever only needs the name uses
   * `Secret.fromSecretNameV2()`, and refers to nothing.
   *
   * Throws when it is stored by another name already.
   *
   * @param options the name of the secret
   */
  public storeClientSecret(options: StoreClientSecretOptions = {}): ISecret {
    return this.secret.store(this.cfn, options.secretName);
  }
}
