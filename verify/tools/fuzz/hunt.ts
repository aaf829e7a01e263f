import * as fc from 'fast-check';
import type { Api } from './api';
import type { Judge } from './judge';
import { meets } from './meets';
import { print, type Program } from './program';
import { emptyTally, type Share, type Tally } from './tally';

/** Enough to make a program small, and never minutes. */
const SHRINKING_MS = 15_000;

/** Makes apps and has them judged. The first app with a fault is made as small as can be while its fault stays the same. */
export class Hunt {
  private readonly seen = new Set<string>();

  constructor(private readonly api: Api, private readonly programs: fc.Arbitrary<Program>, private readonly judge: Judge) {}

  share({ from, to, seed }: Share): Tally {
    const sum = emptyTally();
    const met = new Set<string>();
    for (let index = from; index < to; index++) {
      this.one(seed + index, sum, met);
    }
    return { ...sum, met: [...met] };
  }

  private one(seed: number, sum: Tally, met: Set<string>): void {
    let fault: string | undefined;
    let until = Infinity;
    const property = fc.property(this.programs, program => {
      if (fault === undefined) {
        fault = this.first(program, seed, sum, met);
        until = Date.now() + SHRINKING_MS;
        return fault === undefined;
      }
      if (Date.now() > until) {
        return true;
      }
      const { failure, detail = '' } = this.judge.judge(program);
      if (failure === fault) {
        sum.failures[fault] = { ...sum.failures[fault], program: print(program), detail };
      }
      return failure !== fault;
    });
    fc.check(property, { seed, numRuns: 1, unbiased: true });
  }

  /** Answers the fault of an app, where it is the first of its kind. */
  private first(program: Program, seed: number, sum: Tally, met: Set<string>): string | undefined {
    const { end, failure, detail = '', rules, skipped, foreign, unrelated } = this.judge.judge(program);
    sum.apps += 1;
    sum.skipped += skipped;
    sum.foreign += foreign;
    sum.unrelated += unrelated ? 1 : 0;
    sum[end] += 1;
    rules.forEach(id => sum.rules[id] = (sum.rules[id] ?? 0) + 1);
    meets(this.api, program).forEach(name => met.add(name));
    if (failure === undefined) {
      return undefined;
    }
    const known = sum.failures[failure] ?? { seed, program: print(program), detail, count: 0 };
    sum.failures[failure] = { ...known, count: known.count + 1 };
    if (this.seen.has(failure)) {
      return undefined;
    }
    this.seen.add(failure);
    return failure;
  }
}
