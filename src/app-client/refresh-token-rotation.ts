import { Duration } from 'aws-cdk-lib/core';

/**
 * Whether each use of a refresh token brings a new one.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html#using-the-refresh-token-rotation
 */
export abstract class RefreshTokenRotation {
  /**
   * A refresh token is good once. The app must call `GetTokensFromRefreshToken` or the token endpoint, as Amplify JS from
   * 6.15.4 does; `amazon-cognito-identity-js` doesn't, and is signed out at the first refresh.
   *
   * A replayed token is refused, but doesn't revoke the tokens that came from it.
   *
   * Throws when the period is longer than 60 seconds.
   *
   * @param gracePeriod how long a used token still works, 0 to 60 seconds, so that two tabs may refresh at once; 10 seconds by default
   */
  public static enabled(gracePeriod: Duration = Duration.seconds(10)): RefreshTokenRotation {
    if (!gracePeriod.isUnresolved() && gracePeriod.toMilliseconds() > 60_000) {
      throw new Error(`"gracePeriod" must be 0 to 60 seconds, received ${gracePeriod.toHumanString()} (rule clientRotationGrace)`);
    }
    return new Rotation(gracePeriod);
  }

  /**
   * A refresh token works until it expires or is revoked.
   */
  public static disabled(): RefreshTokenRotation {
    return new Rotation(undefined);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): Duration | undefined;
}

class Rotation extends RefreshTokenRotation {
  constructor(private readonly gracePeriod: Duration | undefined) {
    super();
  }

  public _bind(): Duration | undefined {
    return this.gracePeriod;
  }
}
