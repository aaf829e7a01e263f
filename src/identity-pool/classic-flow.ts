/**
 * Options for `ClassicFlow.allow()`.
 */
export interface ClassicFlowOptions {
  /**
   * Why the enhanced flow isn't enough. It goes into the acknowledgements, for auditors to read.
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
   * Apps may get a token of the identity pool (`GetOpenIdToken`) and take a role with it by themselves (`AssumeRoleWithWebIdentity`).
   *
   * The app then names the role, and Cognito chooses nothing: **every role that trusts this pool's signed-in people is everybody's**, whatever mapping,
   * group or rule it was made for, and guests escape the list of services that AWS leaves them. The trust of the roles is all that guards them. With
   * roles for some of the people the synthesis fails (rule `identityPoolClassicRoles`).
   *
   * The reason acknowledges the rule `identityPoolClassicFlow`.
   *
   * Throws when the reason is empty.
   *
   * @param options the reason
   */
  public static allow(options: ClassicFlowOptions): ClassicFlow {
    if (options.reason.trim() === '') {
      throw new Error(`"reason" is empty, received ${JSON.stringify(options.reason)}: say why the enhanced flow isn't enough`);
    }
    return new ClassicFlow(options.reason);
  }

  private constructor(private readonly reason: string) {}

  /**
   * @internal
   */
  public _bind(): string {
    return this.reason;
  }
}
