import { PRODUCTS } from './products';
import type { CrossProductResult } from './run';

/** The counts, for readers. */
export function table({ products, validator, seconds }: CrossProductResult): string {
  const sum = (what: 'combinations' | 'accepted') => products.reduce((total, product) => total + product[what], 0);
  const [combinations, accepted] = [sum('combinations'), sum('accepted')];
  return [
    `${number(combinations)} combinations in ${seconds.toFixed(0)} s: ${number(accepted)} accepted, ${number(combinations - accepted)} refused`,
    `AWS's validator saw ${number(validator.templates)} distinct templates of accepted ones`,
    ...products.flatMap((product, at) => [
      `${PRODUCTS[at].name}: ${number(product.combinations)}, of which ${number(product.accepted)} accepted, ${number(product.warned)} of them with a warning`,
      ...Object.entries(product.rules).sort(([, one], [, other]) => other - one).map(([rule, count]) => `${number(count).padStart(9)} ${rule}`),
      ...Object.entries(product.disagreements).map(([text, { count, example }]) => `  ✘ ${number(count)} × ${text}, e.g. ${example}`),
    ]),
    '',
  ].join('\n');
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
