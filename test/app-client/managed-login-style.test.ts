import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { AuthenticatedUserPool, ColorMode, FormPosition, ManagedLoginStyle, SignInDomain, type ManagedLoginStyleOptions } from '../../src';
import { testStack } from '../support';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'style-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A file of that name and size. */
function file(name: string, content: string | number = 4): string {
  const at = path.join(folder, name);
  fs.writeFileSync(at, typeof content === 'string' ? content : Buffer.alloc(content, 'x'));
  return at;
}

function styled(style: ManagedLoginStyle | undefined) {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  auth.addWebClient('Web', { callbackUrls: ['https://www.example.com/'], style });
  return stack;
}

function branding(options: ManagedLoginStyleOptions): Record<string, unknown> {
  const [found] = Object.values(Template.fromStack(styled(ManagedLoginStyle.of(options))).findResources('AWS::Cognito::ManagedLoginBranding'));
  return (found as { Properties: Record<string, unknown> }).Properties;
}

test.each([undefined, ManagedLoginStyle.cognito()])('without a style the pages are Cognito\'s (%#)', (style) => {
  Template.fromStack(styled(style)).hasResourceProperties('AWS::Cognito::ManagedLoginBranding', {
    UseCognitoProvidedValues: true,
    Settings: Match.absent(),
    Assets: Match.absent(),
  });
});

test('colors, corners and position are settings, and nothing else is', () => {
  expect(branding({
    light: { primary: '#005DB2', primaryText: '#FFFFFF', text: '#101010', form: '#ffffff', page: '#f0f0f0' },
    cornerRadius: 12,
    formPosition: FormPosition.START,
  })).toEqual({
    UserPoolId: expect.anything(),
    ClientId: expect.anything(),
    Settings: {
      categories: { global: { colorSchemeMode: 'LIGHT' }, form: { location: { horizontal: 'START' } } },
      componentClasses: {
        buttons: { borderRadius: 12 },
        input: { borderRadius: 12 },
        pageText: { lightMode: { headingColor: '101010ff', bodyColor: '101010ff', descriptionColor: '101010ff' } },
      },
      components: {
        primaryButton: {
          lightMode: {
            defaults: { backgroundColor: '005db2ff', textColor: 'ffffffff' },
            hover: { backgroundColor: '005db2ff', textColor: 'ffffffff' },
            active: { backgroundColor: '005db2ff', textColor: 'ffffffff' },
          },
        },
        form: { borderRadius: 12, lightMode: { backgroundColor: 'ffffffff' } },
        pageBackground: { lightMode: { color: 'f0f0f0ff' } },
      },
    },
  });
});

test.each<[string, ManagedLoginStyleOptions]>([
  ['LIGHT', { light: { page: '#ffffff' } }],
  ['DYNAMIC', { light: { page: '#ffffff' }, dark: { page: '#000000' } }],
  ['DARK', { dark: { page: '#000000' }, colorMode: ColorMode.DARK }],
])('users see the colors of %s', (colorSchemeMode, options) => {
  expect(branding(options)).toMatchObject({ Settings: { categories: { global: { colorSchemeMode } } } });
});

test('files become assets, each of its category', () => {
  const { Assets: assets, Settings: settings } = branding({
    logo: file('logo.SVG', '<svg/>'), favicon: file('icon.ico', 'icon'), background: file('page.jpg', 'jpeg'),
  });
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  expect(assets).toEqual([
    { Category: 'FORM_LOGO', ColorMode: 'DYNAMIC', Extension: 'SVG', Bytes: base64('<svg/>') },
    { Category: 'FAVICON_ICO', ColorMode: 'DYNAMIC', Extension: 'ICO', Bytes: base64('icon') },
    { Category: 'PAGE_BACKGROUND', ColorMode: 'DYNAMIC', Extension: 'JPEG', Bytes: base64('jpeg') },
  ]);
  expect(settings).toMatchObject({
    components: { form: { logo: { enabled: true } }, favicon: { enabledTypes: ['ICO'] }, pageBackground: { image: { enabled: true } } },
  });
});

