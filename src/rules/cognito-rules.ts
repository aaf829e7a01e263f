import type { IConstruct } from 'constructs';
import { acknowledge, type RuleAcknowledgement } from './acknowledgements';
import { checkRules } from './check';
import { RULE_AREAS } from './table';
import { nearest } from '../private/nearest';

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
   * after they were synthesised, too late for annotations: to see their warnings, call it for each stage.
   *
   * @param scope an app, a stage, a stack or a single construct
   */
  public static check(scope: IConstruct): void {
    checkRules(scope);
  }

  /**
   * Accepts a finding on a construct and on everything in it.
   *
   * Findings about readable secrets and privilege escalation can't be acknowledged.
   *
   * Throws when the id isn't one of the table's, when the rule is final, or when the reason is empty.
   *
   * @param scope the construct whose finding is accepted
   * @param acknowledgement the rule and the reason
   */
  public static acknowledge(scope: IConstruct, acknowledgement: RuleAcknowledgement): void {
    const [rule] = RULE_AREAS.flatMap(({ rules }) => rules.find((one) => one.id === acknowledgement.id) ?? []);
    const id = JSON.stringify(acknowledgement.id);
    if (rule === undefined) {
      // warnings show the id with the library's name in front.
      const near = nearest(acknowledgement.id.replace(/^cdk-cognito-auth:/, ''), RULE_AREAS.flatMap(({ rules }) => rules.map((one) => one.id)));
      const hint = near === undefined ? 'take it from the finding that you want to accept' : `did you mean "${near}"?`;
      throw new Error(`[${scope.node.path}] "id" is not a rule of cdk-cognito-auth, received ${id}: ${hint}`);
    }
    if (rule.final === true) {
      throw new Error(`[${scope.node.path}] the rule ${id} can't be acknowledged: ${rule.consequence}; ${rule.remedy}`);
    }
    if (acknowledgement.reason.trim() === '') {
      throw new Error(`[${scope.node.path}] "reason" is empty for ${id}: say why the finding doesn't matter here`);
    }
    acknowledge(scope, acknowledgement);
  }

  private constructor() {}
}
