import { Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * A construct's path in its stack, for the id of something that belongs to it and stands elsewhere: what is above the stack may change.
 *
 * Seen from another stack it has that of its stack behind it.
 */
export function localPath(construct: IConstruct, from: IConstruct): string {
  const stack = Stack.of(construct);
  const path = below(construct, stack);
  return stack === Stack.of(from) ? path : `${path}@${below(stack, Stage.of(stack))}`;
}

function below(construct: IConstruct, ancestor: IConstruct | undefined): string {
  const { scopes } = construct.node;
  return scopes.slice(scopes.findIndex((scope) => scope === ancestor) + 1).map((scope) => scope.node.id).join('.');
}
