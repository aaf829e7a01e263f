import type { Construct } from 'constructs';
import { OidcProvider } from './oidc';
import type { OidcPresetOptions } from './oidc-preset';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';

/**
 * Options for `SocialProvider.linkedin()`.
 */
export interface LinkedInProviderOptions extends OidcPresetOptions {
  /**
   * Whether `email_verified` is mapped from LinkedIn's claim.
   *
   * @default true
   */
  readonly trustEmailVerified?: boolean;
}

/**
 * Sign In with LinkedIn using OpenID Connect.
 *
 * @see https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
 */
export class LinkedInProvider implements ISocialProvider {
  constructor(private readonly options: LinkedInProviderOptions) {}

  bind(scope: Construct, bindOptions: SocialProviderBindOptions): SocialProviderConfig {
    const { options } = this;
    return new OidcProvider({
      ...options,
      name: options.name ?? 'LinkedIn',
      // with the path: it is what the tokens say, and Cognito compares it exactly.
      issuerUrl: 'https://www.linkedin.com/oauth',
      trustEmailVerified: options.trustEmailVerified ?? true,
    }, { displayName: 'LinkedIn', registerAt: 'https://www.linkedin.com/developers/apps' }).bind(scope, bindOptions);
  }
}
