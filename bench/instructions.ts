import { spawnSync } from 'child_process';
import { keyOf, runsOf, type Pair, type Run } from './results';

/** Beyond this size valgrind takes minutes for a process. */
const MAX_SIZE = 10;

/** How many instructions a process takes. A run of nothing but Node.js has no file. */
export type Counter = (run: Partial<Run>) => number;

/** Whether instructions can be counted here. */
export function hasValgrind(): boolean {
  return spawnSync('valgrind', ['--version']).status === 0;
}

/** Instructions by valgrind: within 0.3 % the same each time, whatever else the machine does. */
export class Instructions {
  private readonly counts = new Map<string, number>();
  private readonly start: number;

  constructor(pairs: readonly Pair[], count: Counter, onCount: (run: Run) => void = () => {}) {
    this.start = count({});
    const counted = pairs.filter(isCounted);
    const imports = runsOf(counted.filter(({ of }) => of.instructions === 'without import')).map(({ file }): Run => ({ file, size: 0 }));
    const runs = new Map([...imports, ...runsOf(counted)].map(run => [keyOf(run), run]));
    for (const [key, run] of runs) {
      onCount(run);
      this.counts.set(key, count(run));
    }
  }

  /** Undefined where they weren't counted. */
  ratio(pair: Pair): number | undefined {
    const own = (run: Run) => this.counts.get(keyOf(run))! - (pair.of.instructions === 'with import' ? this.start : this.counts.get(keyOf({ ...run, size: 0 }))!);
    return isCounted(pair) ? own(pair.one) / own(pair.other) : undefined;
  }
}

function isCounted({ one, other, of }: Pair): boolean {
  return of.instructions !== undefined && Math.max(one.size, other.size) <= MAX_SIZE;
}
