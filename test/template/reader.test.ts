import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  App, Aws, CfnCondition, CfnMapping, CfnOutput, CfnParameter, CfnResource, Fn, Lazy, NestedStack, Stack, Token, type CfnParameterProps,
  type ICfnConditionExpression,
} from 'aws-cdk-lib/core';
import { Synthesis } from '../../src/template/synthesis';
import { testStack } from '../support';
import { inEachWorld, meanings, plain, readings, resource, TYPE } from './worlds';

const ENV = { account: '111111111111', region: 'eu-central-1' };

/** A condition that nobody knows, unless it is given. */
function condition(stack: Stack, id: string, expression: ICfnConditionExpression = Fn.conditionEquals(Fn.ref(`Unknown${id}`), 'x')): string {
  new CfnCondition(stack, id, { expression });
  return id;
}

function chosen(id: string, one: unknown, other: unknown): Record<string, unknown> {
  return { 'Fn::If': [id, one, other] };
}

describe('alternatives', () => {
  test('are the branches, the first one first', () => {
    const stack = testStack();
    expect(readings(stack, chosen(condition(stack, 'A'), 'one', 'other'))).toEqual(['one', 'other']);
  });

  test('may be CDK\'s tokens, objects, or nothing', () => {
    const stack = testStack();
    const id = condition(stack, 'A');
    expect(readings(stack, { Text: Fn.conditionIf(id, 'one', Aws.NO_VALUE), Deep: { List: ['a', chosen(id, { B: 1 }, Aws.NO_VALUE)] } }))
      .toEqual([{ Text: 'one', Deep: { List: ['a', { B: 1 }] } }, { Deep: { List: ['a'] } }]);
  });

  test('of one condition are chosen together, those of two in each pair', () => {
    const stack = testStack();
    const [a, b] = [condition(stack, 'A'), condition(stack, 'B')];
    const one = resource(stack, { Value: chosen(a, 1, 2) }, 'One');
    const same = resource(stack, { Value: chosen(a, 3, 4) }, 'Same');
    const other = resource(stack, { Value: chosen(b, 5, 6) }, 'Other');
    const seen = inEachWorld(stack, (view) => [one, same, other].map((cfn) => view(cfn)?.at('Value').number));
    expect(seen).toHaveLength(4);
    expect(seen).toEqual(expect.arrayContaining([[1, 3, 5], [2, 4, 5], [1, 3, 6], [2, 4, 6]]));
  });

  test.each<[string, (a: string, b: string, c: string) => unknown]>([
    ['in the first branch', (a, b, c) => chosen(a, chosen(b, chosen(c, 1, 2), 3), 4)],
    ['in the second branch', (a, b, c) => chosen(a, 1, chosen(b, 2, chosen(c, 3, 4)))],
    ['in turns', (a, b, c) => chosen(a, chosen(b, 1, chosen(c, 2, 3)), 4)],
  ])('nest %s', (_, value) => {
    const stack = testStack();
    expect((readings(stack, value(condition(stack, 'A'), condition(stack, 'B'), condition(stack, 'C'))) as number[]).sort()).toEqual([1, 2, 3, 4]);
  });

  test('follow from each other by Not, And and Or', () => {
    const stack = testStack();
    const [a, b] = [new CfnCondition(stack, 'A', { expression: Fn.conditionEquals(Aws.URL_SUFFIX, 'a') }), new CfnCondition(stack, 'B', { expression: Fn.conditionEquals(Aws.STACK_ID, 'b') })];
    const ids = [
      'A', 'B', condition(stack, 'Not', Fn.conditionNot(a)), condition(stack, 'And', Fn.conditionAnd(a, b)), condition(stack, 'Or', Fn.conditionOr(a, Fn.conditionNot(b))),
    ];
    const seen = readings(stack, ids.map((id) => chosen(id, 'y', 'n'))).map((one) => (one as string[]).join(''));
    expect(seen.sort()).toEqual(['nnyny', 'nyynn', 'ynnny', 'yynyy']);
  });

  test('of a value that nobody knows agree: it equals one literal at most', () => {
    const stack = testStack();
    const one = condition(stack, 'Us', Fn.conditionEquals(Aws.REGION, 'us-east-1'));
    const other = condition(stack, 'Eu', Fn.conditionEquals('eu-west-1', Aws.REGION));
    expect(readings(stack, [chosen(one, 'us', 'not us'), chosen(other, 'eu', 'not eu')])).toEqual([['us', 'not eu'], ['not us', 'not eu'], ['not us', 'eu']]);
  });

  test('are one where everything compared is known', () => {
    const stack = testStack({ env: ENV });
    const [here, there] = [condition(stack, 'Here', Fn.conditionEquals(Aws.REGION, 'eu-central-1')), condition(stack, 'There', Fn.conditionEquals(Aws.REGION, 'us-east-1'))];
    expect(readings(stack, [chosen(here, 'y', 'n'), chosen(there, 'y', 'n')])).toEqual([['y', 'n']]);
  });

  test('include whether a resource is there', () => {
    const stack = testStack();
    const cfn = resource(stack, { Value: 1 }, 'Conditional');
    cfn.cfnOptions.condition = new CfnCondition(stack, 'A', { expression: Fn.conditionEquals(Aws.URL_SUFFIX, 'a') });
    const overridden = resource(stack, { Value: chosen('A', 2, 3) }, 'Overridden');
    overridden.addOverride('Condition', condition(stack, 'NotA', Fn.conditionNot(cfn.cfnOptions.condition)));
    expect(inEachWorld(stack, (view) => [view(cfn)?.at('Value').number ?? null, view(overridden)?.at('Value').number ?? null])).toEqual([[1, null], [null, 3]]);
  });

  test('of conditions that nobody defines, or in forms that nobody knows, are both seen', () => {
    const stack = testStack();
    expect(readings(stack, [chosen('Missing', 1, 2), chosen(condition(stack, 'Odd', Fn.conditionContains(['a'], Aws.URL_SUFFIX)), 1, 2)])).toHaveLength(4);
  });
});

