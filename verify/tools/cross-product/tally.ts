/** What each combination is called in its stack, with its index. */
export const NAME = 'Combination';

/** A part of a product. */
export interface Share {
  readonly product: number;
  readonly from: number;
  readonly to: number;
  /** not just the sample */
  readonly everything: boolean;
}

/** What came of some combinations. */
export interface Tally {
  combinations: number;
  accepted: number;
  /** accepted with a warning */
  warned: number;
  /** of how many combinations each rule speaks, and each family of objections */
  readonly rules: Record<string, number>;
  readonly families: Record<string, number>;
  readonly disagreements: Disagreements;
  /** the distinct templates of accepted combinations */
  distinct: readonly string[];
}

/** What shouldn't be, by what it is: how often it was found, and where first. */
export type Disagreements = Record<string, { readonly count: number; readonly example: string }>;

/** What AWS's validator found, and how many distinct templates it saw. */
export interface ValidatorResult {
  readonly findings: Disagreements;
  readonly templates: number;
}

export function emptyTally(): Tally {
  return { combinations: 0, accepted: 0, warned: 0, rules: {}, families: {}, disagreements: {}, distinct: [] };
}

export function note(all: Disagreements, text: string, example: () => string, count = 1): void {
  all[text] = { count: (all[text]?.count ?? 0) + count, example: all[text]?.example ?? example() };
}

export function increase(counts: Record<string, number>, names: Iterable<string>, by = 1): void {
  for (const name of names) {
    counts[name] = (counts[name] ?? 0) + by;
  }
}

/** Adds all but the templates. */
export function add(sum: Tally, { combinations, accepted, warned, rules, families, disagreements }: Tally): void {
  sum.combinations += combinations;
  sum.accepted += accepted;
  sum.warned += warned;
  Object.entries(rules).forEach(([id, count]) => increase(sum.rules, [id], count));
  Object.entries(families).forEach(([family, count]) => increase(sum.families, [family], count));
  Object.entries(disagreements).forEach(([text, { count, example }]) => note(sum.disagreements, text, () => example, count));
}
