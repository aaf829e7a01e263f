import {
  CfnElement, DefaultTokenResolver, Reference, Stack, Token, Tokenization,
  type CfnResource, type IPostProcessor, type IResolvable, type IResolveContext,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource as it stands in the template. */
export interface Definition {
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
}

/**
 * What the stack is going to write for a resource: the L1's getters don't show `addPropertyOverride`, this does.
 */
export function definitionOf(cfn: CfnResource): Definition {
  const { Resources: resources = {} } = cfn._toCloudFormation() as { Resources?: Record<string, IResolvable> };
  // the resource alone: its logical id costs a hash, and so does each resource that it depends on.
  const [resource] = Object.values(resources);
  const definition = resource && Tokenization.resolve(new JudgedParts(resource), { scope: cfn, resolver: TEMPLATE }) as Partial<Definition>;
  return { ...definition, Properties: definition?.Properties ?? {} };
}

/** Properties that L1s write as they got them, by the name of their getter. */
const VERBATIM: Readonly<Record<string, string>> = {
  AssumeRolePolicyDocument: 'assumeRolePolicyDocument',
  ClientId: 'clientId',
  Domain: 'domain',
  IdentityPoolId: 'identityPoolId',
  ManagedLoginVersion: 'managedLoginVersion',
  ResourceArn: 'resourceArn',
  Roles: 'roles',
  UseCognitoProvidedValues: 'useCognitoProvidedValues',
  UserPoolId: 'userPoolId',
};

/**
 * One property without the others, where it can be had alone: nothing overrides it, and either it isn't set or nothing in it is renamed.
 */
export function propertyOf(cfn: CfnResource, name: string): Properties | undefined {
  const verbatim = VERBATIM[name];
  const getter = verbatim ?? name[0].toLowerCase() + name.slice(1);
  if (isOverridden(cfn) || !(getter in cfn)) {
    return undefined;
  }
  const value = (cfn as unknown as Properties)[getter];
  if (value === undefined) {
    return {};
  }
  return verbatim === undefined ? undefined
    : { [name]: TEMPLATE.known(value, cfn.stack) ?? Tokenization.resolve(value, { scope: cfn, resolver: TEMPLATE }) };
}

/** Whether an escape hatch writes into what the resource becomes. */
export function isOverridden(cfn: CfnResource): boolean {
  const { rawOverrides } = cfn as unknown as Properties;
  return !isObject(rawOverrides) || Object.keys(rawOverrides).length > 0;
}

/** What an override says of a property by its path. Merged into the resource it is a copy, of which nobody knows whom it refers to. */
export function overrideOf(cfn: CfnResource, path: string): unknown {
  const { rawOverrides } = cfn as unknown as { readonly rawOverrides?: Properties };
  const value = ['Properties', ...path.split('.')].reduce<unknown>((inner, name) => isObject(inner) ? inner[name] : undefined, rawOverrides);
  return value === undefined ? undefined : Tokenization.resolve(value, { scope: cfn, resolver: TEMPLATE });
}

/** Of a resource, what rules ask for. */
class JudgedParts implements IResolvable {
  readonly creationStack = [];

  constructor(private readonly resource: IResolvable) {}

  resolve(context: IResolveContext): Partial<Definition> {
    const { Properties, DeletionPolicy } = this.resource.resolve(context) as Definition;
    return { Properties, DeletionPolicy };
  }
}

/**
 * What only CloudFormation knows: an intrinsic function, or a string that holds a dynamic reference.
 */
export function isToken(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes('{{resolve:');
  }
  if (!isObject(value) || Array.isArray(value)) {
    return false;
  }
  const name = onlyKey(value);
  return name !== undefined && (name === 'Ref' || name.startsWith('Fn::'));
}

/** Whether a value was taken back: CloudFormation drops the property. */
export function isNoValue(value: unknown): boolean {
  return isObject(value) && value.Ref === 'AWS::NoValue';
}

/** The length as Cognito counts it: an emoji is one. */
export function characters(text: string | undefined): number | undefined {
  return text === undefined ? undefined : [...text].length;
}

/** An object's only name; `undefined` where there are more. Rules ask this more often than anything else. */
function onlyKey(value: object): string | undefined {
  let only: string | undefined;
  for (const name in value) {
    if (only !== undefined) {
      return undefined;
    }
    only = name;
  }
  return only;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null;
}

