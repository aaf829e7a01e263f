import { isProviderUrl } from './role-mapping';
import { said, rulesOf, type Rule } from './rule';
import { received } from '../private/received';
import type { IdentityPool } from '../template/identity-pool';
import { characters, isOutside, Text, Value } from '../template/value';

/** Which claims become tags of a session. */
export const PRINCIPAL_TAG_RULES: readonly Rule<IdentityPool>[] = rulesOf('tags', 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetPrincipalTagAttributeMap.html', {
  principalTagLimits: {
    condition: 'A provider has more than 50 principal tags, one whose key doesn\'t have 1 to 128 characters, or one whose claim doesn\'t have 1 to 256',
    remedy: 'tag sessions with what policies ask for, and no more',
    check: (pool) => said(pool.principalTags.flatMap((tags) => {
      const keys = tags.tags.keys;
      return [
        ...keys.length > 50 ? [`${tags.path} has ${keys.length} tags`] : [],
        ...keys.flatMap((key) => {
          const claim = new Value(tags.tags.object[key]).text;
          return [
            ...isOutside(key, 1, 128) ? [`${tags.path} has a key of ${characters(key)} characters`] : [],
            ...isOutside(claim, 1, 256) ? [`${tags.path} has a claim of ${characters(claim)} characters for ${JSON.stringify(key)}`] : [],
          ];
        }),
      ];
    })),
  },
  principalTagProvider: {
    condition: 'Principal tags name a user pool with its client id, or as a URL',
    consequence: 'Cognito rejects them, or no session has them: unlike role mappings, tags belong to the user pool',
    remedy: 'name the user pool alone, with `userPoolProviderName`; IdentityPoolProvider does',
    check: (pool) => {
      const bad = pool.principalTags.map((tags) => tags.provider.raw).filter((name) => isProviderUrl(name) || namesClient(name));
      return bad.length > 0 ? `IdentityProviderName is ${received(bad[0])}` : undefined;
    },
  },
});

/** ARNs have colons too, but don't begin with a token or with a user pool. */
function namesClient(name: unknown): boolean {
  return /^(\u2026|cognito-idp\.)[^:]*:/.test(Text.of(name)?.toString() ?? '');
}
