import { functionVerdicts } from '../../bench/functions';

test('a figure passes up to its limit, and fails beyond', () => {
  expect(functionVerdicts([{ title: 'size, kB', least: 25, limit: 25 }, { title: 'a call, µs', least: 50.1, limit: 50 }])).toBe(
    '  ✔  size, kB    ≤ 25 passed  25.0\n  ✘  a call, µs  ≤ 50 failed  50.1');
});
