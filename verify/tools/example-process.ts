/**
 * Runs an example three times, as the CDK CLI would: as it is; with a marker in the place of each of its secrets; and with markers and without
 * validation, so that they are written wherever the secrets go. Its arguments are the app's file and the folder for what is written.
 */
import * as path from 'path';
import { App, SecretValue, Stage } from 'aws-cdk-lib';
import type { Traced } from './example';

const [file, out] = process.argv.slice(2);
const markers: Record<string, string> = {};

/** Whatever makes a secret of something that only the deployment knows. */
const FACTORIES = ['secretsManager', 'ssmSecure', 'cfnDynamicReference', 'cfnParameter', 'resourceAttribute'] as const;

function run(name: string): string | undefined {
  process.env.CDK_OUTDIR = path.join(out, name);
  Object.keys(require.cache).filter(module => module.startsWith(path.dirname(file) + path.sep)).forEach(module => delete require.cache[module]);
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an app runs when it is loaded.
    require(file);
    // when there is nothing left to do, an app that the CLI has started synthesizes.
    process.emit('beforeExit', 0);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    process.removeAllListeners('beforeExit');
  }
}

process.chdir(path.dirname(file));
const failed = run('plain');

for (const factory of FACTORIES) {
  SecretValue[factory] = (...args: unknown[]) => {
    // each run counts its tokens anew.
    const source = `${factory} ${args.map(arg => JSON.stringify(arg)).join()}`.replace(/\.\d+\]/g, ']');
    markers[source] ??= `traced-secret-${Object.keys(markers).length}-of-the-example`;
    return SecretValue.unsafePlainText(markers[source]);
  };
}
const refused = run('literal');

const { synth } = Stage.prototype;
App.prototype.synth = function (options) {
  return synth.call(this, { ...options, skipValidation: true });
};
const tracing = run('traced');

process.send!({ failed: failed ?? tracing, refused, markers } satisfies Traced & { failed?: string });
process.disconnect();
