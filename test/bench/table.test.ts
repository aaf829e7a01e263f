import * as fs from 'fs';
import * as path from 'path';
import { pairsOf } from '../../bench/results';
import { ROWS } from '../../bench/table';

const pairs = ROWS.flatMap(pairsOf);

test('every contestant is a file in stacks/', () => {
  const files = pairs.flatMap(({ one, other }) => [one.file, other.file]);
  expect(files.filter((file) => !fs.existsSync(path.join(__dirname, '../../bench/stacks', `${file}.ts`)))).toEqual([]);
});

test('every contestant of a row is compared', () => {
  for (const row of ROWS) {
    const compared = pairsOf(row).flatMap(({ one, other }) => [one.file, other.file]);
    expect([...new Set(compared)].sort()).toEqual(Object.values(row.contestants).sort());
  }
});

test('a limit leaves room over its goal, and neither stands alone', () => {
  expect(pairs.filter(({ goal, limit }) => (goal === undefined) !== (limit === undefined) || goal! >= limit!)).toEqual([]);
});
