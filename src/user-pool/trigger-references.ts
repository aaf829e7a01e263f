import type { IFunction, IVersion } from 'aws-cdk-lib/aws-lambda';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';
import { topLevel } from '../private/whereabouts';
import { definitionOf } from '../template/resolver';
import { referents } from '../template/resource';

/**
 * Throws when a trigger from another stack holds a reference for which the pool and it would wait for each other: in its environment, or in
 * the policies that it waits for.
 *
 * In one stack the rules `triggerEnvironment` and `triggerDefaultPolicy` see it.
 */
export function assertWaitsForNobody(scope: Construct, trigger: string, handler: IFunction): void {
  if (Stack.of(handler) === Stack.of(scope)) {
    return;
  }
  // stacks wait for each other as a whole, nested ones for single resources.
  const elsewhere = topLevel(handler) !== topLevel(scope);
  const referent = resourcesOf(handler).flatMap((cfn) => referents(definitionOf(cfn)))
    .find((target) => (elsewhere ? topLevel(target) === topLevel(scope) : target.node.scopes.includes(scope)));
  if (referent !== undefined) {
    throw failure(scope, `the trigger ${trigger}, "${handler.node.path}" in stack "${Stack.of(handler).node.path}", refers to "${referent.node.path}" in its environment or `
      + 'policy: the pool\'s stack and the function\'s would wait for each other. Read the pool\'s id from event.userPoolId, and grant with "grants" of the pool');
  }
}

/** The function and the policies that it waits for. */
function resourcesOf(handler: IFunction): CfnResource[] {
  // versions and aliases stand for a function.
  const { lambda = handler } = handler as Partial<IVersion>;
  const policies = lambda.role?.node.findAll().filter((one) => CfnResource.isCfnResource(one) && one.cfnResourceType === 'AWS::IAM::Policy') ?? [];
  return [lambda.node.defaultChild, ...policies].filter((one) => CfnResource.isCfnResource(one));
}