test('a dark logo, a header and the icons of providers are pictures too', () => {
  const { Assets: assets, Settings: settings } = branding({
    logo: file('day.png'), darkLogo: file('night.png'), headerLogo: file('header.svg'), providerIcons: { Okta: file('okta.svg'), Entra: file('entra.ico') },
  });
  expect((assets as Record<string, string>[]).map((asset) => [asset.Category, asset.ColorMode, asset.Extension, asset.ResourceId])).toEqual([
    ['FORM_LOGO', 'LIGHT', 'PNG', undefined],
    ['FORM_LOGO', 'DARK', 'PNG', undefined],
    ['PAGE_HEADER_LOGO', 'DYNAMIC', 'SVG', undefined],
    ['IDP_BUTTON_ICON', 'DYNAMIC', 'SVG', 'Okta'],
    ['IDP_BUTTON_ICON', 'DYNAMIC', 'ICO', 'Entra'],
  ]);
  expect(settings).toMatchObject({
    categories: { global: { pageHeader: { enabled: true } } },
    components: { pageHeader: { logo: { enabled: true, location: 'START' } } },
  });
});

test('what it says can be read', () => {
  expect(ManagedLoginStyle.of({ cornerRadius: 12 }).options).toEqual({ cornerRadius: 12 });
  expect(ManagedLoginStyle.cognito().options).toBeUndefined();
});

test('settings of a file win, and leave the rest', () => {
  const settingsFile = file('settings.json', JSON.stringify({ components: { form: { borderRadius: 3 } }, categories: { form: { displayGraphics: false } } }));
  expect(branding({ cornerRadius: 12, settingsFile })).toMatchObject({
    Settings: {
      componentClasses: { buttons: { borderRadius: 12 } },
      components: { form: { borderRadius: 3 } },
      categories: { form: { displayGraphics: false }, global: { colorSchemeMode: 'LIGHT' } },
    },
  });
});

test('clients don\'t share a style', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const style = ManagedLoginStyle.of({ cornerRadius: 1 });
  const clients = ['One', 'Two'].map((id) => auth.addWebClient(id, { callbackUrls: ['https://www.example.com/'], style }));
  const brandings = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::ManagedLoginBranding'));
  const ids = clients.map((client) => stack.resolve(client.userPoolClient.userPoolClientId) as object);
  expect(brandings.map(({ Properties }) => (Properties as { ClientId: unknown }).ClientId)).toEqual(ids);
});

test('warns of text that many users can\'t read, with the ratio', () => {
  const stack = styled(ManagedLoginStyle.of({ light: { primary: '#767676', primaryText: '#ffffff', text: '#777777', form: '#ffffff' } }));
  Annotations.fromStack(stack).hasWarning('/Stack/Auth/Clients/Web', Match.stringLikeRegexp('^"light.text" on "light.form" has a contrast of 4.48 to 1: '));
});

test('readable colors bring no warning', () => {
  const stack = styled(ManagedLoginStyle.of({ light: { primary: '#767676', primaryText: '#ffffff', text: '#101010' } }));
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('contrast'));
});

test.each<[string, () => ManagedLoginStyleOptions]>([
  ['"light.primary" must be a color of the form "#rrggbb", received "red"', () => ({ light: { primary: 'red' } })],
  ['"dark.page" must be a color', () => ({ dark: { page: '#fff' } })],
  ['"logo" must be a file of the kind png, svg, jpeg', () => ({ logo: file('logo.gif') })],
  ['"favicon" must be a file of the kind ico, svg', () => ({ favicon: file('icon.png') })],
  ['"logo" is "/nowhere.png", which can\'t be read', () => ({ logo: '/nowhere.png' })],
  ['"darkLogo" is given without "logo"', () => ({ darkLogo: file('night.png') })],
  ['"providerIcons.Okta" must be a file of the kind ico, svg', () => ({ providerIcons: { Okta: file('okta.png') } })],
  ['with 1000001 bytes, and Cognito takes 1,000,000', () => ({ background: file('large.png', 1_000_001) })],
  ['the files of the style hold 600001 bytes', () => ({ background: file('half.png', 300_000), logo: file('half.svg', 300_001) })],
  ['which holds no JSON object', () => ({ settingsFile: file('list.json', '[]') })],
  ['which holds no JSON object', () => ({ settingsFile: file('broken.json', '{') })],
])('fails when %s', (message, options) => {
  expect(() => styled(ManagedLoginStyle.of(options()))).toThrow(message);
});

test('600,000 bytes pass', () => {
  expect(branding({ background: file('right.png', 300_000), logo: file('right.svg', 300_000) })).toMatchObject({ Assets: [{}, {}] });
});

test('fails when there is no page to style', () => {
  const stack = testStack();
  const domain = SignInDomain.prefix('acme-login', { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain });
  expect(() => auth.addWebClient('Web', { callbackUrls: ['https://www.example.com/'], style: ManagedLoginStyle.cognito() }))
    .toThrow('"style" is given, and the client has no page of managed login to show it on');
});
