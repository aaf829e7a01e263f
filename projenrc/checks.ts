/**
 * Every check of this repository, two at a time: `npm test`, or `npm test -- unit verify` for some of them and what they need.
 * The last line says how many passed and failed: tests are counted one by one, every other check as one.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { pack } from './pack';
import { root, run, RunResult } from './run';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Check {
  readonly title: string;
  readonly needs?: string[];
  /** Shows each line as it comes, not just when the check fails. */
  readonly verbose?: boolean;
  readonly skip?: () => string | undefined;
  readonly run: (onLine: (line: string) => void) => Promise<RunResult>;
  /** @default - one check */
  readonly count?: (result: RunResult) => Count;
}

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-cognito-auth-'));
const inCi = ![undefined, '', '0', 'false'].includes(process.env.CI);

const command = (name: string, ...args: string[]): Check['run'] => onLine => run(name, args, { onLine });

const checks: Record<string, Check> = {
  compile: {
    title: 'jsii compiles src, for five languages',
    run: async onLine => {
      const before = await run('projen', ['pre-compile'], { onLine });
      return before.code === 0 ? run('projen', ['compile'], { onLine }) : before;
    },
  },
  lint: {
    title: 'ESLint',
    run: command('projen', 'eslint', '--max-warnings=0'),
  },
  types: {
    title: 'type check of tests, examples, bench and scripts',
    run: command('tsc', '--noEmit', '-p', 'tsconfig.dev.json'),
  },
  unit: {
    title: 'unit tests on the oldest CDK, with coverage',
    needs: ['compile'],
    verbose: true,
    ...jest('unit', root, '--coverage'),
  },
  api: {
    title: 'API.md is up to date',
    needs: ['pack'], // jsii-docgen takes any assembly of our name that it finds: those of verify and bench must be this one.
    run: apiDocs,
  },
  snippets: {
    title: 'the snippets of README and @example compile',
    needs: ['compile'],
    run: async onLine => {
      fs.rmSync(path.join(root, '.jsii.tabl.json'), { force: true }); // it would answer for snippets that it has seen.
      return run('jsii-rosetta', ['extract', '--strict', '--fail', '--batch', '--directory', '.'], { onLine }); // one program, not one for each.
    },
  },
  pack: {
    title: 'the package, packed and unpacked into verify and bench',
    needs: ['compile'],
    run: async () => pack({ compiled: true }).then(() => ({ code: 0, output: '' }), error => ({ code: 1, output: error.message })),
  },
  consumer: {
    title: 'type check of verify and the examples against the package and the newest CDK',
    needs: ['pack'],
    run: command('tsc', '--noEmit', '-p', 'verify'),
  },
  integ: {
    title: 'integration tests against their snapshots',
    needs: ['compile'],
    skip: () => integrationTests() === 0 ? 'test/integ has none' : undefined,
    run: command('projen', 'integ'),
    count: ({ output }) => {
      const tests = /^Tests:(.*)$/m.exec(output)?.[1] ?? '';
      const number = (what: string) => Number(new RegExp(`(\\d+) ${what}`).exec(tests)?.[1] ?? 0);
      return { passed: number('passed'), failed: number('failed') };
    },
  },
  verify: {
    title: 'tests of the package on the newest CDK',
    needs: ['pack'],
    verbose: true,
    ...jest('verify', path.join(root, 'verify')),
  },
};

function jest(name: string, cwd: string, ...args: string[]): Pick<Check, 'run' | 'count'> {
  const report = path.join(temporary, `${name}.json`);
  return {
    run: onLine => run('jest', ['--ci', '--json', `--outputFile=${report}`, ...args], {
      cwd,
      env: { TMPDIR: temporary }, // CDK makes a folder for each app, and leaves it there.
      // the report also goes to stdout, as one line of JSON.
      onLine: line => line.startsWith('{"num') || line.startsWith('Test results written') || onLine(line),
    }),
    count: () => {
      if (!fs.existsSync(report)) {
        return { passed: 0, failed: 1 };
      }
      const result = JSON.parse(fs.readFileSync(report, 'utf8'));
      // a file that doesn't even load has no tests to count.
      return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites };
    },
  };
}

