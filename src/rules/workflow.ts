import { forgedGroups } from './models/claims';
import { unproved } from './models/users';
import { rulesOf, said, type Rule } from './rule';
import { nearest } from '../private/nearest';
import type { IdentityProvider } from '../template/attachment';
import { STANDARD_ATTRIBUTES, type UserPool } from '../template/user-pool';
import { isLiteral, isObject, type Properties } from '../template/value';

/** What the library's own functions are told, against what the pool has. */
export const WORKFLOW_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html', {
  workflowUnknown: {
    condition: 'A group, a claim or a scope follows from a provider, an attribute or a group that the pool doesn\'t have, or from an attribute that the provider doesn\'t map',
    consequence: 'no user ever has it',
    remedy: 'correct the name, declare the attribute as `UserSchema` does, or map it; acknowledge what is defined elsewhere',
    check: (pool) => {
      const { tokens, steps } = stepsOf(pool);
      if (steps.length === 0) {
        return undefined;
      }
      const attributes = pool.schemaIsHidden ? undefined : [...STANDARD_ATTRIBUTES, ...pool.attributes.flatMap(({ name }) => name ?? [])];
      const providers = pool.providerNames?.filter((name) => name !== 'COGNITO');
      const groups = groupsOf(pool);
      return said([
        ...unknown('membership', 'provider', steps.flatMap(({ match }) => isObject(match) && Array.isArray(match.providers) ? match.providers as unknown[] : []), providers),
        ...unknown('groups', 'provider', groups.map(({ provider }) => provider), providers),
        ...unknown('groups', 'attribute', groups.map(({ attribute }) => attribute), attributes),
        ...unknown('addWorkflow()', 'provider', tokens.flatMap((claim) => isObject(claim.providers) ? Object.keys(claim.providers) : []), providers),
        ...unknown('addWorkflow()', 'attribute', tokens.map(({ attribute }) => attribute), attributes),
        ...unknownScopes(pool, tokens),
        ...groups.flatMap(({ provider, attribute }) => {
          const found = providerOf(pool, provider);
          const isUnknown = attributes?.includes(String(attribute)) === false;
          return found === undefined || isUnknown || found.mapping.isUnknown || found.mapping.at(String(attribute)).isSet ? []
            : [`${reads(provider, attribute)}, and AttributeMapping of ${found.path} holds ${JSON.stringify(found.mapping.keys)}`];
        }),
      ]);
    },
  },
  providerGroupsForgeable: {
    final: true,
    condition: 'The groups of a provider\'s users follow from an attribute that these users can write themselves',
    consequence: 'a user takes any group that the table lists',
    remedy: 'leave `selfService` and the scope aws.cognito.signin.user.admin out of the clients that offer the provider, and map what only its administrators write',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-attribute-permissions-and-scopes',
    check: (pool) => said(groupsOf(pool).flatMap(({ provider, attribute }) => {
      const found = providerOf(pool, provider);
      const how = found === undefined ? undefined : forgedGroups(found, String(attribute));
      return how === undefined ? [] : [`${reads(provider, attribute)}, ${how}`];
    })),
  },
  emailDomainsUnverified: {
    severity: 'warning',
    condition: 'The e-mail domains of users who sign up are limited, and Cognito doesn\'t have them prove an e-mail address',
    consequence: 'they can\'t sign in until somebody verifies the address: whoever signs up may type in any, so that only a verified one counts',
    remedy: 'have Cognito verify e-mail addresses, and users sign up without a phone number, or acknowledge it where your back end verifies the address',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html',
    check: (pool) => {
      const isLimited = pool.workflow('PreSignUp')?.emailDomains?.some(({ provider }) => provider === undefined) === true;
      const client = isLimited ? pool.clients.find((one) => !one.isMachine && unproved(one, 'email') !== undefined) : undefined;
      return client && `"emailDomains" (COGNITO_WORKFLOW) is set, and users sign up through ${client.path}${unproved(client, 'email')!.why}`;
    },
  },
  linkBypassesMfa: {
    severity: 'warning',
    condition: 'Accounts of providers are linked to users who have a second factor',
    consequence: 'whoever holds the account at the provider signs in without it: Cognito asks nobody for a second factor who comes from a provider',
    remedy: 'leave `bypassMfa` out, or acknowledge it where the providers ask for a second factor themselves',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
    check: (pool) => pool.usesMfa && linking(pool).some(({ bypassMfa }) => bypassMfa === true)
      ? `"bypassMfa" (COGNITO_WORKFLOW) is true, and MfaConfiguration is ${JSON.stringify(pool.mfa.text)}` : undefined,
  },
  linkRefusesMfa: {
    severity: 'warning',
    condition: 'A second factor is required, and accounts of providers are linked to users without one only',
    consequence: 'nobody is linked who has signed in here once: such users are refused when they come from the provider',
    remedy: 'use `DuplicateEmailPolicy.refuse()`, or `bypassMfa` where the providers ask for a second factor themselves',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
    check: (pool) => pool.mfa.text === 'ON' && linking(pool).some(({ bypassMfa }) => bypassMfa !== true)
      ? '"duplicateEmails" (COGNITO_WORKFLOW) links, and MfaConfiguration is "ON"' : undefined,
  },
});

