import { isPublic } from './claims';
import { ruleMappings } from './decisions';
import { matches } from './policy';
import type { Group } from '../../template/attachment';
import type { HandedOutRole, IdentityPool } from '../../template/identity-pool';
import type { Resource } from '../../template/resource';
import { Role } from '../../template/role';
import type { UserPool } from '../../template/user-pool';
import { isObject, Value, type Properties } from '../../template/value';
import { functions } from '../trigger';

/** Claims that every token has, with the same value in all of them, or with one of its own. */
const SAME = ['iss', 'aud', 'token_use', 'email_verified', 'phone_number_verified'];
const OWN = ['sub', 'cognito:username', 'jti', 'event_id', 'auth_time', 'exp', 'iat', ...SAME];

/** What gives everybody a role, as the beginning of the sentence "… is the role"; `undefined` where few get it. */
export function handedToAll(pool: IdentityPool, { role, by, to }: HandedOutRole): string | undefined {
  return by === 'attachment' ? `Roles.${to}` : byRule(pool, role) ?? byGroup(pool, role);
}

/** Whether a function may put users into groups. */
export function addsToGroups(fn: Resource): boolean {
  const adds = (action: string) => matches(action.toLowerCase(), 'cognito-idp:adminaddusertogroup');
  return fn.named(fn.at('Role')).some((role) => role instanceof Role && role.actions.some(adds));
}

/** The groups of user pools whose role is this one, where an identity pool gives roles by group. */
export function groupsWith(role: Resource, pool: IdentityPool): Group[] {
  return pool.userPools.filter((userPool) => givesRolesByGroup(pool, userPool)).flatMap(({ groups }) => groups)
    .filter((group) => group.named(group.role).includes(role));
}

/** Whether a mapping of the user pool chooses roles by group, or may do so. */
export function givesRolesByGroup(pool: IdentityPool, userPool: UserPool): boolean {
  return pool.roleAttachments.some((attachment) => attachment.mappings.some(([, mapping]) => (
    mapping.Type !== 'Rules' && attachment.referents(mapping.IdentityProvider).includes(userPool.cfn))));
}

function byRule(pool: IdentityPool, role: Role): string | undefined {
  const { key } = ruleMappings(pool).find(({ rules = [] }) => rules.some(({ Claim, MatchType, RoleARN }) => (
    (MatchType === 'Equals' ? SAME : MatchType === 'NotEqual' ? OWN : []).includes(String(Claim)) && pool.view.named(RoleARN).includes(role)))) ?? {};
  return key && `RoleMappings.${key}, by a rule that every token matches,`;
}

/** Who is in a group without an administrator: by its membership, or because a trigger of somebody else's puts whoever signs up into it. */
function byGroup(pool: IdentityPool, role: Role): string | undefined {
  const groups = pool.userPools.some(({ triggers }) => triggers.isSet) ? groupsWith(role, pool) : [];
  const [way] = groups.flatMap((group) => {
    const why = isOfAll(group) ? 'which everybody is in by its "membership"' : adderTo(group);
    return why === undefined ? [] : [`RoleArn of ${group.path}, ${why},`];
  });
  return way;
}

/** The steps of the library's own functions by which users are in a group. */
const MEMBERSHIPS = [['PreTokenGenerationConfig', 'derivedGroups'], ['PostConfirmation', 'storedGroups']] as const;

function isOfAll({ name, pool }: Group): boolean {
  const names = pool!.providers.filter(isPublic).map((provider) => provider.name.text);
  const isAll = (match: Properties) => match.everyone === true || new Value(match.providers).list.some((provider) => names.includes(provider));
  return MEMBERSHIPS.some(([trigger, step]) => pool!.workflow(trigger)?.[step]?.some(({ group, match }) => (
    group === name.text && isObject(match) && isAll(match))));
}

function adderTo(group: Group): string | undefined {
  const { triggers, isOpen, providers } = group.pool!;
  const others = isOpen || providers.some(isPublic) ? triggers.keys.filter((trigger) => group.pool!.workflow(trigger) === undefined) : [];
  const adder = others.flatMap((trigger) => functions(group.named(triggers.at(trigger)))).find((fn) => addsToGroups(fn) && mayMean(fn, group));
  return adder && `to which the trigger ${adder.path} may add whoever signs up`;
}

/** Whether a function's environment has the name of a group, or the user pool has no other. It can't refer to one: the pool waits for the function. */
function mayMean(fn: Resource, { name, pool }: Group): boolean {
  return pool?.groups.length === 1 || (name.text !== undefined && Object.values(fn.at('Environment.Variables').object).includes(name.text));
}
