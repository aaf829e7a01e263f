import { pool } from './resources';
import { found, testRules } from './rule-case';
import { DIRECTORY_CASES } from './user-pool.cases';
import { DIRECTORY_RULES } from '../../src/rules/user-pool';

testRules(DIRECTORY_RULES, DIRECTORY_CASES);

// one finding is enough for a length that is refused.
test.each([[5, ['outOfBounds']], [6, ['poolPasswordShort']]])('a least length of %d trips %j', (minimumLength, ids) => {
  expect(found((stack) => pool(stack, { policies: { passwordPolicy: { minimumLength } } }))).toEqual(ids);
});

test('numbers and booleans may be text, as CloudFormation takes them', () => {
  expect(found((stack) => {
    const cfn = pool(stack);
    cfn.addPropertyOverride('UsernameConfiguration.CaseSensitive', 'true');
    cfn.addPropertyOverride('Policies.PasswordPolicy.PasswordHistorySize', '25');
  })).toEqual(['outOfBounds', 'poolCaseSensitive']);
});
