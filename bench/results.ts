import type { Sample, Written } from './measure';

/** Contestants that are compared with each other. */
export interface Row {
  readonly title: string;
  /** Their files in stacks/ by the name that the tables show; ours is the first. */
  readonly contestants: Readonly<Record<string, string>>;
}

/** A contestant with a number of stacks. */
export interface Run {
  readonly file: string;
  readonly stacks: number;
}

/** What a sample says about one thing. */
export type Measure = (sample: Sample, stacks: number) => number;

/** How much more of something one run takes than another. */
export interface Comparison {
  readonly one: Run;
  readonly other: Run;
  readonly of: Measure;
}

/** What ratios should be at most, and what `--check` lets pass. */
export interface Goal {
  readonly title: string;
  readonly goal: number;
  readonly limit: number;
  readonly comparisons: readonly Comparison[];
}

/** All samples, by run and round. */
export class Results {
  private readonly samples = new Map<string, Map<number, Sample>>();
  private readonly written = new Map<string, Omit<Written, 'templates'>>();

  add(run: Run, round: number, sample: Sample, written: Written): void {
    const samples = this.samples.get(key(run)) ?? new Map<number, Sample>();
    this.samples.set(key(run), samples.set(round, sample));
    this.written.set(key(run), { resources: written.resources, templateBytes: written.templateBytes });
  }

  samplesOf(run: Run): Sample[] {
    return [...this.samples.get(key(run))!.values()];
  }

  writtenBy(run: Run): Omit<Written, 'templates'> {
    return this.written.get(key(run))!;
  }

  median(run: Run, of: Measure): number {
    return median(this.samplesOf(run).map(sample => of(sample, run.stacks)));
  }

  /** The median over the rounds: both runs of a round saw the same machine. */
  ratio({ one, other, of }: Comparison): number {
    const others = this.samples.get(key(other))!;
    const pairs = [...this.samples.get(key(one))!].filter(([round]) => others.has(round));
    return median(pairs.map(([round, sample]) => of(sample, one.stacks) / of(others.get(round)!, other.stacks)));
  }

  /** As `ratio()`, or that of the fastest rounds if it is smaller: noise only ever adds. */
  leastRatio(comparison: Comparison): number {
    const { one, other, of } = comparison;
    const fastest = (run: Run) => Math.min(...this.samplesOf(run).map(sample => of(sample, run.stacks)));
    return Math.min(this.ratio(comparison), fastest(one) / fastest(other));
  }
}

function key(run: Run): string {
  return `${run.file} × ${run.stacks}`;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}
