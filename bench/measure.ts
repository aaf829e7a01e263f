import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import type { Template } from './same-template';

/** Milliseconds. */
export interface Phases {
  readonly import: number;
  readonly construct: number;
  readonly synth: number;
  readonly total: number;
}

/** What one fresh process took. */
export interface Sample {
  readonly wall: Phases;
  /** The process's own time, on all its threads: what else the machine does isn't in it. */
  readonly cpu: Phases;
  readonly peakMb: number;
}

/** What it wrote. */
export interface Written {
  readonly templates: Template[];
  readonly resources: number;
  readonly templateBytes: number;
}

/** Inside `node_modules`: ignored by git, and imports find what bench/ finds. */
const build = path.join(__dirname, 'node_modules', '.cache', 'bench');

/** Transpiles the contestants, so that no measured process does. */
export function transpile(): void {
  fs.rmSync(build, { recursive: true, force: true });
  fs.mkdirSync(path.join(build, 'stacks'), { recursive: true });
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  for (const file of ['child.ts', 'call.ts', ...fs.readdirSync(path.join(__dirname, 'stacks')).map(name => path.join('stacks', name))]) {
    const { outputText } = ts.transpileModule(fs.readFileSync(path.join(__dirname, file), 'utf8'), { compilerOptions });
    fs.writeFileSync(path.join(build, file.replace(/\.ts$/, '.js')), outputText);
  }
}

/** Runs a contestant in a process of its own. */
export function measure(contestant: string, size: number): { sample: Sample; written: Written } {
  return withOutdir(outdir => {
    const output = execFileSync(process.execPath, childArguments(contestant, size, outdir), { encoding: 'utf8', env: environment });
    return { sample: JSON.parse(output) as Sample, written: read(outdir) };
  });
}

/** Runs a contestant, or nothing at all, in valgrind. */
export function countInstructions({ file, size = 0 }: { readonly file?: string; readonly size?: number }): number {
  return withOutdir(outdir => {
    const script = file === undefined ? ['-e', '0'] : childArguments(file, size, outdir);
    const valgrind = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', process.execPath, '--single-threaded'];
    const { status, stderr } = spawnSync('valgrind', [...valgrind, ...script], { encoding: 'utf8', env: environment });
    const [, instructions] = /I +refs: +([\d,]+)/.exec(stderr) ?? [];
    if (status !== 0 || instructions === undefined) {
      throw new Error(`valgrind counts no instructions of ${file ?? 'Node.js'}:\n${stderr}`);
    }
    return Number(instructions.replaceAll(',', ''));
  });
}

/** A file of bench/ as it is run. */
export function compiled(name: string): string {
  return path.join(build, `${name}.js`);
}

const childArguments = (contestant: string, size: number, outdir: string) => [compiled('child'), contestant, String(size), outdir];

// AWS's validator would add the same second to each of them. The CLI isn't there to set context or an output folder.
const environment = { ...process.env, CDK_VALIDATION: 'false', CDK_CONTEXT_JSON: undefined, CDK_OUTDIR: undefined, NODE_OPTIONS: undefined };

function withOutdir<T>(use: (outdir: string) => T): T {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    return use(outdir);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function read(outdir: string): Written {
  const files = fs.readdirSync(outdir).filter(file => file.endsWith('.template.json')).map(file => fs.readFileSync(path.join(outdir, file), 'utf8'));
  const templates = files.map(file => JSON.parse(file) as Template);
  return {
    templates,
    resources: templates.reduce((sum, template) => sum + Object.keys(template.Resources).length, 0),
    templateBytes: files.reduce((sum, file) => sum + Buffer.byteLength(file), 0),
  };
}
