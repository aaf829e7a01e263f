/** What we read of a template. */
export interface GraphTemplate {
  readonly Resources?: Readonly<Record<string, object>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>>;
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Resources of a template that wait for each other in a circle, or none. */
export function cycle({ Resources: resources = {} }: GraphTemplate): string[] {
  const ids = new Set(Object.keys(resources));
  return circle(new Map(Object.entries(resources).map(([id, resource]) => [id, new Set([...references(resource)].filter(other => ids.has(other)))])));
}

/** Stacks that wait for each other's exports in a circle, or none. */
export function stackCycle(templates: Readonly<Record<string, GraphTemplate>>): string[] {
  const exporters = new Map(Object.entries(templates).flatMap(([name, { Outputs: outputs = {} }]) => (
    Object.values(outputs).flatMap(({ Export }) => Export === undefined ? [] : [[JSON.stringify(Export.Name), name] as const]))));
  return circle(new Map(Object.entries(templates).map(([name, template]) => [name, new Set([...imports(template)].map(wanted => {
    const exporter = exporters.get(wanted);
    if (exporter === undefined) {
      throw new Error(`${name} imports ${wanted}, which nobody exports`);
    }
    return exporter;
  }))])));
}

/** Every logical id that a part of a template refers to, or waits for. */
function* references(part: unknown): Generator<string> {
  for (const [name, value] of entries(part)) {
    if (name === 'Ref' || name === 'DependsOn') {
      yield* [value].flat() as string[];
    } else if (name === 'Fn::GetAtt') {
      yield ([value].flat()[0] as string).split('.')[0];
    } else if (name === 'Fn::Sub') {
      yield* [...String([value].flat()[0]).matchAll(/\$\{(\w+)/g)].map(([, id]) => id);
      yield* references(value);
    } else {
      yield* references(value);
    }
  }
}

function* imports(part: unknown): Generator<string> {
  for (const [name, value] of entries(part)) {
    if (name === 'Fn::ImportValue') {
      yield JSON.stringify(value);
    } else {
      yield* imports(value);
    }
  }
}

function entries(part: unknown): [string, unknown][] {
  return typeof part === 'object' && part !== null ? Object.entries(part) : [];
}

/** Takes away whoever waits for nobody until nobody is left, or all that are left wait. */
function circle(graph: Graph): string[] {
  const left = new Map([...graph].map(([id, others]) => [id, new Set(others)]));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    const free = [...left].filter(([, others]) => [...others].every(other => !left.has(other))).map(([id]) => id);
    free.forEach(id => left.delete(id));
  }
  // what is left waits for a circle, or is in it.
  const isIn = (id: string) => {
    const reached = new Set<string>();
    for (const next = [...left.get(id)!]; next.length > 0;) {
      const other = next.pop()!;
      if (left.has(other) && !reached.has(other)) {
        reached.add(other);
        next.push(...left.get(other)!);
      }
    }
    return reached.has(id);
  };
  return [...left.keys()].filter(isIn).sort();
}
