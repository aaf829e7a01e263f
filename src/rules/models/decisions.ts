import type { IdentityPool, PrincipalTag, RoleAttachment } from '../../template/identity-pool';
import type { UserPool } from '../../template/user-pool';
import { Client } from '../../template/user-pool-client';
import { isIntrinsic, isLiteral, isObject, Text, type Properties } from '../../template/value';

/** A claim by which an identity pool decides something. */
export interface Decision {
  readonly claim: string;
  /** what it decides */
  readonly where: string;
  readonly by: 'rule' | 'tag' | 'group';
  /** the user pools whose tokens have the claim, where they are defined in this stage */
  readonly pools: readonly UserPool[];
  /** the clients whose tokens are asked, those of user pools that are defined elsewhere too */
  readonly clients: readonly Client[];
  /** what else the identity pool takes tokens of, by its name or ARN, as far as that is known */
  readonly provider: string;
}

/** A mapping that chooses roles by rules. */
export interface RuleMapping {
  readonly key: string;
  readonly attachment: RoleAttachment;
  readonly mapping: Properties;
  /** `undefined` where only CloudFormation knows them */
  readonly rules?: Properties[];
}

export function ruleMappings(pool: IdentityPool): RuleMapping[] {
  return mappingsOf(pool, 'Rules').map((one) => ({ ...one, rules: mappingRulesOf(one.mapping.RulesConfiguration) }));
}

/** Whatever the roles and tags of an identity pool come from. */
export function decisionsOf(pool: IdentityPool): Decision[] {
  const byRule = ruleMappings(pool).flatMap(({ key, attachment, mapping, rules = [] }) => rules.map(({ Claim }) => Claim).filter(isLiteral)
    .map((claim): Decision => ({ claim, where: `RoleMappings.${key} takes a role`, by: 'rule', ...sourceOf(pool, attachment, mapping.IdentityProvider) })));
  const byGroup = mappingsOf(pool, 'Token').map(({ key, attachment, mapping }): Decision => (
    { claim: 'cognito:preferred_role', where: `RoleMappings.${key} takes a role`, by: 'group', ...sourceOf(pool, attachment, mapping.IdentityProvider) }));
  const byTag = pool.principalTags.flatMap((tags) => Object.entries(tags.tags.object).flatMap(([tag, claim]): Decision[] => isLiteral(claim)
    ? [{ claim, where: `PrincipalTags of ${tags.path} takes ${JSON.stringify(tag)}`, by: 'tag', ...sourceOf(pool, tags, tags.provider.raw) }] : []));
  return [...byRule, ...byGroup, ...byTag];
}

/** What the identity pools of its stage decide by the tokens of a user pool. */
export function decisionsBy(userPool: UserPool): Decision[] {
  return userPool.identityPools.flatMap(decisionsOf).filter(({ pools }) => pools.includes(userPool));
}

function mappingsOf(pool: IdentityPool, type: string): RuleMapping[] {
  return pool.roleAttachments.flatMap((attachment) => attachment.mappings
    .filter(([, mapping]) => mapping.Type === type).map(([key, mapping]) => ({ key, attachment, mapping })));
}

function mappingRulesOf(configuration: unknown): Properties[] | undefined {
  const rules = isObject(configuration) && !isIntrinsic(configuration) ? configuration.Rules : configuration;
  if (rules === undefined) {
    return [];
  }
  return Array.isArray(rules) ? rules.filter((rule): rule is Properties => isObject(rule)) : undefined;
}

/** The user pool and the clients by the name that mappings or tags have for them. A mapping names one client, tags all that the identity pool takes. */
function sourceOf(pool: IdentityPool, resource: RoleAttachment | PrincipalTag, provider: unknown): Pick<Decision, 'pools' | 'clients' | 'provider'> {
  const named = resource.referents(provider);
  const pools = pool.userPools.filter(({ cfn }) => named.includes(cfn));
  const clientsOf = (constructs: typeof named) => constructs.map((construct) => pool.view.resource(construct)).filter((one) => one instanceof Client)
    // of a pool that is named otherwise, nobody knows whether it is this one.
    .filter((client) => client.pool === undefined || pools.includes(client.pool));
  const chosen = clientsOf(named);
  const name = JSON.stringify(provider);
  const beside = chosen.length > 0 ? [] : pool.providers.objects.filter(({ ProviderName }) => JSON.stringify(ProviderName) === name);
  return { provider: String(Text.of(provider) ?? ''), pools, clients: [...chosen, ...clientsOf(beside.flatMap(({ ClientId }) => pool.referents(ClientId)))] };
}
