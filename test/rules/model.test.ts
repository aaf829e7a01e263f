import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Aws, CfnParameter, CfnResource, Fn, Lazy, type Stack } from 'aws-cdk-lib/core';
import { AuthResource, IdentityPoolResource, UserPoolAttachment, UserPoolResource } from '../../src/rules/model';
import { testStack } from '../support';

/** A resource with the properties as CloudFormation takes them. */
function resource(properties: Record<string, unknown>, stack: Stack = testStack()): AuthResource {
  return new AuthResource(new CfnResource(stack, 'Resource', { type: 'Test::Of::Model', properties }));
}

describe('values', () => {
  test('are found by their path', () => {
    const it = resource({ A: { B: { C: 'deep' } }, Text: 'shallow' });
    expect([it.value('A.B.C'), it.value('Text'), it.value('A.X'), it.value('A.X.Y'), it.value('Text.X')]).toEqual(['deep', 'shallow', undefined, undefined, undefined]);
    expect([it.has('A.B'), it.has('A.X')]).toEqual([true, false]);
  });

  test('are missing where they were taken back', () => {
    const it = resource({ A: Aws.NO_VALUE, B: { C: Aws.NO_VALUE } });
    it.cfn.addPropertyOverride('D', null);
    expect(['A', 'A.X', 'B.C', 'D'].map((path) => it.has(path))).toEqual([false, false, false, false]);
  });

  test('are the token where they, or what holds them, still are one', () => {
    const it = resource({ A: { B: Fn.ref('Parameter') } });
    expect([it.value('A.B'), it.value('A.B.C.D')]).toEqual([{ Ref: 'Parameter' }, { Ref: 'Parameter' }]);
    expect([it.isToken('A.B'), it.isToken('A.B.C'), it.isToken('A'), it.isToken('X')]).toEqual([true, true, false, false]);
  });

  test('are set by the template where it says so itself, be it by a token', () => {
    const it = resource({ A: { B: Fn.ref('Parameter'), C: 1, D: Aws.NO_VALUE }, E: Fn.ref('Parameter'), F: 1 });
    expect(['A.B', 'A.C', 'E', 'F'].map((path) => it.sets(path))).toEqual([true, true, true, true]);
    expect(['A.D', 'A.X', 'A.B.X', 'A.B.X.Y', 'E.X', 'F.X', 'X'].map((path) => it.sets(path))).toEqual([false, false, false, false, false, false, false]);
  });

  test('show overrides, and none of the resource\'s own where it has none', () => {
    const it = resource({ Kept: 1, Changed: 1, Deleted: 1 });
    it.cfn.addPropertyOverride('Changed', 2);
    it.cfn.addPropertyDeletionOverride('Deleted');
    it.cfn.addOverride('DeletionPolicy', 'Delete');
    expect([it.value('Kept'), it.value('Changed'), it.value('Deleted'), it.deletionPolicy]).toEqual([1, 2, undefined, 'Delete']);
    const bare = new AuthResource(new CfnResource(testStack(), 'Bare', { type: 'Test::Of::Model' }));
    expect([bare.has('A'), bare.deletionPolicy, bare.type, bare.path]).toEqual([false, undefined, 'Test::Of::Model', 'Stack/Bare']);
  });
});

describe('scalars', () => {
  test.each([
    ['text', 'text', undefined, false],
    ['12', '12', 12, false],
    [12, '12', 12, false],
    [true, 'true', undefined, true],
    ['true', 'true', undefined, true],
    [false, 'false', undefined, false],
    [undefined, undefined, undefined, undefined],
    [['list'], undefined, undefined, undefined],
    [{ some: 'object' }, undefined, undefined, undefined],
    [Fn.ref('Parameter'), undefined, undefined, undefined],
    ['{{resolve:ssm:/name}}', undefined, undefined, undefined],
    [Lazy.string({ produce: () => 'lazy' }), 'lazy', undefined, false],
  ])('%j is the text %j, the number %j and the flag %j', (value, text, number, flag) => {
    const it = resource({ Value: value });
    expect([it.text('Value'), it.number('Value'), it.flag('Value')]).toEqual([text, number, flag]);
  });
});

