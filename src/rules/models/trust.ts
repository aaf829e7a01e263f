import { applies, fitsText, items, matches, OTHERS_ARN, permits, type Answer, type Fits, type Request } from './policy';
import { once } from '../../private/once';
import { identityPrincipal } from '../../private/region';
import type { HandedOutRole, IdentityPool } from '../../template/identity-pool';
import { targetOf } from '../../template/resolver';
import type { Role } from '../../template/role';
import { isLiteral, isObject, Text } from '../../template/value';

/** What the model knows and what it can't, for the page of the rules. */
export const TRUST_KNOWS = 'Trust: the actions, principals, conditions and denials of a role are evaluated for the users who get it, branch by branch; of what '
  + 'only a session or another account knows, nothing is said.';

const SIGN_IN = 'sts:assumerolewithwebidentity';

/** Identity pools, wherever they are. */
const IDENTITY_POOLS = /^cognito-identity[.-].*amazonaws\.com(\.cn)?$/;

/** Providers at which everybody registers apps, and gets accounts. */
const PUBLIC = ['accounts.google.com', 'graph.facebook.com', 'www.amazon.com'];

/** Providers at which everybody runs pipelines: whose it is stands before the first slash, and each chooses whom its tokens are for. */
const PIPELINES = ['token.actions.githubusercontent.com', 'gitlab.com'];
const OTHERS_PIPELINE: Fits = (named, { wildcards }) => wildcards && /^[^/]*[*?]/.test(named.toString());

/** Whose keys only a token of theirs has. */
const FEDERATION = /^([a-z0-9.-]+\.(?:com|cn)):/;

/** An id that is written out. */
const ID = /^[\w-]+:[\da-f]{8}-[\da-f-]{27}$/;

/** Whom a role lets in who shouldn't come in, or that it lets in nobody. One cause is told once. */
export interface Verdict {
  /** who they are, where they need no identity pool */
  readonly anybody?: string;
  /** users of any identity pool: what the trust says of the pool instead */
  readonly strangers?: string;
  /** users of another kind, or of none: what the trust says of the kind instead */
  readonly others?: string;
  /** why no user gets in */
  readonly nobody?: string;
}

const VERDICTS = new WeakMap<HandedOutRole, Verdict>();

/** Compares the callers that the trust of a role admits with those to whom an identity pool hands it out. */
export function verdictOn(pool: IdentityPool, handedOut: HandedOutRole): Verdict {
  const known = VERDICTS.get(handedOut) ?? judge(pool, handedOut);
  VERDICTS.set(handedOut, known);
  return known;
}

/** What the trust of a role says of the identity pool, where users of any may take it. */
export function strangersIn(role: Role): string | undefined {
  return found(role, 'aud', (principal, aud) => STRANGERS_KINDS.map((amr) => asking(principal, role, { aud, amr })), [STRANGER]);
}

/** Whether every signed-in user of an identity pool may take a role. */
export function takesEveryUser(pool: IdentityPool, role: Role, isHandedOut: boolean): boolean {
  return principalsOf(role).some((principal) => permits(statements(role), user(pool, role, principal, 'authenticated', isHandedOut ? true : undefined)) === true);
}

/** Whether users whose sessions have tags are refused, and others aren't. */
export function refusesTags(pool: IdentityPool, handedOut: HandedOutRole): boolean {
  const { role, to } = handedOut;
  return verdictOn(pool, handedOut).nobody === undefined && principalsOf(role).every((principal) => (
    permits(statements(role), { ...user(pool, role, principal, to), action: 'sts:tagsession' }) === false));
}

function judge(pool: IdentityPool, { role, to }: HandedOutRole): Verdict {
  const anybody = anybodyIn(role);
  if (anybody !== undefined) {
    return { anybody };
  }
  const strangers = strangersIn(role);
  const isForAll = pool.roles().some((other) => other.role === role && other.to !== to);
  const others = isForAll ? undefined : found(
    role, 'amr', (principal, amr) => [asking(principal, role, { aud: [pooled(pool, true)], amr })], KINDS[to === 'authenticated' ? 'unauthenticated' : 'authenticated'](pool));
  const problem = { strangers, others };
  return strangers !== undefined || others !== undefined ? problem : { nobody: whyNobody(pool, role, to) };
}

