import { ts, type RuleSnippets } from './snippet';

/** What AWS publishes about values, quotas, and what a pool logs. */
export const BOUND_SNIPPETS: RuleSnippets = {
  outOfBounds: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', { userPoolName: 'Acme: customers' });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { userPoolName: 'Acme customers' });
    `,
  },
  unknownValue: {
    bad: ts`
      cfnUserPool.mfaConfiguration = 'OPTIONAL';
      cfnUserPool.enabledMfas = ['TOTP'];
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.optional({ factors: [MfaFactor.totp()] }) });
    `,
  },
  quotaExceeded: {
    bad: ts`
      Array.from({ length: 26 }, (_, index) => auth.addResourceServer('Api' + index, { identifier: 'api' + index }));
    `,
    good: ts`
      const scope = (scopeName: string) => ({ scopeName, scopeDescription: scopeName });
      auth.addResourceServer('Api', { identifier: 'api', scopes: [scope('orders'), scope('invoices')] });
    `,
  },
  nameTaken: {
    bad: ts`
      auth.addGroup('Admins', { groupName: 'admin' });
      new cognito.CfnUserPoolGroup(this, 'Others', { userPoolId: auth.userPool.userPoolId, groupName: 'admin' });
    `,
    good: ts`
      auth.addGroup('Admins', { groupName: 'admin' });
      new cognito.CfnUserPoolGroup(this, 'Others', { userPoolId: auth.userPool.userPoolId, groupName: 'editor' });
    `,
  },
  attachedTwice: {
    bad: ts`
      const cloudWatchLogsConfiguration = { logGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/acme' };
      const logConfigurations = [{ eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration }];
      new cognito.CfnLogDeliveryConfiguration(this, 'Logs', { userPoolId: userPool.userPoolId, logConfigurations });
      new cognito.CfnLogDeliveryConfiguration(this, 'More', { userPoolId: userPool.userPoolId, logConfigurations });
    `,
    good: ts`
      const cloudWatchLogsConfiguration = { logGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/acme' };
      const logConfigurations = [{ eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration }];
      new cognito.CfnLogDeliveryConfiguration(this, 'Logs', { userPoolId: userPool.userPoolId, logConfigurations });
    `,
  },
  poolElsewhere: {
    bad: ts`
      // the stack is in eu-west-1
      new cognito.CfnUserPoolGroup(this, 'Admins', { userPoolId: 'us-east-1_a1b2c3d4e', groupName: 'admin' });
    `,
    good: ts`
      new cognito.CfnUserPoolGroup(this, 'Admins', { userPoolId: 'eu-west-1_a1b2c3d4e', groupName: 'admin' });
    `,
  },
  serverScopeTwice: {
    bad: ts`
      const read = { scopeName: 'read', scopeDescription: 'Read orders' };
      auth.addResourceServer('Api', { identifier: 'api', scopes: [read, read] });
    `,
    good: ts`
      const read = { scopeName: 'read', scopeDescription: 'Read orders' };
      auth.addResourceServer('Api', { identifier: 'api', scopes: [read] });
    `,
  },
  logLevel: {
    bad: ts`
      const cloudWatchLogsConfiguration = { logGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/acme' };
      new cognito.CfnLogDeliveryConfiguration(this, 'Logs', {
        userPoolId: userPool.userPoolId,
        logConfigurations: [{ eventSource: 'userNotification', logLevel: 'INFO', cloudWatchLogsConfiguration }],
      });
    `,
    good: ts`
      const cloudWatchLogsConfiguration = { logGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/acme' };
      new cognito.CfnLogDeliveryConfiguration(this, 'Logs', {
        userPoolId: userPool.userPoolId,
        logConfigurations: [{ eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration }],
      });
    `,
  },
  logGroupArn: {
    bad: ts`
      const { logGroupArn } = new logs.LogGroup(this, 'Group', { logGroupName: '/aws/vendedlogs/acme' });
      const log = { eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration: { logGroupArn } };
      new cognito.CfnLogDeliveryConfiguration(this, 'Logs', { userPoolId: userPool.userPoolId, logConfigurations: [log] });
    `,
    good: ts`
      const { logGroupName } = new logs.LogGroup(this, 'Group', { logGroupName: '/aws/vendedlogs/acme' });
      const arn = { service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME };
      const log = { eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration: { logGroupArn: this.formatArn(arn) } };
      new cognito.CfnLogDeliveryConfiguration(this, 'Logs', { userPoolId: userPool.userPoolId, logConfigurations: [log] });
    `,
  },
};
