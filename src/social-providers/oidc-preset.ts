import type { AttributeMapping } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import type { EmailDomains } from '../workflows/email-domains/email-domains';

/**
 * Options that every well-known OpenID Connect provider takes.
 */
export interface OidcPresetOptions {
  /**
   * The client id at the provider.
   */
  readonly clientId: string;

  /**
   * The client secret, from Secrets Manager. A literal is refused (rule `providerSecretLiteral`).
   */
  readonly clientSecret: SecretValue;

  /**
   * The name of the provider in the pool, 3 to 32 characters. It can't be changed: the names of its users begin with it.
   *
   * @default - the provider's own, such as `Slack`; give one where a pool takes the same kind twice
   */
  readonly name?: string;

  /**
   * Which of the provider's claims go into which attributes of the user. What is named here is added to the default.
   *
   * @default - what the provider tells: see the method
   */
  readonly attributeMapping?: AttributeMapping;

  /**
   * The scopes that Cognito requests, instead of those that the mapping needs. Only `openid` is added.
   *
   * @default - `openid` and whatever the mapping needs
   */
  readonly scopes?: string[];

  /**
   * The domains that the e-mail addresses of its users may have. All others get no account. The provider must map `email_verified`: whoever
   * comes with an address that it didn't verify gets no account either.
   *
   * @default - every domain
   */
  readonly emailDomains?: EmailDomains;
}
