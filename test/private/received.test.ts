import { received } from '../../src/private/received';

test.each([
  ['text', '"text"'],
  [['a', 'b'], '["a","b"]'],
  [false, 'false'],
  [null, 'null'],
  [undefined, 'not set'],
])('%j is shown as %s', (value, text) => {
  expect(received(value)).toBe(text);
});

test('what is absent may have other words', () => {
  expect(received(undefined, 'nothing')).toBe('nothing');
});
