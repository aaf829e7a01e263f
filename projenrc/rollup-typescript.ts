import * as path from 'path';
import type { Plugin } from 'rollup';
import * as ts from 'typescript';

/**
 * Has rollup read TypeScript, without comments and without a type check, which `tsc` does.
 *
 * @param transformersFor what is changed in a file
 */
export function typescript(transformersFor: (file: string) => ts.TransformerFactory<ts.SourceFile>[] = () => []): Plugin {
  return {
    name: 'typescript',
    resolveId: (id, importer) => importer !== undefined && id.startsWith('.') ? path.resolve(path.dirname(importer), `${id}.ts`) : undefined,
    transform: (code, id) => id.endsWith('.ts') ? {
      code: ts.transpileModule(code, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, removeComments: true },
        transformers: { before: transformersFor(id) },
      }).outputText,
      map: null,
    } : undefined,
  };
}
