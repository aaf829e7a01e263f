import * as fs from 'fs';
import * as path from 'path';

/** The environment variable that holds the configuration. */
export const VARIABLE = 'COGNITO_WORKFLOW';

/** The file beside the code that holds what the variable has no room for. */
export const FILE = 'workflow.json';

/** What is asked of a trigger's function: entries by the name of the step. */
export type Configuration = Readonly<Record<string, readonly unknown[]>>;

/**
 * What the function is told, by its environment and by its code.
 *
 * Throws where the environment says nothing: whoever took the variable away would have everybody let in.
 */
export function configuration({ [VARIABLE]: told }: NodeJS.ProcessEnv, directory: string): Configuration {
  if (told === undefined) {
    throw new RangeError(`${VARIABLE} is not set`);
  }
  const file = path.join(directory, FILE);
  const parts = [told, ...fs.existsSync(file) ? [fs.readFileSync(file, 'utf8')] : []].map((text) => JSON.parse(text) as Configuration);
  const names = new Set(parts.flatMap((part) => Object.keys(part)));
  return Object.fromEntries([...names].map((name) => [name, parts.flatMap((part) => part[name] ?? [])]));
}
