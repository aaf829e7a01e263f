import * as path from 'path';
import * as ts from 'typescript';
import { root } from '../projenrc/run';

const FILE = path.join(root, 'snippets.ts');

/** What the compiler says about a module at the root of the project, each with the line that it means. */
export function typeErrors(module: string): string[] {
  const compilerOptions = options();
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, getSourceFile } = host;
  const source = ts.createSourceFile(FILE, module, ts.ScriptTarget.ES2022, true);
  host.fileExists = (name) => name === FILE || fileExists(name);
  host.getSourceFile = (name, ...rest) => name === FILE ? source : getSourceFile(name, ...rest);
  const program = ts.createProgram([FILE], compilerOptions, host);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start, messageText }) => {
    const line = source.getLineAndCharacterOfPosition(start ?? 0).line;
    return `${module.split('\n')[line]}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

function options(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.dev.json'), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root);
  // a snippet may name what it then leaves alone, and imports are for all of them.
  return { ...parsed.options, noUnusedLocals: false, noUnusedParameters: false };
}
