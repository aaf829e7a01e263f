import { rulesOf, said, type Rule } from './rule';
import type { LogDelivery } from '../template/attachment';
import { attributeOf } from '../template/resource';
import { own, Text } from '../template/value';

/** The level of each kind of event. */
const LEVELS: Readonly<Record<string, string>> = { userNotification: 'ERROR', userAuthEvents: 'INFO' };

/** What a pool tells about itself, and where. */
export const LOG_RULES: readonly Rule<LogDelivery>[] = rulesOf('configuration', 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LogConfigurationType.html', {
  logLevel: {
    condition: 'Failed messages (userNotification) aren\'t logged at ERROR to CloudWatch Logs, or user activity (userAuthEvents) isn\'t logged at INFO',
    remedy: 'give userNotification the LogLevel "ERROR" and a log group, userAuthEvents the LogLevel "INFO"',
    check: ({ logs }) => said(logs.flatMap((log) => {
      const [source = '', level] = [log.at('EventSource').text, log.at('LogLevel').text];
      const right = own(LEVELS, source);
      const elsewhere = ['S3Configuration', 'FirehoseConfiguration'].find((name) => source === 'userNotification' && log.at(name).isOwn);
      return right !== undefined && level !== undefined && level !== right ? [`LogLevel of ${source} is ${JSON.stringify(level)}`]
        : elsewhere !== undefined ? [`${elsewhere} is set for ${source}`] : [];
    })),
  },
  logGroupArn: {
    condition: 'Logs go to the ARN of a log group as CloudFormation has it, which ends in ":*"',
    consequence: 'Cognito rejects the configuration: it takes the ARN without ":*"',
    remedy: 'build the ARN from the name, `stack.formatArn({ service: \'logs\', resource: \'log-group\', resourceName: group.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })`',
    check: (delivery) => said(delivery.logs.flatMap((log) => {
      const { raw } = log.at('CloudWatchLogsConfiguration.LogGroupArn');
      const [first, ...others] = Text.of(raw)?.parts ?? [];
      const [group] = delivery.view.named(raw).filter(({ type }) => type === 'AWS::Logs::LogGroup');
      const isWhole = typeof first === 'object' && attributeOf(first.unknown) === 'Arn' && others.length === 0;
      return group !== undefined && isWhole ? [`LogGroupArn is that of ${group.path}`] : [];
    })),
  },
});
