/**
 * Packs this package and unpacks it where its consumers live: `verify/` and `bench/` then use what npm would publish.
 * Compiles first if anything that goes into the package has changed, unless told that this has just been done.
 */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { fail, must, root } from './run';

const inputs = [
  'src', 'projenrc/bundle.ts', 'projenrc/handlers.ts', 'package.json', 'package-lock.json', 'tsconfig.json', '.npmignore', 'LICENSE', 'README.md', 'docs/rules.md', 'rosetta',
];
const consumers = ['verify', 'bench'];
const stamp = path.join(root, 'dist', 'pack', 'inputs.sha256');

export async function pack(options: { compiled?: boolean } = {}) {
  const hash = hashOf(inputs);
  const current = fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash && fs.existsSync(path.join(root, 'lib', 'index.js'));
  if (!current && !options.compiled) {
    console.log('Compiling …');
    await must('projen', ['pre-compile']);
    await must('projen', ['compile']);
  }
  if (!current || options.compiled) {
    const into = path.dirname(stamp);
    fs.rmSync(into, { recursive: true, force: true });
    fs.mkdirSync(into, { recursive: true });
    await must('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', into], { onLine: () => {} });
    fs.writeFileSync(stamp, hash);
  }
  await unpack();
}

async function unpack() {
  const into = path.dirname(stamp);
  const tarball = fs.readdirSync(into).find(file => file.endsWith('.tgz'))!;
  for (const consumer of consumers) {
    const target = path.join(root, consumer, 'node_modules', 'cdk-cognito-auth');
    fs.rmSync(target, { recursive: true, force: true });
    fs.mkdirSync(target, { recursive: true });
    await must('tar', ['-xzf', path.join(into, tarball), '-C', target, '--strip-components=1']);
  }
  // the examples too, so that they find the packed package and the newest CDK.
  const examples = path.join(root, 'verify', 'examples');
  fs.rmSync(examples, { recursive: true, force: true });
  if (fs.existsSync(path.join(root, 'examples'))) {
    fs.cpSync(path.join(root, 'examples'), examples, { recursive: true, filter: file => path.basename(file) !== 'cdk.out' });
  }
}

function hashOf(names: string[]): string {
  const hash = createHash('sha256');
  const add = (name: string) => {
    const file = path.join(root, name);
    if (!fs.existsSync(file)) {
      return;
    }
    if (fs.statSync(file).isDirectory()) {
      fs.readdirSync(file).sort().forEach(child => add(path.join(name, child)));
    } else {
      hash.update(name).update(fs.readFileSync(file));
    }
  };
  names.forEach(add);
  return hash.digest('hex');
}

if (require.main === module) {
  pack().catch(fail);
}
