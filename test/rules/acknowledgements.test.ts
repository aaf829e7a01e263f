import { Construct } from 'constructs';
import { acknowledge, acceptedIn, isAcknowledged } from '../../src/rules/acknowledgements';
import { testStack } from '../support';

const accepted = (id: string) => ({ id, reason: 'it is known' });

function tree(): Record<'stack' | 'parent' | 'child' | 'sister', Construct> {
  const stack = testStack();
  const parent = new Construct(stack, 'Parent');
  return { stack, parent, child: new Construct(parent, 'Child'), sister: new Construct(stack, 'Sister') };
}

test('an acknowledgement holds for a construct and all that it holds, nothing else', () => {
  const { stack, parent, child, sister } = tree();
  acknowledge(parent, accepted('one'));
  expect([stack, parent, child, sister].map((scope) => isAcknowledged(scope, 'one'))).toEqual([false, true, true, false]);
  expect(isAcknowledged(parent, 'two')).toBe(false);
});

test('they are listed from the outside in, those of holders first and those of others not at all', () => {
  const { stack, parent, child, sister } = tree();
  acknowledge(child, accepted('inside'));
  acknowledge(parent, accepted('first'));
  acknowledge(parent, accepted('second'));
  acknowledge(stack, accepted('outside'));
  acknowledge(sister, accepted('beside'));
  expect(acceptedIn([parent]).map(({ id }) => id)).toEqual(['outside', 'first', 'second', 'inside']);
  expect(acceptedIn([sister]).map(({ id }) => id)).toEqual(['outside', 'beside']);
});
