import { same, sorted, type LockedResource, type LockedResources } from './lock-file';
import { lockedType, STACK, type LockedProperty } from './locked-types';
import { asTexts, stated } from './stated';
import type { Resource } from '../../template/resource';
import { isObject } from '../../template/value';

/** A resource of the app, with what a lock would hold of it. */
export interface FoundResource {
  readonly path: string;
  readonly locked: LockedResource;
}

/** By stack and logical id; stacks by their name. */
export type FoundResources = ReadonlyMap<string, FoundResource>;

/** What a lock says to an app. */
export interface Comparison {
  /** changes that lose users or what they have, or that the service refuses: what was locked, what it is now, what happens, what to do */
  readonly refused: string[];
  /** those of which nobody can tell from here */
  readonly doubtful: string[];
  /** what is in the app and not in the file, though it may be */
  readonly added: string[];
}

interface Change {
  readonly name: string;
  readonly text: string;
  readonly isDoubtful: boolean;
}

type Properties = Readonly<Record<string, unknown>>;

/** What a lock holds of a resource. `parent` is the key of the pool that it hangs on. */
export function lockedResource(resource: Resource, parent?: string): LockedResource {
  const { properties = {} } = lockedType(resource.type) ?? {};
  const read = Object.entries(properties).map(([name, property]): [string, unknown] =>
    [name, PARENTS.includes(name) ? parent : stated(property.read === undefined ? resource.at(name).raw : property.read(resource))]);
  return { Type: resource.type, Properties: Object.fromEntries(read.filter(([, value]) => value !== undefined)) };
}

/** What to write down: what lasts although the template no longer says it stays. */
export function toLock(locked: LockedResources, found: FoundResources): LockedResources {
  return Object.fromEntries([...found].flatMap(([key, { locked: { Type, Properties: now } }]) => {
    const lasting = Object.entries(locked[key]?.Properties ?? {}).filter(([name]) => lockedType(Type)?.properties[name]?.lasts === true);
    const properties = { ...Object.fromEntries(lasting), ...now };
    return Type === STACK && Object.keys(properties).length === 0 ? [] : [[key, { Type, Properties: properties }]];
  }));
}

/** What became of what is locked. */
export function compare(locked: LockedResources, found: FoundResources): Comparison {
  const gone = new Set(Object.keys(locked).filter((key) => locked[key].Type !== STACK && locked[key].Type !== found.get(key)?.locked.Type));
  const unlocked = [...found].filter(([key]) => locked[key] === undefined || gone.has(key));
  const kept = [...found.keys()].filter((key) => locked[key] !== undefined && !gone.has(key));
  const changed = new Map(kept.map((key) => [key, changes(key, locked, found, gone)]));
  // what hangs on a pool goes and comes with it, and in another place everything is another: each is told once.
  const isTold = (key: string, { name }: Change) => {
    const parent = parentOf(locked[key]);
    return gone.has(parent) || changed.get(parent)?.some((one) => one.name === name) === true
      || (key.includes('/') && changed.get(key.split('/')[0])?.some(({ isDoubtful }) => !isDoubtful) === true);
  };
  const all = [...changed].flatMap(([key, ones]) => ones.filter((one) => !isTold(key, one)));
  const next = toLock(locked, found);
  return {
    refused: [
      ...[...gone].filter((key) => !gone.has(parentOf(locked[key]))).map((key) => goneText(key, locked[key], unlocked)),
      ...all.filter(({ isDoubtful }) => !isDoubtful).map(({ text }) => text),
    ],
    doubtful: all.filter(({ isDoubtful }) => isDoubtful).map(({ text }) => text),
    added: [...found].filter(([key]) => next[key] !== undefined && !changed.get(key)?.length && !same(loud(next[key]), loud(locked[key])))
      .map(([, { path }]) => path),
  };
}

const PARENTS: readonly string[] = ['UserPoolId', 'IdentityPoolId'];

function parentOf({ Properties: properties }: LockedResource): string {
  return String(PARENTS.map((name) => properties[name]).find((parent) => parent !== undefined));
}

