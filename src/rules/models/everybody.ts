import { isPublic } from './claims';
import { ruleMappings } from './decisions';
import { matches } from './policy';
import type { Group } from '../../template/attachment';
import type { HandedOutRole, IdentityPool } from '../../template/identity-pool';
import type { Resource } from '../../template/resource';
import { Role } from '../../template/role';
import type { UserPool } from '../../template/user-pool';
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

/** Whoever signs up, or comes from a provider at which everybody has an account, is put into it by a trigger. */
function byGroup(pool: IdentityPool, role: Role): string | undefined {
  const groups = pool.userPools.some(isOpen) ? groupsWith(role, pool) : [];
  const [way] = groups.filter((group) => isOpen(group.pool!)).flatMap((group) => functions(group.named(group.pool!.triggers))
    .filter((fn) => addsToGroups(fn) && mayMean(fn, group)).map((fn) => `RoleArn of ${group.path}, to which the trigger ${fn.path} may add whoever signs up,`));
  return way;
}

function isOpen({ triggers, isOpen: isForAll, providers }: UserPool): boolean {
  return triggers.isSet && (isForAll || providers.some(isPublic));
}

/** Whether a function's environment has the name of a group, or the user pool has no other. It can't refer to one: the pool waits for the function. */
function mayMean(fn: Resource, { name, pool }: Group): boolean {
  return pool?.groups.length === 1 || (name.text !== undefined && Object.values(fn.at('Environment.Variables').object).includes(name.text));
}