/** The pieces of an `Fn::Join`. */
export function joined(value: unknown): { readonly delimiter: string; readonly parts: unknown[] } | undefined {
  const join = isObject(value) ? value['Fn::Join'] : undefined;
  return Array.isArray(join) && Array.isArray(join[1]) ? { delimiter: String(join[0]), parts: join[1] } : undefined;
}

/** The text of an `Fn::Join` or `Fn::Sub`, with an ellipsis for each token. */
export function textOf(value: Properties): string {
  const join = joined(value);
  if (join !== undefined) {
    return join.parts.map((part) => typeof part === 'string' ? part : '…').join(join.delimiter);
  }
  const [text] = [value['Fn::Sub']].flat();
  return String(text).replace(/\${[^}]*}/g, '…');
}

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

/** Resolves as the stack does, and remembers which construct each reference means. */
class TemplateResolver extends DefaultTokenResolver {
  private readonly targets = new WeakMap<object, IConstruct>();
  private readonly references = new WeakMap<IResolvable, { readonly stack: Stack; readonly value: unknown }>();

  constructor() {
    super({ join: (left, right) => concatenated([left, right].filter((part) => part !== undefined)) });
  }

  resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? this.reference(token, context)
      : postProcessor.postProcess(resolve(token.resolve(context), context), context);
  }

  target(resolved: object): IConstruct | undefined {
    return this.targets.get(resolved);
  }

  /** A reference that was resolved before. */
  known(value: unknown, stack: Stack): unknown {
    const token = typeof value === 'string' && mayHoldToken(value) ? Tokenization.reverseString(value) : undefined;
    const known = token?.length === 1 && token.firstToken !== undefined ? this.references.get(token.firstToken) : undefined;
    return known?.stack === stack ? known.value : undefined;
  }

  /** Most references are to the user pool, again and again. */
  private reference(token: Reference, context: IResolveContext): unknown {
    const stack = Stack.of(context.scope);
    const known = this.references.get(token);
    if (known?.stack === stack) {
      return known.value;
    }
    const value = resolve(token.resolve(context), context);
    if (isObject(value)) {
      this.targets.set(value, token.target);
      this.references.set(token, { stack, value });
    }
    return value;
  }
}

const TEMPLATE = new TemplateResolver();

/** Most of a template is literals and whole tokens, which the framework resolves slowly. */
function resolve(value: unknown, context: IResolveContext): unknown {
  if (typeof value === 'string') {
    return mayHoldToken(value) ? resolveString(value, context) : value;
  }
  if (typeof value === 'number' || !isObject(value)) {
    return context.resolve(value);
  }
  if (Array.isArray(value)) {
    return Token.isUnresolved(value) ? resolveToken(Tokenization.reverseList(value), value, context)
      : value.map((item) => resolve(item, context)).filter((item) => item !== undefined);
  }
  if (Tokenization.isResolvable(value)) {
    return resolveToken(value, value, context);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    return context.resolve(value);
  }
  const resolved: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (mayHoldToken(key)) {
      return context.resolve(value);
    }
    const inner = resolve(value[key], context);
    if (inner !== undefined) {
      resolved[key] = inner;
    }
  }
  return resolved;
}

function resolveString(value: string, context: IResolveContext): unknown {
  const { length, firstToken } = Tokenization.reverseString(value);
  return resolveToken(length === 1 ? firstToken : undefined, value, context);
}

/** A value that is one token as a whole; whatever else it is, the framework knows. */
function resolveToken(token: IResolvable | undefined, value: unknown, context: IResolveContext): unknown {
  if (token === undefined) {
    return context.resolve(value);
  }
  const outer = registered;
  registered = undefined;
  try {
    return TEMPLATE.resolveToken(token, own(context), PROCESSED);
  } finally {
    registered = outer;
  }
}

/** What the token that is being resolved asks to be done with its value. */
let registered: IPostProcessor | undefined;

const PROCESSED: IPostProcessor = {
  postProcess: (resolved, context) => registered === undefined ? resolved : registered.postProcess(resolved, context),
};

const OWN = Symbol('own');

/** The context of tokens that are resolved here, one for all that stand in each other. */
function own(context: IResolveContext): IResolveContext {
  return OWN in context ? context : { ...context, [OWN]: true, registerPostProcessor: (processor) => { registered = processor; } } as IResolveContext;
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
