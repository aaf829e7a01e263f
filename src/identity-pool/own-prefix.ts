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
  if (access === 'read') {
    bucket.encryptionKey?.grantDecrypt(role);
  } else {
    bucket.encryptionKey?.grantEncryptDecrypt(role);
  }
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': own } },
  }));
  return iam.Grant.addToPrincipal({ grantee: role, actions: ACTIONS[access], resourceArns: [bucket.arnForObjects(own)] });
}
