import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { letClientsAwait, registerClient, registryOf } from '../../src/private/pool-registry';
import { testStack } from '../support';

test('a pool has one, also where it is imported by a reference to it', () => {
  const stack = testStack();
  const pool = new cognito.UserPool(stack, 'Pool');
  expect(registryOf(pool)).toBe(registryOf(pool));
  expect(registryOf(cognito.UserPool.fromUserPoolId(stack, 'Same', pool.userPoolId))).toBe(registryOf(pool));
  expect(registryOf(cognito.UserPool.fromUserPoolId(stack, 'Other', 'eu-central-1_EXAMPLE00'))).not.toBe(registryOf(pool));
});

test('another copy of the package has the same', () => {
  const pool = new cognito.UserPool(testStack(), 'Pool');
  jest.isolateModules(() => {
    const copy = jest.requireActual<typeof import('../../src/private/pool-registry')>('../../src/private/pool-registry');
    expect(copy.registryOf).not.toBe(registryOf);
    expect(copy.registryOf(pool)).toBe(registryOf(pool));
  });
});

test('clients wait for what is awaited, whichever comes first', () => {
  const stack = testStack();
  const pool = new cognito.UserPool(stack, 'Pool');
  const [early, late, first, second] = ['Early', 'Late', 'First', 'Second'].map((id) => new Construct(stack, id));
  registerClient(pool, early!);
  letClientsAwait(pool, first!);
  registerClient(pool, late!);
  letClientsAwait(pool, second!);
  expect([early, late].map((client) => client!.node.dependencies)).toEqual([[first, second], [first, second]]);
});
