import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';

interface Guide {
  stepsOf(guide: string): { readonly commands: readonly (readonly [state: string, command: string])[]; readonly lock: string };
  recipesOf(guide: string): readonly { readonly title: string; readonly deployed: string; readonly adopted: string }[];
}

const root = path.join(__dirname, '..');
const { stepsOf, recipesOf } = jest.requireActual<Guide>('../test/user-pool/lock/guide');
const guide = fs.readFileSync(path.join(root, 'docs', 'adopt-an-existing-pool.md'), 'utf8');
const { commands, lock } = stepsOf(guide);
const { deployed, adopted } = recipesOf(guide).find(({ title }) => title.startsWith('An L2 e-mail pool'))!;
const moved = adopted.replace(/^UserPoolAdoption\..*$/gm, '');
const STATES: Record<string, string> = { deployed, locked: deployed + lock, moved: moved + lock, adopted: adopted + lock };

const project = fs.mkdtempSync(path.join(os.tmpdir(), 'adoption-'));
const stored = path.join(project, 'deployed.template.json');

beforeAll(() => {
  const modules = path.join(project, 'node_modules');
  fs.mkdirSync(modules);
  ['cdk-cognito-auth', 'aws-cdk-lib', 'constructs'].forEach((name) => fs.symlinkSync(path.join(__dirname, 'node_modules', name), path.join(modules, name)));
  ['aws-cdk', '.bin'].forEach((name) => fs.symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name)));
  fs.writeFileSync(path.join(project, 'cdk.json'), JSON.stringify({ app: 'node app.js', versionReporting: false }));
  spawnSync('git', ['init', '--quiet'], { cwd: project });
});

afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

/** The app, as the guide has it at that point. */
function write(code: string): void {
  fs.writeFileSync(path.join(project, 'app.js'), `
    const { App, SecretValue, Stack } = require('aws-cdk-lib');
    const cognito = require('aws-cdk-lib/aws-cognito');
    const { IdentityPool, UserPoolAuthenticationProvider } = require('aws-cdk-lib/aws-cognito-identitypool');
    const { ${Object.keys(jest.requireActual<object>('cdk-cognito-auth')).join(', ')} } = require('cdk-cognito-auth');
    (function () {
      ${ts.transpile(code, { target: ts.ScriptTarget.ES2022 })}
    }).apply(new Stack(new App(), 'Stack'));
  `);
}

/** Runs a command of the guide. What needs an account is compared with the template that is deployed. */
function run(command: string) {
  const { status, stdout, stderr } = spawnSync(command === 'cdk diff' ? `cdk diff --fail --template ${stored}` : command, {
    cwd: project,
    encoding: 'utf8',
    shell: true,
    env: {
      ...process.env,
      PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
      NO_COLOR: '1',
      CDK_VALIDATION: 'false',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  return { status, output: stdout + stderr };
}

test('the adoption guide, to the letter, with the CDK\'s own command', () => {
  write(deployed);
  expect(run('cdk synth --quiet')).toMatchObject({ status: 0 });
  const synthesized = path.join(project, 'cdk.out', 'Stack.template.json');
  fs.copyFileSync(synthesized, stored);

  for (const [state, command] of commands) {
    write(STATES[state]);
    if (command === 'cdk deploy') {
      fs.copyFileSync(synthesized, stored);
      continue;
    }
    const { status, output } = run(command);
    const isDifferent = command === 'cdk diff' && state === 'adopted';
    expect({ state, command, status, output }).toMatchObject({ state, command, status: state === 'moved' || isDifferent ? 1 : 0 });
    if (state === 'moved') {
      expect(output).toContain('Stack/PoolD3F588B8: the user pool is locked and not in the app any more');
      expect(output).toContain('Stack/Identities1D2FC062: the identity pool is locked and not in the app any more');
    }
    if (isDifferent) {
      const lost = output.split('\n').filter((line) => /AWS::Cognito::/.test(line) && /destroy|replace|orphan/i.test(line));
      expect(output).toContain('[~] AWS::Cognito::UserPool ');
      expect(lost).toEqual([]);
    }
  }
  expect(spawnSync('git', ['ls-files'], { cwd: project, encoding: 'utf8' }).stdout).toBe('user-pool.lock.json\n');
});

test('the control: without the lock the same move loses the pools, and says so only in the difference', () => {
  write(deployed);
  run('cdk synth --quiet');
  fs.copyFileSync(path.join(project, 'cdk.out', 'Stack.template.json'), stored);
  write(moved);
  const { output } = run('cdk diff');
  expect(output).toMatch(/\[-\] AWS::Cognito::UserPool .*PoolD3F588B8 orphan/);
  expect(output).toMatch(/\[-\] AWS::Cognito::IdentityPool .*Identities1D2FC062 destroy/);
});
