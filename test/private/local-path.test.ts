import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { localPath } from '../../src/private/local-path';

test.each([
  ['an app', (app: App) => app],
  ['a stage', (app: App) => new Stage(app, 'Prod')],
])('under %s: the path in the stack, with the stack only where it is another', (_, above) => {
  const root = above(new App());
  const [one, two] = [new Stack(root, 'One'), new Stack(root, 'Two')];
  const construct = new Construct(new Construct(one, 'Outer'), 'Inner');
  expect(localPath(construct, one)).toBe('Outer.Inner');
  expect(localPath(construct, two)).toBe('Outer.Inner@One');
});

test('a nested stack is another stack', () => {
  const stack = new Stack(new App(), 'Stack');
  const construct = new Construct(new NestedStack(stack, 'Nested'), 'Inner');
  expect(localPath(construct, stack)).toBe('Inner@Stack.Nested');
});
