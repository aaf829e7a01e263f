import { claimsOf, verdictOn, type Verdict } from './models/claims';
import { decisionsOf, ruleMappings } from './models/decisions';
import { said, some, rulesOf, type Rule } from './rule';
import { nearest } from '../private/nearest';
import type { IdentityPool } from '../template/identity-pool';
import { attributeOf } from '../template/resource';
import { gather } from '../template/scan';
import { isLiteral, isObject, Text, type Properties } from '../template/value';

const MAPPING = 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html';
const BY_RULES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-rules-to-assign-roles-to-users';

/** How roles are chosen by claims. */
export const ROLE_MAPPING_RULES: readonly Rule<IdentityPool>[] = rulesOf('attachment', MAPPING, {
  roleMappingSubstring: {
    condition: 'A mapping rule looks for a part of a claim',
    consequence: '"admin" is in "not-admin" too, and "acme" at the start of "acme-evil": only the whole is a boundary',
    remedy: 'use `RoleMapping.token()` for groups, those of a provider by `ProviderGroups`, and `claimEquals` for the rest',
    source: BY_RULES,
    check: (pool) => said(ruleMappings(pool).flatMap(({ key, rules }) => (rules ?? [])
      .filter(({ Claim, MatchType }) => isLiteral(Claim) && ['Contains', 'StartsWith'].includes(String(MatchType)))
      .map(({ Claim, MatchType }) => `RoleMappings.${key} has the MatchType "${String(MatchType)}" on ${JSON.stringify(Claim)}`))),
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
    remedy: 'name a claim of the ID token: a custom attribute by `custom:<name>`, as `UserSchema` declares it; or make the claim with `TokenClaim`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html',
    check: (pool) => said([...new Set(decisionsOf(pool).flatMap(({ claim, where, pools }) => {
      const lists = pools.map(claimsOf);
      const known = lists.flatMap((list) => list ?? []);
      const close = known.find((one) => one.endsWith(`:${claim}`)) ?? nearest(claim, known);
      return lists.length === 0 || lists.includes(undefined) || known.includes(claim) ? []
        : [`${where} from ${JSON.stringify(claim)}, which no token has${close === undefined ? '' : `: did you mean ${JSON.stringify(close)}?`}`];
    }))]),
  },
  claimForgeable: {
    final: true,
    condition: 'A role or a tag comes from a claim that users can write themselves',
    consequence: 'a user takes the role or the tenant of another',
    remedy: 'close the way that is named here, or decide by `sub`, a group, or a claim of `TokenClaim`; a provider may decide alone where the pool is invite-only and no '
      + 'client offers COGNITO',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html',
    check: (pool) => decided(pool, ['forgeable']),
  },
  claimUncertain: {
    severity: 'warning',
    condition: 'A role or a tag comes from a claim that users, or the administrators of another provider, may be able to write',
    consequence: 'if they can, a user takes the role or the tenant of another',
    remedy: 'make sure of it, and acknowledge what remains',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html',
    check: (pool) => decided(pool, ['shared', 'unknown']),
  },
});

/** What comes from claims with this verdict: those of one reason together. */
function decided(pool: IdentityPool, those: readonly Verdict['is'][]): string | undefined {
  const reasons = new Map<string, string[]>();
  for (const decision of decisionsOf(pool)) {
    const verdict = verdictOn(decision);
    if (those.includes(verdict.is)) {
      gather(reasons, `${JSON.stringify(decision.claim)}, which ${verdict.why}`, decision.where);
    }
  }
  return said([...reasons].map(([reason, places]) => `${some([...new Set(places)])} from ${reason}`));
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
