import { TOKEN_MUTANTS } from './token-mutants';
import { WORKFLOW_MUTANTS } from './workflows';

/** A model with one thing wrong in it. */
export interface Mutant {
  readonly file: string;
  /** what is wrong, in words */
  readonly what: string;
  /** stands in the file once … */
  readonly find: string;
  /** … and this in its place */
  readonly replace: string;
  /** the tests of which one must fail */
  readonly tests: readonly string[];
}

type Changes = readonly (readonly [what: string, find: string, replace: string])[];

function of(file: string, tests: readonly string[], mutants: Changes): Mutant[] {
  return at(`src/rules/${file === 'shape' ? '' : 'models/'}${file}.ts`, tests, mutants);
}

function at(file: string, tests: readonly string[], mutants: Changes): Mutant[] {
  return mutants.map(([what, find, replace]) => ({ file, tests, what, find, replace }));
}

const CLAIMS = ['test/rules/models/claims.test.ts'];
/** Where rules ask who decides by what. */
const DECISIONS = ['test/rules/models/decisions.test.ts', 'test/rules/identity-pool.test.ts'];
const SCHEMA = ['test/rules/schema.test.ts', 'test/rules/identity-pool.test.ts'];
const TRUST = ['test/rules/models/trust.test.ts'];
const POWERS = ['test/rules/models/powers.test.ts'];
const EVERYBODY = ['test/rules/models/everybody.test.ts'];
const CIRCLES = ['test/rules/models/circle-cases.test.ts', 'test/rules/models/graph.test.ts', 'test/rules/circle.test.ts'];
const SHAPE = ['test/rules/shape.test.ts'];
const SECRETS = ['test/rules/models/secrets.test.ts'];
const EMAIL_DOMAINS = ['test/workflows/email-domains/step.test.ts'];
const DUPLICATE_EMAILS = ['test/workflows/duplicate-emails/step.test.ts'];

