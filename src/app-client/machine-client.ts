import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { defineCredentials } from './client-credentials';
import { failure } from '../private/errors';
import { PoolRegistry } from '../private/pool-registry';
import { checkRules } from '../rules/check';

/**
 * Options for `AuthenticatedUserPool.addMachineClient()`.
 */
export interface MachineClientOptions {
  /**
   * What the machine may ask for: scopes of resource servers, `cognito.OAuthScope.resourceServer(server, scope)`. They bring the dependency with them.
   *
   * OpenID Connect scopes are for people: Cognito refuses them here.
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
}

/**
 * An app client for a machine that calls your APIs: client credentials, with a secret, with the scopes of your own APIs only.
 *
 * Nobody signs in through it: no provider is on it, and no direct flow. The pool needs a domain, where the token endpoint is.
 *
 * @example
 * declare const job: lambda.Function;
 * const auth = new AuthenticatedUserPool(this, 'Auth', { domain: SignInDomain.prefix('acme-login') });
 * const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
 * const orders = auth.addResourceServer('Orders', { identifier: 'https://api.example.com/orders', scopes: [read] });
 * const machine = auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, read)] });
 * machine.credentials.grantRead(job);
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export class MachineClient extends Construct {
  /**
   * The L2 app client.
   */
  public readonly userPoolClient: cognito.UserPoolClient;

  /**
   * What the machine needs to get tokens, as one JSON secret: `clientId`, `clientSecret`, `issuer`, `scopes` and, where the pool's domain is known,
   * `tokenEndpoint`.
   *
   * The client's own secret stands in no template, output or environment. Let the machine read this one: `machine.credentials.grantRead(role)`.
   */
  public readonly credentials: ISecret;

  /**
   * Defines the client and the secret that holds its credentials, both in this stack.
   *
   * Throws when `scopes` is empty: there would be nothing to ask for.
   *
   * @param scope the construct to define it in
   * @param id its id in that scope
   * @param props the pool and the scopes
   */
  constructor(scope: Construct, id: string, props: MachineClientProps) {
    super(scope, id);
    if (props.scopes.length === 0) {
      throw failure(this, '"scopes" is empty: define an API with auth.addResourceServer(), and give cognito.OAuthScope.resourceServer(server, scope)');
    }
    this.userPoolClient = new cognito.UserPoolClient(this, 'UserPoolClient', {
      userPool: props.userPool,
      userPoolClientName: props.userPoolClientName,
      generateSecret: true,
      // the L2 leaves ALLOW_REFRESH_TOKEN_AUTH, with which nobody can sign in; an omitted or empty list would bring Cognito's own flows.
      authFlows: { userSrp: false },
      oAuth: { flows: { clientCredentials: true }, scopes: props.scopes },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: props.accessTokenValidity ?? Duration.minutes(60),
    });
    const cfn = this.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
    // the L2 lists COGNITO and every provider: people, who have nothing to do here.
    cfn.supportedIdentityProviders = undefined;
    this.credentials = defineCredentials(this, props.userPool, cfn);
    PoolRegistry.of(props.userPool).members.push(this);
    checkRules(this);
  }
}
