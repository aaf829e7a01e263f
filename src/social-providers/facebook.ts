import { ProviderAttribute, UserPoolIdentityProviderFacebook, type AttributeMapping } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { defineProvider } from './defined-provider';
import { providerId } from './provider-id';
import { secretText } from './secret-text';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';

/**
 * Options for `SocialProvider.facebook()`.
 */
export interface FacebookProviderOptions {
  /**
   * The client id: the app id at Facebook.
   */
  readonly clientId: string;

  /**
   * The client secret: the app secret at Facebook, from Secrets Manager. A literal is refused (rule `providerSecretLiteral`).
   */
  readonly clientSecret: SecretValue;

  /**
   * Which of Facebook's attributes go into which attributes of the user. What is named here is added to the default.
   *
   * @default - `email` and `name`; Facebook doesn't say whether an address is verified
   */
  readonly attributeMapping?: AttributeMapping;

  /**
   * The scopes that Cognito requests from Facebook.
   *
   * @default - `public_profile` and whatever the mapping needs
   */
  readonly scopes?: string[];

  /**
   * The version of Facebook's Graph API, such as `v23.0`.
   *
   * @default - the one that Cognito uses
   */
  readonly apiVersion?: string;
}

const SCOPES = { email: 'email', birthday: 'user_birthday', gender: 'user_gender' };

/**
 * Sign in with Facebook.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/facebook.html
 */
export class FacebookProvider implements ISocialProvider {
  constructor(private readonly options: FacebookProviderOptions) {}

  bind(scope: Construct, { userPool }: SocialProviderBindOptions): SocialProviderConfig {
    return {
      displayName: 'Facebook',
      registerAt: 'https://developers.facebook.com/apps',
      identityProvider: defineProvider(scope, providerId(scope, 'Facebook'), UserPoolIdentityProviderFacebook, {
        userPool,
        clientId: this.options.clientId,
        clientSecret: secretText(this.options.clientSecret),
        attributeMapping: this.options.attributeMapping,
        apiVersion: this.options.apiVersion,
        scopes: this.options.scopes,
      }, {
        mapping: {
          email: ProviderAttribute.FACEBOOK_EMAIL,
          fullname: ProviderAttribute.FACEBOOK_NAME,
        },
        base: ['public_profile'],
        scopeOf: SCOPES,
      }, { apiVersion: 'apiVersion' }),
    };
  }
}
