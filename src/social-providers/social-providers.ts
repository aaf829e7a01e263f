import type { CfnUserPoolClient, IUserPool, IUserPoolClient, IUserPoolDomain, IUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { CfnOutput, CfnResource, Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { FederationProtocol, type ISocialProvider, type SocialProviderConfig } from './social-provider-config';
import { followProviders } from '../app-client/provider-list';
import { signInHost } from '../app-client/sign-in-host';
import { ownProps } from '../private/defaults';
import { failure } from '../private/errors';
import { registryOf } from '../private/pool-registry';
import { checkRules } from '../rules/check';
import { applyDuplicateEmails } from '../workflows/duplicate-emails/apply';
import type { DuplicateEmailPolicy } from '../workflows/duplicate-emails/duplicate-email-policy';
import { applyProviderDomains } from '../workflows/email-domains/apply';
import { applyProviderGroups } from '../workflows/provider-groups/provider-steps';

/**
 * Props for `SocialProviders`.
 */
export interface SocialProvidersProps {
  /**
   * The user pool: ours, a plain L2, or an imported one.
   */
  readonly userPool: IUserPool;

  /**
   * The providers whose accounts users may sign in with. At least one; each once.
   */
  readonly providers: ISocialProvider[];

  /**
   * The domain of the pool's sign-in pages, for a pool that is a plain L2 or imported: it is a part of what to register with the providers.
   *
   * An imported domain is told apart by its name: with a dot it is a custom domain, without one it is a prefix.
   *
   * @default - the domain of the `AuthenticatedUserPool`; what to register with the providers isn't known for other pools
   */
  readonly domain?: IUserPoolDomain;

  /**
   * What happens when a user signs in for the first time and another user of the pool has the same e-mail address. A user pool has one policy: give it
   * to one of its `SocialProviders`, and it holds for the providers of all.
   *
   * @default - DuplicateEmailPolicy.separate(): the accounts are separate users, Cognito's own default, and nothing is defined
   */
  readonly duplicateEmails?: DuplicateEmailPolicy;

  /**
   * Plain L2 clients of the pool that offer, beside what they list themselves, every provider that the pool has at synthesis. Where a client has a list
   * of writable attributes, those that the providers map are added. Clients of this library do so by themselves.
   *
   * The construct throws for a client that is imported, or of a class that isn't the L2's.
   *
   * @default - plain L2 clients offer what they list
   */
  readonly userPoolClients?: IUserPoolClient[];

  /**
   * Whether the stack outputs what to register with the providers: the redirect URI, or the assertion consumer service URL and the entity id.
   *
   * The synthesis fails when the domain isn't known (`domain`).
   *
   * @default false
   */
  readonly registrationOutputs?: boolean;
}

/** Where SAML providers send their assertions. */
const SAML_PATH = '/saml2/idpresponse';

/**
 * Sign-in with outside accounts: social, OpenID Connect and SAML. It works with any user pool. Scopes follow the attribute mapping, and secrets stay
 * in Secrets Manager.
 *
 * Clients of this library offer every provider that the pool has at synthesis, in whatever order they were defined, and are deployed after it.
 *
 * Each provider stands under `Providers`, with an id from its name: `Social/Providers/Google`.
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
   * What property injectors for this construct are registered with.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-cognito-auth.SocialProviders';

  /**
   * The L2 identity providers, in the order of `providers`.
   */
  public readonly identityProviders: IUserPoolIdentityProvider[];

  private readonly userPool: IUserPool;
  private readonly domain?: IUserPoolDomain;

  /**
   * Defines the identity providers.
   *
   * Throws when `userPoolClients` holds an imported client; when `providers` is empty, or holds the same provider twice; when `emailDomains` of a provider are
   * no domains; when they or `duplicateEmails` need a function and the pool is imported; when the pool has another policy already, or a pre sign-up trigger
   * beside the `handler` of this one. The synthesis fails when that function has an environment variable `DUPLICATE_EMAILS` of its own, and when a provider with
   * `emailDomains` doesn't map what they need.
   *
   * @param scope the construct to define them in
   * @param id its id in that scope
   * @param props the user pool and the providers
   */
  constructor(scope: Construct, id: string, props: SocialProvidersProps) {
    super(scope, id);
    const said = ownProps(scope, id, SocialProviders.PROPERTY_INJECTION_ID, props);
    if (said.providers.length === 0) {
      throw failure(this, '"providers" is empty: name at least one, such as SocialProvider.google({ … }), or leave the construct out');
    }
    this.userPool = said.userPool;
    this.domain = said.domain;
    const registry = registryOf(said.userPool);
    const under = new Construct(this, 'Providers');
    const configs = said.providers.map((provider, index) => this.bound(provider.bind(under, { userPool: said.userPool }), index));
    this.identityProviders = configs.map(({ identityProvider }) => identityProvider);
    registry.providers.push(...configs.map(({ identityProvider, displayName, registerAt }) => ({ identityProvider, displayName, registerAt })));
    configs.forEach((config) => applyProviderDomains(this, said.userPool, config));
    configs.forEach((config) => applyProviderGroups(this, said.userPool, config));
    if (said.duplicateEmails !== undefined) {
      applyDuplicateEmails(this, said.userPool, said.duplicateEmails);
    }
    said.userPoolClients?.forEach((client) => this.offerIn(client));
    if (said.registrationOutputs === true) {
      const saml = configs.map(({ protocol }) => protocol === FederationProtocol.SAML);
      this.outputs(saml.includes(false), saml.includes(true));
    }
    checkRules(this);
  }

  /** Other languages check no interfaces, and to TypeScript a factory that wasn't called has a `bind` too. */
  private bound(config: Partial<SocialProviderConfig> | undefined, index: number): SocialProviderConfig {
    if (config?.identityProvider === undefined) {
      throw failure(this, `"providers" holds something at ${index} that makes no identity provider: write SocialProvider.google({ … }), with its parentheses; `
        + 'IdentityPoolProvider is for identity pools');
    }
    return config as SocialProviderConfig;
  }

  /**
   * The redirect URI to register with every provider except SAML ones, character by character.
   *
   * Throws when the domain isn't known: neither `domain` is set, nor has the `AuthenticatedUserPool` one.
   */
  public get redirectUri(): string {
    return this.onDomain('redirectUri', '/oauth2/idpresponse');
  }

  /**
   * The assertion consumer service (ACS) URL to register with every SAML provider, for the binding HTTP-POST.
   *
   * Throws when the domain isn't known: neither `domain` is set, nor has the `AuthenticatedUserPool` one.
   */
  public get assertionConsumerServiceUrl(): string {
    return this.onDomain('assertionConsumerServiceUrl', SAML_PATH);
  }

  /**
   * The entity id of the pool. SAML providers also call it the audience or the identifier.
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
    // of a name that may be a prefix or a host, this throws at once.
    this.domain && signInHost(this, this.domain);
    // the pool may get its domain later.
    const late = (name: 'redirectUri' | 'assertionConsumerServiceUrl') => {
      this.node.addValidation({ validate: () => this.pages === undefined ? [withoutDomain(name)] : [] });
      return Lazy.uncachedString({ produce: () => this.pages === undefined ? '' : this[name] });
    };
    if (oauth) {
      new CfnOutput(this, 'RedirectUriOutput', { value: late('redirectUri'), description: 'Register it with each provider: redirect URI' });
    }
    if (saml) {
      const description = 'Register it with each SAML provider';
      new CfnOutput(this, 'AcsUrlOutput', { value: late('assertionConsumerServiceUrl'), description: `${description}: ACS URL, by HTTP-POST` });
      new CfnOutput(this, 'EntityIdOutput', { value: this.entityId, description: `${description}: entity id, audience` });
    }
  }

  private get pages(): IUserPoolDomain | undefined {
    return this.domain ?? registryOf(this.userPool).domain;
  }

  private onDomain(wanted: string, path: string): string {
    const domain = this.pages;
    if (domain === undefined) {
      throw failure(this, withoutDomain(wanted));
    }
    return `https://${signInHost(this, domain)}${path}`;
  }
}

function withoutDomain(wanted: string): string {
  return `"${wanted}" needs the domain of the sign-in pages: pass it as "domain", or define the pool with AuthenticatedUserPool and `
    + 'domain: SignInDomain.prefix(\'…\')';
}
