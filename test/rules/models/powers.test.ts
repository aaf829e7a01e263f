import { CfnTable, Table, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnResource, Fn } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, SignUp } from '../../../src';
import { powersOf, type Powers } from '../../../src/rules/models/powers';
import type { Role } from '../../../src/template/role';
import { Synthesis } from '../../../src/template/synthesis';
import { testStack } from '../../support';
import { TOKEN } from '../resources';

const SUB = '${cognito-identity.amazonaws.com:sub}';
const POOL = 'arn:aws:cognito-idp:us-east-1:111111111111:userpool/us-east-1_abc';
const BUCKET = 'arn:aws:s3:::reports';
const TABLE = 'arn:aws:dynamodb:us-east-1:111111111111:table/orders';
const ALL = '*';

type Statement = Readonly<Record<string, unknown>>;

const allow = (Action: unknown, Resource: unknown = ALL, more: Statement = {}): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown = ALL, more: Statement = {}): Statement => ({ Effect: 'Deny', Action, Resource, ...more });
const where = (Condition: unknown): Statement => ({ Condition });
const listing = (Condition: unknown, Resource: unknown = BUCKET) => allow('s3:ListBucket', Resource, where(Condition));
const items = (Action: unknown, ...keys: string[]) => allow(Action, TABLE, where({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': keys } }));

/** Powers of a role with these statements: inline, in a policy of its own, and in a managed policy that it names. */
function found(statements: readonly Statement[], as: 'inline' | 'policy' | 'document' | 'managed' | 'one' = 'inline', more: Partial<iam.CfnRoleProps> = {}): Powers {
  const stack = testStack();
  new CfnBucket(stack, 'Bucket');
  new CfnTable(stack, 'Table', { keySchema: [] });
  const policyDocument = as === 'document' ? iam.PolicyDocument.fromJson({ Statement: statements }) : { Statement: statements };
  const managed = as === 'managed' ? [new iam.CfnManagedPolicy(stack, 'Managed', { policyDocument }).ref] : undefined;
  const role = new iam.CfnRole(stack, 'Role', {
    assumeRolePolicyDocument: {}, policies: as === 'inline' ? [{ policyName: 'p', policyDocument }] : undefined, managedPolicyArns: managed, ...more,
  });
  if (as === 'policy' || as === 'document') {
    new iam.CfnPolicy(stack, 'Policy', { policyName: 'p', policyDocument, roles: [role.ref] });
  }
  if (as === 'one') {
    new CfnResource(stack, 'Policy', { type: 'AWS::IAM::RolePolicy', properties: { PolicyName: 'p', PolicyDocument: policyDocument, RoleName: role.ref } });
  }
  return powersOf(Synthesis.of(stack).view.resource(role) as Role);
}

const CASES: readonly (readonly [title: string, administers: readonly string[], reachesAll: readonly string[], ...statements: Statement[]])[] = [
  ['nothing', [], []],
  ['what every user may do', [], [], allow(['cognito-idp:GetUser', 'cognito-idp:ChangePassword', 'cognito-identity:GetCredentialsForIdentity', 'sts:GetCallerIdentity'])],
  ['one action on one pool', ['cognito-idp:AdminSetUserPassword'], [], allow('cognito-idp:AdminSetUserPassword', POOL)],
  ['a pattern', ['cognito-idp:Admin*'], ['cognito-idp:Admin*'], allow('cognito-idp:Admin*', POOL)],
  ['a pattern that means readers only', [], ['cognito-idp:AdminGet*'], allow('cognito-idp:AdminGet*', POOL)],
  ['a pattern of the service', ['cognito-id*:*'], ['cognito-id*:*'], allow('cognito-id*:*', POOL)],
  ['any case', ['COGNITO-IDP:adminaddusertogroup'], [], allow('COGNITO-IDP:adminaddusertogroup', POOL)],
  ['all of a service', ['iam:*'], [], allow('iam:*')],
  ['everything', ['*'], ['*'], allow('*')],
  ['everything of one bucket', [], ['*'], allow('*', BUCKET)],
  ['everything of the objects of a bucket of the app', [], [], allow('*', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] })],
  ['an action on a pool that is unknown', ['cognito-idp:AdminCreateUser'], [], allow('cognito-idp:AdminCreateUser', TOKEN.text)],
  ['a user of its own', ['iam:CreateAccessKey'], [], allow('iam:CreateAccessKey', 'arn:aws:iam::111111111111:user/me')],
  ['identities of others', ['cognito-identity:GetOpenIdTokenForDeveloperIdentity'], [], allow('cognito-identity:GetOpenIdTokenForDeveloperIdentity')],
  ['every role', ['sts:AssumeRole'], [], allow('sts:AssumeRole')],
  ['every role of an account', ['sts:Assume*'], [], allow('sts:Assume*', 'arn:aws:iam::111111111111:role/*')],
  ['one role', [], [], allow(['sts:AssumeRole', 'iam:PassRole'], 'arn:aws:iam::111111111111:role/Reports')],
  ['one role of several', [], [], allow('sts:AssumeRole', ['arn:aws:iam::111111111111:role/Reports-*'])],
  ['a role that is unknown', [], [], allow('sts:AssumeRole', TOKEN.text)],
  ['everything but an action', ['everything but s3:*'], ['everything but s3:*'], { Effect: 'Allow', NotAction: 's3:*', Resource: ALL }],
  ['everything but what matters', [], [], {
    Effect: 'Allow', Resource: ALL, NotAction: ['cognito-id*', 'iam:*', 'sts:*', 'lambda:*', 's3:*', 'dynamodb:*', 'secretsmanager:*', 'ssm:*'],
  }],
  ['all buckets, and not the objects of one', [], ['s3:ListBucket'], { Effect: 'Allow', Action: 's3:ListBucket', NotResource: 'arn:aws:s3:::secret/*' }],
  ['what is denied', [], [], allow('cognito-idp:AdminSetUserPassword', POOL), deny('cognito-idp:Admin*')],
  ['what is denied on the same pool', [], [], allow('cognito-idp:AdminSetUserPassword', POOL), deny('cognito-idp:*', [POOL, BUCKET])],
  ['what is denied on another pool', ['cognito-idp:AdminSetUserPassword'], [], allow('cognito-idp:AdminSetUserPassword', POOL), deny('cognito-idp:*', `${POOL}d`)],
  ['what is denied in part', ['cognito-idp:*'], [], allow('cognito-idp:*', POOL), deny(['cognito-idp:Admin*', 'cognito-idp:List*'])],
  ['what is denied sometimes', ['iam:*'], [], allow('iam:*'), deny('iam:*', ALL, where({ Bool: { 'aws:SecureTransport': 'false' } }))],
  ['what is denied where nobody knows', ['iam:*'], [], allow('iam:*'), deny('iam:*', ALL, where({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }))],
  ['everything but something denied', [], [], allow('iam:*'), { Effect: 'Deny', NotAction: 's3:*', Resource: ALL }],
  ['a condition that nobody knows', [], [], allow('iam:*', ALL, where({ StringEquals: { 'aws:PrincipalTag/admin': 'yes' } }))],
  ['a condition that every request meets', ['iam:*'], [], allow('iam:*', ALL, where({ Bool: { 'aws:SecureTransport': 'true' } }))],
  ['an action that is unknown', [], [], allow(TOKEN.text)],
  ['an effect that is unknown', [], [], allow('iam:*', ALL, { Effect: TOKEN.text })],
  ['objects, without listing them', [], [], allow(['s3:GetObject', 's3:PutObject'], `${BUCKET}/*`)],
  ['a list of a bucket', [], ['s3:ListBucket'], allow('s3:ListBucket', BUCKET)],
  ['a list of a bucket of the app', [], ['s3:List*'], allow('s3:List*', { 'Fn::GetAtt': ['Bucket', 'Arn'] })],
  ['a list on objects, which is none', [], [], allow('s3:List*', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] })],
  ['a list of a bucket that is unknown', [], [], allow('s3:ListBucket', TOKEN.text)],
  ['a list of a prefix', [], [], listing({ StringLike: { 's3:prefix': 'public/*' } })],
  ['a list of one\'s own prefix', [], [], listing({ StringLike: { 's3:prefix': [`${SUB}/*`, `private/${SUB}/*`] } })],
  ['a list of a prefix, if there is one', [], ['s3:ListBucket'], listing({ StringLikeIfExists: { 's3:prefix': 'public/*' } })],
  ['a list of every prefix', [], ['s3:ListBucket'], listing({ StringLike: { 's3:prefix': '*' } })],
  ['a list of no prefix', [], ['s3:ListBucket'], listing({ StringEquals: { 's3:prefix': ['', 'public/'] } })],
  ['a list of folders', [], [], listing({ StringEquals: { 's3:prefix': ['', 'public/'], 's3:delimiter': '/' } })],
  ['a list of all but a prefix', [], ['s3:ListBucket'], listing({ StringNotLike: { 's3:prefix': 'secret/*' } })],
  ['a list by TLS', [], ['s3:ListBucket'], listing({ Bool: { 'aws:SecureTransport': 'true' } })],
  ['a list of a prefix that is unknown', [], [], listing({ StringLike: { 's3:prefix': TOKEN.text } })],
  ['one item', [], [], allow('dynamodb:GetItem', TABLE)],
  ['a table', [], ['dynamodb:Query', 'dynamodb:PutItem'], allow(['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:PutItem'], TABLE)],
  ['a table of the app', [], ['dynamodb:*'], allow('dynamodb:*', { 'Fn::GetAtt': ['Table', 'Arn'] })],
  ['one\'s own items', [], [], items(['dynamodb:Query', 'dynamodb:UpdateItem'], SUB)],
  ['items of one kind', [], [], items('dynamodb:Query', 'public')],
  ['a scan of one\'s own items, which has no key', [], ['dynamodb:Scan'], items(['dynamodb:Query', 'dynamodb:Scan'], SUB)],
  ['a scan that needs a key', [], [], allow('dynamodb:Scan', TABLE, where({
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [SUB] }, 'Null': { 'dynamodb:LeadingKeys': 'false' },
  }))],
  ['one function', [], [], allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111111111111:function:f')],
  ['every function', [], ['lambda:InvokeFunction'], allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111111111111:function:*')],
  ['every secret', [], ['secretsmanager:GetSecretValue'], allow('secretsmanager:GetSecretValue')],
  ['one parameter', [], [], allow('ssm:GetParameter', 'arn:aws:ssm:us-east-1:111111111111:parameter/theme')],
  ['every function of an account', [], ['lambda:InvokeFunction'], allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111111111111:*')],
  ['every function of the service', [], ['lambda:InvokeFunction'], allow('lambda:InvokeFunction', 'arn:aws:lambda:*')],
  ['functions whose names begin alike', [], [], allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111111111111:function:app-*')],
  ['every resource of another service', [], [], allow('lambda:InvokeFunction', 'arn:aws:s3:::*')],
  ['the code of one function', ['lambda:UpdateFunctionCode'], [], allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:us-east-1:111111111111:function:f')],
  ['every role, by everything of the service', ['iam:PassRole'], [], allow('iam:PassRole', 'arn:aws:iam::*:*')],
  ['roles of one path', [], [], allow('sts:AssumeRole', 'arn:aws:iam::111111111111:role/app/*')],
  ['a role of one name in every account', [], [], allow('sts:AssumeRole', 'arn:aws:iam::*:role/reader')],
  ['every parameter, without a slash', [], ['ssm:GetParameter'], allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter*')],
  ['parameters of one path', [], [], allow('ssm:GetParametersByPath', 'arn:aws:ssm:us-east-1:111111111111:parameter/public/*')],
  ['every secret of a Region', [], ['secretsmanager:GetSecretValue'], allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:111111111111:*')],
  ['every secret, where parts are unknown', [], ['secretsmanager:GetSecretValue'], allow('secretsmanager:GetSecretValue', {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':secret:*']],
  })],
  ['a secret that is unknown', [], [], allow('secretsmanager:GetSecretValue', { 'Fn::Join': ['', ['arn:aws:secretsmanager:us-east-1:111111111111:secret:', { Ref: 'Parameter' }]] })],
  ['objects of every bucket', [], ['s3:GetObject'], allow('s3:GetObject')],
  ['objects of every bucket, by ARN', [], ['s3:Get*'], allow('s3:Get*', 'arn:aws:s3:::*/*')],
  ['objects of one folder of every bucket', [], [], allow('s3:GetObject', 'arn:aws:s3:::*/public/*')],
  ['all buckets but one', [], ['s3:ListBucket'], { Effect: 'Allow', Action: 's3:ListBucket', NotResource: BUCKET }],
  ['all but every bucket', [], [], { Effect: 'Allow', Action: 's3:ListBucket', NotResource: 'arn:aws:s3:::*' }],
  ['all user pools but one', ['cognito-idp:*'], ['cognito-idp:*'], { Effect: 'Allow', Action: 'cognito-idp:*', NotResource: POOL }],
  ['an index of a table', [], ['dynamodb:Query'], allow('dynamodb:Query', `${TABLE}/index/*`)],
  ['sessions of others', ['cognito-idp:AdminUserGlobalSignOut'], [], allow('cognito-idp:AdminUserGlobalSignOut', POOL)],
  ['the pages of a pool', ['cognito-idp:SetUICustomization'], [], allow('cognito-idp:SetUICustomization', POOL)],
  ['names like those of objects', [], [], allow(['constructor:toString', '__proto__:x', 'hasOwnProperty:*'])],
];

describe.each(['inline', 'policy', 'managed', 'one'] as const)('in a document that is %s', (as) => {
  test.each(CASES.map(([title, administers, reachesAll, ...statements]) => ({ title, administers, reachesAll, statements })))('$title', ({ title, administers, reachesAll, statements }) => {
    expect({ title, ...found(statements, as) }).toEqual({ title, administers, reachesAll });
  });
});

// CDK's class for documents refuses what L1s take.
const PLAIN = CASES.filter(([, , , ...statements]) => !/"Fn::|cognito-id\\*|__proto__/.test(JSON.stringify(statements)));

test.each(PLAIN.map(([title, administers, reachesAll, ...statements]) => ({ title, administers, reachesAll, statements })))('in a document of CDK\'s, $title', (it) => {
  expect(found(it.statements, 'document')).toEqual({ administers: it.administers, reachesAll: it.reachesAll });
});

test.each([
  ['AdministratorAccess', ['administers']],
  ['PowerUserAccess', ['administers']],
  ['AmazonCognitoDeveloperAuthenticatedIdentities', ['administers']],
  ['ReadOnlyAccess', ['reachesAll']],
  ['AmazonDynamoDBFullAccess', ['reachesAll']],
  ['job-function/ViewOnlyAccess', ['reachesAll']],
  ['service-role/AWSLambdaRole', ['reachesAll']],
  ['AmazonPollyReadOnlyAccess', []],
  ['AdministratorAccessNot', []],
])('of AWS\'s own policy %s it is known that it %j', (name, kinds) => {
  const arn = `arn:aws:iam::aws:policy/${name}`;
  expect(found([], 'inline', { managedPolicyArns: [arn] })).toEqual({ administers: [], reachesAll: [], ...Object.fromEntries(kinds.map((kind) => [kind, [arn]])) });
});

test.each([
  ['allows less', [allow('s3:*')], []],
  ['denies it', [allow('*'), deny('iam:*')], []],
  ['allows it', [allow('*')], ['iam:*']],
])('a boundary of the app %s', (_, statements, administers) => {
  const stack = testStack();
  const { ref } = new iam.CfnManagedPolicy(stack, 'Boundary', { policyDocument: { Statement: statements } });
  const role = new iam.CfnRole(stack, 'Role', {
    assumeRolePolicyDocument: {}, permissionsBoundary: ref, policies: [{ policyName: 'p', policyDocument: { Statement: [allow('iam:*')] } }],
  });
  expect(powersOf(Synthesis.of(stack).view.resource(role) as Role).administers).toEqual(administers);
});

test('what an override writes into a policy is read, and so is the role that it names', () => {
  const stack = testStack();
  const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, roleName: 'users' });
  const policy = new iam.CfnPolicy(stack, 'Policy', {
    policyName: 'p', policyDocument: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] }), roles: ['others'],
  });
  policy.addPropertyOverride('Roles', ['users']);
  policy.addPropertyOverride('PolicyDocument.Statement', [allow('iam:*')]);
  const seen = () => powersOf(Synthesis.of(stack).view.resource(role) as Role).administers;
  expect(seen()).toEqual(['iam:*']);
  policy.addPropertyOverride('Roles', ['strangers']);
  expect(seen()).toEqual([]);
});

