import * as fs from 'fs';
import * as path from 'path';
import type { CfnManagedLoginBranding } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { contrastRatio } from './contrast';
import { failure } from '../private/errors';
import { MAX_PICTURES } from '../private/page-limits';
import { warnAtOnce } from '../rules/acknowledgements';

/**
 * Which of a style's two sets of colours people see.
 */
export enum ColorMode {
  /**
   * Always the light ones.
   */
  LIGHT = 'LIGHT',

  /**
   * Always the dark ones.
   */
  DARK = 'DARK',

  /**
   * What their browser asks for.
   */
  BROWSER_ADAPTIVE = 'DYNAMIC',
}

/**
 * Where the form stands on the page.
 */
export enum FormPosition {
  /**
   * At the left in languages that are read from left to right.
   */
  START = 'START',

  /**
   * In the middle.
   */
  CENTER = 'CENTER',

  /**
   * At the right in languages that are read from left to right.
   */
  END = 'END',
}

/**
 * The colours of sign-in pages, each as `#rrggbb`. What is left out is Cognito's.
 *
 * Where two of them lie on each other and their contrast is below 4.5 to 1 (WCAG AA), a warning says so, with the ratio.
 */
export interface StyleColors {
  /**
   * The button that goes on.
   *
   * @default - Cognito's
   */
  readonly primary?: string;

  /**
   * The text on that button.
   *
   * @default - Cognito's
   */
  readonly primaryText?: string;

  /**
   * Headings and text.
   *
   * @default - Cognito's
   */
  readonly text?: string;

  /**
   * The form under the text.
   *
   * @default - Cognito's
   */
  readonly form?: string;

  /**
   * The page around the form.
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
   * The colours by day.
   *
   * @default - Cognito's
   */
  readonly light?: StyleColors;

  /**
   * The colours by night.
   *
   * @default - Cognito's
   */
  readonly dark?: StyleColors;

  /**
   * Which of them people see.
   *
   * @default - ColorMode.BROWSER_ADAPTIVE where `dark` is given, ColorMode.LIGHT otherwise
   */
  readonly colorMode?: ColorMode;

  /**
   * How round form, fields and buttons are, in pixels.
   *
   * @default - Cognito's
   */
  readonly cornerRadius?: number;

  /**
   * The file with the logo over the form: png, svg or jpeg.
   *
   * @default - no logo
   */
  readonly logo?: string;

  /**
   * The file with the icon of the browser's tab: ico or svg.
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
   * Where the form stands.
   *
   * @default FormPosition.CENTER
   */
  readonly formPosition?: FormPosition;

  /**
   * A JSON file with settings of Cognito's own document, such as `aws cognito-idp describe-managed-login-branding` prints them. They win over the rest.
   *
   * @default - no more settings
   */
  readonly settingsFile?: string;
}

type Settings = { readonly [name: string]: unknown };
type Asset = CfnManagedLoginBranding.AssetTypeProperty;

/**
 * How the pages of managed login look.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-brandingeditor.html
 */
export abstract class ManagedLoginStyle {
  /**
   * As Cognito has them.
   */
  public static cognito(): ManagedLoginStyle {
    return new CognitoStyle();
  }

