import * as fs from 'fs';
import { EXAMPLES_PAGE, examplesPage, RULES_PAGE, rulesPage } from '../../projenrc/rules-docs';
import { RULE_AREAS } from '../../src/rules/table';

const RULES = RULE_AREAS.flatMap((area) => [...area.rules]);
const page = rulesPage();

/** The part of the page under a heading of the third level. */
function entry(id: string): string {
  return page.split('\n### ').find((part) => part.startsWith(`${id}\n`))!.split('\n## ')[0]!;
}

test.each([[RULES_PAGE, page], [EXAMPLES_PAGE, examplesPage()]])('%s is up to date: `npm run rules:docs` writes it', (committed, written) => {
  expect(fs.readFileSync(committed, 'utf8')).toBe(written);
});

test('the page is the same each time', () => {
  expect(rulesPage()).toBe(page);
});

test('every rule is in one overview, under its own heading, and nothing else is', () => {
  const ids = RULES.map((rule) => rule.id);
  expect(page.match(/^### .*$/gm)).toEqual(ids.map((id) => `### ${id}`));
  expect([...page.matchAll(/^\| \[(\w+)\]\(#(\w+)\) \|/gm)].map(([, id, anchor]) => [id, anchor])).toEqual(ids.map((id) => [id, id.toLowerCase()]));
});

test('links within the page lead to a heading', () => {
  // as GitHub makes them: lower case, punctuation gone, hyphens for spaces.
  const headings = page.match(/^#+ .*$/gm)!.map((line) => line.replace(/^#+ /, '').toLowerCase().replace(/[^\w -]/g, '').replace(/ /g, '-'));
  const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor!);
  expect(links).toHaveLength(RULES.length + RULE_AREAS.length);
  expect(headings).toEqual(expect.arrayContaining(links));
});

test('each entry leads to its example', () => {
  const examples = examplesPage().match(/^### .*$/gm)!.map((line) => line.slice(4).toLowerCase());
  expect([...page.matchAll(/\/docs\/rule-examples\.md#(\w+)\)/g)].map(([, anchor]) => anchor)).toEqual(examples);
});

test.each(RULES)('the entry of $id says all that the table says', (rule) => {
  /** Without escapes and capitals, as readers see it. */
  const plain = (text: string): string => text.replace(/&lt;/g, '<').replace(/\\([*|[\]])/g, '$1').toLowerCase();
  const text = plain(entry(rule.id));
  [rule.condition, rule.consequence, rule.remedy].forEach((words) => expect(text).toContain(`${words.toLowerCase()}.`));
  expect(entry(rule.id)).toContain(`](${rule.source})`);
  expect(entry(rule.id)).toContain(`- Severity: ${rule.severity ?? 'error'}${rule.final ? ', **final**. It can\'t' : '. It can'} be acknowledged.`);
});

test('nothing that looks like a tag is swallowed', () => {
  expect(entry('identityPoolRoleMapping')).toContain('"&lt;provider name>:&lt;client id>"');
  expect(page.replace(/^<!--.*-->/, '').replace(/`[^`]*`/g, '')).not.toMatch(/<[a-z/]/i);
});
