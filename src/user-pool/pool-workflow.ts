import { UserPool, type IUserPool } from 'aws-cdk-lib/aws-cognito';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { DirectoryGrants } from './directory-grants';
import { PoolTriggers } from './pool-triggers';
import { GrantPolicies } from '../private/grant-policies';
import { letClientsAwait, registryOf, type PoolWorkflow } from '../private/pool-registry';
import { definitionOf } from '../private/whereabouts';

/**
 * How a construct beside the pool puts a function of the caller's, or a step of ours, into its workflow; `undefined` where the pool is no L2 of this app.
 *
 * A plain L2 gets what our pool has: after its own `addTrigger` and `grant`, pool and function wait for each other.
 */
export function workflowOf(userPool: IUserPool): PoolWorkflow | undefined {
  const registry = registryOf(userPool);
  const l2 = definitionOf(userPool)?.node.scope;
  if (registry.workflow === undefined && l2 instanceof UserPool) {
    const policies = new GrantPolicies(l2, (policy) => letClientsAwait(userPool, policy));
    const triggers = new PoolTriggers(l2, l2, policies, RemovalPolicy.RETAIN);
    registry.workflow = workflowBy(triggers, DirectoryGrants._of(policies, l2));
  }
  return registry.workflow;
}

/** The same with the triggers and grants that a pool has. */
export function workflowBy(triggers: PoolTriggers, grants: DirectoryGrants): PoolWorkflow {
  return {
    preSignUp: ({ handler, actions, by }) => {
      triggers.add({ name: 'PreSignUp', handler }, by);
      grants._grant(handler, actions);
    },
    step: (step) => triggers.step(step),
  };
}
