import {
  CfnElement, DefaultTokenResolver, Reference, Stack, Token, Tokenization,
  type CfnResource, type IPostProcessor, type IResolvable, type IResolveContext, type ResolveChangeContextOptions,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource as it stands in the template. */
export interface Definition {
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
}

/**
 * What the stack is going to write for a resource, without what was taken back by `null` or `AWS::NoValue`.
 */
export function definitionOf(cfn: CfnResource): Definition {
  return isPlain(cfn) ? plainDefinitionOf(cfn) : synthesisedDefinitionOf(cfn);
}

/** L1s that can be read without their own checks, which take most of the time: nothing of theirs needs to be renamed but Cognito's own names. */
function isPlain(cfn: CfnResource): boolean {
  const { cfnResourceType: type, roleMappings, policies } = cfn as CfnResource & Properties;
  return 'CFN_RESOURCE_TYPE_NAME' in cfn.constructor && !isOverridden(cfn)
    && ((type.startsWith('AWS::Cognito::') && roleMappings === undefined) || (type === 'AWS::IAM::Role' && policies === undefined));
}

function plainDefinitionOf(cfn: CfnResource): Definition {
  const { cfnProperties } = cfn as unknown as { readonly cfnProperties: Properties };
  return { Properties: resolve(cfnProperties, new Context(cfn, true), '') as Properties, DeletionPolicy: cfn.cfnOptions.deletionPolicy };
}

/** The L1's getters don't show `addPropertyOverride`, this does. */
function synthesisedDefinitionOf(cfn: CfnResource): Definition {
  const { Resources: resources = {} } = cfn._toCloudFormation() as { Resources?: Record<string, IResolvable> };
  // the resource alone: its logical id costs a hash, and so does each resource that it depends on.
  const [resource] = Object.values(resources);
  const { Properties, DeletionPolicy } = (resource && resolve(new JudgedParts(resource), new Context(cfn)) || {}) as Partial<Definition>;
  return { Properties: kept(Properties ?? {}) as Properties, DeletionPolicy };
}

/** A resolved value without what was taken back. */
function kept(value: unknown): unknown {
  if (!isObject(value) || isToken(value)) {
    return value;
  }
  return Array.isArray(value) ? value.map(kept)
    : Object.fromEntries(Object.entries(value).filter(([, inner]) => !isTakenBack(inner)).map(([name, inner]) => [name, kept(inner)]));
}

function isTakenBack(value: unknown): boolean {
  return value === undefined || value === null || isNoValue(value);
}

/** What CloudFormation names otherwise than L1s with a capital letter at first. */
const NAMES = new Map([
  ['blockedIpRangeList', 'BlockedIPRangeList'],
  ['callbackUrLs', 'CallbackURLs'],
  ['css', 'CSS'],
  ['customSmsSender', 'CustomSMSSender'],
  ['defaultRedirectUri', 'DefaultRedirectURI'],
  ['kmsKeyId', 'KMSKeyID'],
  ['logoutUrLs', 'LogoutURLs'],
  ['openIdConnectProviderArns', 'OpenIdConnectProviderARNs'],
  ['samlProviderArns', 'SamlProviderARNs'],
  ['skippedIpRangeList', 'SkippedIPRangeList'],
  ['webAuthnRelyingPartyId', 'WebAuthnRelyingPartyID'],
]);

/** Properties in which names are people's own, or another language's: they are written as they are. So are intrinsic functions. */
const FREE = new Set([
  'AssumeRolePolicyDocument', 'AttributeMapping', 'Links', 'PrincipalTags', 'ProviderDetails', 'Roles', 'Settings', 'SupportedLoginProviders',
  'UserPoolTags',
]);

/** What CloudFormation calls what an L1 has under that name, in the property `within` or at the top. */
export function nameOf(getter: string, within: string): string {
  let name = NAMES.get(getter);
  if (name === undefined) {
    name = getter[0].toUpperCase() + getter.slice(1);
    NAMES.set(getter, name);
    if (name.startsWith('Fn::')) {
      FREE.add(name);
    }
  }
  return name === 'SmsMessage' && within === 'InviteMessageTemplate' ? 'SMSMessage' : name;
}

/** Whether an escape hatch writes into what the resource becomes. */
function isOverridden(cfn: CfnResource): boolean {
  const { rawOverrides } = cfn as unknown as Properties;
  return !isObject(rawOverrides) || Object.keys(rawOverrides).length > 0;
}

/** What an override says of a property by its path. Merged into the resource it is a copy, of which nobody knows whom it refers to. */
export function overrideOf(cfn: CfnResource, path: string): unknown {
  const { rawOverrides } = cfn as unknown as { readonly rawOverrides?: Properties };
  const value = ['Properties', ...path.split('.')].reduce<unknown>((inner, name) => isObject(inner) ? inner[name] : undefined, rawOverrides);
  return value === undefined ? undefined : resolve(value, new Context(cfn));
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
  if (!isObject(value)) {
    return isDynamic(value);
  }
  if (Array.isArray(value)) {
    return false;
  }
  const names = Object.keys(value);
  return names.length === 1 && (names[0] === 'Ref' || names[0].startsWith('Fn::'));
}

/** A string that holds a dynamic reference. */
export function isDynamic(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{resolve:');
}

/** Whether a value was taken back: CloudFormation drops the property. */
export function isNoValue(value: unknown): boolean {
  return isObject(value) && value.Ref === 'AWS::NoValue';
}

/** The length as Cognito counts it: an emoji is one. */
export function characters(text: string | undefined): number | undefined {
  return text === undefined ? undefined : [...text].length;
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

/** Where a value is resolved, and what the token in question asks to be done with it. */
class Context implements IResolveContext {
  readonly preparing = false;
  readonly documentPath = [];
  processor?: IPostProcessor;

  /** A `plain` definition is resolved to what CloudFormation takes, and leaves out what was taken back. */
  constructor(readonly scope: IConstruct, readonly plain = false) {}

  readonly resolve = (value: unknown, options?: ResolveChangeContextOptions): unknown => (
    options === undefined ? resolve(value, this) : Tokenization.resolve(value, { ...options, scope: this.scope, resolver: TEMPLATE })
  );

  registerPostProcessor(processor: IPostProcessor): void {
    this.processor = processor;
  }
}

/** Resolves as the stack does, and remembers which construct each reference means. */
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
    const value = resolve(token.resolve(context), context);
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
 * Within a property of an L1 names become CloudFormation's.
 */
function resolve(value: unknown, context: Context, within?: string): unknown {
  if (typeof value === 'string') {
    return mayHoldToken(value) ? resolveString(value, context, within) : value;
  }
  if (typeof value !== 'object' || value === null) {
    // no number is a token that isn't far below zero.
    return typeof value === 'function' || (typeof value === 'number' && value < 0) ? resolveSlowly(value, context) : value;
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
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    return resolveSlowly(value, context);
  }
  const resolved: Record<string, unknown> = {};
  const keys = Object.keys(value);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    if (mayHoldToken(key)) {
      return resolveSlowly(value, context);
    }
    const name = within === undefined ? key : nameOf(key, within);
    const inner = resolve((value as Properties)[key], context, within === undefined || FREE.has(name) ? undefined : name);
    if (inner !== undefined && !(context.plain && isTakenBack(inner))) {
      resolved[name] = inner;
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
    return resolveSlowly(value, context);
  }
  tokens.set(value, firstToken);
  return resolveToken(firstToken, value, context, within);
}

/** A value that is one token as a whole; whatever else it is, the framework knows. */
function resolveToken(token: IResolvable | undefined, value: unknown, context: Context, within?: string): unknown {
  if (token === undefined) {
    return resolveSlowly(value, context);
  }
  if (Reference.isReference(token)) {
    return TEMPLATE.reference(token, context);
  }
  const outer = context.processor;
  context.processor = undefined;
  const resolved = resolve(token.resolve(context), context, within);
  const processed = context.processor === undefined ? resolved : (context.processor as IPostProcessor).postProcess(resolved, context);
  context.processor = outer;
  return processed;
}

function resolveSlowly(value: unknown, { scope }: Context): unknown {
  return Tokenization.resolve(value, { scope, resolver: TEMPLATE });
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
