import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { PoolRegistry } from '../../src/private/pool-registry';
import { testStack } from '../support';

const registry = (): PoolRegistry => PoolRegistry.of(new UserPool(testStack(), 'Pool'));

test('a pool has one registry, another pool another', () => {
  const stack = testStack();
  const [pool, other] = ['Pool', 'Other'].map((id) => new UserPool(stack, id)) as [UserPool, UserPool];
  PoolRegistry.of(pool).chosenPlan = 'PLUS';
  expect(PoolRegistry.of(pool).chosenPlan).toBe('PLUS');
  expect(PoolRegistry.of(other).chosenPlan).toBeUndefined();
});

describe('the plan', () => {
  const rotation = { feature: 'rotation', plan: 'ESSENTIALS' } as const;
  const protection = { feature: 'threat protection', plan: 'PLUS' } as const;

  test.each([
    [[], 'LITE'],
    [[rotation], 'ESSENTIALS'],
    [[protection, rotation], 'PLUS'],
    [[rotation, protection], 'PLUS'],
  ])('for %j is %s', (needs, plan) => {
    const it = registry();
    it.needs.push(...needs);
    expect(it.plan).toBe(plan);
  });

  test.each(['LITE', 'PLUS'])('is %s where it was chosen, whatever is needed', (chosen) => {
    const it = registry();
    it.needs.push(rotation);
    it.chosenPlan = chosen;
    expect(it.plan).toBe(chosen);
  });
});
