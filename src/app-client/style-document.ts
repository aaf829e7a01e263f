import * as fs from 'fs';
import * as path from 'path';
import type { CfnManagedLoginBranding } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { contrastRatio } from './contrast';
import { ColorMode, type ManagedLoginStyleOptions, type StyleColors } from './managed-login-style-options';
import { failure } from '../private/errors';
import { MAX_PICTURES } from '../private/page-limits';
import { warnAtOnce } from '../rules/acknowledgements';

type Settings = { readonly [name: string]: unknown };
type Asset = CfnManagedLoginBranding.AssetTypeProperty;

/** What a style sets on the branding of a client. */
export interface ManagedLoginStyleConfig {
  readonly useCognitoProvidedValues?: boolean;
  readonly settings?: object;
  readonly assets?: Asset[];
}

/** A style in Cognito's own document, with its pictures. */
export function styleOf(scope: IConstruct, options: ManagedLoginStyleOptions): ManagedLoginStyleConfig {
  checkColors(scope, 'light', options.light);
  checkColors(scope, 'dark', options.dark);
  const assets = assetsOf(scope, options);
  return { settings: merged(settingsOf(options), fileSettings(scope, options)), assets: assets.length > 0 ? assets : undefined };
}

function settingsOf(options: ManagedLoginStyleOptions): Settings {
  const { light, dark, colorMode, cornerRadius: borderRadius, logo, headerLogo, favicon, background, formPosition } = options;
  const modes = (of: (colors: StyleColors) => unknown) => ({
    lightMode: light === undefined ? undefined : of(light),
    darkMode: dark === undefined ? undefined : of(dark),
  });
  return defined({
    categories: {
      global: {
        colorSchemeMode: colorMode ?? (dark === undefined ? ColorMode.LIGHT : ColorMode.BROWSER_ADAPTIVE),
        pageHeader: headerLogo === undefined ? undefined : { enabled: true },
      },
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
      pageHeader: { logo: headerLogo === undefined ? undefined : { enabled: true, location: 'START' } },
      pageBackground: { ...modes(({ page }) => ({ color: rgba(page) })), image: background === undefined ? undefined : { enabled: true } },
      favicon: favicon === undefined ? undefined : { enabledTypes: [extensionOf(favicon).toUpperCase()] },
    },
  }) as Settings;
}

function fileSettings(scope: IConstruct, { settingsFile }: ManagedLoginStyleOptions): Settings {
  if (settingsFile === undefined) {
    return {};
  }
  const settings = parsed(read(scope, 'settingsFile', settingsFile).toString('utf8'));
  if (!isSettings(settings)) {
    throw failure(scope, `"settingsFile" is ${JSON.stringify(settingsFile)}, which holds no JSON object: give the value of "Settings"`);
  }
  return settings;
}

function assetsOf(scope: IConstruct, options: ManagedLoginStyleOptions): Asset[] {
  const { logo, darkLogo, headerLogo, providerIcons = {}, favicon, background } = options;
  if (darkLogo !== undefined && logo === undefined) {
    throw failure(scope, '"darkLogo" is given without "logo", so the light mode would have none: give both, or the one as "logo"');
  }
  const picture = (category: string) => ({ png: category, svg: category, jpeg: category });
  const icons = Object.entries(providerIcons).flatMap(([provider, file]) => (
    asset(scope, `providerIcons.${provider}`, file, { ico: 'IDP_BUTTON_ICON', svg: 'IDP_BUTTON_ICON' }, { resourceId: provider })));
  const assets = [
    ...asset(scope, 'logo', logo, picture('FORM_LOGO'), { colorMode: darkLogo === undefined ? 'DYNAMIC' : 'LIGHT' }),
    ...asset(scope, 'darkLogo', darkLogo, picture('FORM_LOGO'), { colorMode: 'DARK' }),
    ...asset(scope, 'headerLogo', headerLogo, picture('PAGE_HEADER_LOGO')),
    ...icons,
    ...asset(scope, 'favicon', favicon, { ico: 'FAVICON_ICO', svg: 'FAVICON_SVG' }),
    ...asset(scope, 'background', background, picture('PAGE_BACKGROUND')),
  ];
  const total = assets.reduce((sum, { bytes }) => sum + Buffer.byteLength(bytes!, 'base64'), 0);
  if (total > MAX_PICTURES) {
    throw failure(scope, `the files of the style hold ${total} bytes, and a template has room for ${MAX_PICTURES}: make the pictures smaller`);
  }
  return assets;
}

function checkColors(scope: IConstruct, prop: string, colors: StyleColors = {}): void {
  for (const [name, color] of Object.entries(colors) as [string, string][]) {
    if (!/^#[\da-f]{6}$/i.test(color)) {
      throw failure(scope, `"${prop}.${name}" must be a color of the form "#rrggbb", received ${JSON.stringify(color)}`);
    }
  }
  const weak = ([['primaryText', 'primary'], ['text', 'form']] as const).flatMap(([front, back]) => {
    const [one, other] = [colors[front], colors[back]];
    const ratio = one === undefined || other === undefined ? Infinity : contrastRatio(one, other);
    return ratio < 4.5 ? [`"${prop}.${front}" on "${prop}.${back}" has a contrast of ${ratio.toFixed(2)} to 1`] : [];
  });
  if (weak.length > 0) {
    warnAtOnce(scope, 'styleContrast', `${weak.join('; ')}: many users can't read it, WCAG AA asks for 4.5 to 1`);
  }
}

function asset(
  scope: IConstruct, prop: string, file: string | undefined, categories: Readonly<Record<string, string>>, more: Partial<Asset> = {},
): Asset[] {
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
  return [{ category, colorMode: 'DYNAMIC', extension: extensionOf(file).toUpperCase(), bytes: bytes.toString('base64'), ...more }];
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

/** Cognito writes colors with their opacity, and without the number sign. */
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