describe('what leads back to itself', () => {
  test('is unknown among exports', () => {
    const app = new App();
    const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id)) as [Stack, Stack];
    new CfnOutput(one, 'Output', { value: Fn.importValue('b'), exportName: 'a' });
    new CfnOutput(other, 'Output', { value: Fn.importValue('a'), exportName: 'b' });
    expect(readings(one, [Fn.importValue('b'), 'c'])).toEqual([['c']]);
  });

  test('is false among conditions', () => {
    const stack = testStack();
    const one = new CfnCondition(stack, 'One');
    one.expression = Fn.conditionNot(Fn.conditionNot(one));
    expect(readings(stack, chosen('One', 'y', 'n'))).toEqual(['n']);
  });
});

describe('a mapping', () => {
  const read = (keys: [string, string], lazy = false) => {
    const stack = testStack({ env: ENV });
    const mapping = new CfnMapping(stack, 'M', { mapping: { 'eu-central-1': { flow: 'implicit', flows: ['a', 'b'] } }, lazy });
    return readings(stack, [mapping.findInMap(...keys), Fn.findInMap('M', Aws.REGION, 'flows')]);
  };

  test('is read where its keys are known', () => {
    expect(read([Aws.REGION, 'flow'])).toEqual([['implicit', ['a', 'b']]]);
  });

  test('is unknown under a key that it doesn\'t have, or that is a name of any object', () => {
    expect(read([Aws.REGION, 'constructor'])).toEqual([[{ 'Fn::FindInMap': ['M', 'eu-central-1', 'constructor'] }, ['a', 'b']]]);
  });

  test('that CDK writes only where it is needed is unknown', () => {
    expect(read([Aws.STACK_ID, 'flow'], true)[0]).toEqual([{ 'Fn::FindInMap': ['M', { Ref: 'AWS::StackId' }, 'flow'] }, ['a', 'b']]);
  });
});

