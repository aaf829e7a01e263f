import { isProviderUrl } from './role-mapping';
import { said, rulesOf, type Rule } from './rule';
import { nearest } from '../private/nearest';
import { received } from '../private/received';
import type { IdentityPool } from '../template/identity-pool';
import type { Role } from '../template/role';
import { isObject, Text, type Properties } from '../template/value';

/** Which claims become tags of a session. */
export const PRINCIPAL_TAG_RULES: readonly Rule<IdentityPool>[] = rulesOf('tags', 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetPrincipalTagAttributeMap.html', {
  principalTagProvider: {
    condition: 'Principal tags name a user pool with its client id, or as a URL',
    consequence: 'Cognito rejects them, or no session has them: unlike role mappings, tags belong to the user pool',
    remedy: 'name the user pool alone, with `userPoolProviderName`; IdentityPoolProvider does',
    check: (pool) => {
      const bad = pool.principalTags.map((tags) => tags.provider.raw).filter((name) => isProviderUrl(name) || namesClient(name));
      return bad.length > 0 ? `IdentityProviderName is ${received(bad[0])}` : undefined;
    },
  },
  tagUnknown: {
    severity: 'warning',
    condition: 'A role of signed-in users is allowed something by a principal tag that no session has',
    consequence: 'no user is ever allowed it',
    remedy: 'name the tag in `principalTags` of the provider, with `PrincipalTags.of()`, or correct it where it is asked for, as in `accessByTag()`; acknowledge a tag that a policy may lack',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html',
    check: (pool) => said(pool.roles().filter(({ to }) => to === 'authenticated').flatMap(({ role }) => {
      const asked = tagsAsked(role);
      const known = asked.length === 0 ? undefined : tagsOf(pool, role);
      return known === undefined ? [] : asked.filter((tag) => !known.some((one) => one.toLowerCase() === tag.toLowerCase())).map((tag) => {
        const close = nearest(tag, known);
        return `PrincipalTags lacks ${JSON.stringify(tag)}, for which the policies of ${role.path} ask${close === undefined ? '' : `: did you mean ${JSON.stringify(close)}?`}`;
      });
    })),
  },
});

/** The tags without which a role isn't allowed something: policy variables without a default, and keys that are compared with something. */
function tagsAsked(role: Role): string[] {
  const allowed = role.statementsThat(asksForTag).filter(({ Effect }) => Effect === 'Allow').map(({ Resource, Condition }) => [Resource, Condition]);
  const compared = allowed.flatMap(([, condition]) => Object.entries(isObject(condition) ? condition : {}))
    .flatMap(([operator, keys]) => /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/.test(operator) && isObject(keys) ? Object.keys(keys) : []);
  const variables = [...JSON.stringify(allowed).matchAll(/\$\{(aws:PrincipalTag\/[^}",]+)\}/gi)].map(([, key]) => key);
  return [...new Set([...variables, ...compared].flatMap((key) => /^aws:PrincipalTag\/(.+)/i.exec(key)?.[1] ?? []))];
}

/** What tokens hide, as in a join, isn't looked for: to resolve every statement costs too much. */
function asksForTag(statement: Properties): boolean {
  return /aws:PrincipalTag/i.test(JSON.stringify(statement));
}

/** The tags that a session of the role may have; `undefined` where a back end may give others, or where they aren't known. */
function tagsOf(pool: IdentityPool, role: Role): string[] | undefined {
  const maps = pool.principalTags;
  const isOpen = pool.developerName.isSet || maps.some(({ tags }) => tags.isUnknown)
    || role.trustStatements.some(({ Principal }) => !isObject(Principal) || Object.keys(Principal).join() !== 'Federated');
  const defaults = maps.some((map) => map.at('UseDefaults').isUnknown || map.at('UseDefaults').flag === true) ? ['username', 'client'] : [];
  return isOpen ? undefined : [...maps.flatMap(({ tags }) => tags.keys), ...defaults, ...role.at('Tags').objects.map(({ Key }) => String(Key))];
}

/** ARNs have colons too, but don't begin with a token or with a user pool. */
function namesClient(name: unknown): boolean {
  return /^(\u2026|cognito-idp\.)[^:]*:/.test(Text.of(name)?.toString() ?? '');
}
