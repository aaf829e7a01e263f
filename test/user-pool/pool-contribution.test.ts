import { merged } from '../../src/user-pool/pool-contribution';

test('each property is its contributor\'s', () => {
  expect(merged([{ properties: { userPoolName: 'people' } }, { properties: { mfaConfiguration: 'ON' } }])).toEqual({ userPoolName: 'people', mfaConfiguration: 'ON' });
});

test('properties that hold several things are merged', () => {
  expect(merged([
    { properties: { policies: { passwordPolicy: { minimumLength: 12 } } } },
    { properties: { lambdaConfig: { preSignUp: 'one' } } },
    { properties: { policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] } } } },
    { properties: { lambdaConfig: { postConfirmation: 'two' } } },
  ])).toEqual({
    policies: { passwordPolicy: { minimumLength: 12 }, signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] } },
    lambdaConfig: { preSignUp: 'one', postConfirmation: 'two' },
  });
});

test('what a contributor empties stays empty: the L2 fills some of it', () => {
  expect(merged([{ properties: { emailVerificationMessage: undefined } }])).toHaveProperty('emailVerificationMessage', undefined);
});

test('nothing comes of nothing', () => {
  expect(merged([])).toEqual({});
});
