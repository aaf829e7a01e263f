import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';

/** What users do with the objects under a prefix. */
export type ObjectActions = 'read' | 'write' | 'readWrite';

const READ = ['s3:GetObject'];
const WRITE = ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];
const ACTIONS: Readonly<Record<ObjectActions, string[]>> = { read: READ, write: WRITE, readWrite: [...READ, ...WRITE] };

/** Lets users read or write the objects under a prefix, and neither list them nor see anything else. */
export function grantObjects(role: iam.IRole, bucket: IBucket, prefix: string, actions: ObjectActions): iam.Grant {
  if (bucket.encryptionKey !== undefined) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      // uploads in parts need to decrypt as well.
      actions: actions === 'read' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [bucket.encryptionKey.keyArn],
      // without them, whoever has the role could decrypt whatever else the key protects.
      conditions: {
        StringEquals: { 'kms:ViaService': `s3.${bucket.env.region}.${Stack.of(bucket).urlSuffix}` },
        // the object's ARN, or the bucket's where it has a bucket key.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects(`${prefix}*`)] },
      },
    }));
  }
  return iam.Grant.addToPrincipal({ grantee: role, actions: ACTIONS[actions], resourceArns: [bucket.arnForObjects(`${prefix}*`)] });
}

/**
 * Lets users list the objects under a prefix.
 *
 * The bucket's own grants would allow `s3:List*` on the whole bucket: the names of all users' objects.
 */
export function grantList(role: iam.IRole, bucket: IBucket, prefix: string): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee: role,
    actions: ['s3:ListBucket'],
    resourceArns: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
  });
}
