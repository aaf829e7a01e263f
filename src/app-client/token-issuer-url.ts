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
  if (pool === undefined) {
    return `https://${providerName(userPool)}`;
  }
  return Lazy.uncachedString({
    produce: () => new Value(Synthesis.of(pool).properties(pool)).at('IssuerConfiguration.Type').text === 'UPDATED' ? updatedIssuer(userPool) : pool.attrProviderUrl,
  });
}
