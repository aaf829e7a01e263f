import { App, CfnOutput, CfnParameter, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { definitionOf, isNoValue, isToken, joined, referents } from '../../src/rules/template';
import { testStack } from '../support';

const TYPE = 'Test::Of::Template';

describe('tokens', () => {
  test.each([[{ Ref: 'A' }], [{ 'Fn::GetAtt': ['A', 'B'] }], [{ 'Fn::If': ['A', 'b', 'c'] }], ['{{resolve:ssm:/a}}'], ['prefix-{{resolve:secretsmanager:a}}']])('%j is one', (value) => {
    expect(isToken(value)).toBe(true);
  });

  test.each([['text'], ['${Ref}'], [{ Ref: 'A', Other: 'B' }], [{ Reference: 'A' }], [{}], [[]], [['Ref']], [12], [null], [undefined]])('%j is none', (value) => {
    expect(isToken(value)).toBe(false);
  });

  test.each([[{ Ref: 'AWS::NoValue' }, true], [{ Ref: 'AWS::Region' }, false], ['AWS::NoValue', false], [null, false]])('%j takes a property back: %p', (value, expected) => {
    expect(isNoValue(value)).toBe(expected);
  });
});

test.each([
  [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }, { delimiter: '-', parts: ['a', { Ref: 'B' }] }],
  [{ 'Fn::Join': ['-', { Ref: 'List' }] }, undefined],
  [{ 'Fn::Split': ['-', 'a-b'] }, undefined],
  ['a-b', undefined],
])('%j is joined from %j', (value, parts) => {
  expect(joined(value)).toEqual(parts);
});

test('a definition is what the stack writes, joins and overrides included', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  const nothing = Lazy.string({ produce: () => undefined });
  const cfn = new CfnResource(stack, 'Resource', {
    type: TYPE,
    properties: {
      Whole: parameter,
      Before: `a-${parameter}`,
      Between: `${parameter}-b-${parameter}`,
      Inner: Lazy.string({ produce: () => `x${Lazy.string({ produce: () => `y${parameter}` })}z` }),
      Other: `a${Fn.join('-', [parameter, 'b'])}`,
      Literal: `a${Lazy.string({ produce: () => 'b' })}${Token.asString(12)}`,
      Half: `${parameter}${nothing}`,
      None: `${nothing}${nothing}`,
    },
  });
  cfn.addPropertyOverride('Override.Deep', { Nested: parameter });
  cfn.addOverride('DeletionPolicy', 'Retain');

  const { Properties, DeletionPolicy } = definitionOf(cfn);
  expect(DeletionPolicy).toBe('Retain');
  const written = (stack.node.root as App).synth().getStackByName('Stack').template.Resources.Resource.Properties as Record<string, unknown>;
  // the stack's own joins melt neighbouring literals together.
  expect({ ...Properties, Inner: undefined }).toEqual({ ...written, Inner: undefined });
  expect(Properties.Inner).toEqual({ 'Fn::Join': ['', ['x', 'y', { Ref: 'Parameter' }, 'z']] });
});

test('a resource that is not written has no properties', () => {
  class Hidden extends CfnResource {
    protected shouldSynthesize(): boolean {
      return false;
    }
  }
  expect(definitionOf(new Hidden(testStack(), 'Hidden', { type: TYPE, properties: { A: 1 } })).Properties).toEqual({});
});

describe('referents', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const other = new Stack(app, 'Other');
  const target = new CfnResource(stack, 'Target', { type: TYPE });
  const remote = new CfnResource(other, 'Remote', { type: TYPE });
  const cfn = new CfnResource(stack, 'Resource', {
    type: TYPE,
    properties: {
      Ref: { Value: target.ref },
      GetAtt: { Value: target.getAtt('Arn') },
      Remote: { Value: remote.getAtt('Arn') },
      Lazy: { Value: Lazy.any({ produce: () => ({ Deep: [target.ref] }) }) },
      Select: { Value: Fn.select(1, Fn.split('/', target.ref)) },
      Several: [remote.ref, target.ref],
      Literal: { Value: { Ref: 'Target' } },
      LiteralGetAtt: { Value: { 'Fn::GetAtt': ['Target', 'Arn'] } },
      OtherStack: { Value: { Ref: 'Remote' } },
      Pseudo: { Value: { Ref: 'AWS::Region' } },
      Sub: { Value: Fn.sub('${Target}') },
      Text: 'Target',
    },
  });
  new CfnOutput(stack, 'Output', { value: 'something else with a logical id' });
  app.synth();
  const { Properties } = definitionOf(cfn);

  test.each<[string, CfnResource[]]>([
    ['Ref', [target]],
    ['GetAtt', [target]],
    ['Remote', [remote]],
    ['Lazy', [target]],
    ['Select', [target]],
    ['Several', [remote, target]],
    ['Literal', [target]],
    ['LiteralGetAtt', [target]],
    ['OtherStack', []],
    ['Pseudo', []],
    ['Sub', []],
    ['Text', []],
  ])('of %s', (name, expected) => {
    expect(referents(Properties[name], stack)).toEqual(expected);
  });
});
