/**
 * Makes one file of lib/'s eighty: looking for them took an app longer than reading them (docs/decisions/0013-one-file-in-lib.md).
 * The declarations stay as they are. Whoever debugs sees readable code, with its names; the sources are in the repository.
 */
import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { root } from './run';

const lib = path.join(root, 'lib');
const index = path.join(lib, 'index.js');
// each by name, so that Node.js finds them from ES modules too.
const names = Object.keys(createRequire(__filename)(index) as object).join(', ');

buildSync({
  stdin: { contents: `export { ${names} } from './index';`, resolveDir: lib },
  outfile: index,
  allowOverwrite: true,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
});
for (const file of fs.readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js') && name !== 'index.js')) {
  fs.rmSync(path.join(lib, file));
}
