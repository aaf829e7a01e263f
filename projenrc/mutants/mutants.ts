/**
 * `npm run mutants`: changes the models in one place at a time, and expects that a test of theirs fails. `-- claims` takes those of one file.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { MUTANTS, type Mutant } from './list';
import { fail, root, run } from '../run';

/** What the tests of the models need, in a copy: the sources in which somebody works stay as they are. */
const NEEDED = ['src', 'test', 'assets', 'API.md', 'package.json', 'jest.config.json', 'tsconfig.json', 'tsconfig.dev.json'];

/** What the tests say of a mutant. */
interface Verdict {
  readonly mutant: Mutant;
  /** the tests that fail */
  readonly caught: readonly string[];
  /** what went wrong beside that: a mutant that doesn't compile proves nothing */
  readonly broken?: string;
}

/** The change of a mutant, which must be possible in one place only. */
export function mutated(source: string, { file, find, replace }: Mutant): string {
  const [head, tail, ...more] = source.split(find);
  if (tail === undefined || more.length > 0) {
    throw new Error(`${file} has ${JSON.stringify(find)} ${tail === undefined ? 'nowhere' : `${more.length + 1} times`}: a mutant changes one place`);
  }
  return head + replace + tail;
}

/** A copy of the repository, in which one mutant after the other is tried. */
class Lane {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mutants-'));

  constructor() {
    NEEDED.forEach(name => fs.cpSync(path.join(root, name), path.join(this.folder, name), { recursive: true }));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(this.folder, 'node_modules'));
  }

  async judge(mutant: Mutant): Promise<Verdict> {
    const file = path.join(this.folder, mutant.file);
    const source = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, mutated(source, mutant));
    try {
      return { mutant, ...await this.test(mutant.tests) };
    } finally {
      fs.writeFileSync(file, source);
    }
  }

  /** The tests that fail. */
  async test(tests: readonly string[]): Promise<Omit<Verdict, 'mutant'>> {
    const report = path.join(this.folder, 'report.json');
    fs.rmSync(report, { force: true });
    const { output } = await run('jest', ['--silent', '--runInBand', '--bail=1', '--json', `--outputFile=${report}`, ...tests], {
      cwd: this.folder,
      onLine: () => {},
    });
    if (!fs.existsSync(report)) {
      return { caught: [], broken: output.slice(-500) };
    }
    const { numTotalTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(fs.readFileSync(report, 'utf8')) as Report;
    const broken = numRuntimeErrorTestSuites > 0 ? testResults.map(({ message }) => message).join('\n').slice(0, 500) : numTotalTests === 0 ? 'no test was run' : undefined;
    return { caught: testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'failed').map(({ fullName }) => fullName), broken };
  }

  end(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly numTotalTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly TestResult[];
}

interface TestResult {
  readonly message: string;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}

async function main(asked: readonly string[]): Promise<void> {
  const began = Date.now();
  const mutants = MUTANTS.filter(({ file }) => asked.length === 0 || asked.some(name => file.includes(name)));
  mutants.forEach(mutant => mutated(fs.readFileSync(path.join(root, mutant.file), 'utf8'), mutant));
  const lanes = [new Lane(), new Lane()];
  try {
    // the control: what is as it should be passes all of these tests.
    const { caught, broken } = await lanes[0].test([...new Set(mutants.flatMap(({ tests }) => tests))]);
    if (caught.length > 0 || broken !== undefined) {
      throw new Error(`the tests fail without a mutant: ${broken ?? caught.join(', ')}`);
    }
    const waiting = [...mutants];
    let survivors = 0;
    await Promise.all(lanes.map(async lane => {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const verdict = await lane.judge(mutant);
        const isCaught = verdict.caught.length > 0 && verdict.broken === undefined;
        survivors += isCaught ? 0 : 1;
        console.log(`${isCaught ? '✔' : '✘'} ${mutant.file}: ${mutant.what}${isCaught ? `, caught by "${verdict.caught[0]}"` : ` SURVIVES${verdict.broken === undefined ? '' : `, or is broken: ${verdict.broken}`}`}`);
      }
    }));
    console.log(`\n${mutants.length - survivors} of ${mutants.length} mutants were caught in ${((Date.now() - began) / 1000).toFixed(0)} s; without one, all of these tests pass`);
    process.exitCode = survivors > 0 ? 1 : 0;
  } finally {
    lanes.forEach(lane => lane.end());
  }
}

if (require.main === module) {
  void main(process.argv.slice(2)).catch(fail);
}
