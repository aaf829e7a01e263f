import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, RoleMappingRule } from '../../src';
import { findings, ruleIds } from '../rules/rule-case';
import { testStack } from '../support';

function pool(roleMapping: RoleMapping) {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping })],
  });
  return { stack, auth, app, identities };
}

function mappings(template: Template): object[] {
  const attachments = Object.values(template.findResources('AWS::Cognito::IdentityPoolRoleAttachment'));
  expect(attachments).toHaveLength(1);
  return Object.values(attachments[0]!.Properties.RoleMappings as Record<string, object>);
}

test('roles by token: an ambiguous token gets nothing', () => {
  const { stack } = pool(RoleMapping.token());
  expect(mappings(Template.fromStack(stack))).toEqual([expect.objectContaining({ Type: 'Token', AmbiguousRoleResolution: 'Deny' })]);
});

test('roles by rules, added at any time: whom none matches gets nothing', () => {
  const plans = RoleMapping.rules();
  const { stack, identities } = pool(plans);
  const gold = identities.addRole('Gold', { description: 'may do more' });
  const imported = iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/silver');
  plans.addRule(RoleMappingRule.claimEquals('custom:plan', 'gold', gold.role));
  plans.addRule(RoleMappingRule.claimEquals('custom:plan', 'silver', imported));
  expect(findings(stack)).toEqual([]);
  const template = Template.fromStack(stack);
  expect(mappings(template)).toEqual([expect.objectContaining({
    Type: 'Rules',
    AmbiguousRoleResolution: 'Deny',
    RulesConfiguration: {
      Rules: [
        { Claim: 'custom:plan', MatchType: 'Equals', Value: 'gold', RoleARN: stack.resolve(gold.role.roleArn) },
        { Claim: 'custom:plan', MatchType: 'Equals', Value: 'silver', RoleARN: 'arn:aws:iam::123456789012:role/silver' },
      ],
    },
  })]);
  template.hasResourceProperties('AWS::IAM::Role', { Description: 'may do more' });
});

test.each([
  ['claimEquals', 'Equals'],
  ['claimDiffers', 'NotEqual'],
  ['claimContains', 'Contains'],
  ['claimStartsWith', 'StartsWith'],
] as const)('%s', (make, MatchType) => {
  const role = iam.Role.fromRoleArn(testStack(), 'Role', 'arn:aws:iam::123456789012:role/one');
  const { stack } = pool(RoleMapping.rules([RoleMappingRule[make]('custom:plan', 'gold', role)]));
  expect(mappings(Template.fromStack(stack))).toEqual([expect.objectContaining({
    RulesConfiguration: { Rules: [{ Claim: 'custom:plan', MatchType, Value: 'gold', RoleARN: role.roleArn }] },
  })]);
});

test('the caller\'s list stays the caller\'s', () => {
  const rules: RoleMappingRule[] = [];
  const mapping = RoleMapping.rules(rules);
  mapping.addRule(RoleMappingRule.claimEquals('plan', 'gold', iam.Role.fromRoleArn(testStack(), 'Role', 'arn:aws:iam::123456789012:role/one')));
  expect(rules).toEqual([]);
});

test.each([[0, ['roleMappingRuleCount']], [1, []], [25, []], [26, ['roleMappingRuleCount']]])('with %i rules the findings are %j', (count, ids) => {
  const plans = RoleMapping.rules();
  const { stack, identities } = pool(plans);
  const { role } = identities.addRole('Gold');
  Array.from({ length: count }, (_, index) => plans.addRule(RoleMappingRule.claimEquals('custom:plan', `plan ${index}`, role)));
  expect(ruleIds(findings(stack))).toEqual(ids);
});

test('fails when the claim is an attribute that people write', () => {
  const plans = RoleMapping.rules();
  const { stack, auth, identities } = pool(plans);
  plans.addRule(RoleMappingRule.claimEquals('nickname', 'gold', identities.addRole('Gold').role));
  auth.userPool.addClient('Plain', { disableOAuth: true, preventUserExistenceErrors: true });
  expect(ruleIds(findings(stack))).toEqual(['claimForgeable']);
});

test('the summary has the roles, and says who gets none', () => {
  const plans = RoleMapping.rules();
  const { auth, identities } = pool(plans);
  identities.addRole('Gold');
  identities.addProvider(IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('Other').userPoolClient, { roleMapping: plans }));
  identities.addRole('Silver');
  expect(auth.summary.roles.map(({ who, role }) => [who, role])).toEqual([
    ['the role Gold', 'Stack/Identities/Gold/Role'],
    ['the role Silver', 'Stack/Identities/Silver/Role'],
  ]);
  expect(auth.summary.notes).toContain('Stack/Identities chooses the role by rules: people whom none matches get no credentials');
});
