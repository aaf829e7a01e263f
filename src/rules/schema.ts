import { sharedClaims } from './models/claims';
import { holds, rulesOf, said, some, type Rule } from './rule';
import type { IdentityProvider } from '../template/attachment';
import { STANDARD_ATTRIBUTES, WRITABLE_ATTRIBUTES, type SchemaAttribute, type UserPool } from '../template/user-pool';
import type { Client } from '../template/user-pool-client';
import { isObject, type Properties } from '../template/value';

const ATTRIBUTES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html';

/** What is known about users. */
export const SCHEMA_RULES: readonly Rule<UserPool>[] = rulesOf('pool', ATTRIBUTES, {
  schemaRequiredStandard: {
    severity: 'warning',
    condition: 'A standard attribute stands in the schema',
    consequence: 'Cognito may take each later update of the pool for a change of the schema, and refuse it (aws-cdk#8585)',
    remedy: 'leave standard attributes out; for a pool that is stuck use `UserSchema.of({ frozen: true })`',
    source: 'https://github.com/aws/aws-cdk/issues/8585',
    check: (pool) => holds('Schema holds', pool.attributes.flatMap(({ name }) => name !== undefined && STANDARD_ATTRIBUTES.includes(name) ? [name] : [])),
  },
  schemaCustomName: {
    condition: 'A custom attribute has a name that begins with "custom:"',
    consequence: 'Cognito calls the attribute "custom:custom:…" for ever',
    remedy: 'leave "custom:" out: Cognito adds it',
    check: (pool) => holds('Schema holds', custom(pool).map(({ properties }) => String(properties.Name)).filter((name) => name.startsWith('custom:'))),
  },
  schemaCustomTwice: {
    condition: 'A pool declares a custom attribute twice',
    remedy: 'take one of them out',
    check: (pool) => {
      const names = custom(pool).map(({ name }) => name);
      return holds('Schema declares twice', [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]);
    },
  },
  schemaCustomRequired: {
    condition: 'A custom attribute is required',
    consequence: 'Cognito rejects the pool: only standard ones can be',
    remedy: 'take `Required` out, and refuse the sign-up in a pre sign-up trigger where the attribute is missing',
    check: (pool) => holds('Schema requires', custom(pool).filter(({ isRequired }) => isRequired).map(({ properties }) => String(properties.Name))),
  },
  providersShareClaim: {
    severity: 'warning',
    condition: 'Several providers map into one attribute by which accounts are linked, from which groups follow, or whose name sounds as if it decided what users may do',
    consequence: 'the administrators of each give their users any value, also that of the other\'s users',
    remedy: 'take the tenant from the provider\'s name, with `TokenClaim.providerName()`, and groups from an attribute for each provider, and let `trustedProviders` name those of one company '
      + 'only; acknowledge it where they are',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html',
    check: (pool) => said(sharedClaims(pool).map(([name, writers]) => `AttributeMapping of ${some(writers.map(({ path }) => path))} holds ${JSON.stringify(name)}`)),
  },
});

/** How clients and providers fit the schema. */
export const SCHEMA_CLIENT_RULES: readonly Rule<Client>[] = rulesOf('client', 'https://github.com/aws/aws-cdk/issues/2608', {
  clientCannotWriteRequired: {
    condition: 'A client\'s writable attributes lack one that every user must have',
    consequence: 'Cognito rejects the client, or no user can sign up through it',
    remedy: 'add the attribute; clients of this library do so by themselves',
    check: (client) => {
      const writable = client.writeAttributes.closedList;
      const missing = (client.pool?.attributes ?? []).filter(({ isRequired }) => isRequired).flatMap(({ name }) => name ?? [])
        .filter((name) => WRITABLE_ATTRIBUTES.includes(name) && writable?.includes(name) === false);
      return holds('Schema requires', missing, ` and WriteAttributes is ${JSON.stringify(writable)}`);
    },
  },
  clientUnknownAttribute: {
    condition: 'A client reads or writes a custom attribute that the pool doesn\'t declare',
    remedy: 'declare the attribute in the pool, or correct its name',
    source: ATTRIBUTES,
    check: (client) => {
      if (client.pool === undefined || client.pool.schemaIsHidden) {
        return undefined;
      }
      const declared = custom(client.pool).map(({ name }) => name);
      const bad = ['ReadAttributes', 'WriteAttributes'].flatMap((list) => {
        const names = client.at(list).list.filter((name) => name.startsWith('custom:') && !declared.includes(name));
        return names.length > 0 ? [`${list} holds ${JSON.stringify(names)}`] : [];
      });
      return bad.length > 0 ? `${bad.join('; ')}; Schema declares ${JSON.stringify(declared)}` : undefined;
    },
  },
});

/** What providers write must fit. */
export const SCHEMA_PROVIDER_RULES: readonly Rule<IdentityProvider>[] = rulesOf('provider', 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html', {
  providerMapsShort: {
    condition: 'A provider maps into a custom text that doesn\'t take 2,048 characters',
    consequence: 'Cognito rejects the provider, or the first long value locks the user out',
    remedy: 'leave `maxLength` out of the attribute',
    check: (provider) => {
      const mapped = provider.mapping.keys;
      const short = custom(provider.pool).filter((attribute) => Number(bounds(attribute).MaxLength) < 2048)
        .flatMap(({ name }) => name !== undefined && mapped.includes(name) ? [name] : []);
      return short.length > 0 ? `AttributeMapping holds ${JSON.stringify(short)}, whose MaxLength is less than 2048` : undefined;
    },
  },
});

/** Those that aren't standard, as far as their names are known. */
function custom(pool: UserPool | undefined): SchemaAttribute[] {
  return (pool?.attributes ?? []).filter(({ isCustom }) => isCustom);
}

function bounds({ properties }: SchemaAttribute): Properties {
  return isObject(properties.StringAttributeConstraints) ? properties.StringAttributeConstraints : {};
}
