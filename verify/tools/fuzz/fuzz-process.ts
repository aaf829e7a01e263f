/**
 * A process that makes, runs and judges apps: its messages are shares of a run, its answers tallies.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { Api } from './api';
import { filesFor } from './files';
import { Generator } from './generate';
import { Hunt } from './hunt';
import { Judge } from './judge';
import type { FuzzOrder, Share } from './tally';
import { CloudFormationValidator } from '../cloudformation-validator';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

let hunt: Hunt;

function start({ apiFile, rules }: FuzzOrder): void {
  const api = JSON.parse(fs.readFileSync(apiFile, 'utf8')) as Api;
  const judge = new Judge({ outdir: path.join(folder, 'out'), files: filesFor(folder) }, new CloudFormationValidator());
  hunt = new Hunt(api, new Generator(api, rules).programs(), judge);
}

process.on('disconnect', () => process.exit());
process.on('message', (message: FuzzOrder | Share) => {
  if ('apiFile' in message) {
    start(message);
  } else {
    process.send!(hunt.share(message));
  }
});

// a stack trace for each token is what CDK would spend a third of its time with, and the real environment is slow to ask.
Error.stackTraceLimit = 0;
process.env = { ...process.env, JSII_DEPRECATED: 'quiet' };
