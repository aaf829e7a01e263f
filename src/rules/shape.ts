import { rulesOf, said, type Rule } from './rule';
import { CONSTRAINTS, SHAPES } from './shapes.generated';
import { nearest } from '../private/nearest';
import { once } from '../private/once';
import { IdentityPool } from '../template/identity-pool';
import type { Resource } from '../template/resource';
import { UserPool } from '../template/user-pool';
import { characters, isIntrinsic, isLiteral, isObject, own, Text, type Properties } from '../template/value';

/** What the model knows and what it can't, for the page of the rules. */
export const BOUNDS_KNOW = 'Bounds: lengths, patterns, values and counts that AWS publishes for every property, judged as far as a value is known; what AWS '
  + 'added since this version passes, or is a warning.';

const QUOTAS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#resource-quotas';

/** What is known of a property: a constraint by its number, the name of what several types have, a list, an object, or a map. */
type Node = number | string | readonly [number, Node] | Readonly<Record<string, never>>;

/** What in a resource AWS doesn't take, and what it didn't know. */
interface Misfits {
  readonly outside: string[];
  readonly unknown: string[];
}

/** What a text isn't, where it hasn't the form that it should have. The first that the pattern holds says it. */
const FORMS: readonly (readonly [pattern: string, problem: string])[] = [
  ['{##[', 'lacks {##…##}, or has a character that no text may have'],
  ['{####', 'lacks {####}, or has a character that no text may have'],
  ['arn:', 'isn\'t the ARN of one resource'],
  [']+@[', 'isn\'t an e-mail address'],
  ['[^_', 'doesn\'t have 3 to 32 letters, digits or signs without spaces and underscores'],
];

/** What AWS publishes about the values of each property, whatever defines the resource. */
export const SHAPE_RULES: readonly Rule[] = rulesOf('resource', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html', {
  outOfBounds: {
    condition: 'A value is shorter, longer, less or more than AWS publishes for the property, or has another form',
    remedy: 'give what the property takes',
    check: (resource) => said(misfitsOf(resource).outside),
  },
  unknownValue: {
    severity: 'warning',
    condition: 'A value is none of those that AWS published for the property when this version was made',
    consequence: 'Cognito rejects the resource, unless it has learned the value since',
    remedy: 'correct it, or acknowledge it where it is newer than this package',
    check: (resource) => said(misfitsOf(resource).unknown),
  },
  quotaExceeded: {
    severity: 'warning',
    condition: 'A pool has more clients, providers, resource servers, groups or role rules than an account may define before its quota is raised',
    consequence: 'Cognito rejects what is beyond the quota',
    remedy: 'have the quota raised in Service Quotas first, where it can be, and acknowledge it',
    source: QUOTAS,
    check: (resource) => said(counts(resource).flatMap(([count, most, what]) => count > most ? [`${what} is there ${count} times, and the quota is ${most}`] : [])),
  },
});

/** What is counted, and what Cognito takes of it by default. */
function counts(resource: Resource): [count: number, most: number, what: string][] {
  if (resource instanceof UserPool) {
    return [
      [resource.clients.length, 1000, 'UserPoolClient'],
      [resource.providers.length, 300, 'UserPoolIdentityProvider'],
      [resource.resourceServers.length, 25, 'UserPoolResourceServer'],
      [resource.groups.length, 10_000, 'UserPoolGroup'],
    ];
  }
  const mappings = resource instanceof IdentityPool ? resource.roleAttachments.flatMap((attachment) => attachment.mappings) : [];
  return mappings.map(([key, { RulesConfiguration: rules }]) => (
    [isObject(rules) && Array.isArray(rules.Rules) ? rules.Rules.length : 0, 25, `RoleMappings.${key}.RulesConfiguration.Rules`]));
}

/** Whether AWS takes a text for a property, by type and path. */
export function fits(type: string, property: string, text: string): boolean {
  return constraint(own(nodeOf(type) as Readonly<Record<string, number>>, property)!).problem(text) === undefined;
}

const nodes = new Map<string, Node>();

function nodeOf(name: string): Node | undefined {
  const text = own(SHAPES, name);
  if (text !== undefined && !nodes.has(name)) {
    nodes.set(name, JSON.parse(text) as Node);
  }
  return nodes.get(name);
}

const misfitsOf = once((resource: Resource): Misfits => {
  const found: Misfits = { outside: [], unknown: [] };
  const type = resource.type.slice('AWS::Cognito::'.length);
  const node = nodeOf(type);
  if (node !== undefined) {
    new Walk(found).visit(resource.properties.raw, node);
  }
  return found;
});

/** Goes through what is there, and looks at each value for which there is a constraint. */
class Walk {
  private readonly path: string[] = [];

  constructor(private readonly found: Misfits) {}

  visit(value: unknown, shape: Node): void {
    const node = typeof shape === 'string' ? nodeOf(shape)! : shape;
    if (typeof node === 'number') {
      this.judge(value, node);
    } else if (Array.isArray(node)) {
      const [count, item] = node as [number, Node];
      if (Array.isArray(value)) {
        this.judge(value.length, count);
        value.forEach((one) => this.step('[]', one, item));
      }
    } else if (isObject(value) && !Array.isArray(value) && !isIntrinsic(value)) {
      this.members(value, node as Readonly<Record<string, Node>>);
    }
  }

  private members(value: Properties, node: Readonly<Record<string, Node>>): void {
    const names = Object.keys(value);
    // the names of a map are anybody's.
    const isMap = '*' in node;
    this.judge(names.length, (node['+'] ?? -1) as number);
    for (const name of names) {
      const inner = isMap ? node['*'] : own(node, name);
      if (inner !== undefined) {
        this.step(name, value[name], inner);
      }
      if (isMap) {
        this.judge(name, (node['#'] ?? -1) as number);
      }
    }
  }

