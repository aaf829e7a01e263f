/** A circle, and from where it was reached. */
export interface Reached<N> {
  readonly root: N;
  readonly nodes: readonly N[];
}

/**
 * The circles that are reached from some nodes, each node in one of them at most, and each the shortest through where it was met.
 *
 * @param next asked once or twice for each node that is reached
 */
export function circlesFrom<N>(roots: Iterable<N>, next: (node: N) => Iterable<N>): Reached<N>[] {
  const circles: Reached<N>[] = [];
  const told = new Set<N>();
  const seen = new Map<N, 'open' | 'done'>();
  const way: { readonly node: N; readonly rest: Iterator<N> }[] = [];
  const enter = (node: N): void => {
    if (!seen.has(node)) {
      seen.set(node, 'open');
      way.push({ node, rest: next(node)[Symbol.iterator]() });
    }
  };
  for (const root of roots) {
    enter(root);
    while (way.length > 0) {
      const { node, rest } = way.at(-1)!;
      const { value, done } = rest.next() as { readonly value: N; readonly done?: boolean };
      if (done === true) {
        seen.set(node, 'done');
        way.pop();
      } else if (seen.get(value) === 'open' && !told.has(node) && !told.has(value)) {
        const nodes = shortest(value, next);
        circles.push({ root, nodes });
        nodes.forEach((one) => told.add(one));
      } else {
        enter(value);
      }
    }
  }
  return circles;
}

/** The shortest way from a node back to it. There is one. */
function shortest<N>(start: N, next: (node: N) => Iterable<N>): N[] {
  const from = new Map<N, N>();
  const queue = [start];
  for (const node of queue) {
    for (const one of next(node)) {
      if (one === start) {
        const back = [node];
        while (back[0] !== start) {
          back.unshift(from.get(back[0]!)!);
        }
        return back;
      }
      if (!from.has(one)) {
        from.set(one, node);
        queue.push(one);
      }
    }
  }
  return [start];
}
