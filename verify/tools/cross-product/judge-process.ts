/**
 * A process that judges combinations: its messages are shares of products, its answers tallies.
 */
import { canonical, judge } from './judge';
import { PRODUCTS } from './products';
import { emptyTally, increase, note, type Share, type Tally } from './tally';

/** Pools of one stack: more only cost memory. Combinations that differ in nothing but who sends, and in the plan, come in sixty-fours. */
const STACK_SIZE = 192;

function tally({ product, from, to, everything }: Share): Tally {
  const sum = emptyTally();
  const distinct = new Set<string>();
  const indexes = Array.from({ length: to - from }, (_, at) => from + at).filter(index => everything || PRODUCTS[product].isSample(index));
  for (let start = 0; start < indexes.length; start += STACK_SIZE) {
    const some = indexes.slice(start, start + STACK_SIZE);
    for (const { index, twins, findings, objections, disagreements, resources } of judge(PRODUCTS[product], some, { once: true })) {
      const size = 1 + twins.length;
      const refused = findings.some(({ severity }) => severity === 'error');
      sum.combinations += size;
      sum.accepted += refused ? 0 : size;
      sum.warned += !refused && findings.length > 0 ? size : 0;
      increase(sum.rules, new Set(findings.map(({ severity, id }) => `${severity} ${id}`)), size);
      increase(sum.families, new Set(objections.map(({ family }) => family)), size);
      disagreements.forEach(text => note(sum.disagreements, text, () => PRODUCTS[product].text(index), size));
      if (!refused) {
        distinct.add(canonical(resources, index));
      }
    }
  }
  return { ...sum, distinct: [...distinct] };
}

process.on('disconnect', () => process.exit());
process.on('message', (share: Share) => process.send!(tally(share)));

// a stack trace for each token is what CDK would spend a third of its time with, and the real environment is slow to ask.
Error.stackTraceLimit = 0;
process.env = { ...process.env };
