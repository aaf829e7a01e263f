import type { Instructions } from './instructions';
import { pairsOf, runsOf, type Measure, type Pair, type Results, type Row } from './results';

/** What each contestant took and wrote. */
export function measurements(results: Results, row: Row): string {
  const names = new Map(Object.entries(row.contestants).map(([name, file]) => [file, name]));
  const lines = runsOf(pairsOf(row)).map(run => {
    const median = (of: Measure) => results.median(run, of).toFixed(0);
    const { resources, templateBytes } = results.writtenBy(run);
    return [
      row.sizeOf(run.size),
      names.get(run.file)!,
      median(({ wall }) => wall.import),
      median(({ wall }) => wall.construct),
      median(({ wall }) => wall.synth),
      median(({ wall }) => wall.total),
      median(({ cpu }) => cpu.total),
      median(({ peakMb }) => peakMb),
      `${resources}`,
      templateBytes.toLocaleString('en'),
    ];
  });
  return table([['', '', 'import', 'construct', 'synth', 'total', 'CPU total', 'peak MB', 'resources', 'template bytes'], ...lines], 2);
}

const PHASES: Readonly<Record<string, Measure>> = {
  import: ({ cpu }) => cpu.import,
  construct: ({ cpu }) => cpu.construct,
  synth: ({ cpu }) => cpu.synth,
  total: ({ cpu }) => cpu.total,
  elapsed: ({ wall }) => wall.total,
  memory: ({ peakMb }) => peakMb,
};

/** Where the difference between two contestants lies. */
export function phases(results: Results, row: Row): string {
  const names = new Map(Object.entries(row.contestants).map(([name, file]) => [file, name]));
  const pairs = pairsOf(row).filter(({ one, other }) => one.size === other.size);
  const lines = new Map(pairs.map(pair => {
    const title = `${names.get(pair.one.file)} ÷ ${names.get(pair.other.file)}`;
    return [title + pair.size, [title, pair.size, ...Object.values(PHASES).map(of => results.ratio(pair, of).toFixed(2))]];
  }));
  return table([['CPU time by phase', '', ...Object.keys(PHASES)], ...lines.values()], 2);
}

/** Each ratio, whether its goal is met, and whether its check passes. */
export function verdicts(results: Results, pairs: readonly Pair[], instructions?: Instructions): string {
  const lines = pairs.map(pair => {
    const { title, size, of, goal, limit } = pair;
    const ratio = results.ratio(pair, of.of);
    const over = results.isOverLimit(pair);
    const fastest = limit !== undefined && ratio > limit ? ` (${results.leastRatio(pair, of.of).toFixed(2)} in the fastest rounds)` : '';
    return [
      limit === undefined ? ' ' : over ? '✘' : '✔',
      title,
      size,
      goal === undefined ? '' : `≤ ${goal.toFixed(2)} ${ratio > goal ? 'not met' : 'met'}`,
      limit === undefined ? '' : `≤ ${limit.toFixed(2)} ${over ? 'failed' : 'passed'}${fastest}`,
      ratio.toFixed(2),
      ...instructions === undefined ? [] : [instructions.ratio(pair)?.toFixed(3) ?? ''],
    ];
  });
  return table([['', '', '', 'goal', 'check', 'ratio', ...instructions === undefined ? [] : ['instructions']], ...lines], 5);
}

/** The first columns to the left, the numbers to the right. */
function table(lines: string[][], left: number): string {
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
  const cell = (text: string, column: number) => column < left ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return lines.map(line => `  ${line.map(cell).join('  ')}`.trimEnd()).join('\n');
}
