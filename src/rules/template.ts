import {
  CfnElement, Reference, Tokenization, type CfnResource, type IPostProcessor, type IResolvable, type IResolveContext, type Stack,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource as it stands in the template. */
export interface Definition {
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
}

/**
 * What the stack is going to write for a resource, with paths for logical ids: the L1's getters don't show `addPropertyOverride`, this does.
 */
export function definitionOf(cfn: CfnResource): Definition {
  const { Resources: resources = {} } = cfn._toCloudFormation() as { Resources?: Record<string, IResolvable> };
  const [resource] = Object.values(resources);
  const definition = resource === undefined ? undefined : unfold(resource, cfn, whatRulesRead) as Partial<Definition>;
  return { ...definition, Properties: definition?.Properties ?? {} };
}

/** The rest holds logical ids, each of which costs a hash. */
function whatRulesRead({ Properties, DeletionPolicy }: Partial<Definition>): Partial<Definition> {
  return { Properties, DeletionPolicy };
}

/** A property word for word, with the logical ids that rules don't ask for. */
export function written(cfn: CfnResource, name: string): unknown {
  const { Resources: resources = {} } = cfn.stack.resolve(cfn._toCloudFormation()) as { Resources?: Record<string, Partial<Definition>> };
  return Object.values(resources)[0]?.Properties?.[name];
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
  const target = imported.get(value) ?? byName(value, stack);
  return target === undefined ? Object.values(value).flatMap((inner) => referents(inner, stack)) : [target];
}

/** Some constructs copy what was resolved for them: the path stays. Overrides may hold literal intrinsics, which only the stack's own logical ids explain. */
function byName(value: Properties, stack: Stack): IConstruct | undefined {
  const name = value.Ref ?? (Array.isArray(value['Fn::GetAtt']) ? value['Fn::GetAtt'][0] : undefined);
  if (typeof name !== 'string' || name.startsWith('AWS::')) {
    return undefined;
  }
  const known = name.split('/').reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), stack.node.root);
  return known !== undefined && CfnElement.isCfnElement(known) ? known
    : stack.node.findAll().find((node) => CfnElement.isCfnElement(node) && node.stack === stack && stack.resolve(node.logicalId) === name);
}

/** What a reference to another stack means: its path isn't in it. */
const imported = new WeakMap<object, IConstruct>();

/**
 * Resolves as the stack does, in half the time: most of a template is literals, and of references the path is enough.
 */
function resolve(value: unknown, scope: CfnResource, keepEmpty = false): unknown {
  if (typeof value === 'string') {
    return value.includes('${Token[') ? resolveText(value, scope) : value;
  }
  if (typeof value === 'number') {
    const token = value < 0 ? Tokenization.reverseNumber(value) : undefined;
    return token === undefined ? value : resolveToken(token, scope);
  }
  if (!isObject(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    const token = value.length === 1 ? Tokenization.reverseList(value as string[]) : undefined;
    return token !== undefined ? resolveToken(token, scope)
      : value.map((item) => resolve(item, scope, keepEmpty)).filter((item) => keepEmpty || item !== undefined);
  }
  if (Tokenization.isResolvable(value)) {
    return resolveToken(value, scope);
  }
  const resolved: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inner = resolve(value[key], scope, keepEmpty);
    if (keepEmpty || inner !== undefined) {
      resolved[String(resolve(key, scope))] = inner;
    }
  }
  return resolved;
}

function resolveText(text: string, scope: CfnResource): unknown {
  return Tokenization.reverseString(text).mapTokens({ mapToken: (token) => resolveToken(token, scope) }).join({
    join: (left, right) => concatenated([left, right].filter((part) => part !== undefined)),
  });
}

function resolveToken(token: IResolvable, scope: CfnResource): unknown {
  if (!Reference.isReference(token)) {
    return unfold(token, scope);
  }
  const value = unfold(token, scope, (intrinsic) => named(token, intrinsic) ?? intrinsic);
  if (isObject(value) && 'Fn::ImportValue' in value) {
    imported.set(value, token.target);
  }
  return value;
}

/** What a token stands for, and what it makes of that once it is resolved. */
function unfold(token: IResolvable, scope: CfnResource, prepare = (intrinsic: never): unknown => intrinsic): unknown {
  let processor: IPostProcessor | undefined;
  const context: IResolveContext = {
    preparing: false,
    scope,
    documentPath: [],
    registerPostProcessor: (one) => {
      processor = one;
    },
    resolve: (inner, options) => resolve(inner, scope, options?.removeEmpty === false) as never,
  };
  const value = resolve(prepare(token.resolve(context) as never), scope);
  return processor === undefined ? value : processor.postProcess(value, context);
}

/** A reference within its stack, with the path in the place of the logical id, which costs a hash and which no rule reads. */
function named({ target, displayName }: Reference, intrinsic: unknown): Properties | undefined {
  const name = isObject(intrinsic) && CfnElement.isCfnElement(target) ? onlyKey(intrinsic) : undefined;
  return name === 'Ref' ? { Ref: target.node.path } : name === 'Fn::GetAtt' ? { 'Fn::GetAtt': [target.node.path, displayName] } : undefined;
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
