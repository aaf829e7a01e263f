/**
 * One measurement: `node child.js <contestant> <size> <cloud assembly>` synthesizes that many stacks, or one stack of so many times the size, and
 * prints what it took as JSON.
 *
 * It runs transpiled, and loads nothing but what it measures.
 */
import { createRequire } from 'module';
import type * as core from 'aws-cdk-lib/core';

/** What a file in stacks/ has: one of the two. */
interface Contestant {
  /** Defines one of the stacks. */
  define?(stack: core.Stack): void;
  /** Defines the only stack, so many times as large. */
  defineTimes?(stack: core.Stack, times: number): void;
}

const [contestant, argument, outdir] = process.argv.slice(2);
const size = Number(argument);
const load = createRequire(__filename);

const now = () => {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
};

const start = now();
const { App, Stack }: typeof core = load('aws-cdk-lib/core');
const { define, defineTimes }: Contestant = load(`./stacks/${contestant}`);
const imported = now();

const app = new App({ outdir });
if (size > 0) {
  defineTimes?.(new Stack(app, 'sign-in'), size);
}
for (let number = 1; define !== undefined && number <= size; number++) {
  define(new Stack(app, `sign-in-${number}`));
}
const constructed = now();

app.synth();
const synthesized = now();

const phases = (clock: 'wall' | 'cpu') => ({
  import: imported[clock] - start[clock],
  construct: constructed[clock] - imported[clock],
  synth: synthesized[clock] - constructed[clock],
  total: synthesized[clock] - start[clock],
});
console.log(JSON.stringify({ wall: phases('wall'), cpu: phases('cpu'), peakMb: process.resourceUsage().maxRSS / 1024 }));
