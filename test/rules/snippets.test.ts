import { Stack } from 'aws-cdk-lib/core';
import * as ts from 'typescript';
import { findings, ruleIds } from './rule-case';
import { IMPORTS, PRELUDE, preludeOf, RULE_SNIPPETS } from '../../projenrc/rule-snippets';
import { examplesPage } from '../../projenrc/rules-docs';
import { CognitoRules } from '../../src';
import { RULE_AREAS } from '../../src/rules/table';
import { testStack } from '../support';
import { typeErrors } from '../type-errors';

const IDS = RULE_AREAS.flatMap((area) => area.rules.map((rule) => rule.id));

/** What a bad snippet trips besides, because its rule can't be broken without: the rule's own id is left out. */
const BESIDES: Readonly<Record<string, string[]>> = {
  replicaUnguarded: ['replicaSettingsAtHome'], // both Regions are in one stack.
  clientCannotWriteRequired: ['schemaRequiredStandard'],
  providerMissesRequired: ['schemaRequiredStandard'],
  senderWithoutKey: ['triggerPermissionMissing'],
  triggerShape: ['triggerPermissionMissing'],
  triggerPreTokenTwice: ['triggerPermissionMissing'],
  messageLinkBesideCode: ['verificationByLink'],
  verificationLinkWithoutDomain: ['verificationByLink'],
};

/** What a good snippet trips, for the same reason. */
const GOOD_BESIDES: Readonly<Record<string, string[]>> = {
  replicaUnguarded: ['replicaSettingsAtHome'],
  clientCannotWriteRequired: ['schemaRequiredStandard'],
  providerMissesRequired: ['schemaRequiredStandard'],
};

/** The body of a stack's constructor, by name. */
const BODIES: Readonly<Record<string, string>> = {
  prelude: PRELUDE,
  ...Object.fromEntries(Object.entries(RULE_SNIPPETS).flatMap(([id, snippet]) => (['bad', 'good'] as const).map((kind) => [
    `${id}.${kind}`, `${preludeOf(snippet[kind])}\n${snippet[kind]}`,
  ]))),
};

/** All of them as one module: one program type-checks them. */
const MODULE = [
  IMPORTS,
  'export const BODIES: Record<string, (this: Stack) => void> = {',
  ...Object.entries(BODIES).map(([name, body]) => `${JSON.stringify(name)}: function () {\n${body}\n},`),
  '};',
].join('\n');

function execute(): Record<string, (this: Stack) => void> {
  const { outputText } = ts.transpileModule(MODULE, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exports = {} as { BODIES: Record<string, (this: Stack) => void> };
  // the modules that this test has loaded already: `require` is Jest's.
  new Function('exports', 'require', outputText)(exports, require);
  return exports.BODIES;
}

const run = execute();
const page = examplesPage();

/** The ids of what the rules find in a stack made of a body. */
function found(name: string): string[] {
  // the L2 sends no mail through SES where it doesn't know the Region.
  const stack = testStack({ env: { region: 'eu-west-1' } });
  run[name]!.call(stack);
  CognitoRules.check(stack);
  // warnings are told stack by stack, and a body may have one in another Region.
  const stacks = stack.node.findAll().filter((node): node is Stack => Stack.isStack(node));
  return [...new Set(stacks.flatMap((one) => ruleIds(findings(one))))].sort();
}

test('every rule has a pair, and nothing else has', () => {
  expect(Object.keys(RULE_SNIPPETS).sort()).toEqual([...IDS].sort());
});

test('the snippets are TypeScript', () => {
  expect(typeErrors(MODULE)).toEqual([]);
});

test('no rule finds anything in the prelude', () => {
  expect(found('prelude')).toEqual([]);
});

test.each(Object.keys(RULE_SNIPPETS))('%s: the bad snippet trips it, the good one doesn\'t', (id) => {
  expect(found(`${id}.bad`)).toEqual([id, ...BESIDES[id] ?? []].sort());
  expect(found(`${id}.good`)).toEqual([...GOOD_BESIDES[id] ?? []].sort());
});

test.each(Object.entries(RULE_SNIPPETS))('%s: the snippets are short, and the page shows them', (id, { bad, good }) => {
  const entry = page.split('\n### ').find((part) => part.startsWith(`${id}\n`));
  expect(entry).toContain(`\nBad:\n\n\`\`\`ts\n${bad}\n\`\`\`\n\nGood:\n\n\`\`\`ts\n${good}\n\`\`\``);
  [bad, good].forEach((code) => {
    expect(code.split('\n').length).toBeLessThanOrEqual(8);
    expect(Math.max(...code.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140);
  });
});
