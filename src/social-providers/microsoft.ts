import { ProviderAttribute } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { OidcProvider } from './oidc';
import type { OidcPresetOptions } from './oidc-preset';
import type { ISocialProvider, SocialProviderBindOptions, SocialProviderConfig } from './social-provider-config';
import { failure } from '../private/errors';
import type { ProviderGroups } from '../workflows/provider-groups/provider-groups';

/**
 * Options for `SocialProvider.microsoft()`.
 */
export interface MicrosoftProviderOptions extends OidcPresetOptions {
  /**
   * The directory (tenant) id at Microsoft Entra: a GUID. `common`, `organizations` and `consumers` are refused: any tenant could issue tokens for any address.
   */
  readonly tenantId: string;

  /**
   * The e-mail domains of the tenant, such as `example.com`, up to 50: the sign-in page sends a user who types such an address to the provider.
   *
   * @default - users choose the provider by its button
   */
  readonly identifiers?: string[];

  /**
   * Groups of the provider's users by the groups that they have there.
   *
   * @default - users have the groups that administrators of the pool put them into
   */
  readonly groups?: ProviderGroups;
}

/** The tenant of all personal accounts. */
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Microsoft Entra, one tenant of it.
 *
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc
 */
export class MicrosoftProvider implements ISocialProvider {
  constructor(private readonly options: MicrosoftProviderOptions) {}

  bind(scope: Construct, bindOptions: SocialProviderBindOptions): SocialProviderConfig {
    const { tenantId, ...options } = this.options;
    // by a domain's name discovery works, and then tokens carry another issuer, that of the id.
    if (!Token.isUnresolved(tenantId) && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(tenantId)) {
      throw failure(scope, `"tenantId" must be the directory (tenant) id of one tenant, a GUID, received ${JSON.stringify(tenantId)}: `
        + 'it stands on the overview page of the app registration');
    }
    // Microsoft writes its issuer in lower case, and Cognito compares it exactly.
    const tenant = Token.isUnresolved(tenantId) ? tenantId : tenantId.toLowerCase();
    if (tenant === CONSUMERS) {
      throw failure(scope, '"tenantId" is that of all personal Microsoft accounts ("consumers"): give the id of one tenant');
    }
    return new OidcProvider({
      ...options,
      name: options.name ?? 'Microsoft',
      issuerUrl: `https://login.microsoftonline.com/${tenant}/v2.0`,
    }, {
      displayName: 'Microsoft',
      registerAt: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
      // no picture: its URL needs a token of Microsoft Graph. And Microsoft doesn't say whether an address is verified.
      mapping: { email: ProviderAttribute.other('email'), fullname: ProviderAttribute.other('name') },
    }).bind(scope, bindOptions);
  }
}
