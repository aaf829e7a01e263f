import { decisionsBy, type Decision } from './decisions';
import { ADDRESSES, ADMIN_SCOPE, mayOffer, waysOf, writesFromPages } from './users';
import { toldOf } from '../../private/pool-registry';
import type { IdentityProvider } from '../../template/attachment';
import { STANDARD_ATTRIBUTES, type UserPool } from '../../template/user-pool';
import type { Client } from '../../template/user-pool-client';
import { isLiteral, isObject, type Properties } from '../../template/value';
import { some } from '../rule';

/** What the model knows and what it can't, for the page of the rules. */
export const CLAIMS_KNOW = 'Claims: users write a claim at sign-up or later, through any client of the app, and at a public provider that maps it; the administrators of '
  + 'any other provider write what it maps; what the code of a trigger writes can\'t be read, and is one warning where a role or a tag follows from the claim, '
  + 'unless the library brings it: then a claim is as safe as what it comes from.';

/** What Cognito writes beside the attributes. */
const TOKEN_CLAIMS = [
  'cognito:username', 'identities', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'token_use', 'jti', 'origin_jti', 'event_id', 'at_hash', 'nonce', 'amr', 'acr',
];

/** What follows from groups, which administrators manage. A trigger may write it, in contrast to the others. */
const GROUP_CLAIMS = ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'];

/** The trigger of functions with a version, as the library's own are. */
const TOKEN_TRIGGER = 'PreTokenGenerationConfig';

const PRE_TOKEN = ['PreTokenGeneration', TOKEN_TRIGGER];

/** They write the attributes of users who come from elsewhere. */
const ATTRIBUTE_WRITERS = ['InboundFederation', 'UserMigration'];

/** What tells the users of several providers apart. */
const BY_PROVIDER = {
  rule: 'give each of them a client and a `roleMapping` of its own',
  tag: 'take it from the name of the provider, with `TokenClaim.providerName()`',
};

/** Where everybody has an account, or makes one. */
const PUBLIC_KINDS = ['Google', 'Facebook', 'SignInWithApple', 'LoginWithAmazon'];
const PUBLIC_ISSUERS = /^https:\/\/(accounts\.google|appleid\.apple|www\.facebook|gitlab|slack|access\.line|www\.linkedin)\.(com|me)(\/|$)/;
const PUBLIC_NAMES = /(^|:oidc-provider\/)(accounts\.google|appleid\.apple|graph\.facebook|www\.(facebook|amazon|linkedin)|gitlab|slack|access\.line)\.(com|me)$/;

/** What a public provider decides itself, or has users prove. */
const HELD = ['sub', 'id', 'user_id', 'hd', 'email', 'email_verified', 'phone_number', 'phone_number_verified'];

/** Claims that users, or the administrators of any tenant, may write. */
const MUTABLE = /^(e?mails?|login|handle|screen_?name|user_?name|preferred_?username|unique_name|upn|(given_|family_|display_?|nick|full_?|first_?|last_?)?name|phone(_number)?)$/i;

/** Names of attributes by which apps decide, or what they end with. */
const DECISIVE = /^custom:(.*[_-])?(is_?)?(admin|super_?(admin|user)|administrator|roles?|(tenant|org(ani[sz]ation)?)(_?id)?|company_?id|plan|tier|subscription|access_?level|permissions?|groups?)$/i;

/**
 * Who can write a claim. `safe`: administrators of the pool, or of one provider. `forgeable`: users. `shared`: the administrators of several providers. `unknown`:
 * somebody of whom the template doesn't tell.
 */
export interface Verdict {
  readonly is: 'safe' | 'forgeable' | 'shared' | 'unknown';
  /** the end of the sentence "it comes from a claim which …", and a way out; empty where it is safe */
  readonly why: string;
}

const SAFE: Verdict = { is: 'safe', why: '' };

/** Whether a claim of a provider's may be another one tomorrow, or another user's. */
export function isMutable(claim: string): boolean { return MUTABLE.test(claim); }

/** Whether a claim says that an address or a number is verified. Entra's says that the domain's owner has proved it. */
export function saysVerified({ mapping }: IdentityProvider, attribute: string, claim: string): boolean {
  return /verif|^xms_edov$/i.test(claim) && claim !== mapping.at(attribute).text;
}

/** Whether everybody may have an account there, in contrast to a provider whose administrators say who has one. */
export function isPublic(provider: IdentityProvider): boolean {
  return PUBLIC_KINDS.includes(provider.kind.text ?? '') || (provider.isOidc && PUBLIC_ISSUERS.test(provider.detail('oidc_issuer').text ?? ''));
}