/** Why no user of that kind gets in; nothing where one might. */
function whyNobody(pool: IdentityPool, role: Role, to: HandedOutRole['to']): string | undefined {
  const may = (those: readonly unknown[], kind?: HandedOutRole['to']) => (
    principalsOf(role).some((principal) => permits(those, user(pool, role, principal, kind ?? to)) !== false));
  const all = statements(role);
  if (!role.trust.isSet || may(all)) {
    return undefined;
  }
  const allowing = all.filter((statement) => !isObject(statement) || statement.Effect !== 'Deny');
  const conditions = allowing.flatMap((statement) => isObject(statement) ? statement.Condition ?? [] : []);
  return may(allowing) ? 'denies it' : may(allowing.map((statement) => isObject(statement) ? { ...statement, Condition: undefined } : statement))
    ? `allows it only where ${JSON.stringify(conditions.length === 1 ? conditions[0] : conditions)}`
    : `doesn't allow sts:AssumeRoleWithWebIdentity to ${identityPrincipal(role.stack.region)}`;
}

/** Who may take a role without an identity pool, and is everybody. */
function anybodyIn(role: Role): string | undefined {
  const anyone = (isLess: boolean): Request => (
    { action: 'sts:assumerole', comesFrom: (kind, name) => kind !== 'Federated' && name.literal === '*', values: (key) => accounts(key, isLess) });
  if ([false, true].some((isLess) => permits(statements(role), anyone(isLess)) === true)) {
    return 'every AWS account';
  }
  const named = role.trustStatements.flatMap(({ Principal }) => isObject(Principal) ? items(Principal.Federated) : []);
  const open = named.flatMap((name) => Text.of(name)?.toString() ?? []).map((name) => ({ name, host: name.replace(/^.*:oidc-provider\//, '') })).find(({ name, host }) => {
    const isPipeline = PIPELINES.includes(host);
    return (isPipeline || PUBLIC.includes(host)) && permits(statements(role), {
      action: SIGN_IN,
      comesFrom: (_, one) => one.toString() === name,
      values: (key) => !key.startsWith(`${host}:`) ? anyones(key) : !isPipeline ? [STRANGER] : key === `${host}:aud` ? 'any' : [OTHERS_PIPELINE],
    }) === true;
  });
  return open && `every app and user of ${open.host}`;
}

/** What the first statement that admits one of those who ask has on a key of the identity pool's, which they have with a value, or without. */
function found(
  role: Role,
  key: string,
  those: (principal: string, value: readonly Fits[]) => readonly Request[],
  value: readonly Fits[],
): string | undefined {
  for (const principal of principalsOf(role)) {
    for (const given of [value, []]) {
      const request = those(principal, given).find((one) => permits(statements(role), one) === true);
      const { Condition } = (request && role.trustStatements.find((one) => one.Effect === 'Allow' && applies(one, request) === true)) ?? {};
      const tests = Object.entries(isObject(Condition) ? Condition : {}).flatMap(([operator, compared]) => (
        Object.entries(isObject(compared) ? compared : {}).filter(([name]) => name.toLowerCase() === `${principal}:${key}`).map(([, wanted]) => [operator, wanted])));
      // every session has the key: that it may be missing counts where a test of it says so.
      if (request !== undefined && (tests.length > 0 || given === value)) {
        return `${tests.length === 0 ? 'nothing' : JSON.stringify(Object.fromEntries(tests))} on ${principal}:${key}`;
      }
    }
  }
  return undefined;
}

const statements = once((role: Role): readonly unknown[] => items(role.trust.at('Statement').raw));

/** The principals of identity pools that a trust names, and that of its Region. */
const principalsOf = once((role: Role): readonly string[] => {
  const named = role.trustStatements.flatMap(({ Principal }) => isObject(Principal) ? items(Principal.Federated) : []);
  return [...new Set([identityPrincipal(role.stack.region), ...named.filter(isLiteral).filter((name) => IDENTITY_POOLS.test(name))])];
});

function user(pool: IdentityPool, role: Role, principal: string, to: HandedOutRole['to'], isWritten?: Answer): Request {
  return asking(principal, role, { aud: [pooled(pool, isWritten)], amr: KINDS[to](pool) });
}

/** A caller that an identity pool vouches for. */
function asking(principal: string, role: Role, { aud, amr }: { readonly aud: readonly Fits[]; readonly amr: readonly Fits[] }): Request {
  const isOwn = principal === identityPrincipal(role.stack.region);
  return {
    action: SIGN_IN,
    // `cognito-identity.${AWS::URLSuffix}` is the one of the role's Region.
    comesFrom: (kind, name) => name.literal === '*' ? true : kind !== 'Federated' ? false : name.literal !== undefined ? name.literal === principal
      : isOwn && name.head.startsWith('cognito-identity') ? true : name.mayStartWith('cognito-identity') ? undefined : false,
    values: (key) => key === `${principal}:aud` ? aud : key === `${principal}:amr` ? amr
      // an identity is one of one pool.
      : key === `${principal}:sub` ? aud[0] === STRANGER ? aud : undefined : anyones(key),
  };
}

/** What somebody with an AWS account has, or may choose, by condition key. */
const ACCOUNTS: readonly (readonly [key: RegExp, values: readonly Fits[] | 'any'])[] = [
  [/^aws:(principaltag\/|(username|useragent|referer|requestedregion)$)|^sts:sourceidentity$/, 'any'],
  [/^aws:(sourcevpc|source(arn|account)$|principalservicename)/, []],
  [/^aws:(viaawsservice|principalisawsservice)$/, [fitsText('false')]],
  [/^aws:principalarn$/, [OTHERS_ARN]],
  [/^aws:principalaccount$|^aws:principalorg|^sts:externalid$/, [(named, { wildcards }) => wildcards && named.toString().includes('*')]],
  [/^aws:sourceip$/, [(named) => /^[0:.]+\/0$/.test(named.toString())]],
];

/** Without what may be left out, or with it. */
function accounts(key: string, isLess: boolean): readonly Fits[] | 'any' | undefined {
  const [, values] = ACCOUNTS.find(([name]) => name.test(key)) ?? [];
  return isLess && /^aws:principalorg|^sts:externalid$/.test(key) ? [] : values ?? anyones(key);
}

/** What every caller has of other keys, or may choose. */
function anyones(key: string): readonly Fits[] | 'any' | undefined {
  return FEDERATION.test(key) ? []
    : key === 'aws:securetransport' || key === 'aws:multifactorauthpresent' ? [fitsText('true')]
      : /^sts:rolesessionname$|^aws:(requesttag\/|tagkeys$)/.test(key) ? 'any' : undefined;
}

/** Something that its holder has and nobody knows: it fits only what leaves open which one is meant. */
const STRANGER: Fits = (named, { wildcards }) => {
  const text = named.filled((unknown) => isObject(unknown) && unknown.Ref === 'AWS::Region' ? 'region' : targetOf(unknown) === undefined ? '\n' : '');
  const isOne = named.parts.some((part) => typeof part === 'object' && targetOf(part.unknown) !== undefined) || ID.test(text.replace(/[*?]/g, ''));
  return !wildcards || isOne || !/\*|\?{8}/.test(text) ? false : text.includes('\n') ? undefined : true;
};

/** An identity pool's id. One that is written out may be its own. */
function pooled(pool: IdentityPool, isWritten: Answer): Fits {
  const [own, other] = [`${pool.region ?? 'region'}:00000000-0000-0000-0000-000000000000`, `${pool.region ?? 'region'}:11111111-1111-1111-1111-111111111111`];
  return (named, { wildcards }) => {
    const pattern = named.filled((unknown) => {
      const target = targetOf(unknown);
      return target === pool.cfn ? own : target !== undefined && pool.view.resource(target)?.type === pool.type ? other : '\n';
    });
    if (matches(pattern, own, wildcards)) {
      return pattern.includes('\n') ? undefined : true;
    }
    const isOpen = wildcards && /[*?]/.test(pattern);
    return pattern === other ? false : ID.test(pattern.replace(isOpen ? /[*?]/g : /^$/, '')) ? isWritten : isOpen && pool.region === undefined ? undefined : false;
  };
}

/** How users of each kind came to the identity pool. */
const KINDS: Readonly<Record<HandedOutRole['to'], (pool: IdentityPool) => Fits[]>> = {
  authenticated: (pool) => [fitsText('authenticated'), providerOf(pool)],
  unauthenticated: () => [fitsText('unauthenticated')],
};

/** And to one of somebody else's, where a provider has any name. */
const STRANGERS_KINDS: readonly (readonly Fits[])[] = [
  [fitsText('authenticated'), (named) => !/^(un)?authenticated$/.test(named.toString())], [fitsText('unauthenticated')], [],
];

/** The provider through which a user came: one of several names, with a dot, a slash or a colon in each, unless a back end vouches for the user. */
function providerOf({ developerName }: IdentityPool): Fits {
  return (named: Text, { wildcards }) => {
    const text = named.filled(() => '\n');
    return /^(un)?authenticated$/.test(text) ? false : wildcards && /^\*+$/.test(text) ? true
      : /[./:\n]/.test(text) || (wildcards && /[*?]/.test(text)) || developerName.isSet ? undefined : false;
  };
}
