import { itemsOf, stated } from './stated';
import type { IdentityProvider } from '../../template/attachment';
import type { Resource } from '../../template/resource';
import type { UserPool } from '../../template/user-pool';
import { isIntrinsic, isObject, own } from '../../template/value';

type Read = (resource: Resource) => unknown;

/** The detail that says who names the users of a provider: Facebook has other ids for each app, Apple for each team. */
const NAMING_DETAIL: Readonly<Record<string, string>> = { OIDC: 'oidc_issuer', Facebook: 'client_id', SignInWithApple: 'team_id', SAML: 'MetadataURL' };

/** What becomes of the user name where nothing is mapped to it. */
const NAMED_BY: Readonly<Record<string, string>> = { Facebook: 'id', LoginWithAmazon: 'user_id', SAML: 'NameID' };

/** A change of any of them makes another account. */
const USER_PROPERTIES = ['Username', 'UserAttributes', 'DesiredDeliveryMediums', 'MessageAction', 'ForceAliasCreation', 'ClientMetadata', 'ValidationData'];

/** Whether a flag is known to be on, or off. */
export function isFlagged(value: unknown, on = true): boolean {
  return String(value) === String(on);
}

/** A flag that is off where nothing is said. */
export function flag(name: string): Read {
  return (resource) => isFlagged(resource.at(name).raw, false) ? undefined : resource.at(name).raw;
}

/** A list, unless it is empty. */
export function listed(list: unknown[]): unknown[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** A list whose order says nothing. */
export function unordered(name: string): Read {
  return (resource) => {
    const { raw } = resource.at(name);
    return Array.isArray(raw) ? listed([...raw as unknown[]].sort()) : raw;
  };
}

/** Attributes by name; those that nobody can see by their place. */
export function schemaOf(pool: Resource): unknown {
  const { raw: schema } = (pool as UserPool).schema;
  return !Array.isArray(schema) ? schema : Object.fromEntries(schema.map((attribute: unknown, index): [string, unknown] => {
    const { Name: name, ...others } = isObject(attribute) && !isIntrinsic(attribute) ? attribute : { Name: `#${index}`, attribute };
    return [String(stated(name)), others];
  }));
}

/** With passkeys and no relying party, Cognito takes the pool's domain for it. */
export function relyingPartyOf(pool: Resource): unknown {
  const { firstFactors, relyingParty } = pool as UserPool;
  return relyingParty.raw ?? (firstFactors.list.includes('WEB_AUTHN') ? 'the domain of the pool' : undefined);
}

/** Who names the users of a provider. A new certificate in the metadata file of the same SAML provider changes nothing. */
export function namingOf(resource: Resource): unknown {
  const provider = resource as IdentityProvider;
  const entity = /\bentityID\s*=\s*["']([^"']*)/.exec(provider.metadataFile.text ?? '')?.[1];
  const detail = own(NAMING_DETAIL, provider.kind.text ?? '');
  const value = detail === undefined ? undefined : within(provider, 'ProviderDetails', detail);
  return entity !== undefined ? `entityID ${entity}` : value === undefined ? undefined
    : `${detail} ${[value].flat().map((one) => String(one).replace(/\/$/, '')).join(' or ')}`;
}

/** The client id at providers that may give each of their clients other ids for one user. */
export function clientIdOf(provider: Resource): unknown {
  return ['OIDC', 'LoginWithAmazon'].includes((provider as IdentityProvider).kind.text ?? '') ? within(provider, 'ProviderDetails', 'client_id') : undefined;
}

/** What becomes the user name. */
export function userNameOf(provider: Resource): unknown {
  return within(provider, 'AttributeMapping', 'username') ?? own(NAMED_BY, (provider as IdentityProvider).kind.text ?? '') ?? 'sub';
}

export function accountOf(user: Resource): unknown {
  return Object.fromEntries(USER_PROPERTIES.map((name) => [name, user.at(name).raw]));
}

/** What a map holds under a name, in any alternative. What else is in it, such as a secret, is nobody's business. */
function within(resource: Resource, map: string, name: string): unknown {
  const values = itemsOf(resource.at(map).raw).flatMap((one) => isObject(one) && one[name] !== undefined ? [stated(one[name])] : []);
  return values.length > 1 ? values : values[0];
}
