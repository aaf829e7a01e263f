import * as fs from 'fs';
import * as path from 'path';
import type { MessagesEntry } from './entry';
import { packageFile } from '../../private/package-file';
import type { TriggerEvent } from '../runtime/event';

/** What sample users have, beside attributes that are filled with their name. */
const SAMPLE = { email: 'anna@example.com', email_verified: 'true', given_name: 'Anna', family_name: 'Example', name: 'Anna Example' };

/** The asset that Lambda runs, as far as it is needed here. */
interface Workflows {
  readonly STEPS: Readonly<Record<string, { run(event: TriggerEvent, entries: readonly unknown[]): void }>>;
}

/**
 * Writes every message as it arrives, and a page with all of them.
 *
 * @param messages name and source of each
 * @returns the files
 */
export function render(
  entry: MessagesEntry, languages: readonly string[], messages: readonly (readonly [name: string, source: string])[], directory: string,
): string[] {
  // the very code that runs in Lambda.
  const { STEPS } = require(packageFile('assets', 'workflows', 'index.js')) as Workflows;
  const files: string[] = [];
  const write = (file: string, text: string) => {
    const to = path.resolve(process.cwd(), directory, file);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, text);
    files.push(to);
  };
  const rows = languages.flatMap((language) => messages.flatMap(([name, source]) => {
    const event = sampleEvent(source, entry.languageAttribute, language);
    STEPS.localizedMessages!.run(event, [entry]);
    const { emailSubject, emailMessage, smsMessage } = event.response as Readonly<Record<string, string | undefined>>;
    const file = `${language}/${name}.html`;
    if (emailMessage !== undefined) {
      write(file, `<!doctype html><meta charset="utf-8"><title>${inHtml(emailSubject ?? name)}</title>${emailMessage}`);
    }
    return emailMessage === undefined && smsMessage === undefined ? [] : `<section><h2>${language}: ${name}</h2>${[
      ...emailSubject === undefined ? [] : [`<h3>${inHtml(emailSubject)}</h3>`],
      ...emailMessage === undefined ? [] : [`<iframe sandbox src="${file}"></iframe>`],
      ...smsMessage === undefined ? [] : [`<pre>${inHtml(smsMessage)}</pre>`],
    ].join('')}</section>`;
  }));
  write('index.html', `<!doctype html><html lang="en"><meta charset="utf-8"><title>Messages</title><style>
body{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:16px;margin:16px;font:14px sans-serif}
section{border:1px solid #888;padding:8px}h2,h3{margin:0 0 8px;font-size:14px}iframe{width:100%;height:280px;border:0}pre{white-space:pre-wrap;background:#eee;padding:8px}
</style>${rows.join('\n')}</html>\n`);
  return files;
}

function sampleEvent(source: string, languageAttribute: string, language: string): TriggerEvent {
  return {
    version: '1',
    triggerSource: `CustomMessage_${source}`,
    region: 'us-east-1',
    userPoolId: 'us-east-1_Sample123',
    request: { userAttributes: { ...SAMPLE, [languageAttribute]: language }, codeParameter: source === 'AdminCreateUser' ? 'Sample-4711!' : '123456', usernameParameter: 'anna@example.com' },
    response: {},
  };
}

function inHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
