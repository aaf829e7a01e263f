import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { readable } from './readable';

/**
 * What a role may do, a line for each statement of its default policy, as it stands when it is called.
 */
export function permissionsOf(role: iam.Role): string[] {
  const policy = role.node.tryFindChild('DefaultPolicy') as iam.Policy | undefined;
  const document = Stack.of(role).resolve(policy?.document) as { Statement: Record<string, unknown>[] } | undefined;
  return (document?.Statement ?? []).map((statement) => {
    const on = [statement.Resource].flat().map((resource) => readable(role, resource)).join(', ');
    const condition = statement.Condition === undefined ? '' : ` if ${JSON.stringify(statement.Condition)}`;
    return `${String(statement.Effect)} ${[statement.Action].flat().join(', ')} on ${on}${condition}`;
  });
}
