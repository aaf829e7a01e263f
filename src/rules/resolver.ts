import {
  CfnElement, DefaultTokenResolver, Reference, Stack, Token, Tokenization,
  type IPostProcessor, type IResolvable, type IResolveContext, type ResolveChangeContextOptions,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { isFree, nameOf } from './l1-names';
import { areIntrinsic, isObject, isTakenBack, isToken, joined, type Properties } from './template';

/**
 * The constructs that a resolved value refers to, in order. Identity survives stacks; a resolved `Fn::ImportValue` doesn't.
 */
export function referents(value: unknown, stack: Stack): IConstruct[] {
  if (!isObject(value)) {
    return [];
  }
  const target = TEMPLATE.target(value) ?? byLogicalId(value, stack);
  return target === undefined ? Object.values(value).flatMap((inner) => referents(inner, stack)) : [target];
}

/** Overrides may hold literal intrinsics, which only the stack's own logical ids explain. */
function byLogicalId(value: Properties, stack: Stack): IConstruct | undefined {
  const id = value.Ref ?? (Array.isArray(value['Fn::GetAtt']) ? value['Fn::GetAtt'][0] : undefined);
  return typeof id !== 'string' || id.startsWith('AWS::') ? undefined
    : stack.node.findAll().find((node) => CfnElement.isCfnElement(node) && node.stack === stack && stack.resolve(node.logicalId) === id);
}

/** Where a value is resolved. */
export class Context implements IResolveContext {
  readonly preparing = false;
  readonly documentPath = [];
  private processor?: IPostProcessor;

  /** With `plain` a value becomes what CloudFormation takes, without what was taken back. */
  constructor(readonly scope: IConstruct, readonly plain = false) {}

  readonly resolve = (value: unknown, options?: ResolveChangeContextOptions): unknown => (
    options === undefined ? resolve(value, this) : Tokenization.resolve(value, { ...options, scope: this.scope, resolver: TEMPLATE })
  );

  registerPostProcessor(processor: IPostProcessor): void {
    this.processor = processor;
  }

  /** What a token says, and who wants to change that when it is resolved. */
  ask(token: IResolvable): { readonly said: unknown; readonly processor?: IPostProcessor } {
    const outer = this.processor;
    this.processor = undefined;
    const said = token.resolve(this);
    const asked = { said, processor: this.processor };
    this.processor = outer;
    return asked;
  }
}

/** Resolves as the stack does, and remembers which construct each reference means: by the object that it became, so nobody may copy that. */
class TemplateResolver extends DefaultTokenResolver {
  private readonly targets = new WeakMap<object, IConstruct>();
  private readonly references = new WeakMap<IResolvable, { readonly stack: Stack; readonly value: unknown }>();

  constructor() {
    super({ join: (left, right) => concatenated([left, right].filter((part) => part !== undefined)) });
  }

  /** What the framework couldn't be spared comes back here. */
  resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? this.reference(token, new Context(context.scope))
      : postProcessor.postProcess(resolve(token.resolve(context), new Context(context.scope)), context);
  }

  target(resolved: object): IConstruct | undefined {
    return this.targets.get(resolved);
  }

  /** Most references are to the user pool, again and again. */
  reference(token: Reference, context: Context): unknown {
    const stack = Stack.of(context.scope);
    const known = this.references.get(token);
    if (known?.stack === stack) {
      return known.value;
    }
    const value = resolve(context.ask(token).said, context);
    if (isObject(value)) {
      this.targets.set(value, token.target);
      this.references.set(token, { stack, value });
    }
    return value;
  }
}

const TEMPLATE = new TemplateResolver();

/**
 * Most of a template is literals and whole tokens, which the framework resolves slowly.
 *
 * Within a property of an L1, or at its top (''), names become CloudFormation's.
 */
export function resolve(value: unknown, context: Context, within?: string): unknown {
  if (typeof value === 'string') {
    return mayHoldToken(value) ? resolveString(value, context, within) : value;
  }
  if (typeof value !== 'object' || value === null) {
    // no number is a token that isn't far below zero.
    return typeof value === 'function' || (typeof value === 'number' && value < 0) ? resolveSlowly(value, context, within) : value;
  }
  if (Array.isArray(value)) {
    if (value.length === 1 && Token.isUnresolved(value)) {
      return resolveToken(Tokenization.reverseList(value), value, context, within);
    }
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      const item = resolve(value[index], context, within);
      if (item !== undefined) {
        items.push(item);
      }
    }
    return items;
  }
  if (Tokenization.isResolvable(value)) {
    return resolveToken(value, value, context, within);
  }
  const keys = Object.keys(value);
  if (Object.getPrototypeOf(value) !== Object.prototype || keys.some(mayHoldToken)) {
    return resolveSlowly(value, context, within);
  }
  const names = within === undefined || areIntrinsic(keys) ? undefined : within;
  const resolved: Record<string, unknown> = {};
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    const name = names === undefined ? key : nameOf(key, names);
    if (name !== undefined) {
      const inner = resolve((value as Properties)[key], context, names === undefined || isFree(name) ? undefined : name);
      if (inner !== undefined && !(context.plain && isTakenBack(inner))) {
        resolved[name] = inner;
      }
    }
  }
  return resolved;
}

/** Tokens by the whole string that stands for them, which the framework remembers as long. */
const tokens = new Map<string, IResolvable>();

function resolveString(value: string, context: Context, within?: string): unknown {
  const known = tokens.get(value);
  if (known !== undefined) {
    return resolveToken(known, value, context, within);
  }
  const { length, firstToken } = Tokenization.reverseString(value);
  if (length !== 1 || firstToken === undefined) {
    return resolveSlowly(value, context, within);
  }
  tokens.set(value, firstToken);
  return resolveToken(firstToken, value, context, within);
}

/** A value that is one token as a whole; whatever else it is, the framework knows. */
function resolveToken(token: IResolvable | undefined, value: unknown, context: Context, within?: string): unknown {
  if (token === undefined) {
    return resolveSlowly(value, context, within);
  }
  if (Reference.isReference(token)) {
    return TEMPLATE.reference(token, context);
  }
  const { said, processor } = context.ask(token);
  if (processor === undefined) {
    return resolve(said, context, within);
  }
  // it knows the L1's names, not CloudFormation's.
  const processed = processor.postProcess(resolve(said, new Context(context.scope)), context);
  return context.plain ? written(processed, within) : processed;
}

function resolveSlowly(value: unknown, { scope, plain }: Context, within?: string): unknown {
  const resolved = Tokenization.resolve(value, { scope, resolver: TEMPLATE });
  return plain ? written(resolved, within) : resolved;
}

/**
 * A resolved value as CloudFormation takes it, without what was taken back. Intrinsic functions stay the objects that they are.
 */
export function written(value: unknown, within?: string): unknown {
  if (!isObject(value) || isToken(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => written(item, within));
  }
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = within === undefined ? key : nameOf(key, within);
    if (name !== undefined && !isTakenBack(inner)) {
      result[name] = written(inner, within === undefined || isFree(name) ? undefined : name);
    }
  }
  return result;
}

function mayHoldToken(text: string): boolean {
  return text.includes('${Token[');
}

function concatenated(parts: unknown[]): unknown {
  const flat = parts.flatMap((part) => {
    const join = joined(part);
    return join?.delimiter === '' ? join.parts : [part];
  });
  if (flat.some(isObject)) {
    return flat.length === 1 ? flat[0] : { 'Fn::Join': ['', flat] };
  }
  return flat.join('');
}
