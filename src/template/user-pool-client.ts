import { Attachment, type IdentityProvider } from './attachment';

/** An app client. */
export class Client extends Attachment {
  readonly hosted = this.at('AllowedOAuthFlowsUserPoolClient');
  readonly grants = this.at('AllowedOAuthFlows');
  readonly scopes = this.at('AllowedOAuthScopes');
  readonly callbackUrls = this.at('CallbackURLs');
  readonly logoutUrls = this.at('LogoutURLs');
  readonly defaultRedirectUri = this.at('DefaultRedirectURI');
  readonly authFlows = this.at('ExplicitAuthFlows');
  readonly providers = this.at('SupportedIdentityProviders');
  readonly readAttributes = this.at('ReadAttributes');
  readonly writeAttributes = this.at('WriteAttributes');
  readonly secret = this.at('GenerateSecret');
  readonly rotation = this.at('RefreshTokenRotation.Feature');
  readonly rotationGrace = this.at('RefreshTokenRotation.RetryGracePeriodSeconds');
  readonly existenceErrors = this.at('PreventUserExistenceErrors');
  readonly contextData = this.at('EnablePropagateAdditionalUserContextData');

  /** Whether users sign in on the pool's pages, or machines get tokens there. */
  get usesOAuth(): boolean { return this.hosted.flag === true; }

  get isMachine(): boolean { return this.grants.list.includes('client_credentials'); }

  /** Whether users sign in on the pool's pages, or might. */
  get hasPages(): boolean { return (this.usesOAuth || this.hosted.isUnknown) && !this.isMachine; }

  /** Whether it surely has no secret. */
  get isPublic(): boolean { return !this.secret.isUnknown && this.secret.flag !== true; }

  /** The names of all providers that it offers; `undefined` where that can't be known. */
  get offeredNames(): string[] | undefined {
    const { items, list, isUnknown } = this.providers;
    const seen = this.referents(items);
    const names = [...list, ...(this.pool?.providers ?? []).filter(({ cfn }) => seen.includes(cfn)).map(({ name }) => name.text)];
    return isUnknown || names.length < items.length ? undefined : names.filter((name) => name !== undefined);
  }

  /** Whether it has a button for a provider, by its name or by a reference. */
  offers(provider: IdentityProvider): boolean {
    const name = provider.name.text;
    return this.providers.list.some((item) => item === name) || this.referents(this.providers.raw).includes(provider.cfn);
  }
}
