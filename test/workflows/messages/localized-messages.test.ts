import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Aws, Validations, type Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, EmailSender, FirstFactor, LocalizedMessages, UserPoolWorkflow,
  type AuthenticatedUserPoolProps, type LocalizedMessagesOptions, type LocalizedTexts,
} from '../../../src';
import type { MessagesEntry } from '../../../src/workflows/messages/entry';
import { smsParts } from '../../../src/workflows/messages/sms-parts';
import { standardTexts } from '../../../src/workflows/messages/standard-texts';
import { synthError, testStack } from '../../support';

const CODE = { email: { subject: 'Your code', message: '<b>{####}</b>' }, sms: { message: 'Code {####}' } };

function made(messages: LocalizedMessages, props: AuthenticatedUserPoolProps = {}): Stack {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  const emailSender = EmailSender.ses(ses.EmailIdentity.fromEmailIdentityName(stack, 'Mail', 'example.com'));
  new AuthenticatedUserPool(stack, 'Auth', { emailSender, ...props }).addWorkflow(UserPoolWorkflow.localizedMessages(messages));
  return stack;
}

function of(texts: { [language: string]: LocalizedTexts }, options: Partial<LocalizedMessagesOptions> = {}): LocalizedMessages {
  return LocalizedMessages.of({ defaultLanguage: 'en', texts, ...options });
}

function entryOf(stack: Stack): MessagesEntry {
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { CustomMessage: Match.anyValue() } });
  const [{ Properties } = { Properties: undefined }] = Object.values(template.findResources('AWS::Lambda::Function'));
  return (JSON.parse(Properties.Environment.Variables.COGNITO_WORKFLOW) as { localizedMessages: [MessagesEntry] }).localizedMessages[0];
}

