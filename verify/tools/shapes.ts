import * as fs from 'fs';
import * as path from 'path';

/** What the generated table knows of a property. */
type Node = number | string | [count: number, item: Node] | { [name: string]: Node };

/** A value of one property, on the edge of what the table takes or beyond it. */
export interface Sample {
  readonly type: string;
  /** as CloudFormation's validator writes it, `Schema.0.Name` */
  readonly at: string;
  readonly value: unknown;
  readonly isTaken: boolean;
  /** whether what isn't taken is only unknown */
  readonly isListed: boolean;
}

const SOURCE = fs.readFileSync(path.join(__dirname, '..', '..', 'src', 'rules', 'shapes.generated.ts'), 'utf8');

const CONSTRAINTS = [...SOURCE.matchAll(/^ {2}'(.*)',$/gm)].map(([, text]) => text.replace(/\\(.)/g, '$1'));

const SHAPES = new Map([...SOURCE.matchAll(/^ {2}(\w+): '(.*)',$/gm)].map(([, name, text]) => [name, JSON.parse(text) as Node]));

/** What a text must begin with to be of a form. */
const BEGINNINGS: [part: string, beginning: string][] = [
  [':::', 'arn:aws:s3:::a'], ['arn:', 'arn:aws:iam::123456789012:role/a'], ['{##[', '{##a##}'], ['{####', '{####}'], [']+@[', 'a@a'],
  ['_[0-9', 'us-east-1_a'], [':[0-9a-f-]', 'us-east-1:a'], ['authenticated', 'authenticated'], ['terms', 'terms-of-use'],
];

function textOf(pattern: string, length: number): string {
  const [, beginning = ''] = BEGINNINGS.find(([part]) => pattern.includes(part)) ?? [];
  return beginning + 'a'.repeat(Math.max(0, length - beginning.length));
}

/** One that is taken. */
function valueOf(node: Node): unknown {
  if (typeof node === 'string') {
    return valueOf(SHAPES.get(node)!);
  }
  return typeof node === 'number' ? node < 0 ? 'a' : edges(CONSTRAINTS[node])[0].value : Array.isArray(node) ? [valueOf(node[1])] : {};
}

function edges(constraint: string): { value: unknown; isTaken: boolean }[] {
  if (constraint.startsWith('=')) {
    return [...constraint.slice(1).split('|').map(value => ({ value, isTaken: true })), { value: 'NONE_OF_THEM', isTaken: false }];
  }
  const [, kind, low, high, pattern] = /^(#?)(\d*)-?(\d*) ?(.*)$/s.exec(constraint)!;
  const [min, max] = [low, high].map(text => text === '' ? undefined : Number(text));
  if (kind === '#') {
    const edge = (value: number | undefined, step: number) => (
      value === undefined ? [] : [{ value, isTaken: true }, { value: value + step, isTaken: false }]);
    return min === undefined && max === undefined ? [{ value: 1, isTaken: true }] : [...edge(min, -1), ...edge(max, 1)];
  }
  const fixed = ['authenticated', 'terms'].some(part => pattern.includes(part));
  const shortest = textOf(pattern, Math.max(min ?? 0, pattern.includes('[^_') ? 3 : 1));
  return [
    { value: shortest, isTaken: true },
    ...max === undefined || fixed ? [] : [{ value: textOf(pattern, max), isTaken: true }, { value: textOf(pattern, max + 1), isTaken: false }],
    ...(min ?? 0) > 0 ? [{ value: 'a'.repeat(min! - 1), isTaken: false }] : [],
    ...pattern === '' ? [] : [{ value: `\u0007${shortest}`.slice(0, max), isTaken: /^\.\*|^\[\^/.test(pattern) }],
  ];
}

/** Every edge of the table. */
export function samples(): Sample[] {
  const found: Sample[] = [];
  const visit = (type: string, node: Node, at: string[]) => {
    const add = (value: unknown, isTaken: boolean, isListed = false) => found.push({ type, at: at.join('.'), value, isTaken, isListed });
    if (typeof node === 'string') {
      visit(type, SHAPES.get(node)!, at);
    } else if (typeof node === 'number') {
      edges(CONSTRAINTS[node] ?? '').forEach(({ value, isTaken }) => add(value, isTaken, CONSTRAINTS[node]?.startsWith('=')));
    } else if (Array.isArray(node)) {
      const [, min, max] = /^\*(\d*)-(\d*)$/.exec(CONSTRAINTS[node[0]] ?? '') ?? [];
      // the same thing twice may be refused for another reason.
      const many = (count: number) => Array.from({ length: count }, (_, index) => typeof valueOf(node[1]) === 'object' ? valueOf(node[1]) : `${String(valueOf(node[1]))}${index}`);
      if (max !== undefined && !(CONSTRAINTS[node[1] as number] ?? '').startsWith('=')) {
        add(many(Number(max)), true);
        add(many(Number(max) + 1), false);
        add(many(Number(min)), true);
        if (Number(min) > 0) {
          add(many(Number(min) - 1), false);
        }
      }
      if (node[1] !== -1) {
        visit(type, node[1], [...at, '0']);
      }
    } else {
      Object.entries(node).filter(([name]) => !['#', '+'].includes(name)).forEach(([name, inner]) => (
        visit(type, inner, [...at, name === '*' ? type === 'IdentityPoolRoleAttachment' && at[0] === 'Roles' ? 'authenticated' : 'key' : name])));
    }
  };
  [...SHAPES].filter(([name]) => /^(IdentityPool|UserPool|LogDelivery|ManagedLogin|Terms)/.test(name)).forEach(([name, node]) => visit(name, node, []));
  return found.filter(({ at }) => at !== '');
}

/** The properties of a resource that says nothing but the one. */
export function propertiesOf({ at, value }: Sample): Record<string, unknown> {
  return at.split('.').reduceRight<unknown>((inner, name) => name === '0' ? [inner] : { [name]: inner }, value) as Record<string, unknown>;
}
