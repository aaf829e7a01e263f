import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { attributesIn, flaw, type MessagesEntry, type MessageText } from './entry';
import { render } from './preview';
import { smsParts } from './sms-parts';
import { standardTexts } from './standard-texts';
import { flawed, flawOf } from '../../private/errors';
import { nearest } from '../../private/nearest';
import { definitionOf } from '../../private/whereabouts';
import { warn, warnAtOnce } from '../../rules/acknowledgements';
import { hasPasswordless, sendsByCognito } from '../../rules/message';
import { Synthesis } from '../../template/synthesis';
import { STANDARD_ATTRIBUTES, type UserPool } from '../../template/user-pool';
import type { MessageTemplate } from '../../user-pool/message-template';
import type { WorkflowStep } from '../workflow-step';

/**
 * What Cognito sends in one language. A message that isn't here comes in the default language, and where that lacks it too, in the words of the user pool.
 *
 * Each holds the code, `{####}`; an invitation the user name, `{username}`, and the temporary password, `{####}`. Where addresses are verified by link, an
 * e-mail to verify one holds `{##Verify your address##}` in place of the code.
 *
 * The e-mails of `forgotPassword` and `authentication` may hold attributes of the user in the tags of mustache: `{{given_name}}`, which is escaped, and
 * `{{#given_name}}…{{/given_name}}` and `{{^given_name}}…{{/given_name}}` around what is there with and without it. All others go to addresses that
 * nobody has verified, where a stranger's text would come in your name. Without a verified address attributes are empty.
 */
export interface LocalizedTexts {
  /**
   * The code after sign-up.
   *
   * @default - as in the default language
   */
  readonly signUp?: MessageTemplate;

  /**
   * The code after sign-up, once more.
   *
   * @default - that of `signUp`
   */
  readonly resendCode?: MessageTemplate;

  /**
   * The invitation by an administrator, with user name and temporary password.
   *
   * @default - as in the default language
   */
  readonly invitation?: MessageTemplate;

  /**
   * The code to choose a new password.
   *
   * @default - as in the default language
   */
  readonly forgotPassword?: MessageTemplate;

  /**
   * The code after a change of the e-mail address or phone number.
   *
   * @default - that of `signUp`
   */
  readonly updateUserAttribute?: MessageTemplate;

  /**
   * The code to verify an e-mail address or phone number, when the user asks for it.
   *
   * @default - that of `updateUserAttribute`
   */
  readonly verifyUserAttribute?: MessageTemplate;

  /**
   * The code that is the second factor. Whether Cognito asks for the text of a one-time code by e-mail too isn't established.
   *
   * @default - as in the default language
   */
  readonly authentication?: MessageTemplate;
}

/**
 * Options for `LocalizedMessages.of()`.
 */
export interface LocalizedMessagesOptions {
  /**
   * The texts by language: `{ en: { … }, 'pt-BR': { … } }`.
   */
  readonly texts: { [language: string]: LocalizedTexts };

  /**
   * The language of users for whose own there are no texts.
   */
  readonly defaultLanguage: string;

  /**
   * The attribute that holds the user's language, such as `de` or `de-AT`, which falls back on `de`. Where it is empty, `language` of the `ClientMetadata`
   * that the app sends with `SignUp` or `ForgotPassword` counts. Both are anybody's word, and only pick one of the languages.
   *
   * @default "locale" - the standard attribute
   */
  readonly languageAttribute?: string;
}

/**
 * Options for `LocalizedMessages.standard()`.
 */
export interface StandardMessagesOptions {
  /**
   * The name of your app as users know it.
   */
  readonly appName: string;

  /**
   * The languages, the default one first: "en", "de", "fr" and "es" are there.
   *
   * @default - all of them, English first
   */
  readonly languages?: string[];

  /**
   * The attribute that holds the user's language.
   *
   * @default "locale" - the standard attribute
   */
  readonly languageAttribute?: string;
}

