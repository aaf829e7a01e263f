import { CfnResource, type Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Resource } from '../../src/template/resource';
import { Synthesis } from '../../src/template/synthesis';

/** A type of which the view knows nothing. */
export const TYPE = 'Test::Of::Template';

/** A resource with the properties as CloudFormation takes them. */
export function resource(scope: Stack, properties: Record<string, unknown>, id: string = 'Resource'): CfnResource {
  return new CfnResource(scope, id, { type: TYPE, properties });
}

/** As a template is written: without what only the view remembers. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** What is seen in each world of the stage that a construct is in; what is seen twice once. */
export function inEachWorld<T>(construct: IConstruct, see: (resourceOf: (cfn: CfnResource) => Resource | undefined) => T): T[] {
  const seen = new Map<string, T>();
  for (const view of Synthesis.of(construct).views()) {
    const one = see((cfn) => view.resource(cfn));
    seen.set(JSON.stringify(one) ?? '', one);
  }
  return [...seen.values()];
}

/** What a value of a stack is in each world. */
export function readings(stack: Stack, value: unknown): unknown[] {
  const cfn = resource(stack, { Value: value });
  return inEachWorld(stack, (view) => plain(view(cfn)?.at('Value').raw));
}

/** What a value of a stack means in the first world: the paths of constructs. */
export function meanings(stack: Stack, value: unknown, id?: string): string[] {
  const cfn = resource(stack, { Value: value }, id);
  const read = Synthesis.of(stack).view.resource(cfn)!;
  return read.referents(read.at('Value').raw).map(({ node }) => node.path);
}
