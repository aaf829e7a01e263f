import type { IConstruct } from 'constructs';

/**
 * Says that a finding is known and accepted.
 */
export interface RuleAcknowledgement {
  /**
   * The rule's id, as the finding names it.
   */
  readonly id: string;

  /**
   * Why the finding doesn't matter here. It is printed in `summary`.
   */
  readonly reason: string;
}

const acknowledged = new WeakMap<IConstruct, RuleAcknowledgement[]>();

export function acknowledge(scope: IConstruct, acknowledgement: RuleAcknowledgement): void {
  acknowledged.set(scope, [...acknowledgementsAt(scope), acknowledgement]);
}

/** What was acknowledged on a construct, in it, or on one that holds it. */
export function acknowledgementsIn(scope: IConstruct): RuleAcknowledgement[] {
  return [...scope.node.scopes.slice(0, -1), ...scope.node.findAll()].flatMap(acknowledgementsAt);
}

function acknowledgementsAt(scope: IConstruct): readonly RuleAcknowledgement[] {
  return acknowledged.get(scope) ?? [];
}

/** Whether a rule is acknowledged on a construct or on one that holds it. */
export function isAcknowledged(scope: IConstruct, id: string): boolean {
  for (let at: IConstruct | undefined = scope; at !== undefined; at = at.node.scope) {
    if (acknowledgementsAt(at).some((acknowledgement) => acknowledgement.id === id)) {
      return true;
    }
  }
  return false;
}
