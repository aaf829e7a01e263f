/**
 * One of the ways in which conditions and parameters may turn out at the deployment.
 *
 * Whoever reads the template asks it for what is chosen, and thereby tells which choices there are.
 */
export class World {
  constructor(private readonly chosen: ReadonlyMap<string, unknown>, private readonly asked: Map<string, unknown[]>) {}

  /** What is chosen for something, of the options that are known so far. */
  choose(key: string, options: readonly unknown[]): unknown {
    const known = this.asked.get(key) ?? [];
    known.push(...options.filter((option) => !known.includes(option)));
    this.asked.set(key, known);
    return this.chosen.has(key) ? this.chosen.get(key) : known[0];
  }
}

/**
 * How many worlds there are beside the first, at most: enough for 31 choices of two options. Each world costs another view, so a template with more choices
 * is judged in part: no rule sees what only later options bring.
 */
const MOST = 64;

/**
 * The worlds to judge a template in beside the first: as many as it has choices that readers asked for, so that any two options of different choices
 * that have two each meet in one of them.
 */
export function* otherWorlds(asked: Map<string, unknown[]>): Generator<World> {
  const seen = new Set<string>();
  for (const others of [0, -1]) {
    for (const [key, options] of asked) {
      for (const option of options) {
        const chosen = new Map([...asked].map(([other, known]) => [other, other === key ? option : known.at(others)]));
        const name = JSON.stringify([...chosen].map(([other, value]) => [other, value ?? null]));
        const isFirst = [...chosen].every(([other, value]) => value === asked.get(other)?.[0]);
        if (!isFirst && !seen.has(name) && seen.size < MOST) {
          seen.add(name);
          yield new World(chosen, asked);
        }
      }
    }
  }
}