describe('our own grants', () => {
  const define = () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signUp: SignUp.open() });
    const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/'], logoutUrls: ['https://app.example.com/'] });
    return { stack, auth, app };
  };

  const powers = (role: iam.IRole): Powers => powersOf(Synthesis.of(role).view.resource(role.node.defaultChild!) as Role);

  test('to guests: a prefix is no power, CDK\'s own grant lists the bucket, and what administers users does', () => {
    const { stack, auth, app } = define();
    const identities = new FederatedIdentityPool(stack, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)], guests: GuestAccess.allow({ reason: 'test' }),
    });
    const reports = new Bucket(stack, 'Reports');
    const role = identities.guestRole!;
    identities.guestAccess.readObjects(reports, { prefix: 'public/' });
    identities.guestAccess.listObjects(reports, { prefix: 'public/' });
    expect(powers(role)).toEqual({ administers: [], reachesAll: [] });
    reports.grantRead(role, 'public/*');
    expect(powers(role)).toEqual({ administers: [], reachesAll: ['s3:List*'] });
    auth.grants.changePasswords(role);
    auth.grants.linkProviders(role);
    auth.grants.manageGroupMembership(role);
    identities.grantDeveloperAuthentication(role);
    expect(powers(role).administers).toEqual(expect.arrayContaining([
      'cognito-idp:AdminSetUserPassword', 'cognito-idp:AdminLinkProviderForUser', 'cognito-idp:AdminAddUserToGroup', 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
    ]));
  });

  test('to signed-in users: their own objects and items are no power', () => {
    const { stack, auth, app } = define();
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
    identities.ownAccess.readWriteObjects(new Bucket(stack, 'Uploads'));
    identities.ownAccess.readWriteItems(new Table(stack, 'Items', { partitionKey: { name: 'id', type: AttributeType.STRING } }));
    expect(powers(identities.authenticatedRole)).toEqual({ administers: [], reachesAll: [] });
  });
});

test('a name that only the deployment knows names nothing', () => {
  expect(found([allow(Fn.join('', ['cognito-idp:', Fn.ref('Parameter')]))])).toEqual({ administers: [], reachesAll: [] });
});