/** By the options, what comes behind `CustomMessage_`, and the text that stands in for it. */
const MESSAGES: readonly (readonly [name: keyof LocalizedTexts, source: string, instead?: keyof LocalizedTexts])[] = [
  ['signUp', 'SignUp'],
  ['resendCode', 'ResendCode', 'signUp'],
  ['invitation', 'AdminCreateUser'],
  ['forgotPassword', 'ForgotPassword'],
  ['updateUserAttribute', 'UpdateUserAttribute', 'signUp'],
  ['verifyUserAttribute', 'VerifyUserAttribute', 'updateUserAttribute'],
  ['authentication', 'Authentication'],
];

/**
 * The e-mails and text messages of a user pool in the languages of its users.
 *
 * - `standard()`: sound texts in English, German, French and Spanish, with the name of your app.
 * - `of()`: your own.
 *
 * `render('messages')` writes each of them into a file to look at.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * auth.addWorkflow(UserPoolWorkflow.localizedMessages(LocalizedMessages.of({
 *   defaultLanguage: 'en',
 *   texts: {
 *     en: { signUp: { email: { subject: 'Your code', message: 'Your code is <b>{####}</b>.' }, sms: { message: 'Your code is {####}' } } },
 *     de: { signUp: { email: { subject: 'Ihr Code', message: 'Ihr Code ist <b>{####}</b>.' }, sms: { message: 'Ihr Code ist {####}' } } },
 *   },
 * })));
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export class LocalizedMessages {
  /**
   * Your own texts.
   *
   * The construct that they are given to throws where a message lacks its code, is too long, names an attribute that it may not, or has tags that aren't
   * closed, and when there is nothing in the default language.
   *
   * @param options the texts, and how the language is found
   */
  public static of(options: LocalizedMessagesOptions): LocalizedMessages {
    const { texts, defaultLanguage, languageAttribute = 'locale' } = options;
    const languages = Object.keys(texts);
    const twin = languages.find((language, at) => languages.findIndex((one) => one.toLowerCase() === language.toLowerCase()) < at);
    const entry: MessagesEntry = {
      defaultLanguage: defaultLanguage.toLowerCase(),
      languageAttribute,
      texts: Object.fromEntries(Object.entries(texts).map(([language, messages]) => [language.toLowerCase(), textsOf(messages)])),
    };
    const problem = twin === undefined ? flaw(entry) ?? unknownAttribute(entry) : `${JSON.stringify(twin)} is there twice`;
    return flawed(new LocalizedMessages(entry), problem && `LocalizedMessages.of(): ${problem}`);
  }

  /**
   * Texts that say what the code is for, what to do when one didn't ask for it, and nothing else.
   *
   * The construct that they are given to throws for a language that isn't there, and for a name that is too long for a text message.
   *
   * @param options the name of your app
   */
  public static standard(options: StandardMessagesOptions): LocalizedMessages {
    const { appName, languages = ['en', 'de', 'fr', 'es'], languageAttribute } = options;
    const all = standardTexts(appName);
    const unknown = languages.find((language) => !Object.hasOwn(all, language));
    const messages = LocalizedMessages.of({
      defaultLanguage: languages[0] ?? '',
      languageAttribute,
      texts: Object.fromEntries(languages.filter((language) => Object.hasOwn(all, language)).map((language) => [language, all[language]!])),
    });
    return flawed(messages, unknown !== undefined ? `LocalizedMessages.standard() has no language ${JSON.stringify(unknown)}: it has ${Object.keys(all).join(', ')}; give your own with of()`
      : /[{}\r\n]/.test(appName) ? '"appName" of LocalizedMessages.standard() has a brace or more than one line' : undefined);
  }

  private constructor(private readonly entry: MessagesEntry) {}

  /**
   * The languages, the default one first, in lower case.
   */
  public get languages(): string[] {
    const { texts, defaultLanguage } = this.entry;
    return [...new Set([defaultLanguage, ...Object.keys(texts)])];
  }

  /**
   * Writes every message as a user gets it, with a sample code and sample attributes, by the very function that Cognito calls: one HTML file for each, and
   * `index.html` with all of them.
   *
   * Throws when the messages are flawed, and when `directory` is a token.
   *
   * @param directory where to, from the working directory
   * @returns the files
   */
  public render(directory: string): string[] {
    const problem = flawOf(this)
      ?? (Token.isUnresolved(directory) ? '"directory" of LocalizedMessages.render() is a token: name a folder of this machine' : undefined);
    if (problem !== undefined) {
      throw new Error(problem);
    }
    return render(this.entry, this.languages, MESSAGES.map(([name, source]) => [name, source]), directory);
  }

  /**
   * @internal
   */
  public _bind(scope: Construct, userPool: IUserPool): WorkflowStep {
    const { entry } = this;
    for (const [language, kinds] of Object.entries(entry.texts)) {
      for (const [kind, { sms = '' }] of Object.entries(kinds)) {
        const { parts, wide } = smsParts(sms);
        if (parts > 1) {
          warnAtOnce(scope, 'messageInParts', `the SMS message of ${kind} in ${JSON.stringify(language)} is sent in ${parts} parts, each of which costs${wide.length > 0
            ? `: ${wide.map((one) => JSON.stringify(one)).join(', ')} leave room for 70 characters a part` : ''}. Write it shorter, or in plain letters`);
        }
      }
    }
    const pool = () => Synthesis.of(userPool).view.userPools.find(({ cfn }) => cfn === definitionOf(userPool));
    scope.node.addValidation({ validate: () => problems(scope, pool(), entry) });
    return { trigger: 'CustomMessage', name: 'localizedMessages', entry, isSingle: true, by: 'UserPoolWorkflow.localizedMessages()' };
  }
}

