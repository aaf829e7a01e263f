import { CfnPolicy, CfnRole, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { FederatedIdentityPool } from 'cdk-cognito-auth';
import { deployed, mayAssume, mayDo, PolicyDocument } from './tools/iam';
import { plainApp, quickStart } from './tools/quick-start';

const POOL = 'eu-central-1:11111111-1111-1111-1111-111111111111';
const ME = 'eu-central-1:22222222-2222-2222-2222-222222222222';
const FILES = 'arn:aws:s3:::files';

const stack = quickStart(plainApp());
const identities = stack.node.findChild('Identities') as FederatedIdentityPool;
const role = identities.authenticatedRole;
const values = {
  [stack.resolve(identities.identityPool.identityPoolId).Ref]: POOL,
  [`${logicalId('Files')}.Arn`]: FILES,
};
const trust = deployed(stack, (role.node.defaultChild as CfnRole).assumeRolePolicyDocument, values);
const permissions = deployed(stack, policyOf(role).policyDocument, values);

function logicalId(bucket: string): string {
  return stack.resolve(((stack.node.findChild(bucket) as Bucket).node.defaultChild as CfnBucket).logicalId);
}

function policyOf(owner: Role): CfnPolicy {
  return owner.node.findChild('DefaultPolicy').node.defaultChild as CfnPolicy;
}

/** The same document, in other words. */
function reworded(document: PolicyDocument, from: string, to: string): PolicyDocument {
  const text = JSON.stringify(document);
  expect(text).toContain(from);
  return JSON.parse(text.split(from).join(to));
}

describe('who gets the role of signed-in people', () => {
  const aud = 'cognito-identity.amazonaws.com:aud';
  const amr = 'cognito-identity.amazonaws.com:amr';
  const signedIn = ['authenticated', 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc', 'graph.facebook.com'];

  test('a signed-in person of the pool', async () => {
    expect(await mayAssume(trust, { [aud]: POOL, [amr]: signedIn })).toBe(true);
  });

  test.each([
    ['a signed-in person of another pool', { [aud]: 'eu-central-1:33333333-3333-3333-3333-333333333333', [amr]: signedIn }],
    ['a signed-in person of a pool whose id begins with ours', { [aud]: `${POOL}1`, [amr]: signedIn }],
    ['a guest of the pool', { [aud]: POOL, [amr]: ['unauthenticated'] }],
    ['somebody of the pool of whom nothing is known', { [aud]: POOL }],
    ['a signed-in person of no pool', { [amr]: signedIn }],
  ])('not %s', async (_, context) => {
    expect(await mayAssume(trust, context)).toBe(false);
  });

  test('without the audience, a person of any pool would: the simulator tells the difference', async () => {
    const loose = reworded(trust, `"StringEquals":{"${aud}":"${POOL}"},`, '');
    expect(await mayAssume(loose, { [aud]: 'eu-central-1:33333333-3333-3333-3333-333333333333', [amr]: signedIn })).toBe(true);
  });

  test('with a looser amr, a guest would: the simulator tells the difference', async () => {
    const loose = reworded(trust, '"authenticated"', '"*authenticated"');
    expect(await mayAssume(loose, { [aud]: POOL, [amr]: ['unauthenticated'] })).toBe(true);
  });
});

describe('what a signed-in person may do', () => {
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

  test('without the slash, one would read a neighbour\'s files: the simulator tells the difference', async () => {
    const loose = reworded(permissions, ':sub}/*', ':sub}*');
    expect(await mayDo(loose, 's3:GetObject', `${FILES}/${ME}2/photo.jpg`, me)).toBe(true);
    expect(await mayDo(loose, 's3:ListBucket', FILES, { ...me, 's3:prefix': ME })).toBe(true);
  });
});
