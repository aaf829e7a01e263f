import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Duration, Fn, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AuthenticatedUserPool } from 'cdk-cognito-auth';
import * as fc from 'fast-check';
import { CloudFormationValidator } from './tools/cloudformation-validator';
import { readApi } from './tools/fuzz/api';
import { filesFor } from './tools/fuzz/files';
import { Generator } from './tools/fuzz/generate';
import { Hunt } from './tools/fuzz/hunt';
import { Judge, type Verdict } from './tools/fuzz/judge';
import { print, type Program, type Statement } from './tools/fuzz/program';
import { report, unmet } from './tools/fuzz/report';
import { fuzz, type FuzzResult, rulesOfTheDocs } from './tools/fuzz/run';
import type { World } from './tools/fuzz/world';

const SEED = 1;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-test-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a thousand apps', () => {
  let result: FuzzResult;

  beforeAll(async () => {
    result = await fuzz({ apps: 1000, seed: SEED });
    process.stdout.write(`${report(result).text}\n`);
  }, 600_000);

  test('end in an error of ours with a path, or in templates that AWS\'s validator and the checker accept', () => {
    expect(Object.keys(result.failures)).toEqual([]);
    expect(result.apps).toBe(1000);
  });

  test('are neither all good nor all bad', () => {
    expect(result.accepted).toBeGreaterThan(100);
    expect(result.refused).toBeGreaterThan(100);
  });

  test('use every public member but some values of enums, and what they can\'t use has a reason', () => {
    const isValue = (name: string) => /\.[A-Z][A-Z_0-9]*$/.test(name);
    expect(unmet(result).filter(name => !isValue(name))).toEqual([]);
    expect(unmet(result).length).toBeLessThan(12);
  });

  test('meet most rules', () => {
    expect(Object.keys(result.rules).length).toBeGreaterThan(0.7 * result.ruleIds.length);
  });
});

const NEW_POOL: Statement = { kind: 'new', type: 'cdk-cognito-auth.AuthenticatedUserPool', stack: 0, props: {} };
const ADD_GROUP: Statement = { kind: 'call', type: 'cdk-cognito-auth.AuthenticatedUserPool', at: 0, method: 'addGroup', stack: 0, args: ['admins'] };

function program(...statements: Statement[]): Program {
  return { stacks: [{ environment: 'eu-central-1' }], statements, checked: false, updateLock: false };
}

function judge(app: Program, spoil?: (world: World) => void): Verdict {
  return new Judge({ outdir: path.join(folder, 'out'), files: filesFor(folder) }, new CloudFormationValidator(), spoil).judge(app);
}

