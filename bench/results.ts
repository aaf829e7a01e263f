import type { Sample, Written } from './measure';

/** Contestants that define the same, and how they are compared. */
export interface Row {
  /** For the command line. */
  readonly name: string;
  readonly title: string;
  /** How the report calls a size: a number of stacks, or how many times as large the only stack is. */
  readonly sizeOf: (size: number) => string;
  /** Their files in stacks/ by the name that the report shows; the first is what the others are held against. */
  readonly contestants: Readonly<Record<string, string>>;
  /** Whether they must all define the same template, logical ids aside. */
  readonly sameTemplate?: boolean;
  /** Those that must have the same logical ids as well: the same construct tree. */
  readonly sameLogicalIds?: readonly string[];
  readonly comparisons: readonly Comparison[];
}

/** Two contestants at some sizes, or one contestant at two sizes. */
export interface Comparison {
  readonly one: string;
  /** @default - the same: `otherSize` differs */
  readonly other?: string;
  readonly sizes: readonly number[];
  /** @default - the same size */
  readonly otherSize?: number;
  readonly of: Quantity;
  /** What the ratio should be at most. */
  readonly goal?: number;
  /** What `--check` lets pass. */
  readonly limit?: number;
}

/** What is compared. */
export interface Quantity {
  readonly title: string;
  readonly of: Measure;
  /** Which instructions tell the same. @default - none do */
  readonly instructions?: 'with import' | 'without import';
}

/** What a sample says about one thing. */
export type Measure = (sample: Sample, size: number) => number;

/** A contestant at a size. */
export interface Run {
  readonly file: string;
  readonly size: number;
}

/** A comparison at one size. */
export interface Pair {
  readonly title: string;
  readonly size: string;
  readonly one: Run;
  readonly other: Run;
  readonly of: Quantity;
  readonly goal?: number;
  readonly limit?: number;
}

/** A row's comparisons, size by size. */
export function pairsOf({ contestants, comparisons, sizeOf }: Row): Pair[] {
  return comparisons.flatMap(({ one, other = one, sizes, otherSize, of, goal, limit }) => sizes.map((size): Pair => ({
    title: `${one} ÷ ${other === one ? 'itself' : other}, ${of.title}`,
    size: otherSize === undefined ? sizeOf(size) : `${sizeOf(size)} ÷ ${sizeOf(otherSize)}`,
    one: { file: contestants[one], size },
    other: { file: contestants[other], size: otherSize ?? size },
    of,
    goal,
    limit,
  })));
}

/** What has to be measured for some pairs, each run once: by size, and in the order of the pairs. */
export function runsOf(pairs: readonly Pair[]): Run[] {
  const runs = new Map(pairs.flatMap(({ one, other }) => [one, other]).map(run => [keyOf(run), run]));
  return [...runs.values()].sort((a, b) => a.size - b.size);
}

/** A run as the key of a map. */
export function keyOf(run: Run): string {
  return `${run.file} × ${run.size}`;
}

/** All samples, by run and round. */
export class Results {
  private readonly samples = new Map<string, Map<number, Sample>>();
  private readonly written = new Map<string, Omit<Written, 'templates'>>();

  add(run: Run, round: number, sample: Sample, written: Omit<Written, 'templates'>): void {
    const samples = this.samples.get(keyOf(run)) ?? new Map<number, Sample>();
    this.samples.set(keyOf(run), samples.set(round, sample));
    this.written.set(keyOf(run), { resources: written.resources, templateBytes: written.templateBytes });
  }

  samplesOf(run: Run): Sample[] {
    return [...this.samples.get(keyOf(run))!.values()];
  }

  writtenBy(run: Run): Omit<Written, 'templates'> {
    return this.written.get(keyOf(run))!;
  }

  median(run: Run, of: Measure): number {
    return median(this.samplesOf(run).map(sample => of(sample, run.size)));
  }

  /** The median over the rounds: both runs of a round saw the same machine. */
  ratio({ one, other }: Pick<Pair, 'one' | 'other'>, of: Measure): number {
    const others = this.samples.get(keyOf(other))!;
    const rounds = [...this.samples.get(keyOf(one))!].filter(([round]) => others.has(round));
    return median(rounds.map(([round, sample]) => of(sample, one.size) / of(others.get(round)!, other.size)));
  }

  /** As `ratio()`, or that of the fastest rounds if it is smaller: noise only ever adds. */
  leastRatio({ one, other }: Pick<Pair, 'one' | 'other'>, of: Measure): number {
    const fastest = (run: Run) => Math.min(...this.samplesOf(run).map(sample => of(sample, run.size)));
    return Math.min(this.ratio({ one, other }, of), fastest(one) / fastest(other));
  }

  /** Whether `--check` fails over a pair. */
  isOverLimit(pair: Pair): boolean {
    return pair.limit !== undefined && this.leastRatio(pair, pair.of.of) > pair.limit;
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}
