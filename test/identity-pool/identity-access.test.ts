import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Lazy, Token } from 'aws-cdk-lib/core';
import { FederatedIdentityPool, GuestAccess, IdentityPoolProvider, type IdentityAccess } from '../../src';
import { findings } from '../rules/rule-case';
import { testStack } from '../support';

const OWN = '${cognito-identity.amazonaws.com:sub}';
const google = IdentityPoolProvider.google({ clientId: 'google' });
const guests = GuestAccess.allow({ reason: 'the map is shown before the sign-in' });

type Granting = (access: IdentityAccess, bucket: s3.Bucket, table: dynamodb.Table) => void;
type Owner = 'own' | 'tag' | 'guests';

function accessOf(identities: FederatedIdentityPool, owner: Owner): IdentityAccess {
  return { own: () => identities.ownAccess, tag: () => identities.accessByTag('tenant'), guests: () => identities.guestAccess }[owner]();
}

function granted(grant: Granting, options: { owner?: Owner; key?: boolean; region?: string } = {}): unknown[] {
  const stack = testStack({ env: { region: options.region } });
  const encryptionKey = options.key ? new kms.Key(stack, 'Key') : undefined;
  const bucket = new s3.Bucket(stack, 'Files', { encryptionKey });
  const table = new dynamodb.Table(stack, 'Notes', { partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING }, encryptionKey });
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [google], guests });
  grant(accessOf(identities, options.owner ?? 'own'), bucket, table);
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policies).toHaveLength(1);
  const { role } = { own: { role: identities.authenticatedRole }, tag: { role: identities.authenticatedRole }, guests: { role: identities.guestRole! } }[options.owner ?? 'own'];
  expect(policies[0]!.Properties.Roles).toEqual([stack.resolve(role.roleName)]);
  return policies[0]!.Properties.PolicyDocument.Statement as unknown[];
}

const BUCKET = { 'Fn::GetAtt': [expect.stringMatching(/^Files/), 'Arn'] };
const READ = ['s3:GetObject'];
const WRITE = ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

function one<T>(items: readonly T[]): T | readonly T[] {
  return items.length === 1 ? items[0]! : items;
}

describe.each<[Owner, string | undefined, string]>([
  ['own', undefined, `${OWN}/`],
  ['own', 'private/', `private/${OWN}/`],
  ['tag', undefined, '${aws:PrincipalTag/tenant}/'],
  ['tag', 'tenants/of/acme/', 'tenants/of/acme/${aws:PrincipalTag/tenant}/'],
  ['guests', 'public/', 'public/'],
])('objects of %s with the prefix %j', (owner, prefix, under) => {
  const objects = { 'Fn::Join': ['', [BUCKET, `/${under}*`]] };
  const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET, Condition: { StringLike: { 's3:prefix': `${under}*` } } };

  test.each([['readObjects', READ], ['writeObjects', WRITE]] as const)('%s: nothing else, no listing', (name, actions) => {
    expect(granted((access, bucket) => access[name](bucket, { prefix }).assertSuccess(), { owner })).toEqual([
      { Effect: 'Allow', Action: one(actions), Resource: objects },
    ]);
  });

  test('listObjects: names under the prefix only', () => {
    expect(granted((access, bucket) => access.listObjects(bucket, { prefix }).assertSuccess(), { owner })).toEqual([list]);
  });

  test('readWriteObjects: all of them', () => {
    expect(granted((access, bucket) => access.readWriteObjects(bucket, { prefix }).assertSuccess(), { owner })).toEqual([
      list, { Effect: 'Allow', Action: [...READ, ...WRITE], Resource: objects },
    ]);
  });

  test.each([
    ['readObjects', 'kms:Decrypt'],
    ['writeObjects', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['readWriteObjects', ['kms:Decrypt', 'kms:GenerateDataKey']],
  ] as const)('%s of an encrypted bucket includes the key for S3 and these objects only', (name, Action) => {
    expect(granted((access, bucket) => access[name](bucket, { prefix }), { key: true, owner })).toContainEqual({
      Effect: 'Allow',
      Action,
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      Condition: {
        StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [BUCKET, objects] },
      },
    });
  });

  test('listObjects of an encrypted bucket needs no key', () => {
    expect(granted((access, bucket) => access.listObjects(bucket, { prefix }), { key: true, owner })).toEqual([list]);
  });
});

describe.each<[Owner, string]>([['own', OWN], ['tag', '${aws:PrincipalTag/tenant}']])('items of %s', (owner, key) => {
  test.each([
    ['readItems', ['dynamodb:GetItem', 'dynamodb:BatchGetItem']],
    ['writeItems', ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']],
    ['listItems', ['dynamodb:Query']],
    ['readWriteItems', [
      'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:Query',
    ]],
  ] as const)('%s', (name, actions) => {
    expect(granted((access, _, table) => access[name](table).assertSuccess(), { owner })).toEqual([{
      Effect: 'Allow',
      Action: one(actions),
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Notes/), 'Arn'] },
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [key] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } },
    }]);
  });
});