/** What is asked for of each message that Cognito sends. */
function textsOf(messages: LocalizedTexts): Record<string, MessageText> {
  const template = (name: keyof LocalizedTexts | undefined): MessageTemplate | undefined => (
    name && (messages[name] ?? template(MESSAGES.find(([one]) => one === name)?.[2])));
  return Object.fromEntries(MESSAGES.flatMap(([name, source]) => {
    const { email, sms } = template(name) ?? {};
    const text = { subject: email?.subject, html: email?.message, sms: sms?.message };
    return Object.values(text).some((one) => one !== undefined) ? [[source, text]] : [];
  }));
}

function unknownAttribute({ texts }: MessagesEntry): string | undefined {
  const names = Object.values(texts).flatMap((kinds) => Object.values(kinds)).flatMap(({ html = '' }) => attributesIn(html));
  const odd = names.find((name) => !STANDARD_ATTRIBUTES.includes(name) && !name.startsWith('custom:'));
  const near = odd && nearest(odd, STANDARD_ATTRIBUTES);
  return odd && `a message names the attribute ${JSON.stringify(odd)}, which no user has: ${near === undefined ? 'a custom one begins with "custom:"' : `did you mean ${JSON.stringify(near)}?`}`;
}

function problems(scope: Construct, pool: UserPool | undefined, { texts }: MessagesEntry): string[] {
  const all = Object.entries(texts).flatMap(([language, kinds]) => Object.entries(kinds).map(([kind, text]) => ({ language, kind, text })));
  if (pool === undefined) {
    return [];
  }
  if (sendsByCognito(pool) && all.some(({ text }) => text.html !== undefined)) {
    warn(scope, 'messagesWithoutSes', 'UserPoolWorkflow.localizedMessages() has e-mails, and AWS says that a function may write them only where SES sends them: use emailSender: EmailSender.ses(identity)');
  }
  const silent = all.filter(({ kind, text: { html, sms } }) => kind === 'AdminCreateUser' && [html, sms].some((text) => text?.includes('{####}') === false));
  return hasPasswordless(pool) ? [] : silent.map(({ language }) => `the invitation in ${JSON.stringify(language)} lacks the temporary password: write {####} into it`);
}
