import type { Construct } from 'constructs';
import { OidcProvider } from './oidc';
import type { OidcPresetOptions } from './oidc-preset';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';

/**
 * Options for `SocialProvider.gitlab()`.
 */
export interface GitLabProviderOptions extends OidcPresetOptions {
  /**
   * The URL of GitLab, without a slash at its end.
   *
   * @default https://gitlab.com
   */
  readonly issuerUrl?: string;

  /**
   * Whether `email_verified` is mapped from GitLab's claim. On an installation of your own its administrators decide what is verified.
   *
   * @default - true for gitlab.com, false for an installation of your own
   */
  readonly trustEmailVerified?: boolean;
}

const GITLAB_COM = 'https://gitlab.com';

/**
 * GitLab: gitlab.com or an installation of your own.
 *
 * @see https://docs.gitlab.com/integration/openid_connect_provider/
 */
export class GitLabProvider implements ISocialProvider {
  constructor(private readonly options: GitLabProviderOptions) {}

  bind(scope: Construct, bindOptions: SocialProviderBindOptions): SocialProviderConfig {
    const { options } = this;
    const issuerUrl = options.issuerUrl ?? GITLAB_COM;
    return new OidcProvider({
      ...options,
      name: options.name ?? 'GitLab',
      issuerUrl,
      trustEmailVerified: options.trustEmailVerified ?? issuerUrl === GITLAB_COM,
    }, { displayName: 'GitLab', registerAt: `${issuerUrl}/-/user_settings/applications` }).bind(scope, bindOptions);
  }
}
