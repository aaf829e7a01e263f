import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { only } from './pool';
import { AuthenticatedUserPool, type DirectoryGrants } from '../../src';
import { testStack } from '../support';

const NAMED: Record<string, { grant: (grants: DirectoryGrants, grantee: iam.IGrantable) => iam.Grant; actions: string[] }> = {
  readUsers: { grant: (grants, grantee) => grants.readUsers(grantee), actions: ['AdminGetUser', 'ListUsers'] },
  readGroups: { grant: (grants, grantee) => grants.readGroups(grantee), actions: ['GetGroup', 'ListGroups', 'AdminListGroupsForUser', 'ListUsersInGroup'] },
  manageUsers: {
    grant: (grants, grantee) => grants.manageUsers(grantee),
    actions: [
      'AdminConfirmSignUp', 'AdminCreateUser', 'AdminDeleteUser', 'AdminDeleteUserAttributes', 'AdminDisableUser', 'AdminEnableUser', 'AdminGetUser',
      'AdminUpdateUserAttributes', 'ListUsers',
    ],
  },
  createUsers: { grant: (grants, grantee) => grants.createUsers(grantee), actions: ['AdminCreateUser'] },
  inviteUsers: { grant: (grants, grantee) => grants.inviteUsers(grantee), actions: ['AdminAddUserToGroup', 'AdminCreateUser'] },
  deleteUsers: { grant: (grants, grantee) => grants.deleteUsers(grantee), actions: ['AdminDeleteUser'] },
  disableUsers: { grant: (grants, grantee) => grants.disableUsers(grantee), actions: ['AdminDisableUser', 'AdminEnableUser'] },
  updateUserAttributes: { grant: (grants, grantee) => grants.updateUserAttributes(grantee), actions: ['AdminDeleteUserAttributes', 'AdminUpdateUserAttributes'] },
  manageGroups: { grant: (grants, grantee) => grants.manageGroups(grantee), actions: ['CreateGroup', 'DeleteGroup', 'GetGroup', 'ListGroups', 'UpdateGroup'] },
  manageGroupMembership: {
    grant: (grants, grantee) => grants.manageGroupMembership(grantee),
    actions: ['AdminAddUserToGroup', 'AdminListGroupsForUser', 'AdminRemoveUserFromGroup', 'ListUsersInGroup'],
  },
  resetPasswords: { grant: (grants, grantee) => grants.resetPasswords(grantee), actions: ['AdminResetUserPassword'] },
  changePasswords: { grant: (grants, grantee) => grants.changePasswords(grantee), actions: ['AdminSetUserPassword'] },
  manageMfa: { grant: (grants, grantee) => grants.manageMfa(grantee), actions: ['AdminSetUserMFAPreference'] },
  manageDevices: {
    grant: (grants, grantee) => grants.manageDevices(grantee), actions: ['AdminForgetDevice', 'AdminGetDevice', 'AdminListDevices', 'AdminUpdateDeviceStatus'],
  },
  signInUsers: { grant: (grants, grantee) => grants.signInUsers(grantee), actions: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge'] },
  signOutUsers: { grant: (grants, grantee) => grants.signOutUsers(grantee), actions: ['AdminUserGlobalSignOut'] },
  linkProviders: { grant: (grants, grantee) => grants.linkProviders(grantee), actions: ['AdminDisableProviderForUser', 'AdminLinkProviderForUser'] },
};

function granted(): { stack: Stack; auth: AuthenticatedUserPool; role: iam.Role } {
  const stack = testStack();
  return { stack, auth: new AuthenticatedUserPool(stack, 'Auth'), role: new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }) };
}

test.each(Object.keys(NAMED))('%s is these actions, on this pool', (name) => {
  const { stack, auth, role } = granted();
  const { grant, actions } = NAMED[name]!;
  grant(auth.grants, role);
  const [statement, ...others] = only(Template.fromStack(stack), 'AWS::IAM::Policy').PolicyDocument.Statement as Record<string, unknown>[];
  expect(others).toEqual([]);
  expect([statement!.Action].flat().sort()).toEqual(actions.map((action) => `cognito-idp:${action}`).sort());
  expect(statement).toMatchObject({ Effect: 'Allow', Resource: stack.resolve(auth.userPool.userPoolArn) as object });
});

