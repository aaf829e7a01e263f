import type { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib/core';
import { verdictOn, type Verdict } from '../../../src/rules/models/trust';
import type { IdentityPool } from '../../../src/template/identity-pool';
import { Synthesis } from '../../../src/template/synthesis';
import { testStack } from '../../support';
import { attachment, identityPool, TOKEN } from '../resources';

const ID = 'us-east-1:00000000-0000-0000-0000-000000000000';
const HERE = 'cognito-identity.amazonaws.com';
const [AUD, AMR, SUB] = ['aud', 'amr', 'sub'].map((key) => `${HERE}:${key}`) as [string, string, string];
const WEB = 'sts:AssumeRoleWithWebIdentity';

type Statement = Readonly<Record<string, unknown>>;
type Case = readonly [title: string, admits: readonly (keyof Verdict)[], ...statements: Statement[]];

/** What the verdict finds in a trust, in each world that the template may turn out to be. */
function verdict(statements: readonly Statement[], to: 'authenticated' | 'unauthenticated' | 'both' = 'authenticated'): (keyof Verdict)[] {
  const stack = testStack();
  new CfnParameter(stack, 'Parameter', { type: 'String' });
  const pool = identityPool(stack, { allowUnauthenticatedIdentities: true });
  identityPool(stack, {}, 'Other');
  const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements } });
  attachment(stack, {
    identityPoolId: pool.ref,
    roles: Object.fromEntries((to === 'both' ? ['authenticated', 'unauthenticated'] : [to]).map((kind) => [kind, role.attrArn])),
  });
  return judged(pool);
}

function judged(pool: CfnIdentityPool): (keyof Verdict)[] {
  const found = new Set<string>();
  // each world comes from the questions that were asked of those before.
  for (const view of Synthesis.of(pool).views()) {
    const seen = view.resource(pool) as IdentityPool;
    const told = seen.roles().flatMap((handedOut) => Object.entries(verdictOn(seen, handedOut)));
    told.filter(([, what]) => what !== undefined).forEach(([kind]) => found.add(kind));
  }
  return [...found] as (keyof Verdict)[];
}

const labelled = (cases: readonly Case[]) => cases.map(([title, admits, ...statements]) => ({ title, admits, statements }));

const THIS = { Ref: 'Identities' };
const pooled = (aud: unknown = THIS) => ({ StringEquals: { [AUD]: aud } });
const signedIn = (amr: unknown = 'authenticated') => ({ 'ForAnyValue:StringLike': { [AMR]: amr } });
const allow = (Condition?: unknown, more: Statement = {}): Statement => (
  { Effect: 'Allow', Principal: { Federated: HERE }, Action: WEB, ...Condition === undefined ? {} : { Condition }, ...more });
const deny = (Condition?: unknown, more: Statement = {}): Statement => allow(Condition, { Effect: 'Deny', ...more });
const EXACT = { ...pooled(), ...signedIn() };

