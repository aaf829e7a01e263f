/**
 * Compares the API with that of the last tag: builds the tag in a worktree of its own, and fails on each break, stable or experimental.
 * A break that is meant goes into `.compatignore`.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { fail, must, root, run } from './run';

const silent = { onLine: () => {} };

async function compat() {
  const { code, output } = await run('git', ['describe', '--tags', '--abbrev=0'], silent);
  if (code !== 0) {
    console.log('compat: there is no tag to compare with yet');
    return;
  }
  const tag = output.trim();
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-cognito-auth-'));
  const worktree = path.join(temporary, tag.replace(/\W+/g, '-'));
  try {
    await must('git', ['worktree', 'add', '--detach', worktree, tag], silent);
    // today's dependencies serve: the API of the tag is what its sources say.
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(worktree, 'node_modules'));
    console.log(`compat: compiling ${tag} …`);
    const compiled = await run('jsii', [], { cwd: worktree, ...silent });
    const ignore = fs.existsSync(path.join(root, '.compatignore')) ? ['--ignore-file', path.join(root, '.compatignore')] : [];
    const diff = compiled.code === 0
      ? await run('jsii-diff', [worktree, root, '--keys', '--error-on', 'all', ...ignore])
      : compiled;
    if (diff.code !== 0) {
      console.error(compiled.code === 0 ? `compat: these break what ${tag} promised` : `compat: ${tag} doesn't compile\n${compiled.output}`);
    } else {
      console.log(`compat: nothing breaks what ${tag} promised`);
    }
    process.exitCode = diff.code;
  } finally {
    await run('git', ['worktree', 'remove', '--force', worktree], silent);
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

compat().catch(fail);
