/** What a process needs to begin. */
export interface FuzzOrder {
  /** the public API, as JSON */
  readonly apiFile: string;
  readonly rules: readonly string[];
}

/** A part of a run. */
export interface Share {
  readonly from: number;
  readonly to: number;
  /** the seed of the app with the index 0 */
  readonly seed: number;
}

/** What came of some apps. */
export interface Tally {
  apps: number;
  accepted: number;
  refused: number;
  failed: number;
  /** lines that ended in an error of ours, and were left out then */
  skipped: number;
  /** lines of plain CDK code that CDK refused */
  foreign: number;
  /** of how many apps each rule spoke */
  /** apps of which CDK said that their stacks can't refer to each other */
  unrelated: number;
  readonly rules: Record<string, number>;
  /** public members that were used */
  met: readonly string[];
  readonly failures: Record<string, Found>;
}

/** A fault: how often it was found, and an app that has it. */
export interface Found {
  readonly count: number;
  readonly seed: number;
  readonly program: string;
  readonly detail: string;
}

export function emptyTally(): Tally {
  return { apps: 0, accepted: 0, refused: 0, failed: 0, skipped: 0, foreign: 0, unrelated: 0, rules: {}, met: [], failures: {} };
}

export function add(sum: Tally, other: Tally): void {
  for (const name of ['apps', 'accepted', 'refused', 'failed', 'skipped', 'foreign', 'unrelated'] as const) {
    sum[name] += other[name];
  }
  Object.entries(other.rules).forEach(([id, count]) => sum.rules[id] = (sum.rules[id] ?? 0) + count);
  sum.met = [...new Set([...sum.met, ...other.met])];
  for (const [kind, found] of Object.entries(other.failures)) {
    const known = sum.failures[kind];
    const shorter = known !== undefined && known.program.length <= found.program.length ? known : found;
    sum.failures[kind] = { ...shorter, count: found.count + (known?.count ?? 0) };
  }
}
