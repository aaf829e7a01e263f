import type { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { FederatedIdentityPool, IdentityAccess, IdentityPoolProvider, IdentityPoolRole } from 'cdk-cognito-auth';
import { mayDo, type RequestContext, reworded } from './tools/iam';
import { Deployment } from './tools/iam-deployment';
import type { PolicyDocument } from './tools/iam-policy';
import { everything, namedApp, stacks, together } from './tools/iam-scenarios';

const SUB = 'cognito-identity.amazonaws.com:sub';
const TAG = 'aws:PrincipalTag/tenant';
const PREFIX = 's3:prefix';
const KEYS = 'dynamodb:LeadingKeys';

/** Anna of the tenant acme: the owner of what is hers, and of what is the tenant's. */
const ANNA = 'eu-central-1:22222222-2222-2222-2222-222222222222';
const BEN = 'eu-central-1:33333333-3333-3333-3333-333333333333';
const anna = { [SUB]: ANNA, [TAG]: 'acme' };

interface Grant {
  readonly on: 'bucket' | 'table';
  readonly allows: string[];
  readonly keys: string[];
}

const READ: Grant = { on: 'bucket', allows: ['s3:GetObject'], keys: ['kms:Decrypt'] };
const LIST: Grant = { on: 'bucket', allows: ['s3:ListBucket'], keys: [] };
const WRITE: Grant = { on: 'bucket', allows: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'], keys: ['kms:Decrypt', 'kms:GenerateDataKey'] };
const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const WRITE_ITEMS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];

/** What each grant is for, action by action. */
const GRANTS: Record<keyof IdentityAccess, Grant> = {
  readObjects: READ,
  writeObjects: WRITE,
  listObjects: LIST,
  readWriteObjects: { on: 'bucket', allows: [...READ.allows, ...WRITE.allows, ...LIST.allows], keys: WRITE.keys },
  readItems: { on: 'table', allows: READ_ITEMS, keys: ['kms:Decrypt'] },
  writeItems: { on: 'table', allows: WRITE_ITEMS, keys: ['kms:Decrypt'] },
  listItems: { on: 'table', allows: ['dynamodb:Query'], keys: ['kms:Decrypt'] },
  readWriteItems: { on: 'table', allows: [...READ_ITEMS, ...WRITE_ITEMS, 'dynamodb:Query'], keys: ['kms:Decrypt'] },
};

const OBJECT_ACTIONS = [
  ...READ.allows, ...WRITE.allows, 's3:GetObjectVersion', 's3:DeleteObjectVersion', 's3:GetObjectAcl', 's3:PutObjectAcl', 's3:GetObjectTagging',
  's3:PutObjectTagging', 's3:RestoreObject', 's3:BypassGovernanceRetention',
];
const BUCKET_ACTIONS = [...LIST.allows, 's3:ListBucketVersions', 's3:ListBucketMultipartUploads', 's3:GetBucketAcl', 's3:PutBucketPolicy', 's3:DeleteBucket'];
const TABLE_ACTIONS = [
  ...GRANTS.readItems.allows, ...GRANTS.writeItems.allows, ...GRANTS.listItems.allows, 'dynamodb:Scan', 'dynamodb:ConditionCheckItem', 'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLInsert', 'dynamodb:PartiQLDelete', 'dynamodb:DescribeTable', 'dynamodb:DeleteTable', 'dynamodb:ExportTableToPointInTime',
];
const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:DescribeKey', 'kms:CreateGrant', 'kms:ScheduleKeyDeletion'];

const app = namedApp();
const { Grants, Others } = stacks(app, 'Grants', 'Others');
const identities = everything(together(Grants), { guests: true, tags: true });
const holders = {
  AuthenticatedRole: identities,
  Members: identities.node.findChild('Roles').node.findChild('Members') as IdentityPoolRole,
  Gold: identities.node.findChild('Roles').node.findChild('Gold') as IdentityPoolRole,
};

/** Whose the objects are: folders are for objects only, and guests share one. */
type Owner = 'user' | 'tenant' | 'user in a folder' | 'guests';
const FOLDERS: Partial<Record<Owner, string>> = { 'user in a folder': 'private/', 'guests': 'public/' };

/** What is granted to each holder, each on a bucket or a table of its own, encrypted with a key of its own. */
interface Granted extends Grant {
  readonly name: string;
  readonly holder: string;
  readonly by: Owner;
  readonly key: kms.Key;
  readonly resource: s3.Bucket | dynamodb.Table;
}

function resourceFor(scope: Stack, id: string, { on }: Grant): Pick<Granted, 'key' | 'resource'> {
  const encryptionKey = new kms.Key(scope, `${id}Key`);
  const partitionKey = { name: 'owner', type: dynamodb.AttributeType.STRING };
  const resource = on === 'bucket' ? new s3.Bucket(scope, id, { encryptionKey }) : new dynamodb.Table(scope, id, { encryptionKey, partitionKey });
  return { key: encryptionKey, resource };
}

function grantAll(holder: string, by: Owner, access: IdentityAccess): Granted[] {
  const prefix = FOLDERS[by];
  return Object.entries(GRANTS).filter(([, { on }]) => prefix === undefined || on === 'bucket').map(([name, grant]) => {
    const made = resourceFor(Grants, `${holder}${by.replaceAll(' ', '')}${name}`, grant);
    const method = access[name as keyof IdentityAccess] as (resource: unknown, options?: unknown) => iam.Grant;
    method.call(access, made.resource, { prefix }).assertSuccess();
    return { ...grant, ...made, name, holder, by };
  });
}

const granted = [
  ...Object.entries(holders).flatMap(([holder, target]) => [
    ...grantAll(holder, 'user', target.ownAccess), ...grantAll(holder, 'tenant', target.accessByTag('tenant')),
  ]),
  ...grantAll('AuthenticatedRole', 'user in a folder', identities.ownAccess),
  ...grantAll('GuestRole', 'guests', identities.guestAccess),
];

const vouching = new FederatedIdentityPool(Others, 'Vouching', { providers: [IdentityPoolProvider.developer('login.acme.app')] });
const other = new FederatedIdentityPool(Others, 'Other', { providers: [IdentityPoolProvider.developer('login.acme.app')] });
const backEnd = new iam.Role(Others, 'BackEnd', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
vouching.grantDeveloperAuthentication(backEnd).assertSuccess();

const deployment = Deployment.of(app);
const rolePath = (holder: string) => `Grants/Identities/${holder.endsWith('Role') ? holder : `Roles/${holder}/Role`}`;
const arnOf = ({ resource }: Granted) => deployment.value(Grants, resource instanceof s3.Bucket ? resource.bucketArn : resource.tableArn);

const keyOf = ({ key }: Granted) => deployment.value(Grants, key.keyArn);
const permissionsOfHolder = new Map([...Object.keys(holders), 'GuestRole'].map(holder => [holder, deployment.role(rolePath(holder)).permissions()]));

/** The statements of the holder that name the grant's resource or its key: 'every statement is of one grant' shows that no other counts. */
function permissionsOf(grant: Granted): PolicyDocument {
  const [arn, key] = [arnOf(grant), keyOf(grant)];
  const { Version, Statement } = permissionsOfHolder.get(grant.holder)!;
  const isOf = (resource: string | undefined) => resource === key || resource === arn || resource!.startsWith(`${arn}/`);
  return { Version, Statement: Statement.filter(({ Resource }) => [Resource].flat().some(isOf)) };
}

/** A request in words, to be read in a failure. */
interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** What of all that is asked is allowed. */
async function allowed(permissions: PolicyDocument, asked: Asked[]): Promise<Asked[]> {
  const answers = await Promise.all(asked.map(async one => await mayDo(permissions, one.action, one.resource, one.context) ? [one] : []));
  return answers.flat();
}

const product = <A, B>(ones: readonly A[], others: readonly B[]) => ones.flatMap(one => others.map(another => [one, another] as const));

/** Everything that somebody could ask of what belongs to an owner. */
function requests(grant: Granted, owner: string, context: RequestContext): Asked[] {
  const arn = arnOf(grant);
  return grant.on === 'bucket' ? [
    ...OBJECT_ACTIONS.map(action => ({ action, resource: `${arn}/${owner}/a/photo.jpg`, context })),
    ...BUCKET_ACTIONS.map(action => ({ action, resource: arn, context: { ...context, [PREFIX]: `${owner}/a/` } })),
  ] : TABLE_ACTIONS.map(action => ({ action, resource: arn, context: { ...context, [KEYS]: [owner] } }));
}

/** The requests that the grant is for, wherever somebody puts another owner. */
function wanted(grant: Granted, owners: readonly string[], context: RequestContext): Asked[] {
  return owners.flatMap(owner => requests(grant, owner, context)).filter(({ action }) => grant.allows.includes(action));
}

const ownerOf = ({ by }: Granted) => ({ 'user': ANNA, 'tenant': 'acme', 'user in a folder': `private/${ANNA}`, 'guests': 'public' })[by];
const neighbors = (owner: string) => [
  BEN, 'other', `${owner}2`, owner.slice(0, -1), owner.slice(1), owner.toUpperCase(), `other/${owner}`, `/${owner}`, ` ${owner}`, '', '.',
  owner === ANNA ? 'acme' : ANNA,
];
const names = granted.map(grant => [`${grant.holder}, ${grant.name} by ${grant.by}`, grant] as const);

test('no grant is left out', () => {
  const methods = Object.getOwnPropertyNames(IdentityAccess.prototype).filter(name => !['constructor', 'prefix', 'items'].includes(name));
  expect(methods.sort()).toEqual(Object.keys(GRANTS).sort());
  const own = [FederatedIdentityPool, IdentityPoolRole].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype));
  const access = new Set(own.filter(name => /^grant[A-Z]|Access$|^access/.test(name)));
  expect([...access].sort()).toEqual(['accessByTag', 'grantDeveloperAuthentication', 'guestAccess', 'ownAccess']);
});

