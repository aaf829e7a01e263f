import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import {
  DefaultTokenResolver, Lazy, Reference, Stack, Token, Tokenization, type CfnResource, type IPostProcessor, type IResolvable, type IResolveContext,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { isLiteral, isObject, withParts, type Properties } from './value';

/** Under which a resolved reference remembers what it means. */
const MEANING = Symbol('meaning');

/** What a reference means. */
export interface Meaning {
  readonly target: IConstruct;
  /** in another stack nothing else tells it; undefined for `Ref` */
  readonly attribute?: unknown;
}

/** What a resolved reference means. */
export function meaningOf(value: unknown): Meaning | undefined {
  return isObject(value) ? (value as { readonly [MEANING]?: Meaning })[MEANING] : undefined;
}

/** The construct that a resolved reference means. */
export function targetOf(value: unknown): IConstruct | undefined {
  return meaningOf(value)?.target;
}

/** Has a resolved reference remember what it means. */
export function meaning<T extends object>(value: T, means: Meaning | undefined): T {
  return means === undefined || meaningOf(value) === means ? value : Object.assign(value, { [MEANING]: means });
}

/**
 * What a value becomes in the template of its stack.
 *
 * It is said that the template is still being prepared, so that what follows from the template itself isn't asked for.
 *
 * @param resolver one for all values of a stack knows the references that it has met
 */
export function resolve(scope: IConstruct, value: unknown, resolver: TemplateResolver = new TemplateResolver()): unknown {
  return Tokenization.resolve(value, { scope, resolver, preparing: true });
}

/** What readers want to know. Dependencies cost a hash each, and a resource tells them itself. */
const MOST = ['Properties', 'DeletionPolicy', 'Condition'] as const;

/** A resource as it stands in the template. */
export interface Definition {
  readonly Properties?: Properties;
  readonly DeletionPolicy?: string;
  readonly Condition?: string;
  /** where an override says it */
  readonly DependsOn?: string | readonly string[];
}

/**
 * What a stack is going to write for a resource, overrides included.
 *
 * Where CDK refuses to write it, nothing: CDK says so itself when it writes the template.
 *
 * @param resolver one for all resources of a stack knows the references that it has met
 * @param held what to resolve in place of what its L1 holds
 */
export function definitionOf(
  cfn: CfnResource,
  resolver?: TemplateResolver,
  held: (properties: unknown) => unknown = (properties) => properties,
): Definition | undefined {
  try {
    // internal, and the only way to see overrides before they are written.
    const { Resources: resources = {} } = cfn._toCloudFormation() as { Resources?: Record<string, IResolvable> };
    const [resource] = Object.values(resources);
    const produce = (context: IResolveContext) => {
      const definition = resource.resolve(context) as Definition;
      return Object.fromEntries(MOST.map((part) => [part, part === 'Properties' ? held(definition[part]) : definition[part]]));
    };
    return resource === undefined ? undefined : resolve(cfn, Lazy.uncachedAny({ produce }), resolver) as Definition;
  } catch {
    return undefined;
  }
}

/** What properties of an L1 hold, before tokens are resolved. */
export function unresolved(properties: unknown): unknown {
  const context = { registerPostProcessor: () => {} } as unknown as IResolveContext;
  return Tokenization.isResolvable(properties) ? (properties as IResolvable).resolve(context) : properties;
}

/** For which a resource writes its overrides alone: CDK checks no properties of what is an intrinsic function. */
const OVERRIDDEN = { Properties: { Ref: '' } };

/** Has a resolver meet the references of a resource, for much less than its definition costs: without checks, and without a look at literals. */
export function meetReferences(cfn: CfnResource, resolver: TemplateResolver): void {
  const meet = (value: unknown): void => {
    if (typeof value === 'string') {
      if (Token.isUnresolved(value)) {
        Tokenization.reverseString(value).tokens.forEach(meet);
      }
    } else if (value instanceof PolicyDocument) {
      meet(resolver.written(value));
    } else if (Tokenization.isResolvable(value) || Token.isUnresolved(value)) {
      if (!(Reference.isReference(value) && Stack.of(value.target) === cfn.stack)) {
        resolve(cfn, value, resolver);
      }
    } else if (isObject(value)) {
      Object.values(value).forEach(meet);
    }
  };
  try {
    const { Resources: resources = {} } = cfn._toCloudFormation() as { Resources?: Record<string, IResolvable> };
    for (const resource of Object.values(resources)) {
      meet(unresolved((unresolved(resource) as Definition).Properties));
      const overriding = { resolve: (overrides: unknown) => (meet(overrides), {}) } as IResolveContext;
      (resource as Partial<IPostProcessor>).postProcess?.({ ...OVERRIDDEN }, overriding);
    }
  } catch {
    // CDK says so itself.
  }
}

/** Asks for CDK's way. */
const CDKS = {};

/** CDK's own resolution, in which references remember what they mean. */
export class TemplateResolver extends DefaultTokenResolver {
  /** Elements of other stacks, and names of exports, that were met since somebody emptied it: CloudFormation defines them first. */
  strangers: (IConstruct | string)[] = [];
  private readonly references = new Map<IResolvable, unknown>();
  private readonly texts = new Map<string, unknown>();
  private readonly documents = new Map<PolicyDocument, unknown>();

  constructor() {
    super({ join: (left, right) => joined([left, right]) });
  }

  /** What a document says. Resolved, it would take no more statements. */
  written(document: PolicyDocument): unknown {
    if (!this.documents.has(document)) {
      this.documents.set(document, document.toJSON());
    }
    return this.documents.get(document);
  }

  resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (token instanceof PolicyDocument) {
      return this.resolved(this.written(token), context);
    }
    if (this.references.has(token)) {
      return this.references.get(token);
    }
    const raw: unknown = token.resolve(context);
    const value: unknown = postProcessor.postProcess(this.resolved(raw, context), context);
    if (Reference.isReference(token) && isObject(value)) {
      meaning(value, { target: token.target, attribute: token.displayName === 'Ref' ? undefined : token.displayName });
      if (Stack.of(token.target) === Stack.of(context.scope)) {
        this.references.set(token, value);
      } else if (isObject(raw)) {
        // to another account or Region, CDK puts a literal name into a text: nobody waits for that.
        this.strangers.push(token.target);
      }
    } else if (isObject(value) && isLiteral(value['Fn::ImportValue'])) {
      this.strangers.push(value['Fn::ImportValue']);
    }
    return value;
  }

  /** What a value becomes, as CDK has it, which makes several objects for every part. */
  private resolved(value: unknown, context: IResolveContext): unknown {
    if (value === undefined || typeof value === 'boolean') {
      return value;
    }
    if (Token.isUnresolved(value)) {
      return typeof value === 'string' ? this.text(value, context) : this.token(Tokenization.reverse(value), context);
    }
    // in an override, what is undefined takes something back. Of whatever else there is, only CDK knows what becomes of it.
    return typeof value === 'string' || typeof value === 'number' ? value
      : isData(value) ? withParts(value, (part) => this.resolved(part, context), true) : context.resolve(value, CDKS);
  }

  /** What holds references within the stack only becomes the same wherever it stands. */
  private text(value: string, context: IResolveContext): unknown {
    const known = this.texts.get(value);
    if (known !== undefined) {
      return known;
    }
    const fragments = Tokenization.reverseString(value);
    const text = fragments.length === 1 ? this.token(fragments.firstToken, context) : this.resolveString(fragments, context);
    if (fragments.tokens.every((token) => this.references.has(token))) {
      this.texts.set(value, text);
    }
    return text;
  }

  private token(token: IResolvable | undefined, { scope, preparing, documentPath, resolve: byCdk }: IResolveContext): unknown {
    let processor: IPostProcessor | undefined;
    const context: IResolveContext = {
      scope,
      preparing,
      documentPath,
      registerPostProcessor: (one) => { processor = one; },
      resolve: (value, options) => options === undefined ? this.resolved(value, context) : byCdk(value, options),
    };
    const postProcess = (value: unknown): unknown => processor === undefined ? value : processor.postProcess(value, context);
    return token && this.resolveToken(token, context, { postProcess });
  }
}

function isData(value: unknown): value is Properties {
  return Array.isArray(value)
    || (isObject(value) && Object.getPrototypeOf(value) === Object.prototype && !Object.keys(value).some(Token.isUnresolved));
}

/** A text of literals and references: a string where all of it is known. */
export function joined(parts: readonly unknown[]): unknown {
  const pieces: unknown[] = [];
  for (const part of parts.flatMap(flattened)) {
    const last = pieces.at(-1);
    if (typeof part !== 'object' && typeof last === 'string') {
      pieces[pieces.length - 1] = last + String(part);
    } else if (part !== '' && part !== undefined) {
      pieces.push(typeof part === 'object' ? part : String(part));
    }
  }
  return pieces.length > 1 || isObject(pieces[0]) ? pieces.length === 1 ? pieces[0] : { 'Fn::Join': ['', pieces] } : pieces[0] ?? '';
}

function flattened(part: unknown): unknown[] {
  const [delimiter, inner] = isObject(part) && Array.isArray(part['Fn::Join']) ? part['Fn::Join'] as unknown[] : [];
  return delimiter === '' && Array.isArray(inner) ? inner : [part];
}
