import { Policy, type CfnPolicy, type CfnRole, type Role } from 'aws-cdk-lib/aws-iam';
import { named, readable } from './readable';

interface Document {
  readonly Statement: Record<string, unknown>[];
}

/**
 * What a role may do, as it stands when it is called: a line for each statement of its own policies and for each managed policy.
 */
export function permissionsOf(role: Role): string[] {
  const cfn = role.node.defaultChild as CfnRole;
  const inline = (named(role, cfn.policies) ?? []) as { readonly policyDocument: unknown }[];
  // a policy may stand anywhere in the app: what it is attached to is what counts.
  const attached = role.node.root.node.findAll().filter((construct): construct is Policy => construct instanceof Policy
    && [named(role, (construct.node.defaultChild as CfnPolicy).roles)].flat().includes(`<${role.node.path}>`));
  const documents = [...inline.map((policy) => policy.policyDocument), ...attached.map((policy) => policy.document)];
  const managed = (named(role, cfn.managedPolicyArns) ?? []) as unknown[];
  return [
    ...documents.flatMap((document) => (named(role, document) as Document | undefined)?.Statement ?? []).map((statement) => line(role, statement)),
    ...managed.map((arn) => `the managed policy ${readable(role, arn)}`),
  ];
}

function line(role: Role, statement: Record<string, unknown>): string {
  const actions = statement.Action === undefined ? `all but ${readable(role, statement.NotAction)}` : readable(role, statement.Action);
  const resources = statement.Resource === undefined ? `all but ${readable(role, statement.NotResource)}` : readable(role, statement.Resource);
  const conditions = Object.entries((statement.Condition ?? {}) as Record<string, object>).flatMap(([operator, keys]) => (
    Object.entries(keys).map(([key, value]) => `${key} ${operator} ${readable(role, value)}`)));
  return `${String(statement.Effect)} ${actions} on ${resources}${conditions.length > 0 ? ` if ${conditions.join(' and ')}` : ''}`;
}