/** Without what may change and needn't be written down for it. */
function loud(resource: LockedResource | undefined): unknown {
  const { properties: known = {} } = lockedType(resource?.Type ?? '') ?? {};
  return resource && asTexts(Object.fromEntries(Object.entries(resource.Properties).filter(([name]) => known[name]?.isQuiet !== true)));
}

function goneText(key: string, { Type }: LockedResource, unlocked: [string, FoundResource][]): string {
  const { noun = Type, gone = 'it is lost' } = lockedType(Type) ?? {};
  const logicalId = key.slice(key.lastIndexOf('/') + 1);
  const others = unlocked.filter(([, { locked }]) => locked.Type === Type).map(([other, { path }]) => `${path} (${other})`);
  const now = others.length > 0 ? `, and there is ${others.join(', ')}` : '';
  return `${key}: the ${noun} is locked and not in the app any more${now}: ${gone}; define it again, or if it only moved within its stack, `
    + `UserPoolAdoption.keepLogicalId(\u2026, { logicalId: '${logicalId}' })`;
}

function changes(key: string, locked: LockedResources, found: FoundResources, gone: ReadonlySet<string>): Change[] {
  const { path, locked: { Type, Properties: after } } = found.get(key)!;
  const [stack] = key.split('/');
  const [then, today] = [locked[stack]?.Properties, found.get(stack)?.locked.Properties];
  // a stack that says where it is, or no longer does, is where it was as far as that is known.
  const was = placed(locked[key].Properties, { ...today, ...then });
  const now = placed(after, { ...then, ...today });
  return Object.entries(lockedType(Type)!.properties).flatMap(([name, property]) => {
    if (property.isTable !== true) {
      return change(name, property, was[name], now[name], `${path}: ${property.prop} (${name})`);
    }
    const [before, next] = [entriesOf(was[name]), entriesOf(now[name])];
    return property.lasts === true && now[name] === undefined ? [] : Object.keys({ ...before, ...next }).filter((entry) => !gone.has(entry))
      .flatMap((entry) => change(name, property, before[entry], next[entry], `${path}: ${property.prop} (${name}) ${JSON.stringify(entry)}`, entry));
  });
}

function change(name: string, { keeps, isDoubtful, consequence, remedy }: LockedProperty, was: unknown, now: unknown, what: string, entry = ''): Change[] {
  if (same(was, now) || keeps?.(was, now, entry) === true) {
    return [];
  }
  const happens = typeof consequence === 'string' ? consequence : consequence(was, now);
  const isUnknown = mayBeSame(was, now);
  return [{
    name,
    isDoubtful: isUnknown || isDoubtful?.(was, now) === true,
    text: `${what} was ${shown(was)} and is now ${shown(now)}: ${isUnknown ? 'if that is another value, ' : ''}${happens}; ${remedy?.(was, now) ?? 'put it back'}`,
  }];
}

function placed(properties: Properties, place: Properties): Properties {
  const { Region: region, Account: account } = place;
  const text = Object.entries({ 'AWS::Region': region, 'AWS::AccountId': account }).reduce((filled, [name, value]) => (
    typeof value === 'string' ? filled.replaceAll(`\${${name}}`, value) : filled), JSON.stringify(properties));
  return JSON.parse(text) as Properties;
}

function entriesOf(value: unknown): Properties {
  return value === undefined ? {} : isObject(value) ? value : { '': value };
}

/** What only the deployment knows: parameters, exports, dynamic references, and the name or ARN of a resource. */
const UNKNOWN = /(\${{.*?}}|\${[^}]*}|{{resolve:[^}]*}})/;

/** Whether two values may turn out the same: a part is known to the deployment only, or one is a text and the other isn't. */
function mayBeSame(one: unknown, other: unknown): boolean {
  const [left, right] = [one, other].map((value) => JSON.stringify(asTexts(value)) ?? '');
  return left === right || mayBecome(left, right) || mayBecome(right, left);
}

function mayBecome(pattern: string, text: string): boolean {
  // two resources have two names.
  const parts = pattern.split(UNKNOWN).map((part, index) => index % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : part.includes('/') ? '[^$]*' : '.*');
  return parts.length > 1 && new RegExp(`^${parts.join('')}$`).test(text);
}

function shown(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(sorted(value));
}