describe('the judge', () => {
  const pool = (world: World) => world.all<AuthenticatedUserPool>('AuthenticatedUserPool')[0];
  const cfn = (world: World) => pool(world).userPool.node.defaultChild as cognito.CfnUserPool;

  afterEach(() => jest.restoreAllMocks());

  test('accepts a pool with a group', () => {
    expect(judge(program(NEW_POOL, ADD_GROUP))).toMatchObject({ end: 'accepted', failure: undefined, skipped: 0 });
  });

  test('takes an error of ours, and goes on without its line', () => {
    const props: Statement = { ...NEW_POOL, props: { passwordPolicy: { $call: 'cdk-cognito-auth.PasswordRules.standard', args: [{ history: 99 }] } } } as Statement;
    expect(judge(program(props, ADD_GROUP))).toMatchObject({ end: 'refused', skipped: 1, foreign: 0 });
  });

  test('takes what a rule refuses', () => {
    const override: Statement = { kind: 'override', type: 'AWS::Cognito::UserPool', at: 0, path: 'MfaConfiguration', stack: 0, value: 'OFF', late: true };
    expect(judge(program(NEW_POOL, override))).toMatchObject({ end: 'refused', skipped: 0, rules: ['mfaOffWithFactor'] });
  });

  test('leaves plain lines to CDK', () => {
    const plain: Statement = {
      kind: 'new',
      type: 'aws-cdk-lib.aws_cognito.UserPoolClient',
      stack: 0,
      props: { userPool: { $make: 'aws-cdk-lib.aws_cognito.IUserPool', way: 'our pool', at: 0 }, authSessionValidity: { $make: 'aws-cdk-lib.Duration', way: 'an hour', at: 0 } },
    };
    expect(judge(program(NEW_POOL, plain))).toMatchObject({ end: 'accepted', foreign: 1 });
  });

  test.each<[string, string | RegExp, () => unknown]>([
    ['crashes', /^a crash: TypeError: /, () => (undefined as unknown as { node: string }).node],
    ['lets an error of CDK through', /^an error of CDK: UnscopedValidationError: /, () => Duration.seconds(7).toMinutes()],
    ['throws without a path', 'an error without a path: wrong', () => {
      throw new Error('wrong');
    }],
    ['shows a token', /^\$\{Token\[ in a message: /, () => {
      throw new Error(`[Stack0/AuthenticatedUserPool0] "name" is ${Fn.ref('Name')}`);
    }],
    ['shows what is undefined', /^undefined in a message: /, () => {
      throw new Error('[Stack0/AuthenticatedUserPool0] "name" is undefined');
    }],
    ['throws no error', 'something is thrown that is no error', () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the point.
      throw 'text';
    }],
  ])('fails a library that %s', (_, failure, implementation) => {
    jest.spyOn(AuthenticatedUserPool.prototype, 'addGroup').mockImplementation(implementation as never);
    const verdict = judge(program(NEW_POOL, ADD_GROUP));
    expect(verdict.end).toBe('failed');
    expect(verdict.failure).toEqual(typeof failure === 'string' ? failure : expect.stringMatching(failure));
  });

  let runs = 0;
  test.each<[string, string | RegExp, (world: World) => void]>([
    ['what AWS\'s validator refuses', /^AWS's validator: AWS::Cognito::UserPool .*Colour/, world => cfn(world).addPropertyOverride('Colour', 'blue')],
    ['what the checker refuses', 'the checker: no-password', world => {
      cfn(world).addPropertyOverride('Policies.SignInPolicy.AllowedFirstAuthFactors', ['EMAIL_OTP']);
      Validations.of(pool(world)).acknowledge({ id: 'cdk-cognito-auth:firstFactorPasswordMissing', reason: 'the rule is gone' });
    }],
    ['another template each time', 'another run makes another template', world => cfn(world).addPropertyOverride('UserPoolName', `Run${runs++}`)],
    ['a finding without a rule', /^an error without a rule: /, world => world.app.node.addValidation({ validate: () => ['something is wrong'] })],
    ['a token in a finding', /^\$\{Token\[ in a message: /, world => pool(world).node.addValidation({ validate: () => [`"name" is ${Fn.ref('Name')}`] })],
  ])('fails a library that makes %s', (_, failure, spoil) => {
    const verdict = judge(program(NEW_POOL, ADD_GROUP), spoil);
    expect(verdict.end).toBe('failed');
    expect(verdict.failure).toEqual(typeof failure === 'string' ? failure : expect.stringMatching(failure));
  });
});

describe('the hunt', () => {
  const api = readApi();
  const programs = new Generator(api, rulesOfTheDocs()).programs();
  const folders = { outdir: path.join(folder, 'hunt'), files: filesFor(folder) };

  afterEach(() => jest.restoreAllMocks());

  test('makes the same app of a seed', () => {
    const [one, other] = [7, 7].map(seed => fc.sample(programs, { seed, numRuns: 3 }).map(print));
    expect(one).toEqual(other);
    expect(new Set(one).size).toBe(3);
  });

  test('finds a fault in some apps, and makes the first as small as can be', () => {
    jest.spyOn(AuthenticatedUserPool.prototype, 'addMobileClient').mockImplementation(() => (undefined as unknown as { node: never }).node);
    const { failures, failed, apps } = new Hunt(api, programs, new Judge(folders)).share({ from: 0, to: 150, seed: SEED });
    const [[failure, { count, seed, program: smallest }]] = Object.entries(failures).filter(([kind]) => kind.startsWith('a crash'));
    expect(failure).toMatch(/^a crash: TypeError: Cannot read properties of undefined/);
    expect(apps).toBe(150);
    expect(failed).toBeGreaterThanOrEqual(count);
    expect(seed).toBeGreaterThanOrEqual(SEED);
    const lines = smallest.split('\n').filter(line => /^\d+ /.test(line));
    expect(lines.at(-1)).toMatch(/^\d {2}AuthenticatedUserPool\[0\]\.addMobileClient\('\$id'/);
    expect(lines.length).toBeLessThanOrEqual(2); // most have ten.
  }, 120_000);
});
