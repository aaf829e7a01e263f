import { said, rulesOf, type Rule } from './rule';
import { nearest } from '../private/nearest';
import type { IdentityProvider } from '../template/attachment';
import type { IdentityPool, PrincipalTag, RoleAttachment } from '../template/identity-pool';
import { attributeOf } from '../template/resource';
import { STANDARD_ATTRIBUTES, type UserPool } from '../template/user-pool';
import type { Client } from '../template/user-pool-client';
import { characters, isIntrinsic, isLiteral, isObject, isOutside, Text, type Properties } from '../template/value';

const MAPPING = 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html';
const MAPPING_RULE = 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MappingRule.html';
const BY_RULES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-rules-to-assign-roles-to-users';

/** What Cognito writes beside the attributes. */
const TOKEN_CLAIMS = [
  'cognito:username', 'cognito:groups', 'cognito:roles', 'cognito:preferred_role', 'identities', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'token_use', 'jti',
  'origin_jti', 'event_id', 'at_hash', 'nonce', 'amr', 'acr',
];

/** What Cognito itself decides. */
const OWN_CLAIMS = ['sub', 'email_verified', 'phone_number_verified'];

/** How roles are chosen by claims. */
export const ROLE_MAPPING_RULES: readonly Rule<IdentityPool>[] = rulesOf('attachment', MAPPING, {
  roleMappingCount: {
    condition: 'More than 10 providers of an identity pool have a role mapping',
    remedy: 'let clients of one user pool share a client, or define another identity pool',
    check: (pool) => {
      const [count] = pool.roleAttachments.map((attachment) => attachment.roleMappings.keys.length).filter((length) => length > 10);
      return count === undefined ? undefined : `RoleMappings has ${count} mappings`;
    },
  },
  roleMappingRuleCount: {
    condition: 'A role mapping by rules has no rules or more than 25',
    remedy: 'give 1 to 25 rules; for more, let a pre token generation trigger bring one claim that decides',
    check: (pool) => said(ruleMappings(pool).flatMap(({ key, rules }) => (rules !== undefined && (rules.length === 0 || rules.length > 25)
      ? [`RoleMappings.${key} has ${rules.length} rules`] : []))),
  },
  roleMappingRuleLength: {
    condition: 'The claim of a mapping rule doesn\'t have 1 to 64 characters, or its value 1 to 128',
    remedy: 'shorten it, or let a pre token generation trigger bring a shorter claim',
    source: MAPPING_RULE,
    check: (pool) => said(ruleMappings(pool).flatMap(({ key, rules }) => (rules ?? []).flatMap(({ Claim, Value }) => (
      Object.entries({ Claim: [Claim, 64], Value: [Value, 128] } as const).flatMap(([name, [text, most]]) => {
        const known = isLiteral(text) ? text : undefined;
        return isOutside(known, 1, most) ? [`a rule of RoleMappings.${key} has a ${name} of ${characters(known)} characters`] : [];
      }))))),
  },
  roleMappingSubstring: {
    condition: 'A mapping rule looks for a part of a claim',
    consequence: '"admin" is in "not-admin" too, and "acme" at the start of "acme-evil": only the whole is a boundary',
    remedy: 'use `RoleMapping.token()` for groups, and `claimEquals` for the rest',
    source: BY_RULES,
    check: (pool) => said(ruleMappings(pool).flatMap(({ key, rules }) => (rules ?? [])
      .filter(({ Claim, MatchType }) => isLiteral(Claim) && ['Contains', 'StartsWith'].includes(String(MatchType)))
      .map(({ Claim, MatchType }) => `a rule of RoleMappings.${key} has the MatchType "${String(MatchType)}" on ${JSON.stringify(Claim)}`))),
  },
  roleMappingOverlap: {
    severity: 'warning',
    condition: 'Two mapping rules with different roles may match one token',
    consequence: 'the order is no boundary: the app asks for the stronger of the two with CustomRoleArn',
    remedy: 'compare one claim with `claimEquals` in all rules, or acknowledge it where no role allows more than another',
    source: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html',
    check: (pool) => said(ruleMappings(pool).flatMap(({ key, rules }) => {
      const known = (rules ?? []).filter(({ Claim, MatchType, Value }) => isLiteral(Claim) && isLiteral(MatchType) && isLiteral(Value));
      return known.flatMap((one, index) => {
        const other = known.slice(index + 1).find((later) => JSON.stringify(later.RoleARN) !== JSON.stringify(one.RoleARN) && overlap(one, later));
        return other === undefined ? [] : [`RoleMappings.${key} has ${shown(one)} and ${shown(other)}`];
      }).slice(0, 1);
    })),
  },
  claimUnknown: {
    condition: 'A role or a tag comes from a claim that no token of the user pool has',
    consequence: 'no user ever matches the rule, or has the tag',
    remedy: 'name a claim of the ID token: a custom attribute by `custom:<name>`, as `UserSchema` declares it; acknowledge a claim that another function brings',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html',
    check: (pool) => said([...new Set([...ruleClaims(pool), ...tagClaims(pool)].flatMap(({ claim, where, clients }) => {
      const pools = [...new Set(clients.map((client) => client.pool))];
      const known = pools.flatMap((one) => claimsOf(one) ?? []);
      const close = nearest(claim, known);
      return pools.length === 0 || pools.some((one) => claimsOf(one) === undefined) || known.includes(claim) ? []
        : [`${where} comes from ${JSON.stringify(claim)}, which no token has${close === undefined ? '' : `: did you mean ${JSON.stringify(close)}?`}`];
    }))]),
  },
  claimForgeable: {
    final: true,
    condition: 'A role or a tag comes from an attribute that users can write themselves',
    consequence: 'a user takes the role or the tenant of another',
    remedy: 'use an attribute that no client writes, or a claim of a pre token generation trigger; a client without write list writes all standard ones',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html',
    check: (pool) => said([...ruleClaims(pool), ...tagClaims(pool)].flatMap(({ claim, where, clients }) => {
      const provider = clients.flatMap(({ pool: userPool }) => userPool?.providers ?? []).find((one) => saysUnverified(one, claim));
      if (provider !== undefined) {
        return [`${where} comes from ${JSON.stringify(claim)}, which ${provider.path} brings without saying that it is verified`];
      }
      const client = clients.find((one) => !isSettled(one, claim) && letsUsersWrite(one) && writes(one, claim));
      return client === undefined ? [] : [`${where} comes from ${JSON.stringify(claim)}, which users write through ${client.path}`];
    })),
  },
});