/** A wrong operator, a forgotten branch, a dropped writer, a negation: each must be noticed by the model's own tests. */
export const MUTANTS: readonly Mutant[] = [
  ...of('claims', CLAIMS, [
    ['a nonce is like any other claim', 'if (claim === \'nonce\') {', 'if (claim === \'none\') {'],
    ['the subject may be written as an attribute', 'const ways = source === undefined || source === \'sub\' ? [] : ', 'const ways = source === undefined ? [] : '],
    ['only clients that ask are looked at', '[...new Set([...pools.flatMap((pool) => pool.clients), ...clients])]', '[...new Set(clients)]'],
    ['a doubtful writer is a sure one', 'ways.find(({ doubt }) => doubt === undefined)', 'ways.find(() => true)'],
    ['one provider is several', 'writers.length > 1 ?', 'writers.length > 0 ?'],
    ['several providers are one', 'writers.length > 1 ?', 'writers.length > 2 ?'],
    ['triggers are nobody', '...pools.flatMap((pool) => hidden(pool, decision, source) ?? []), ', ''],
    ['providers that no client offers write too', 'clients.length === 0 || clients.some((client) => mayOffer(client, provider))', 'true'],
    ['what users write at a public provider is safe', 'isSure && source !== undefined && !HELD', 'false && source !== undefined && !HELD'],
    ['what a public provider holds is written by users', '&& !HELD.includes(source)', ''],
    ['an address needs no proof', ' && !mapping.at(`${claim}_verified`).isSet', ' && false'],
    ['SAML providers have users prove addresses', 'includes(claim) && !provider.isSaml && ', 'includes(claim) && provider.isSaml && '],
    ['groups come from federation too', ' && !GROUP_CLAIMS.includes(source);', ';'],
    ['a trigger writes what is fixed', 'const isFixed = (name: string) => name === \'sub\' || TOKEN_CLAIMS.includes(name);', 'const isFixed = (name: string) => name === \'none\';'],
    ['Google has no users where it stands alone', 'PUBLIC_NAMES.test(outside) && isMutable(claim)', 'false && isMutable(claim)'],
    ['a function marks no address', 'ADDRESSES.includes(source) && pool.isOpen && ', 'false && '],
    ['a user name is nobody\'s choice', ': isChosen ? ', ': !isChosen && isChosen ? '],
  ]),
  ...of('claims', SCHEMA, [
    ['a token has the standard claims only', ', ...pool.attributes.flatMap(({ name }) => name ?? [])', ''],
    ['a function adds no claims', 'tokenWriter(pool) !== undefined || pool.schemaIsHidden', 'pool.schemaIsHidden'],
  ]),
  ...of('claims', ['test/rules/models/made-claims.test.ts'], [
    ['a claim is as safe as its name', 'made.length === 0 ? [verdictOf', 'true ? [verdictOf'],
    ['the first source decides', 'WORST.flatMap((is) => verdicts.find((verdict) => verdict.is === is) ?? [])[0] ?? SAFE', 'verdicts[0] ?? SAFE'],
    ['claims of access tokens count', ' && tokens.includes(\'id\')', ''],
    ['what is suppressed is made', 'claim !== undefined && suppress !== true && ', 'claim !== undefined && '],
    ['claims that are made are no claims', ', ...claimsMade(pool).map(({ claim }) => String(claim))]', ']'],
    ['groups follow from no attribute', ' || given.includes(name)));', '));'],
    ['groups follow from no address', '(byAddress && mapping.at(\'email_verified\').isSet)', 'false'],
    ['an address counts unverified', '(byAddress && mapping.at(\'email_verified\').isSet)', 'byAddress'],
    ['the attribute of a provider\'s groups is read of everybody', ' || groupAttributes(pool).includes(attribute) ? []', ' ? []'],
  ]),
  ...of('users', CLAIMS, [
    ['machines have users', 'client.isMachine || !mayWrite(client, attribute)', '!mayWrite(client, attribute)'],
    ['nobody signs up', 'const signsUp = pool?.isOpen === true && ', 'const signsUp = pool?.isOpen === false && '],
    ['what never changes can be written later', 'declared?.isMutable === false || isProvedLater', 'isProvedLater'],
    ['a new address counts at once', 'declared?.isMutable === false || isProvedLater(pool, attribute)', 'declared?.isMutable === false'],
    ['the scope of administration is nothing', 'const isScoped = client.usesOAuth && client.scopes.list.includes(ADMIN_SCOPE);', 'const isScoped = false;'],
    ['every back end hands out access tokens', ': (client.isPublic && (isScoped || isDirect(client))) ||', ': (isScoped || isDirect(client)) ||'],
    ['an absent list is a closed one', 'isSet && closedList?.length !== 0 ? list.includes(attribute)', 'closedList?.length !== 0 ? list.includes(attribute)'],
    ['whoever gives a phone number proves the address too', 'attribute === \'email\' && list.includes(\'phone_number\') && givesPhone', 'false'],
    ['a client with an empty list writes nothing', 'isSet && closedList?.length !== 0 ? list', 'isSet ? list'],
    ['older flows are no flows', '/^(ALLOW_(USER|CUSTOM)_|(?!ALLOW_))/', '/^ALLOW_(USER|CUSTOM)_/'],
  ]),
  ...of('decisions', DECISIONS, [
    ['a mapping asks every user pool', 'const pools = pool.userPools.filter(({ cfn }) => named.includes(cfn));', 'const pools = pool.userPools;'],
    ['tags decide nothing', 'return [...byRule, ...byGroup, ...byTag];', 'return [...byRule, ...byGroup];'],
    ['groups decide nothing', 'return [...byRule, ...byGroup, ...byTag];', 'return [...byRule, ...byTag];'],
  ]),
  ...of('policy', TRUST, [
    ['what is denied is allowed', 'return every([some(allowing), not(some(denying))]);', 'return denying.length < 0 ? false : some(allowing);'],
    ['what is unknown denies', 'const not = (answer: Answer): Answer => answer === undefined ? undefined : !answer;', 'const not = (answer: Answer): Answer => !answer;'],
    ['one test of a condition is enough', 'undefined : every(Object.entries(condition)', 'undefined : some(Object.entries(condition)'],
    ['everything but some is only those', 'return others === undefined ? answer : not(answer);', 'return answer;'],
    ['a negated operator isn\'t', 'return isNegative === undefined ? answer : not(answer);', 'return answer;'],
    ['an absent key fits', 'return set === \'forallvalues\' || ifExists !== undefined ||', 'return true ||'],
    ['ForAllValues needs a value', 'return set === \'forallvalues\' || ifExists', 'return ifExists'],
    ['IfExists needs a value', 'set === \'forallvalues\' || ifExists !== undefined || (', 'set === \'forallvalues\' || ('],
    ['Null is the other way round', '(wanted === \'true\') === (values.length === 0)', '(wanted === \'true\') !== (values.length === 0)'],
    ['one of all values is enough', 'set === \'forallvalues\' ? every(answers)', 'set === \'forallvalues\' ? some(answers)'],
    ['StringEquals takes wildcards', '!isBoolean && !/String(Not)?Equals/i.test(operator)', 'true'],
  ]),
  ...of('trust', TRUST, [
    ['every account may be let in', 'if (anybody !== undefined) {\n    return { anybody };\n  }\n', ''],
    ['users of other pools are no strangers', 'asking(principal, role, { aud, amr })), [STRANGER]);', 'asking(principal, role, { aud, amr })), []);'],
    ['a role of both kinds is for one', 'const isForAll = pool.roles().some((other) => other.role === role && other.to !== to);', 'const isForAll = false;'],
    ['guests are let in as users are', 'KINDS[to === \'authenticated\' ? \'unauthenticated\' : \'authenticated\'](pool)', 'KINDS[to](pool)'],
    ['public providers are private', '(isPipeline || PUBLIC.includes(host)) &&', 'isPipeline &&'],
    ['an identity is one of any pool', ': key === `${principal}:sub` ? aud[0] === STRANGER ? aud : undefined : anyones(key)', ': anyones(key)'],
    ['nobody is refused', 'if (!role.trust.isSet || may(all)) {', 'if (!role.trust.isSet || !may(all)) {'],
  ]),
  ...of('trust', TRUST, [
    ['pipelines are private', '(isPipeline || PUBLIC.includes(host)) &&', 'PUBLIC.includes(host) &&'],
    ['who leaves out what is optional isn\'t asked', '[false, true].some((isLess)', '[false].some((isLess)'],
    ['a key that may be missing is', 'for (const given of [value, []]) {', 'for (const given of [value]) {'],
  ]),
  ...of('powers', POWERS, [
    ['what is denied is a power', '&& !denials.some((denial) => denies(denial, statement, request))', ''],
    ['a boundary is nothing', '      && boundary().every((limits) => permits(limits, request) !== false)', ''],
    ['AWS\'s policies are harmless', 'return [...new Set([...allowed, ...managed])];', 'return [...new Set(allowed)];'],
    ['an exception is what is named', '(isException ? isAny : isOne)(name)', 'isOne(name)'],
  ]),
  ...of('everybody', EVERYBODY, [
    ['every token has a claim of its own', 'MatchType === \'Equals\' ? SAME :', 'MatchType === \'Equals\' ? OWN :'],
    ['nobody puts users into groups', 'addsToGroups(fn) && mayMean', '!addsToGroups(fn) && mayMean'],
    ['a function means every group', 'pool?.groups.length === 1 ||', 'true ||'],
    ['an invite-only pool is open', 'isOpen || providers.some(isPublic) ? triggers', 'true || providers.some(isPublic) ? triggers'],
    ['the library\'s own function is anybody\'s', '.filter((trigger) => group.pool!.workflow(trigger) === undefined)', ''],
    ['a membership for all is for some', 'match.everyone === true || ', ''],
  ]),
  ...of('circles', CIRCLES, [
    ['what is done is open', 'seen.get(value) === \'open\' && ', 'seen.has(value) && '],
    ['a circle is told from wherever it is met', ' && !told.has(node) && !told.has(value)', ''],
    ['the way that was gone is the circle', 'const nodes = shortest(value, next);', 'const nodes = way.slice(way.findIndex((at) => at.node === value)).map((at) => at.node);'],
  ]),
  ...of('graph', CIRCLES, [
    ['a dependency isn\'t waited for', '[...referents(resource.properties.raw), ...view.scan.dependencies(cfn)]', 'referents(resource.properties.raw)'],
    ['a reference isn\'t waited for', '[...referents(resource.properties.raw), ...view.scan.dependencies(cfn)]', 'view.scan.dependencies(cfn)'],
    ['what is in a nested stack stands beside it', 'while (CfnResource.isCfnResource(at) && at.stack !== stack) {', 'while (CfnResource.isCfnResource(at) && at.stack === undefined) {'],
    ['every resource of a circle tells of it', '(circle.teller ??= cfn) !== cfn', 'false'],
    ['circles of others are told', 'new Set(scan.resources.filter(isOfCognito).map(topLevel))', 'new Set(scan.stacks)'],
    ['what the app says of stacks isn\'t heard', '[...stack.dependencies, ...orders].map', '[...orders].map'],
    ['what the app says of constructs isn\'t heard', '[...stack.dependencies, ...orders].map', '[...stack.dependencies].map'],
    ['the first link is told, whatever it is about', '(!ends.has(other) || (!ends.get(other)!.some(isOfCognito) && [from, to].some(isOfCognito)))', '!ends.has(other)'],
    ['what waits itself can be moved', ' && !waits.has(from as CfnResource) ?', ' ?'],
    ['outputs wait for nobody', '[...scan.resources, ...scan.outputs].forEach', 'scan.resources.forEach'],
  ]),
  ...of('link', CIRCLES, [
    ['an alias is no trigger', '(triggers.has(from) && at === \'FunctionName\')', 'false'],
    ['one link of two shows the way out', 'patterns.every((pattern)', 'patterns.some((pattern)'],
    ['an override means nobody', '&& names(value, idOf(end))', '&& false'],
    ['the way into a function is told', 'return name.startsWith(\'Fn::\') ? [] : [name, ...path];', 'return [name, ...path];'],
  ]),
  ...of('shape', SHAPE, [
    ['the least is too little', 'amount >= this.min && amount', 'amount > this.min && amount'],
    ['the most is too much', 'amount <= this.max;', 'amount < this.max;'],
    ['fractions are numbers', 'Number.isInteger(amount) && ', ''],
    ['the longest is too long', 'length > this.max || (literal', 'length >= this.max || (literal'],
    ['what isn\'t known is empty', '(literal !== undefined && length < this.min)', '(length < this.min)'],
    ['what isn\'t known fits no pattern', 'literal === undefined ? [] : [literal]', '[text.toString()]'],
    ['literal parts aren\'t looked at', 'this.isClass ? text.literals : literal', 'this.isClass && literal !== undefined ? text.literals : literal'],
    ['an emoji is two characters', 'characters(text)! : text.length', 'text.length : text.length'],
    ['letters are ASCII', 'Buffer.byteLength(text) === text.length', 'true'],
    ['a list is any long', 'this.judge(value.length, count);', ''],
    ['names are anything', 'this.judge(name, (node[\'#\'] ?? -1) as number);', ''],
    ['a quota is one too many', 'count > most ?', 'count >= most ?'],
    ['values that are unknown are outside of the bounds', '(judged.values === undefined ? this.found.outside', '(judged.values !== undefined ? this.found.outside'],
  ]),
  ...of('secrets', SECRETS, [
    ['outputs are secret', 'for (const output of view.scan.outputs) {', 'for (const output of [] as typeof view.scan.outputs) {'],
    ['metadata is secret', 'this.walk(view.read(cfn, ownMetadata(cfn)), ', 'this.walk(undefined, '],
    ['nothing is kept secret', 'if (isKept(path)) {', 'if (!isKept(path) && isKept(path)) {'],
    ['whoever has another field has it', '[one.field, field].includes(undefined) || one.field === field', 'true'],
    ['a secret that holds another is empty', 'return [source, ...held.flatMap(', 'return [source, ...[] as typeof held, ...[].flatMap('],
    ['a custom resource tells nothing', 'return isClient(target) ? [target] : referents(this.view.resource(target)?.properties.raw).filter(isClient);', 'return isClient(target) ? [target] : [];'],
    ['nested stacks hide what they get', 'return parameter instanceof CfnParameter && parameter.noEcho;', 'return parameter instanceof CfnParameter;'],
  ]),
  ...of('secret-source', SECRETS, [
    ['an ARN\'s last letters are a part of the name', 'const bare = arn === undefined ? name : name.replace(/-\\w{6}$/, \'\');', 'const bare = name;'],
    ['what is generated can be read', 'const isGenerated = field !== undefined && field ===', 'const isGenerated = field === undefined && field ==='],
    ['a text that is JSON has no fields', 'const chosen = known === undefined ? [text]', 'const chosen = known !== undefined ? [text]'],
  ]),
  ...at('src/workflows/email-domains/entry.ts', EMAIL_DOMAINS, [
    ['subdomains are let in', 'domains.includes(domain) ===', 'domains.some((one) => domain.endsWith(one)) ==='],
    ['one list that lets in is enough', 'return entries.every(', 'return entries.some('],
    ['what is no address isn\'t blocked', 'domain !== undefined && domains.includes(domain) ===', '(domain !== undefined && domains.includes(domain)) ==='],
  ]),
  ...at('src/workflows/email-domains/step.ts', EMAIL_DOMAINS, [
    ['invitations are looked at', '[\'PreSignUp_AdminCreateUser\', ', '['],
    ['nobody says that it is verified, and that is enough', 'attributes.get(\'email_verified\') !== \'true\'', 'attributes.get(\'email_verified\') === \'false\''],
    ['who signs up must have proved the address', 'event.triggerSource !== \'PreSignUp_SignUp\' && ', ''],
    ['one SAML account vouches for all', '!asked.every(({ isVouched }', '!asked.some(({ isVouched }'],
    ['a linked user is none of the pool\'s own', 'provider === undefined ? !isExternal', 'provider === undefined ? providers.length === 0'],
    ['accounts that can\'t be read are none', 'isUnknown || providers.some', 'providers.some'],
    ['a first sign-in is taken for what its attributes say', 'const isFirst = event.triggerSource === ', 'const isFirst = !attributes.has(\'identities\') && event.triggerSource === '],
  ]),
  ...at('src/workflows/runtime/external-name.ts', EMAIL_DOMAINS, [
    ['a provider\'s name ends at the first "_"', '([^_][^][^_]+)_', '([^_]+)_'],
    ['pools distinguish case', 'one.toLowerCase() === other.toLowerCase()', 'one === other'],
  ]),
  ...at('src/workflows/duplicate-emails/step.ts', DUPLICATE_EMAILS, [
    ['a stranger\'s sign-up counts', 'of.get(\'email_verified\') === \'true\' || ', 'of.has(\'email\') || '],
    ['refusing links', 'entry.policy === \'LINK_VERIFIED\' && name', 'name'],
    ['the provider\'s word isn\'t asked for', 'attributes.get(\'email_verified\') !== \'true\' || domainOf', 'domainOf'],
    ['one of several is taken', 'others.length > 0 ?', 'others.length > 9 ?'],
    ['disabled users are linked', ' || user.Enabled !== true', ''],
    ['users who never confirmed are linked', 'user.UserStatus !== \'CONFIRMED\' || ', ''],
    ['a link is made again', 'if (same?.userId === subject) {', 'if (same === undefined && subject === undefined) {'],
    ['whoever has the address at the provider now is the same', 'same !== undefined || identities', 'identities'],
    ['six accounts', 'const MOST = 5', 'const MOST = 6'],
    ['a second factor is lost', 'MFAOptions.length > 0', 'MFAOptions.length > 9'],
    ['every error of the link is a success', 'throw error;', ''],
    ['any link is this one', 'isSameProvider(providerName, provider) && userId === subject)', 'isSameProvider(providerName, provider) || userId === subject)'],
    ['an address is a filter', '.replace(/["\\\\]/g, \'\\\\$&\')', ''],
    ['what the filter finds is believed', 'folded(attributes.get(\'email\') ?? \'\') === folded(email) && ', ''],
    ['the first page is all', 'PaginationToken !== undefined && found.size <= MOST + 1', 'PaginationToken === null'],
    ['the sign of Kelvin is a letter', 'email.replace(/[A-Z]/g, (letter) => letter.toLowerCase())', 'email.toLowerCase()'],
    ['what users choose is their subject', 'name.startsWith(\'custom:\') && ', ''],
    ['a linked account is another user', 'holders.filter((one) => !holders.some((other) => isLinked(one, other)))', 'holders'],
    ['whoever comes from a provider is linked', 'isSameProvider(`${providerName}_${userId}`, Username!)', 'providerName !== \'\''],
    ['a subject in lower case is taken', 'return others.length === 0 ? known : undefined;', 'return others.length === 0 && known !== undefined ? known : subject;'],
    ['other triggers link too', 'event.triggerSource !== \'PreSignUp_ExternalProvider\' || ', ''],
  ]),
  ...TOKEN_MUTANTS,
  ...WORKFLOW_MUTANTS,
];
