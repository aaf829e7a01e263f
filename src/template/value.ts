export type Properties = Readonly<Record<string, unknown>>;

/** A dynamic reference, which CloudFormation resolves in the middle of a text. */
const DYNAMIC = /{{resolve:[^}]*}}/;

export function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null;
}

/** An object or a list with its parts made anew: as a rule without those that become undefined. */
export function withParts(value: Properties, made: (part: unknown) => unknown, keepsEmpty = false): Properties {
  if (Array.isArray(value)) {
    return value.map((part) => made(part)).filter((part) => part !== undefined) as unknown as Properties;
  }
  const parts: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const part = made(value[name]);
    if (part !== undefined || keepsEmpty) {
      parts[name] = part;
    }
  }
  return parts;
}

const PATHS = new Map<string, readonly string[]>();

/** The names in a path. Each path is asked for once for every resource. */
function namesIn(path: string): readonly string[] {
  let names = PATHS.get(path);
  if (names === undefined) {
    PATHS.set(path, names = path.split('.'));
  }
  return names;
}

/** What a table has under a name: names that others choose may be those of `Object.prototype`. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Whether an object is an intrinsic function. */
export function isIntrinsic(value: unknown): boolean {
  if (!isObject(value) || Array.isArray(value)) {
    return false;
  }
  const names = Object.keys(value);
  return names.length === 1 && (names[0] === 'Ref' || names[0].startsWith('Fn::'));
}

/** What only CloudFormation knows: an intrinsic function, or a string that holds a dynamic reference. */
export function isUnknown(value: unknown): boolean {
  return typeof value === 'string' ? isDynamic(value) : isIntrinsic(value);
}

/** A string of which everything is known. */
export function isLiteral(value: unknown): value is string {
  return typeof value === 'string' && !isDynamic(value);
}

function isDynamic(text: string): boolean {
  return text.includes('{{') && DYNAMIC.test(text);
}

/** The length as Cognito counts it: an emoji is one. */
export function characters(text: string | undefined): number | undefined {
  return text === undefined ? undefined : [...text].length;
}

/**
 * A text that is known in part: its literals, and between them what only CloudFormation knows.
 */
export class Text {
  /** The text of a value that the view has read; `undefined` where it is none. */
  static of(value: unknown): Text | undefined {
    if (value === undefined || value === null || (isObject(value) && !isIntrinsic(value))) {
      return undefined;
    }
    if (!isObject(value) && !isUnknown(value)) {
      return new Text(value === '' ? [] : [String(value as string)]);
    }
    const parts = isObject(value) ? joined(value) : [String(value as string)];
    return new Text(parts.flatMap((part) => typeof part === 'string' ? part.split(/({{resolve:[^}]*}})/).filter((piece) => piece !== '') : [part])
      .map((part) => isUnknown(part) ? { unknown: part } : String(part)));
  }

  private constructor(readonly parts: readonly (string | { readonly unknown: unknown })[]) {}

  /** The whole text, where all of it is known. */
  get literal(): string | undefined {
    return this.parts.every((part) => typeof part === 'string') ? this.parts.join('') : undefined;
  }

  /** What it begins with, as far as that is known. */
  get head(): string {
    const [first] = this.parts;
    return typeof first === 'string' ? first : '';
  }

  /** Whether it begins with something, or might. */
  mayStartWith(prefix: string): boolean {
    return this.head.startsWith(prefix) || (this.literal === undefined && prefix.startsWith(this.head));
  }

  /** The parts that are known. */
  get literals(): string[] { return this.parts.filter((part) => typeof part === 'string'); }

  /** With something else in place of each part that isn't known, which may depend on what stands before it. */
  filled(filling: (unknown: unknown, before: string) => string): string {
    return this.parts.reduce<string>((before, part) => before + (typeof part === 'string' ? part : filling(part.unknown, before)), '');
  }

  /** As messages quote it, with an ellipsis for each part that isn't known. */
  toString(): string { return this.filled(() => '\u2026'); }
}

/** The pieces of a join, which the view writes without a delimiter. */
function joined(value: Properties): unknown[] {
  const [, parts] = Array.isArray(value['Fn::Join']) ? value['Fn::Join'] as unknown[] : [];
  return Array.isArray(parts) ? parts : [value];
}

/**
 * A value of a template as far as it is known, read in one of the ways in which its conditions and parameters may turn out.
 */
export class Value {
  /**
   * @param raw without what was taken back, and with intrinsic functions only where nobody but CloudFormation knows the result
   * @param isOwn whether the template itself sets it; where what holds it is unknown, so is whether it is set
   */
  constructor(readonly raw: unknown, readonly isOwn: boolean = raw !== undefined) {}

  /** Whether it is there, be it unknown. */
  get isSet(): boolean { return this.raw !== undefined; }

  /** Whether it is there, but known to CloudFormation only. */
  get isUnknown(): boolean { return isUnknown(this.raw); }

  /** A literal. Numbers and booleans that CloudFormation takes for strings are read too. */
  get text(): string | undefined {
    return this.raw === undefined || isObject(this.raw) || isUnknown(this.raw) ? undefined : String(this.raw);
  }

  get number(): number | undefined {
    const value = Number(this.text ?? NaN);
    return Number.isNaN(value) ? undefined : value;
  }

  get flag(): boolean | undefined { return this.text === undefined ? undefined : this.text === 'true'; }

  /** The text, of which a part may be unknown. */
  get partial(): Text | undefined { return Text.of(this.raw); }

  /** The items of a list; none where there is no list. */
  get items(): readonly unknown[] { return Array.isArray(this.raw) ? this.raw : []; }

  /** The literals of a list; none where there is no list, or where it is unknown as a whole. */
  get list(): string[] { return this.items.filter(isLiteral); }

  /** The texts of a list, of which parts may be unknown. */
  get texts(): Text[] { return this.items.flatMap((item) => Text.of(item) ?? []); }

  /** Whether nothing in a list, nor the list itself, is unknown: only then may a rule say that something is missing. No list at all is closed too. */
  get isClosed(): boolean { return this.raw === undefined || (Array.isArray(this.raw) && !this.raw.some(isUnknown)); }

  /** The literals of a list in which nothing is unknown; `undefined` where there is no list, or one that isn't closed. */
  get closedList(): string[] | undefined { return Array.isArray(this.raw) && this.isClosed ? this.list : undefined; }

  /** The objects of a list, without what is unknown. */
  get objects(): Properties[] { return this.items.filter((item): item is Properties => isObject(item) && !isIntrinsic(item)); }

  /** The object; empty where there is none, or where it is unknown. */
  get object(): Properties { return isObject(this.raw) && !Array.isArray(this.raw) && !isIntrinsic(this.raw) ? this.raw : {}; }

  get keys(): string[] { return Object.keys(this.object); }

  /** A value within it by its path, `Policies.PasswordPolicy`; whatever holds it and is unknown, where that ends earlier. */
  at(path: string): Value {
    let raw = this.raw;
    for (const name of namesIn(path)) {
      if (isUnknown(raw)) {
        return new Value(raw, false);
      }
      raw = isObject(raw) ? own(raw, name) : undefined;
    }
    return new Value(raw);
  }

  toString(): string { return JSON.stringify(this.raw) ?? 'not set'; }
}

/** The object that a text is as JSON; `undefined` where it is none. */
export function parsed(text: string): Properties | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
