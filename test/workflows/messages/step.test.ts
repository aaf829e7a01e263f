import mustache from 'mustache';
import { attributesIn, flaw, KINDS, type MessagesEntry, type MessageText } from '../../../src/workflows/messages/entry';
import { localizedMessages } from '../../../src/workflows/messages/step';
import type { TriggerEvent } from '../../../src/workflows/runtime/event';
import { messageEvent, SOURCES } from '../events/messages';
import { ran } from '../runtime/support';

const text = (language: string): MessageText => ({ subject: `Subject ${language}`, html: `<p>${language} {####}</p>`, sms: `${language} {####}` });
const all = (language: string) => Object.fromEntries(SOURCES.map((source) => [source, source === 'AdminCreateUser'
  ? { subject: `Subject ${language}`, html: `<p>${language} {username} {####}</p>`, sms: `${language} {username} {####}` } : text(language)]));
const ENTRY: MessagesEntry = { defaultLanguage: 'en', languageAttribute: 'locale', texts: { 'en': all('en'), 'de': all('de'), 'pt-br': all('pt-br') } };

const GREETED: MessagesEntry = {
  defaultLanguage: 'en',
  languageAttribute: 'locale',
  texts: { en: { ForgotPassword: { html: '{{#given_name}}Hello {{given_name}},{{/given_name}}{{^given_name}}Hello,{{/given_name}} {####}' } } },
};

async function written(event: TriggerEvent, entry: MessagesEntry = ENTRY): Promise<Record<string, unknown>> {
  return (await ran(localizedMessages, [entry], event)).response;
}

describe('a message', () => {
  test.each(SOURCES)('%s comes in the user\'s language, in mail and SMS', async (source) => {
    const name = source === 'AdminCreateUser' ? '{username} ' : '';
    expect(await written(messageEvent(source, { locale: 'de' }))).toEqual({ emailSubject: 'Subject de', emailMessage: `<p>de ${name}{####}</p>`, smsMessage: `de ${name}{####}` });
  });

  test('is that of every source that the documentation has', () => {
    expect(Object.keys(KINDS).sort()).toEqual([...SOURCES].sort());
  });

  test.each<[unknown, unknown, string]>([
    ['de', undefined, 'de'],
    ['de-AT', undefined, 'de'],
    ['de_AT', undefined, 'de'],
    ['DE', undefined, 'de'],
    ['pt-BR', undefined, 'pt-br'],
    ['pt-BR-x-any', undefined, 'pt-br'],
    ['pt', undefined, 'en'],
    ['fr', undefined, 'en'],
    [undefined, undefined, 'en'],
    [undefined, 'de', 'de'],
    ['fr', 'de', 'de'],
    ['pt-BR', 'de', 'pt-br'],
    ['', 'de', 'de'],
    ['constructor', '__proto__', 'en'],
    ['../de', ['de'], 'en'],
    [{ de: 1 }, { de: 1 }, 'en'],
    [`${'x-'.repeat(100_000)}de`, 'de'.repeat(100_000), 'en'],
  ])('is in one of its languages: the attribute %j, the app %j', async (locale, language, wanted) => {
    const { emailSubject } = await written(messageEvent('SignUp', { locale }, { clientMetadata: { language } }));
    expect(emailSubject).toBe(`Subject ${wanted}`);
  });

  test('that isn\'t there in the language comes in the default one, and in the pool\'s own words where that lacks it too', async () => {
    const texts = { en: { SignUp: text('en') }, de: { ForgotPassword: text('de') } };
    expect(await written(messageEvent('SignUp', { locale: 'de' }), { ...ENTRY, texts })).toMatchObject({ emailSubject: 'Subject en' });
    expect(await written(messageEvent('Authentication', { locale: 'de' }), { ...ENTRY, texts })).toEqual({ smsMessage: null, emailMessage: null, emailSubject: null });
    expect(await written(messageEvent('toString'), { ...ENTRY, texts })).toEqual({ smsMessage: null, emailMessage: null, emailSubject: null });
  });

  test('changes only what it has', async () => {
    expect(await written(messageEvent('SignUp'), { ...ENTRY, texts: { en: { SignUp: { sms: 'Code {####}' } } } })).toEqual({ smsMessage: 'Code {####}', emailMessage: null, emailSubject: null });
  });

  test('holds the placeholders that the event names, whatever is in them', async () => {
    const event = messageEvent('AdminCreateUser', {}, { codeParameter: '$&{$1}', usernameParameter: '{name}' });
    expect(await written(event)).toMatchObject({ smsMessage: 'en {name} $&{$1}', emailMessage: '<p>en {name} $&{$1}</p>' });
    expect(await written(messageEvent('SignUp', {}, { codeParameter: undefined }))).toMatchObject({ smsMessage: 'en {####}' });
  });

  test('may hold a link in place of the code, where Cognito makes one', async () => {
    const html = '<p>{##Verify your address##}</p>';
    const entry = { ...ENTRY, texts: { en: { SignUp: { html } } } };
    expect(flaw(entry)).toBeUndefined();
    expect(await written(messageEvent('SignUp'), entry)).toMatchObject({ emailMessage: html });
  });
});

