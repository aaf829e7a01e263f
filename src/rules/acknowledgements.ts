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

/**
 * A finding that was accepted, and where.
 */
export interface AcceptedFinding {
  /**
   * The rule's id.
   */
  readonly id: string;

  /**
   * Why it doesn't matter.
   */
  readonly reason: string;

  /**
   * The path of the construct on which it was accepted, with everything in it; `App` for the whole app.
   */
  readonly path: string;
}

/** What was acknowledged on constructs, in them, or on those that hold them, each once. */
export function acceptedIn(constructs: readonly IConstruct[]): AcceptedFinding[] {
  const scopes = new Set(constructs.flatMap((construct) => [...construct.node.scopes.slice(0, -1), ...construct.node.findAll()]));
  return [...scopes].flatMap((scope) => acknowledgementsAt(scope).map((one) => ({ ...one, path: scope.node.path || 'App' })));
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
