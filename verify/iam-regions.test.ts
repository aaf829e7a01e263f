import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, PrincipalTags, RoleClaimRule, RoleMapping } from 'cdk-cognito-auth';
import { mayAssume, mayDo, reworded } from './tools/iam';
import { Deployment } from './tools/iam-deployment';
import { namedApp } from './tools/iam-scenarios';

interface Row {
  /** where the stack says that it is */
  readonly region?: string;
  readonly partition: string;
  /** the principal of identity pools, and what their keys begin with */
  readonly service: string;
  readonly suffix: string;
  /** a user pool of another Region, where there are any @default - there are no user pools */
  readonly away?: string;
}

const COMMERCIAL = { partition: 'aws', service: 'cognito-identity.amazonaws.com', suffix: 'amazonaws.com', away: 'eu-west-1_abc' };
const GOV = { partition: 'aws-us-gov', suffix: 'amazonaws.com' };
const ROWS: Row[] = [
  { region: 'us-east-1', ...COMMERCIAL },
  { region: 'eu-central-1', ...COMMERCIAL },
  { region: undefined, ...COMMERCIAL },
  { region: 'us-gov-west-1', ...GOV, service: 'cognito-identity-us-gov.amazonaws.com', away: 'us-gov-east-1_abc' },
  { region: 'us-gov-east-1', ...GOV, service: 'cognito-identity.us-gov-east-1.amazonaws.com', away: 'us-gov-west-1_abc' },
  { region: 'cn-north-1', partition: 'aws-cn', service: 'cognito-identity.cn-north-1.amazonaws.com.cn', suffix: 'amazonaws.com.cn' },
];

/** Users of a pool here and of one in another Region, guests, and something that is theirs. */
function define({ region, away, partition }: Row) {
  const app = namedApp();
  const stack = new Stack(app, 'Stack', { env: { region } });
  const options = { roleMapping: RoleMapping.token(), principalTags: PrincipalTags.defaults() };
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [], guests: GuestAccess.allow({ reason: 'a test' }) });
  const gold = identities.addRole('Gold').role;
  if (away === undefined) {
    const oidc = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Oidc', `arn:${partition}:iam::111111111111:oidc-provider/acme`);
    const roleMapping = RoleMapping.rules([RoleClaimRule.claimEquals('plan', 'gold', gold)]);
    identities.addProvider(IdentityPoolProvider.oidc(oidc, { ...options, roleMapping }));
  } else {
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const imported = cognito.UserPool.fromUserPoolId(stack, 'Away', away);
    const byArn = cognito.UserPool.fromUserPoolArn(stack, 'AwayByArn', `arn:${partition}:cognito-idp:${away.split('_')[0]}:111111111111:userpool/${away}2`);
    const client = (id: string) => cognito.UserPoolClient.fromUserPoolClientId(stack, id, id.toLowerCase());
    identities.addProvider(IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('App').userPoolClient, options));
    identities.addProvider(IdentityPoolProvider.userPool(imported, client('One'), options));
    identities.addProvider(IdentityPoolProvider.userPool(byArn, client('Two'), options));
  }
  const encryptionKey = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Files', { encryptionKey });
  const table = new dynamodb.Table(stack, 'Notes', { partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING } });
  identities.ownAccess.readObjects(bucket);
  identities.ownAccess.listObjects(bucket);
  identities.ownAccess.readItems(table);
  const deployment = Deployment.of(app);
  const value = (token: string) => deployment.value(stack, token);
  return {
    deployment,
    stack,
    pool: value(identities.identityPool.identityPoolId),
    bucket: value(bucket.bucketArn),
    table: value(table.tableArn),
    key: value(encryptionKey.keyArn),
    members: deployment.role('Stack/Identities/AuthenticatedRole'),
    guests: deployment.role('Stack/Identities/GuestRole'),
    gold: deployment.role('Stack/Identities/Roles/Gold/Role'),
  };
}

