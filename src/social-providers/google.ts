import { ProviderAttribute, UserPoolIdentityProviderGoogle, type AttributeMapping } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { defineProvider } from './defined-provider';
import { providerId } from './provider-id';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';
import type { EmailDomains } from '../workflows/email-domains/email-domains';

/**
 * Options for `SocialProvider.google()`.
 */
export interface GoogleProviderOptions {
  /**
   * The client id of the OAuth client at Google.
   */
  readonly clientId: string;

  /**
   * The client secret, from Secrets Manager. A literal is refused (rule `providerSecretLiteral`).
   */
  readonly clientSecret: SecretValue;

  /**
   * Which of Google's attributes go into which attributes of the user. What is named here is added to the default.
   *
   * @default - `email`, `email_verified`, `name` and `picture`
   */
  readonly attributeMapping?: AttributeMapping;

  /**
   * The scopes that Cognito requests from Google.
   *
   * @default - `openid` and whatever the mapping needs; the L2's own default is `profile`, which brings no e-mail address
   */
  readonly scopes?: string[];

  /**
   * The domains that the e-mail addresses of its users may have, as Google verifies them. All others get no account.
   *
   * @default - every domain
   */
  readonly emailDomains?: EmailDomains;
}

const SCOPES = {
  email: 'email',
  email_verified: 'email',
  name: 'profile',
  given_name: 'profile',
  family_name: 'profile',
  picture: 'profile',
  names: 'profile',
  genders: 'https://www.googleapis.com/auth/user.gender.read',
  birthdays: 'https://www.googleapis.com/auth/user.birthday.read',
  phoneNumbers: 'https://www.googleapis.com/auth/user.phonenumbers.read',
};

/**
 * Sign in with Google.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/google.html
 */
export class GoogleProvider implements ISocialProvider {
  constructor(private readonly options: GoogleProviderOptions) {}

  bind(scope: Construct, { userPool }: SocialProviderBindOptions): SocialProviderConfig {
    return {
      emailDomains: this.options.emailDomains,
      displayName: 'Google',
      registerAt: 'https://console.cloud.google.com/auth/clients',
      identityProvider: defineProvider(scope, providerId(scope, 'Google'), UserPoolIdentityProviderGoogle, {
        userPool,
        clientId: this.options.clientId,
        clientSecretValue: this.options.clientSecret,
        attributeMapping: this.options.attributeMapping,
        scopes: this.options.scopes,
      }, {
        mapping: {
          email: ProviderAttribute.GOOGLE_EMAIL,
          emailVerified: ProviderAttribute.GOOGLE_EMAIL_VERIFIED,
          fullname: ProviderAttribute.GOOGLE_NAME,
          profilePicture: ProviderAttribute.GOOGLE_PICTURE,
        },
        base: ['openid'],
        scopeOf: SCOPES,
      }),
    };
  }
}
