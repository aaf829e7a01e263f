import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Role, type CfnRole } from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { PLACE_CASES } from './place.cases';
import { pool } from './resources';
import { findings, ruleIds, testRules } from './rule-case';
import { AuthenticatedUserPool, CognitoRules, FederatedIdentityPool, IdentityPoolProvider, RoleMapping } from '../../src';
import { PLACE_RULES } from '../../src/rules/place';

testRules(PLACE_RULES, PLACE_CASES);

const account = '111111111111';

function stacks(): [here: Stack, there: Stack] {
  const app = new App();
  return ['eu-west-1', 'us-east-1'].map((region, index) => new Stack(app, `Stack${index}`, { env: { account, region }, crossRegionReferences: true })) as [Stack, Stack];
}

test.each([
  ['works, with a group at home that has one of its roles', false, []],
  ['doesn\'t take the groups of the user pool with it', true, ['poolElsewhere']],
])('an identity pool in another Region %s', (_, isAway, ids) => {
  const [here, there] = stacks();
  const auth = new AuthenticatedUserPool(here, 'Auth');
  const client = auth.addSpaClient('App', { hostedPages: false }).userPoolClient;
  const identities = new FederatedIdentityPool(there, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, client, { roleMapping: RoleMapping.token() })],
  });
  const { role } = identities.addRole('Editor');
  // a reference would be a circle of the two stacks.
  (role.node.defaultChild as CfnRole).roleName = 'editor';
  auth.addGroup('Editors', { precedence: 2, role: Role.fromRoleArn(here, 'Editor', `arn:aws:iam::${account}:role/editor`) });
  if (isAway) {
    new cognito.CfnUserPoolGroup(there, 'Wrong', { userPoolId: auth.userPool.userPoolId, groupName: 'admin', precedence: 1, roleArn: role.roleArn });
  }
  expect(ruleIds(findings(there))).toEqual(ids);
});

test('names are compared in one pass, however many groups there are', () => {
  const [here] = stacks();
  const userPoolId = pool(here).ref;
  Array.from({ length: 300 }, (_, index) => new cognito.CfnUserPoolGroup(here, `Group${index}`, { userPoolId, groupName: `g${index % 299}` }));
  CognitoRules.check(here);
  expect(ruleIds(findings(here))).toEqual(['nameTaken']);
});