describe.each(ROWS.map(row => [row.region ?? 'a Region that the stack doesn\'t name', row] as const))('in %s', (_, row) => {
  const { deployment, stack, pool, bucket, table, key, members, guests, gold } = define(row);
  const { service, partition, suffix, away } = row;
  const region = row.region ?? 'eu-central-1';

  test('principal, condition keys and policy variables are that of the Region, and no other', () => {
    const documents = deployment.roles.flatMap(role => [role.trust, role.permissions()]);
    expect(new Set(JSON.stringify(documents).match(/cognito-identity[a-z0-9.-]*/g))).toEqual(new Set([service]));
    const keys = documents.flatMap(({ Statement }) => Statement).flatMap(({ Condition }) => Object.values(Condition ?? {}).flatMap(Object.keys));
    expect(keys).toEqual(expect.arrayContaining([`${service}:aud`, `${service}:amr`]));
    expect(JSON.stringify(members.permissions())).toContain(`\${${service}:sub}`);
  });

  test('every ARN is of the partition, which no policy names itself', () => {
    const arns = JSON.stringify(members.permissions()).match(/arn:[\w-]*/g)!;
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}`]));
    const policies = stack.node.findAll().filter(node => node instanceof iam.CfnPolicy).map(({ policyDocument }) => stack.resolve(policyDocument));
    expect(JSON.stringify(policies)).not.toMatch(/arn:/);
  });

  test('providers are called by their own Region', () => {
    const [identityPool] = deployment.properties('AWS::Cognito::IdentityPool');
    const [attachment] = deployment.properties('AWS::Cognito::IdentityPoolRoleAttachment');
    const listed: Record<string, string>[] = identityPool.CognitoIdentityProviders ?? [];
    const providers = listed.map(({ ProviderName, ClientId }) => [ProviderName, ClientId]);
    const mapped = Object.values<{ IdentityProvider: string }>(attachment.RoleMappings).map(({ IdentityProvider }) => IdentityProvider);
    const tagged = deployment.properties('AWS::Cognito::IdentityPoolPrincipalTag').map(({ IdentityProviderName }) => IdentityProviderName);
    const host = away && `cognito-idp.${away.split('_')[0]}.amazonaws.com`;
    const expected = away === undefined ? [] : [
      [expect.stringMatching(new RegExp(`^cognito-idp\\.${region}\\.amazonaws\\.com/${region}_`)), expect.any(String)],
      [`${host}/${away}`, 'one'],
      [`${host}/${away}2`, 'two'],
    ];
    expect(providers).toEqual(expected);
    const oidc = [`arn:${partition}:iam::111111111111:oidc-provider/acme`];
    expect(mapped).toEqual(away === undefined ? oidc : providers.map(parts => parts.join(':')));
    expect(tagged).toEqual(away === undefined ? oidc : providers.map(([name]) => name));
  });

  test('each role lets in its own users of this pool, and nobody else', async () => {
    const at = (principal: string) => (aud: string, amr: string, isTagged = false) => ({
      principal, isTagged, context: { [`${principal}:aud`]: aud, [`${principal}:amr`]: [amr, 'graph.facebook.com'] },
    });
    const [here, elsewhere] = [at(service), at(ROWS.find(one => one.service !== service)!.service)];
    const visitors = {
      'a member': here(pool, 'authenticated'),
      'a tagged member': here(pool, 'authenticated', true),
      'a guest': here(pool, 'unauthenticated'),
      'a tagged guest': here(pool, 'unauthenticated', true),
      'a member of another pool': here(`${region}:33333333-3333-3333-3333-333333333333`, 'authenticated'),
      'a member by the service of another partition': elsewhere(pool, 'authenticated'),
      'a member with the keys of another partition': { ...elsewhere(pool, 'authenticated'), principal: service },
    };
    const admitted = async (trust: typeof members.trust) => (
      await Promise.all(Object.entries(visitors).map(async ([name, visitor]) => await mayAssume(trust, visitor) ? [name] : []))).flat();
    expect(await admitted(members.trust)).toEqual(['a member', 'a tagged member']);
    expect(await admitted(gold.trust)).toEqual(['a member', 'a tagged member']);
    expect(await admitted(guests.trust)).toEqual(['a guest']);
    // as somebody would write it who copies from another partition.
    const copied = reworded(members.trust, service, ROWS.find(one => one.service !== service)!.service);
    expect(await admitted(copied)).toEqual(['a member by the service of another partition']);
  });

  test('users reach what is theirs, and nothing else', async () => {
    const me = { [`${service}:sub`]: 'me' };
    const permissions = members.permissions();
    const via = { 'kms:ViaService': `s3.${region}.${suffix}`, 'kms:EncryptionContext:aws:s3:arn': `${bucket}/me/a` };
    const requests: [boolean, string, string, Record<string, string | string[]>][] = [
      [true, 's3:GetObject', `${bucket}/me/a`, me],
      [true, 'dynamodb:GetItem', table, { ...me, 'dynamodb:LeadingKeys': ['me'] }],
      [true, 'kms:Decrypt', key, { ...me, ...via }],
      [false, 's3:GetObject', `${bucket}/you/a`, me],
      [false, 's3:GetObject', `${bucket}/me/a`, { [`${ROWS.find(one => one.service !== service)!.service}:sub`]: 'me' }],
      [false, 'dynamodb:GetItem', table, { ...me, 'dynamodb:LeadingKeys': ['you'] }],
      [false, 'kms:Decrypt', key, { ...me, ...via, 'kms:EncryptionContext:aws:s3:arn': `${bucket}/you/a` }],
    ];
    for (const [expected, action, resource, context] of requests) {
      expect([action, resource, context, await mayDo(permissions, action, resource, context)]).toEqual([action, resource, context, expected]);
    }
  });
});

test('the Regions differ in what they are told by', () => {
  expect(new Set(ROWS.map(({ service }) => service)).size).toBe(4);
  expect(new Set(ROWS.map(({ partition }) => partition)).size).toBe(3);
});
