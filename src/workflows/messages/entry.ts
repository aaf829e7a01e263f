/** The texts of one message: those that aren't given stay as Cognito has them. */
export interface MessageText {
  readonly subject?: string;
  readonly html?: string;
  readonly sms?: string;
}

/** Texts by language in lower case, then by what comes behind `CustomMessage_` in `triggerSource`. */
export interface MessagesEntry {
  readonly defaultLanguage: string;
  readonly languageAttribute: string;
  readonly texts: Readonly<Record<string, Readonly<Record<string, MessageText>>>>;
}

/** How much of an attribute comes into a mail, in characters. Each may take six in HTML. */
export const LONGEST_VALUE = 100;

/** A message that Cognito sends. */
interface Kind {
  /** whether it goes to an address that the user verified before: only there is what the user wrote nobody else's trouble */
  readonly isVerified?: boolean;
  /** whether it has the user name and the temporary password */
  readonly isInvitation?: boolean;
  /** whether a link, `{##…##}`, may stand in place of the code */
  readonly mayLink?: boolean;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
export const KINDS: Readonly<Record<string, Kind>> = {
  SignUp: { mayLink: true },
  ResendCode: { mayLink: true },
  AdminCreateUser: { isInvitation: true },
  ForgotPassword: { isVerified: true },
  UpdateUserAttribute: { mayLink: true },
  VerifyUserAttribute: { mayLink: true },
  Authentication: { isVerified: true },
};

/** What no message may hold. Its white space is that of ASCII. */
const UNPRINTABLE = /[^\p{L}\p{M}\p{S}\p{N}\p{P} \t-\r]/u;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/;
const TAG = /\{\{(\{|[#^/]?)\s*([^{}]*?)\s*\}\}/g;

/** The attributes that a mail names, by mustache's tags. */
export function attributesIn(html: string): string[] {
  return [...html.matchAll(TAG)].map(([, , name]) => name!);
}

/** What is wrong with an entry. */
export function flaw(entry: unknown): string | undefined {
  const { defaultLanguage, languageAttribute, texts } = (entry ?? {}) as Partial<MessagesEntry>;
  if (typeof languageAttribute !== 'string' || typeof texts !== 'object' || texts === null) {
    return 'languageAttribute is no text, or texts is no table';
  }
  const languages = Object.keys(texts);
  const odd = languages.find((language) => !LANGUAGE.test(language));
  if (odd !== undefined) {
    return `${JSON.stringify(odd)} is no language such as "en" or "pt-br"`;
  }
  if (!languages.includes(String(defaultLanguage))) {
    return `there is nothing in the default language, ${JSON.stringify(defaultLanguage)}: it has ${languages.join(', ') || 'no language'}`;
  }
  const empty = languages.find((language) => Object.keys(texts[language]!).length === 0);
  if (empty !== undefined) {
    return `there is no message in ${JSON.stringify(empty)}`;
  }
  for (const [language, kinds] of Object.entries(texts)) {
    for (const [kind, text] of Object.entries(kinds)) {
      const problem = Object.hasOwn(KINDS, kind) ? textFlaw(KINDS[kind]!, text) : 'is no message of Cognito';
      if (problem !== undefined) {
        return `${kind} in ${JSON.stringify(language)} ${problem}`;
      }
    }
  }
  return undefined;
}

function textFlaw(kind: Kind, { subject, html, sms }: MessageText): string | undefined {
  return subject !== undefined && (subject.length < 1 || subject.length > 140 || UNPRINTABLE.test(subject) || /[\r\n]|\{\{/.test(subject))
    ? `has a subject that isn't one line of 1 to 140 characters without tags: ${JSON.stringify(subject)}`
    : (html === undefined ? undefined : tagFlaw(html, kind) ?? bodyFlaw('e-mail', html.replace(TAG, (_, sign: string) => sign === '' ? '*'.repeat(LONGEST_VALUE * 6) : ''), kind, 20_000))
      ?? (sms === undefined ? undefined : sms.includes('{{') ? 'has a tag in its SMS message, which has room for none' : bodyFlaw('SMS message', sms, { ...kind, mayLink: false }, 140));
}

function bodyFlaw(what: string, text: string, { isInvitation = false, mayLink = false }: Kind, most: number): string | undefined {
  // whether users have a password to be told is the pool's to say.
  const missing = [isInvitation ? '{username}' : '{####}'].filter((placeholder) => !text.includes(placeholder));
  return text.length < 6 || text.length > most ? `has an ${what} of ${text.length} characters: Cognito sends 6 to ${most}`
    : UNPRINTABLE.test(text) ? `has an ${what} with a character that Cognito doesn't send, ${JSON.stringify(UNPRINTABLE.exec(text)![0])}: in HTML write it as an entity`
      : missing.length > 0 && !(mayLink && /\{##[^#{}]+##\}/.test(text)) ? `has an ${what} without ${missing.join(' and ')}`
        : !isInvitation && text.includes('{username}') ? `has an ${what} with {username}, which Cognito fills in in invitations only` : undefined;
}

/** Why mustache, or the user who gets the mail, would be surprised. */
function tagFlaw(html: string, { isVerified = false }: Kind): string | undefined {
  const open: string[] = [];
  let rest = html;
  for (const [tag, sign, name] of html.matchAll(TAG)) {
    if (sign === '{' || !/^\w[\w:-]*$/.test(name!)) {
      return `has the tag ${tag}: there are {{attribute}}, {{#attribute}}, {{^attribute}} and {{/attribute}}, all of them escaped`;
    }
    if (!isVerified) {
      return `has the tag ${tag}, and goes to an address that nobody has verified: a stranger could send a text of theirs in your name. ForgotPassword and Authentication may have tags`;
    }
    if (sign === '/' ? open.pop() !== name : sign !== '' && open.push(name!) === 0) {
      return `has the tag ${tag}, which closes nothing`;
    }
    rest = rest.replace(tag, '');
  }
  return open.length > 0 ? `doesn't close {{#${open[0]}}}` : rest.includes('{{') ? 'has "{{" where no tag begins' : undefined;
}
