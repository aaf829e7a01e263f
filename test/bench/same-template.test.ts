import { differences, logicalIds, type Template } from '../../bench/same-template';

const template = (role: string, roles: object = { key: { Type: 'Token' } }, effect = 'Allow'): Template => ({
  Resources: {
    [role]: { Type: 'AWS::IAM::Role', Properties: { Effect: effect } },
    Attachment: { Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { Role: { Ref: role }, RoleMappings: roles as Record<string, string> } },
  },
});

test('logical ids and the names of role mappings make no difference', () => {
  expect(differences(template('One'), template('Other', { name: { Type: 'Token' } }))).toEqual([]);
});

test('anything else does', () => {
  expect(differences(template('One'), template('One', { key: { Type: 'Rules' } }, 'Deny'))).toEqual([
    'Resources / AWS::IAM::Role 1 / Properties / Effect: "Allow" ≠ "Deny"',
    'Resources / AWS::Cognito::IdentityPoolRoleAttachment 1 / Properties / RoleMappings / 0 / Type: "Token" ≠ "Rules"',
  ]);
});

test('logical ids tell whether the construct trees are the same', () => {
  expect(logicalIds(template('One'), template('One'))).toEqual([]);
  expect(logicalIds(template('One'), template('Other'))).toEqual(['only the first has the logical id One', 'only the second has the logical id Other']);
});
