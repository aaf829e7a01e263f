import { Construct, Dependable } from 'constructs';
import { implementLate, lateDependable } from '../../src/private/late-dependable';
import { testStack } from '../support';

test('the roots are those of the moment when they are read', () => {
  const stack = testStack();
  let roots = [new Construct(stack, 'Before')];
  const dependable = lateDependable(() => roots);
  const dependant = new Construct(stack, 'Dependant');
  dependant.node.addDependency(dependable);
  roots = [new Construct(stack, 'After')];
  expect(dependant.node.dependencies).toEqual(roots);
});

test('a construct gets roots other than itself', () => {
  const construct = new Construct(testStack(), 'Construct');
  const child = new Construct(construct, 'Child');
  implementLate(construct, () => [child]);
  expect(Dependable.of(construct).dependencyRoots).toEqual([child]);
});
