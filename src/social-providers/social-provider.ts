import { AmazonProvider, type AmazonProviderOptions } from './amazon';
import { AppleProvider, type AppleProviderOptions } from './apple';
import { FacebookProvider, type FacebookProviderOptions } from './facebook';
import { GoogleProvider, type GoogleProviderOptions } from './google';
import type { ISocialProvider } from './social-provider-config';

/**
 * The outside accounts that Cognito knows by itself.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-social-idp.html
 */
export class SocialProvider {
  /**
   * Sign in with Google.
   *
   * @param options the OAuth client at Google
   */
  public static google(options: GoogleProviderOptions): ISocialProvider {
    return new GoogleProvider(options);
  }

  /**
   * Sign in with Facebook.
   *
   * @param options the app at Facebook
   */
  public static facebook(options: FacebookProviderOptions): ISocialProvider {
    return new FacebookProvider(options);
  }

  /**
   * Login with Amazon.
   *
   * @param options the security profile at Amazon
   */
  public static amazon(options: AmazonProviderOptions): ISocialProvider {
    return new AmazonProvider(options);
  }

  /**
   * Sign in with Apple.
   *
   * @param options the services id and key at Apple
   */
  public static apple(options: AppleProviderOptions): ISocialProvider {
    return new AppleProvider(options);
  }

  private constructor() {}
}
