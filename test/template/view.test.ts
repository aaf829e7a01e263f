import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Fn, Stack, Stage } from 'aws-cdk-lib/core';
import { Synthesis } from '../../src/template/synthesis';
import type { Client } from '../../src/template/user-pool-client';
import { stageOf } from '../../src/template/view';
import { testStack } from '../support';
import { inEachWorld, resource } from './worlds';

test('a view has what names user pools, in order, of its stage only', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const pool = new cognito.CfnUserPool(stack, 'Pool');
  resource(stack, { Value: pool.ref });
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: pool.ref });
  const stage = new Stage(app, 'Stage');
  const inner = new cognito.CfnUserPool(new Stack(stage, 'Stack'), 'Pool');
  expect(Synthesis.of(app).view.judged.map(({ path }) => path)).toEqual([pool.node.path, client.node.path]);
  expect(Synthesis.of(inner).view.userPools.map(({ path }) => path)).toEqual([inner.node.path]);
  expect([stageOf(pool), stageOf(inner), stageOf(stage), stageOf(app)]).toEqual([app, stage, stage, app]);
});

test('a resource is the same for all who ask, and none where it can\'t be written', () => {
  const stack = testStack();
  const pool = new cognito.CfnUserPool(stack, 'Pool');
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: pool.ref });
  client.addPropertyOverride('UserPoolId', { Ref: 'Pool' });
  const broken = new cognito.CfnUserPoolClient(stack, 'Broken', { userPoolId: pool.ref });
  broken.userPoolId = 12 as never;
  const { view } = Synthesis.of(stack);
  expect(view.resource(client)).toBe(view.userPools[0]!.clients[0]);
  expect([view.resource(broken), view.resource(stack), view.userPools[0]!.clients.length]).toEqual([undefined, undefined, 1]);
});

test('which pool an attachment belongs to may depend on a condition', () => {
  const stack = testStack();
  const [one, other] = [new cognito.CfnUserPool(stack, 'One'), new cognito.CfnUserPool(stack, 'Other')];
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: Fn.conditionIf('Missing', one.ref, other.ref).toString() });
  expect(inEachWorld(stack, (view) => (view(client) as Client).pool?.path)).toEqual(['Stack/One', 'Stack/Other']);
});

test('what comes before a resource is found', () => {
  const stack = testStack();
  const fn = new lambda.CfnFunction(stack, 'Function', { code: {}, role: 'r' });
  fn.addDependency(resource(stack, {}, 'First'));
  const second = resource(stack, {}, 'Second');
  const before = () => Synthesis.of(stack).scan.dependencies(fn).map(({ node }) => node.path);
  expect(before()).toEqual(['Stack/First']);
  fn.addOverride('DependsOn', [stack.resolve(second.logicalId)]);
  expect(before()).toEqual(['Stack/Second']);
});