  /**
   * In your colours, with your pictures. Files are read when the client is defined.
   *
   * Throws, when it is given to a client, where a colour isn't `#rrggbb`, a file is missing, of a kind that Cognito doesn't take or too large (1,000,000
   * bytes each, 600,000 in all), or where `settingsFile` holds no JSON object.
   *
   * @param options what differs from Cognito's
   */
  public static of(options: ManagedLoginStyleOptions): ManagedLoginStyle {
    return new OwnStyle(options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(scope: IConstruct): ManagedLoginStyleConfig;
}

/**
 * @internal
 */
export interface ManagedLoginStyleConfig {
  readonly useCognitoProvidedValues?: boolean;
  readonly settings?: object;
  readonly assets?: Asset[];
}

class CognitoStyle extends ManagedLoginStyle {
  public constructor() {
    super();
  }

  public _bind(): ManagedLoginStyleConfig {
    return { useCognitoProvidedValues: true };
  }
}

class OwnStyle extends ManagedLoginStyle {
  constructor(private readonly options: ManagedLoginStyleOptions) {
    super();
  }

  public _bind(scope: IConstruct): ManagedLoginStyleConfig {
    this.checkColors(scope, 'light', this.options.light);
    this.checkColors(scope, 'dark', this.options.dark);
    const assets = this.assets(scope);
    return { settings: merged(this.settings(), this.fileSettings(scope)), assets: assets.length > 0 ? assets : undefined };
  }

  private settings(): Settings {
    const { light, dark, colorMode, cornerRadius: borderRadius, logo, favicon, background, formPosition } = this.options;
    const modes = (of: (colors: StyleColors) => unknown) => ({
      lightMode: light === undefined ? undefined : of(light),
      darkMode: dark === undefined ? undefined : of(dark),
    });
    return defined({
      categories: {
        global: { colorSchemeMode: colorMode ?? (dark === undefined ? ColorMode.LIGHT : ColorMode.BROWSER_ADAPTIVE) },
        form: { location: { horizontal: formPosition } },
      },
      componentClasses: {
        buttons: { borderRadius },
        input: { borderRadius },
        pageText: modes(({ text }) => ({ headingColor: rgba(text), bodyColor: rgba(text), descriptionColor: rgba(text) })),
      },
      components: {
        primaryButton: modes(({ primary, primaryText }) => {
          const colors = { backgroundColor: rgba(primary), textColor: rgba(primaryText) };
          return { defaults: colors, hover: colors, active: colors };
        }),
        form: {
          ...modes(({ form }) => ({ backgroundColor: rgba(form) })),
          borderRadius,
          logo: logo === undefined ? undefined : { enabled: true, formInclusion: 'IN', location: 'CENTER', position: 'TOP' },
        },
        pageBackground: { ...modes(({ page }) => ({ color: rgba(page) })), image: background === undefined ? undefined : { enabled: true } },
        favicon: favicon === undefined ? undefined : { enabledTypes: [extensionOf(favicon).toUpperCase()] },
      },
    }) as Settings;
  }

  private fileSettings(scope: IConstruct): Settings {
    const { settingsFile } = this.options;
    if (settingsFile === undefined) {
      return {};
    }
    const settings = parsed(read(scope, 'settingsFile', settingsFile).toString('utf8'));
    if (!isSettings(settings)) {
      throw failure(scope, `"settingsFile" is ${JSON.stringify(settingsFile)}, which holds no JSON object: give the value of "Settings"`);
    }
    return settings;
  }

  private assets(scope: IConstruct): Asset[] {
    const { logo, favicon, background } = this.options;
    const assets = [
      ...asset(scope, 'logo', logo, { png: 'FORM_LOGO', svg: 'FORM_LOGO', jpeg: 'FORM_LOGO' }),
      ...asset(scope, 'favicon', favicon, { ico: 'FAVICON_ICO', svg: 'FAVICON_SVG' }),
      ...asset(scope, 'background', background, { png: 'PAGE_BACKGROUND', svg: 'PAGE_BACKGROUND', jpeg: 'PAGE_BACKGROUND' }),
    ];
    const total = assets.reduce((sum, { bytes }) => sum + Buffer.byteLength(bytes!, 'base64'), 0);
    if (total > MAX_PICTURES) {
      throw failure(scope, `the files of the style hold ${total} bytes, and a template has room for ${MAX_PICTURES}: make the pictures smaller`);
    }
    return assets;
  }

  private checkColors(scope: IConstruct, prop: string, colors: StyleColors = {}): void {
    for (const [name, color] of Object.entries(colors) as [string, string][]) {
      if (!/^#[\da-f]{6}$/i.test(color)) {
        throw failure(scope, `"${prop}.${name}" must be a colour of the form "#rrggbb", received ${JSON.stringify(color)}`);
      }
    }
    const weak = ([['primaryText', 'primary'], ['text', 'form']] as const).flatMap(([front, back]) => {
      const [one, other] = [colors[front], colors[back]];
      const ratio = one === undefined || other === undefined ? Infinity : contrastRatio(one, other);
      return ratio < 4.5 ? [`"${prop}.${front}" on "${prop}.${back}" has a contrast of ${ratio.toFixed(2)} to 1`] : [];
    });
    if (weak.length > 0) {
      warnAtOnce(scope, 'styleContrast', `${weak.join('; ')}: many people can't read it, WCAG AA asks for 4.5 to 1`);
    }
  }
}

function asset(scope: IConstruct, prop: string, file: string | undefined, categories: Readonly<Record<string, string>>): Asset[] {
  if (file === undefined) {
    return [];
  }
  const category = categories[extensionOf(file)];
  if (category === undefined) {
    throw failure(scope, `"${prop}" must be a file of the kind ${Object.keys(categories).join(', ')}, received ${JSON.stringify(file)}`);
  }
  const bytes = read(scope, prop, file);
  if (bytes.length > 1_000_000) {
    throw failure(scope, `"${prop}" is ${JSON.stringify(file)} with ${bytes.length} bytes, and Cognito takes 1,000,000: make it smaller`);
  }
  return [{ category, colorMode: 'DYNAMIC', extension: extensionOf(file).toUpperCase(), bytes: bytes.toString('base64') }];
}

function extensionOf(file: string): string {
  const extension = path.extname(file).slice(1).toLowerCase();
  return extension === 'jpg' ? 'jpeg' : extension;
}

function read(scope: IConstruct, prop: string, file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch {
    throw failure(scope, `"${prop}" is ${JSON.stringify(file)}, which can't be read: give the path of a file, such as path.join(__dirname, 'logo.svg')`);
  }
}

/** Cognito writes colours with their opacity, and without the number sign. */
function rgba(color: string | undefined): string | undefined {
  return color === undefined ? undefined : `${color.slice(1).toLowerCase()}ff`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without what is undefined, and without what holds nothing else. */
function defined(value: unknown): unknown {
  if (!isSettings(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([name, inner]) => [name, defined(inner)] as const).filter(([, inner]) => inner !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function merged(one: Settings, other: Settings): Settings {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => {
    const [mine, theirs] = [one[name], other[name]];
    return [name, isSettings(mine) && isSettings(theirs) ? merged(mine, theirs) : theirs ?? mine];
  }));
}
