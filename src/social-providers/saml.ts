import { SigningAlgorithm, UserPoolIdentityProviderSaml, type AttributeMapping } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { customName } from './provider-id';
import type { SamlMetadata } from './saml-metadata';
import {
  FederationProtocol, type ISocialProvider, type SocialProviderBindOptions, type SocialProviderConfig,
} from './social-provider-config';
import { define, injected, stated } from '../private/defaults';
import type { EmailDomains } from '../workflows/email-domains/email-domains';
import type { ProviderGroups } from '../workflows/provider-groups/provider-groups';

/**
 * Options for `SocialProvider.saml()`.
 */
export interface SamlProviderOptions {
  /**
   * The name of the provider in the pool, 3 to 32 characters. It can't be changed: the names of its users begin with it.
   */
  readonly name: string;

  /**
   * The provider's metadata.
   */
  readonly metadata: SamlMetadata;

  /**
   * Which of the provider's attributes go into which attributes of the user. SAML defines no names: use those that the provider sends.
   */
  readonly attributeMapping: AttributeMapping;

  /**
   * Whether Cognito signs its requests (RSA with SHA-256). The provider needs the pool's signing certificate to check them.
   *
   * @default false
   */
  readonly signRequests?: boolean;

  /**
   * Whether only encrypted assertions are accepted. The provider needs the pool's encryption certificate.
   *
   * @default false - assertions are signed all the same, and readable in the user's browser
   */
  readonly encryptedResponses?: boolean;

  /**
   * Whether signing out here signs out at the provider too.
   *
   * @default false
   */
  readonly signOut?: boolean;

  /**
   * Whether the provider may start a sign-in, as portals do (IdP-initiated). A warning names the risk (rule `samlIdpInitiated`), and a client that offers
   * such a provider may offer SAML providers only: see `supportedIdentityProviders`.
   *
   * @default false
   */
  readonly idpInitiated?: boolean;

  /**
   * The e-mail domains of the provider's users, such as `example.com`, up to 50: the sign-in page sends a user who types such an address to the provider.
   *
   * @default - users choose the provider by its button
   */
  readonly identifiers?: string[];

  /**
   * The domains that the e-mail addresses of its users may have, as its administrators write them. All others get no account. The provider must map
   * `email`.
   *
   * @default - every domain
   */
  readonly emailDomains?: EmailDomains;

  /**
   * The page where the pool is registered with the provider, for the summary.
   *
   * @default - the summary says that it is the provider's own administration
   */
  readonly registerAt?: string;

  /**
   * Groups of the provider's users by the groups that they have there.
   *
   * @default - users have the groups that administrators of the pool put them into
   */
  readonly groups?: ProviderGroups;
}

/** Options by what the L2 calls them. */
const WORDS = {
  requestSigningAlgorithm: 'signRequests',
  encryptedResponses: 'encryptedResponses',
  idpSignout: 'signOut',
  idpInitiated: 'idpInitiated',
  identifiers: 'identifiers',
};

/**
 * Any SAML 2.0 provider.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html
 */
export class SamlProvider implements ISocialProvider {
  constructor(private readonly options: SamlProviderOptions) {}

  bind(scope: Construct, { userPool }: SocialProviderBindOptions): SocialProviderConfig {
    const { options } = this;
    const name = customName(scope, options.name);
    const said = {
      ...stated({
        userPool,
        name,
        metadata: options.metadata._bind(scope),
        attributeMapping: options.attributeMapping,
        encryptedResponses: options.encryptedResponses,
        idpSignout: options.signOut,
        idpInitiated: options.idpInitiated,
        identifiers: options.identifiers,
      }),
      ...options.signRequests === undefined ? {} : { requestSigningAlgorithm: options.signRequests ? SigningAlgorithm.RSA_SHA256 : undefined },
    };
    return {
      emailDomains: options.emailDomains,
      displayName: name,
      registerAt: options.registerAt ?? 'the provider\'s own administration',
      protocol: FederationProtocol.SAML,
      groups: options.groups,
      identityProvider: define(scope, name, UserPoolIdentityProviderSaml, injected(scope, name, UserPoolIdentityProviderSaml, said, WORDS)),
    };
  }
}
