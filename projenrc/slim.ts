/**
 * Takes the source maps out of lib/: they are two thirds of what every app would load, and show nothing that isn't in the repository.
 */
import * as fs from 'fs';
import * as path from 'path';
import { root } from './run';

const lib = path.join(root, 'lib');
for (const file of fs.readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))) {
  const source = fs.readFileSync(path.join(lib, file), 'utf8');
  fs.writeFileSync(path.join(lib, file), source.replace(/\n\/\/# sourceMappingURL=data:.*\s*$/, '\n'));
}
