import { flawed } from '../private/errors';

/**
 * Options for `GuestAccess.allow()`.
 */
export interface GuestAccessOptions {
  /**
   * Why guests need AWS credentials. The acknowledgements hold it, for auditors to read.
   */
  readonly reason: string;
}

/**
 * Whether guests, users who didn't sign in, get AWS credentials. Without it they get none, and there is no role for them.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html#authenticated-and-unauthenticated-identities
 */
export class GuestAccess {
  /**
   * Anyone on the internet gets credentials of `guestRole`, which may do nothing until something is granted, with `guestAccess` for one.
   *
   * The reason acknowledges the rule `identityPoolGuests`, AwsSolutions-COG7 of cdk-nag and CKV_AWS_366 of checkov.
   *
   * AWS limits what guests may do, whatever is granted: a warning names the services that remain.
   *
   * The identity pool throws when the reason is empty.
   *
   * @param options the reason
   */
  public static allow(options: GuestAccessOptions): GuestAccess {
    const { reason } = options;
    return flawed(new GuestAccess(reason), reason.trim() === '' ? `"reason" is empty, received ${JSON.stringify(reason)}: say why users who didn't sign in need AWS credentials` : undefined);
  }

  /**
   * Why guests need AWS credentials.
   */
  public readonly reason: string;

  private constructor(reason: string) {
    this.reason = reason;
  }
}
