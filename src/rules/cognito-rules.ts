import type { IConstruct } from 'constructs';
import { checkRules } from './check';

/**
 * The table of what Amazon Cognito accepts, run at synthesis over resolved templates.
 *
 * The constructs of this library register themselves. Call `check` for user pools and identity pools
 * that are defined with plain L2 or L1 constructs.
 */
export class CognitoRules {
  /**
   * Puts a scope under the rules: every Cognito resource in it, and everything attached to a user pool in it.
   *
   * Findings of severity error fail the synthesis, all at once; warnings become annotations. Stages inside the scope are looked at
   * after they were synthesized, too late for annotations: to see their warnings, call it for each stage.
   *
   * A finding is accepted by CDK's own call, with the id that it shows: `Validations.of(construct).acknowledge({ id, reason })`. A warning
   * can be accepted on the resource or on any construct that holds it, an error below its stack. Findings about secrets that others can
   * read and about roles that others can take are final.
   *
   * @param scope an app, a stage, a stack or a single construct
   */
  public static check(scope: IConstruct): void {
    checkRules(scope);
  }

  private constructor() {}
}
