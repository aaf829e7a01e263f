import * as fs from 'fs';
import * as path from 'path';

/** What a lock holds of one resource: its type, and what must not change as the template has it. */
export interface LockedResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** By stack and logical id, `AuthStack/AuthUserPool8115E87F`; the stacks themselves by their name. */
export type LockedResources = Readonly<Record<string, LockedResource>>;

/** How a lock file is asked to change. */
export const UPDATE_CONTEXT = 'cdk-cognito-auth:updateLock';

const VERSION = 2;
const README = `What users depend on, written by UserPoolLock of cdk-cognito-auth. Commit it; change it with cdk synth -c ${UPDATE_CONTEXT}=true`;

/**
 * What a lock file holds; `undefined` if there is no such file.
 *
 * Throws when it isn't a lock file: a merge conflict mustn't unlock anything.
 */
export function readLock(file: string): LockedResources | undefined {
  if (!fs.existsSync(absolute(file))) {
    return undefined;
  }
  const content = parse(file, fs.readFileSync(absolute(file), 'utf8'));
  if (!isObject(content) || !isObject(content.resources) || !Object.values(content.resources).every(isLockedResource)) {
    throw unreadable(file, 'isn\'t a lock file');
  }
  if (content.version !== VERSION) {
    throw new Error(`"${file}" has the version ${JSON.stringify(content.version)}, and this version of cdk-cognito-auth knows ${VERSION} only: ${Number(content.version) < VERSION
      ? `with the code that is deployed, delete it and run cdk synth -c ${UPDATE_CONTEXT}=true` : 'upgrade the package'}`);
  }
  return content.resources as LockedResources;
}

/** Writes a lock file, unless it says just that already. */
export function writeLock(file: string, resources: LockedResources): void {
  const text = `${JSON.stringify(sorted({ README, version: VERSION, resources }), undefined, 2)}\n`;
  const to = absolute(file);
  if (!fs.existsSync(to) || fs.readFileSync(to, 'utf8') !== text) {
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, text);
  }
}

/** Whether two values are the same to CloudFormation: the order of keys says nothing. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** One file has one path, however it is spelled. */
export function absolute(file: string): string {
  return path.resolve(process.cwd(), file);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(file, 'isn\'t JSON');
  }
}

function unreadable(file: string, problem: string): Error {
  return new Error(`"${file}" ${problem}: resolve its merge conflict, take it from version control, or delete it and run cdk synth -c ${UPDATE_CONTEXT}=true`);
}

function isLockedResource(value: unknown): boolean {
  return isObject(value) && typeof value.Type === 'string' && isObject(value.Properties);
}

/** The value with its keys in order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
