import { isScopes } from './entry';
import type { TokenClaim } from './token-claim';
import { flawOf } from '../../private/errors';
import type { WorkflowStep } from '../workflow-step';

/** The step for each claim, and what is wrong with them together. */
export function tokenClaimsSteps(claims: readonly TokenClaim[]): { readonly steps: WorkflowStep[]; readonly flaw?: string } {
  const made = claims.flatMap(({ _entry }) => isScopes(_entry) ? [] : _entry.tokens.map((token) => `${JSON.stringify(_entry.claim)} of the ${token} token`));
  const twice = made.find((one, at) => made.indexOf(one) !== at);
  return {
    flaw: claims.map(flawOf).find((flaw) => flaw !== undefined)
      ?? (claims.length === 0 ? 'UserPoolWorkflow.tokenClaims() has no claims: name one, such as TokenClaim.attribute(\'custom:plan\', { name: \'plan\' }), or leave it out'
        : twice === undefined ? undefined : `UserPoolWorkflow.tokenClaims() makes the claim ${twice} twice: keep one of them`),
    steps: claims.map(({ _entry, _version }) => (
      { trigger: 'PreTokenGenerationConfig', name: 'tokenClaims', entry: _entry, by: 'UserPoolWorkflow.tokenClaims()', version: _version })),
  };
}
