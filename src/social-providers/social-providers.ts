import type { IUserPool, IUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { ISocialProvider, SocialProviderConfig } from './social-provider-config';
import { failure } from '../private/errors';
import { PoolRegistry } from '../private/pool-registry';
import { checkRules } from '../rules/check';

/**
 * Props for `SocialProviders`.
 */
export interface SocialProvidersProps {
  /**
   * The user pool: ours, a plain L2, or an imported one.
   */
  readonly userPool: IUserPool;

  /**
   * The outside accounts that people may sign in with. At least one; each once.
   */
  readonly providers: ISocialProvider[];
}

/**
 * Sign-in with outside accounts, for any user pool: scopes follow the attribute mapping and secrets stay secret.
 *
 * Clients of this library offer every provider that the pool has at synthesis, whether it was defined before or after them,
 * and wait for it in the deployment.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * new SocialProviders(this, 'Social', {
 *   userPool: auth.userPool,
 *   providers: [
 *     SocialProvider.google({
 *       clientId: '000000000000-example.apps.googleusercontent.com',
 *       clientSecret: SecretValue.secretsManager('google', { jsonField: 'secret' }),
 *     }),
 *   ],
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 */
export class SocialProviders extends Construct {
  /**
   * The L2 identity providers, in the order of `providers`.
   */
  public readonly identityProviders: IUserPoolIdentityProvider[];

  private readonly userPool: IUserPool;

  /**
   * Defines the identity providers.
   *
   * Throws when `providers` is empty, or holds the same provider twice.
   *
   * @param scope the construct to define them in
   * @param id its id in that scope
   * @param props the user pool and the providers
   */
  constructor(scope: Construct, id: string, props: SocialProvidersProps) {
    super(scope, id);
    if (props.providers.length === 0) {
      throw failure(this, '"providers" is empty: name at least one, such as SocialProvider.google({ … }), or leave the construct out');
    }
    this.userPool = props.userPool;
    const registry = PoolRegistry.of(props.userPool);
    registry.members.push(this);
    this.identityProviders = props.providers.map((provider) => {
      const { identityProvider, displayName, registerAt } = this.bound(provider);
      registry.providers.push({ name: displayName, console: registerAt });
      return identityProvider;
    });
    checkRules(this);
  }

  /**
   * The address to register with every provider, to the letter.
   *
   * Throws when the pool has no domain known to this library.
   */
  public get redirectUri(): string {
    const domain = PoolRegistry.of(this.userPool).domain;
    if (domain === undefined) {
      throw failure(this, '"redirectUri" needs the pool\'s domain: define the pool with AuthenticatedUserPool and domain: SignInDomain.prefix(\'…\')');
    }
    return `${domain.baseUrl}/oauth2/idpresponse`;
  }

  private bound(provider: ISocialProvider): SocialProviderConfig {
    try {
      return provider.bind(this, { userPool: this.userPool });
    } catch (error) {
      const [, id] = /There is already a Construct with name '([^']+)'/.exec((error as Error).message) ?? [];
      throw id === undefined ? error : failure(this, `"providers" holds ${id} twice: a user pool takes each of them once`);
    }
  }
}
