import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnResource, Stack, type App, type Environment } from 'aws-cdk-lib/core';
import { accept, pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

interface Named {
  readonly define: (stack: Stack, userPoolId: string, name: string, id: string) => unknown;
  readonly names: readonly [string, string];
  readonly caseSensitive?: boolean;
  readonly apart?: boolean;
}

const group: Named['define'] = (stack, userPoolId, groupName, id) => new cognito.CfnUserPoolGroup(stack, id, { userPoolId, groupName });
const user: Named['define'] = (stack, userPoolId, username, id) => new cognito.CfnUserPoolUser(stack, id, { userPoolId, username });
const server: Named['define'] = (stack, userPoolId, identifier, id) => new cognito.CfnUserPoolResourceServer(stack, id, { userPoolId, identifier, name: 'api' });
const company: Named['define'] = (stack, userPoolId, providerName, id) => provider(stack, { userPoolId, providerName }, id);

const HOME = 'eu-west-1';
const ACCOUNT = '111111111111';
const LOGS = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/acme';

export const PLACE_CASES: RuleCases = {
  nameTaken: ruleCase({
    define: (stack, it: Named) => {
      const userPools = ['One', 'Other'].map((id) => pool(stack, { usernameConfiguration: { caseSensitive: it.caseSensitive ?? false } }, id).ref);
      it.names.forEach((name, index) => it.define(stack, userPools[it.apart ? index : 0]!, name, index === 0 ? 'First' : 'Second'));
    },
    trips: [
      [{ define: group, names: ['admin', 'admin'] }, '"groupName" (GroupName) is "admin", and that of Stack/First too'],
      [{ define: server, names: ['api', 'api'] }, '"identifier" (Identifier) is "api", and that of Stack/First too'],
      [{ define: company, names: ['Google', 'Google'] }, '"name" (ProviderName) is "Google", and that of Stack/First too'],
      [{ define: user, names: ['jane@acme.org', 'Jane@acme.org'] }, '"username" (Username) is "Jane@acme.org", and that of Stack/First too'],
    ],
    passes: [
      { define: group, names: ['admin', 'Admin'] },
      { define: group, names: ['admin', 'admin'], apart: true },
      { define: server, names: ['api', 'API'] },
      { define: company, names: ['Google', 'google'] },
      { define: user, names: ['jane@acme.org', 'joan@acme.org'] },
      { define: user, names: ['jane@acme.org', 'jane@acme.org'], apart: true },
    ],
    tokens: [{ define: group, names: [TOKEN.text, TOKEN.text] }, { define: user, names: [`${TOKEN.text}@acme.org`, `${TOKEN.text}@acme.org`] }],
  }),

  attachedTwice: ruleCase({
    define: (stack, it: { what: 'logs' | 'style' | 'settings'; userPoolId?: string; clients?: string[]; apart?: boolean }) => {
      const userPools = it.userPoolId === undefined ? ['One', 'Other'].map((id) => pool(stack, {}, id).ref) : [it.userPoolId, it.userPoolId];
      ['First', 'Second'].forEach((id, index) => {
        const userPoolId = userPools[it.apart ? index : 0]!;
        if (it.what === 'logs') {
          const logConfigurations = [{ eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration: { logGroupArn: LOGS } }];
          new cognito.CfnLogDeliveryConfiguration(stack, id, { userPoolId, logConfigurations });
        } else if (it.what === 'style') {
          accept(new cognito.CfnUserPoolUICustomizationAttachment(stack, id, { userPoolId, clientId: it.clients?.[index] ?? 'ALL' }), 'classicStyleWithoutDomain');
        } else {
          new CfnResource(stack, id, { type: 'AWS::Cognito::UserPoolRegionalConfigurationAttachment', properties: { UserPoolId: userPoolId, Status: 'INACTIVE' } });
        }
      });
    },
    trips: [
      [{ what: 'logs' }, 'UserPoolId is that of Stack/First too'],
      [{ what: 'style' }, 'UserPoolId is that of Stack/First too'],
      [{ what: 'settings', userPoolId: 'eu-west-1_abcdefghi' }, 'UserPoolId is that of Stack/First too'],
      // of one parameter there is one value.
      [{ what: 'settings', userPoolId: TOKEN.text }, 'UserPoolId is that of Stack/First too'],
    ],
    passes: [{ what: 'logs', apart: true }, { what: 'style', clients: ['a', 'b'] }, { what: 'style', clients: ['a', 'ALL'] }],
    tokens: [{ what: 'style', clients: [TOKEN.text, 'a'] }],
  }),

  poolElsewhere: ruleCase({
    env: (it: { here: Environment; userPoolId?: string; there?: Environment }) => it.here,
    define: (stack, it) => {
      const there = it.there && new Stack(stack.node.root as App, 'There', { env: it.there, crossRegionReferences: true });
      const userPoolId = it.userPoolId ?? pool(there ?? stack).ref;
      new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId, groupName: 'admin' });
    },
    trips: [
      [{ here: { region: 'us-east-1' }, userPoolId: 'eu-west-1_abc' }, 'UserPoolId is that of a pool in eu-west-1, and the stack is in us-east-1'],
      [
        { here: { region: 'us-east-1', account: ACCOUNT }, there: { region: HOME, account: ACCOUNT } },
        `UserPoolId is that of a pool in eu-west-1, account ${ACCOUNT}, and the stack is in us-east-1, account ${ACCOUNT}`,
      ],
    ],
    passes: [
      { here: { region: HOME }, userPoolId: 'eu-west-1_abc' },
      { here: { region: HOME, account: ACCOUNT }, there: { region: HOME, account: ACCOUNT } },
      { here: { region: HOME } },
    ],
    tokens: [{ here: {}, userPoolId: 'eu-west-1_abc' }, { here: { region: HOME }, userPoolId: TOKEN.text }, { here: {} }],
  }),
};
