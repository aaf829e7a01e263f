import { CfnIdentityPool, CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { CognitoRules } from 'cdk-cognito-auth';
import fc from 'fast-check';
import { mayAssume, mayDo, type RequestContext } from './tools/iam';
import type { PolicyDocument, Statement } from './tools/iam-policy';

/** What this test needs to know of the model, which the package doesn't export. */
interface Model {
  readonly fitsText: (text: string) => (named: unknown, how: object) => boolean | undefined;
  readonly permits: (statements: readonly unknown[], request: object) => boolean | undefined;
}

const { fitsText, permits } = jest.requireActual<Model>('../src/rules/models/policy');

const OBJECT = 'arn:aws:s3:::reports/public/one.txt';
const RESOURCES = [OBJECT, 'arn:aws:s3:::reports/private/two.txt'];
const ACTIONS = ['s3:GetObject', 's3:PutObject'];
const PATTERNS = ['*', 's3:*', 's3:Get*', 'S3:getobject', 's3:?etObject', 's3:*Object', 's3:PutObject', 'dynamodb:*', 's3:GetObject*'];
const NAMED = ['*', OBJECT, 'arn:aws:s3:::*', 'arn:aws:s3:::reports/public/*', 'arn:aws:s3:::Reports/*', 'arn:aws:s3:::reports/*/one.txt', 'arn:aws:s3:::reports/p??????/two.*'];
const SINGLE = 'aws:PrincipalTag/team';
const MULTI = 'aws:TagKeys';
const ARN = 'aws:SourceArn';
const FLAG = 'aws:SecureTransport';

const TEXTS = ['blue', 'Blue', 'red', 'b*', '*', 'bl?e', '', 'blue*'];
const ARNS = [
  'arn:aws:iam::111111111111:role/x', 'arn:aws:iam::*:role/x', 'arn:aws:iam::111111111111:*', 'arn:aws:iam::*:*', 'arn:aws:iam::1*:role/?', 'arn:aws:i*:*:*:role/x:?', 'arn:aws:*:*:*:y', 'arn:*:iam::111111111111:role/x',
];
const some = <T>(...those: T[]) => fc.uniqueArray(fc.constantFrom(...those), { minLength: 1, maxLength: 2 });
const sets = (operator: string) => [operator, `ForAnyValue:${operator}`, `ForAllValues:${operator}`];

const COMPARISONS = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'];
const ONE = [...COMPARISONS, ...COMPARISONS.map(operator => `${operator}IfExists`)];
const single = fc.tuple(fc.constantFrom(...ONE), fc.constantFrom(SINGLE, SINGLE.toUpperCase()), some(...TEXTS));
const multi = fc.tuple(fc.constantFrom(...COMPARISONS.flatMap(sets).filter(operator => operator.startsWith('For'))), fc.constant(MULTI), some(...TEXTS));
const ON_ARNS = ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals', 'ArnLikeIfExists', 'StringLike', 'StringEquals'];
const arn = fc.tuple(fc.constantFrom(...ON_ARNS), fc.constant(ARN), some(...ARNS));
const flag = fc.tuple(fc.constantFrom('Bool', 'BoolIfExists'), fc.constant(FLAG), some('true', 'false'));
const absent = fc.tuple(fc.constant('Null'), fc.constantFrom(SINGLE, MULTI, ARN), fc.constantFrom(['true'], ['false']));

const condition = fc.uniqueArray(fc.oneof(single, multi, arn, flag, absent), { maxLength: 2, selector: ([operator]) => operator })
  .map(tests => tests.map(([operator, key, named]) => [operator, { [key]: named.length === 1 ? named[0] : named }]))
  .map(tests => tests.length === 0 ? {} : { Condition: Object.fromEntries(tests) });

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  actions: fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), some(...PATTERNS)),
  resources: fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), some(...NAMED)),
  condition,
}).map(({ Effect, actions: [action, patterns], resources: [resource, named], condition: tests }) => (
  { Effect, [action]: patterns, [resource]: named, ...tests }));

const request = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context: fc.record({
    [SINGLE]: fc.constantFrom('blue', 'Blue', 'red', ''),
    [MULTI]: fc.uniqueArray(fc.constantFrom('blue', 'Blue', 'red'), { minLength: 1, maxLength: 2 }),
    [ARN]: fc.constantFrom('arn:aws:iam::111111111111:role/x', 'arn:aws:iam::222222222222:role/x', 'arn:aws:iam::111111111111:role/x:y'),
    [FLAG]: fc.constantFrom('true', 'false'),
  }, { requiredKeys: [] }),
});

