import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Aws, Fn } from 'aws-cdk-lib/core';
import { identityPrincipal, prefixDomainHost, providerName, updatedIssuer } from '../../src/private/region';

test.each([
  ['us-east-1', 'cognito-identity.amazonaws.com'],
  ['eu-central-2', 'cognito-identity.amazonaws.com'],
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
  [Aws.REGION, 'cognito-identity.amazonaws.com'],
])('the principal of identity pools in %s is %s', (region, principal) => {
  expect(identityPrincipal(region)).toBe(principal);
});

test.each([
  ['eu-west-1', 'acme.auth.eu-west-1.amazoncognito.com'],
  ['us-gov-west-1', 'acme.auth-fips.us-gov-west-1.amazoncognito.com'],
  ['us-gov-east-1', 'acme.auth-fips.us-gov-east-1.amazoncognito.com'],
  [Aws.REGION, `acme.auth.${Aws.REGION}.amazoncognito.com`],
])('a prefix domain in %s is %s', (region, host) => {
  expect(prefixDomainHost('acme', region)).toBe(host);
});

test.each([
  ['eu-west-1_abcdefghi', 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abcdefghi'],
  ['us-gov-west-1_a_b', 'cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_a_b'],
  ['no-region-at-all', 'as the L2 says'],
  [Fn.ref('Pool'), 'as the L2 says'],
])('tokens of the pool %s come from %s', (userPoolId, name) => {
  expect(providerName({ userPoolId, userPoolProviderName: 'as the L2 says' } as IUserPool)).toBe(name);
});

const POOL = Fn.ref('Pool');

test.each([
  ['eu-west-1_abcdefghi', 'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abcdefghi'],
  ['no-region-at-all', 'https://issuer-cognito-idp.eu-central-1.amazonaws.com/no-region-at-all'],
  [POOL, `https://issuer-cognito-idp.eu-central-1.amazonaws.com/${POOL}`],
])('with the updated issuer, tokens of the pool %s come from %s', (userPoolId, issuer) => {
  expect(updatedIssuer({ userPoolId, env: { region: 'eu-central-1' }, stack: { urlSuffix: 'amazonaws.com' } } as IUserPool)).toBe(issuer);
});
