/**
 * What our constructs cost beside the same by hand, beside cdk-nag and beside Amplify's: `npm run bench [-- row …] [-- --check] [-- --rounds 7]
 * [-- --instructions]`. What is compared, and the goals and limits, are in table.ts.
 *
 * Every number comes from fresh processes, with the contestants taking turns. A ratio is the median over the rounds, each of which has two
 * processes that ran close to each other: what slows the machine down slows both. `--check` fails over the limits, and measures twice again before it does.
 * `--instructions` counts instructions as well, once for each process, which takes minutes.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseArgs } from 'util';
import { functionVerdicts, measureFunctions } from './functions';
import { hasValgrind, Instructions } from './instructions';
import { countInstructions, measure, transpile } from './measure';
import { measurements, phases, verdicts } from './report';
import { pairsOf, Results, runsOf, type Row, type Run } from './results';
import { differences, logicalIds } from './same-template';
import { ROWS } from './table';

/** A row beside the table: what runs in Lambda, not at synthesis. */
const FUNCTIONS = 'functions';

function main(): void {
  const { values: { check, rounds: asked, instructions }, positionals } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '9' },
      instructions: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const rounds = Number(asked);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`"--rounds" must be a whole number from 1, received ${JSON.stringify(asked)}`);
  }
  const names = [...ROWS.map(({ name }) => name), FUNCTIONS];
  const unknown = positionals.filter(name => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no such row: ${unknown.join(', ')}; there are ${names.join(', ')}`);
  }
  const rows = positionals.length === 0 ? ROWS : ROWS.filter(({ name }) => positionals.includes(name));

  transpile();
  console.log('Comparing the templates …');
  rows.forEach(assertSameTemplate);
  const results = new Results();
  const pairs = rows.flatMap(pairsOf);
  for (let round = 1; round <= rounds; round++) {
    play(results, rows.map(row => runsOf(pairsOf(row))), round, `Round ${round} of ${rounds}:`);
  }
  const over = () => pairs.filter(pair => results.isOverLimit(pair));
  for (let more = 1; check && more <= 2 && over().length > 0; more++) {
    const again = runsOf(over());
    for (let round = 1; round <= rounds; round++) {
      play(results, [again], more * rounds + round, `Over a limit, so again, ${round} of ${rounds}:`);
    }
  }
  report(results, rows, rounds, instructions ? count(rows) : undefined);
  const figures = positionals.length === 0 || positionals.includes(FUNCTIONS) ? measureFunctions(rounds) : [];
  figures.length > 0 && console.log(`\nThe functions of workflows\n\n${functionVerdicts(figures)}`);
  process.exitCode = check && (over().length > 0 || figures.some(({ least, limit }) => least > limit)) ? 1 : 0;
}

/** A contestant that defines something else would prove nothing. */
function assertSameTemplate({ contestants, sameTemplate, sameLogicalIds = [] }: Row): void {
  if (sameTemplate !== true) {
    return;
  }
  const written = Object.entries(contestants).map(([name, file]) => ({ name, file, template: measure(file, 1).written.templates[0] }));
  const [first] = written;
  for (const { name, file, template } of written.slice(1)) {
    const found = differences(first.template, template);
    const nested = sameLogicalIds.includes(name) ? logicalIds(first.template, template) : [];
    if (found.length + nested.length > 0) {
      throw new Error(`stacks/${first.file}.ts and stacks/${file}.ts don't define the same:\n  ${[...found, ...nested].join('\n  ')}`);
    }
  }
}

/** A round: every run once. Of each group, those of a size take turns, and each has its turn to be the first. */
function play(results: Results, groups: Run[][], round: number, title: string): void {
  process.stdout.write(title);
  for (const runs of groups) {
    for (const size of new Set(runs.map(run => run.size))) {
      const turn = runs.filter(run => run.size === size);
      const first = round % turn.length;
      for (const run of [...turn.slice(first), ...turn.slice(0, first)]) {
        const { sample, written } = measure(run.file, run.size);
        results.add(run, round, sample, written);
      }
    }
  }
  process.stdout.write(` ${process.uptime().toFixed(0)} s\n`);
}

function count(rows: readonly Row[]): Instructions | undefined {
  if (!hasValgrind()) {
    console.log('Instructions aren\'t counted: valgrind isn\'t here.');
    return undefined;
  }
  return new Instructions(rows.flatMap(pairsOf), countInstructions, ({ file, size }) => console.log(`Counting instructions: ${file}, ${size} …`));
}

function report(results: Results, rows: readonly Row[], rounds: number, instructions?: Instructions): void {
  const own = fs.readFileSync(path.join(__dirname, 'package.json'), 'utf8');
  const { devDependencies } = JSON.parse(own) as { devDependencies: Record<string, string> };
  const machine = `Node.js ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown CPU'}`;
  console.log(`\nMedians of ${rounds} fresh processes, times in ms. ${machine}, aws-cdk-lib ${devDependencies['aws-cdk-lib']}.`);
  console.log('AWS\'s validator is off for all of them (CDK_VALIDATION=false). Ratios are of CPU time: other programs stretch it less than the elapsed time.');
  for (const row of rows) {
    console.log(`\n${row.title}\n\n${measurements(results, row)}\n\n${phases(results, row)}\n\n${verdicts(results, pairsOf(row), instructions)}`);
  }
  const pairs = rows.flatMap(pairsOf);
  fs.writeFileSync(path.join(__dirname, 'result.json'), JSON.stringify({
    date: new Date().toISOString(),
    machine,
    versions: devDependencies,
    validator: 'off',
    rounds,
    ratios: pairs.map(pair => ({
      ...pair,
      of: pair.of.title,
      ratio: results.ratio(pair, pair.of.of),
      instructions: instructions?.ratio(pair),
    })),
    runs: runsOf(pairs).map(run => ({ ...run, ...results.writtenBy(run), samples: results.samplesOf(run) })),
  }, undefined, 2) + '\n');
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