/** What the model answers. */
function modelled(statements: readonly unknown[], action: string, resource: string, context: RequestContext): boolean | undefined {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat().map(fitsText)]));
  return permits(statements, {
    action: action.toLowerCase(),
    isAbout: (name: unknown) => fitsText(resource)(name, { wildcards: true, anyCase: false }),
    values: (key: string) => known.get(key) ?? [],
  });
}

/** What is asked, and what the simulator answers. */
interface Asked {
  readonly statements: readonly Readonly<Record<string, unknown>>[];
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly answer: boolean;
}

const asked: Asked[] = [];

beforeAll(async () => {
  const cases = fc.sample(fc.tuple(fc.array(statement, { minLength: 1, maxLength: 3 }), request), { seed: 14, numRuns: 1000 });
  for (const [statements, { action, resource, context }] of cases) {
    const given = context as RequestContext;
    const document = { Version: '2012-10-17', Statement: statements } as unknown as PolicyDocument;
    asked.push({ statements, action, resource, context: given, answer: await mayDo(document, action, resource, given) });
  }
});

/** Where the model answers otherwise, asked with other words. */
function apart(reworded: (statements: Asked['statements']) => Asked['statements'] = statements => statements): Asked[] {
  return asked.filter(({ statements, action, resource, context, answer }) => modelled(reworded(statements), action, resource, context) !== answer);
}

test('the model of policies answers as the simulator does, yes and no', () => {
  expect(apart()).toEqual([]);
  expect(asked.filter(({ answer }) => answer).length).toBeGreaterThan(200);
  expect(asked.filter(({ answer }) => !answer).length).toBeGreaterThan(200);
});

const replaced = (from: RegExp, to: string) => (statements: Asked['statements']) => JSON.parse(JSON.stringify(statements).replace(from, to));

test.each<[string, (statements: Asked['statements']) => Asked['statements']]>([
  ['denials', statements => statements.filter(({ Effect }) => Effect === 'Allow')],
  ['what NotAction means', replaced(/"NotAction"/g, '"Action"')],
  ['what NotResource means', replaced(/"NotResource"/g, '"Resource"')],
  ['conditions', statements => statements.map(({ Condition, ...rest }) => rest)],
  ['that StringEquals takes no wildcards', replaced(/String(Not)?Equals"/g, 'String$1Like"')],
  ['case', replaced(/Equals"/g, 'EqualsIgnoreCase"')],
  ['what all values must be', replaced(/ForAllValues/g, 'ForAnyValue')],
  ['IfExists', replaced(/IfExists/g, '')],
  ['that the parts of an ARN are compared one by one', replaced(/Arn(Not)?(Like|Equals)/g, 'String$1Like')],
])('a model that forgets %s is found out', (_, forgetting) => {
  expect(apart(forgetting).length).toBeGreaterThan(0);
});

const HERE = 'cognito-identity.amazonaws.com';
const [AUD, AMR] = [`${HERE}:aud`, `${HERE}:amr`];
const [POOL, OTHER] = ['11111111', '22222222'].map(id => `eu-central-1:${id}-1111-1111-1111-111111111111`);
const [THIS, THAT] = [{ Ref: 'Identities' }, { Ref: 'Others' }];

const audience = fc.tuple(
  fc.constantFrom(
    'StringEquals', 'StringEquals', 'StringLike', 'StringNotEquals', 'StringEqualsIfExists', 'ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'StringNotLike',
  ),
  fc.constant(AUD),
  some<unknown>(THIS, THIS, THAT, 'eu-central-1:*', '*'),
);
// of what a pool of somebody else's writes into the kind of a session nothing is known: a provider there has any name.
const kind = fc.oneof(
  fc.tuple(
    fc.constantFrom('ForAnyValue:StringLike', 'ForAnyValue:StringLike', 'ForAllValues:StringLike', 'ForAnyValue:StringNotLike'),
    fc.constant(AMR),
    some('authenticated', 'authenticated', 'unauthenticated', '*authenticated', '*', 'un*'),
  ),
  fc.tuple(
    fc.constantFrom('ForAnyValue:StringEquals', 'ForAllValues:StringNotEquals'), fc.constant(AMR), some('authenticated', 'unauthenticated', 'graph.facebook.com'),
  ),
);
const trusting = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  principals: fc.constantFrom<object>({ Principal: { Federated: HERE } }, { Principal: { Federated: HERE } }, { Principal: { Federated: [HERE, 'www.acme.example'] } },
    { Principal: { Service: 'lambda.amazonaws.com' } }),
  actions: fc.constantFrom<object>({ Action: 'sts:AssumeRoleWithWebIdentity' }, { Action: 'sts:AssumeRoleWithWebIdentity' }, { Action: ['sts:TagSession', 'STS:Assume*'] },
    { Action: 'sts:AssumeRole' }, { NotAction: 'sts:TagSession' }),
  tests: fc.tuple(fc.option(audience, { freq: 8 }), fc.option(kind, { freq: 8 })),
}).map(({ Effect, principals, actions, tests }) => {
  const Condition: Record<string, Record<string, unknown>> = {};
  tests.forEach(test => {
    if (test !== null) {
      Condition[test[0]] = { ...Condition[test[0]], [test[1]]: test[2] };
    }
  });
  return { Effect, ...principals, ...actions, Condition };
});

const exact = {
  Effect: 'Allow',
  Principal: { Federated: HERE },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { 'StringEquals': { [AUD]: THIS }, 'ForAnyValue:StringLike': { [AMR]: 'authenticated' } },
};

/** What the rules of the package say about a trust. */
function told(statements: readonly object[]): string[] {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
  const { ref: identityPoolId } = new CfnIdentityPool(stack, 'Identities', { allowUnauthenticatedIdentities: false });
  new CfnIdentityPool(stack, 'Others', { allowUnauthenticatedIdentities: false });
  const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements } });
  new CfnIdentityPoolRoleAttachment(stack, 'Attachment', { identityPoolId, roles: { authenticated: role.attrArn } });
  CognitoRules.check(stack);
  try {
    app.synth();
  } catch (error) {
    return [...(error as Error).message.matchAll(/\(rule (\w+),/g)].map(([, id]) => id);
  }
  return [];
}

