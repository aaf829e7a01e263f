import { otherWorlds, World } from '../../src/template/world';

/** What a reader is told in each world. */
function told(read: (world: World) => unknown): unknown[] {
  const asked = new Map<string, unknown[]>();
  const seen = [read(new World(new Map(), asked))];
  for (const world of otherWorlds(asked)) {
    seen.push(read(world));
  }
  return seen;
}

/** Each read once, as a text. */
function distinct(seen: unknown[]): string[] {
  return [...new Set(seen.map((one) => JSON.stringify(one)))].sort();
}

test('without a choice there is one world', () => {
  expect(told(() => 'same')).toEqual(['same']);
});

test('the first world takes the first option, each other one another', () => {
  expect(told((world) => world.choose('a', [1, 2, 3]))).toEqual([1, 2, 3]);
});

test('one choice is the same for all who ask in a world', () => {
  expect(told((world) => [world.choose('a', [1, 2]), world.choose('a', [1, 2])])).toEqual([[1, 1], [2, 2]]);
});

test('options that are asked for later count', () => {
  expect(told((world) => [world.choose('a', ['default']), world.choose('a', ['default', 'compared', undefined])]))
    .toEqual([['default', 'default'], ['compared', 'compared'], [undefined, undefined]]);
});

test('any two options of two choices meet', () => {
  const seen = told((world) => ['a', 'b', 'c'].map((key) => world.choose(key, [true, false])));
  for (const [one, other] of [[0, 1], [0, 2], [1, 2]] as const) {
    expect(distinct((seen as boolean[][]).map((choices) => [choices[one], choices[other]]))).toHaveLength(4);
  }
});

test('choices that only another choice brings are seen', () => {
  const seen = told((world) => world.choose('a', [1, 2]) === 1 ? 'a1' : world.choose('b', [1, 2]) === 1 ? 'b1' : `c${String(world.choose('c', [1, 2]))}`);
  expect(distinct(seen)).toEqual(['"a1"', '"b1"', '"c1"', '"c2"']);
});

test.each([[2, 4], [31, 64], [32, 65], [200, 65]])('of %d choices of two options %d worlds are seen', (choices, count) => {
  expect(told((world) => Array.from({ length: choices }, (_, index) => world.choose(String(index), [true, false])))).toHaveLength(count);
});