test('every statement is of one grant', () => {
  for (const [holder, { Statement }] of permissionsOfHolder) {
    const grants = granted.filter(grant => grant.holder === holder);
    const counted = grants.flatMap(grant => permissionsOf(grant).Statement);
    expect(counted).toHaveLength(Statement.length);
    expect(new Set(counted).size).toBe(Statement.length);
  }
});

describe.each(names)('%s', (_, grant) => {
  const permissions = permissionsOf(grant);
  const arn = arnOf(grant);
  const own = ownerOf(grant);

  test('allows just that with what is one\'s own', async () => {
    const found = await allowed(permissions, requests(grant, own, anna));
    expect(found.map(({ action }) => action).sort()).toEqual([...grant.allows].sort());
  });

  test('allows nothing with what is somebody else\'s', async () => {
    expect(await allowed(permissions, wanted(grant, neighbors(own), anna))).toEqual([]);
  });

  // guests own nothing: they share a folder.
  if (grant.by !== 'guests') {
    test('allows nothing to whoever has no owner', async () => {
      const byTag = grant.by === 'tenant';
      const variable = `\${${byTag ? TAG : SUB}}`;
      const strangers: RequestContext[] = [{}, { 'aws:PrincipalTag/team': 'acme' }, byTag ? { [SUB]: 'acme' } : { [TAG]: ANNA }];
      expect(await allowed(permissions, strangers.flatMap(context => wanted(grant, [own, '', variable], context)))).toEqual([]);
    });
  }

  test('allows nothing elsewhere', async () => {
    const elsewhere = (grant.on === 'bucket' ? [`${arn}2`, arn.slice(0, -1)] : [`${arn}2`, `${arn}/index/byDate`])
      .flatMap(resource => wanted(grant, [own], anna).map(asked => ({ ...asked, resource: asked.resource.replace(arn, resource) })));
    expect(await allowed(permissions, elsewhere.filter(({ action, resource }) => !resource.includes('/index/') || action === 'dynamodb:Query'))).toEqual([]);
  });

  if (grant.on === 'bucket') {
    test('allows nothing that isn\'t below a prefix', async () => {
      const objects = product(grant.allows.filter(action => action !== 's3:ListBucket'), [own, 'photo.jpg', `${own}-photo.jpg`])
        .map(([action, key]) => ({ action, resource: `${arn}/${key}`, context: anna }));
      const lists = product(grant.allows.filter(action => action === 's3:ListBucket'), [own, '', '/', undefined])
        .map(([action, prefix]) => ({ action, resource: arn, context: { ...anna, ...prefix !== undefined && { [PREFIX]: prefix } } }));
      expect(await allowed(permissions, [...objects, ...lists])).toEqual([]);
    });
  } else {
    const asked = (...keys: string[]) => grant.allows.map(action => ({ action, resource: arn, context: { ...anna, [KEYS]: keys } }));

    test('allows several keys where all of them are one\'s own', async () => {
      expect(await allowed(permissions, asked(own, own))).toHaveLength(grant.allows.length);
      expect(await allowed(permissions, [...asked(own, 'other'), ...asked('other', own), ...asked(own, '')])).toEqual([]);
    });
  }

  test('opens the key for just that', async () => {
    const [service, context] = grant.on === 'bucket'
      ? ['s3', { 'kms:EncryptionContext:aws:s3:arn': `${arn}/${own}/a/photo.jpg` }] as const
      : ['dynamodb', { 'kms:EncryptionContext:aws:dynamodb:tableName': arn.split('/')[1] }] as const;
    const via = { 'kms:ViaService': `${service}.eu-central-1.amazonaws.com` };
    const ask = (more: RequestContext) => KEY_ACTIONS.map(action => ({ action, resource: keyOf(grant), context: { ...anna, ...more } }));
    const found = await allowed(permissions, ask({ ...via, ...context }));
    expect(found.map(({ action }) => action)).toEqual(grant.keys);

    const [name, value] = Object.entries(context)[0];
    const others = [
      { ...context },
      { ...via },
      { ...context, 'kms:ViaService': 'sqs.eu-central-1.amazonaws.com' },
      { ...context, 'kms:ViaService': `${service}.us-east-1.amazonaws.com` },
      { ...via, [name]: `${value.split('/')[0]}2` },
      ...grant.on === 'bucket' ? [...neighbors(own), own].map(owner => ({ ...via, [name]: owner === own ? `${arn}/${own}` : `${arn}/${owner}/a/photo.jpg` })) : [],
    ];
    expect(await allowed(permissions, others.flatMap(ask).filter(({ action }) => grant.keys.includes(action)))).toEqual([]);
  });
});

