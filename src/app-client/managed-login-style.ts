import type { IConstruct } from 'constructs';
import type { ManagedLoginStyleOptions } from './managed-login-style-options';
import { styleOf, type ManagedLoginStyleConfig } from './style-document';

/**
 * How the pages of managed login look.
 *
 * - `ManagedLoginStyle.cognito()`: Cognito's own look, for a first deployment.
 * - `ManagedLoginStyle.of()`: your colors, pictures and settings. A client has a style of its own; give the same one to several clients for the same look.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-brandingeditor.html
 */
export class ManagedLoginStyle {
  /**
   * Cognito's own look.
   */
  public static cognito(): ManagedLoginStyle {
    return new ManagedLoginStyle();
  }

  /**
   * Your colors and pictures. Files are read when the client is defined.
   *
   * Throws, when it is given to a client, where a color isn't `#rrggbb`, a file is missing, of a kind that Cognito doesn't take or too large (1,000,000
   * bytes each, 600,000 in all), where `darkLogo` is given without `logo`, or where `settingsFile` holds no JSON object.
   *
   * @param options what differs from Cognito's
   */
  public static of(options: ManagedLoginStyleOptions): ManagedLoginStyle {
    return new ManagedLoginStyle(options);
  }

  /**
   * What differs from Cognito's own look; undefined where nothing does.
   */
  public readonly options?: ManagedLoginStyleOptions;

  private constructor(options?: ManagedLoginStyleOptions) {
    this.options = options;
  }

  /**
   * @internal
   */
  public _bind(scope: IConstruct): ManagedLoginStyleConfig {
    return this.options === undefined ? { useCognitoProvidedValues: true } : styleOf(scope, this.options);
  }
}
