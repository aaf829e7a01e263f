import type { Construct } from 'constructs';
import { OidcProvider } from './oidc';
import type { OidcPresetOptions } from './oidc-preset';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';

/**
 * Options for `SocialProvider.slack()`.
 */
export interface SlackProviderOptions extends OidcPresetOptions {
  /**
   * Whether `email_verified` is mapped from Slack's claim. The owners of a workspace manage the addresses in it: set it for an app that is installed in
   * your own workspace only.
   *
   * @default false
   */
  readonly trustEmailVerified?: boolean;
}

/**
 * Sign in with Slack.
 *
 * @see https://docs.slack.dev/authentication/sign-in-with-slack/
 */
export class SlackProvider implements ISocialProvider {
  constructor(private readonly options: SlackProviderOptions) {}

  bind(scope: Construct, bindOptions: SocialProviderBindOptions): SocialProviderConfig {
    const { options } = this;
    return new OidcProvider({ ...options, name: options.name ?? 'Slack', issuerUrl: 'https://slack.com' }, {
      displayName: 'Slack',
      registerAt: 'https://api.slack.com/apps',
    }).bind(scope, bindOptions);
  }
}
