import { ProviderAttribute, UserPoolIdentityProviderAmazon, type AttributeMapping } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { defineProvider } from './defined-provider';
import { providerId } from './provider-id';
import { secretText } from './secret-text';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';

/**
 * Options for `SocialProvider.amazon()`.
 */
export interface AmazonProviderOptions {
  /**
   * The client id of the security profile at Amazon.
   */
  readonly clientId: string;

  /**
   * The client secret, from Secrets Manager. A literal is refused (rule `providerSecretLiteral`).
   */
  readonly clientSecret: SecretValue;

  /**
   * Which of Amazon's attributes go into which attributes of the user. What is named here is added to the default.
   *
   * @default - `email` and `name`; Amazon doesn't say whether an address is verified
   */
  readonly attributeMapping?: AttributeMapping;

  /**
   * The scopes that Cognito requests from Amazon.
   *
   * @default - `profile`, which brings the e-mail address, and whatever the mapping needs
   */
  readonly scopes?: string[];
}

const SCOPES = { postal_code: 'postal_code' };

/**
 * Login with Amazon.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon.html
 */
export class AmazonProvider implements ISocialProvider {
  constructor(private readonly options: AmazonProviderOptions) {}

  bind(scope: Construct, { userPool }: SocialProviderBindOptions): SocialProviderConfig {
    return {
      displayName: 'Login with Amazon',
      registerAt: 'https://developer.amazon.com/loginwithamazon/console/site/lwa/overview.html',
      identityProvider: defineProvider(scope, providerId(scope, 'Amazon'), UserPoolIdentityProviderAmazon, {
        userPool,
        clientId: this.options.clientId,
        clientSecret: secretText(this.options.clientSecret),
        attributeMapping: this.options.attributeMapping,
        scopes: this.options.scopes,
      }, {
        mapping: {
          email: ProviderAttribute.AMAZON_EMAIL,
          fullname: ProviderAttribute.AMAZON_NAME,
        },
        base: ['profile'],
        scopeOf: SCOPES,
      }),
    };
  }
}
