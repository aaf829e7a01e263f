import { nearest } from '../../src/private/nearest';

const NAMES = ['clientCallbackUrl', 'clientCallbackCount', 'poolCaseSensitive', 'mfaOffWithFactor'];

test.each([
  ['clientCallbackUrl', 'clientCallbackUrl'],
  ['CLIENTCALLBACKURL', 'clientCallbackUrl'],
  ['clientCallbackUrls', 'clientCallbackUrl'],
  ['clientCalbackCount', 'clientCallbackCount'],
  ['poolCaseSensitve', 'poolCaseSensitive'],
  ['poolCaseInsensitive', 'poolCaseSensitive'],
  // the beginning is enough.
  ['mfaOff', 'mfaOffWithFactor'],
])('%s means %s', (word, meant) => {
  expect(nearest(word, NAMES)).toBe(meant);
});

test.each(['', 'mfa', 'planTooLow', 'somethingElseAltogether'])('%j means none of them', (word) => {
  expect(nearest(word, NAMES)).toBeUndefined();
});

test('nothing is near where there are no names', () => {
  expect(nearest('word', [])).toBeUndefined();
});
