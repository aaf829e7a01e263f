import * as fs from 'fs';
import * as path from 'path';

/** A file or folder that the package brings, beside its code. */
export function packageFile(...names: readonly string[]): string {
  let directory = __dirname;
  while (!fs.existsSync(path.join(directory, 'package.json'))) {
    directory = path.dirname(directory);
  }
  return path.join(directory, ...names);
}
