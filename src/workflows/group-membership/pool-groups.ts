import type { IUserPool, UserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import type { CfnRole, IRole } from 'aws-cdk-lib/aws-iam';
import { CfnResource, Stack, Token } from 'aws-cdk-lib/core';
import { failure } from '../../private/errors';
import { registryOf, type PoolWorkflow } from '../../private/pool-registry';
import type { DirectoryGroupOptions } from '../../user-pool/directory-group';
import type { WorkflowStep } from '../workflow-step';

/**
 * Remembers the role of a group, and has the pool's functions put users into the group.
 *
 * Throws where that needs the name of a role that only CloudFormation knows.
 */
export function addMembership(
  group: UserPoolGroup, userPool: IUserPool, { groupName, role, precedence, membership }: DirectoryGroupOptions & { readonly groupName: string },
): void {
  const registry = registryOf(userPool);
  const roleArn = role && arnByName(role);
  if (role !== undefined) {
    (registry.groupRoles ??= []).push({ group: groupName, role: roleArn, precedence });
  }
  if (membership === undefined) {
    return;
  }
  const step = membership._step(groupName, `"membership" of ${group.node.path}`);
  if (!membership._isDerived) {
    registry.workflow!.step(step);
  } else if (role !== undefined && roleArn === undefined) {
    throw failure(group, `"membership" is GroupMembership.derived(), and "role" is ${role.node.path}, which ${nameless}`);
  } else {
    giveGroups(userPool, registry.workflow!, step);
  }
}

/** What follows from a role whose name isn't a literal, and the way out. */
export const nameless = 'has no name of its own: the function that writes the tokens would wait for the role, the role for the identity pool, and that for this user pool. '
  + 'Give it one, addRole(\'…\', { roleName: \'acme-staff\' })';

/** Has tokens name groups, and their roles, of which more may come. */
export function giveGroups(userPool: IUserPool, workflow: PoolWorkflow, step: WorkflowStep): void {
  const registry = registryOf(userPool);
  const told = registry.groupSteps ??= [];
  if (!told.includes(step.name)) {
    told.push(step.name);
    workflow.step({ ...step, entry: { roles: registry.groupRoles ??= [] } });
  }
  workflow.step(step);
}

/** The ARN of a role without a reference to it; `undefined` where only CloudFormation knows the name. */
function arnByName(role: IRole): string | undefined {
  const cfn = role.node.defaultChild;
  if (!CfnResource.isCfnResource(cfn) || cfn.cfnResourceType !== 'AWS::IAM::Role') {
    return role.roleArn;
  }
  const { roleName, path = '/' } = cfn as CfnRole;
  return roleName === undefined || Token.isUnresolved(roleName) || Token.isUnresolved(path) ? undefined
    : Stack.of(cfn).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `${path.slice(1)}${roleName}` });
}