describe('a parameter', () => {
  const read = (props: CfnParameterProps, value: (parameter: CfnParameter) => unknown = ({ value: token }) => token): unknown[] => {
    const stack = testStack();
    return readings(stack, value(new CfnParameter(stack, 'P', props)));
  };

  test.each<[string, CfnParameterProps, unknown[]]>([
    ['without a default is unknown', {}, [{ Ref: 'P' }]],
    ['is its default', { default: 'a' }, ['a']],
    ['may be empty', { default: '' }, ['']],
    ['is a number\'s text', { type: 'Number', default: 12 }, ['12']],
    ['is a list, whose items CloudFormation trims', { type: 'CommaDelimitedList', default: 'a, b ' }, [['a', 'b']]],
    ['has a default that is resolved', { default: Lazy.string({ produce: () => 'a' }), allowedValues: [Lazy.string({ produce: () => 'b' })] }, ['a', 'b']],
    ['is a list of numbers', { type: 'List<Number>', default: '1,2' }, [['1', '2']]],
    ['is each of the allowed values, its default first', { default: 'b', allowedValues: ['a', 'b'] }, ['b', 'a']],
    ['is each of the allowed values', { allowedValues: ['a', 'b'] }, ['a', 'b']],
    ['of Systems Manager has the name for a default, not the value', { type: 'AWS::SSM::Parameter::Value<String>', default: '/a', allowedValues: ['/a', '/b'] }, [{ Ref: 'P' }]],
    ['that hides its value is unknown', { noEcho: true, default: 'secret' }, [{ Ref: 'P' }]],
  ])('%s', (_, props, expected) => {
    expect(read(props)).toEqual(expected);
  });

  test('of a nested stack is the list that it is given', () => {
    const nested = new NestedStack(testStack(), 'Nested', { parameters: { P: 'a, b' } });
    expect(readings(nested, new CfnParameter(nested, 'P', { type: 'CommaDelimitedList' }).valueAsList)).toEqual([['a', 'b']]);
  });

  test('is put into texts', () => {
    expect(read({ default: 'acme' }, ({ valueAsString }) => `https://${valueAsString}.example.com`)).toEqual(['https://acme.example.com']);
    expect(read({}, ({ valueAsString }) => `https://${valueAsString}.example.com`)).toEqual([{ 'Fn::Join': ['', ['https://', { Ref: 'P' }, '.example.com']] }]);
  });

  test.each<[string, CfnParameterProps, unknown[]]>([
    ['its default, what it is compared with, or something else', { default: 'dev' }, [['n', 'dev'], ['y', 'prod'], ['n', { Ref: 'P' }]]],
    ['what it is compared with, or something else', {}, [['y', 'prod'], ['n', { Ref: 'P' }]]],
    ['its default, which it is compared with, or something else', { default: 'prod' }, [['y', 'prod'], ['n', { Ref: 'P' }]]],
    ['one of the allowed values and nothing else', { allowedValues: ['prod', 'dev'] }, [['y', 'prod'], ['n', 'dev']]],
    ['never what isn\'t allowed', { allowedValues: ['dev', 'test'] }, [['n', 'dev'], ['n', 'test']]],
    ['what it is compared with, be it hidden', { noEcho: true }, [['y', 'prod'], ['n', { Ref: 'P' }]]],
  ])('in a condition is %s', (_, props, expected) => {
    const stack = testStack();
    const parameter = new CfnParameter(stack, 'P', props);
    const isProd = condition(stack, 'IsProd', Fn.conditionEquals(parameter, 'prod'));
    expect(readings(stack, [chosen(isProd, 'y', 'n'), parameter.value])).toEqual(expected);
  });

  test('of a number is compared as a text', () => {
    const stack = testStack();
    const parameter = new CfnParameter(stack, 'P', { type: 'Number', default: 12 });
    expect(readings(stack, chosen(condition(stack, 'Is12', Fn.conditionEquals(parameter, '12')), 'y', 'n'))).toEqual(['y', 'n']);
  });

  test('may equal another', () => {
    const stack = testStack();
    const [one, other] = [new CfnParameter(stack, 'P'), new CfnParameter(stack, 'Q')];
    expect(readings(stack, chosen(condition(stack, 'Same', Fn.conditionEquals(one, other)), 'y', 'n'))).toEqual(['y', 'n']);
  });

  test('of the same name in another stack has the same value where it is declared alike', () => {
    const app = new App();
    const [one, other, third] = ['One', 'Other', 'Third'].map((id) => new Stack(app, id)) as [Stack, Stack, Stack];
    const values = [[one, ['a', 'b']], [other, ['a', 'b']], [third, ['c']]].map(([stack, allowedValues]) => (
      resource(stack as Stack, { Value: new CfnParameter(stack as Stack, 'P', { allowedValues: allowedValues as string[] }).value })));
    expect(inEachWorld(app, (view) => values.map((cfn) => view(cfn)?.at('Value').text))).toEqual([['a', 'a', 'c'], ['b', 'b', 'c']]);
  });

  test('of a nested stack is what the parent gives', () => {
    const stack = testStack();
    const given = new CfnParameter(stack, 'Given', { allowedValues: ['x', 'y'] });
    const nested = new NestedStack(stack, 'Nested', { parameters: { Literal: 'acme', Passed: given.valueAsString } });
    const values = ['Literal', 'Passed', 'Left'].map((id) => new CfnParameter(nested, id, { default: 'd' }).value);
    const isX = condition(nested, 'IsX', Fn.conditionEquals(values[1], 'x'));
    expect(readings(nested, [...values, chosen(isX, 'y', 'n')])).toEqual([['acme', 'x', 'd', 'y'], ['acme', 'y', 'd', 'n']]);
  });
});