  private step(name: string, value: unknown, node: Node): void {
    this.path.push(name);
    this.visit(value, node);
    this.path.pop();
  }

  private judge(value: unknown, index: number): void {
    // most values are literals, and most others are references.
    if (index < 0 || value === undefined || value === null || (isObject(value) && !('Fn::Join' in value))) {
      return;
    }
    const judged = constraint(index);
    const problem = judged.problem(value);
    if (problem !== undefined) {
      const path = this.path.map((name, at) => at === 0 || name === '[]' ? name : `.${name}`).join('');
      (judged.values === undefined ? this.found.outside : this.found.unknown).push(`${path} ${problem}`);
    }
  }
}

const constraints: Constraint[] = [];

function constraint(index: number): Constraint {
  return constraints[index] ??= new Constraint(CONSTRAINTS[index]!);
}

/** What a value must be, read when the first is held against it. */
class Constraint {
  readonly values?: readonly string[];
  private readonly kind: string;
  private readonly min: number;
  private readonly max: number;
  private readonly pattern: string;
  /** Any number of the characters of a pattern that is a class of them. */
  private readonly isClass: boolean;
  private ascii?: RegExp;
  private unicode?: RegExp;

  constructor(text: string) {
    const [, kind = '', min = '', max = '', pattern = ''] = /^([#*]?)(\d*)-?(\d*) ?([^]*)$/.exec(text) ?? [];
    this.values = text.startsWith('=') ? text.slice(1).split('|') : undefined;
    this.kind = kind;
    this.min = min === '' ? -Infinity : Number(min);
    this.max = max === '' ? Infinity : Number(max);
    this.isClass = /^\[[^\]]*\]$/.test(pattern);
    this.pattern = this.isClass ? `${pattern}*` : pattern;
  }

  /** What is wrong with a value, as the end of a sentence that begins with its name. Of what is unknown the best is assumed. */
  problem(value: unknown): string | undefined {
    if (typeof value === 'string' && this.fits(value)) {
      return undefined;
    }
    const text = Text.of(value);
    const literal = text?.literal;
    if (this.values !== undefined) {
      return literal === undefined || this.values.includes(literal) ? undefined : this.unknown(literal);
    }
    if (this.kind !== '') {
      return literal === undefined ? undefined : this.amount(Number(literal), literal);
    }
    const length = text === undefined ? 0 : text.literals.reduce((sum, part) => sum + this.lengthOf(part), 0);
    return text === undefined ? undefined
      : length > this.max || (literal !== undefined && length < this.min) ? `has ${length} characters, and Cognito takes ${this.range()}` : this.form(text, literal);
  }

  /** What most values are, found out fast: a literal that is right. */
  private fits(text: string): boolean {
    return isLiteral(text) && (this.values !== undefined ? this.values.includes(text)
      : this.kind === '' && text.length <= this.max && text.length >= 2 * this.min && (this.pattern === '' || this.matches(text)));
  }

  private unknown(literal: string): string {
    const close = nearest(literal, this.values!);
    return `is ${JSON.stringify(literal)}, ${close === undefined ? `and AWS knows ${this.values!.join(', ')}` : `and AWS doesn't know it: did you mean ${JSON.stringify(close)}?`}`;
  }

  private amount(amount: number, literal: string): string | undefined {
    const isRight = Number.isInteger(amount) && amount >= this.min && amount <= this.max;
    return isRight ? undefined : this.kind === '*' ? `holds ${amount}, and Cognito takes ${this.range()}`
      : `is ${JSON.stringify(Number.isNaN(amount) ? literal : amount)}, and Cognito takes whole numbers${this.min === -Infinity ? '' : `, ${this.range()}`}`;
  }

  /** A text has at least half as many characters as it has units. */
  private lengthOf(text: string): number {
    return text.length > this.max || text.length < 2 * this.min ? characters(text)! : text.length;
  }

  private form(text: Text, literal: string | undefined): string | undefined {
    const parts = this.pattern === '' ? [] : this.isClass ? text.literals : literal === undefined ? [] : [literal];
    if (parts.every((part) => this.matches(part))) {
      return undefined;
    }
    const shown = JSON.stringify(text.toString().length > 80 ? `${text.toString().slice(0, 80)}…` : text.toString());
    const refused = this.isClass ? [...new Set(parts.join(''))].filter((character) => !this.matches(character)) : [];
    const [, problem] = FORMS.find(([pattern]) => this.pattern.includes(pattern)) ?? [];
    return this.isClass ? `is ${shown}, and Cognito takes no ${refused.map((character) => JSON.stringify(character)).join(', ')} in it`
      : `is ${shown}, which ${problem ?? `isn't of the form ${this.pattern}`}`;
  }

  private matches(text: string): boolean {
    // most texts are ASCII, and who never sees another needn't wait for the classes of Unicode, some milliseconds the first time.
    return Buffer.byteLength(text) === text.length
      ? (this.ascii ??= new RegExp(`^(?:${this.pattern.replaceAll('\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}', '!-~').replaceAll('\\p{Z}', ' ')})$`, 's')).test(text)
      : (this.unicode ??= new RegExp(`^(?:${this.pattern})$`, 'su')).test(text);
  }

  private range(): string {
    return this.min === 0 && this.max !== Infinity ? `up to ${this.max}` : this.max === Infinity ? `at least ${this.min}` : `${this.min} to ${this.max}`;
  }
}
