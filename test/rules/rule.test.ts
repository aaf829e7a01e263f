import { ruleUrl } from '../../src/rules/rule';

test('the address of a rule ends in the anchor that GitHub makes of its heading', () => {
  expect(ruleUrl('clientImplicitGrant')).toBe('https://github.com/cdk-cognito-auth/cdk-cognito-auth/blob/main/docs/rules.md#clientimplicitgrant');
});
