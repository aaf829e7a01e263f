import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Validations } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider } from '../../src';
import { testStack } from '../support';

interface Statement { readonly Action: string | string[]; readonly Resource: unknown; readonly Condition?: unknown }

function statements(access: 'grantReadOwn' | 'grantReadWriteOwn', options: { region?: string; key?: boolean } = {}): Statement[] {
  const stack = testStack({ env: { region: options.region } });
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  Validations.of(auth).acknowledge({ id: 'cdk-cognito-auth:poolInChina', reason: 'the identity pool is what counts' });
  const app = auth.addSpaClient('App');
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
  const encryptionKey = options.key ? new kms.Key(stack, 'Key') : undefined;
  const grant = identities[access](new s3.Bucket(stack, 'Uploads', { encryptionKey }));
  grant.assertSuccess();
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy!.Properties.PolicyDocument.Statement as Statement[];
}

const OWN = '${cognito-identity.amazonaws.com:sub}/*';

test.each([
  ['grantReadOwn', 's3:GetObject'],
  ['grantReadWriteOwn', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']],
] as const)('%s: own objects, and no name of anybody else\'s', (access, actions) => {
  const bucket = { 'Fn::GetAtt': ['Uploads4F6EB0FD', 'Arn'] };
  expect(statements(access)).toEqual([
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket, Condition: { StringLike: { 's3:prefix': OWN } } },
    { Effect: 'Allow', Action: actions, Resource: { 'Fn::Join': ['', [bucket, `/${OWN}`]] } },
  ]);
});

test.each([
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
])('in %s the policy variable is that of the Region', (region, principal) => {
  expect(JSON.stringify(statements('grantReadOwn', { region }))).toContain(`\${${principal}:sub}/*`);
});

test.each([
  ['grantReadOwn', 'kms:Decrypt'],
  ['grantReadWriteOwn', ['kms:Decrypt', 'kms:GenerateDataKey']],
] as const)('%s on an encrypted bucket brings the key, for S3 and these objects only', (access, actions) => {
  const [key] = statements(access, { key: true }).filter((statement) => JSON.stringify(statement.Action).includes('kms:'));
  const bucket = { 'Fn::GetAtt': ['Uploads4F6EB0FD', 'Arn'] };
  expect(key).toMatchObject({
    Action: actions,
    Condition: {
      StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket, { 'Fn::Join': ['', [bucket, `/${OWN}`]] }] },
    },
  });
});

test('the key of a bucket in another Region is for S3 there', () => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.google({ clientId: 'google' })] });
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/abc');
  identities.grantReadOwn(s3.Bucket.fromBucketAttributes(stack, 'Files', { bucketName: 'files', region: 'us-east-1', encryptionKey }));
  const Condition = { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } } };
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition })]) },
  });
});
