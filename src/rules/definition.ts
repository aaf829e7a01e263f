import { type CfnResource, type IResolvable, type IResolveContext } from 'aws-cdk-lib/core';
import { Context, resolve, written } from './resolver';
import { isObject, type Properties } from './template';

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

/**
 * L1s that can be read without their own checks, which take most of the time: nothing of theirs needs to be renamed but Cognito's own names.
 * Whoever extends an L1 may write something else than it holds.
 */
function isPlain(cfn: CfnResource): boolean {
  const { cfnResourceType: type, roleMappings, policies } = cfn as CfnResource & Properties;
  return Object.hasOwn(cfn.constructor, 'CFN_RESOURCE_TYPE_NAME') && !isOverridden(cfn)
    && ((type.startsWith('AWS::Cognito::') && roleMappings === undefined) || (type === 'AWS::IAM::Role' && policies === undefined));
}

function plainDefinitionOf(cfn: CfnResource): Definition {
  const { cfnProperties } = cfn as unknown as { readonly cfnProperties: Properties };
  const context = new Context(cfn, true);
  return { Properties: resolve(cfnProperties, context, '') as Properties, DeletionPolicy: resolve(cfn.cfnOptions.deletionPolicy, context) as string };
}

/** The L1's getters don't show `addPropertyOverride`, this does. */
function synthesisedDefinitionOf(cfn: CfnResource): Definition {
  const { Resources: resources = {} } = cfn._toCloudFormation() as { Resources?: Record<string, IResolvable> };
  // the resource alone: its logical id costs a hash, and so does each resource that it depends on.
  const [resource] = Object.values(resources);
  const { Properties, DeletionPolicy } = (resource && resolve(new JudgedParts(resource), new Context(cfn)) || {}) as Partial<Definition>;
  return { Properties: written(Properties ?? {}) as Properties, DeletionPolicy };
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