describe('lists', () => {
  test.each([
    [['a', 'b'], ['a', 'b'], ['a', 'b'], true],
    [[], [], [], true],
    [undefined, undefined, undefined, true],
    [['a', Fn.ref('Parameter')], ['a'], undefined, false],
    [['a', '{{resolve:ssm:/name}}'], ['a'], undefined, false],
    [Fn.split(',', Fn.ref('Parameter')), undefined, undefined, false],
    ['a', undefined, undefined, false],
  ])('%j has the literals %j, closed %j', (value, list, closed, isClosed) => {
    const it = resource({ Value: value });
    expect([it.list('Value'), it.closedList('Value'), it.isClosed('Value')]).toEqual([list, closed, isClosed]);
  });

  test('of objects leave tokens and everything else out', () => {
    expect(resource({ Value: [{ A: 1 }, { Ref: 'Parameter' }, 'text', { B: 2 }] }).objects('Value')).toEqual([{ A: 1 }, { B: 2 }]);
    expect(resource({ Value: { Ref: 'Parameter' } }).objects('Value')).toEqual([]);
  });
});

test.each([
  [{ A: 1, B: 2 }, ['A', 'B']],
  [{ Ref: 'Parameter' }, []],
  [['a'], []],
  ['text', []],
  [undefined, []],
])('%j has the keys %j', (value, keys) => {
  expect(resource({ Value: value }).keys('Value')).toEqual(keys);
});

test('referents are what a value refers to', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'Parameter');
  const it = resource({ Value: ['literal', `prefix-${parameter.valueAsString}`] }, stack);
  expect(it.referents(it.value('Value'))).toEqual([parameter]);
});

test('a user pool knows what is attached to it by its kind', () => {
  const stack = testStack();
  const userPoolId = 'us-east-1_abc';
  const pool = new UserPoolResource(new cognito.CfnUserPool(stack, 'Pool'));
  const attached = {
    clients: new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId }),
    providers: new cognito.CfnUserPoolIdentityProvider(stack, 'Provider', { userPoolId, providerName: 'P', providerType: 'Google', providerDetails: {} }),
    domains: new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme' }),
    brandings: new cognito.CfnManagedLoginBranding(stack, 'Branding', { userPoolId }),
    groups: new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId }),
    riskConfigurations: new cognito.CfnUserPoolRiskConfigurationAttachment(stack, 'Risk', { userPoolId, clientId: 'ALL' }),
  };
  pool.attachments.push(...Object.values(attached).map((cfn) => new UserPoolAttachment(cfn)));
  for (const [kind, cfn] of Object.entries(attached)) {
    expect(pool[kind as keyof typeof attached].map((attachment) => attachment.cfn)).toEqual([cfn]);
  }
});

describe('the schema of a user pool', () => {
  const schema: cognito.CfnUserPool.SchemaAttributeProperty[] = [{ name: 'team' }];
  const asIs = (): void => undefined;

  test.each<[string, boolean, cognito.CfnUserPoolProps, (cfn: cognito.CfnUserPool) => void]>([
    ['seen where it is declared', false, { schema }, asIs],
    ['seen where there is none', false, {}, asIs],
    ['hidden where it was taken out of the template', true, { schema }, (cfn) => cfn.addPropertyDeletionOverride('Schema')],
    ['seen where an override declares it', false, {}, (cfn) => cfn.addPropertyOverride('Schema', [{ Name: 'team' }])],
    ['hidden where it is a token', true, { schema: Lazy.any({ produce: () => ({ Ref: 'Parameter' }) }) }, asIs],
    ['hidden where one attribute is a token', true, { schema: [...schema, Lazy.any({ produce: () => ({ Ref: 'Parameter' }) })] }, asIs],
  ])('is %s', (_, hidden, props, change) => {
    const cfn = new cognito.CfnUserPool(testStack(), 'Pool', props);
    change(cfn);
    expect(new UserPoolResource(cfn).schemaIsHidden).toBe(hidden);
  });
});

test('an identity pool without attachments hands out no role', () => {
  expect(new IdentityPoolResource(new cognito.CfnIdentityPool(testStack(), 'Pool', { allowUnauthenticatedIdentities: false })).roles()).toEqual([]);
});