describe('texts', () => {
  test.each<[string, unknown, unknown]>([
    ['joined with a delimiter', Fn.join('-', ['a', Aws.URL_SUFFIX, 'b', 'c']), { 'Fn::Join': ['', ['a-', { Ref: 'AWS::URLSuffix' }, '-b-c']] }],
    ['joined within each other', `x${Fn.join('-', ['a', Fn.join('.', ['b', Aws.URL_SUFFIX])])}y`, { 'Fn::Join': ['', ['xa-b.', { Ref: 'AWS::URLSuffix' }, 'y']] }],
    ['joined of literals', { 'Fn::Join': ['-', ['a', 1, true]] }, 'a-1-true'],
    ['joined of one', { 'Fn::Join': ['-', [{ Ref: 'AWS::URLSuffix' }]] }, { Ref: 'AWS::URLSuffix' }],
    ['joined of nothing', { 'Fn::Join': ['-', []] }, ''],
    ['joined without what is taken back', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a-b'],
    ['joined of a list that isn\'t known', { 'Fn::Join': ['-', { 'Fn::GetAZs': '' }] }, { 'Fn::Join': ['-', { 'Fn::GetAZs': '' }] }],
    ['substituted', Fn.sub('http://${Host}/${AWS::Region}/${!Literal}', { Host: 'a' }), 'http://a/eu-central-1/${Literal}'],
    ['substituted in part', Fn.sub('http://${AWS::URLSuffix}/x'), { 'Fn::Join': ['', ['http://', { Ref: 'AWS::URLSuffix' }, '/x']] }],
    ['substituted by what no object inherits', Fn.sub('${constructor}', {}), { Ref: 'constructor' }],
    ['split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    ['split that aren\'t known', { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }],
    ['split that only a parameter store knows', { 'Fn::Split': ['/', '{{resolve:ssm:/a}}'] }, { 'Fn::Split': ['/', '{{resolve:ssm:/a}}'] }],
    ['selected', { 'Fn::Select': ['1', ['a', { Ref: 'AWS::URLSuffix' }]] }, { Ref: 'AWS::URLSuffix' }],
    ['selected from a list that may be longer', { 'Fn::Select': [1, [{ 'Fn::GetAZs': '' }, 'b']] }, { 'Fn::Select': [1, [{ 'Fn::GetAZs': '' }, 'b']] }],
    ['selected by what isn\'t known', { 'Fn::Select': [{ Ref: 'AWS::URLSuffix' }, ['a']] }, { 'Fn::Select': [{ Ref: 'AWS::URLSuffix' }, ['a']] }],
    ['the names of the environment', [Aws.REGION, Aws.ACCOUNT_ID, Aws.STACK_NAME, Aws.PARTITION], ['eu-central-1', '111111111111', 'Stack', { Ref: 'AWS::Partition' }]],
    ['unknown functions', { 'Fn::FindInMap': ['A', { Ref: 'AWS::Region' }, 'b'] }, { 'Fn::FindInMap': ['A', 'eu-central-1', 'b'] }],
    ['functions in forms that CloudFormation refuses',
      [{ 'Fn::If': 'a' }, { 'Fn::Join': { Ref: 'AWS::URLSuffix' } }, { 'Fn::Select': 1 }, { 'Fn::Split': null }, { 'Fn::GetAtt': 'A' }],
      [{ 'Fn::If': 'a' }, { 'Fn::Join': { Ref: 'AWS::URLSuffix' } }, { 'Fn::Select': 1 }, {}, { 'Fn::GetAtt': ['A', ''] }]],
  ])('%s', (_, value, expected) => {
    expect(readings(testStack({ env: ENV }), value)).toEqual([expected]);
  });

  test('stay unknown where the environment is', () => {
    expect(readings(testStack(), [Aws.REGION, Aws.ACCOUNT_ID])).toEqual([[{ Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]]);
  });

  test('of a nested stack don\'t know its name', () => {
    expect(readings(new NestedStack(testStack(), 'Nested'), Aws.STACK_NAME)).toEqual([{ Ref: 'AWS::StackName' }]);
  });
});

test('what is taken back is missing, in lists too', () => {
  const stack = testStack();
  const cfn = resource(stack, { A: Aws.NO_VALUE, B: { C: Aws.NO_VALUE }, D: ['a', Token.asAny({ Ref: 'AWS::NoValue' })] });
  cfn.addPropertyOverride('E', null);
  expect(inEachWorld(stack, (view) => plain(view(cfn)?.at('B').raw))).toEqual([{}]);
  expect(inEachWorld(stack, (view) => ['A', 'A.X', 'B.C', 'E'].map((path) => view(cfn)!.at(path).isSet))).toEqual([[false, false, false, false]]);
  expect(inEachWorld(stack, (view) => view(cfn)!.at('D').raw)).toEqual([['a']]);
});

describe('a reference means its resource', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV });
  const target = new CfnResource(stack, 'Target', { type: TYPE });
  new CfnResource(stack, 'TargetToo', { type: TYPE });

  test.each<[string, unknown]>([
    ['Ref', target.ref],
    ['GetAtt', target.getAtt('Arn')],
    ['a text', `arn:${target.ref}/x`],
    ['a lazy join', Fn.join('/', [target.ref, 'x'])],
    ['a choice', Fn.select(1, Fn.split('/', target.ref))],
    ['Ref as a literal', { Ref: 'Target' }],
    ['GetAtt as a literal', { 'Fn::GetAtt': ['Target', 'Arn'] }],
    ['GetAtt in YAML\'s form', { 'Fn::GetAtt': 'Target.Deep.Arn' }],
    ['Sub', Fn.sub('${Target}')],
    ['Sub of an attribute', Fn.sub('x-${Target.Arn}')],
    ['Sub of a name', Fn.sub('${Name}', { Name: target.ref })],
  ])('by %s', (name, value) => {
    expect(meanings(stack, value, name)).toEqual(['Stack/Target']);
  });

  test.each<[string, unknown]>([
    ['a text', 'Target'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }],
    ['a logical id of another stack', { Ref: 'Remote' }],
    ['what Sub leaves alone', Fn.sub('${!Target}')],
    ['a name that Sub is given', Fn.sub('${Target}', { Target: 'literal' })],
    ['an export that nobody makes', Fn.importValue('Nothing')],
  ])('and not by %s', (name, value) => {
    new CfnResource(Stack.of(app.node.tryFindChild('Other') ?? new Stack(app, 'Other')), `Remote${name.replace(/\W/g, '')}`, { type: TYPE }).overrideLogicalId('Remote');
    expect(meanings(stack, value, `Not ${name}`)).toEqual([]);
  });

  test('in order, each as often as it is written', () => {
    expect(meanings(stack, ['literal', target.ref, { Deep: { Ref: 'TargetToo' } }, target.ref], 'Several')).toEqual(['Stack/Target', 'Stack/TargetToo', 'Stack/Target']);
  });
});

