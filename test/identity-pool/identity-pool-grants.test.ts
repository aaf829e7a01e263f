import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, type IdentityPoolGrants } from '../../src';
import { testStack } from '../support';

const OWN = '${cognito-identity.amazonaws.com:sub}';

type Granting = (grants: IdentityPoolGrants, bucket: s3.Bucket, table: dynamodb.Table) => void;

function granted(grant: Granting, options: { key?: boolean; region?: string; tag?: string } = {}): unknown[] {
  const stack = testStack({ env: { region: options.region } });
  const encryptionKey = options.key ? new kms.Key(stack, 'Key') : undefined;
  const bucket = new s3.Bucket(stack, 'Files', { encryptionKey });
  const table = new dynamodb.Table(stack, 'Notes', { partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING }, encryptionKey });
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.google({ clientId: 'google' })] });
  grant(options.tag === undefined ? identities.grants : identities.grantsByTag(options.tag), bucket, table);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy!.Properties.PolicyDocument.Statement as unknown[];
}

const BUCKET = { 'Fn::GetAtt': [expect.stringMatching(/^Files/), 'Arn'] };

describe.each([
  ['one\'s own', undefined, OWN],
  ['a tenant\'s', 'tenant', '${aws:PrincipalTag/tenant}'],
])('%s', (_, tag, owner) => {
  test.each([
    ['readObjects', 's3:GetObject'],
    ['writeObjects', ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']],
  ] as const)('%s', (name, Action) => {
    expect(granted((grants, bucket) => grants[name](bucket).assertSuccess(), { tag })).toEqual([
      { Effect: 'Allow', Action, Resource: { 'Fn::Join': ['', [BUCKET, `/${owner}/*`]] } },
    ]);
  });

  test('listObjects', () => {
    expect(granted((grants, bucket) => grants.listObjects(bucket).assertSuccess(), { tag })).toEqual([
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET, Condition: { StringLike: { 's3:prefix': `${owner}/*` } } },
    ]);
  });

  test.each([
    ['readItems', ['dynamodb:GetItem', 'dynamodb:BatchGetItem']],
    ['writeItems', ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']],
    ['listItems', 'dynamodb:Query'],
  ] as const)('%s', (name, Action) => {
    expect(granted((grants, __, table) => grants[name](table).assertSuccess(), { tag })).toEqual([{
      Effect: 'Allow',
      Action,
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Notes/), 'Arn'] },
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [owner] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } },
    }]);
  });
});

test.each([
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
])('in %s the policy variable is that of the Region', (region, principal) => {
  expect(JSON.stringify(granted((grants, _, table) => grants.readItems(table), { region }))).toContain(`"\${${principal}:sub}"`);
});

test.each([
  ['readObjects', 'kms:Decrypt'],
  ['writeObjects', ['kms:Decrypt', 'kms:GenerateDataKey']],
] as const)('%s of an encrypted bucket brings the key for them only', (name, Action) => {
  expect(granted((grants, bucket) => grants[name](bucket), { key: true })).toContainEqual(expect.objectContaining({
    Action,
    Condition: expect.objectContaining({
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [BUCKET, { 'Fn::Join': ['', [BUCKET, `/${OWN}/*`]] }] },
    }) as object,
  }));
});

test('items of an encrypted table bring the key for the table only', () => {
  expect(granted((grants, _, table) => grants.readItems(table), { key: true })).toContainEqual(expect.objectContaining({
    Action: 'kms:Decrypt',
    Condition: {
      StringEquals: {
        'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] },
        'kms:EncryptionContext:aws:dynamodb:tableName': { Ref: expect.stringMatching(/^Notes/) },
      },
    },
  }));
});

test('the key of a table in another Region is for DynamoDB there', () => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.google({ clientId: 'google' })] });
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/abc');
  const tableArn = 'arn:aws:dynamodb:us-east-1:111111111111:table/notes';
  identities.grants.readItems(dynamodb.Table.fromTableAttributes(stack, 'Notes', { tableArn, encryptionKey }));
  const Condition = { StringEquals: Match.objectLike({ 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } }) };
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition })]) },
  });
});

test('groups and roles have them too, each for its own people', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  const bucket = new s3.Bucket(stack, 'Files');
  const holders = [identities.addGroup('Admins', { userPool: auth.userPool }), identities.addRole('Gold')];
  holders.forEach((holder) => {
    holder.grants.readObjects(bucket);
    holder.grantsByTag('tenant').listObjects(bucket);
  });
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => JSON.stringify(Properties));
  expect(policies).toHaveLength(2);
  holders.forEach(({ role }, index) => expect(policies[index]).toContain(JSON.stringify(stack.resolve(role.roleName))));
});

test('fails when the tag is none', () => {
  const identities = new FederatedIdentityPool(testStack(), 'Identities', { providers: [IdentityPoolProvider.google({ clientId: 'google' })] });
  expect(() => identities.grantsByTag('${x}')).toThrow('"key" is no key of a tag, received "${x}"');
});
