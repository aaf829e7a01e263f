import type { Stack } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { mayDo, reworded } from './tools/iam';
import { Deployment } from './tools/iam-deployment';
import { namedApp } from './tools/iam-scenarios';
import { quickStart } from './tools/quick-start';

const ME = 'eu-central-1:22222222-2222-2222-2222-222222222222';

const app = namedApp();
const stack: Stack = quickStart(app);
const deployment = Deployment.of(app);
const FILES = deployment.value(stack, (stack.node.findChild('Files') as Bucket).bucketArn);
const permissions = deployment.role('QuickStart/Identities/AuthenticatedRole').permissions();

describe('what a signed-in user of the quick start may do', () => {
  const me = { 'cognito-identity.amazonaws.com:sub': ME };

  test.each([
    ['s3:GetObject', `${FILES}/${ME}/photo.jpg`, me],
    ['s3:PutObject', `${FILES}/${ME}/a/b/photo.jpg`, me],
    ['s3:DeleteObject', `${FILES}/${ME}/photo.jpg`, me],
    ['s3:AbortMultipartUpload', `${FILES}/${ME}/film.mp4`, me],
    ['s3:ListBucket', FILES, { ...me, 's3:prefix': `${ME}/` }],
    ['s3:ListBucket', FILES, { ...me, 's3:prefix': `${ME}/a/` }],
  ])('%s on %s', async (action, resource, context) => {
    expect(await mayDo(permissions, action, resource, context)).toBe(true);
  });

  test.each([
    ['s3:GetObject', `${FILES}/eu-central-1:33333333-3333-3333-3333-333333333333/photo.jpg`, me],
    ['s3:PutObject', `${FILES}/eu-central-1:33333333-3333-3333-3333-333333333333/photo.jpg`, me],
    ['s3:GetObject', `${FILES}/photo.jpg`, me],
    ['s3:GetObject', `${FILES}/other/${ME}/photo.jpg`, me],
    // my identity id is where another begins.
    ['s3:GetObject', `${FILES}/${ME}2/photo.jpg`, me],
    ['s3:GetObject', `${FILES}/${ME}`, me],
    ['s3:ListBucket', FILES, { ...me, 's3:prefix': ME }],
    ['s3:ListBucket', FILES, { ...me, 's3:prefix': `${ME}2/` }],
    ['s3:ListBucket', FILES, { ...me, 's3:prefix': 'eu-central-1:33333333-3333-3333-3333-333333333333/' }],
    ['s3:ListBucket', FILES, { ...me, 's3:prefix': '' }],
    ['s3:ListBucket', FILES, me],
    ['s3:ListBucketVersions', FILES, { ...me, 's3:prefix': `${ME}/` }],
    ['s3:PutObjectAcl', `${FILES}/${ME}/photo.jpg`, me],
    ['s3:GetObjectVersion', `${FILES}/${ME}/photo.jpg`, me],
    ['s3:PutBucketPolicy', FILES, me],
    ['s3:GetObject', `arn:aws:s3:::elsewhere/${ME}/photo.jpg`, me],
    ['cognito-idp:ListUsers', 'arn:aws:cognito-idp:eu-central-1:111111111111:userpool/eu-central-1_abc', me],
    // whoever has no identity id.
    ['s3:GetObject', `${FILES}/${ME}/photo.jpg`, {}],
    ['s3:GetObject', `${FILES}//photo.jpg`, {}],
    ['s3:ListBucket', FILES, { 's3:prefix': '/' }],
  ])('not %s on %s with %j', async (action, resource, context) => {
    expect(await mayDo(permissions, action, resource, context)).toBe(false);
  });

  test('without the slash, one would read a neighbor\'s files: the simulator tells the difference', async () => {
    const loose = reworded(permissions, ':sub}/*', ':sub}*');
    expect(await mayDo(loose, 's3:GetObject', `${FILES}/${ME}2/photo.jpg`, me)).toBe(true);
    expect(await mayDo(loose, 's3:ListBucket', FILES, { ...me, 's3:prefix': ME })).toBe(true);
  });
});
