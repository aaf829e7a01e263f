import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IConstruct } from 'constructs';
import { Finding } from './finding';

/** A finding that somebody accepted. */
export interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
  readonly at: string;
}

/** What cdk-nag's AwsSolutions says, warnings too. */
export function nagFindings(scope: IConstruct, options: { acknowledged?: boolean } = {}): Finding[] {
  const pack = new AwsSolutionsChecks();
  if (options.acknowledged === false) {
    Object.assign(pack, { isAcknowledged: () => false });
  }
  return pack.validateScope(scope).violations.flatMap(violation => violation.violatingResources.map(resource => ({
    rule: violation.ruleName,
    severity: violation.severity ?? 'error',
    at: resource.constructPath ?? '',
    message: violation.description,
  })));
}

/** What was accepted of it with CDK's `Validations.of(construct).acknowledge()`, which accepts findings of this library too. */
export function acknowledgements(scope: IConstruct): Acknowledgement[] {
  return scope.node.findAll().flatMap(construct => construct.node.metadata
    .filter(entry => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(entry => Object.entries(entry.data as Record<string, string>))
    .map(([id, reason]) => ({ rule: id.replace(/^annotation::/i, ''), reason, at: construct.node.path })))
    .filter(({ rule }) => !rule.startsWith('cdk-cognito-auth:'));
}
