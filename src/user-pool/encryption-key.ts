import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { PoolContribution } from './pool-contribution';

/**
 * The pool's data under a key of the caller's, which Cognito may use from now on.
 *
 * A key from outside the app keeps its policy: its owner allows the same there.
 */
export function encryptionContribution(scope: Construct, key: IKey | undefined): PoolContribution | undefined {
  if (key === undefined) {
    return undefined;
  }
  cognitoMayUse(scope).forEach((statement) => key.addToResourcePolicy(statement));
  return {
    properties: {},
    // the L1 of the oldest CDK that we support doesn't know it.
    overrides: { KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: key.keyArn } },
  };
}

/**
 * What Cognito asks of the policy of a key, in each Region that has one: for itself, and for those who administer the pools of this account.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/data-protection.html#data-encryption
 */
export function cognitoMayUse(scope: Construct): iam.PolicyStatement[] {
  const { account, region, urlSuffix } = Stack.of(scope);
  // the exact ARN would make pool and key wait for each other.
  const pools = Stack.of(scope).formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: '*' });
  const service = {
    principals: ['cognito-idp', 'identitystore'].map((name) => new iam.ServicePrincipal(`${name}.amazonaws.com`)),
    resources: ['*'],
  };
  const own = { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': pools } };
  const users = { principals: [new iam.AnyPrincipal()], resources: ['*'] };
  const via = { StringEquals: { 'kms:ViaService': `cognito-idp.${region}.${urlSuffix}`, 'kms:CallerAccount': account } };
  // what was encrypted at home is decrypted by a replica, under the name that it had at home.
  const everywhere = Stack.of(scope).formatArn({ service: 'cognito-idp', region: '*', resource: 'userpool', resourceName: '*' });
  const context = { StringLike: { 'kms:EncryptionContext:aws:cognito-idp:userpool-arn': everywhere } };
  const actions = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKeyWithoutPlaintext'];
  return [
    new iam.PolicyStatement({ ...service, actions, conditions: { ...own, ...context } }),
    new iam.PolicyStatement({ ...service, actions: ['kms:DescribeKey'], conditions: own }),
    new iam.PolicyStatement({ ...users, actions, conditions: { ...via, ...context } }),
    new iam.PolicyStatement({ ...users, actions: ['kms:DescribeKey'], conditions: via }),
  ];
}
