import {
  CfnElement, DefaultTokenResolver, Reference, StringConcat, Tokenization, type IPostProcessor, type IResolvable, type IResolveContext,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Text for people from a value that may hold tokens: a reference becomes the path of its construct, `<Stack/Files>`, also where it crosses
 * stacks; a pseudo parameter becomes `<region>`.
 */
export function readable(scope: IConstruct, value: unknown): string {
  return render(named(scope, value));
}

/**
 * A value with such names in the place of references, its structure kept.
 */
export function named(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new NamingResolver(), preparing: false });
}

/** Puts names in the place of references while they still know what they refer to. */
class NamingResolver extends DefaultTokenResolver {
  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
      return `<${token.target.node.path.replace(/\/Resource$/, '')}>`;
    }
    const value: unknown = super.resolveToken(token, context, postProcessor);
    return isFunction(value) ? render(value) : value;
  }
}

function isFunction(value: unknown): boolean {
  const [name, ...others] = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

function render(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(render).join(', ');
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [name, argument] = Object.entries(value)[0] ?? ['', ''];
  switch (name) {
    case 'Ref':
      return `<${String(argument).replace(/^AWS::/, '').replace(/^(Region|Partition|AccountId|URLSuffix)$/, (word) => word.toLowerCase())}>`;
    case 'Fn::GetAtt':
      return `<${Array.isArray(argument) ? argument.join('.') : String(argument)}>`;
    case 'Fn::Join':
      return (argument as [string, unknown[]])[1].map(render).join((argument as [string, unknown[]])[0]);
    default:
      return `<${name.replace(/^Fn::/, '')}>`;
  }
}