/** Claims and groups that users have by themselves, of both triggers. */
function stepsOf(pool: UserPool): { readonly tokens: readonly Properties[]; readonly steps: readonly Properties[] } {
  const { tokenClaims = [], derivedGroups = [], providerGroups = [] } = pool.workflow('PreTokenGenerationConfig') ?? {};
  const { storedGroups = [] } = pool.workflow('PostConfirmation') ?? {};
  return { tokens: tokenClaims, steps: [...tokenClaims, ...derivedGroups, ...providerGroups, ...storedGroups] };
}

function groupsOf(pool: UserPool): readonly Properties[] {
  return (pool.workflow('PreTokenGenerationConfig')?.providerGroups ?? []).filter(({ provider, attribute }) => isLiteral(provider) && isLiteral(attribute));
}

function providerOf(pool: UserPool, name: unknown): IdentityProvider | undefined {
  return pool.providers.find((provider) => provider.name.text === name);
}

/** What the function is told, by the prop that says it. */
function toldBy(prop: string): string {
  return `"${prop}" (COGNITO_WORKFLOW)`;
}

function reads(provider: unknown, attribute: unknown): string {
  return `${toldBy('groups')} of ${JSON.stringify(provider)} come from ${JSON.stringify(attribute)}`;
}

/** Scopes that no resource server of the pool has, where all of them are seen, and groups whose name was probably mistyped: others may be made by API. */
function unknownScopes(pool: UserPool, tokens: readonly Properties[]): string[] {
  const tables = tokens.flatMap(({ scopes }) => isObject(scopes) ? Object.entries(scopes) : []);
  const servers = pool.resourceServers.map(({ scopeNames }) => scopeNames);
  const given = groupsOf(pool).flatMap((entry) => isObject(entry.groups) ? Object.values(entry.groups) : []);
  const names = [...pool.groups.map(({ name }) => name.text), ...given].filter(isLiteral);
  return tables.length === 0 ? [] : [
    ...unknown('addWorkflow()', 'group', tables.map(([group]) => group).filter((group) => nearest(group, names) !== undefined), names),
    ...unknown('addWorkflow()', 'scope', tables.flatMap(([, scopes]) => scopes), servers.length === 0 || servers.includes(undefined) ? undefined : servers.flatMap((list) => list ?? [])),
  ];
}

/** Names that nothing has; none where only CloudFormation knows what there is. */
function unknown(prop: string, what: string, names: readonly unknown[], known: readonly string[] | undefined): string[] {
  return known === undefined ? [] : [...new Set(names.filter(isLiteral))].filter((name) => !known.includes(name)).map((name) => {
    const close = known.find((one) => one === `custom:${name}`) ?? nearest(name, known);
    return `${toldBy(prop)} names the ${what} ${JSON.stringify(name)}, which the pool lacks${close === undefined ? '' : `: did you mean ${JSON.stringify(close)}?`}`;
  });
}

/** What the library's own function is told of linking. */
function linking(pool: UserPool): readonly Properties[] {
  return (pool.workflow('PreSignUp')?.duplicateEmails ?? []).filter(({ policy }) => policy === 'LINK_VERIFIED');
}
