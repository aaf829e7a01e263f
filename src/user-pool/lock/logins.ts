import { CfnResource } from 'aws-cdk-lib/core';
import { itemsOf, keyOf, stated } from './stated';
import type { IdentityPool } from '../../template/identity-pool';
import { referents } from '../../template/resource';
import { isIntrinsic, isObject } from '../../template/value';

/** What users of a provider get for whom the role mapping, if there is any, has no role. */
export const ANY_ROLE = 'the authenticated role';
export const MAPPED_ROLES = 'mapped roles only';
const NO_ROLE = 'no role';

/** Whose users get credentials of an identity pool: app clients by their key, other providers by their name. */
export function loginsOf(pool: IdentityPool): Readonly<Record<string, string>> | undefined {
  const names = [
    ...itemsOf(pool.providers.raw).map(clientName), ...pool.socialProviders.keys,
    ...[pool.oidcProviders, pool.samlProviders].flatMap(({ raw }) => itemsOf(raw)).map(text),
  ];
  const mappings = pool.roleAttachments.flatMap((attachment) => attachment.mappings);
  const strict = mappings.filter(([, { AmbiguousRoleResolution: rest }]) => rest === 'Deny')
    .map(([key, { IdentityProvider: provider = key }]) => clientIn(provider) ?? text(provider));
  const hasRole = pool.roleAttachments.some(({ roles }) => roles.at('authenticated').isSet);
  return names.length === 0 ? undefined
    : Object.fromEntries(names.map((name) => [name, strict.includes(name) ? MAPPED_ROLES : hasRole ? ANY_ROLE : NO_ROLE]));
}

function clientName(provider: unknown): string {
  return clientIn(provider) ?? (isObject(provider) && !isIntrinsic(provider) ? `${text(provider.ProviderName)}:${text(provider.ClientId)}` : text(provider));
}

/** The key of the app client of this app that a value names: a client is of one user pool only. */
function clientIn(value: unknown): string | undefined {
  const client = referents(value).find((one): one is CfnResource => CfnResource.isCfnResource(one) && one.cfnResourceType === 'AWS::Cognito::UserPoolClient');
  return client && keyOf(client);
}

function text(value: unknown): string {
  const known = stated(value);
  return isObject(known) ? JSON.stringify(known) : String(known);
}
