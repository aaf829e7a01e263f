/**
 * Which of a style's two sets of colors users see.
 */
export enum ColorMode {
  /**
   * Always the light colors.
   */
  LIGHT = 'LIGHT',

  /**
   * Always the dark colors.
   */
  DARK = 'DARK',

  /**
   * Those that the user's browser asks for.
   */
  BROWSER_ADAPTIVE = 'DYNAMIC',
}

/**
 * The place of the form on the page.
 */
export enum FormPosition {
  /**
   * On the left in languages that are read from left to right.
   */
  START = 'START',

  /**
   * In the middle.
   */
  CENTER = 'CENTER',

  /**
   * On the right in languages that are read from left to right.
   */
  END = 'END',
}

/**
 * The colors of the sign-in pages, each as `#rrggbb`. What is left out is Cognito's.
 *
 * Where one of them lies on another and their contrast is below 4.5 to 1 (WCAG AA), a warning says so, with the ratio.
 */
export interface StyleColors {
  /**
   * The color of the button that continues.
   *
   * @default - Cognito's
   */
  readonly primary?: string;

  /**
   * The color of the text on that button.
   *
   * @default - Cognito's
   */
  readonly primaryText?: string;

  /**
   * The color of headings and text.
   *
   * @default - Cognito's
   */
  readonly text?: string;

  /**
   * The color of the form, behind the text.
   *
   * @default - Cognito's
   */
  readonly form?: string;

  /**
   * The color of the page around the form.
   *
   * @default - Cognito's
   */
  readonly page?: string;
}

/**
 * Options for `ManagedLoginStyle.of()`.
 */
export interface ManagedLoginStyleOptions {
  /**
   * The colors of the light mode.
   *
   * @default - Cognito's
   */
  readonly light?: StyleColors;

  /**
   * The colors of the dark mode.
   *
   * @default - Cognito's
   */
  readonly dark?: StyleColors;

  /**
   * Which of them users see.
   *
   * @default - ColorMode.BROWSER_ADAPTIVE where `dark` is given, ColorMode.LIGHT otherwise
   */
  readonly colorMode?: ColorMode;

  /**
   * The radius of the corners of form, fields and buttons, in pixels.
   *
   * @default - Cognito's
   */
  readonly cornerRadius?: number;

  /**
   * The file with the logo above the form: png, svg or jpeg. Where `darkLogo` is given, it is shown in the light mode only.
   *
   * @default - no logo
   */
  readonly logo?: string;

  /**
   * The file with the logo above the form in the dark mode: png, svg or jpeg. Needs `logo`.
   *
   * @default - the same logo as in the light mode
   */
  readonly darkLogo?: string;

  /**
   * The file with the logo in a header at the top of the page: png, svg or jpeg.
   *
   * @default - no header
   */
  readonly headerLogo?: string;

  /**
   * The files with the icons on the buttons of identity providers, by the provider's name in the pool: ico or svg.
   *
   * @default - Cognito's for the social providers, none for the others
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssetType.html
   */
  readonly providerIcons?: { [providerName: string]: string };

  /**
   * The file with the icon in the browser's tab: ico or svg.
   *
   * @default - Cognito's
   */
  readonly favicon?: string;

  /**
   * The file with the picture behind the form: png, svg or jpeg.
   *
   * @default - no picture
   */
  readonly background?: string;

  /**
   * The place of the form on the page.
   *
   * @default FormPosition.CENTER
   */
  readonly formPosition?: FormPosition;

  /**
   * A JSON file with settings of Cognito's own document, such as `aws cognito-idp describe-managed-login-branding` prints them. They win over the others.
   *
   * @default - no more settings
   */
  readonly settingsFile?: string;
}