interface RuleMapping {
  readonly key: string;
  readonly attachment: RoleAttachment;
  readonly mapping: Properties;
  /** `undefined` where only CloudFormation knows them */
  readonly rules?: Properties[];
}

function ruleMappings(pool: IdentityPool): RuleMapping[] {
  return pool.roleAttachments.flatMap((attachment) => attachment.mappings
    .filter(([, mapping]) => mapping.Type === 'Rules')
    .map(([key, mapping]) => ({ key, attachment, mapping, rules: mappingRulesOf(mapping.RulesConfiguration) })));
}

function mappingRulesOf(configuration: unknown): Properties[] | undefined {
  const rules = isObject(configuration) && !isIntrinsic(configuration) ? configuration.Rules : configuration;
  if (rules === undefined) {
    return [];
  }
  return Array.isArray(rules) ? rules.filter((rule): rule is Properties => isObject(rule)) : undefined;
}

/** A URL where a name is wanted: a literal, the start of a join, or the pool's own `ProviderURL`. */
export function isProviderUrl(value: unknown): boolean {
  const text = Text.of(value);
  const [first] = text?.parts ?? [];
  return (isObject(first) && attributeOf(first.unknown) === 'ProviderURL') || text?.head.startsWith('https://') === true;
}

function overlap(one: Properties, other: Properties): boolean {
  return one.Claim !== other.Claim || !(excludes(one, other) || excludes(other, one));
}

/** Whether no claim can match both. Of the four ways to compare, each case is answered from one side. */
function excludes(one: Properties, other: Properties): boolean {
  const [value, text] = [String(one.Value), String(other.Value)];
  if (one.MatchType === 'Equals') {
    const apart: Record<string, boolean> = {
      Equals: value !== text,
      NotEqual: value === text,
      Contains: !value.includes(text),
      StartsWith: !value.startsWith(text),
    };
    return apart[String(other.MatchType)] === true;
  }
  return one.MatchType === 'StartsWith' && other.MatchType === 'StartsWith' && !value.startsWith(text) && !text.startsWith(value);
}

