import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { identityPrincipal } from '../private/region';

/** What people do with the objects under a prefix. */
export type PrefixAccess = 'read' | 'write' | 'readWrite';

const ACTIONS: Readonly<Record<PrefixAccess, string[]>> = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
  readWrite: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
};

/** The identity id of the person who makes the request, as a policy writes it. */
export function ownId(role: iam.Role): string {
  return `\${${identityPrincipal(Stack.of(role).region)}:sub}`;
}

/**
 * Lets each person work under the prefix `<identity id>/` of a bucket, and see no name outside it.
 *
 * The bucket's own grants would allow `s3:List*` on the whole bucket: names of all people's objects.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function grantOwnPrefix(role: iam.Role, bucket: IBucket, access: 'read' | 'readWrite'): iam.Grant {
  const owner = ownId(role);
  allowKey(role, bucket, owner, access);
  grantList(role, bucket, owner);
  return allowObjects(role, bucket, owner, access);
}

/** Lets people read or write the objects under a prefix that a policy variable names, and neither list them nor see anything else. */
export function grantObjects(role: iam.Role, bucket: IBucket, owner: string, access: PrefixAccess): iam.Grant {
  allowKey(role, bucket, owner, access);
  return allowObjects(role, bucket, owner, access);
}

/** Lets people list the objects under a prefix that a policy variable names. */
export function grantList(role: iam.Role, bucket: IBucket, owner: string): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee: role,
    actions: ['s3:ListBucket'],
    resourceArns: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${owner}/*` } },
  });
}

function allowObjects(role: iam.Role, bucket: IBucket, owner: string, access: PrefixAccess): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee: role, actions: ACTIONS[access], resourceArns: [bucket.arnForObjects(`${owner}/*`)] });
}

function allowKey(role: iam.Role, bucket: IBucket, owner: string, access: PrefixAccess): void {
  if (bucket.encryptionKey !== undefined) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      // uploads in parts need to decrypt as well.
      actions: access === 'read' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [bucket.encryptionKey.keyArn],
      // without them, whoever signs in could decrypt with the key whatever else it protects.
      conditions: {
        StringEquals: { 'kms:ViaService': `s3.${bucket.env.region}.${Stack.of(bucket).urlSuffix}` },
        // the object's ARN, or the bucket's where it has a bucket key.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects(`${owner}/*`)] },
      },
    }));
  }
}
