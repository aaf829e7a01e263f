import * as iam from 'aws-cdk-lib/aws-iam';
import { Names, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** A role and all that is granted to it on the pool. */
interface Entry {
  readonly role: iam.IRole;
  readonly statements: iam.PolicyStatement[];
  policy: iam.Policy;
}

/**
 * Grants on the pool, each role's in a policy of its own.
 *
 * On the role's default policy, a grant to a trigger would make a cycle: pool → function → default policy → pool. A trigger's policy
 * stands beside the pool, anybody else's in the role's stack, which may depend on the pool's. Which of the two it is may show later.
 */
export class GrantPolicies {
  private readonly entries = new Map<iam.IRole, Entry>();
  private readonly triggers = new Set<iam.IPrincipal>();

  constructor(private readonly scope: Construct, private readonly onTriggerPolicy: (policy: iam.Policy) => void) {}

  /** Where a grant must go for this grantee: its own policy if it is a role, wherever it keeps them otherwise. */
  granteeFor(grantee: iam.IGrantable): iam.IGrantable {
    const { grantPrincipal } = grantee;
    return isRole(grantPrincipal) ? new PolicyPrincipal(grantPrincipal, (statement) => this.add(grantPrincipal, statement)) : grantee;
  }

  /** The role is a trigger's from now on: its policy moves beside the pool. */
  trigger(grantee: iam.IGrantable): void {
    const { grantPrincipal } = grantee;
    this.triggers.add(grantPrincipal);
    const entry = isRole(grantPrincipal) ? this.entries.get(grantPrincipal) : undefined;
    if (entry !== undefined) {
      entry.policy.node.scope!.node.tryRemoveChild(entry.policy.node.id);
      entry.policy = this.policyFor(entry.role);
      entry.policy.addStatements(...entry.statements);
    }
  }

  private add(role: iam.IRole, statement: iam.PolicyStatement): iam.Policy {
    let entry = this.entries.get(role);
    if (entry === undefined) {
      entry = { role, statements: [], policy: this.policyFor(role) };
      this.entries.set(role, entry);
    }
    entry.statements.push(statement);
    entry.policy.addStatements(statement);
    return entry.policy;
  }

  private policyFor(role: iam.IRole): iam.Policy {
    const trigger = this.triggers.has(role.grantPrincipal);
    const beside = trigger || Stack.of(role) === Stack.of(this.scope);
    const policy = new iam.Policy(beside ? this.scope : Stack.of(role), `GrantsTo${Names.nodeUniqueId(role.node)}`, { roles: [role] });
    if (trigger) {
      this.onTriggerPolicy(policy);
    }
    return policy;
  }
}

/** Puts what is granted into a policy that isn't the role's own. */
class PolicyPrincipal implements iam.IPrincipal {
  public readonly assumeRoleAction: string;
  public readonly policyFragment: iam.PrincipalPolicyFragment;
  public readonly grantPrincipal = this;

  constructor(role: iam.IRole, private readonly add: (statement: iam.PolicyStatement) => iam.Policy) {
    this.assumeRoleAction = role.assumeRoleAction;
    this.policyFragment = role.policyFragment;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return { statementAdded: true, policyDependable: this.add(statement) };
  }
}

function isRole(principal: iam.IPrincipal): principal is iam.IRole {
  return (principal as iam.IRole).roleArn !== undefined;
}
