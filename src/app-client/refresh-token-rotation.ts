import { Duration } from 'aws-cdk-lib/core';
import { flawed } from '../private/errors';

/**
 * Options for `RefreshTokenRotation.enabled()`.
 */
export interface RefreshTokenRotationOptions {
  /**
   * How long a used token still works, whole seconds from 0 to 60, so that two tabs may refresh at once.
   *
   * @default Duration.seconds(10)
   */
  readonly gracePeriod?: Duration;
}

/**
 * Whether each use of a refresh token brings a new one.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html#using-the-refresh-token-rotation
 */
export class RefreshTokenRotation {
  /**
   * A refresh token works once. The app must call `GetTokensFromRefreshToken` or the token endpoint, as Amplify JS from
   * 6.15.4 does; `amazon-cognito-identity-js` doesn't, and its users are signed out at the first refresh.
   *
   * A replayed token is refused, but doesn't revoke the tokens that came from it.
   *
   * The client throws when the grace period isn't whole seconds up to 60.
   *
   * @param options the grace period
   */
  public static enabled(options: RefreshTokenRotationOptions = {}): RefreshTokenRotation {
    const { gracePeriod = Duration.seconds(10) } = options;
    const wrong = !gracePeriod.isUnresolved() && (gracePeriod.toMilliseconds() > 60_000 || gracePeriod.toMilliseconds() % 1000 !== 0);
    return flawed(new RefreshTokenRotation(true, gracePeriod),
      wrong ? `"gracePeriod" must be whole seconds from 0 to 60, received ${gracePeriod.toHumanString()} (rule outOfBounds)` : undefined);
  }

  /**
   * A refresh token works until it expires or is revoked.
   */
  public static disabled(): RefreshTokenRotation {
    return new RefreshTokenRotation(false);
  }

  /**
   * Whether each use of a refresh token brings a new one.
   */
  public readonly rotates: boolean;

  /**
   * How long a used token still works, where tokens rotate.
   */
  public readonly gracePeriod?: Duration;

  private constructor(rotates: boolean, gracePeriod?: Duration) {
    this.rotates = rotates;
    this.gracePeriod = gracePeriod;
  }
}
