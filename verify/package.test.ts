import { execFileSync } from 'child_process';
import * as fs from 'fs';
import { builtinModules } from 'module';
import * as path from 'path';
import { gunzipSync } from 'zlib';

const folder = path.join(__dirname, 'node_modules', 'cdk-cognito-auth');
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** What plain Node.js, without jest's own resolution, says in this folder. */
function node(script: string): string {
  return execFileSync(process.execPath, ['--eval', script], { cwd: __dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function filesOf(at: string): string[] {
  return fs.readdirSync(path.join(folder, at), { recursive: true, encoding: 'utf8' })
    .filter(file => fs.statSync(path.join(folder, at, file)).isFile());
}

describe('the packed package', () => {
  test('depends on nothing but its two peers', () => {
    expect(Object.keys(manifest.peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
    expect(manifest.peerDependencies['aws-cdk-lib']).toBe('^2.257.0');
    for (const kind of ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies']) {
      expect(manifest[kind] ?? {}).toEqual({});
    }
  });

  test('loads nothing but its peers, Node.js and itself', () => {
    const asked = filesOf('lib').filter(file => file.endsWith('.js'))
      .flatMap(file => [...fs.readFileSync(path.join(folder, 'lib', file), 'utf8').matchAll(/\brequire\(['"]([^'"]+)['"]\)/g)].map(([, name]) => name));
    expect(asked).toContain('aws-cdk-lib/aws-cognito');
    const foreign = asked.filter(name => !/^(\.|constructs$|aws-cdk-lib\/)/.test(name) && !builtinModules.includes(name.replace(/^node:/, '')));
    expect(foreign).toEqual([]);
  });

  test('holds what its users need, and no more', () => {
    expect(filesOf('.').filter(file => !file.startsWith('lib/')).sort()).toEqual([
      '.jsii', '.jsii.gz', 'LICENSE', 'README.md',
      'assets/workflows/index.js', // what runs in the functions of workflows …
      'assets/workflows/messages.js', // … and is loaded where they write messages.
      'docs/rules.md', // findings lead there.
      'package.json',
      'rosetta/default.ts-fixture', // Construct Hub translates the snippets of the package with it.
    ]);
    const declarations = filesOf('lib').filter(file => file.endsWith('.d.ts'));
    expect(filesOf('lib').filter(file => !declarations.includes(file))).toEqual(['index.js']);
    const sources = path.join(__dirname, '..', 'src');
    expect(declarations.filter(file => !fs.existsSync(path.join(sources, file.replace(/\.d\.ts$/, '.ts'))))).toEqual([]);
  });

  test('is small to download', () => {
    const into = path.join(__dirname, '..', 'dist', 'pack');
    const [size] = fs.readdirSync(into).filter(file => file.endsWith('.tgz')).map(file => fs.statSync(path.join(into, file)).size);
    expect(size).toBeGreaterThan(fs.statSync(path.join(folder, '.jsii.gz')).size);
    expect(size).toBeLessThanOrEqual(410_000);
  });

  test('is ASCII, which halves what the code takes in memory, and says the same', () => {
    const beyond = /[\u0080-\uffff]/g;
    expect(fs.readFileSync(path.join(folder, 'lib', 'index.js'), 'utf8').match(beyond)).toBeNull();
    // the control: messages have such characters.
    const message = node('const all = require("cdk-cognito-auth"), { Stack } = require("aws-cdk-lib/core"), { UserPool } = require("aws-cdk-lib/aws-cognito");'
      + 'const scope = new Stack(), userPool = new UserPool(scope, "Pool");'
      + 'try { new all.SocialProviders(scope, "Social", { userPool, providers: [] }); } catch (error) { console.log(error.message); }');
    expect(message.match(beyond)).toEqual(['…']);
  });

  test('loads by its name', () => {
    expect(node('console.log(Object.keys(require("cdk-cognito-auth")).includes("AuthenticatedUserPool"))')).toBe('true\n');
  });

  test('loads by its names from an ES module', () => {
    const names = node('console.log(Object.keys(require("cdk-cognito-auth")).join())').trim();
    const imported = execFileSync(process.execPath, ['--input-type=module', '-e', `import { ${names} } from "cdk-cognito-auth"; console.log([${names}].length)`], {
      cwd: __dirname, encoding: 'utf8',
    });
    expect(imported).toBe(`${names.split(',').length}\n`);
  });

  test('tells jsii which of its types each class is', () => {
    const { types } = JSON.parse(gunzipSync(fs.readFileSync(path.join(folder, '.jsii.gz'))).toString());
    const classes = Object.values<{ kind: string; name: string; fqn: string }>(types).filter(({ kind }) => kind === 'class');
    const marks = node('const all = require("cdk-cognito-auth"), mark = Symbol.for("jsii.rtti"); console.log('
      + 'JSON.stringify(Object.entries(all).filter(([, type]) => Object.hasOwn(type, mark)).map(([name, type]) => [name, type[mark]])))');
    const { version } = manifest;
    expect(Object.fromEntries(JSON.parse(marks))).toEqual(Object.fromEntries(classes.map(({ name, fqn }) => [name, { fqn, version }])));
    expect(classes.map(({ name }) => name)).toContain('FederatedIdentityPool');
  });

  test('loads of AWS CDK what every stack with sign-in needs, and the rest when it is asked for', () => {
    const loaded = (script: string) => JSON.parse(node(`const all = require("cdk-cognito-auth"); ${script};`
      + 'const files = Object.keys(require("module")._cache).map(file => /aws-cdk-lib.(aws-[^/\\\\]+).lib/.exec(file)?.[1]);'
      + 'console.log(JSON.stringify([...new Set(files)]))')) as string[];
    expect(loaded('').filter(Boolean)).toEqual(['aws-cognito']);
    const stack = 'new (require("aws-cdk-lib/core").Stack)()';
    expect(loaded(`new all.AuthenticatedUserPool(${stack}, "Auth", { firewall: all.SignInFirewall.standard() })`)).toContain('aws-wafv2');
  });

  test('is the same version to whoever reads its package.json', () => {
    expect(node('console.log(require("cdk-cognito-auth/package.json").version)')).toBe(`${manifest.version}\n`);
  });

  test.each(['cdk-cognito-auth/lib/index.js', 'cdk-cognito-auth/lib/rules/rule.d.ts', 'cdk-cognito-auth/lib/private/grant-policies.d.ts'])('can\'t be entered through %s', name => {
    expect(fs.existsSync(path.join(__dirname, 'node_modules', name))).toBe(true);
    expect(() => node(`require(${JSON.stringify(name)})`)).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});
