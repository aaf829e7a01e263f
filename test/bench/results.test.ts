import { Instructions } from '../../bench/instructions';
import type { Sample } from '../../bench/measure';
import { verdicts } from '../../bench/report';
import { pairsOf, Results, runsOf, type Quantity, type Row } from '../../bench/results';

const CPU: Quantity = { title: 'CPU time', of: ({ cpu }) => cpu.total, instructions: 'with import' };
const GROWTH: Quantity = { title: 'growth', of: ({ cpu }, size) => cpu.total / size, instructions: 'without import' };
const ROW: Row = {
  name: 'row',
  title: 'A row',
  sizeOf: (size) => `N = ${size}`,
  contestants: { ours: 'our-file', theirs: 'their-file' },
  comparisons: [
    { one: 'ours', other: 'theirs', sizes: [1, 10], of: CPU, goal: 1.1, limit: 1.25 },
    { one: 'ours', sizes: [10], otherSize: 1, of: GROWTH },
  ],
};
const [small, large, growth] = pairsOf(ROW);

/** Results of one size, round by round. */
function rounds(ours: number[], theirs: number[]): Results {
  const results = new Results();
  const phases = (total: number) => ({ import: 0, construct: 0, synth: 0, total });
  const sample = (total: number): Sample => ({ wall: phases(total), cpu: phases(total), peakMb: 1 });
  ours.forEach((total, round) => results.add(small.one, round, sample(total), { resources: 1, templateBytes: 1 }));
  theirs.forEach((total, round) => results.add(small.other, round, sample(total), { resources: 1, templateBytes: 1 }));
  return results;
}

describe('the table', () => {
  test('gives a pair for each size', () => {
    expect([small, large, growth].map(({ title, size, one, other }) => [title, size, one, other])).toEqual([
      ['ours ÷ theirs, CPU time', 'N = 1', { file: 'our-file', size: 1 }, { file: 'their-file', size: 1 }],
      ['ours ÷ theirs, CPU time', 'N = 10', { file: 'our-file', size: 10 }, { file: 'their-file', size: 10 }],
      ['ours ÷ itself, growth', 'N = 10 ÷ N = 1', { file: 'our-file', size: 10 }, { file: 'our-file', size: 1 }],
    ]);
  });

  test('has each run measured once, the small ones first', () => {
    expect(runsOf([growth, large, small])).toEqual([
      { file: 'our-file', size: 1 },
      { file: 'their-file', size: 1 },
      { file: 'our-file', size: 10 },
      { file: 'their-file', size: 10 },
    ]);
  });
});

describe('a ratio', () => {
  test('is the median of the rounds, not the ratio of the medians', () => {
    expect(rounds([10, 40, 90], [10, 20, 30]).ratio(small, CPU.of)).toBe(2);
  });

  test('leaves out rounds that only one has', () => {
    expect(rounds([10, 40, 90], [10]).ratio(small, CPU.of)).toBe(1);
  });

  test.each([
    ['at the limit', [125], [100], false],
    ['over it', [126], [100], true],
    ['over it in noisy rounds only', [100, 200, 200], [100, 100, 100], false],
  ])('%s', (_, ours, theirs, over) => {
    expect(rounds(ours, theirs).isOverLimit(small)).toBe(over);
  });

  test('without a limit is never over it', () => {
    expect(rounds([1000], [1]).isOverLimit({ ...small, limit: undefined })).toBe(false);
  });
});

describe('the report', () => {
  test.each([
    [[110], '✔ ours ÷ theirs, CPU time N = 1 ≤ 1.10 met ≤ 1.25 passed 1.10'],
    [[120], '✔ ours ÷ theirs, CPU time N = 1 ≤ 1.10 not met ≤ 1.25 passed 1.20'],
    [[130], '✘ ours ÷ theirs, CPU time N = 1 ≤ 1.10 not met ≤ 1.25 failed (1.30 in the fastest rounds) 1.30'],
  ])('of %j says whether the goal is met and the check passes', (ours, line) => {
    expect(verdicts(rounds(ours, [100]), [small]).split('\n')[1].replace(/ +/g, ' ').trim()).toBe(line);
  });

  test('of a comparison without goal and limit has neither', () => {
    const reported = { ...small, goal: undefined, limit: undefined };
    expect(verdicts(rounds([110], [100]), [reported]).split('\n')[1].replace(/ +/g, ' ').trim()).toBe('ours ÷ theirs, CPU time N = 1 1.10');
  });

  test('shows instructions where they were counted', () => {
    const instructions = new Instructions([small], ({ file }) => ({ 'our-file': 125, 'their-file': 110 }[file ?? ''] ?? 10));
    expect(verdicts(rounds([110], [100]), [small], instructions)).toMatch(/instructions\n.* 1\.150$/);
  });
});

describe('instructions', () => {
  const count = ({ file, size = 0 }: { file?: string; size?: number }) => file === undefined ? 100 : 100 + (file === 'our-file' ? 20 : 10) + 10 * size;

  test('are without Node.js\'s start, and for growth without the import', () => {
    const instructions = new Instructions([small, growth], count);
    expect(instructions.ratio(small)).toBe(30 / 20);
    expect(instructions.ratio(growth)).toBe(10);
  });

  test('are counted once for each run, and not of large ones or of memory', () => {
    const counted: string[] = [];
    const far = { ...small, one: { file: 'our-file', size: 200 } };
    const memory = { ...small, other: { file: 'other-file', size: 1 }, of: { title: 'memory', of: CPU.of } };
    const instructions = new Instructions([small, small, far, memory], count, ({ file, size }) => counted.push(`${file} ${size}`));
    expect(counted).toEqual(['our-file 1', 'their-file 1']);
    expect([instructions.ratio(far), instructions.ratio(memory)]).toEqual([undefined, undefined]);
  });
});