test('every grant that there is is tested, and none holds a wildcard', () => {
  const { auth } = granted();
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(auth.grants)).filter((name) => !['constructor', '_grant'].includes(name));
  expect(methods.sort()).toEqual(Object.keys(NAMED).sort());
  expect(Object.values(NAMED).flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
});

test('to manage people isn\'t to take their passwords, second factors or groups', () => {
  const apart = ['changePasswords', 'resetPasswords', 'manageMfa', 'manageGroupMembership', 'linkProviders', 'signInUsers'].flatMap((name) => NAMED[name]!.actions);
  expect(NAMED.manageUsers!.actions.filter((action) => apart.includes(action))).toEqual([]);
});

test('several grants to a role stand in one policy, and the same grant twice counts once', () => {
  const { stack, auth, role } = granted();
  auth.grants.readUsers(role);
  auth.grants.readUsers(role);
  auth.grants.signOutUsers(role);
  const { PolicyDocument: document } = only(Template.fromStack(stack), 'AWS::IAM::Policy');
  expect((document.Statement as { Action: unknown }[]).map((statement) => statement.Action)).toEqual([
    ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'], 'cognito-idp:AdminUserGlobalSignOut',
  ]);
});

describe('a grantee that is no role', () => {
  test.each<[string, (stack: Stack) => iam.IGrantable, object]>([
    ['a user', (stack) => new iam.User(stack, 'User'), { Users: [{ Ref: Match.stringLikeRegexp('^User') }] }],
    ['a group', (stack) => new iam.Group(stack, 'Group'), { Groups: [{ Ref: Match.stringLikeRegexp('^Group') }] }],
    ['an imported user', (stack) => iam.User.fromUserName(stack, 'User', 'jane'), { Users: ['jane'] }],
  ])('keeps it where it keeps its own: %s', (_, grantee, attached) => {
    const { stack, auth } = granted();
    expect(auth.grants.readUsers(grantee(stack)).success).toBe(true);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      ...attached, PolicyDocument: { Statement: [Match.objectLike({ Resource: stack.resolve(auth.userPool.userPoolArn) as object })] },
    });
  });

  test.each<[string, () => iam.IGrantable]>([
    ['ServicePrincipal(ec2.amazonaws.com)', () => new iam.ServicePrincipal('ec2.amazonaws.com')],
    ['AccountPrincipal(222222222222)', () => new iam.AccountPrincipal('222222222222')],
  ])('fails when it can have no policy: %s', (name, grantee) => {
    const { auth } = granted();
    expect(() => auth.grants.readUsers(grantee())).toThrow(
      `[Stack/Auth/UserPool] "grantee" has no policy of its own, received ${name}, and a user pool has none either: grant to the role, user or function that makes the calls`);
  });

  test('a function that is imported without its role gets a warning', () => {
    const { stack, auth } = granted();
    auth.grants.readUsers(lambda.Function.fromFunctionName(stack, 'Fn', 'fn'));
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('Add statement to this resource\'s role: .*cognito-idp:AdminGetUser'));
  });
});

test('whoever is to wait for a grant does', () => {
  const { stack, auth, role } = granted();
  auth.grants.readUsers(role).applyBefore(new iam.User(stack, 'Dependant'));
  const template = Template.fromStack(stack);
  template.hasResource('AWS::IAM::User', { DependsOn: Object.keys(template.findResources('AWS::IAM::Policy')) });
});

test('two pools grant to one role, in one stack and from others', () => {
  const app = new App();
  const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
  const consumers = new Stack(app, 'Consumers');
  const role = new iam.Role(consumers, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  [...stacks, consumers].forEach((stack) => new AuthenticatedUserPool(stack, 'Auth').grants.readUsers(role));
  app.synth();
  Template.fromStack(consumers).resourceCountIs('AWS::IAM::Policy', 3);
});