describe.each([['before', false], ['after', true]])('across stacks, %s a synthesis, a reference means its resource', (_, synthesized) => {
  /** What the value of a resource in one stack means, given by a property. */
  function across(make: (stacks: Record<'app' | 'producer' | 'nested' | 'consumer' | 'inner', Stack | App>) => { readonly cfn: CfnResource }): string[] {
    const app = new App();
    const [producer, consumer] = [new Stack(app, 'Producer'), new Stack(app, 'Consumer')];
    const [nested, inner] = [new NestedStack(producer, 'Nested'), new NestedStack(consumer, 'Inner')];
    const { cfn } = make({ app, producer, nested, consumer, inner });
    // a nested stack without resources isn't written.
    [nested, inner].forEach((stack) => new CfnResource(stack, 'Some', { type: TYPE }));
    if (synthesized) {
      app.synth();
    }
    const read = Synthesis.of(app).view.resource(cfn)!;
    return read.referents(read.at('Value').raw).map(({ node }) => node.path);
  }
  const target = (scope: Stack | App) => new CfnResource(scope, 'Target', { type: TYPE });

  test.each([
    ['producer', 'consumer'], ['nested', 'consumer'], ['producer', 'inner'], ['nested', 'inner'], ['producer', 'nested'], ['nested', 'producer'],
  ] as const)('from %s to %s', (from, to) => {
    expect(across((stacks) => ({ cfn: resource(stacks[to] as Stack, { Value: target(stacks[from]).getAtt('Arn') }) })))
      .toEqual([from === 'nested' ? 'Producer/Nested/Target' : 'Producer/Target']);
  });

  test('by an export and an import with a literal name', () => {
    expect(across(({ producer, consumer }) => {
      new CfnOutput(producer, 'Output', { value: target(producer).ref, exportName: 'target' });
      new CfnOutput(producer, 'Neighbor', { value: new CfnResource(producer, 'Another', { type: TYPE }).ref, exportName: 'another' });
      return { cfn: resource(consumer as Stack, { Value: Fn.importValue('target') }) };
    })).toEqual(['Producer/Target']);
  });

  test.each([
    ['eu-west-1', ['Twin/Target']],
    ['us-east-1', []], // whatever exports it there is not of this app.
    [undefined, ['Producer/Target']],
  ])('by an export of its own Region, of those that have one name: %s', (region, expected) => {
    const app = new App();
    for (const [id, own] of [['Producer', 'eu-central-1'], ['Twin', 'eu-west-1']] as const) {
      const stack = new Stack(app, id, { env: { ...ENV, region: own } });
      new CfnOutput(stack, 'Output', { value: target(stack).ref, exportName: 'target' });
    }
    const consumer = new Stack(app, 'Consumer', { env: { ...ENV, region } });
    expect(meanings(consumer, Fn.importValue('target'))).toEqual(expected);
  });

  test('by an export whose name the stack\'s name begins', () => {
    expect(across(({ producer, consumer }) => {
      new CfnOutput(producer, 'Output', { value: target(producer).ref, exportName: `${Aws.STACK_NAME}-target` });
      const cfn = resource(consumer as Stack, {});
      cfn.addPropertyOverride('Value', { 'Fn::ImportValue': { 'Fn::Sub': 'Producer-target' } });
      return { cfn };
    })).toEqual(['Producer/Target']);
  });
});

