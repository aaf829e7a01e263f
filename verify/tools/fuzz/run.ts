import { type ChildProcess, fork } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { type Api, readApi } from './api';
import { add, emptyTally, type FuzzOrder, type Share, type Tally } from './tally';

/** What a run found. */
export interface FuzzResult extends Tally {
  readonly seed: number;
  readonly seconds: number;
  readonly ruleIds: readonly string[];
  readonly api: Api;
}

export interface FuzzOptions {
  readonly apps: number;
  readonly seed: number;
  readonly processes?: number;
}

/** Apps of a share: what a process answers at once. */
const SHARE = 50;

/** Apps that a process judges before a new one takes its place: the validator's memory only grows. */
const LIFETIME = 1500;

/** Makes apps from consecutive seeds, by as many processes as there are processors, and has each judged. */
export async function fuzz({ apps, seed, processes = os.availableParallelism() }: FuzzOptions): Promise<FuzzResult> {
  const began = Date.now();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-run-'));
  const api = readApi();
  const ruleIds = rulesOfTheDocs();
  const apiFile = path.join(folder, 'api.json');
  fs.writeFileSync(apiFile, JSON.stringify(api));
  const sum = emptyTally();
  const shares = Array.from({ length: Math.ceil(apps / SHARE) }, (_, at): Share =>
    ({ seed, from: at * SHARE, to: Math.min(apps, (at + 1) * SHARE) }));
  const workers: Worker[] = [];
  const lane = async () => {
    for (let share = shares.shift(), age = LIFETIME, worker: Worker | undefined; share !== undefined; share = shares.shift(), age += SHARE) {
      if (age >= LIFETIME) {
        worker?.kill();
        worker = new Worker({ apiFile, rules: ruleIds });
        workers.push(worker);
        age = 0;
      }
      add(sum, await worker!.ask(share));
    }
  };
  try {
    await Promise.all(Array.from({ length: processes }, lane));
    return { ...sum, seed, seconds: (Date.now() - began) / 1000, ruleIds, api };
  } finally {
    workers.forEach(worker => worker.kill());
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The rules that the package says it has. */
export function rulesOfTheDocs(): string[] {
  const page = fs.readFileSync(path.join(__dirname, '..', '..', 'node_modules', 'cdk-cognito-auth', 'docs', 'rules.md'), 'utf8');
  return [...new Set([...page.matchAll(/^\| \[(\w+)\]\(#\w+\) \| (?:error|warning)/gm)].map(([, id]) => id))];
}

class Worker {
  private readonly child: ChildProcess;

  constructor(order: FuzzOrder) {
    this.child = fork(path.join(__dirname, 'fuzz-process.ts'), { execArgv: ['--require', 'ts-node/register/transpile-only', '--max-semi-space-size=64'] });
    this.child.send(order);
  }

  ask(share: Share): Promise<Tally> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a process of the fuzzer ended with ${code}`));
      this.child.once('exit', ended);
      this.child.once('message', answer => {
        this.child.off('exit', ended);
        resolve(answer as Tally);
      });
      this.child.send(share);
    });
  }

  kill(): void {
    this.child.removeAllListeners('exit');
    this.child.kill();
  }
}
