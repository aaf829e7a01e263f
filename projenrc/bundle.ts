/**
 * Makes one file of lib/'s eighty: looking for them took an app longer than reading them (docs/decisions/0013-one-file-in-lib.md).
 * The declarations stay as they are. Whoever debugs sees readable code, with its names; the sources are in the repository.
 */
import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import { build, type Plugin } from 'esbuild';
import { root } from './run';

const lib = path.join(root, 'lib');
const index = path.join(lib, 'index.js');
// each by name, so that Node.js finds them from ES modules too.
const names = Object.keys(createRequire(__filename)(index) as object).join(', ');

/** Every stack with sign-in needs these; the others wait until somebody asks for what they hold. */
const ALWAYS = ['aws-cdk-lib/core', 'aws-cdk-lib/aws-cognito', 'aws-cdk-lib/aws-iam', 'constructs'];

/** Eighty modules that each require what is loaded already keep Node.js looking for it, a tenth of a millisecond each time: one asks for all. */
const once: Plugin = {
  name: 'once',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(aws-cdk-lib|constructs)(\/|$)/ }, ({ path: id, namespace }) => (
      namespace === 'once' ? { path: id, external: true } : { path: id, namespace: 'once' }
    ));
    onLoad({ filter: /.*/, namespace: 'once' }, ({ path: id }) => ({
      contents: ALWAYS.includes(id)
        ? `module.exports = require('${id}');`
        // TypeScript's code asks at once whether it is a module.
        : `let it; module.exports = new Proxy({}, { get: (_, name) => name === '__esModule' || (it ??= require('${id}'))[name] });`,
    }));
  },
};

/** Our own modules wait for their first use: what an app doesn't use is read and never run. TypeScript writes each import in one of two ways. */
const late: Plugin = {
  name: 'late',
  setup: ({ onLoad }) => {
    onLoad({ filter: /lib[/\\].*\.js$/, namespace: 'file' }, ({ path: file }) => {
      const code = fs.readFileSync(file, 'utf8');
      const imports = [...code.matchAll(/^(?:const|var) (\w+) = require\("\.{1,2}\/[^"]+"\);$/gm)].map(([, name]) => name);
      return {
        contents: imports.reduce((text, name) => text.replace(new RegExp(`\\bnew ${name}\\.(\\w+)`, 'g'), `new (${name}().$1)`)
          .replace(new RegExp(`\\b${name}\\.`, 'g'), `${name}().`), code)
          .replace(/^(?:const|var) (\w+) = (require\("\.{1,2}\/[^"]+"\));$/gm, 'const $1 = () => $2;'),
      };
    });
  },
};

async function bundle(): Promise<void> {
  await build({
    stdin: { contents: `export { ${names} } from './index';`, resolveDir: lib },
    outfile: index,
    allowOverwrite: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    plugins: [once, late],
  });
  for (const file of fs.readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js') && name !== 'index.js')) {
    fs.rmSync(path.join(lib, file));
  }
}

void bundle();