/** The claims that the ID tokens of a user pool may have; `undefined` where a function adds some that nobody sees, or the attributes can't be seen. */
export function claimsOf(pool: UserPool): string[] | undefined {
  return tokenWriter(pool) !== undefined || pool.schemaIsHidden ? undefined
    : [
      ...STANDARD_ATTRIBUTES, ...TOKEN_CLAIMS, ...GROUP_CLAIMS, ...pool.attributes.flatMap(({ name }) => name ?? []),
      ...claimsMade(pool).map(({ claim }) => String(claim)),
    ];
}

/** Who can write the claim by which something is decided. */
export function verdictOn(decision: Decision): Verdict {
  const { claim, pools, provider: outside } = decision;
  if (claim === 'nonce') {
    return { is: 'forgeable', why: 'the app chooses when it asks for a token: it is for the app alone' };
  }
  if (PUBLIC_NAMES.test(outside) && isMutable(claim) && !HELD.includes(claim)) {
    return { is: 'forgeable', why: `users write into their own accounts at ${outside}: decide by "sub"` };
  }
  const made = pools.flatMap(claimsMade).filter((one) => one.claim === claim);
  const verdicts = made.length === 0 ? [verdictOf(decision, claim)]
    : made.map(({ attribute, groups }) => verdictOf(decision, groups === true ? 'cognito:groups' : isLiteral(attribute) ? attribute : undefined));
  return WORST.flatMap((is) => verdicts.find((verdict) => verdict.is === is) ?? [])[0] ?? SAFE;
}

const WORST: readonly Verdict['is'][] = ['forgeable', 'shared', 'unknown'];

/** The claims of ID tokens that the library's own function makes, and from what. */
function claimsMade(pool: UserPool): readonly Properties[] {
  return (pool.workflow(TOKEN_TRIGGER)?.tokenClaims ?? []).filter(({ claim, tokens, suppress }) => claim !== undefined && suppress !== true && Array.isArray(tokens) && tokens.includes('id'));
}

/** Who can write what a claim comes from: an attribute, a claim of Cognito's own, or nothing that anybody writes. */
function verdictOf(decision: Decision, source: string | undefined): Verdict {
  const { by, pools, clients } = decision;
  // users come to the tokens of these clients from the providers that they offer, and write their attributes through any client.
  const mappers = source === undefined ? []
    : mappersOf(pools, source).filter((provider) => clients.length === 0 || clients.some((client) => mayOffer(client, provider)));
  const brought = mappers.flatMap((provider) => broughtBy(provider, source!) ?? []);
  const forged = brought.find(({ isSure }) => isSure);
  const ways = source === undefined || source === 'sub' ? [] : [...new Set([...pools.flatMap((pool) => pool.clients), ...clients])].flatMap((client) => waysOf(client, source));
  const sure = ways.find(({ doubt }) => doubt === undefined);
  const writers = mappers.filter((provider) => isWriter(provider, source!));
  const [unknown] = [
    ...pools.flatMap((pool) => hidden(pool, decision, source) ?? []), ...brought.map(({ why }) => why), ...ways.map(({ how, close }) => `users ${how}: ${close}`),
  ];
  return forged !== undefined ? { is: 'forgeable', why: forged.why }
    : sure !== undefined ? { is: 'forgeable', why: `users ${sure.how}: ${sure.close}` }
      : writers.length > 1 ? { is: 'shared', why: `the administrators of each of ${some(writers.map(({ path }) => path))} write for their users: ${by === 'tag' ? BY_PROVIDER.tag : BY_PROVIDER.rule}` }
        : unknown !== undefined ? { is: 'unknown', why: unknown } : SAFE;
}

/** The clients through which users of the pool's own accounts write an attribute that providers map, unless an identity pool decides by it, which is worse. */
export function writtenBeside(pool: UserPool, attribute: string): Client[] {
  const clients = pool.clients.filter((client) => waysOf(client, attribute).some(({ doubt }) => doubt !== 'accounts'));
  const isOthers = () => decisionsBy(pool).some(({ claim }) => claim === attribute) || groupAttributes(pool).includes(attribute);
  return clients.length === 0 || isOthers() ? [] : clients;
}

/** The attributes in which providers name the groups of their users. Of users who come from elsewhere nothing is read. */
function groupAttributes(pool: UserPool): unknown[] {
  return (pool.workflow(TOKEN_TRIGGER)?.providerGroups ?? []).map(({ attribute }) => attribute);
}

/** How users who come from a provider write the attribute in which it names their groups, and a way out; `undefined` where they don't. */
export function forgedGroups(provider: IdentityProvider, attribute: string): string | undefined {
  const brought = broughtBy(provider, attribute);
  const way = provider.pool?.clients.filter((client) => mayOffer(client, provider)).find((client) => writesFromPages(client, attribute));
  return brought?.isSure === true ? `which ${brought.why}` : way && `which users write through ${way.path}, whose tokens have the scope ${ADMIN_SCOPE}`;
}

