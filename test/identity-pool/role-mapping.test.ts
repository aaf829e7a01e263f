import { Template } from 'aws-cdk-lib/assertions';
import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Validations } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, RoleClaimRule, RoleMappingMode, UnmappedUsers, UserAttribute, UserSchema } from '../../src';
import { findings, ruleIds } from '../rules/rule-case';
import { synthError, testStack } from '../support';

const GOLD = iam.Role.fromRoleArn(testStack(), 'Gold', 'arn:aws:iam::123456789012:role/gold');

function pool(roleMapping: RoleMapping) {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { attributes: UserSchema.of({ custom: { plan: UserAttribute.text() } }) });
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

test.each([
  ['Token', RoleMapping.token({ unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE })],
  ['Rules', RoleMapping.rules([RoleClaimRule.claimEquals('custom:plan', 'gold', GOLD)], { unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE })],
] as const)('roles by %s, and the authenticated role for the rest: nobody is said to go without', (Type, mapping) => {
  const { stack, auth } = pool(mapping);
  expect(findings(stack)).toEqual([]);
  expect(mappings(Template.fromStack(stack))).toEqual([expect.objectContaining({ Type, AmbiguousRoleResolution: 'AuthenticatedRole' })]);
  expect(auth.summary.notes.filter((note) => note.includes('credentials'))).toEqual([]);
});

test('roles by rules, added at any time: whom none matches gets nothing', () => {
  const plans = RoleMapping.rules();
  const { stack, identities } = pool(plans);
  const gold = identities.addRole('Gold', { description: 'may do more' });
  const imported = iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/silver');
  plans.addRule(RoleClaimRule.claimEquals('custom:plan', 'gold', gold.role));
  plans.addRule(RoleClaimRule.claimEquals('custom:plan', 'silver', imported));
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
  const { stack, identities } = pool(RoleMapping.rules([RoleClaimRule[make]('custom:plan', 'gold', role)]));
  Validations.of(identities).acknowledge({ id: 'cdk-cognito-auth:roleMappingSubstring', reason: 'the API has these too' });
  expect(mappings(Template.fromStack(stack))).toEqual([expect.objectContaining({
    RulesConfiguration: { Rules: [{ Claim: 'custom:plan', MatchType, Value: 'gold', RoleARN: role.roleArn }] },
  })]);
});

test('the caller\'s list stays the caller\'s', () => {
  const rules: RoleClaimRule[] = [];
  const mapping = RoleMapping.rules(rules);
  mapping.addRule(RoleClaimRule.claimEquals('plan', 'gold', iam.Role.fromRoleArn(testStack(), 'Role', 'arn:aws:iam::123456789012:role/one')));
  expect(rules).toEqual([]);
});

test.each([[0, ['outOfBounds']], [1, []], [25, []], [26, ['quotaExceeded']]])('with %i rules the findings are %j', (count, ids) => {
  const plans = RoleMapping.rules();
  const { stack, identities } = pool(plans);
  const { role } = identities.addRole('Gold');
  Array.from({ length: count }, (_, index) => plans.addRule(RoleClaimRule.claimEquals('custom:plan', `plan ${index}`, role)));
  expect(ruleIds(findings(stack))).toEqual(ids);
});

test('fails when the claim is an attribute that users write', () => {
  const plans = RoleMapping.rules();
  const { stack, auth, identities } = pool(plans);
  plans.addRule(RoleClaimRule.claimEquals('nickname', 'gold', identities.addRole('Gold').role));
  auth.userPool.addClient('Plain', { disableOAuth: true, preventUserExistenceErrors: true });
  expect(ruleIds(findings(stack))).toEqual(['claimForgeable']);
});

test('the summary has the roles, and says who gets none', () => {
  const plans = RoleMapping.rules();
  const { auth, identities } = pool(plans);
  plans.addRule(RoleClaimRule.claimEquals('custom:plan', 'gold', identities.addRole('Gold').role));
  identities.addProvider(IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('Other').userPoolClient, { roleMapping: plans }));
  plans.addRule(RoleClaimRule.claimEquals('custom:plan', 'silver', identities.addRole('Silver').role));
  identities.addRole('Unused');
  expect(auth.summary.roles.map(({ who, role }) => [who, role])).toEqual([
    ['signed-in users', 'Stack/Identities/AuthenticatedRole'],
    ['signed-in users whom a rule chooses', 'Stack/Identities/Roles/Gold/Role'],
    ['signed-in users whom a rule chooses', 'Stack/Identities/Roles/Silver/Role'],
  ]);
  expect(auth.summary.notes).toContain('Stack/Identities chooses the role by rules: users whom none matches get no credentials');
});

test('says what it holds', () => {
  const role = iam.Role.fromRoleArn(testStack(), 'Role', 'arn:aws:iam::123456789012:role/gold');
  const rule = RoleClaimRule.claimStartsWith('custom:plan', 'gold', role);
  const mapping = RoleMapping.rules();
  mapping.claimRules.push(rule);
  mapping.addRule(rule);
  expect(mapping).toMatchObject({ mode: RoleMappingMode.RULES, unmappedUsers: UnmappedUsers.NO_CREDENTIALS });
  expect(mapping.claimRules).toEqual([rule]);
  expect(rule).toMatchObject({ claim: 'custom:plan', matchType: 'StartsWith', value: 'gold', role });
  expect(RoleMapping.token()).toMatchObject({ mode: RoleMappingMode.TOKEN, claimRules: [] });
  expect(RoleMapping.token({ unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE }).unmappedUsers).toBe(UnmappedUsers.AUTHENTICATED_ROLE);
});

test('fails when a rule is added to roles by group', () => {
  const mapping = RoleMapping.token();
  const { stack } = pool(mapping);
  mapping.addRule(RoleClaimRule.claimEquals('plan', 'gold', GOLD)); // whether the identity pool has it already or not.
  expect(synthError(stack)).toContain(
    '[Stack/Identities] "roleMapping" is RoleMapping.token(), which chooses the role by group and takes no rules: use RoleMapping.rules()');
});

test('rules that come after a look at the template count', () => {
  const plans = RoleMapping.rules();
  const { stack, identities } = pool(plans);
  const [attachment] = stack.node.findAll().filter((child) => child instanceof CfnIdentityPoolRoleAttachment);
  const count = () => {
    const [mapping] = Object.values(stack.resolve(attachment!.roleMappings) as Record<string, { rulesConfiguration: { rules: object[] } }>);
    return mapping!.rulesConfiguration.rules.length;
  };
  expect(count()).toBe(0);
  plans.addRule(RoleClaimRule.claimEquals('custom:plan', 'gold', identities.addRole('Gold').role));
  expect(count()).toBe(1);
});
