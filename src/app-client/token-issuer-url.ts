import type { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Lazy } from 'aws-cdk-lib/core';
import { providerName, updatedIssuer } from '../private/region';
import { definitionOf } from '../private/whereabouts';
import { Synthesis } from '../template/synthesis';
import { Value } from '../template/value';

/**
 * The issuer of a pool's tokens, as the template says it when it is written. Of an imported pool it is the original one.
 */
export function tokenIssuerUrl(userPool: IUserPool): string {
  const pool = definitionOf(userPool) as CfnUserPool | undefined;
  const original = `https://${providerName(userPool)}`;
  return pool === undefined ? original : Lazy.uncachedString({
    produce: () => new Value(Synthesis.of(pool).properties(pool)).at('IssuerConfiguration.Type').text === 'UPDATED' ? updatedIssuer(userPool) : original,
  });
}
