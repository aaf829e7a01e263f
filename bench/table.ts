import type { Quantity, Row } from './results';

const CPU: Quantity = { title: 'CPU time', of: ({ cpu }) => cpu.total, instructions: 'with import' };
const MEMORY: Quantity = { title: 'peak memory', of: ({ peakMb }) => peakMb };
const CPU_WITHOUT_IMPORT: Quantity = {
  title: 'CPU time, import left out',
  of: ({ cpu }) => cpu.construct + cpu.synth,
  instructions: 'without import',
};
const CPU_PER_STACK: Quantity = { title: 'CPU time per stack, import left out', of: ({ cpu }, size) => (cpu.construct + cpu.synth) / size };

/**
 * What is compared with what, at which sizes, and what should come of it. A comparison without a limit is only reported.
 *
 * What is to be measured follows from the comparisons.
 */
export const ROWS: readonly Row[] = [
  {
    name: 'sign-in',
    title: 'Sign-in, N stacks: user pool, domain, single-page and web client with branding, Google, Apple, identity pool with its role, bucket',
    sizeOf: size => `N = ${size}`,
    contestants: { 'ours': 'l3', 'L2': 'l2', 'L2 in our nesting': 'l2-nested', 'L2 + cdk-nag': 'l2-nag', 'L1': 'l1' },
    sameTemplate: true,
    sameLogicalIds: ['ours', 'L2 in our nesting'],
    comparisons: [
      // looser than they were, on purpose and for now: docs/decisions/0033-what-the-models-cost.md.
      { one: 'ours', other: 'L2', sizes: [1], of: CPU, goal: 1.10, limit: 1.35 },
      { one: 'ours', other: 'L2', sizes: [10, 50, 200], of: CPU, goal: 1.20, limit: 1.60 },
      { one: 'ours', other: 'L2', sizes: [1, 10, 50, 200], of: MEMORY, goal: 1.15, limit: 1.30 },
      // what the construct tree alone costs.
      { one: 'L2 in our nesting', other: 'L2', sizes: [1, 10, 50], of: CPU },
      // equal company: both look at what will be deployed.
      { one: 'ours', other: 'L2 + cdk-nag', sizes: [1], of: CPU, goal: 0.60, limit: 0.75 },
      { one: 'ours', other: 'L1', sizes: [1, 50], of: CPU },
      { one: 'ours', sizes: [200], otherSize: 50, of: CPU_PER_STACK, goal: 1.10, limit: 1.30 },
    ],
  },
  {
    name: 'amplify',
    title: 'What Amplify can render too: user pool, client without hosted pages, identity pool, roles (Amplify adds one for guests), attachment',
    sizeOf: size => `N = ${size}`,
    contestants: { ours: 'small-l3', Amplify: 'small-amplify' },
    comparisons: [
      // one stack each, as an Amplify app has it: with more, what the CDK takes for any stack hides the difference.
      { one: 'ours', other: 'Amplify', sizes: [1], of: CPU, goal: 0.60, limit: 0.75 },
    ],
  },
  {
    name: 'busy',
    title: 'A busy stack: 40 clients, 20 providers, 40 functions that know client ids, 20 outputs, 20 groups with roles',
    sizeOf: size => `${size}×`,
    contestants: { ours: 'busy-l3', L2: 'busy-l2' },
    sameTemplate: true,
    comparisons: [
      { one: 'ours', other: 'L2', sizes: [1, 4], of: CPU },
      { one: 'ours', sizes: [4], otherSize: 1, of: CPU_WITHOUT_IMPORT, goal: 4.80, limit: 6 },
      // how much of it is CDK's own growth.
      { one: 'L2', sizes: [4], otherSize: 1, of: CPU_WITHOUT_IMPORT },
    ],
  },
  {
    name: 'crowd',
    title: 'Sign-in in a stack with 400 resources of others: queues, topics, log groups, functions and their roles',
    sizeOf: size => `N = ${size}`,
    contestants: { ours: 'crowd-l3', L2: 'crowd-l2' },
    sameTemplate: true,
    comparisons: [
      { one: 'ours', other: 'L2', sizes: [1], of: CPU },
    ],
  },
];
