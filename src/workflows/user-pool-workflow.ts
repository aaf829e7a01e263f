import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { LocalizedMessages } from './messages/localized-messages';
import { tokenClaimsSteps } from './token-claims/steps';
import type { TokenClaim } from './token-claims/token-claim';
import type { UserMigration } from './user-migration/user-migration';
import type { WorkflowStep } from './workflow-step';
import { flawed, flawOf } from '../private/errors';

/**
 * What a user pool does at a trigger, written once and for all, and run by a function of this library.
 *
 * Each trigger in use has one function, below `Workflows` of the pool, with a role of its own and the permissions of what is asked for. A function of
 * yours on the same trigger (`addTrigger`) is called after it, in what is left of the five seconds that Cognito waits.
 *
 * - `tokenClaims()`: claims of the tokens.
 * - `localizedMessages()`: e-mails and text messages in the languages of the users.
 * - `migration()`: users who come over from an old directory.
 *
 * Other workflows are where they belong: groups that users are in by themselves in `addGroup()`, groups of outside providers in `SocialProvider`.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * auth.addWorkflow(UserPoolWorkflow.tokenClaims([
 *   TokenClaim.attribute('custom:plan', { name: 'plan', tokens: [ClaimToken.ID, ClaimToken.ACCESS] }),
 * ]));
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export class UserPoolWorkflow {
  /**
   * Claims of the tokens, from what the user pool knows. The version of the event, and with it the feature plan, follows the tokens: LITE is enough for ID tokens.
   *
   * `addWorkflow` throws when there is none, when two make the same claim of the same token, in another call too, or when one has a name that isn't free.
   *
   * @param claims each once
   */
  public static tokenClaims(claims: TokenClaim[]): UserPoolWorkflow {
    const { bind, flaw } = tokenClaimsSteps(claims);
    return flawed(new UserPoolWorkflow(bind), flaw);
  }

  /**
   * E-mails and text messages in the languages of the users.
   *
   * @param messages the texts
   */
  public static localizedMessages(messages: LocalizedMessages): UserPoolWorkflow {
    return flawed(new UserPoolWorkflow((scope, userPool) => [messages._bind(scope, userPool)]), flawOf(messages));
  }

  /**
   * Users of an old directory come over when they sign in for the first time, or have forgotten the password.
   *
   * @param migration the old directory, and until when
   */
  public static migration(migration: UserMigration): UserPoolWorkflow {
    return flawed(new UserPoolWorkflow((scope, userPool) => [migration._bind(scope, userPool)]), flawOf(migration));
  }

  private constructor(private readonly steps: (scope: Construct, userPool: IUserPool) => WorkflowStep[]) {}

  /**
   * @internal
   */
  public _bind(scope: Construct, userPool: IUserPool): WorkflowStep[] {
    return this.steps(scope, userPool);
  }
}