describe('an override that holds a token means its resource', () => {
  test.each([['producer', 'consumer'], ['nested', 'consumer'], ['producer', 'inner'], ['nested', 'inner'], ['producer', 'nested'], ['nested', 'producer'], ['producer', 'producer']] as const)(
    'from %s to %s', (from, to) => {
      const app = new App();
      const [producer, consumer] = [new Stack(app, 'Producer'), new Stack(app, 'Consumer')];
      const stacks = { producer, consumer, nested: new NestedStack(producer, 'Nested'), inner: new NestedStack(consumer, 'Inner') };
      const target = new CfnResource(stacks[from], 'Target', { type: TYPE });
      const another = new CfnResource(stacks[from], 'Another', { type: TYPE });
      [stacks.nested, stacks.inner].forEach((stack) => new CfnResource(stack, 'Some', { type: TYPE }));
      const cfn = resource(stacks[to], {});
      cfn.addPropertyOverride('Value.Deep', target.getAtt('Arn'));
      cfn.addPropertyOverride('Other.Deep', another.ref);
      app.synth();
      const read = Synthesis.of(app).view.resource(cfn)!;
      expect(read.referents(read.at('Value').raw)).toEqual([target]);
      expect(read.referents(read.at('Other').raw)).toEqual([another]);
    });
});

