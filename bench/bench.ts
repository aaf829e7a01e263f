/**
 * What our constructs cost beside the same template by hand, and beside Amplify's: `npm run bench [-- --check] [-- --rounds 7]`.
 *
 * Every number comes from fresh processes, with the contestants taking turns. A ratio is the median over the rounds, each of which has two
 * processes that ran close to each other: what slows the machine down slows both. `--check` fails over the limits, and measures twice again before it does.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseArgs } from 'util';
import { measure, transpile } from './measure';
import { measurements, ratios, verdict } from './report';
import { Results, type Comparison, type Goal, type Row, type Run } from './results';
import { differences } from './same-template';

const COUNTS = [1, 10, 50, 200];

const SIGN_IN: Row = {
  title: 'Sign-in, the same template: user pool, domain, single-page and web client with branding, Google, Apple, identity pool with its role, bucket',
  contestants: { ours: 'l3', L2: 'l2', L1: 'l1' },
};
const SMALL: Row = {
  title: 'What Amplify can render too: user pool, client without hosted pages, identity pool, roles (Amplify adds one for guests), attachment',
  contestants: { ours: 'small-l3', Amplify: 'small-amplify' },
};
const RUNS = COUNTS.flatMap(stacks => [SIGN_IN, SMALL].flatMap(row => Object.values(row.contestants).map((file): Run => ({ file, stacks }))));

const total = (one: string, other: string, counts: number[]) => counts.map((stacks): Comparison => (
  { one: { file: one, stacks }, other: { file: other, stacks }, of: ({ cpu }) => cpu.total }
));
const GOALS: Goal[] = [
  { title: `ours ÷ L2 at N = ${COUNTS.join(', ')}`, goal: 1.10, limit: 1.25, comparisons: total('l3', 'l2', COUNTS) },
  // one stack each, as an Amplify app has it: with more, what the CDK takes for any stack hides the difference.
  { title: 'ours ÷ Amplify at N = 1', goal: 0.60, limit: 0.75, comparisons: total('small-l3', 'small-amplify', [1]) },
  {
    title: 'ours per stack at N = 200 ÷ at N = 50, import left out',
    goal: 1.10,
    limit: 1.30,
    comparisons: [{
      one: { file: 'l3', stacks: 200 },
      other: { file: 'l3', stacks: 50 },
      of: ({ cpu }, stacks) => (cpu.construct + cpu.synth) / stacks,
    }],
  },
];

function main(): void {
  const { values: { check, rounds: asked } } = parseArgs({
    options: { check: { type: 'boolean', default: false }, rounds: { type: 'string', default: '9' } },
  });
  const rounds = Number(asked);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`"--rounds" must be a whole number from 1, received ${JSON.stringify(asked)}`);
  }

  transpile();
  assertSameTemplate(SIGN_IN);
  const results = new Results();
  for (let round = 1; round <= rounds; round++) {
    play(results, RUNS, round, `Round ${round} of ${rounds}:`);
  }
  const over = () => GOALS.flatMap(({ comparisons, limit }) => comparisons.filter(comparison => results.leastRatio(comparison) > limit));
  for (let more = 1; check && more <= 2 && over().length > 0; more++) {
    const again = over().flatMap(({ one, other }) => [one, other]);
    const runs = RUNS.filter(run => again.some(({ file, stacks }) => file === run.file && stacks === run.stacks));
    for (let round = 1; round <= rounds; round++) {
      play(results, runs, more * rounds + round, `Over a limit, so again, ${round} of ${rounds}:`);
    }
  }
  report(results, rounds);
  process.exitCode = check && over().length > 0 ? 1 : 0;
}

/** A contestant that defines something else would prove nothing. */
function assertSameTemplate(row: Row): void {
  console.log('Comparing the templates …');
  const [ours, ...others] = Object.values(row.contestants).map(file => ({ file, template: measure(file, 1).written.templates[0] }));
  for (const { file, template } of others) {
    const found = differences(ours.template, template);
    if (found.length > 0) {
      console.error(`stacks/${ours.file}.ts and stacks/${file}.ts don't define the same:\n  ${found.join('\n  ')}`);
      process.exit(1);
    }
  }
}

/** A round: every run once. Each contestant has its turn to be the first. */
function play(results: Results, runs: Run[], round: number, title: string): void {
  process.stdout.write(title);
  for (const stacks of new Set(runs.map(run => run.stacks))) {
    const start = Date.now();
    const turn = runs.filter(run => run.stacks === stacks);
    const first = round % turn.length;
    for (const run of [...turn.slice(first), ...turn.slice(0, first)]) {
      const { sample, written } = measure(run.file, stacks);
      results.add(run, round, sample, written);
    }
    process.stdout.write(`  N = ${stacks} ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  process.stdout.write('\n');
}

function report(results: Results, rounds: number): void {
  const own = fs.readFileSync(path.join(__dirname, 'package.json'), 'utf8');
  const { devDependencies } = JSON.parse(own) as { devDependencies: Record<string, string> };
  const machine = `Node.js ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown CPU'}`;
  console.log(`\nN stacks in one app, medians of ${rounds} fresh processes, times in ms. ${machine}, aws-cdk-lib ${devDependencies['aws-cdk-lib']}.`);
  console.log('AWS\'s validator is off for all of them (CDK_VALIDATION=false). Ratios are of CPU time: other programs stretch it less than the elapsed time.');
  for (const row of [SIGN_IN, SMALL]) {
    console.log(`\n${row.title}\n\n${measurements(results, row, COUNTS)}\n\n${ratios(results, row, COUNTS)}`);
  }
  console.log();
  GOALS.forEach(goal => console.log(verdict(results, goal)));
  fs.writeFileSync(path.join(__dirname, 'result.json'), JSON.stringify({
    date: new Date().toISOString(),
    machine,
    versions: devDependencies,
    validator: 'off',
    rounds,
    goals: GOALS.map(({ comparisons, ...goal }) => ({ ...goal, ratios: comparisons.map(comparison => results.ratio(comparison)) })),
    runs: RUNS.map(run => ({ ...run, ...results.writtenBy(run), samples: results.samplesOf(run) })),
  }, undefined, 2) + '\n');
}

main();
