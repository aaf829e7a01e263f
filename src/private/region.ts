import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';

/**
 * Service principal, condition-key and policy-variable prefix of identity pools, where it isn't the commercial one.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/cognito.html
 */
const IDENTITY_PRINCIPALS: Readonly<Record<string, string>> = {
  'us-gov-west-1': 'cognito-identity-us-gov.amazonaws.com',
  'us-gov-east-1': 'cognito-identity.us-gov-east-1.amazonaws.com',
  'cn-north-1': 'cognito-identity.cn-north-1.amazonaws.com.cn',
};

/**
 * The principal of identity pools in a Region. Condition keys can't be tokens: an unknown Region gets the commercial one.
 */
export function identityPrincipal(region: string): string {
  return IDENTITY_PRINCIPALS[region] ?? 'cognito-identity.amazonaws.com';
}

/**
 * The host of a prefix domain. GovCloud has FIPS hosts only.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
export function prefixDomainHost(prefix: string, region: string): string {
  const auth = !Token.isUnresolved(region) && region.startsWith('us-gov-') ? 'auth-fips' : 'auth';
  return `${prefix}.${auth}.${region}.amazoncognito.com`;
}

/**
 * What identity pools call a user pool, and the original issuer of its tokens without `https://`. An imported pool's id names its Region; the L2
 * would take the stack's.
 */
export function providerName(userPool: IUserPool): string {
  const { userPoolId } = userPool;
  const region = regionInId(userPool);
  return region === undefined ? userPool.userPoolProviderName : `cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

/**
 * What tokens of a user pool with the updated issuer call it. The pool's attributes are those of the original one.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export function updatedIssuer(userPool: IUserPool): string {
  return `https://issuer-cognito-idp.${regionInId(userPool) ?? userPool.env.region}.${userPool.stack.urlSuffix}/${userPool.userPoolId}`;
}

/** The Region in a pool's id, where that is literal. */
export function regionInId({ userPoolId }: IUserPool): string | undefined {
  return Token.isUnresolved(userPoolId) || !userPoolId.includes('_') ? undefined : userPoolId.slice(0, userPoolId.indexOf('_'));
}