const CASES: readonly Case[] = [
  ['exact', [], allow(EXACT)],
  ['both keys under one operator', [], allow({ 'ForAnyValue:StringLike': { [AUD]: THIS, [AMR]: 'authenticated' } })],
  ['keys in any case', [], allow({ 'StringEquals': { [AUD.toUpperCase()]: THIS }, 'ForAnyValue:StringLike': { [AMR.replace('amr', 'AMR')]: 'authenticated' } })],
  ['operators in any case', [], allow({ 'stringequals': { [AUD]: THIS }, 'foranyvalue:stringlike': { [AMR]: 'authenticated' } })],
  ['no condition', ['strangers', 'others'], allow()],
  ['no pool', ['strangers'], allow(signedIn())],
  ['no kind', ['others'], allow(pooled())],
  ['both kinds', ['others'], allow({ ...pooled(), ...signedIn(['authenticated', 'unauthenticated']) })],
  ['guests denied', [], allow(pooled()), deny({ 'ForAnyValue:StringEquals': { [AMR]: 'unauthenticated' } })],
  ['the kind denied to others', [], allow(pooled()), deny({ 'ForAnyValue:StringEquals': { [AMR]: 'unauthenticated' } }), deny({ Null: { [AMR]: 'true' } })],
  ['everybody, other pools denied', [], allow(signedIn(), { Principal: '*' }), deny({ StringNotEquals: { [AUD]: THIS } }, { Principal: '*' })],
  ['everybody, another pool denied', ['strangers'], allow(signedIn()), deny({ StringEquals: { [AUD]: { Ref: 'Other' } } })],
  ['a denial that is unknown', [], allow(signedIn()), deny({ StringNotEquals: TOKEN.any })],
  ['a denial of another action', ['strangers'], allow(signedIn()), deny(undefined, { Action: 'sts:TagSession' })],
  ['a denial of all', ['nobody'], allow(EXACT), deny(undefined, { Action: 'sts:*' })],
  ['a denial by NotAction', ['nobody'], allow(EXACT), deny(undefined, { Action: undefined, NotAction: 'sts:TagSession' })],
  ['a denial of everybody but a role', ['nobody'], allow(EXACT), deny(undefined, { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111111111111:role/x' } })],
  ['a denial of everybody but identity pools', [], allow(EXACT), deny(undefined, { Principal: undefined, NotPrincipal: { Federated: HERE } })],
  ['the wrong action', ['nobody'], allow(EXACT, { Action: 'sts:AssumeRole' })],
  ['an action in any case', [], allow(EXACT, { Action: 'STS:assumerolewithwebidentity' })],
  ['an action by pattern', [], allow(EXACT, { Action: ['sts:Tag*', 'sts:*WebIdentity'] })],
  ['an action by another pattern', ['nobody'], allow(EXACT, { Action: 'sts:AssumeRoleWith????' })],
  ['every action but this', ['nobody'], allow(EXACT, { Action: undefined, NotAction: ['sts:AssumeRoleWith*'] })],
  ['every action but another', [], allow(EXACT, { Action: undefined, NotAction: 'sts:AssumeRole' })],
  ['an action that is unknown', [], allow(EXACT, { Action: TOKEN.text })],
  ['the wrong principal', ['nobody'], allow(EXACT, { Principal: { Federated: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc' } })],
  ['the principal as a service', ['nobody'], allow(EXACT, { Principal: { Service: HERE } })],
  ['the principal among others', [], allow(EXACT, { Principal: { Federated: ['arn:aws:iam::111111111111:saml-provider/acme', HERE], AWS: 'arn:aws:iam::111111111111:root' } })],
  ['everybody under the conditions', [], allow(EXACT, { Principal: '*' })],
  ['everybody but a role, under the conditions', [], allow(EXACT, { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111111111111:role/x' } })],
  ['everybody but identity pools', ['nobody'], allow(EXACT, { Principal: undefined, NotPrincipal: { Federated: HERE } })],
  ['two statements, one open', ['strangers', 'others'], allow(EXACT), allow()],
  ['two statements, one of another pool', [], allow(EXACT), allow({ ...pooled({ Ref: 'Other' }), ...signedIn() })],
  ['another pool alone', ['nobody'], allow({ ...pooled({ Ref: 'Other' }), ...signedIn() })],
  ['another pool in a list', [], allow({ ...pooled([{ Ref: 'Other' }, THIS]), ...signedIn() })],
  ['a pool that is written out', [], allow({ ...pooled(ID), ...signedIn() })],
  ['a pool that is unknown', [], allow({ ...pooled(TOKEN.text), ...signedIn() })],
  ['an id that is none', ['nobody'], allow({ ...pooled('identities'), ...signedIn() })],
  ['an id in capitals of an operator that doesn\'t mind', [], allow({ StringEqualsIgnoreCase: { [AUD]: ID.toUpperCase() }, ...signedIn() })],
  ['pools of this Region', ['strangers'], allow({ StringLike: { [AUD]: 'us-east-1:*' }, ...signedIn() })],
  ['pools of another Region, and nobody of this one', ['strangers'], allow({ StringLike: { [AUD]: 'eu-west-1:*' }, ...signedIn() })],
  ['this pool with a wildcard behind it', [], allow({ StringLike: { [AUD]: Fn.join('', [Fn.ref('Identities'), '*']) }, ...signedIn() })],
  ['a wildcard that is none', ['nobody'], allow({ ...pooled('us-east-1:*'), ...signedIn() })],
  ['a pool that only must be there', ['strangers'], allow({ Null: { [AUD]: 'false' }, ...signedIn() })],
  ['all of no pools', ['strangers'], allow({ 'ForAllValues:StringEquals': { [AUD]: THIS }, ...signedIn() })],
  ['all of some pools', [], allow({ 'ForAllValues:StringEquals': { [AUD]: THIS }, 'Null': { [AUD]: false }, ...signedIn() })],
  ['if there is a pool', ['strangers'], allow({ StringEqualsIfExists: { [AUD]: THIS }, ...signedIn() })],
  ['every pool but one', ['strangers'], allow({ StringNotEquals: { [AUD]: { Ref: 'Other' } }, ...signedIn() })],
  ['one user', [], allow({ StringEquals: { [SUB]: 'us-east-1:22222222-2222-2222-2222-222222222222' }, ...signedIn() })],
  ['one user, who is unknown', [], allow({ StringEquals: { [SUB]: TOKEN.text }, ...signedIn() })],
  ['a name that callers choose', ['strangers'], allow({ StringEquals: { 'sts:RoleSessionName': 'app' }, ...signedIn() })],
  ['a tag that their pool chooses', ['strangers'], allow({ StringEquals: { 'aws:RequestTag/tenant': 'acme' }, ...signedIn() })],
  ['the addresses of an office', [], allow({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, ...signedIn() })],
  ['the key of another federation', ['nobody'], allow({ StringEquals: { 'accounts.google.com:aud': THIS }, ...signedIn() })],
  ['one provider', [], allow({ ...pooled(), ...signedIn('cognito-idp.us-east-1.amazonaws.com/us-east-1_abc:CognitoSignIn:*') })],
  ['a kind that no session has', ['nobody'], allow({ ...pooled(), ...signedIn('Authenticated') })],
  ['every kind but guests', [], allow({ ...pooled(), 'ForAllValues:StringNotLike': { [AMR]: 'unauth*' }, 'Null': { [AMR]: 'false' } })],
  ['all of no kinds', ['others'], allow({ ...pooled(), 'ForAllValues:StringLike': { [AMR]: 'authenticated' } })],
  ['only the kind, though sessions have a provider too', ['nobody'], allow({ ...pooled(), 'ForAllValues:StringLike': { [AMR]: 'authenticated' }, 'Null': { [AMR]: 'false' } })],
  ['several values without a set', [], allow({ StringEquals: { [AUD]: THIS, [AMR]: 'authenticated' } })],
  ['conditions that are unknown', [], allow(TOKEN.any)],
  ['a statement that is unknown', [], TOKEN.any as unknown as Statement],
  ['an effect that is unknown', [], allow(undefined, { Effect: TOKEN.text })],
  ['a function beside the users', [], allow(EXACT), { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  ['developers with a second factor beside them', [], allow(EXACT), {
    Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'sts:AssumeRole', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  }],
  ['whoever has a second factor', ['anybody'], allow(EXACT), {
    Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  }],
  ['whoever is in the organization', [], allow(EXACT), { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
  ['whoever isn\'t denied', [], allow(EXACT), { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }, { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }],
  ['whoever has a Google account', ['anybody'], allow(EXACT), allow(undefined, { Principal: { Federated: 'accounts.google.com' } })],
  ['whoever uses one app of Google\'s', [], allow(EXACT), allow({ StringEquals: { 'accounts.google.com:aud': 'app' } }, { Principal: { Federated: 'accounts.google.com' } })],
  ['whoever uses any app of Google\'s', ['anybody'], allow(EXACT), allow({ StringLike: { 'accounts.google.com:aud': '*' } }, { Principal: { Federated: 'accounts.google.com' } })],
];

/** Another statement beside that for users. */
const beside = (title: string, isAnybody: boolean, statement: Statement): Case => [title, isAnybody ? ['anybody'] : [], allow(EXACT), statement];
const accounts = (Condition: unknown, Effect = 'Allow'): Statement => ({ Effect, Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition });
const federated = (host: string, Condition?: unknown) => allow(Condition, { Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${host}` } });
const GITHUB = 'token.actions.githubusercontent.com';
const pipelines = (sub: unknown) => federated(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: sub } });

test.each(labelled([
  beside('every address', true, accounts({ IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '0.0.0.0/0'] } })),
  beside('every address of the newer kind', true, accounts({ IpAddress: { 'aws:SourceIp': '::/0' } })),
  beside('every address but some', true, accounts({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })),
  beside('the addresses of an office', false, accounts({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })),
  beside('an address that is unknown', false, accounts({ IpAddress: { 'aws:SourceIp': TOKEN.text } })),
  beside('every user of every account', true, accounts({ StringLike: { 'aws:PrincipalArn': '*' } })),
  beside('a role of that name in every account', true, accounts({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deployer' } })),
  beside('the roles of one account', false, accounts({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } })),
  beside('an ARN with a wildcard that is none', false, accounts({ StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deployer' } })),
  beside('one account', false, accounts({ StringEquals: { 'aws:PrincipalAccount': '111111111111' } })),
  beside('every account', true, accounts({ StringLike: { 'aws:PrincipalAccount': '*' } })),
  beside('every organization', true, accounts({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } })),
  beside('every organization but one', true, accounts({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } })),
  beside('one organization, if there is any', true, accounts({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } })),
  beside('a name that each account gives', true, accounts({ StringEquals: { 'aws:PrincipalTag/team': 'blue' } })),
  beside('a VPC endpoint', false, accounts({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })),
  beside('a VPC endpoint, if there is any', true, accounts({ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } })),
  beside('an external id that is secret', false, accounts({ StringEquals: { 'sts:ExternalId': 'x' } })),
  beside('any external id', true, accounts({ StringLike: { 'sts:ExternalId': '*' } })),
  beside('an external id, if one is given', true, accounts({ StringEqualsIfExists: { 'sts:ExternalId': 'x' } })),
  beside('callers that aren\'t services', true, accounts({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })),
  beside('everybody but somebody', true, { Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::111111111111:user/x' }, Action: 'sts:AssumeRole' }),
  beside('every action of everybody', true, { Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::111111111111:root', '*'] }, Action: 'sts:*' }),
  beside('Google as a provider of IAM', true, federated('accounts.google.com')),
  beside('a provider of one\'s own', false, federated('login.acme.example')),
  beside('every pipeline', true, federated(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } })),
  beside('pipelines of every owner', true, pipelines('repo:*/app:*')),
  beside('pipelines of owners whose names begin alike', true, pipelines(['repo:acme/app:*', 'repo:acme*'])),
  beside('pipelines of one owner', false, pipelines('repo:acme/*')),
  beside('pipelines of one that is unknown', false, pipelines(TOKEN.text)),
]))('beside users, $title', ({ admits, statements }) => {
  expect(verdict(statements)).toEqual(admits);
});

test('everybody may come, and whoever isn\'t of the organization is denied', () => {
  const outside = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } };
  expect(verdict([allow(EXACT), accounts(undefined), accounts(outside, 'Deny')])).toEqual([]);
  expect(verdict([allow(EXACT), accounts(undefined), accounts(outside, 'Allow')])).toEqual(['anybody']);
});

test.each(labelled(CASES))('$title', ({ admits, statements }) => {
  expect(verdict(statements)).toEqual(admits);
});

test.each(labelled([
  ['exact', [], allow({ ...pooled(), ...signedIn('unauthenticated') })],
  ['signed-in users', ['others'], allow(EXACT)],
  ['both', ['others'], allow(pooled())],
  ['a provider, which guests don\'t have', ['nobody'], allow({ ...pooled(), ...signedIn('graph.facebook.com') })],
  ['all of their kind', ['others'], allow({ ...pooled(), 'ForAllValues:StringEquals': { [AMR]: 'unauthenticated' } })],
  ['all of their kind, which is there', [], allow({ ...pooled(), 'ForAllValues:StringEquals': { [AMR]: 'unauthenticated' }, 'Null': { [AMR]: 'false' } })],
]))('for guests, $title', ({ admits, statements }) => {
  expect(verdict(statements, 'unauthenticated')).toEqual(admits);
});

test('a role for guests and signed-in users admits both, and no strangers', () => {
  expect(verdict([allow(pooled())], 'both')).toEqual([]);
  expect(verdict([allow()], 'both')).toEqual(['strangers']);
  expect(verdict([allow(EXACT)], 'both')).toEqual(['nobody']);
});

test.each([
  ['the document', 'AssumeRolePolicyDocument', { Statement: [allow()] }, ['strangers', 'others']],
  ['a condition', 'AssumeRolePolicyDocument.Statement.0.Condition', pooled(), ['others']],
  ['a statement', 'AssumeRolePolicyDocument.Statement.0', allow(EXACT, { Action: 'sts:AssumeRole' }), ['nobody']],
])('of %s each branch is judged', (_, path, bad, admits) => {
  const stack = testStack();
  new CfnCondition(stack, 'Open', { expression: Fn.conditionEquals(new CfnParameter(stack, 'Stage', { type: 'String' }), 'dev') });
  const pool = identityPool(stack);
  const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: [allow(EXACT)] } });
  const good = path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], { AssumeRolePolicyDocument: { Statement: [allow(EXACT)] } });
  attachment(stack, { identityPoolId: pool.ref, roles: { authenticated: role.attrArn } });
  const found = (branches: readonly unknown[]) => {
    role.addPropertyOverride(path, { 'Fn::If': ['Open', ...branches] });
    return judged(pool);
  };
  expect(found([bad, good])).toEqual(admits);
  expect(found([good, bad])).toEqual(admits);
  expect(found([good, good])).toEqual([]);
});
