import { Validations } from 'aws-cdk-lib';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { byId, everything, namedApp, stacks, vouched, withoutUserPool } from './tools/iam-scenarios';
import { acknowledgements, nagFindings } from './tools/nag';

/** Everything that an identity pool has, in a stack without user pools and buckets: these have findings of their own. */
function users() {
  const { Pool, Things, Users, ...others } = stacks(namedApp(), 'Pool', 'Things', 'Users', 'ById', 'Social', 'Vouched');
  const identities = everything({ pool: Pool, triggers: Pool, clients: Pool, users: Users }, { guests: true, tags: true });
  const bucket = new s3.Bucket(Things, 'Files', { encryptionKey: new kms.Key(Things, 'Key') });
  const table = new dynamodb.Table(Things, 'Notes', { partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING } });
  identities.ownAccess.readWriteObjects(bucket);
  for (const access of [identities.ownAccess, identities.accessByTag('tenant')]) {
    access.writeObjects(bucket);
    access.listObjects(bucket);
    access.writeItems(table);
  }
  byId(others.ById);
  withoutUserPool(others.Social);
  vouched(others.Vouched);
  return { identities, bucket, Users, others: Object.values(others) };
}

const rules = (findings: { readonly rule: string }[]) => findings.map(({ rule }) => rule);
const OWNED = ['cognito-identity.amazonaws.com:sub', 'aws:PrincipalTag/tenant'].map(owner => new RegExp(`^AwsSolutions-IAM5\\[Resource::.*/<${owner}>/\\*\\]$`));

describe('cdk-nag, AwsSolutions', () => {
  test('asks of an identity pool with everything only about the wildcards behind an owner', () => {
    const { Users, others } = users();
    expect(rules(nagFindings(Users))).toEqual(OWNED.map(pattern => expect.stringMatching(pattern)));
    expect(others.flatMap(stack => nagFindings(stack))).toEqual([]);
  });

  test('has nothing left where these are accepted', () => {
    const { identities, Users } = users();
    for (const id of rules(nagFindings(Users))) {
      Validations.of(identities).acknowledge({ id, reason: 'all files of one owner, and nobody else\'s' });
    }
    expect(nagFindings(Users)).toEqual([]);
  });

  test('would ask about guests, were it not for the reason that was given', () => {
    const { Users } = users();
    expect(rules(nagFindings(Users, { acknowledged: false }))).toEqual(expect.arrayContaining(['AwsSolutions-COG7']));
    expect(acknowledgements(Users)).toEqual([
      { rule: 'AwsSolutions-COG7', reason: 'the map is shown before the sign-in', at: 'Users/Identities/IdentityPool' },
    ]);
  });

  test('finds guests for whom nobody gave a reason, and a wildcard without an owner', () => {
    const { identities, bucket, Users } = users();
    new IdentityPool(Users, 'Bare', { allowUnauthenticatedIdentities: true });
    bucket.grantRead(identities.guestRole!);
    const found = rules(nagFindings(Users));
    expect(found).toContain('AwsSolutions-COG7');
    expect(found.filter(rule => rule.startsWith('AwsSolutions-IAM5') && !OWNED.some(pattern => pattern.test(rule)))).not.toEqual([]);
  });
});
