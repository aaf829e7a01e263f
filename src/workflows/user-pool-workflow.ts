import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { WorkflowStep } from './workflow-step';

/**
 * What a user pool does at a trigger, written once and for all: a function of this library runs it, and nothing else does anything to your users.
 *
 * Each trigger in use has one function, below `Workflows` of the pool, with a role of its own and the permissions of what is asked for. A function of
 * yours on the same trigger (`addTrigger`) is called after it, in what is left of the five seconds that Cognito waits.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export class UserPoolWorkflow {
  private constructor(private readonly steps: (scope: Construct, userPool: IUserPool) => WorkflowStep[]) {}

  /**
   * @internal
   */
  public _bind(scope: Construct, userPool: IUserPool): WorkflowStep[] {
    return this.steps(scope, userPool);
  }
}