/** In CI a stale page is an error; elsewhere it is rewritten. */
async function apiDocs(onLine: (line: string) => void): Promise<RunResult> {
  const fresh = path.join(temporary, 'API.md');
  const committed = path.join(root, 'API.md');
  const result = await run('jsii-docgen', ['-o', fresh], { onLine });
  const read = (file: string) => fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (result.code !== 0 || read(fresh) === read(committed)) {
    return result;
  }
  if (inCi) {
    return { code: 1, output: 'API.md differs from the sources: run `npm run docgen` and commit it' };
  }
  fs.copyFileSync(fresh, committed);
  onLine('API.md was rewritten: commit it');
  return result;
}

function integrationTests(): number {
  const folder = path.join(root, 'test', 'integ');
  return fs.existsSync(folder) ? fs.readdirSync(folder).filter(file => /^integ\..*\.ts$/.test(file)).length : 0;
}

async function main(asked: string[]) {
  if (asked.includes('--list')) {
    Object.entries(checks).forEach(([name, { title }]) => console.log(`${name.padEnd(10)} ${title}`));
    return;
  }
  const unknown = asked.filter(name => !checks[name]);
  if (unknown.length > 0) {
    console.error(`no such check: ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}`);
    process.exit(2);
  }
  const wanted = new Set<string>();
  const want = (name: string) => {
    checks[name].needs?.forEach(want);
    wanted.add(name);
  };
  (asked.length > 0 ? asked : Object.keys(checks)).forEach(want);

  const waiting = Object.keys(checks).filter(name => wanted.has(name));
  const done = new Map<string, Count>();
  const table: string[] = [];
  const bad = (name: string) => (done.get(name)?.failed ?? 0) > 0;

  async function perform(name: string) {
    const check = checks[name];
    const skipped = check.skip?.() ?? (check.needs?.some(bad) ? `needs ${check.needs.filter(bad)}` : undefined);
    if (skipped !== undefined) {
      // what can't run because of another failure isn't counted as passed; what doesn't exist isn't counted at all.
      done.set(name, { passed: 0, failed: check.needs?.some(bad) ? 1 : 0 });
      table.push(`  - ${name.padEnd(10)} skipped: ${skipped}`);
      return;
    }
    console.log(`▶ ${name}: ${check.title} …`);
    const start = Date.now();
    const show = (line: string) => console.log(`${name.padStart(9)} │ ${line}`);
    const lines: string[] = [];
    const result = await check.run(line => check.verbose ? show(line) : lines.push(line));
    let count = check.count?.(result) ?? { passed: 1, failed: 0 };
    if (result.code !== 0 && count.failed === 0) {
      count = { passed: check.count ? count.passed : 0, failed: 1 };
    } else if (count.passed + count.failed === 0) {
      lines.push('nothing was run');
      count = { passed: 0, failed: 1 };
    }
    if (count.failed > 0 && !check.verbose) {
      lines.push(...(lines.length > 0 ? [] : result.output.split('\n').slice(-30)));
    }
    if (count.failed > 0) {
      lines.forEach(show);
    }
    done.set(name, count);
    const outcome = `${count.passed} passed` + (count.failed > 0 ? `, ${count.failed} failed` : '');
    const line = `${count.failed > 0 ? '✘' : '✔'} ${name.padEnd(10)} ${outcome} in ${((Date.now() - start) / 1000).toFixed(1)} s`;
    console.log(line);
    table.push(`  ${line}`);
  }

  async function lane() {
    for (;;) {
      const next = waiting.findIndex(name => (checks[name].needs ?? []).every(need => done.has(need)));
      if (next >= 0) {
        await perform(waiting.splice(next, 1)[0]);
      } else if (waiting.length > 0) {
        await new Promise(resolve => setTimeout(resolve, 50)); // the other lane has what we need.
      } else {
        return;
      }
    }
  }
  await Promise.all([lane(), lane()]);
  fs.rmSync(temporary, { recursive: true, force: true });

  const sum = (what: keyof Count) => [...done.values()].reduce((total, count) => total + count[what], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  console.log(`\n${table.join('\n')}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

void main(process.argv.slice(2));