test.each([
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
])('in %s the policy variable is that of the Region', (region, principal) => {
  expect(JSON.stringify(granted((access, bucket) => access.readObjects(bucket), { region }))).toContain(`/\${${principal}:sub}/*`);
  expect(JSON.stringify(granted((access, _, table) => access.readItems(table), { region }))).toContain(`"\${${principal}:sub}"`);
});

test('items of an encrypted table include the key for the table only', () => {
  expect(granted((access, _, table) => access.readItems(table), { key: true })).toContainEqual(expect.objectContaining({
    Action: 'kms:Decrypt',
    Condition: {
      StringEquals: {
        'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] },
        'kms:EncryptionContext:aws:dynamodb:tableName': { Ref: expect.stringMatching(/^Notes/) },
      },
    },
  }));
});

describe('the key of a bucket or table in another Region is for the service there', () => {
  function foreign(grant: (identities: FederatedIdentityPool, encryptionKey: kms.IKey) => void, service: string): void {
    const stack = testStack({ env: { region: 'eu-central-1' } });
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [google] });
    grant(identities, kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/abc'));
    const Condition = { StringEquals: Match.objectLike({ 'kms:ViaService': { 'Fn::Join': ['', [`${service}.us-east-1.`, { Ref: 'AWS::URLSuffix' }]] } }) };
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition })]) },
    });
  }

  test('objects', () => foreign((identities, encryptionKey) => {
    identities.ownAccess.readObjects(s3.Bucket.fromBucketAttributes(identities, 'Files', { bucketName: 'files', region: 'us-east-1', encryptionKey }));
  }, 's3'));

  test('items', () => foreign((identities, encryptionKey) => {
    const tableArn = 'arn:aws:dynamodb:us-east-1:111111111111:table/notes';
    identities.ownAccess.readItems(dynamodb.Table.fromTableAttributes(identities, 'Notes', { tableArn, encryptionKey }));
  }, 'dynamodb'));
});

test('what guests are granted is in AWS\'s limits for guests', () => {
  const stack = testStack();
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [google], guests });
  identities.guestAccess.readWriteObjects(new s3.Bucket(stack, 'Files', { encryptionKey: new kms.Key(stack, 'Key') }), { prefix: 'public/' });
  expect(findings(stack)).toEqual([]);
});

test('roles of addRole() have it too, each for its own users', () => {
  const stack = testStack();
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [google] });
  const bucket = new s3.Bucket(stack, 'Files');
  const roles = [identities.addRole('Admins'), identities.addRole('Gold')];
  roles.forEach((role) => {
    role.ownAccess.readObjects(bucket);
    role.accessByTag('tenant').listObjects(bucket);
  });
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => JSON.stringify(Properties));
  expect(policies).toHaveLength(2);
  roles.forEach(({ role }, index) => expect(policies[index]).toContain(JSON.stringify(stack.resolve(role.roleName))));
});

describe('fails when', () => {
  const METHODS = ['readObjects', 'writeObjects', 'listObjects', 'readWriteObjects'] as const;

  test.each(METHODS.flatMap((name) => [
    '', '/', 'private', '/private/', 'a*/', 'a?/', '${aws:PrincipalTag/tenant}/', 'a\n*/', `${Lazy.string({ produce: () => 'late' })}/`,
  ].map((prefix) => [name, prefix] as const)))('%s has the prefix %j', (name, prefix) => {
    expect(() => granted((access, bucket) => access[name](bucket, { prefix }))).toThrow(
      `[Stack/Identities/AuthenticatedRole] "prefix" is no folder, received ${Token.isUnresolved(prefix) ? 'a value that only CloudFormation knows' : JSON.stringify(prefix)}: write literal text that ends with "/"`);
  });

  test.each(METHODS)('%s of guests has no prefix', (name) => {
    expect(() => granted((access, bucket) => access[name](bucket), { owner: 'guests' })).toThrow(
      '[Stack/Identities/GuestRole] "prefix" is not set, and guests own no objects: name the folder that all guests share, such as { prefix: \'public/\' }');
    expect(() => granted((access, bucket) => access[name](bucket, { prefix: '' }), { owner: 'guests' })).toThrow('"prefix" is no folder, received ""');
  });

  test.each(['readItems', 'writeItems', 'listItems', 'readWriteItems'] as const)('guests are granted %s', (name) => {
    expect(() => granted((access, _, table) => access[name](table), { owner: 'guests' })).toThrow(
      '[Stack/Identities/GuestRole] guests own no items, and got access to those of "Stack/Notes"');
  });

  test.each(['readObjects', 'writeObjects', 'listObjects', 'readWriteObjects'] as const)('guests are off and get %s', (name) => {
    const stack = testStack();
    const { guestAccess, guestRole } = new FederatedIdentityPool(stack, 'Identities', { providers: [google] });
    expect(guestRole).toBeUndefined();
    expect(() => guestAccess[name](new s3.Bucket(stack, 'Files'), { prefix: 'public/' })).toThrow('[Stack/Identities] guests are off: no role of theirs takes grants, say guests: GuestAccess.allow({ reason }) first');
  });

  test('the tag is none', () => {
    const identities = new FederatedIdentityPool(testStack(), 'Identities', { providers: [google] });
    expect(() => identities.accessByTag('${x}')).toThrow('[Stack/Identities/AuthenticatedRole] "tag" is no key of a tag, received "${x}"');
  });
});
