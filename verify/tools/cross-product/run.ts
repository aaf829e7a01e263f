import { type ChildProcess, fork } from 'child_process';
import * as os from 'os';
import * as path from 'path';
import { PRODUCTS } from './products';
import { add, emptyTally, type Share, type Tally, type ValidatorResult } from './tally';

/** Combinations that a process is given at once. */
const SHARE = 16 * 192;

/** Combinations after which another process takes over: CDK keeps every token that it ever made. */
const LIFETIME = 20_000;

export interface CrossProductResult {
  /** in the order of `PRODUCTS` */
  readonly products: readonly Tally[];
  readonly validator: ValidatorResult;
  readonly seconds: number;
}

/**
 * Every combination of every product, or a sample of them, judged by as many processes as there are processors, while one more has AWS's validator
 * look at what they accept.
 */
export async function crossProduct(everything: boolean): Promise<CrossProductResult> {
  const began = Date.now();
  const products = PRODUCTS.map(emptyTally);
  const shares = PRODUCTS.flatMap(({ size }, product) => Array.from({ length: Math.ceil(size / SHARE) }, (_, at): Share => {
    return { product, from: at * SHARE, to: Math.min(size, (at + 1) * SHARE), everything };
  }));
  const workers: Worker[] = [];
  const start = (file: string) => workers[workers.push(new Worker(file)) - 1];
  const validator = start('validate-process');

  const lane = async () => {
    let judge = start('judge-process');
    let age = 0;
    for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
      if (age > LIFETIME) {
        await judge.end();
        judge = start('judge-process');
        age = 0;
      }
      age += share.to - share.from;
      const tally = await judge.ask<Tally>(share);
      add(products[share.product], tally);
      validator.tell(tally.distinct);
    }
    await judge.end();
  };
  try {
    await Promise.all(Array.from({ length: os.availableParallelism() }, lane));
    const found = await validator.ask<ValidatorResult>(null);
    return { products, validator: found, seconds: (Date.now() - began) / 1000 };
  } finally {
    workers.forEach(worker => worker.kill()); // where one failed, the others are still at it.
  }
}

/** What AWS's validator finds in these templates. */
export async function validate(templates: readonly string[]): Promise<ValidatorResult> {
  const validator = new Worker('validate-process');
  validator.tell(templates);
  const found = await validator.ask<ValidatorResult>(null);
  await validator.end();
  return found;
}

/** A process of its own. */
class Worker {
  private readonly child: ChildProcess;

  constructor(file: string) {
    this.child = fork(path.join(__dirname, `${file}.ts`), {
      // most of what CDK makes is garbage at once: with room for it, collecting costs a tenth.
      execArgv: ['--require', 'ts-node/register/transpile-only', '--max-semi-space-size=64'],
    });
  }

  tell(message: unknown): void {
    this.child.send(message as object);
  }

  ask<T>(message: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a process of the cross-product ended with ${code}`));
      this.child.once('exit', ended);
      this.child.once('message', answer => {
        this.child.off('exit', ended);
        resolve(answer as T);
      });
      this.tell(message);
    });
  }

  kill(): void {
    this.child.kill();
  }

  end(): Promise<void> {
    return new Promise(resolve => {
      this.child.once('exit', () => resolve());
      this.child.disconnect();
    });
  }
}
