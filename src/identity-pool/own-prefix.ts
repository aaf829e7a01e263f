import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { identityPrincipal } from '../private/region';

/** What people do with the objects under their own prefix. */
export type OwnPrefixAccess = 'read' | 'readWrite';

const ACTIONS: Readonly<Record<OwnPrefixAccess, string[]>> = {
  read: ['s3:GetObject'],
  readWrite: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
};

/**
 * Lets each person work under the prefix `<identity id>/` of a bucket, and see no name outside it.
 *
 * The bucket's own grants would allow `s3:List*` on the whole bucket: names of all people's objects.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function grantOwnPrefix(role: iam.Role, bucket: IBucket, access: OwnPrefixAccess): iam.Grant {
  const own = `\${${identityPrincipal(Stack.of(role).region)}:sub}/*`;
  if (bucket.encryptionKey !== undefined) {
    const { region, urlSuffix } = Stack.of(bucket);
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: access === 'read' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [bucket.encryptionKey.keyArn],
      // without them, whoever signs in could decrypt with the key whatever else it protects.
      conditions: {
        StringEquals: { 'kms:ViaService': `s3.${region}.${urlSuffix}` },
        // the object's ARN, or the bucket's where it has a bucket key.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects(own)] },
      },
    }));
  }
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': own } },
  }));
  return iam.Grant.addToPrincipal({ grantee: role, actions: ACTIONS[access], resourceArns: [bucket.arnForObjects(own)] });
}