describe('what a user wrote', () => {
  test('comes to a verified address, and is empty elsewhere', async () => {
    const mail = async (attributes: Readonly<Record<string, unknown>>) => (await written(messageEvent('ForgotPassword', attributes), GREETED)).emailMessage;
    expect(await mail({ given_name: 'Anna', email_verified: 'true' })).toBe('Hello Anna, {####}');
    expect(await mail({ given_name: 'Anna', email_verified: 'false' })).toBe('Hello, {####}');
    expect(await mail({ given_name: 'Anna', email_verified: true })).toBe('Hello, {####}');
    expect(await mail({ given_name: 'Anna', phone_number_verified: 'true' })).toBe('Hello, {####}');
    expect(await mail({ email_verified: 'true' })).toBe('Hello, {####}');
  });

  test.each<[string, string]>([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;&#x2F;script&gt;'],
    ['"><img src=x onerror=`x`>', '&quot;&gt;&lt;img src&#x3D;x onerror&#x3D;&#x60;x&#x60;&gt;'],
    ['{####} {username} {##x##}', '&#123;####} &#123;username} &#123;##x##}'],
    ['{{email}} {{{email}}}', '&#123;&#123;email}} &#123;&#123;&#123;email}}}'],
    ['$& $1', '$&amp; $1'],
  ])('is text, never markup, placeholder or tag: %s', async (given_name, shown) => {
    const { emailMessage } = await written(messageEvent('ForgotPassword', { given_name, email_verified: 'true' }), GREETED);
    expect(emailMessage).toBe(`Hello ${shown}, {####}`);
  });

  test.each(['a', '\u{1F600}'])('is cut where it would fill the mail, between characters: %s', async (character) => {
    const { emailMessage } = await written(messageEvent('ForgotPassword', { given_name: character.repeat(2000), email_verified: 'true' }), GREETED);
    expect(emailMessage).toBe(`Hello ${character.repeat(100)}, {####}`);
  });

  test('finds nothing that every object has', async () => {
    const entry = { ...ENTRY, texts: { en: { ForgotPassword: { html: '[{{constructor}}{{toString}}{{__proto__}}] {####}' } } } };
    expect(await written(messageEvent('ForgotPassword', { email_verified: 'true' }), entry)).toMatchObject({ emailMessage: '[] {####}' });
    // the control: an attribute of that name is one.
    const attributes = JSON.parse('{"email_verified": "true", "__proto__": "x"}') as Record<string, unknown>;
    expect(await written(messageEvent('ForgotPassword', attributes), entry)).toMatchObject({ emailMessage: '[x] {####}' });
  });
});

