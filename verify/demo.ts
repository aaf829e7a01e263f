/**
 * Defines examples/quick-start with the packed package on the newest CDK, has the template checked by AWS's offline validator and by cdk-nag,
 * and tells what was decided. Needs no AWS account, and fails on any finding: `npm run demo`.
 */
import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import type * as cxapi from 'aws-cdk-lib/cx-api';
import { QuickStartStack } from './examples/quick-start/quick-start-stack';
import { CloudFormationValidator } from './tools/cloudformation-validator';
import { Finding } from './tools/finding';
import { acknowledgements, nagFindings } from './tools/nag';
import { plainApp, quickStart } from './tools/quick-start';
import { report } from './tools/report';
import { Terminal } from './tools/terminal';

const EXAMPLE = 'examples/quick-start';

/** Tells what it does while it does it. Answers with the exit code. */
export function demo(terminal: Terminal, define: (app: App) => QuickStartStack, outdir?: string): number {
  terminal.line();
  terminal.line(`${terminal.bold('The quick start')}, defined and checked on this machine`);
  terminal.line();
  try {
    terminal.done('load', `cdk-cognito-auth ${versionOf('cdk-cognito-auth')} on aws-cdk-lib ${versionOf('aws-cdk-lib')}`, performance.now());

    const stack = terminal.step('define', () => {
      const defined = define(plainApp({ outdir }));
      return { result: defined, outcome: `the stack ${defined.stackName} of ${EXAMPLE}` };
    });
    const { template, warnings } = terminal.step('synthesize', () => {
      const artifact = (stack.node.root as App).synth().getStackArtifact(stack.artifactId);
      const result = { template: artifact.template, warnings: annotationsOf(artifact) };
      return { result, outcome: `the rules of cdk-cognito-auth: ${count(result.warnings)}`, failed: result.warnings.length > 0 };
    });
    const findings = [...warnings];
    findings.push(...terminal.step('validate', () => {
      const validator = new CloudFormationValidator();
      const result = validator.findings(template);
      return { result, outcome: `AWS's offline validator ${validator.version}, strict, ${validator.rules} rules: ${count(result)}`, failed: result.length > 0 };
    }));
    findings.push(...terminal.step('review', () => {
      const result = nagFindings(stack);
      const accepted = acknowledgements(stack).length;
      return { result, outcome: `cdk-nag ${versionOf('cdk-nag')}, AwsSolutions: ${count(result)}, ${accepted} acknowledged`, failed: result.length > 0 };
    }));

    report(terminal, { stack, findings, example: EXAMPLE });
    return findings.length > 0 ? 1 : 0;
  } catch (error) {
    // whatever the rules of the library refuse: nothing was written, there is nothing to report.
    terminal.failed((error as Error).message);
    return 1;
  }
}

/** What constructs annotated: our rules do, where they only warn. */
function annotationsOf({ messages }: cxapi.CloudFormationStackArtifact): Finding[] {
  return messages.filter(({ level }) => level !== 'info').map(({ level, id, entry }) => ({
    rule: 'annotation',
    severity: level,
    at: id.replace(/^\//, ''),
    message: String(entry.data),
  }));
}

function count(findings: Finding[]): string {
  return findings.length === 0 ? 'nothing found' : `${findings.length} found`;
}

function versionOf(name: string): string {
  return JSON.parse(fs.readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;
}

if (require.main === module) {
  const outdir = path.join(__dirname, '..', EXAMPLE, 'cdk.out');
  fs.rmSync(outdir, { recursive: true, force: true }); // nobody deploys what an earlier run has checked.
  process.exitCode = demo(new Terminal(process.stdout), quickStart, outdir);
}
