import { same, type LockedResource, type LockedResources } from './lock-file';
import { ProfileAttribute } from './user-schema';
import type { Resource } from '../template/resource';
import type { UserPool } from '../template/user-pool';

/** A resource of the app, with what a lock would hold of it. */
export interface FoundResource {
  readonly path: string;
  readonly locked: LockedResource;
}

/** By stack and logical id. */
export type FoundResources = ReadonlyMap<string, FoundResource>;

interface LockedProperty {
  /** what happens when another value is deployed */
  readonly consequence: string;
  /** whether it may be set where it wasn't */
  readonly additive?: boolean;
  /** @default - the property of that name */
  readonly read?: (resource: Resource) => unknown;
}

interface LockedType {
  /** as messages call it */
  readonly noun: string;
  /** what happens when its logical id is no longer in the template */
  readonly gone: string;
  readonly properties: Readonly<Record<string, LockedProperty>>;
}

const REJECTED = 'Cognito refuses to change it and the deployment fails';
const ONLY_WITH_POOL = 'CloudFormation replaces it, and the other pool knows none of the users';

/**
 * What can't change, by type.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
 */
const LOCKED: Readonly<Record<string, LockedType>> = {
  'AWS::Cognito::UserPool': {
    noun: 'user pool',
    gone: 'the deployment deletes the directory with everybody in it, or leaves it behind outside every stack',
    properties: {
      UsernameAttributes: { consequence: REJECTED, read: (pool) => unordered(pool.at('UsernameAttributes').raw) },
      AliasAttributes: { consequence: REJECTED, read: (pool) => unordered(pool.at('AliasAttributes').raw) },
      // "Updates are not allowed for property - UsernameConfiguration", even where it says what was true before.
      UsernameConfiguration: { consequence: REJECTED },
      Schema: { consequence: REJECTED, read: schemaOf },
      KeyConfiguration: { consequence: 'what is stored is encrypted under the former key, and nobody reads it without that', additive: true },
      WebAuthnRelyingPartyID: { consequence: 'every passkey stops working', additive: true, read: relyingPartyOf },
    },
  },
  'AWS::Cognito::UserPoolClient': {
    noun: 'app client',
    gone: 'its client id is lost, and whoever signed in with it is signed out',
    properties: {
      UserPoolId: { consequence: ONLY_WITH_POOL },
      GenerateSecret: { consequence: 'CloudFormation replaces the client: its id is lost, and whoever signed in with it is signed out' },
    },
  },
  'AWS::Cognito::UserPoolDomain': {
    noun: 'domain',
    gone: 'the sign-in pages are gone from where apps and providers look for them, and its name may be taken by anyone',
    properties: {
      UserPoolId: { consequence: ONLY_WITH_POOL },
      Domain: { consequence: 'CloudFormation replaces the domain: apps and providers still send users to the old one, whose name may be taken by anyone' },
    },
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    noun: 'identity provider',
    gone: 'the users who signed in with it can\'t any more',
    properties: {
      UserPoolId: { consequence: ONLY_WITH_POOL },
      ProviderName: { consequence: 'CloudFormation replaces the provider: user names begin with its name, and its users get new, empty accounts' },
      ProviderType: { consequence: 'CloudFormation replaces the provider, and its users get new, empty accounts' },
    },
  },
  'AWS::Cognito::IdentityPool': {
    noun: 'identity pool',
    gone: 'every identity id is lost, and with it whatever is stored under that id',
    properties: {
      DeveloperProviderName: { consequence: REJECTED, additive: true },
    },
  },
};

/** The types that hang on a user pool. */
export const ATTACHED_TYPES: readonly string[] = Object.keys(LOCKED).filter((type) => 'UserPoolId' in LOCKED[type].properties);

/** What a lock holds of a resource. `userPool` is the key of the user pool that it hangs on. */
export function lockedResource(resource: Resource, userPool?: string): LockedResource {
  const read = Object.entries(LOCKED[resource.type].properties).map(([name, property]): [string, unknown] =>
    [name, name === 'UserPoolId' ? userPool : property.read?.(resource) ?? resource.at(name).raw]);
  return { Type: resource.type, Properties: Object.fromEntries(read.filter(([, value]) => value !== undefined)) };
}

/** What to write down: a schema that is left out of the template is still the pool's. */
export function toLock(locked: LockedResources, found: FoundResources): LockedResources {
  return Object.fromEntries([...found].map(([key, { locked: { Type, Properties } }]) => {
    const schema = locked[key]?.Properties.Schema;
    return [key, { Type, Properties: schema === undefined ? Properties : { Schema: schema, ...Properties } }];
  }));
}