// IAM takes ForAllValues for true where there are no values, and nothing asks for any.
test.each(names.filter(([, { on }]) => on === 'table'))('%s: allows nothing to a request that names no key', async (_, grant) => {
  const asked = grant.allows.map(action => ({ action, resource: arnOf(grant), context: anna }));
  expect(await allowed(permissionsOf(grant), asked)).toEqual([]);
});

describe('a tag that isn\'t just a name', () => {
  const read = granted.find(({ name, by, holder }) => name === 'readObjects' && by === 'tenant' && holder === 'Gold')!;
  const items = granted.find(({ name, by, holder }) => name === 'readItems' && by === 'tenant' && holder === 'Gold')!;

  test.each(['*', '????', 'a*', 'ac?e', 'acme/', '/acme', './acme', '${cognito-identity.amazonaws.com:sub}', 'acme, other', 'other'])('%s is no key to acme', async tag => {
    const context = { ...anna, [TAG]: tag };
    expect(await allowed(permissionsOf(read), wanted(read, ['acme', ANNA], context))).toEqual([]);
    expect(await allowed(permissionsOf(items), wanted(items, ['acme', ANNA], context))).toEqual([]);
  });

  test('has nothing of acme when it is empty', async () => {
    expect(await allowed(permissionsOf(read), wanted(read, ['acme'], { ...anna, [TAG]: '' }))).toEqual([]);
    expect(await allowed(permissionsOf(items), wanted(items, ['acme'], { ...anna, [TAG]: '' }))).toEqual([]);
  });

  test('has what lies within it when it holds a slash, as the README warns', async () => {
    expect(await allowed(permissionsOf(read), wanted(read, ['a/b'], { [TAG]: 'a' }))).toHaveLength(1);
    expect(await allowed(permissionsOf(read), wanted(read, ['a'], { [TAG]: 'a/b' }))).toEqual([]);
    expect(await allowed(permissionsOf(items), wanted(items, ['a/b'], { [TAG]: 'a' }))).toEqual([]);
  });
});

