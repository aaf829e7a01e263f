/**
 * Has checkov look for identity pools with guests (CKV_AWS_366) in the templates of examples/ and of scenarios. It finds the one that is there to be
 * found, and no other. It is a Python program, of a pinned version, in an environment that is thrown away.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { fail, must, root, run } from './run';

const VERSION = '3.3.30';
const CHECK = 'CKV_AWS_366';
/** The stacks of verify/checkov.ts with guests, and what checkov must say of them. It must pass all others. */
const EXPECTED = { found: ['Guests'], skipped: ['Reasoned'] };

const silent = { onLine: () => {} };
const inCi = ![undefined, '', '0', 'false'].includes(process.env.CI);

interface Report {
  readonly results: Record<'passed_checks' | 'failed_checks' | 'skipped_checks', { readonly file_path: string }[]>;
}

async function checkov() {
  if ((await run('python3', ['--version'], silent)).code !== 0) {
    console.log(`checkov: ${inCi ? 'there is no python3' : 'skipped, for there is no python3'}`);
    process.exitCode = inCi ? 1 : 0;
    return;
  }
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-cognito-auth-'));
  try {
    const templates = path.join(temporary, 'templates');
    const examples = path.join(root, 'verify', 'examples');
    for (const example of fs.readdirSync(examples).filter(name => fs.existsSync(path.join(examples, name, 'app.ts')))) {
      await synthesise(path.join(examples, example, 'app.ts'), path.join(templates, example));
    }
    await synthesise(path.join(root, 'verify', 'checkov.ts'), path.join(templates, 'scenarios'));

    console.log(`checkov: installing ${VERSION} …`);
    const environment = path.join(temporary, 'python');
    await must('python3', ['-m', 'venv', environment], silent);
    const install = await run(path.join(environment, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `checkov==${VERSION}`], silent);
    if (install.code !== 0) {
      // a package index that doesn't answer says nothing of the templates; cdk-nag looks for the same (verify/iam-nag.test.ts).
      console.log(`checkov: skipped, for it couldn't be installed\n${install.output}`);
      return;
    }
    const { output } = await run(path.join(environment, 'bin', 'checkov'), [
      '--directory', templates, '--framework', 'cloudformation', '--check', CHECK, '--skip-download', '--compact', '--output', 'json',
    ], silent);
    judge(output, identityPools(templates));
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

async function synthesise(app: string, outdir: string) {
  await must('ts-node', ['--transpile-only', app], { ...silent, env: { CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' } });
}

/** How many there are: each must be judged. */
function identityPools(folder: string): number {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.template.json'));
  return files.flatMap(file => Object.values<{ Type: string }>(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).Resources ?? {}))
    .filter(({ Type }) => Type === 'AWS::Cognito::IdentityPool').length;
}

function judge(output: string, pools: number) {
  const { passed_checks: passed, failed_checks: failed, skipped_checks: skipped } = parse(output).results;
  const stacksOf = (checks: typeof passed) => checks.map(({ file_path: file }) => path.basename(file, '.template.json')).sort();
  const said = { found: stacksOf(failed), skipped: stacksOf(skipped) };
  const problems = [
    ...JSON.stringify(said) === JSON.stringify(EXPECTED) ? [] : [`${CHECK} says ${JSON.stringify(said)}, not ${JSON.stringify(EXPECTED)}`],
    ...passed.length + failed.length + skipped.length === pools ? [] : [`${passed.length + failed.length + skipped.length} of ${pools} identity pools were judged`],
  ];
  problems.forEach(problem => console.error(`checkov: ${problem}`));
  if (problems.length === 0) {
    console.log(`checkov: ${CHECK} passes ${passed.length} identity pools, skips the one that says why it has guests, and finds the one that doesn't`);
  }
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function parse(output: string): Report {
  // where it judged nothing, or came to nothing, it doesn't write one.
  if (!/^\s*\{[^]*"results"/.test(output)) {
    throw new Error(`checkov: this is no report\n${output}`);
  }
  return JSON.parse(output);
}

checkov().catch(fail);
