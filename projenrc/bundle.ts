/**
 * Makes one file of src/'s hundred: looking for them took an app longer than reading them (docs/decisions/0019-rollup-makes-the-file.md).
 * The declarations stay as jsii wrote them. Whoever debugs sees readable code, with its names; the sources are in the repository.
 */
import * as fs from 'fs';
import { builtinModules } from 'module';
import * as path from 'path';
import * as zlib from 'zlib';
import { loadAssemblyFromPath, TypeKind } from '@jsii/spec';
import { rollup, type Plugin } from 'rollup';
import * as ts from 'typescript';
import { typescript } from './rollup-typescript';
import { fail, root } from './run';

const src = path.join(root, 'src');
const lib = path.join(root, 'lib');
const ENTRY = path.join(src, '(entry)');
const LATE = '\0late:';

/** Every stack with sign-in needs these; the others wait until somebody asks for what they hold. */
const ALWAYS = ['aws-cdk-lib/core', 'aws-cdk-lib/aws-cognito', 'aws-cdk-lib/aws-iam', 'constructs'];

/** What apps see, by name, so that Node.js finds it from ES modules too. Classes carry jsii's mark: by it other languages know whom they got. */
const entry: Plugin = {
  name: 'entry',
  resolveId: (id) => id === ENTRY ? id : undefined,
  load: (id) => {
    if (id !== ENTRY) {
      return undefined;
    }
    const assembly = loadAssemblyFromPath(root);
    const types = Object.values(assembly.types ?? {}).filter(({ kind }) => kind !== TypeKind.Interface);
    const marks = types.filter(({ kind }) => kind === TypeKind.Class).map(({ name, fqn }) => `[${name}, '${fqn}']`);
    const names = types.map(({ name }) => name).join(', ');
    return [
      `import { ${names} } from './index';`,
      `for (const [type, fqn] of [${marks.join(', ')}]) type[Symbol.for('jsii.rtti')] = { fqn, version: '${assembly.version}' };`,
      `export { ${names} };`,
    ].join('\n');
  },
};

/** What a rule says on its page only, docs/rules.md, no app needs to load. The consequence is told to those who try to accept a final one. */
const withoutDocumentation: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const isDocumentation = (node: ts.Node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.parent)) {
      return false;
    }
    const names = node.parent.properties.map(({ name }) => name?.getText(file));
    return names.includes('remedy') && ['condition', 'source', ...names.includes('final') ? [] : ['consequence']].includes(node.name.getText(file));
  };
  const visit = (node: ts.Node): ts.Node | undefined => isDocumentation(node) ? undefined : ts.visitEachChild(node, visit, context);
  return ts.visitEachChild(file, visit, context);
};

/** Of aws-cdk-lib, what few apps need isn't loaded before they do. */
const late: Plugin = {
  name: 'late',
  resolveId: (id) => id.startsWith('aws-cdk-lib/') && !ALWAYS.includes(id) ? LATE + id : undefined,
  load: (id) => {
    if (!id.startsWith(LATE)) {
      return undefined;
    }
    const library = id.slice(LATE.length);
    const name = path.posix.basename(library).replace(/-/g, '_');
    return {
      code: `let loaded; export const ${name} = new Proxy({}, { get: (_, name) => (loaded ??= require('${library}'))[name] });`,
      syntheticNamedExports: name,
    };
  },
};

/** The declarations of what apps see, and of what these speak of. */
function declarations(): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (!found.has(file)) {
      found.add(file);
      for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g)) {
        visit(path.resolve(path.dirname(file), `${name}.d.ts`));
      }
    }
  };
  visit(path.join(lib, 'index.d.ts'));
  return found;
}

/** Where things stand in src/ is of no use to whom the package doesn't bring it: a twentieth of the assembly. */
function withoutSources(): void {
  const file = path.join(root, '.jsii.gz');
  const assembly: unknown = JSON.parse(zlib.gunzipSync(fs.readFileSync(file)).toString());
  fs.writeFileSync(file, zlib.gzipSync(JSON.stringify(assembly, (key, value: unknown) => key === 'locationInModule' ? undefined : value), { level: 9 }));
}

async function bundle(): Promise<void> {
  const bundled = await rollup({
    input: ENTRY,
    plugins: [entry, late, typescript((id) => path.dirname(id) === path.join(src, 'rules') ? [withoutDocumentation] : [])],
    external: [...ALWAYS, ...builtinModules],
    onwarn: ({ message }) => fail(new Error(message)),
  });
  const { output: [{ code }] } = await bundled.generate({
    format: 'cjs',
    exports: 'named',
    esModule: true,
    interop: 'esModule', // aws-cdk-lib and constructs are TypeScript's too: nothing has to be asked or copied.
    externalLiveBindings: false,
    freeze: false,
    generatedCode: { constBindings: true },
  });
  // nothing would be there when the code runs.
  if (/\b_mergeNamespaces\b|\b(crypto|fs|path)\.default\b/.test(code)) {
    throw new Error('src/ imports a module by default, or hands one of aws-cdk-lib on as a whole: import `* as name`, and use `name.What`');
  }
  // V8 keeps a file with any other character in two bytes a character.
  if (/\\[\u0080-\uffff]|String\.raw/.test(code)) {
    throw new Error('src/ has a backslash before a character beyond ASCII, or String.raw: neither can be escaped');
  }
  // what a finding links to is the page of the version that found it.
  const { version } = loadAssemblyFromPath(root);
  const ascii = code.replaceAll('/blob/main/', version === '0.0.0' ? '/blob/main/' : `/blob/v${version}/`).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const declared = declarations();
  for (const file of fs.readdirSync(lib, { recursive: true, encoding: 'utf8' })) {
    const target = path.join(lib, file);
    // jsii leaves what it wrote for a file that has gone, and declares what no other declaration speaks of.
    if (file.endsWith('.d.ts') ? !declared.has(target) : file.endsWith('.js') || !fs.existsSync(path.join(src, file))) {
      fs.rmSync(target, { recursive: true, force: true });
    }
  }
  // TypeScript indents by four spaces.
  fs.writeFileSync(path.join(lib, 'index.js'), ascii.replace(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4)));
  withoutSources();
}

bundle().catch(fail);
