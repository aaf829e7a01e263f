/**
 * Makes what runs in the functions of workflows, which the package brings: assets/workflows/index.js from src/workflows/runtime, and beside it
 * messages.js, which is loaded where messages are written, and holds mustache.
 */
import * as fs from 'fs';
import { builtinModules } from 'module';
import * as path from 'path';
import { rollup, type Plugin } from 'rollup';
import { typescript } from './rollup-typescript';
import { fail, root } from './run';

const workflows = path.join(root, 'src', 'workflows');
const into = path.join(root, 'assets', 'workflows');
const MESSAGES = path.join(workflows, 'messages', 'step.ts');
const LATE = '\0late';

/** The step of another file, loaded when it is first asked for something. */
const late: Plugin = {
  name: 'late',
  resolveId: (id, importer) => importer !== undefined && path.resolve(path.dirname(importer), `${id}.ts`) === MESSAGES ? LATE : undefined,
  load: (id) => id === LATE ? `
    const step = () => require('./messages.js').localizedMessages;
    export const localizedMessages = { flaw: (entry) => step().flaw(entry), run: (...all) => step().run(...all) };
  ` : undefined,
};

/** The file of mustache that rollup can read. */
const mustache: Plugin = {
  name: 'mustache',
  resolveId: (id) => id === 'mustache' ? path.join(path.dirname(require.resolve('mustache/package.json')), 'mustache.mjs') : undefined,
};

async function make(input: string, output: string, banner: string, ...plugins: Plugin[]): Promise<void> {
  const bundled = await rollup({
    input,
    plugins: [...plugins, typescript(), mustache],
    // Lambda has the SDK.
    external: (id) => builtinModules.includes(id) || id.startsWith('@aws-sdk/'),
    onwarn: ({ message }) => fail(new Error(message)),
  });
  const { output: [{ code }] } = await bundled.generate({
    banner, format: 'cjs', exports: 'named', interop: 'esModule', esModule: false, freeze: false, generatedCode: { constBindings: true },
  });
  const { minify } = await import('terser'); // its types are those of an ES module.
  // the log names errors by their classes.
  const small = await minify(code, { keep_classnames: true, format: { comments: /^!/ } });
  fs.writeFileSync(path.join(into, output), small.code!);
}

async function handlers(): Promise<void> {
  fs.rmSync(into, { recursive: true, force: true });
  fs.mkdirSync(into, { recursive: true });
  await make(path.join(workflows, 'runtime', 'index.ts'), 'index.js', '', late);
  // mustache's license wants to be where mustache is.
  await make(MESSAGES, 'messages.js', `/*! With mustache.js:\n${fs.readFileSync(require.resolve('mustache/LICENSE'), 'utf8')}*/`);
}

handlers().catch(fail);
