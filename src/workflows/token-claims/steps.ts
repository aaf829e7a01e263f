import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { isScopes } from './entry';
import type { TokenClaim } from './token-claim';
import { failure, flawOf } from '../../private/errors';
import { registryOf } from '../../private/pool-registry';
import type { WorkflowStep } from '../workflow-step';

interface ClaimSteps {
  readonly bind: (scope: Construct, userPool: IUserPool) => WorkflowStep[];
  readonly flaw?: string;
}

const BY = 'UserPoolWorkflow.tokenClaims()';

/** The steps for claims in a pool, and what is wrong with the claims together. */
export function tokenClaimsSteps(claims: readonly TokenClaim[]): ClaimSteps {
  const made = claims.flatMap(({ _entry }) => isScopes(_entry) ? [] : _entry.tokens.map((token) => `${JSON.stringify(_entry.claim)} of the ${token} token`));
  const twice = made.find((one, at) => made.indexOf(one) !== at);
  return {
    flaw: claims.map(flawOf).find((flaw) => flaw !== undefined)
      ?? (claims.length === 0 ? `${BY} has no claims: name one, such as TokenClaim.attribute('custom:plan', { name: 'plan' }), or leave it out`
        : twice === undefined ? undefined : `${BY} makes the claim ${twice} twice: keep one of them`),
    bind: (scope, userPool) => {
      const known = registryOf(userPool).madeClaims ??= [];
      const again = made.find((one) => known.includes(one));
      if (again !== undefined) {
        throw failure(scope, `${BY} makes the claim ${again}, which another one makes for the same pool: keep one of them`);
      }
      known.push(...made);
      return claims.map(({ _entry, _version }) => ({ trigger: 'PreTokenGenerationConfig', name: 'tokenClaims', entry: _entry, by: BY, version: _version }));
    },
  };
}