describe('texts', () => {
  test('are there for each message, with one in place of the other, and by the language in lower case', () => {
    const update = { email: { message: 'New address: {####}' } };
    const entry = entryOf(made(of({ 'en': { signUp: CODE }, 'pt-BR': { signUp: CODE, updateUserAttribute: update } }, { languageAttribute: 'custom:lang' })));
    const code = { subject: 'Your code', html: '<b>{####}</b>', sms: 'Code {####}' };
    expect(entry).toEqual({
      defaultLanguage: 'en',
      languageAttribute: 'custom:lang',
      texts: {
        'en': { SignUp: code, ResendCode: code, UpdateUserAttribute: code, VerifyUserAttribute: code },
        'pt-br': { SignUp: code, ResendCode: code, UpdateUserAttribute: { html: 'New address: {####}' }, VerifyUserAttribute: { html: 'New address: {####}' } },
      },
    });
    expect(of({ 'de': {}, 'en': {}, 'pt-BR': {} }).languages).toEqual(['en', 'de', 'pt-br']);
  });

  test('that are the library\'s own come in four languages, are sound, and fit into one text message each', () => {
    const messages = LocalizedMessages.standard({ appName: 'Acme & Söhne' });
    expect(messages.languages).toEqual(['en', 'de', 'fr', 'es']);
    const stack = made(messages);
    const [asset] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
    // they take more room than an environment has.
    expect(asset!.Properties.Environment.Variables.COGNITO_WORKFLOW).toBe('{}');
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('in . parts'));
    const texts = standardTexts('Acme & Söhne');
    expect(texts.de!.signUp!.email).toEqual({ subject: 'Ihr Code für Acme & Söhne', message: expect.stringMatching(/^<div lang="de"[^>]*><p>Mit diesem Code.*<p>Acme &#38; Söhne<\/p><\/div>$/) });
    for (const messagesOf of Object.values(texts)) {
      expect(Object.keys(messagesOf)).toEqual(['signUp', 'invitation', 'forgotPassword', 'authentication']);
      Object.values(messagesOf as Record<string, typeof CODE>).forEach(({ sms }) => expect(smsParts(sms.message)).toEqual({ parts: 1, wide: [] }));
    }
    expect(entryOf(made(LocalizedMessages.standard({ appName: 'A', languages: ['fr'] })))).toMatchObject({ defaultLanguage: 'fr', languageAttribute: 'locale' });
  });
});

describe('fails when', () => {
  test.each<[string, LocalizedMessages, RegExp]>([
    ['a code is missing', of({ en: { signUp: { sms: { message: 'no code' } } } }), /^\[Stack\/Auth\] LocalizedMessages\.of\(\): SignUp in "en" has an SMS message without \{####\}$/],
    ['nothing is in the default language', of({ de: {} }), /there is nothing in the default language, "en": it has de/],
    ['a language is there twice', of({ en: {}, EN: {} }), /"EN" is there twice/],
    ['an attribute isn\'t there', of({ en: { forgotPassword: { email: { message: '{{givenname}} {####}' } } } }), /names the attribute "givenname", which no user has: did you mean "given_name"\?/],
    ['an attribute is nobody\'s', of({ en: { forgotPassword: { email: { message: '{{zzzzzzzzz}} {####}' } } } }), /names the attribute "zzzzzzzzz", which no user has: a custom one begins with "custom:"/],
    ['a standard language isn\'t there', LocalizedMessages.standard({ appName: 'A', languages: ['en', 'it'] }), /standard\(\) has no language "it": it has en, de, fr, es; give your own with of\(\)/],
    ['a standard list is empty', LocalizedMessages.standard({ appName: 'A', languages: [] }), /there is nothing in the default language, ""/],
    ['the name is a placeholder', LocalizedMessages.standard({ appName: '{username}' }), /"appName" of LocalizedMessages\.standard\(\) has a brace/],
    ['the name is too long', LocalizedMessages.standard({ appName: 'A'.repeat(141) }), /has a subject that isn't one line|characters: Cognito sends 6 to 140/],
  ])('%s', (_, messages, message) => {
    expect(() => made(messages)).toThrow(message);
  });

  test('an invitation has no password, in a pool where users have one', () => {
    const invitation = { email: { message: 'You are {username}' } };
    const stack = made(of({ en: { invitation } }));
    expect(synthError(stack)).toContain('the invitation in "en" lacks the temporary password: write {####} into it');
    const free = made(of({ en: { invitation } }), { firstFactors: [FirstFactor.emailOtp()] });
    expect(entryOf(free).texts.en).toEqual({ AdminCreateUser: { html: 'You are {username}' } });
  });
});

describe('warns', () => {
  test('of a text message in several parts, and says which letters do it', () => {
    const sms = { message: `${'Votre code est prêt : '.repeat(4)}{####}` };
    const stack = made(of({ en: { signUp: { sms } } }));
    Annotations.fromStack(stack).hasWarning('/Stack/Auth', Match.stringLikeRegexp('SMS message of SignUp in "en" is sent in 2 parts, each of which costs: "ê" leave room for 70 characters a part'));
    Annotations.fromStack(made(of({ en: { signUp: { sms: { message: 'Votre code est prêt : {####}' } } } }))).hasNoWarning('*', Match.stringLikeRegexp('parts'));
  });

  test.each<[string, boolean, LocalizedTexts, AuthenticatedUserPoolProps]>([
    ['e-mails that Cognito itself sends', true, { signUp: CODE }, { emailSender: undefined }],
    ['no e-mails that SES sends', false, { signUp: CODE }, {}],
    ['no text messages', false, { signUp: { sms: CODE.sms } }, { emailSender: undefined }],
  ])('of %s', (_, warned, texts, props) => {
    const stack = made(of({ en: texts }), props);
    Template.fromStack(stack);
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('a function may write them only where SES sends them'));
    expect(found).toHaveLength(warned ? 1 : 0);
  });

  test('no more where it is accepted', () => {
    const stack = made(of({ en: { signUp: CODE } }), { emailSender: undefined });
    Validations.of(stack).acknowledge({ id: 'cdk-cognito-auth:messagesWithoutSes', reason: 'tried' });
    Template.fromStack(stack);
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('only where SES'))).toEqual([]);
  });
});

test.each<[string, number, string[]]>([
  ['a'.repeat(154) + '{####}', 1, []],
  ['a'.repeat(155) + '{####}', 2, []],
  ['€'.repeat(77) + '{####}', 1, []],
  ['€'.repeat(78) + '{####}', 2, []],
  ['ê' + 'a'.repeat(63) + '{####}', 1, ['ê']],
  ['ê' + 'a'.repeat(64) + '{####}', 2, ['ê']],
  ['\u{1F600}' + 'a'.repeat(126) + '{####}', 2, ['\u{1F600}']],
  ['\u{1F600}' + 'a'.repeat(127) + '{####}', 3, ['\u{1F600}']],
])('a text message has parts by its encoding: %s', (text, parts, wide) => {
  expect(smsParts(text)).toEqual({ parts, wide });
});

test.each([
  ['messages that are flawed', LocalizedMessages.of({ defaultLanguage: '../en', texts: {} }), os.tmpdir(), 'default language'],
  ['a folder that only CloudFormation knows', LocalizedMessages.standard({ appName: 'Acme' }), Aws.STACK_NAME, '"directory" of LocalizedMessages.render() is a token'],
])('render() writes nothing for %s', (_, messages, directory, problem) => {
  expect(() => messages.render(directory)).toThrow(problem);
});

test('render() writes each message as the function writes it, and a page with all of them', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'messages-'));
  const messages = of({
    en: { signUp: CODE, invitation: { sms: { message: '{username} <b>{####}' } }, forgotPassword: { email: { message: 'Dear {{given_name}}, {####}' } } },
    de: { signUp: CODE },
  });
  const files = messages.render(directory);
  expect(files.map((file) => path.relative(directory, file)).sort()).toEqual([
    'de/forgotPassword.html', ...['resendCode', 'signUp', 'updateUserAttribute', 'verifyUserAttribute'].map((name) => `de/${name}.html`),
    ...['forgotPassword', 'resendCode', 'signUp', 'updateUserAttribute', 'verifyUserAttribute'].map((name) => `en/${name}.html`), 'index.html',
  ]);
  const read = (file: string) => fs.readFileSync(path.join(directory, file), 'utf8');
  expect(read('en/forgotPassword.html')).toBe('<!doctype html><meta charset="utf-8"><title>forgotPassword</title>Dear Anna, 123456');
  expect(read('index.html')).toContain('<section><h2>en: invitation</h2><pre>anna@example.com &#60;b&#62;Sample-4711!</pre></section>');
  fs.rmSync(directory, { recursive: true });
});