/** What is in the app and not in the file, though it may be. */
export function additions(locked: LockedResources, found: FoundResources): string[] {
  const next = toLock(locked, found);
  return [...found].filter(([key]) => !same(next[key], locked[key])).map(([, { path }]) => path);
}

/** Every change that loses users, or that the service refuses: what was locked, what it is now, what happens, what to do. */
export function violations(locked: LockedResources, found: FoundResources): string[] {
  const gone = Object.keys(locked).filter((key) => locked[key].Type !== found.get(key)?.locked.Type);
  const unlocked = [...found].filter(([key]) => locked[key] === undefined || gone.includes(key));
  return [
    // what hangs on a pool goes and comes with it: the pool is told once.
    ...gone.filter((key) => !gone.includes(poolOf(locked[key]))).map((key) => goneText(key, locked[key], unlocked)),
    ...gone.length > 0 ? [] : unlocked.filter(([, { locked: { Properties } }]) => !('UserPoolId' in Properties)).map(unlockedText),
    ...[...found].filter(([key]) => locked[key] !== undefined && !gone.includes(key) && !gone.includes(poolOf(locked[key])))
      .flatMap(([key, resource]) => changes(locked[key], resource)),
  ];
}

function poolOf(resource: LockedResource): string {
  return String(resource.Properties.UserPoolId);
}

function goneText(key: string, { Type }: LockedResource, unlocked: [string, FoundResource][]): string {
  const { noun = Type, gone = 'it is lost' } = LOCKED[Type] ?? {};
  const logicalId = key.slice(key.lastIndexOf('/') + 1);
  const others = unlocked.filter(([, { locked }]) => locked.Type === Type).map(([other, { path }]) => `${path} (${other})`);
  const now = others.length > 0 ? `, and there is ${others.join(', ')}` : '';
  return `${key}: the ${noun} is locked and not in the app any more${now}: ${gone}; define it again, or if it only moved within its stack, `
    + `UserPoolAdoption.keepLogicalId(…, { logicalId: '${logicalId}' })`;
}

function unlockedText([, { path, locked }]: [string, FoundResource]): string {
  return `${path}: the ${LOCKED[locked.Type].noun} isn't in the file, so nothing protects it; write it down`;
}

function changes(before: LockedResource, { path, locked: { Type, Properties: now } }: FoundResource): string[] {
  return Object.entries(LOCKED[Type].properties).flatMap(([name, { consequence, additive }]) => {
    const was = before.Properties[name];
    if (name === 'Schema') {
      return schemaChanges(was, now[name]).map((change) => `${path}: ${change}`);
    }
    return same(was, now[name]) || (additive === true && was === undefined)
      ? [] : [`${path}: ${name} was ${text(was)} and is now ${text(now[name])}: ${consequence}; put it back`];
  });
}

/** Without a schema in the template the pool keeps what it has. */
function schemaChanges(was: unknown, now: unknown): string[] {
  if (now === undefined) {
    return [];
  }
  const before = (was ?? {}) as Readonly<Record<string, unknown>>;
  const after = now as Readonly<Record<string, unknown>>;
  const changed = Object.keys(before).filter((name) => !same(before[name], after[name])).map((name) =>
    `the attribute "${name}" was ${text(before[name])} and is now ${text(after[name])}: ${REJECTED}; put it back, to the letter`);
  const added = Object.keys(after).filter((name) => before[name] === undefined && STANDARD.includes(name)).map((name) =>
    `the attribute "${name}" was not in Schema and is now ${text(after[name])}: only custom attributes can be added to a pool that exists, `
    + 'and the deployment fails; leave it out');
  return [...changed, ...added];
}

/** Attributes that every pool has from the beginning. */
const STANDARD: readonly string[] = [...Object.values(ProfileAttribute), 'updated_at'];

function schemaOf(pool: Resource): unknown {
  const { raw: schema, objects } = (pool as UserPool).schema;
  return Array.isArray(schema) ? Object.fromEntries(objects.map(({ Name, ...attribute }) => [String(Name), attribute])) : schema;
}

/** With passkeys and no relying party, Cognito takes the pool's domain for it. */
function relyingPartyOf(pool: Resource): unknown {
  const { firstFactors, relyingParty } = pool as UserPool;
  return relyingParty.raw ?? (firstFactors.list.includes('WEB_AUTHN') ? 'the domain of the pool' : undefined);
}

function unordered(list: unknown): unknown {
  return Array.isArray(list) ? [...list].sort() : list;
}

function text(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