test('the rules on trust find those whom the simulator lets in, and nobody else', async () => {
  const users = ['graph.facebook.com', 'www.acme.example'].map(provider => ['authenticated', provider, `${provider}:app:1`]);
  const tally: Record<string, number> = {};
  const trusts = fc.array(fc.oneof(trusting, trusting, fc.constant<object>(exact)), { minLength: 1, maxLength: 2 });
  for (const statements of fc.sample(trusts, { seed: 14, numRuns: 250 })) {
    const text = JSON.stringify(statements);
    const trust = JSON.parse(text.replaceAll(JSON.stringify(THIS), `"${POOL}"`).replaceAll(JSON.stringify(THAT), `"${OTHER}"`)) as Statement[];
    const admits = async (aud: string | undefined, amr: string[] | undefined) => mayAssume({ Version: '2012-10-17', Statement: trust }, {
      context: { ...aud !== undefined && { [AUD]: aud }, ...amr !== undefined && { [AMR]: amr } },
    });
    const ids = told(statements);
    const kinds = [...users, ['unauthenticated'], undefined];
    const strangers = (await Promise.all(kinds.map(amr => admits(OTHER.replace(/2/g, '3'), amr)))).includes(true);
    // a session without the key isn't made, and a trust that reckons with one isn't exact.
    const withoutPool = (await Promise.all(kinds.map(amr => admits(undefined, amr)))).includes(true);
    const guests = await admits(POOL, ['unauthenticated']);
    const withoutKind = await admits(POOL, undefined);
    const found = { strangers: ids.includes('roleTrustAudience'), guests: ids.includes('roleTrustAuthenticated'), nobody: ids.includes('roleTrustNobody') };
    const isNobody = !found.strangers && !found.guests && !(await Promise.all(users.map(amr => admits(POOL, amr)))).includes(true);
    // by which provider users come nobody knows: where that decides, the rules are silent.
    const isOpen = /facebook|"(\*|un\*|\*authenticated)"/.test(text);
    expect({ text, ...found }).toEqual({
      text,
      strangers: strangers || (found.strangers && withoutPool),
      guests: guests || (found.guests && withoutKind),
      nobody: isNobody && (found.nobody || !isOpen),
    });
    Object.entries(found).filter(([, is]) => is).forEach(([name]) => {
      tally[name] = (tally[name] ?? 0) + 1;
    });
    tally.nothing = (tally.nothing ?? 0) + (ids.length === 0 ? 1 : 0);
  }
  expect(Math.min(tally.strangers, tally.guests, tally.nobody, tally.nothing)).toBeGreaterThan(15);
});
