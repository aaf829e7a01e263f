import type { Construct } from 'constructs';
import { OidcProvider } from './oidc';
import type { OidcPresetOptions } from './oidc-preset';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';

/**
 * Options for `SocialProvider.slack()`.
 */
export interface SlackProviderOptions extends OidcPresetOptions {
  /**
   * Whether Slack is believed when it says that an address is verified. Who owns a workspace manages the addresses in it: believe an app of your own
   * workspace, not one that is installed elsewhere too.
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
