import type { Mutant } from './list';

function of(file: string, test: string, mutants: readonly (readonly [what: string, find: string, replace: string])[]): Mutant[] {
  return mutants.map(([what, find, replace]) => ({ file: `src/workflows/${file}.ts`, tests: [`test/workflows/${test}.test.ts`], what, find, replace }));
}

const MIGRATION = 'user-migration/step';
const MESSAGES = 'messages/step';

/** What lets somebody in, or tells somebody something, in the functions of workflows. */
export const WORKFLOW_MUTANTS: readonly Mutant[] = [
  ...of('user-migration/decision', MIGRATION, [
    ['who is disabled comes over', 'if (Enabled !== true || !mayCome) {', 'if (!mayCome) {'],
    ['every state may come over', 'if (Enabled !== true || !mayCome) {', 'if (Enabled !== true) {'],
    ['a second factor is nothing', '&& !keepsSms && entry.secondFactors !== \'DROP\')', '&& !keepsSms && entry.secondFactors === \'KEEP_SMS\')'],
    ['an older second factor is none', 'factors.includes(\'SMS_MFA\') || older.length > 0', 'factors.includes(\'SMS_MFA\')'],
    ['SMS goes to any number', 'hasSms && hasVerified(\'phone_number\') && ', 'hasSms && '],
    ['an app that shows codes is SMS', 'const hasSms = factors.includes(\'SMS_MFA\')', 'const hasSms = factors.length > 0'],
    ['an address from anywhere is verified', 'sources[address] === address && ', ''],
    ['every address is verified', '&& old.get(`${address}_verified`) === \'true\'', '&& old.has(address)'],
    ['a code goes to an address that nobody verified', '(proof === undefined || isInvited) && !isReachable', 'isInvited && !isReachable'],
    ['a temporary password is for ever', 'user.UserStatus === \'CONFIRMED\' ? \'CONFIRMED\' : \'RESET_REQUIRED\'', '\'CONFIRMED\''],
    ['every challenge proves the password', '|| SECOND_FACTORS.includes(ChallengeName);', '|| ChallengeName !== undefined;'],
    ['a temporary password is proved by any challenge', 'isInvited ? ChallengeName === \'NEW_PASSWORD_REQUIRED\'', 'isInvited ? ChallengeName !== undefined'],
    ['any name is the user\'s', '.some((one) => folded(one) === folded(typed)) ?', '.some((one) => one !== undefined) ?'],
    ['the old name is an address', 'names === \'ADDRESS\' ? [attributes.get(\'email\'), ', 'names === \'ADDRESS\' ? [name, attributes.get(\'email\'), '],
    ['a sub is a name', '[...isUuid ? [] : [name], ', '[name, '],
    ['nobody asks the list of domains', 'letsIn(entry.emailDomains, attributes.get(\'email\'))', 'letsIn([], attributes.get(\'email\'))'],
  ]),
  ...of('user-migration/step', MIGRATION, [
    ['an alias is taken from who has it', 'forceAliasCreation: false', 'forceAliasCreation: true'],
    ['it never ends', 'if (Date.now() < Date.parse(entry.until)) {', 'if (entry.until !== \'\') {'],
    ['time tells', 'await setTimeout(Math.min(BEAT - elapsed % BEAT, context.remaining()));', 'await setTimeout(Math.min(0 * elapsed, context.remaining()));'],
    ['a known user is asked for twice', 'await settled([pool.user(userName, time), signsIn', 'await settled([pool.user(userName, time).then((one) => pool.user(userName, time).then(() => one)), signsIn'],
    ['an error tells that nobody is there', 'throw new UnknownUser(code);', 'throw new RangeError(code);'],
    ['a password isn\'t needed', '!(signsIn ? isText(password, PASSWORD) : ', '!(signsIn ? true : '],
    ['operators don\'t see that the old pool fails', 'if (!REFUSALS.includes(code)) {', 'if (REFUSALS.includes(code)) {'],
  ]),
  ...of('user-migration/old-pool', MIGRATION, [
    ['the function goes in its own name', '...role && { credentials: () => assumed(role, region) }', '...role && {}'],
    ['nobody waits for an end', 'abortSignal: AbortSignal.timeout(milliseconds)', 'abortSignal: AbortSignal.timeout(milliseconds + 60_000)'],
  ]),
  ...of('messages/step', MESSAGES, [
    ['what a stranger wrote goes anywhere', 'if (attributes.get(\'email_verified\') === \'true\') {', 'if (attributes.get(\'email_verified\') !== \'\') {'],
    ['what a user wrote is markup', 'mustache.escape(value).replaceAll', 'value.replaceAll'],
    ['what a user wrote is a placeholder', '.replaceAll(\'{\', \'&#123;\')', ''],
    ['every name is a language', 'Object.hasOwn(texts, tag) && ', ''],
    ['what is beside a name is a pattern', '() => typeof name === \'string\' ? name : ours)', 'typeof name === \'string\' ? name : ours)'],
    ['a user name is as long as it likes', '.slice(0, LONGEST_VALUE).join', '.slice(0, 10_000).join'],
  ]),
  ...of('messages/entry', MESSAGES, [
    ['invitations greet by name', 'AdminCreateUser: { isInvitation: true }', 'AdminCreateUser: { isInvitation: true, isVerified: true }'],
    ['a mail needs no code', 'filter((placeholder) => !text.includes(placeholder))', 'filter((placeholder) => text === placeholder)'],
    ['tags are raw', 'if (sign === \'{\' || ', 'if ('],
    ['a subject has many lines', '/[\\r\\n]|\\{\\{/.test(subject)', '/\\{\\{/.test(subject)'],
    ['a long name has no room', 'sign === \'\' ? \'*\'.repeat(LONGEST_VALUE * 6) : \'\'', 'sign === \'\' ? \'*\' : \'\''],
  ]),
];
