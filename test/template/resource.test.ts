import { App, CfnOutput, CfnParameter, CfnResource, Fn, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { attributeOf, referents, type Resource } from '../../src/template/resource';
import { Synthesis } from '../../src/template/synthesis';
import { testStack } from '../support';
import { resource, TYPE } from './worlds';

function seen(cfn: CfnResource): Resource {
  return Synthesis.of(cfn).view.resource(cfn)!;
}

test('a resource shows overrides, and nothing of its own where it has nothing', () => {
  const cfn = resource(testStack(), { Kept: 1, Changed: 1, Deleted: 1 });
  cfn.addPropertyOverride('Changed', 2);
  cfn.addPropertyOverride('Added.Deep', 3);
  cfn.addPropertyDeletionOverride('Deleted');
  cfn.addOverride('DeletionPolicy', 'Delete');
  const one = seen(cfn);
  expect(['Kept', 'Changed', 'Deleted', 'Added.Deep'].map((path) => one.at(path).number)).toEqual([1, 2, undefined, 3]);
  expect(one.deletionPolicy).toBe('Delete');
  const bare = seen(new CfnResource(testStack(), 'Bare', { type: TYPE }));
  expect([bare.at('A').isSet, bare.deletionPolicy, bare.type, bare.path]).toEqual([false, undefined, TYPE, 'Stack/Bare']);
});

test.each<[RemovalPolicy | undefined, boolean]>([
  [undefined, true], [RemovalPolicy.DESTROY, true], [RemovalPolicy.RETAIN, false], [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, false],
  [RemovalPolicy.SNAPSHOT, false],
])('with the removal policy %p it goes with the stack: %p', (policy, expected) => {
  const cfn = resource(testStack(), {});
  if (policy === RemovalPolicy.SNAPSHOT) {
    cfn.addOverride('DeletionPolicy', 'Snapshot');
  } else if (policy !== undefined) {
    cfn.applyRemovalPolicy(policy);
  }
  expect(seen(cfn).isDeleted).toBe(expected);
});

test('its Region is that of its stack, where that is known', () => {
  const app = new App();
  const regions = [new Stack(app, 'Known', { env: { region: 'eu-west-1' } }), new Stack(app, 'Unknown')].map((stack) => seen(resource(stack, {})));
  expect(regions.map(({ region, stack }) => [region, stack.node.id])).toEqual([['eu-west-1', 'Known'], [undefined, 'Unknown']]);
});

test('referents are what a value refers to, in order, parameters and all', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'Parameter');
  const other = resource(stack, {}, 'Other');
  const one = seen(resource(stack, { Value: ['literal', other.ref, `prefix-${parameter.valueAsString}`] }));
  expect(one.referents(one.at('Value').raw)).toEqual([other, parameter]);
  expect([referents('text'), referents(undefined), referents({ Ref: 'Other' })]).toEqual([[], [], []]);
});

test('named are resources only, each once', () => {
  const stack = testStack();
  const other = resource(stack, {}, 'Other');
  new CfnOutput(stack, 'Output', { value: other.ref });
  const one = seen(resource(stack, { Value: [other.ref, other.getAtt('Arn'), new CfnParameter(stack, 'Parameter').value] }));
  expect(one.named(one.at('Value')).map(({ path }) => path)).toEqual(['Stack/Other']);
});

describe.each([['before', false], ['after', true]])('%s a synthesis the attribute that a reference asks for is known', (_, synthesized) => {
  test.each(['producer', 'nested', 'consumer', 'inner', 'away'] as const)('from the producer\'s stack in %s', (to) => {
    const app = new App();
    const env = { account: '111111111111', region: 'eu-central-1' };
    const [producer, consumer] = [new Stack(app, 'Producer', { env, crossRegionReferences: true }), new Stack(app, 'Consumer', { env })];
    const away = new Stack(app, 'Away', { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true });
    const stacks = { producer, consumer, away, nested: new NestedStack(producer, 'Nested'), inner: new NestedStack(consumer, 'Inner') };
    const target = resource(producer, {}, 'Target');
    [stacks.nested, stacks.inner].forEach((stack) => resource(stack, {}, 'Some'));
    const cfn = resource(stacks[to], { Arn: target.getAtt('Deep.Arn'), Ref: target.ref });
    if (synthesized) {
      app.synth();
    }
    expect(['Arn', 'Ref'].map((name) => attributeOf(seen(cfn).at(name).raw))).toEqual(['Deep.Arn', undefined]);
  });
});

test('the attribute of a nested stack\'s resource is known outside of it', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const inner = resource(new NestedStack(stack, 'Nested'), {}, 'Inner');
  const cfn = resource(stack, { Arn: inner.getAtt('Arn'), Ref: inner.ref });
  app.synth();
  expect(['Arn', 'Ref'].map((name) => attributeOf(seen(cfn).at(name).raw))).toEqual(['Arn', undefined]);
});

test('a literal reference has its attribute too', () => {
  const stack = testStack();
  resource(stack, {}, 'Other');
  const one = seen(resource(stack, { List: { 'Fn::GetAtt': ['Other', 'A.B'] }, Text: { 'Fn::GetAtt': 'Other.A.B' }, Gone: Fn.getAtt('Gone', 'A'), Ref: { Ref: 'Other' } }));
  expect(['List', 'Text', 'Gone', 'Ref', 'None'].map((name) => attributeOf(one.at(name).raw))).toEqual(['A.B', 'A.B', 'A', undefined, undefined]);
});
