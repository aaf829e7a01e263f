import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { identityPrincipal } from '../private/region';

/**
 * The users of exactly one identity pool, signed-in users or guests. Principal and condition keys are those of the role's Region.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
export function webIdentityPrincipal(scope: IConstruct, identityPoolId: string, amr: 'authenticated' | 'unauthenticated'): iam.IPrincipal {
  const principal = identityPrincipal(Stack.of(scope).region);
  return new iam.WebIdentityPrincipal(principal, {
    // without the audience, an identity pool in any account could hand out this role.
    'StringEquals': { [`${principal}:aud`]: identityPoolId },
    // without this, guests of the same pool could take it.
    'ForAnyValue:StringLike': { [`${principal}:amr`]: amr },
  });
}
