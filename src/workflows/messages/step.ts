import mustache from 'mustache';
import { flaw, LONGEST_VALUE, type MessagesEntry, type MessageText } from './entry';
import { attributesOf, type TriggerEvent } from '../runtime/event';
import type { Step } from '../runtime/step';

/**
 * What Cognito sends, in the user's language. The language may be anybody's word: it only picks one of the texts.
 */
export const localizedMessages: Step<MessagesEntry> = {
  flaw,

  run: (event, entries) => {
    for (const entry of entries) {
      const { subject, html, sms } = textOf(entry, event);
      const filled = placeholders(event);
      Object.assign(event.response, {
        ...subject !== undefined && { emailSubject: filled(subject) },
        ...html !== undefined && { emailMessage: filled(written(html, event)) },
        ...sms !== undefined && { smsMessage: filled(sms) },
      });
    }
  },
};

/** In the language of the user's attribute, or of the app that calls, or in the default one: whatever that lacks is Cognito's own. */
function textOf({ texts, defaultLanguage, languageAttribute }: MessagesEntry, event: TriggerEvent): MessageText {
  const kind = event.triggerSource.replace('CustomMessage_', '');
  const { language } = (event.request.clientMetadata ?? {}) as { readonly language?: unknown };
  const wanted = [attributesOf(event).get(languageAttribute), language].flatMap((tag) => typeof tag === 'string' ? narrower(tag) : []);
  const found = [...wanted, defaultLanguage].find((tag) => Object.hasOwn(texts, tag) && Object.hasOwn(texts[tag]!, kind));
  return found === undefined ? {} : texts[found]![kind]!;
}

/** `de_AT` is first `de-at`, then `de`. */
function narrower(tag: string): string[] {
  const parts = tag.slice(0, 35).toLowerCase().split(/[-_]/);
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('-'));
}

/** The mail with the user's attributes, if its address is theirs. */
function written(html: string, event: TriggerEvent): string {
  const attributes = attributesOf(event);
  const view: Record<string, string> = Object.create(null) as Record<string, string>;
  if (attributes.get('email_verified') === 'true') {
    attributes.forEach((value, name) => view[name] = [...value.slice(0, 2 * LONGEST_VALUE)].slice(0, LONGEST_VALUE).join(''));
  }
  // a brace could be one of Cognito's placeholders.
  return mustache.render(html, view, undefined, { escape: (value: string) => mustache.escape(value).replaceAll('{', '&#123;') });
}

/** Puts in what Cognito fills in itself, by the names that it gives. */
function placeholders({ request: { codeParameter, usernameParameter } }: TriggerEvent): (text: string) => string {
  const names = { '{####}': codeParameter, '{username}': usernameParameter };
  return (text) => Object.entries(names).reduce((filled, [ours, name]) => filled.replaceAll(ours, () => typeof name === 'string' ? name : ours), text);
}