describe('a literal ARN means the resource that has the name', () => {
  const account = '111111111111';
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV });
  const role = new iam.CfnRole(stack, 'Role', { roleName: 'reader', assumeRolePolicyDocument: {} });
  const fn = new lambda.CfnFunction(stack, 'Function', { functionName: 'greeter', code: {}, role: 'r' });
  const policy = new iam.CfnManagedPolicy(stack, 'Policy', { managedPolicyName: 'reads', policyDocument: {} });
  const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '222222222222', region: 'us-east-1' } });
  const twin = new iam.CfnRole(elsewhere, 'Twin', { roleName: 'reader', assumeRolePolicyDocument: {} });
  const twinFunction = new lambda.CfnFunction(elsewhere, 'TwinFunction', { functionName: 'greeter', code: {}, role: 'r' });

  test.each<[unknown, CfnResource[]]>([
    [`arn:aws:iam::${account}:role/reader`, [role]],
    [`arn:aws:iam::${account}:role/path/of/reader`, [role]],
    ['arn:aws:iam::222222222222:role/reader', [twin]],
    [`arn:${Aws.PARTITION}:iam::${account}:role/reader`, [role]],
    [Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/reader'), [role]],
    [['x', { Deep: `arn:aws:iam::${account}:role/reader` }], [role]],
    [`arn:aws:lambda:eu-central-1:${account}:function:greeter`, [fn]],
    [`arn:aws:lambda:eu-central-1:${account}:function:greeter:live`, [fn]],
    ['arn:aws:lambda:us-east-1:222222222222:function:greeter', [twinFunction]],
    [`arn:aws:iam::${account}:policy/reads`, [policy]],
    ['arn:aws:iam::333333333333:role/reader', []],
    [`arn:aws:lambda:us-east-1:${account}:function:greeter`, []],
    [`arn:aws:iam::${account}:role/reader-too`, []],
    [`arn:aws:iam::${account}:role/${Aws.STACK_ID}reader`, []],
    [`arn:aws:iam::${account}:user/reader`, []],
    ['arn:aws:iam::aws:policy/reads', []],
    ['reader', []],
  ])('%j', (value, expected) => {
    const cfn = resource(stack, { Value: value }, JSON.stringify(value));
    const read = Synthesis.of(stack).view.resource(cfn)!;
    expect(read.named(read.at('Value')).map((one) => one.cfn)).toEqual(expected);
  });

  test('and so does the ARN that CDK writes for a role of another account', () => {
    const away = new App();
    const home = new Stack(away, 'Home', { env: ENV });
    const named = new iam.Role(home, 'Role', { roleName: 'named', assumedBy: new iam.AccountRootPrincipal() });
    const other = resource(new Stack(away, 'Away', { env: { account: '222222222222', region: 'us-east-1' } }), { Value: named.roleArn });
    const read = Synthesis.of(other).view.resource(other)!;
    expect(plain(read.at('Value').raw)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111111111111:role/named']] });
    expect(read.named(read.at('Value')).map(({ path }) => path)).toEqual(['Home/Role/Resource']);
  });
});
