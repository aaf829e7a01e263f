import { ProviderAttribute, UserPoolIdentityProviderApple, type AttributeMapping } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { defineProvider } from './defined-provider';
import { providerId } from './provider-id';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';
import type { EmailDomains } from '../workflows/email-domains/email-domains';

/**
 * Options for `SocialProvider.apple()`.
 */
export interface AppleProviderOptions {
  /**
   * The services id at Apple, such as `com.example.app.web`.
   */
  readonly servicesId: string;

  /**
   * The team id at Apple: ten characters.
   */
  readonly teamId: string;

  /**
   * The id of the private key at Apple: ten characters.
   */
  readonly keyId: string;

  /**
   * The private key, from Secrets Manager. A literal is refused (rule `providerSecretLiteral`).
   *
   * Store what stands between the BEGIN and END lines of the .p8 file, without line breaks: with them, Cognito has refused keys.
   */
  readonly privateKey: SecretValue;

  /**
   * Which of Apple's attributes go into which attributes of the user. What is named here is added to the default.
   *
   * @default - `email`, `email_verified` and `name`; Apple has no picture and tells the name at the first sign-in only
   */
  readonly attributeMapping?: AttributeMapping;

  /**
   * The scopes that Cognito requests from Apple.
   *
   * @default - whatever the mapping needs; the L2's own default is `name`, which brings no e-mail address
   */
  readonly scopes?: string[];

  /**
   * The domains that the e-mail addresses of its users may have, as Apple verifies them. All others get no account.
   *
   * @default - every domain
   */
  readonly emailDomains?: EmailDomains;
}

const SCOPES = { email: 'email', email_verified: 'email', name: 'name', firstName: 'name', lastName: 'name' };

/**
 * Sign in with Apple.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/apple.html
 */
export class AppleProvider implements ISocialProvider {
  constructor(private readonly options: AppleProviderOptions) {}

  bind(scope: Construct, { userPool }: SocialProviderBindOptions): SocialProviderConfig {
    return {
      emailDomains: this.options.emailDomains,
      displayName: 'Apple',
      registerAt: 'https://developer.apple.com/account/resources/identifiers/list/serviceId',
      identityProvider: defineProvider(scope, providerId(scope, 'Apple'), UserPoolIdentityProviderApple, {
        userPool,
        clientId: this.options.servicesId,
        teamId: this.options.teamId,
        keyId: this.options.keyId,
        privateKeyValue: this.options.privateKey,
        attributeMapping: this.options.attributeMapping,
        scopes: this.options.scopes,
      }, {
        mapping: {
          email: ProviderAttribute.APPLE_EMAIL,
          emailVerified: ProviderAttribute.APPLE_EMAIL_VERIFIED,
          fullname: ProviderAttribute.APPLE_NAME,
        },
        base: [],
        scopeOf: SCOPES,
      }),
    };
  }
}
