import { fork } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

/** What became of an example whose secrets were exchanged for markers. */
export interface Traced {
  /** why its synthesis was refused */
  readonly refused?: string;
  /** by where the secret comes from */
  readonly markers: Readonly<Record<string, string>>;
}

/** Every example that can be synthesized. */
export const EXAMPLES = fs.readdirSync(path.join(__dirname, '..', 'examples'))
  .map(name => path.join(__dirname, '..', 'examples', name)).filter(folder => fs.existsSync(path.join(folder, 'cdk.json')));

/** Writes the folders `plain`, `literal` and `traced`: see `example-process.ts`. */
export function traced(folder: string, out: string): Promise<Traced> {
  const { app, context = {} } = JSON.parse(fs.readFileSync(path.join(folder, 'cdk.json'), 'utf8'));
  const [, file] = /^npx ts-node (?:--\S+ )*(\S+\.ts)$/.exec(app)!;
  const child = fork(path.join(__dirname, 'example-process.ts'), [path.join(folder, file), out], {
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_CONTEXT_JSON: JSON.stringify(context) },
    execArgv: ['--require', 'ts-node/register/transpile-only'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the example ended with ${code}`)));
    child.once('message', (answer: Traced & { failed?: string }) => answer.failed === undefined ? resolve(answer) : reject(new Error(answer.failed)));
  });
}
