/**
 * A process with AWS's validator: its messages are templates, and `null` when there are no more; its answer is what was found.
 *
 * It loads no CDK: the validator grows its memory step by step, and V8 collects all of the process's garbage at each step.
 */
import { NAME, note, type Disagreements, type ValidatorResult } from './tally';
import { CloudFormationValidator } from '../cloudformation-validator';
import type { Resource } from '../cognito-checker';

/** Resources of one file: CloudFormation takes 500, and the last template may bring some more. */
const FILE_SIZE = 450;

const validator = new CloudFormationValidator();
const seen = new Set<string>();
const findings: Disagreements = {};
let waiting: Record<string, Resource> = {};

function add(template: string): void {
  if (!seen.has(template)) {
    seen.add(template);
    Object.assign(waiting, JSON.parse(template.replaceAll(NAME, `${NAME}${seen.size}`)));
    if (Object.keys(waiting).length > FILE_SIZE) {
      look();
    }
  }
}

function look(): void {
  for (const { rule, at, message } of validator.findings({ Resources: waiting })) {
    note(findings, `${rule}: ${message}`, () => `${at} ${JSON.stringify(waiting[at.split(' ')[0]])}`);
  }
  waiting = {};
}

process.on('disconnect', () => process.exit());
process.on('message', (templates: readonly string[] | null) => {
  if (templates !== null) {
    templates.forEach(add);
    return;
  }
  look();
  const result: ValidatorResult = { findings, templates: seen.size };
  process.send!(result);
});