describe('a back end that authenticates users', () => {
  const permissions = deployment.role('Others/BackEnd').permissions();
  const arn = (pool: FederatedIdentityPool) => deployment.value(Others, pool.identityPool.identityPoolArn);
  const actions = [
    'GetOpenIdTokenForDeveloperIdentity', 'LookupDeveloperIdentity', 'MergeDeveloperIdentities', 'UnlinkDeveloperIdentity', 'DeleteIdentityPool', 'UpdateIdentityPool',
  ];
  const ask = (resource: string) => actions.map(action => ({ action: `cognito-identity:${action}`, resource, context: {} }));

  test('does so in its own pool, and does nothing else there', async () => {
    expect(await allowed(permissions, ask(arn(vouching)))).toEqual([ask(arn(vouching))[0]]);
  });

  test('does nothing in another pool', async () => {
    const near = [arn(other), `${arn(vouching)}1`, arn(vouching).replace('eu-central-1', 'us-east-1'), arn(vouching).replace('111111111111', '222222222222')];
    expect(await allowed(permissions, near.flatMap(ask))).toEqual([]);
    expect(await allowed(reworded(permissions, arn(vouching), '*'), near.flatMap(ask))).toHaveLength(near.length);
  });
});

describe('the simulator tells the difference', () => {
  const find = (name: string, by = 'tenant') => granted.find(grant => grant.name === name && grant.by === by && grant.holder === 'Members')!;

  test.each(names.filter(([, { holder }]) => holder === 'Gold'))('who may do everything is refused nothing: %s', async (_, grant) => {
    const everythingGoes = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const asked = ['acme', ...neighbors('acme')].flatMap(owner => requests(grant, owner, anna));
    expect(await allowed(everythingGoes, asked)).toHaveLength(asked.length);
  });

  test.each([
    ['the slash', 'readObjects', '}/*', '}*', ['acme2']],
    ['the tenant', 'readObjects', `\${${TAG}}`, '*', ['other']],
    ['the slash of a list', 'listObjects', '}/*', '}*', ['acme2']],
    ['the tenant of a list', 'listObjects', `\${${TAG}}`, '*', ['other']],
    ['the tenant of an item', 'readItems', '"ForAllValues:StringEquals"', '"ForAllValues:StringNotEquals"', ['other']],
  ])('without %s, one would have somebody else\'s: %s', async (_, name, from, to, owners) => {
    const grant = find(name);
    expect(await allowed(reworded(permissionsOf(grant), from, to), wanted(grant, owners, anna))).not.toEqual([]);
  });

  test('without ForAllValues, one key of one\'s own would bring along another\'s', async () => {
    const grant = find('readItems');
    const asked = [{ action: 'dynamodb:BatchGetItem', resource: arnOf(grant), context: { ...anna, [KEYS]: ['acme', 'other'] } }];
    expect(await allowed(reworded(permissionsOf(grant), 'ForAllValues', 'ForAnyValue'), asked)).toEqual(asked);
  });

  test('without the service, one would decrypt with the key whatever it protects', async () => {
    const grant = find('readObjects');
    const arn = arnOf(grant);
    const asked = [{ action: 'kms:Decrypt', resource: keyOf(grant), context: { ...anna, 'kms:EncryptionContext:aws:s3:arn': arn } }];
    expect(await allowed(permissionsOf(grant), asked)).toEqual([]);
    expect(await allowed(reworded(permissionsOf(grant), '"StringEquals":{"kms:ViaService"', '"StringEqualsIfExists":{"kms:ViaService"'), asked)).toEqual(asked);
  });
});
