import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import {
  DefaultTokenResolver, Reference, Tokenization, type CfnResource, type IPostProcessor, type IResolvable, type IResolveContext,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { isObject, type Properties } from './value';

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
  return means === undefined ? value : Object.assign(value, { [MEANING]: means });
}

/**
 * What a value becomes in the template of its stack.
 *
 * It is said that the template is still being prepared, so that what follows from the template itself isn't asked for.
 */
export function resolve(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new TemplateResolver(), preparing: true });
}

/** A resource as it stands in the template. */
export interface Definition {
  readonly Properties?: Properties;
  readonly DeletionPolicy?: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
}

/**
 * What a stack is going to write for a resource, overrides included.
 *
 * Where CDK refuses to write it, nothing: CDK says so itself when it writes the template.
 *
 * @param parts what to read beside the properties, which CDK checks; each dependency costs a hash
 */
export function definitionOf(cfn: CfnResource, parts: readonly (keyof Definition)[] = ['DeletionPolicy', 'Condition']): Definition | undefined {
  try {
    // internal, and the only way to see overrides before they are written.
    const { Resources: resources = {} } = cfn._toCloudFormation() as { Resources?: Record<string, IResolvable> };
    const [resource] = Object.values(resources);
    return resource === undefined ? undefined : resolve(cfn, new Parts(resource, ['Properties', ...parts])) as Definition;
  } catch {
    return undefined;
  }
}

class TemplateResolver extends DefaultTokenResolver {
  constructor() {
    super({ join: (left, right) => concatenated([left, right].filter((part) => part !== undefined)) });
  }

  resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (token instanceof PolicyDocument) {
      // resolved, it would take no more statements.
      return context.resolve(token.toJSON());
    }
    const value: unknown = super.resolveToken(token, context, postProcessor);
    return Reference.isReference(token) && isObject(value)
      ? meaning(value, { target: token.target, attribute: token.displayName === 'Ref' ? undefined : token.displayName }) : value;
  }
}

/** Some parts of a resource: the logical ids of all that it depends on are made only where they are asked for. */
class Parts implements IResolvable {
  readonly creationStack = [];

  constructor(private readonly resource: IResolvable, private readonly parts: readonly (keyof Definition)[]) {}

  resolve(context: IResolveContext): Definition {
    const definition = this.resource.resolve(context) as Definition;
    return Object.fromEntries(this.parts.map((part) => [part, definition[part]]));
  }
}

/** As CloudFormation joins texts: literals side by side are one. */
function concatenated(parts: readonly unknown[]): unknown {
  const pieces = parts.flatMap((part) => {
    const [delimiter, inner] = isObject(part) && Array.isArray(part['Fn::Join']) ? part['Fn::Join'] as unknown[] : [];
    return delimiter === '' && Array.isArray(inner) ? inner : [part];
  });
  return pieces.some(isObject) ? { 'Fn::Join': ['', pieces] } : pieces.join('');
}
