import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { App, CfnOutput, CfnParameter, NestedStack, Stack, Stage, type CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { resource } from './worlds';
import { gather, idOf, Scan } from '../../src/template/scan';

describe('a scan', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const pool = new CfnUserPool(new Construct(stack, 'Deep'), 'Pool');
  const client = new CfnUserPoolClient(stack, 'Client', { userPoolId: pool.ref });
  const output = new CfnOutput(stack, 'Output', { value: pool.ref });
  const parameter = new CfnParameter(stack, 'Parameter');
  const nested = new NestedStack(stack, 'Nested');
  const inNested = resource(nested, {}, 'Client');
  const stage = new Stage(app, 'Stage');
  const inStage = new CfnUserPool(new Stack(stage, 'Stack'), 'Pool');
  const scan = new Scan(app);

  test('has what a stage holds, in order, nested stacks included', () => {
    expect(scan.resources).toEqual([pool, client, inNested, nested.nestedStackResource]);
    expect(scan.outputs).toEqual([output]);
    expect([scan.ofType('AWS::Cognito::UserPool'), scan.ofType('AWS::Cognito::UserPoolGroup')]).toEqual([[pool], []]);
    expect([scan.constructs[0], scan.constructs.includes(pool.node.scope!)]).toEqual([app, true]);
  });

  test('leaves stages in it to themselves', () => {
    expect(scan.stages).toEqual([stage]);
    expect(scan.resources).not.toContain(inStage);
    expect(new Scan(stage).ofType('AWS::Cognito::UserPool')).toEqual([inStage]);
  });

  test('finds elements of a stack by logical id', () => {
    expect([scan.element(stack, 'Client'), scan.element(nested, 'Client'), scan.element(stack, 'Parameter')]).toEqual([client, inNested, parameter]);
    expect([scan.element(nested, 'Parameter'), scan.element(stack, 'Missing')]).toEqual([undefined, undefined]);
    expect(idOf(pool)).toBe(stack.resolve(pool.logicalId));
  });

  test('reads each definition once', () => {
    expect(scan.definition(client)).toBe(scan.definition(client));
    expect(scan.definition(client)?.Properties).toHaveProperty('UserPoolId');
  });

  test('knows what comes before a resource, overrides included', () => {
    client.addDependency(pool);
    const paths = (cfn: CfnResource) => new Scan(app).dependencies(cfn).map(({ node }) => node.path);
    expect(paths(client)).toEqual(['Stack/Deep/Pool']);
    const waiting = resource(stack, {}, 'Waiting');
    waiting.addOverride('DependsOn', 'Client');
    expect([paths(waiting), paths(inNested)]).toEqual([['Stack/Client'], []]);
  });
});

test('items are gathered by their key, in order', () => {
  const lists = new Map<string, number[]>();
  gather(lists, 'a', 1);
  gather(lists, 'b', 2);
  gather(lists, 'a', 3);
  expect([...lists]).toEqual([['a', [1, 3]], ['b', [2]]]);
});