function shown({ Claim, MatchType, Value }: Properties): string {
  return `${String(Claim)} ${String(MatchType)} ${JSON.stringify(Value)}`;
}

/** The claims that the ID tokens of a user pool may have; `undefined` where a function adds some, or the attributes can't be seen. */
function claimsOf(pool: UserPool | undefined): string[] | undefined {
  const adds = ['PreTokenGeneration', 'PreTokenGenerationConfig'].some((trigger) => pool?.triggers.at(trigger).isSet);
  return pool === undefined || adds || pool.schemaIsHidden ? undefined
    : [...STANDARD_ATTRIBUTES, ...TOKEN_CLAIMS, ...pool.attributes.flatMap(({ name }) => name ?? [])];
}

/** A claim that decides something, with the clients of the user pool that it comes from. */
interface DecidingClaim {
  readonly claim: string;
  readonly where: string;
  readonly clients: readonly Client[];
}

function ruleClaims(pool: IdentityPool): DecidingClaim[] {
  return ruleMappings(pool).flatMap(({ key, attachment, mapping, rules }) => (
    (rules ?? []).map(({ Claim }) => Claim).filter(isLiteral)
      .map((claim) => ({ claim, where: `a role of RoleMappings.${key}`, clients: clientsIn(pool, attachment, mapping.IdentityProvider) }))));
}

function tagClaims(pool: IdentityPool): DecidingClaim[] {
  return pool.principalTags.flatMap((tags) => tags.tags.keys.flatMap((tag) => {
    const claim = tags.tags.object[tag];
    const clients = clientsIn(pool, tags, tags.provider.raw);
    return isLiteral(claim) ? [{ claim, where: `the tag ${JSON.stringify(tag)} of ${tags.path}`, clients }] : [];
  }));
}

/** The clients of a user pool by the name that mappings or tags have for it, where the pool itself is out of sight too. */
function clientsIn(pool: IdentityPool, resource: RoleAttachment | PrincipalTag, provider: unknown): Client[] {
  const named = resource.referents(provider);
  const entries = pool.providers.objects.filter(({ ProviderName: name }) => JSON.stringify(name) === JSON.stringify(provider));
  const beside = entries.flatMap(({ ClientId }) => pool.referents(ClientId));
  return [
    ...pool.userPools.filter(({ cfn }) => named.includes(cfn)).flatMap(({ clients }) => clients),
    ...pool.strangers.filter(({ cfn }) => named.includes(cfn) || beside.includes(cfn)),
  ];
}

/** A new address counts once the user has proved to hold it. */
function isSettled({ pool }: Client, claim: string): boolean {
  return ['email', 'phone_number'].includes(claim)
    && [pool?.verifiedAttributes, pool?.keptAttributes].every((list) => list?.isClosed !== true || list.list.includes(claim));
}

/** Whether users write the address into their account at the provider. At a SAML provider the administrators do. */
function saysUnverified(provider: IdentityProvider, claim: string): boolean {
  return ['email', 'phone_number'].includes(claim) && !provider.isSaml
    && provider.mapping.at(claim).isSet && provider.mapping.isOwn && !provider.mapping.at(`${claim}_verified`).isSet;
}

/** Whether users can sign up through a client with attributes of their choice, or get a token with which they change them. */
function letsUsersWrite(client: Client): boolean {
  if (client.grants.closedList?.join() === 'client_credentials') {
    return false;
  }
  const { adminOnly } = client.pool ?? {};
  const signUp = adminOnly?.flag !== true && adminOnly?.isUnknown !== true && client.isPublic;
  const signIn = !client.authFlows.isSet || client.authFlows.list.some((flow) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH') === true;
  return signUp || signIn || client.scopes.list.includes('aws.cognito.signin.user.admin');
}

function writes(client: Client, claim: string): boolean {
  return client.writeAttributes.isSet ? client.writeAttributes.list.includes(claim)
    : STANDARD_ATTRIBUTES.includes(claim) && !OWN_CLAIMS.includes(claim);
}