describe('an entry', () => {
  const one = (kind: string, message: MessageText): MessagesEntry => ({ ...ENTRY, texts: { en: { [kind]: message } } });

  test.each<[string, MessageText]>([
    ['SignUp', { html: '{####}' }],
    ['SignUp', { html: `{####}${'x'.repeat(19_994)}` }],
    ['SignUp', { sms: `{####}${'x'.repeat(134)}` }],
    ['SignUp', { subject: 'x' }],
    ['SignUp', { subject: 'x'.repeat(140) }],
    ['SignUp', { html: '<style>@media print{b{color:red}}</style><b>{####}</b>\n' }],
    ['UpdateUserAttribute', { html: '{##Verify##}' }],
    ['AdminCreateUser', { html: '{username} without a password' }],
    ['Authentication', { html: '{{ given_name }}{{#custom:title}}{{#name}}x{{/name}}{{/custom:title}} {####}' }],
    ['ForgotPassword', { html: `{####}{{name}}${'x'.repeat(19_394)}` }],
  ])('is sound: %s %j', (kind, message) => {
    expect(flaw(one(kind, message))).toBeUndefined();
    // what we take for tags is what the library takes for tags.
    const names = (tokens: readonly unknown[][]): unknown[] => tokens.flatMap(([type, name, , , nested]) => (
      type === 'text' ? [] : [name, ...Array.isArray(nested) ? [...names(nested as unknown[][]), name] : []]));
    expect(attributesIn(message.html ?? '')).toEqual(names(mustache.parse(message.html ?? '') as unknown as unknown[][]));
  });

  test.each<[string, MessageText, string]>([
    ['SignUp', { html: 'no code' }, 'SignUp in "en" has an e-mail without {####}'],
    ['SignUp', { html: '{###} {#####}' }, 'SignUp in "en" has an e-mail without {####}'],
    ['SignUp', { sms: '{##Verify##}' }, 'SignUp in "en" has an SMS message without {####}'],
    ['ForgotPassword', { html: '{##Verify##}' }, 'ForgotPassword in "en" has an e-mail without {####}'],
    ['AdminCreateUser', { html: 'Your password is {####}' }, 'AdminCreateUser in "en" has an e-mail without {username}'],
    ['AdminCreateUser', { html: '{username} {####} {{name}}' }, 'AdminCreateUser in "en" has the tag {{name}}, and goes to an address that nobody has verified'],
    ['SignUp', { html: '{{given_name}} {####}' }, 'SignUp in "en" has the tag {{given_name}}, and goes to an address that nobody has verified'],
    ['UpdateUserAttribute', { html: '{{given_name}} {####}' }, 'UpdateUserAttribute in "en" has the tag {{given_name}}, and goes to'],
    ['SignUp', { html: '{username} {####}' }, 'SignUp in "en" has an e-mail with {username}, which Cognito fills in in invitations only'],
    ['SignUp', { html: `{####}${'x'.repeat(19_995)}` }, 'SignUp in "en" has an e-mail of 20001 characters: Cognito sends 6 to 20000'],
    ['ForgotPassword', { html: `{####}{{name}}${'x'.repeat(19_395)}` }, 'ForgotPassword in "en" has an e-mail of 20001 characters'],
    ['SignUp', { html: 'x' }, 'SignUp in "en" has an e-mail of 1 characters'],
    ['SignUp', { sms: `{####}${'x'.repeat(135)}` }, 'SignUp in "en" has an SMS message of 141 characters: Cognito sends 6 to 140'],
    ['SignUp', { html: '{####}\u0007' }, 'SignUp in "en" has an e-mail with a character that Cognito doesn\'t send, "\\u0007": in HTML write it as an entity'],
    ['SignUp', { html: '{####}\u00a0!' }, 'SignUp in "en" has an e-mail with a character that Cognito doesn\'t send, "\u00a0": in HTML'],
    ['SignUp', { subject: '' }, 'SignUp in "en" has a subject that isn\'t one line'],
    ['SignUp', { subject: 'x'.repeat(141) }, 'SignUp in "en" has a subject that isn\'t one line'],
    ['SignUp', { subject: 'Code\r\nBcc: x@example.com' }, 'SignUp in "en" has a subject that isn\'t one line'],
    ['ForgotPassword', { subject: 'For {{name}}' }, 'ForgotPassword in "en" has a subject that isn\'t one line'],
    ['ForgotPassword', { sms: '{{name}} {####}' }, 'ForgotPassword in "en" has a tag in its SMS message'],
    ['ForgotPassword', { html: '{{{name}}} {####}' }, 'ForgotPassword in "en" has the tag {{{name}}: there are {{attribute}}'],
    ['ForgotPassword', { html: '{{&name}} {####}' }, 'ForgotPassword in "en" has the tag {{&name}}: there are'],
    ['ForgotPassword', { html: '{{>name}} {####}' }, 'ForgotPassword in "en" has the tag {{>name}}: there are'],
    ['ForgotPassword', { html: '{{=<% %>=}} {####}' }, 'ForgotPassword in "en" has the tag {{=<% %>=}}: there are'],
    ['ForgotPassword', { html: '{{a.b}} {####}' }, 'ForgotPassword in "en" has the tag {{a.b}}: there are'],
    ['ForgotPassword', { html: '{{.}} {####}' }, 'ForgotPassword in "en" has the tag {{.}}: there are'],
    ['ForgotPassword', { html: '{{#name}} {####}' }, 'ForgotPassword in "en" doesn\'t close {{#name}}'],
    ['ForgotPassword', { html: '{{/name}} {####}' }, 'ForgotPassword in "en" has the tag {{/name}}, which closes nothing'],
    ['ForgotPassword', { html: '{{#a}}{{#b}}{{/a}}{{/b}} {####}' }, 'ForgotPassword in "en" has the tag {{/a}}, which closes nothing'],
    ['ForgotPassword', { html: '{{name {####}' }, 'ForgotPassword in "en" has "{{" where no tag begins'],
    ['Welcome', { html: '{####}' }, 'Welcome in "en" is no message of Cognito'],
    ['constructor', { html: '{####}' }, 'constructor in "en" is no message of Cognito'],
  ])('is flawed: %s %j', (kind, message, problem) => {
    expect(flaw(one(kind, message))).toMatch(new RegExp(`^${problem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  });

  test.each<[unknown, string]>([
    [undefined, 'languageAttribute is no text, or texts is no table'],
    [{ ...ENTRY, languageAttribute: 1 }, 'languageAttribute is no text, or texts is no table'],
    [{ ...ENTRY, texts: null }, 'languageAttribute is no text, or texts is no table'],
    [{ ...ENTRY, texts: {} }, 'there is nothing in the default language, "en": it has no language'],
    [{ ...ENTRY, defaultLanguage: 'fr' }, 'there is nothing in the default language, "fr": it has en, de, pt-br'],
    [{ ...ENTRY, texts: { 'German!': {} } }, '"German!" is no language such as "en" or "pt-br"'],
  ])('is flawed: %j', (entry, problem) => {
    expect(flaw(entry)).toBe(problem);
  });
});
