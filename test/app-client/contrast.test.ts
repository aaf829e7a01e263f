import { contrastRatio } from '../../src/app-client/contrast';

// the examples of https://webaim.org/resources/contrastchecker and of WCAG itself.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#000000', 21],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#FFFFFF', 4.54],
  ['#0000ff', '#ffffff', 8.59],
  ['#ff0000', '#ffffff', 4.0],
  ['#123456', '#123456', 1],
])('%s on %s has a contrast of %d to 1', (one, other, ratio) => {
  expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2);
});
