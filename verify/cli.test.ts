import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { plainApp, quickStart } from './tools/quick-start';

const root = path.join(__dirname, '..');
// a project as the README describes it: the example, and beside it what npm would install.
const project = fs.mkdtempSync(path.join(os.tmpdir(), 'quick-start-'));

function cdk(...args: string[]) {
  return spawnSync('npx', ['cdk', '--no-notices', ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
  });
}

function template(folder: string) {
  const { Resources: resources, Outputs: outputs } = JSON.parse(fs.readFileSync(path.join(folder, 'QuickStart.template.json'), 'utf8'));
  for (const [logicalId, resource] of Object.entries<{ Type: string; Metadata?: unknown }>(resources)) {
    delete resource.Metadata; // only the CLI asks for paths.
    if (resource.Type === 'AWS::CDK::Metadata') {
      delete resources[logicalId];
    }
  }
  return { resources, outputs };
}

beforeAll(() => {
  const modules = path.join(project, 'node_modules');
  fs.cpSync(path.join(__dirname, 'examples', 'quick-start'), project, { recursive: true });
  fs.mkdirSync(path.join(modules, '@types'), { recursive: true });
  for (const name of ['cdk-cognito-auth', 'aws-cdk-lib', 'constructs']) {
    fs.symlinkSync(path.join(__dirname, 'node_modules', name), path.join(modules, name));
  }
  for (const name of ['aws-cdk', 'ts-node', 'typescript', '@types/node', '.bin']) {
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
});

afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

test('cdk ls lists the stack', () => {
  const { status, stdout } = cdk('ls');
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'QuickStart\n' });
});

test('cdk synth writes the template that all other tests look at', () => {
  const { status, stderr } = cdk('synth', '--quiet');
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const app = plainApp();
  quickStart(app);
  expect(template(path.join(project, 'cdk.out'))).toEqual(template(app.synth().directory));
});

test('cdk synth fails where a rule does', () => {
  const file = path.join(project, 'quick-start-stack.ts');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('https://app.example.com/callback', 'http://app.example.com/callback'));
  const { status, stderr } = cdk('synth', '--quiet');
  expect(status).toBe(1);
  expect(stderr).toContain('rule clientCallbackUrl');
});
