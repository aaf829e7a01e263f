import type { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { definitionOf } from '../private/whereabouts';

/** Whether users of a pool choose among first factors, so that its clients must offer the choice: what its L1 says at this time. */
export function offersChoice(userPool: IUserPool): boolean {
  const { policies } = (definitionOf(userPool) ?? {}) as { readonly policies?: CfnUserPool.PoliciesProperty };
  const { allowedFirstAuthFactors = [] } = (policies?.signInPolicy ?? {}) as CfnUserPool.SignInPolicyProperty;
  return allowedFirstAuthFactors.some((factor) => factor !== 'PASSWORD');
}
