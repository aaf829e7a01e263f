import type { Goal, Measure, Results, Row } from './results';

/** What each contestant took and wrote. */
export function measurements(results: Results, row: Row, counts: number[]): string {
  const lines = counts.flatMap(stacks => Object.entries(row.contestants).map(([name, file], index) => {
    const run = { file, stacks };
    const median = (of: Measure, digits = 0) => results.median(run, of).toFixed(digits);
    const { resources, templateBytes } = results.writtenBy(run);
    return [
      index === 0 ? `${stacks}` : '',
      name,
      median(({ wall }) => wall.import),
      median(({ wall }) => wall.construct),
      median(({ wall }) => wall.synth),
      median(({ wall }) => wall.total),
      median(({ wall }) => wall.total / stacks, 1),
      median(({ cpu }) => cpu.total),
      median(({ peakMb }) => peakMb),
      `${resources}`,
      templateBytes.toLocaleString('en'),
    ];
  }));
  return table([['N', '', 'import', 'construct', 'synth', 'total', 'a stack', 'CPU total', 'peak MB', 'resources', 'template bytes'], ...lines], 2);
}

const RATIOS: Readonly<Record<string, Measure>> = {
  'import': ({ cpu }) => cpu.import,
  'construct': ({ cpu }) => cpu.construct,
  'synth': ({ cpu }) => cpu.synth,
  'total': ({ cpu }) => cpu.total,
  'total elapsed': ({ wall }) => wall.total,
  'peak memory': ({ peakMb }) => peakMb,
};

/** Ours over each of the others, phase by phase. */
export function ratios(results: Results, row: Row, counts: number[]): string {
  const [[ours, file], ...others] = Object.entries(row.contestants);
  return others.map(([name, other]) => table([
    [`${ours} ÷ ${name}`, ...counts.map(stacks => `N = ${stacks}`)],
    ...Object.entries(RATIOS).map(([title, of]) => [
      title,
      ...counts.map(stacks => results.ratio({ one: { file, stacks }, other: { file: other, stacks }, of }).toFixed(2)),
    ]),
  ], 1)).join('\n\n');
}

/** Whether a goal is met and its check passed, in one line. */
export function verdict(results: Results, { title, goal, limit, comparisons }: Goal): string {
  const listed = (values: number[]) => values.map(value => value.toFixed(2)).join(', ');
  const values = comparisons.map(comparison => results.ratio(comparison));
  const least = comparisons.map(comparison => results.leastRatio(comparison));
  const failed = Math.max(...least) > limit;
  const checked = Math.max(...values) > limit ? ` (the fastest rounds: ${listed(least)})` : '';
  return `${failed ? '✘' : '✔'} ${title}: ${listed(values)}; goal ≤ ${goal.toFixed(2)} ${Math.max(...values) > goal ? 'not met' : 'met'}, `
    + `check ≤ ${limit.toFixed(2)} ${failed ? 'failed' : 'passed'}${checked}`;
}

/** The first columns to the left, the numbers to the right. */
function table(lines: string[][], left: number): string {
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
  const cell = (text: string, column: number) => column < left ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return lines.map(line => `  ${line.map(cell).join('  ')}`).join('\n');
}
