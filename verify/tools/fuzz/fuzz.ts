/**
 * `npm run fuzz`: makes apps and has them judged. `-- --apps 100 --seed 7` makes other ones.
 */
import { report } from './report';
import { fuzz } from './run';

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

void fuzz({ apps: option('apps', 10_000), seed: option('seed', 1), processes: option('processes', NaN) || undefined }).then(result => {
  const { text, failed } = report(result);
  console.log(text);
  process.exitCode = failed ? 1 : 0;
});
