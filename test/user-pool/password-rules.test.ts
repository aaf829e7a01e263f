import { Duration, Lazy } from 'aws-cdk-lib/core';
import { poolProperties } from './pool';
import { PasswordRules, type PassphraseOptions, type StandardPasswordOptions } from '../../src';

function policy(options: StandardPasswordOptions): Record<string, unknown> {
  return poolProperties({ passwordPolicy: PasswordRules.standard(options) }).Policies.PasswordPolicy as Record<string, unknown>;
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
  [{ history: 5 }, { PasswordHistorySize: 5 }],
])('%j changes only what it names', (options, changed) => {
  expect(policy(options)).toEqual({ ...DEFAULTS, ...changed });
});

const PHRASE = {
  MinimumLength: 15, RequireLowercase: false, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false, TemporaryPasswordValidityDays: 3,
};

test.each<[PassphraseOptions, object]>([
  [{}, {}],
  [{ minLength: 30 }, { MinimumLength: 30 }],
  [{ tempPasswordValidity: Duration.days(1) }, { TemporaryPasswordValidityDays: 1 }],
  [{ history: 24 }, { PasswordHistorySize: 24 }],
])('a passphrase is long and of no class: %j', (options, changed) => {
  expect(poolProperties({ passwordPolicy: PasswordRules.passphrase(options) }).Policies.PasswordPolicy).toEqual({ ...PHRASE, ...changed });
});

test('a pool takes passwords and first factors in one property', () => {
  expect(Object.keys(poolProperties({ passwordPolicy: PasswordRules.standard() }).Policies as object).sort()).toEqual(['PasswordPolicy', 'SignInPolicy']);
});

test.each([6, 99])('a length of %d is taken', (minLength) => {
  expect(policy({ minLength }).MinimumLength).toBe(minLength);
});

test.each([5, 100, 8.5, 0, -1, NaN])('fails when the length is %d', (minLength) => {
  expect(() => policy({ minLength })).toThrow(
    `[Stack/Auth] "minLength" must be a whole number from 6 to 99, received ${JSON.stringify(minLength)} (rule outOfBounds)`);
  expect(() => poolProperties({ passwordPolicy: PasswordRules.passphrase({ minLength }) })).toThrow('[Stack/Auth] "minLength" must be a whole number from 6 to 99');
});

test.each([1, 365])('a temporary password of %d days is taken', (days) => {
  expect(policy({ tempPasswordValidity: Duration.days(days) }).TemporaryPasswordValidityDays).toBe(days);
});

test.each([Duration.days(366), Duration.days(0), Duration.hours(36)])('fails when the temporary password is good for %s', (tempPasswordValidity) => {
  expect(() => policy({ tempPasswordValidity })).toThrow(/^\[Stack\/Auth] "tempPasswordValidity" must be whole days from 1 to 365, received /);
});

describe('history', () => {
  test.each([
    { history: undefined, plan: 'LITE' },
    { history: 0, plan: 'LITE' },
    { history: 1, plan: 'ESSENTIALS' },
    { history: 24, plan: 'ESSENTIALS' },
  ])('of $history needs $plan, which is derived', ({ history, plan }) => {
    expect(poolProperties({ passwordPolicy: PasswordRules.standard({ history }) }).UserPoolTier).toBe(plan);
  });

  test.each([-1, 25, 1.5])('fails when it is %d', (history) => {
    expect(() => policy({ history })).toThrow(`[Stack/Auth] "history" must be a whole number from 0 to 24, received ${history} (rule outOfBounds)`);
    expect(() => poolProperties({ passwordPolicy: PasswordRules.passphrase({ history }) })).toThrow('[Stack/Auth] "history" must be a whole number from 0 to 24');
  });

  test('that only CloudFormation knows passes, and is paid for', () => {
    const pool = poolProperties({ passwordPolicy: PasswordRules.standard({ history: Lazy.number({ produce: () => 3 }) }) });
    expect([pool.Policies.PasswordPolicy.PasswordHistorySize, pool.UserPoolTier]).toEqual([3, 'ESSENTIALS']);
  });
});

test('a length that only CloudFormation knows passes', () => {
  const minLength = Lazy.number({ produce: () => 14 });
  expect(policy({ minLength }).MinimumLength).toBe(14);
});

test('a validity that only CloudFormation knows passes', () => {
  const tempPasswordValidity = Duration.days(Lazy.number({ produce: () => 2 }));
  expect(policy({ tempPasswordValidity }).TemporaryPasswordValidityDays).toBe(2);
});
