import { ProviderAttribute } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { OidcProvider } from './oidc';
import type { OidcPresetOptions } from './oidc-preset';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';

/**
 * Options for `SocialProvider.line()`.
 */
export interface LineProviderOptions extends OidcPresetOptions {}

/**
 * LINE Login.
 *
 * @see https://developers.line.biz/en/docs/line-login/integrate-line-login/
 */
export class LineProvider implements ISocialProvider {
  constructor(private readonly options: LineProviderOptions) {}

  bind(scope: Construct, bindOptions: SocialProviderBindOptions): SocialProviderConfig {
    const { options } = this;
    return new OidcProvider({ ...options, name: options.name ?? 'LINE', issuerUrl: 'https://access.line.me' }, {
      displayName: 'LINE',
      registerAt: 'https://developers.line.biz/console/',
      // the e-mail address needs a permission that LINE grants to a channel on request.
      mapping: { fullname: ProviderAttribute.other('name'), profilePicture: ProviderAttribute.other('picture') },
    }).bind(scope, bindOptions);
  }
}
