import type { Mutant } from './list';

function of(file: string, tests: readonly string[], mutants: readonly (readonly [what: string, find: string, replace: string])[]): Mutant[] {
  return mutants.map(([what, find, replace]) => ({
    file: `src/workflows/${file}.ts`, tests: tests.map((name) => `test/workflows/${name}.test.ts`), what, find, replace,
  }));
}

/** The functions that give groups and claims: each mistake of theirs is a way in. */
export const TOKEN_MUTANTS: readonly Mutant[] = [
  ...of('runtime/email-domain', ['runtime/email-domain'], [
    ['the last of two domains counts', 'more.length > 0 || ', ''],
    ['quotes are letters', '[^\\s"(),:;<>\\\\[\\]\\p{C}]', '[^\\s(),:;<>\\\\[\\]\\p{C}]'],
    ['the sign of Kelvin is a "k"', 'domain.replace(/[A-Z]/g, (letter) => letter.toLowerCase())', 'domain.toLowerCase()'],
    ['full-width letters are letters', ' && label.startsWith(\'xn--\')', ''],
    ['machines have domains', ' && /\\D/.test(labels.at(-1)!)', ''],
  ]),
  ...of('runtime/only-provider', ['group-membership/step', 'provider-groups/step'], [
    ['one provider of several is enough', 'names.size === 1 && ', 'names.size > 0 && '],
    ['a password beside the provider is nothing', ' && attributes.get(\'cognito:user_status\') === \'EXTERNAL_PROVIDER\'', ''],
  ]),
  ...of('group-membership/match', ['group-membership/step'], [
    ['an address needs no proof', 'attributes.get(\'email_verified\') === \'true\' ? ', 'attributes.has(\'email\') ? '],
    ['a flag is enough', '=== \'true\' ?', '!== \'false\' ?'],
    ['the end of a domain counts', 'list.includes(value() ?? \'\')', 'list.some((one) => (value() ?? \'\').endsWith(one))'],
    ['all ways must match', 'everyone === true\n    || has(emailDomains', 'everyone === true\n    && has(emailDomains'],
  ]),
  ...of('group-membership/step', ['group-membership/step'], [
    ['a forgotten password brings groups back', 'event.triggerSource !== \'PostConfirmation_ConfirmSignUp\' ? [] : ', ''],
    ['machines have groups', 'token.isOfMachine ? [] : ', ''],
    ['whoever isn\'t meant loses groups', 'if (groups.length > 0) {', 'if (entries.length > 0) {'],
    ['a failure keeps the user out', 'context.failed(\'group\', error);', 'throw error;'],
  ]),
  ...of('runtime/token-override', ['runtime/token-override'], [
    ['stored groups are dropped', 'groupsToOverride: [...new Set([...before, ...groups])]', 'groupsToOverride: [...groups]'],
    ['stored roles are dropped', '[...new Set([...roles, ...added.map(({ role }) => role)])]', 'added.map(({ role }) => role)'],
    ['the highest number goes first', 'return Math.min(', 'return Math.max('],
    ['an earlier step is forgotten', 'isJson(answer) && isJson(answer.groupOverrideDetails) ? answer.groupOverrideDetails : ', ''],
    ['one of two roles wins', 'first.size === 1 ? ', 'first.size > 0 ? '],
    ['access tokens are ID tokens in version 1', ' : token === \'id\' ? ', ' : token !== undefined ? '],
  ]),
  ...of('provider-groups/step', ['provider-groups/step'], [
    ['any provider will do', ' || entry.provider !== provider', ''],
    ['what isn\'t listed passes', 'own(entry.groups, group) ?? []', 'own(entry.groups, group) ?? [group]'],
    ['methods are groups', 'own(entry.groups, group) ?? []', '(entry.groups[group] as string | undefined) ?? []'],
  ]),
  ...of('provider-groups/groups-in', ['provider-groups/step'], [
    ['brackets are letters', '/^\\[([^[\\]{}]*)\\]$/', '/^\\[(.*)\\]$/'],
    ['a name with a comma is two', ': value === \'\' ? [] : [value]', ': value === \'\' ? [] : value.split(\', \')'],
    ['an object is a name', '/[[\\]{}]/.test(value) ? undefined', '/[[\\]]/.test(value) ? undefined'],
  ]),
  ...of('token-claims/step', ['token-claims/step'], [
    ['attributes come from the app', 'const attributes = attributesOf(event);', 'const attributes = new Map([...attributesOf(event), ...Object.entries(event.request.clientMetadata as Record<string, string> ?? {})]);'],
    ['methods are tenants', 'own(entry.providers ?? {}, onlyProviderOf(attributes) ?? \'\')', '(entry.providers ?? {})[onlyProviderOf(attributes) ?? \'\']'],
    ['machines have the claims of users', '(one === \'machine\') === token.isOfMachine', 'true'],
    ['machines have scopes of groups', 'token.isOfMachine ? [] : token.groups', 'token.groups'],
  ]),
  ...of('token-claims/entry', ['token-claims/step'], [
    ['an address may be written', ' && !/^(email|phone_number)(_verified)?$/.test(claim)', ''],
    ['names of attributes are free', 'suppress !== true && !isOwn && isAttribute(claim)', 'false && isAttribute(claim)'],
    ['names of Cognito are free', ' || /^(cognito|dev):/.test(claim)', ''],
    ['machines have attributes', 'source !== \'value\' && tokens.includes', 'false && tokens.includes'],
  ]),
];
