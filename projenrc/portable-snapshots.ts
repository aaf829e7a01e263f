/**
 * Takes this machine's paths out of the integration snapshots: `*.metadata.json` holds the stack traces of whoever made them.
 */
import * as fs from 'fs';
import * as path from 'path';
import { root } from './run';

const folder = path.join(root, 'test', 'integ');
const files = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
for (const file of files.filter(name => name.includes('.snapshot') && name.endsWith('.metadata.json'))) {
  const full = path.join(folder, file);
  const text = fs.readFileSync(full, 'utf8');
  fs.writeFileSync(full, text.split(root).join('.'));
}
