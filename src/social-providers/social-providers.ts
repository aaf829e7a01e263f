import type { CfnUserPoolClient, IUserPool, IUserPoolClient, IUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { CfnOutput, CfnResource, Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { DuplicateEmailPolicy } from './duplicate-email-policy';
import { applyDuplicateEmails } from './duplicate-emails';
import { FederationProtocol, type ISocialProvider, type SocialProviderConfig } from './social-provider-config';
import { followProviders } from '../app-client/provider-list';
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

  /**
   * What becomes of somebody who comes with an e-mail address that a person in the pool has already. A user pool has one policy: give it to one of its
   * `SocialProviders`, and it holds for the providers of all.
   *
   * @default - DuplicateEmailPolicy.separate(): they become another person, as Cognito does it, and nothing is defined
   */
  readonly duplicateEmails?: DuplicateEmailPolicy;

  /**
   * Plain L2 clients of the pool that are to offer every provider that the pool has at synthesis, these and later ones, beside what they list
   * themselves; where they have a write list, it takes in what the providers map. Clients of this library do so without.
   *
   * The construct throws for a client that is imported, or of a class that isn't the L2's.
   *
   * @default - plain L2 clients offer what they list
   */
  readonly userPoolClients?: IUserPoolClient[];

  /**
   * Whether the stack outputs what to register with the providers: the redirect URI, or the assertion consumer service URL and the entity id.
   *
   * @default false
   */
  readonly registrationOutputs?: boolean;
}

/** Where SAML providers send their assertions. */
const SAML_PATH = '/saml2/idpresponse';

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
   * Throws when `userPoolClients` holds an imported client; when `providers` is empty, or holds the same provider twice; when `duplicateEmails` needs a
   * function and the pool is imported, has a pre sign-up trigger, or another policy already, or the function has a `DUPLICATE_EMAILS` of its own.
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
    const configs = props.providers.map((provider) => this.bound(provider));
    this.identityProviders = configs.map(({ identityProvider }) => identityProvider);
    configs.forEach(({ displayName, registerAt, protocol }) => registry.providers.push({
      name: displayName,
      console: registerAt,
      ...protocol === FederationProtocol.SAML ? { path: SAML_PATH, entityId: this.entityId } : {},
    }));
    if (props.duplicateEmails !== undefined) {
      applyDuplicateEmails(this, props.userPool, props.duplicateEmails);
    }
    props.userPoolClients?.forEach((client) => this.offerIn(client));
    if (props.registrationOutputs === true) {
      const saml = configs.map(({ protocol }) => protocol === FederationProtocol.SAML);
      this.outputs(saml.includes(false), saml.includes(true));
    }
    checkRules(this);
  }

  /**
   * The redirect URI to register with every provider but SAML ones, to the letter.
   *
   * Throws when the pool has no domain known to this library.
   */
  public get redirectUri(): string {
    return this.onDomain('redirectUri', '/oauth2/idpresponse');
  }

  /**
   * The assertion consumer service (ACS) URL to register with every SAML provider, for the binding HTTP-POST.
   *
   * Throws when the pool has no domain known to this library.
   */
  public get assertionConsumerServiceUrl(): string {
    return this.onDomain('assertionConsumerServiceUrl', SAML_PATH);
  }

  /**
   * The entity id of the pool, which SAML providers call the audience or the identifier as well.
   */
  public get entityId(): string {
    return `urn:amazon:cognito:sp:${this.userPool.userPoolId}`;
  }

  private offerIn(client: IUserPoolClient): void {
    const cfn = client.node.defaultChild;
    if (!CfnResource.isCfnResource(cfn) || cfn.cfnResourceType !== 'AWS::Cognito::UserPoolClient') {
      throw failure(this, `"userPoolClients" holds ${client.node.path}, which isn't defined in this app: its providers can be set where it is defined only`);
    }
    followProviders(cfn as CfnUserPoolClient, this.userPool);
  }

  private outputs(oauth: boolean, saml: boolean): void {
    // the pool may get its domain later.
    const late = (produce: () => string) => Lazy.string({ produce });
    if (oauth) {
      new CfnOutput(this, 'RedirectUriOutput', { value: late(() => this.redirectUri), description: 'Register it with each provider: redirect URI' });
    }
    if (saml) {
      const description = 'Register it with each SAML provider';
      new CfnOutput(this, 'AcsUrlOutput', { value: late(() => this.assertionConsumerServiceUrl), description: `${description}: ACS URL, by HTTP-POST` });
      new CfnOutput(this, 'EntityIdOutput', { value: this.entityId, description: `${description}: entity id, audience` });
    }
  }

  private onDomain(wanted: string, path: string): string {
    const domain = PoolRegistry.of(this.userPool).domain;
    if (domain === undefined) {
      throw failure(this, `"${wanted}" needs the pool's domain: define the pool with AuthenticatedUserPool and domain: SignInDomain.prefix('…'); `
        + `of another pool, leave "registrationOutputs" out and write its domain's address followed by ${path}`);
    }
    return domain.baseUrl + path;
  }

  private bound(provider: ISocialProvider): SocialProviderConfig {
    try {
      return provider.bind(this, { userPool: this.userPool });
    } catch (error) {
      const [, id] = /There is already a Construct with name '([^']+)'/.exec((error as Error).message) ?? [];
      throw id === undefined ? error : failure(this, `"providers" holds ${id} twice: a user pool takes each of them once, and of OpenID Connect and SAML several by different names ("name")`);
    }
  }
}
