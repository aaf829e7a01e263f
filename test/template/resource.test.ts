import { App, CfnOutput, CfnParameter, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { referents, type Resource } from '../../src/template/resource';
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
