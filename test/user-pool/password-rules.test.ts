import { Template } from 'aws-cdk-lib/assertions';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, PasswordRules, type StandardPasswordOptions } from '../../src';
import { testStack } from '../support';

function policy(options: StandardPasswordOptions): Record<string, unknown> {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { passwordPolicy: PasswordRules.standard(options) });
  const [pool] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPool'));
  return pool!.Properties.Policies.PasswordPolicy as Record<string, unknown>;
}

const DEFAULTS = {
  MinimumLength: 12, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true, TemporaryPasswordValidityDays: 3,
};

test.each<[StandardPasswordOptions, object]>([
  [{}, {}],
  [{ minLength: 20 }, { MinimumLength: 20 }],
  [{ requireLowercase: false }, { RequireLowercase: false }],
  [{ requireUppercase: false }, { RequireUppercase: false }],
  [{ requireDigits: false }, { RequireNumbers: false }],
  [{ requireSymbols: false }, { RequireSymbols: false }],
  [{ tempPasswordValidity: Duration.days(1) }, { TemporaryPasswordValidityDays: 1 }],
])('%j changes only what it names', (options, changed) => {
  expect(policy(options)).toEqual({ ...DEFAULTS, ...changed });
});

test.each([6, 99])('a length of %d is taken', (minLength) => {
  expect(policy({ minLength }).MinimumLength).toBe(minLength);
});

test.each([5, 100, 8.5, 0, -1])('fails when the length is %d', (minLength) => {
  expect(() => PasswordRules.standard({ minLength })).toThrow(
    `"minLength" must be a whole number from 6 to 99, received ${minLength} (rule poolPasswordBounds)`);
});

test.each([1, 365])('a temporary password of %d days is taken', (days) => {
  expect(policy({ tempPasswordValidity: Duration.days(days) }).TemporaryPasswordValidityDays).toBe(days);
});

test.each([Duration.days(366), Duration.days(0), Duration.hours(36)])('fails when the temporary password is good for %s', (tempPasswordValidity) => {
  expect(() => PasswordRules.standard({ tempPasswordValidity })).toThrow(/"tempPasswordValidity" must be whole days from 1 to 365, received /);
});

test('a length that only CloudFormation knows passes', () => {
  const minLength = Lazy.number({ produce: () => 14 });
  expect(policy({ minLength }).MinimumLength).toBe(14);
});

test('a validity that only CloudFormation knows passes', () => {
  const tempPasswordValidity = Duration.days(Lazy.number({ produce: () => 2 }));
  expect(policy({ tempPasswordValidity }).TemporaryPasswordValidityDays).toBe(2);
});
