import { App, Stack } from 'aws-cdk-lib/core';
import { subtree } from '../../src/private/subtree';

test('is made when it is first asked for, and is the same from then on', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(stack.node.children).toEqual([]);
  const clients = subtree(stack, 'Clients');
  expect(clients.node.path).toBe('Stack/Clients');
  expect(subtree(stack, 'Clients')).toBe(clients);
});
