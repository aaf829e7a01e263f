import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, CfnOutput, CfnParameter, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
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
  resource(stack, {}, 'Second');
  const { view } = Synthesis.of(stack);
  expect(view.dependencies(view.resource(fn)!).map(({ path }) => path)).toEqual(['Stack/First']);
});

describe('the secret of a client can be read', () => {
  const readers = (define: (stack: Stack, secret: string, l1: cognito.CfnUserPoolClient) => void, isL2 = true): string[] => {
    const stack = testStack();
    const pool = new cognito.UserPool(stack, 'Pool');
    const client = pool.addClient('Web', { generateSecret: true });
    const l1 = new cognito.CfnUserPoolClient(stack, 'L1', { userPoolId: pool.userPoolId, generateSecret: true });
    define(stack, isL2 ? client.userPoolClientSecret.unsafeUnwrap() : l1.attrClientSecret, l1);
    const { view } = Synthesis.of(stack);
    return view.readersOfSecret(view.resource(isL2 ? client.node.defaultChild! : l1) as Client);
  };
  const fn = (stack: Stack, text: string) => new lambda.CfnFunction(stack, 'Function', { code: {}, role: 'r', environment: { variables: { A: `x${text}` } } });

  test.each<[string, (stack: Stack, secret: string) => void, string[]]>([
    ['in an output', (stack, value) => new CfnOutput(stack, 'Output', { value }), ['Stack/Output']],
    ['in an environment', fn, ['Stack/Function']],
    ['in a nested stack\'s parameter', (stack, secret) => new NestedStack(stack, 'Nested', { parameters: { A: secret } }), ['Stack/Nested.NestedStack/Nested.NestedStackResource']],
    ['nowhere', (stack, secret) => resource(stack, { Value: secret }), []],
  ])('%s, the L2\'s and the L1\'s', (_, define, expected) => {
    expect([readers(define), readers(define, false)]).toEqual([expected, expected]);
  });

  test('by Fn::Sub', () => {
    expect(readers((stack) => new CfnOutput(stack, 'Output', { value: Fn.sub('x${L1.ClientSecret}') }), false)).toEqual(['Stack/Output']);
  });

  test('in another stack, before and after references are exports', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Stack'), new Stack(app, 'Other')];
    const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: 'a', generateSecret: true });
    fn(other, client.attrClientSecret);
    const found = () => {
      const { view } = Synthesis.of(app);
      return view.readersOfSecret(view.resource(client) as Client);
    };
    expect(found()).toEqual(['Other/Function']);
    app.synth();
    expect(found()).toEqual([expect.stringMatching(/^Stack\/Exports\//), 'Other/Function']);
  });

  test('and another attribute, or another client\'s secret, is none', () => {
    expect(readers((stack, _, { attrName }) => new CfnOutput(stack, 'Output', { value: attrName }), false)).toEqual([]);
    expect(readers((stack, _, { attrClientSecret }) => new CfnOutput(stack, 'Output', { value: attrClientSecret }))).toEqual([]);
  });

  test('of an L1 called Resource, but not that of the L1 beside it', () => {
    const stack = testStack();
    const [one, other] = ['Resource', 'Other'].map((id) => new cognito.CfnUserPoolClient(stack, id, { userPoolId: 'a', generateSecret: true }));
    new CfnOutput(stack, 'Output', { value: other!.attrClientSecret });
    const { view } = Synthesis.of(stack);
    expect([one, other].map((client) => view.readersOfSecret(view.resource(client!) as Client))).toEqual([[], ['Stack/Output']]);
  });

  test('a parameter is no secret', () => {
    expect(readers((stack) => new CfnOutput(stack, 'Output', { value: new CfnParameter(stack, 'ClientSecret').valueAsString }))).toEqual([]);
  });
});
