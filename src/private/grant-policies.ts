import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct, IDependable } from 'constructs';
import { failure } from './errors';
import { lateDependable } from './late-dependable';
import { localPath } from './local-path';
import { subtree } from './subtree';
import { topLevel } from './whereabouts';

/** A role and all that is granted to it on the pool. */
interface Entry {
  readonly role: iam.IRole;
  readonly statements: iam.PolicyStatement[];
  /** whatever the policy is by then: it may move */
  readonly dependable: IDependable;
  policy: iam.Policy;
}

/**
 * Grants on the pool, each role's in a policy of its own.
 *
 * On the role's default policy, a grant to a trigger would make a cycle: pool → function → default policy → pool. A trigger's policy
 * stands beside the pool, below `Grants`, and so does that of every other role in the trigger's stack, for which the pool's stack waits. Otherwise
 * it stands in the role's stack, which may wait for the pool's. Which of the two it is may show later. The same goes for an identity pool, whose
 * stack waits for those of its user pools.
 */
export class GrantPolicies {
  private readonly entries = new Map<iam.IRole, Entry>();
  private readonly triggers = new Set<iam.IPrincipal>();
  private readonly upstream = new Set<Stack>();
  /** what stands beside a role for good, and waits for the pool */
  private readonly settled: IConstruct[] = [];

  constructor(private readonly scope: Construct, private readonly onTriggerPolicy: (policy: IDependable) => void) {
    this.upstream.add(Stack.of(scope));
  }

  /** Where a grant must go for this grantee: its own policy if it is a role, wherever it keeps them otherwise. */
  granteeFor(grantee: iam.IGrantable): iam.IGrantable {
    const { grantPrincipal } = grantee;
    return isRole(grantPrincipal) ? new PolicyPrincipal(grantPrincipal, (statement) => this.add(grantPrincipal, statement)) : grantee;
  }

  /** The function is a trigger from now on: the pool's stack waits for it, and users mustn't sign in before it may do its work. */
  trigger(handler: iam.IGrantable & IConstruct): void {
    const { grantPrincipal } = handler;
    this.waitFor(handler, ...isRole(grantPrincipal) ? [grantPrincipal] : []);
    if (isRole(grantPrincipal) && !this.triggers.has(grantPrincipal)) {
      this.triggers.add(grantPrincipal);
      const entry = this.entries.get(grantPrincipal);
      if (entry !== undefined) {
        this.onTriggerPolicy(entry.dependable);
      }
    }
  }

  /** The pool's stack waits for theirs from now on: nobody's policy there may wait for the pool. */
  waitFor(...constructs: readonly IConstruct[]): void {
    for (const construct of constructs) {
      // nested stacks are deployed with their parent, and the pool's own wait for single resources only.
      this.upstream.add(this.isElsewhere(construct) ? topLevel(construct) : Stack.of(construct));
    }
    const stuck = this.settled.find((construct) => this.belongsBesidePool(construct));
    if (stuck !== undefined) {
      throw failure(this.scope, `"${stuck.node.path}" stands beside its role in the stack "${Stack.of(stuck).node.path}", for which the stack of `
        + `"${constructs[0]!.node.path}" makes the pool's stack wait: the two would wait for each other. Add the trigger before the group`);
    }
    for (const entry of this.entries.values()) {
      this.moveBesidePool(entry);
    }
  }

  /** Whether what refers to the pool and to this construct must stand beside the pool: the pool's stack waits for the construct's, or is the same. */
  belongsBesidePool(construct: IConstruct): boolean {
    return this.upstream.has(this.isElsewhere(construct) ? topLevel(construct) : Stack.of(construct));
  }

  /** It stands where it is for good, in a stack that waits for the pool's: the pool's may not wait for that any more. */
  settle(construct: IConstruct): void {
    this.settled.push(construct);
  }

  /** Whether it is the policy of a role that is no trigger's: nothing needs to wait for it, and it may wait for anything. */
  isBystander(construct: IConstruct): boolean {
    return [...this.entries.values()].some(({ role, policy }) => policy === construct && !this.triggers.has(role));
  }

  private add(role: iam.IRole, statement: iam.PolicyStatement): IDependable {
    const entry = this.entries.get(role) ?? this.define(role);
    entry.statements.push(statement);
    entry.policy.addStatements(statement);
    return entry.dependable;
  }

  private define(role: iam.IRole): Entry {
    const entry: Entry = { role, statements: [], dependable: lateDependable(() => [entry.policy]), policy: this.policyFor(role) };
    this.entries.set(role, entry);
    if (this.triggers.has(role)) {
      this.onTriggerPolicy(entry.dependable);
    }
    return entry;
  }

  private moveBesidePool(entry: Entry): void {
    const { scope } = entry.policy.node;
    if (scope?.node.scope !== this.scope && this.belongsBesidePool(entry.role)) {
      scope?.node.tryRemoveChild(entry.policy.node.id);
      entry.policy = this.policyFor(entry.role);
      entry.policy.addStatements(...entry.statements);
    }
  }

  private isElsewhere(construct: IConstruct): boolean {
    return topLevel(construct) !== topLevel(this.scope);
  }

  private policyFor(role: iam.IRole): iam.Policy {
    const stack = Stack.of(role);
    // in a stack of its own, a role may have grants on several pools.
    const policy = this.belongsBesidePool(role)
      ? new iam.Policy(subtree(this.scope, 'Grants'), localPath(role, this.scope))
      : new iam.Policy(stack, `${localPath(this.scope, stack)}GrantsTo${localPath(role, stack)}`);
    // the role decides: one that was imported to stay as it is takes none.
    role.attachInlinePolicy(policy);
    return policy;
  }
}

/** Puts what is granted into a policy that isn't the role's own. */
class PolicyPrincipal implements iam.IPrincipal {
  public readonly assumeRoleAction: string;
  public readonly policyFragment: iam.PrincipalPolicyFragment;
  public readonly grantPrincipal = this;

  constructor(role: iam.IRole, private readonly add: (statement: iam.PolicyStatement) => IDependable) {
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
