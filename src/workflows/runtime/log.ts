import type { TriggerEvent } from './event';

/** Where the metrics of workflows are: `Failures` and `Refusals`, by user pool. */
export const NAMESPACE = 'CognitoWorkflows';

/**
 * Writes one line of JSON for operators: which step of which trigger, and a code. Names, addresses, attributes and the texts of errors, which hold
 * them, aren't written. The line counts in a metric of CloudWatch.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function log(metric: 'Failures' | 'Refusals', { triggerSource, userPoolId, callerContext }: TriggerEvent, step: string, code: string): void {
  console.log(JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['UserPoolId']], Metrics: [{ Name: metric, Unit: 'Count' }] }],
    },
    UserPoolId: userPoolId,
    [metric]: 1,
    level: metric === 'Failures' ? 'ERROR' : 'INFO',
    triggerSource,
    clientId: callerContext?.clientId,
    step,
    code,
  }));
}

/** What an error is, without what it says. */
export function nameOf(error: unknown): string {
  const { name } = (error ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : typeof error;
}
