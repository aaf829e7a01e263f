import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** The triggers that have steps, by CloudFormation's names. */
export type WorkflowTrigger = 'PreSignUp' | 'PostConfirmation' | 'PreTokenGenerationConfig' | 'CustomMessage' | 'UserMigration';

/**
 * What a construct asks of the function of one of the pool's triggers. The function is there because of it.
 */
export interface WorkflowStep {
  readonly trigger: WorkflowTrigger;
  /** the name in runtime/steps.ts */
  readonly name: string;
  /** what the function is told: JSON, which may hold tokens. Every step of the same name runs once, with all entries */
  readonly entry: object;
  /** what asked for it, in the caller's words, for messages and the summary */
  readonly by: string;
  /** whether a pool has it once: a second one would silently replace the first */
  readonly isSingle?: boolean;
  /** the version of the event that it needs at least: of token generation only */
  readonly version?: string;
  /** what it calls of the user pools' API, on this pool */
  readonly actions?: readonly string[];
  /** what else it may do */
  readonly statements?: readonly PolicyStatement[];
}
