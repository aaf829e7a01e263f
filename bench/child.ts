/**
 * One measurement: `node child.js <contestant> <stacks> <cloud assembly>` synthesises that many stacks and prints what it took as JSON.
 *
 * It runs transpiled, and loads nothing but what it measures.
 */
import { createRequire } from 'module';
import type * as core from 'aws-cdk-lib/core';

const [contestant, count, outdir] = process.argv.slice(2);
const load = createRequire(__filename);

const now = () => {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
};

const start = now();
const { App, Stack }: typeof core = load('aws-cdk-lib/core');
const { define }: { define(stack: core.Stack): void } = load(`./stacks/${contestant}`);
const imported = now();

const app = new App({ outdir });
for (let number = 1; number <= Number(count); number++) {
  define(new Stack(app, `sign-in-${number}`));
}
const constructed = now();

app.synth();
const synthesised = now();

const phases = (clock: 'wall' | 'cpu') => ({
  import: imported[clock] - start[clock],
  construct: constructed[clock] - imported[clock],
  synth: synthesised[clock] - constructed[clock],
  total: synthesised[clock] - start[clock],
});
console.log(JSON.stringify({ wall: phases('wall'), cpu: phases('cpu'), peakMb: process.resourceUsage().maxRSS / 1024 }));
