import { flawed } from '../private/errors';

/**
 * Options for `ClassicFlow.allow()`.
 */
export interface ClassicFlowOptions {
  /**
   * Why the enhanced flow isn't enough. The acknowledgements hold it, for auditors to read.
   */
  readonly reason: string;
}

/**
 * Whether apps may get credentials by the basic (classic) flow, beside the enhanced one.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export class ClassicFlow {
  /**
   * Apps may get a token of the identity pool (`GetOpenIdToken`) and assume a role with it themselves (`AssumeRoleWithWebIdentity`).
   *
   * The app then names the role, and Cognito chooses nothing: **every signed-in user may assume every role that trusts this pool's signed-in users**, whatever
   * mapping, group or rule it was made for, and guests escape the list of services that AWS limits them to. Only the trust policies of the roles remain. With
   * roles for some of the users the synthesis fails (rule `identityPoolClassicRoles`).
   *
   * The reason acknowledges the rule `identityPoolClassicFlow`.
   *
   * The identity pool throws when the reason is empty.
   *
   * @param options the reason
   */
  public static allow(options: ClassicFlowOptions): ClassicFlow {
    const { reason } = options;
    return flawed(new ClassicFlow(reason), reason.trim() === '' ? `"reason" is empty, received ${JSON.stringify(reason)}: say why the enhanced flow isn't enough` : undefined);
  }

  /**
   * Why the enhanced flow isn't enough.
   */
  public readonly reason: string;

  private constructor(reason: string) {
    this.reason = reason;
  }
}
