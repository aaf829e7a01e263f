import { CfnIdentityPoolPrincipalTag } from 'aws-cdk-lib/aws-cognito';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import { attachment, identityPool, pool, TOKEN, trust } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const NAME = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';

function tagged(stack: Stack, identityProviderName: string): void {
  new CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId: identityPool(stack).ref, identityProviderName });
}

/** What a role is allowed, and the tags that its sessions have. */
interface Asked {
  readonly statement?: object;
  readonly tags?: Record<string, string> | typeof TOKEN.any;
  readonly defaults?: boolean;
  readonly roleTag?: string;
  readonly developer?: boolean;
  readonly trust?: object;
}

const FOLDER = { Resource: 'arn:aws:s3:::uploads/${aws:PrincipalTag/tenant}/*' };

export const PRINCIPAL_TAG_CASES: RuleCases = {
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

  tagUnknown: ruleCase({
    define: (stack, it: Asked) => {
      const identityPoolId = identityPool(stack, it.developer ? { developerProviderName: 'acme' } : {}).ref;
      const tagging = [trust(it.trust), trust({ Action: 'sts:TagSession' })];
      const own = new CfnRole(stack, 'Role', {
        assumeRolePolicyDocument: { Version: '2012-10-17', Statement: tagging },
        tags: it.roleTag === undefined ? undefined : [{ key: it.roleTag, value: 'gold' }],
        policies: [{
          policyName: 'Own',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::uploads/*', ...it.statement },
            ],
          },
        }],
      });
      attachment(stack, { identityPoolId, roles: { authenticated: own.attrArn } });
      if (it.tags !== undefined || it.defaults === true) {
        new CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId, identityProviderName: NAME, principalTags: it.tags, useDefaults: it.defaults });
      }
    },
    trips: [
      [{ statement: FOLDER, tags: { tenent: 'sub' } }, 'PrincipalTags lacks "tenant", for which the policies of Stack/Role ask: did you mean "tenent"?'],
      [{ statement: FOLDER }, 'PrincipalTags lacks "tenant", for which the policies of Stack/Role ask'],
      [{ statement: FOLDER, defaults: true }, 'PrincipalTags lacks "tenant", for which the policies of Stack/Role ask'],
      [{ statement: { Condition: { StringEquals: { 'aws:principaltag/plan': 'gold' } } }, tags: { tenant: 'sub' } }, 'PrincipalTags lacks "plan", for which the policies of Stack/Role ask'],
      [
        { statement: { Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::uploads/${aws:PrincipalTag/tenant}/*']] } }, tags: { plan: 'sub' } },
        'PrincipalTags lacks "tenant", for which the policies of Stack/Role ask',
      ],
    ],
    passes: [
      { statement: FOLDER, tags: { tenant: 'sub' } },
      { statement: FOLDER, tags: { Tenant: 'sub' } },
      { statement: { Resource: 'arn:aws:s3:::uploads/${aws:PrincipalTag/username}/*' }, defaults: true },
      { statement: FOLDER, roleTag: 'tenant' },
      // without the tag it says something too.
      { statement: { Resource: 'arn:aws:s3:::uploads/${aws:PrincipalTag/tenant, \'all\'}/*' }, tags: { plan: 'sub' } },
      { statement: { Condition: { StringNotEquals: { 'aws:PrincipalTag/plan': 'gold' } } }, tags: { tenant: 'sub' } },
      { statement: { Condition: { StringEqualsIfExists: { 'aws:PrincipalTag/plan': 'gold' } } }, tags: { tenant: 'sub' } },
      { statement: { Effect: 'Deny', ...FOLDER } },
      // whoever else takes the role may bring tags.
      { statement: FOLDER, developer: true },
      { statement: FOLDER, trust: { Principal: { Federated: 'cognito-identity.amazonaws.com', AWS: 'arn:aws:iam::123456789012:root' } } },
      {},
    ],
    tokens: [{ statement: FOLDER, tags: TOKEN.any }, { statement: { Resource: TOKEN.text } }],
  }),
};
