import * as fs from 'fs';
import * as path from 'path';

/** The environment variable that holds the configuration. */
export const VARIABLE = 'COGNITO_WORKFLOW';

/** The file beside the code that holds what the variable has no room for. */
export const FILE = 'workflow.json';

/** What is asked of a trigger's function: entries by the name of the step. */
export type Configuration = Readonly<Record<string, readonly unknown[]>>;

/** What the function is told, by its environment and by its code. */
export function configuration(environment: NodeJS.ProcessEnv, directory: string): Configuration {
  const file = path.join(directory, FILE);
  const parts = [environment[VARIABLE] ?? '{}', ...fs.existsSync(file) ? [fs.readFileSync(file, 'utf8')] : []].map((text) => JSON.parse(text) as Configuration);
  const names = new Set(parts.flatMap((part) => Object.keys(part)));
  return Object.fromEntries([...names].map((name) => [name, parts.flatMap((part) => part[name] ?? [])]));
}