/** The attributes that sound as if they decided what users may do, and that users write through a client, and through none before it. */
export function decisiveWrites(client: Client): string[] {
  const { pool } = client;
  const names = client.writeAttributes.list.filter(isDecisive);
  // of what providers map, or an identity pool decides by, others speak.
  const others = pool === undefined || names.length === 0 ? []
    : [...pool.providers.flatMap(({ writes }) => writes), ...decisionsBy(pool).map(({ claim }) => claim)];
  return names.filter((name) => !others.includes(name) && (pool?.clients ?? [client]).find((one) => waysOf(one, name).length > 0) === client);
}

/**
 * The attributes that the administrators of several providers write, and by which accounts are linked, groups follow, or whose names sound decisive, each
 * with these providers. Of what an identity pool decides by another rule speaks.
 */
export function sharedClaims(pool: UserPool): [attribute: string, writers: IdentityProvider[]][] {
  const { providers } = pool;
  // groups follow from an attribute that a provider maps, or from verified addresses.
  const given = providers.length > 1 ? groupAttributes(pool) : [];
  const isMember = ({ match }: Properties) => isObject(match) && match.emailDomains !== undefined;
  const byAddress = providers.length > 1 && pool.workflow(TOKEN_TRIGGER)?.derivedGroups?.some(isMember) === true;
  const names = providers.flatMap((provider) => provider.writes.filter((name) => name === 'email' || isDecisive(name) || given.includes(name)));
  const { trusted = [] } = toldOf(pool.cfn).duplicates ?? {};
  const countsAddress = ({ name, mapping }: IdentityProvider) => trusted.includes(name.text ?? '') || (byAddress && mapping.at('email_verified').isSet);
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))].flatMap((name): [string, IdentityProvider[]][] => {
    const writers = providers.filter((one) => isWriter(one, name) && one.mapping.at(name).isSet && (name !== 'email' || countsAddress(one)));
    const isOthers = () => name !== 'email' && (decisionsBy(pool).some(({ claim }) => claim === name) || writtenBeside(pool, name).length > 0);
    return writers.length > 1 && !isOthers() ? [[name, writers]] : [];
  });
}

/** The trigger by which a function writes tokens of which nobody sees what it does. */
function tokenWriter(pool: UserPool): string | undefined {
  return PRE_TOKEN.find((trigger) => pool.callsOthers(trigger));
}

function mappersOf(pools: readonly UserPool[], claim: string): IdentityProvider[] {
  return pools.flatMap(({ providers }) => providers).filter(({ mapping }) => mapping.isOwn && mapping.at(claim).isSet);
}

/** Whether a provider's administrators give the attribute any value. A public one has its users prove addresses. */
function isWriter(provider: IdentityProvider, attribute: string): boolean {
  return !(ADDRESSES.includes(attribute) && isPublic(provider));
}

function isDecisive(attribute: string): boolean {
  return attribute.startsWith('custom:') && DECISIVE.test(attribute.replace(/([a-z])([A-Z])/g, '$1_$2'));
}

/** What the users of a provider write there. At a SAML provider, and at one of your own, the administrators do. */
function broughtBy(provider: IdentityProvider, claim: string): { readonly why: string; readonly isSure: boolean } | undefined {
  const { path, mapping } = provider;
  const source = mapping.at(claim).text;
  const isSure = isPublic(provider);
  return ADDRESSES.includes(claim) && !provider.isSaml && !mapping.at(`${claim}_verified`).isSet
    ? { why: `${path} brings without saying that it is verified: map "${claim}_verified" too, where the provider verifies it`, isSure }
    : isSure && source !== undefined && !HELD.includes(source) ? { why: `users write at ${path}, where it is ${JSON.stringify(source)}: leave it out of the mapping`, isSure }
      : undefined;
}

/** Who may write a claim without being seen in the template. */
function hidden(pool: UserPool, { claim, by }: Decision, source: string | undefined): string | undefined {
  const isFixed = (name: string) => name === 'sub' || TOKEN_CLAIMS.includes(name);
  const isAttribute = source !== undefined && !isFixed(source) && !GROUP_CLAIMS.includes(source);
  const trigger = isFixed(claim) ? undefined
    : tokenWriter(pool) ?? (isAttribute ? ATTRIBUTE_WRITERS.find((one) => pool.triggers.at(one).isSet) : undefined);
  const isMarked = source !== undefined && ADDRESSES.includes(source) && pool.isOpen && pool.callsOthers('PreSignUp');
  const isChosen = claim === 'cognito:username' && by === 'rule' && pool.isOpen && !pool.usernameAttributes.isSet && pool.clients.some((client) => client.isPublic);
  return trigger !== undefined ? `the function of LambdaConfig.${trigger} may write: have it take the claim from nothing that users write, and never from \`clientMetadata\``
    : isMarked ? 'the function of LambdaConfig.PreSignUp may mark as verified: have it leave that to Cognito'
      : isChosen ? 'users choose at sign-up where nobody has it yet: make sure that somebody has' : undefined;
}
