import { CfnLogDeliveryConfiguration, type CfnLogDeliveryConfigurationProps } from 'aws-cdk-lib/aws-cognito';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { ArnFormat, Fn, type Stack } from 'aws-cdk-lib/core';
import { pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

type Logs = CfnLogDeliveryConfigurationProps['logConfigurations'];

const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/acme';
const GROUP = { cloudWatchLogsConfiguration: { logGroupArn: ARN } };

function logged(stack: Stack, logConfigurations: Logs): void {
  new CfnLogDeliveryConfiguration(stack, 'Logs', { userPoolId: pool(stack, { userPoolTier: 'PLUS' }).ref, logConfigurations });
}

export const LOG_CASES: RuleCases = {
  logLevel: ruleCase({
    define: (stack, it: Logs) => logged(stack, it),
    trips: [
      [[{ eventSource: 'userNotification', logLevel: 'INFO', ...GROUP }], 'LogLevel of userNotification is "INFO"'],
      [
        [{ eventSource: 'userNotification', logLevel: 'ERROR', ...GROUP }, { eventSource: 'userAuthEvents', logLevel: 'ERROR', ...GROUP }],
        'LogLevel of userAuthEvents is "ERROR"',
      ],
      [[{ eventSource: 'userNotification', logLevel: 'ERROR', s3Configuration: { bucketArn: 'arn:aws:s3:::acme' } }], 'S3Configuration is set for userNotification'],
    ],
    passes: [
      [{ eventSource: 'userNotification', logLevel: 'ERROR', ...GROUP }],
      [{ eventSource: 'userAuthEvents', logLevel: 'INFO', s3Configuration: { bucketArn: 'arn:aws:s3:::acme' } }],
      [],
    ],
    tokens: [[{ eventSource: TOKEN.text, logLevel: 'INFO' }], [{ eventSource: 'userNotification', logLevel: TOKEN.text }], TOKEN.any],
  }),

  logGroupArn: ruleCase({
    define: (stack, arn: (of: Stack) => string) => logged(stack, [
      { eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration: { logGroupArn: arn(stack) } },
    ]),
    trips: [
      [(of) => new CfnLogGroup(of, 'Group').attrArn, 'LogGroupArn is that of Stack/Group'],
      [(of) => new LogGroup(of, 'Group').logGroupArn, 'LogGroupArn is that of Stack/Group/Resource'],
      [(of) => new CfnLogGroup(of, 'Group') && Fn.sub('${Group.Arn}'), 'LogGroupArn is that of Stack/Group'],
    ],
    passes: [
      () => ARN,
      (of) => of.formatArn({ service: 'logs', resource: 'log-group', resourceName: new LogGroup(of, 'Group').logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
      (of) => Fn.select(0, Fn.split(':*', new LogGroup(of, 'Group').logGroupArn)),
    ],
    tokens: [() => TOKEN.text, () => `arn:aws:logs:${TOKEN.text}`],
  }),
};
