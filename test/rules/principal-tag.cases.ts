import { CfnIdentityPoolPrincipalTag } from 'aws-cdk-lib/aws-cognito';
import type { Stack } from 'aws-cdk-lib/core';
import { identityPool, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const NAME = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';

function tagged(stack: Stack, identityProviderName: string, principalTags?: unknown): void {
  new CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId: identityPool(stack).ref, identityProviderName, principalTags });
}

const tags = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, 'sub']));

export const PRINCIPAL_TAG_CASES: RuleCases = {
  principalTagLimits: ruleCase({
    define: (stack, principalTags: unknown) => tagged(stack, NAME, principalTags),
    trips: [
      [tags(51), 'Stack/Tags has 51 tags'],
      [{ ['x'.repeat(129)]: 'sub' }, 'Stack/Tags has a key of 129 characters'],
      [{ '': 'sub' }, 'Stack/Tags has a key of 0 characters'],
      [{ tenant: 'x'.repeat(257) }, 'Stack/Tags has a claim of 257 characters for "tenant"'],
      [{ tenant: '' }, 'Stack/Tags has a claim of 0 characters for "tenant"'],
    ],
    passes: [tags(50), { ['x'.repeat(128)]: 'sub' }, { tenant: 'x'.repeat(256) }, undefined],
    tokens: [TOKEN.any, { tenant: TOKEN.text }],
  }),

  principalTagProvider: ruleCase({
    define: (stack, it: { name: string } | { suffix: string }) => tagged(stack, 'name' in it ? it.name : `${pool(stack).attrProviderName}${it.suffix}`),
    trips: [
      [{ name: `${NAME}:client` }, `IdentityProviderName is "${NAME}:client"`],
      [{ name: `https://${NAME}` }, `IdentityProviderName is "https://${NAME}"`],
      [{ suffix: ':client' }, 'IdentityProviderName is {"Fn::Join":["",[{"Fn::GetAtt":["Pool","ProviderName"]},":client"]]}'],
    ],
    passes: [{ name: NAME }, { suffix: '' }, { name: 'graph.facebook.com' }, { name: 'arn:aws:iam::123456789012:saml-provider/acme' }],
    tokens: [{ name: TOKEN.text }, { name: `cognito-idp.${TOKEN.text}` }],
  }),
};
