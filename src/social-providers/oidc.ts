import {
  ProviderAttribute, UserPoolIdentityProviderOidc, type AttributeMapping, type OidcAttributeRequestMethod, type OidcEndpoints,
} from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { defineProvider } from './defined-provider';
import { customName } from './provider-id';
import { secretText } from './secret-text';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';
import type { EmailDomains } from '../workflows/email-domains/email-domains';
import type { ProviderGroups } from '../workflows/provider-groups/provider-groups';

/**
 * Options for `SocialProvider.oidc()`.
 */
export interface OidcProviderOptions {
  /**
   * The name of the provider in the pool, 3 to 32 characters. It can't be changed: the names of its users begin with it.
   */
  readonly name: string;

  /**
   * The issuer: https, exactly as the provider writes it into its tokens, without a slash at its end, and of one tenant only (rule `providerIssuer`).
   * Cognito discovers the endpoints from it.
   */
  readonly issuerUrl: string;

  /**
   * The client id at the provider.
   */
  readonly clientId: string;

  /**
   * The client secret, from Secrets Manager. A literal is refused (rule `providerSecretLiteral`). Cognito sends it in the body of its requests
   * (`client_secret_post`), never in a header.
   */
  readonly clientSecret: SecretValue;

  /**
   * Which of the provider's claims go into which attributes of the user. What is named here is added to the default.
   *
   * @default - `email`, `name` and `picture`, and `email_verified` where the provider is trusted for it
   */
  readonly attributeMapping?: AttributeMapping;

  /**
   * Whether `email_verified` is mapped from the provider's claim. Leave it off where users, or the administrators of a tenant, choose addresses
   * themselves: whatever links accounts by address trusts the claim too.
   *
   * @default false
   */
  readonly trustEmailVerified?: boolean;

  /**
   * The scopes that Cognito requests, instead of those that the mapping needs. Only `openid` is added.
   *
   * @default - `openid` and whatever the mapping needs; the L2's own default is `openid`, which brings no e-mail address
   */
  readonly scopes?: string[];

  /**
   * How Cognito asks for the attributes.
   *
   * @default OidcAttributeRequestMethod.GET
   */
  readonly attributesRequestMethod?: OidcAttributeRequestMethod;

  /**
   * The endpoints, for a provider without discovery.
   *
   * @default - discovered from the issuer
   */
  readonly endpoints?: OidcEndpoints;

  /**
   * The e-mail domains of the provider's users, such as `example.com`, up to 50: the sign-in page sends a user who types such an address to the provider.
   *
   * @default - users choose the provider by its button
   */
  readonly identifiers?: string[];

  /**
   * The domains that the e-mail addresses of its users may have. All others get no account. The provider must map `email_verified`: whoever
   * comes with an address that it didn't verify gets no account either.
   *
   * @default - every domain
   */
  readonly emailDomains?: EmailDomains;

  /**
   * Groups of the provider's users by the groups that they have there.
   *
   * @default - users have the groups that administrators of the pool put them into
   */
  readonly groups?: ProviderGroups;
}

/** The scopes of OpenID Connect by the claims that they bring. */
const SCOPES: Readonly<Record<string, string>> = {
  email: 'email',
  email_verified: 'email',
  phone_number: 'phone',
  phone_number_verified: 'phone',
  address: 'address',
  ...Object.fromEntries([
    'name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate',
    'zoneinfo', 'locale', 'updated_at',
  ].map((claim) => [claim, 'profile'])),
};

/** The claims that any provider may send, by the attributes that they go into. */
const CLAIMS: AttributeMapping = {
  email: ProviderAttribute.other('email'),
  fullname: ProviderAttribute.other('name'),
  profilePicture: ProviderAttribute.other('picture'),
};

/** Options that the L2 calls otherwise, or as we do. */
const WORDS = { attributeRequestMethod: 'attributesRequestMethod', endpoints: 'endpoints', identifiers: 'identifiers' };

/** How a well-known provider differs from any other. */
export interface OidcTraits {
  /** what it tells by default */
  readonly mapping?: AttributeMapping;
  readonly displayName?: string;
  readonly registerAt?: string;
}

/**
 * Any OpenID Connect provider.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html
 */
export class OidcProvider implements ISocialProvider {
  constructor(private readonly options: OidcProviderOptions, private readonly traits: OidcTraits = {}) {}

  bind(scope: Construct, { userPool }: SocialProviderBindOptions): SocialProviderConfig {
    const { options, traits } = this;
    const name = customName(scope, options.name);
    const verified = options.trustEmailVerified === true ? { emailVerified: ProviderAttribute.other('email_verified') } : {};
    return {
      emailDomains: options.emailDomains,
      displayName: traits.displayName ?? name,
      registerAt: traits.registerAt ?? options.issuerUrl,
      groups: options.groups,
      identityProvider: defineProvider(scope, name, UserPoolIdentityProviderOidc, {
        userPool,
        name,
        issuerUrl: options.issuerUrl,
        clientId: options.clientId,
        clientSecret: secretText(options.clientSecret),
        attributeMapping: options.attributeMapping,
        scopes: options.scopes,
        attributeRequestMethod: options.attributesRequestMethod,
        endpoints: options.endpoints,
        identifiers: options.identifiers,
      }, { mapping: { ...traits.mapping ?? CLAIMS, ...verified }, base: ['openid'], scopeOf: SCOPES, keepsBase: true }, WORDS),
    };
  }
}
