/**
 * Makes the one file that runs in the functions of workflows, from src/workflows/runtime: assets/workflows/index.js, which the package brings.
 */
import * as fs from 'fs';
import { builtinModules } from 'module';
import * as path from 'path';
import { rollup, type Plugin } from 'rollup';
import { minify } from 'terser';
import { typescript } from './rollup-typescript';
import { fail, root } from './run';

const into = path.join(root, 'assets', 'workflows');

/** The file of mustache that rollup can read. */
const mustache: Plugin = {
  name: 'mustache',
  resolveId: (id) => id === 'mustache' ? path.join(path.dirname(require.resolve('mustache/package.json')), 'mustache.mjs') : undefined,
};

async function handlers(): Promise<void> {
  const bundled = await rollup({
    input: path.join(root, 'src', 'workflows', 'runtime', 'index.ts'),
    plugins: [typescript(), mustache],
    // Lambda has the SDK.
    external: (id) => builtinModules.includes(id) || id.startsWith('@aws-sdk/'),
    onwarn: ({ message }) => fail(new Error(message)),
  });
  const { output: [{ code }] } = await bundled.generate({
    // mustache's license wants to be where mustache is.
    banner: `/*! With mustache.js:\n${fs.readFileSync(require.resolve('mustache/LICENSE'), 'utf8')}*/`,
    format: 'cjs',
    exports: 'named',
    interop: 'esModule',
    esModule: false,
    freeze: false,
    generatedCode: { constBindings: true },
    inlineDynamicImports: true,
  });
  fs.mkdirSync(into, { recursive: true });
  // names stay in what an error tells: the log names errors by their class.
  const { code: small } = await minify(code, { keep_classnames: true, format: { comments: /^!/ } });
  fs.writeFileSync(path.join(into, 'index.js'), small!);
}

handlers().catch(fail);
