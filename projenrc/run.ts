import { spawn } from 'child_process';
import * as path from 'path';

/** The repository's root. */
export const root = path.resolve(__dirname, '..');

/** Options for `run()`. */
export interface RunOptions {
  /** @default - the root of the repository */
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Record<string, string>;
  /** Receives each line as it comes. @default - lines go to the terminal */
  readonly onLine?: (line: string) => void;
}

/** What a command said and how it ended. */
export interface RunResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a command with the tools of node_modules/.bin on its path; never throws. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: {
        ...process.env,
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
        ...options.env,
        PATH: [path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const onLine = options.onLine ?? (line => console.log(line));
    const listen = (stream: NodeJS.ReadableStream) => {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        output += chunk;
        const lines = (rest + chunk).split('\n');
        rest = lines.pop()!;
        lines.forEach(onLine);
      });
      stream.on('end', () => rest && onLine(rest));
    };
    listen(child.stdout);
    listen(child.stderr);
    child.on('error', error => resolve({ code: 127, output: `${output}\n${command}: ${error.message}` }));
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command and throws if it fails. */
export async function must(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    // what went to the terminal needs no repeating.
    throw new Error(`${options.onLine ? `${output}\n` : ''}${[command, ...args].join(' ')}: exit code ${code}`);
  }
  return output;
}

/** Ends the process with a message instead of a stack trace. */
export function fail(error: Error) {
  console.error(error.message);
  process.exit(1);
}
