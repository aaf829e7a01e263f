import { CfnIdentityPoolRoleAttachment, CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { CfnRole, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, FederatedIdentityPool, GroupMembership, IdentityPoolProvider, RoleMapping, SignInDomain, SignUp, SocialProviders, UserMatch,
} from '../../../src';
import { google, testStack } from '../../support';
import { accept, hostedClient, identityPool, pool, provider, trust } from '../resources';
import { found, findings, ruleIds } from '../rule-case';

const OPEN = { allowAdminCreateUserOnly: false };
const INVITE_ONLY = { allowAdminCreateUserOnly: true };

interface Setup {
  /** who gets an account */
  readonly signUp?: object;
  /** what the trigger may do, and what its environment says */
  readonly action?: string;
  readonly environment?: Record<string, unknown>;
  readonly trigger?: string;
  readonly more?: (stack: Stack, userPoolId: string) => unknown;
}

/** A user pool, and an identity pool that gives roles by group or by a rule; the role in question administers everything. */
function define(stack: Stack, mapping: object, it: Setup): { ref: string; role: CfnRole } {
  const { signUp = INVITE_ONLY, action, environment, trigger = 'PostConfirmation', more = () => undefined } = it;
  const userPool = accept(pool(stack, { adminCreateUserConfig: signUp, lambdaConfig: undefined }), 'confirmationNeverComes', 'inviteOnlyWithProviders');
  if (action !== undefined) {
    const policies = [{ policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] } }];
    const own = new CfnRole(stack, 'FunctionRole', { assumeRolePolicyDocument: {}, policies });
    const fn = new CfnFunction(stack, 'Function', { code: {}, role: own.attrArn });
    fn.addPropertyOverride('Environment.Variables', environment ?? {});
    userPool.addPropertyOverride('LambdaConfig', { [trigger]: fn.attrArn });
  }
  const { ref: clientId } = hostedClient(stack, { userPoolId: userPool.ref, explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], writeAttributes: ['name'] });
  const cognitoIdentityProviders = [{ providerName: userPool.attrProviderName, clientId, serverSideTokenCheck: true }];
  const identities = identityPool(stack, { cognitoIdentityProviders });
  const Condition = {
    'StringEquals': { 'cognito-identity.amazonaws.com:aud': identities.ref },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  };
  const role = new CfnRole(stack, 'Role', {
    assumeRolePolicyDocument: { Statement: [trust({ Condition })] },
    policies: [{ policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }] } }],
  });
  new CfnIdentityPoolRoleAttachment(stack, 'Attachment', { identityPoolId: identities.ref }).addPropertyOverride('RoleMappings', {
    users: { AmbiguousRoleResolution: 'Deny', IdentityProvider: `${userPool.attrProviderName}:${clientId}`, ...mapping },
  });
  more(stack, userPool.ref);
  return { ref: userPool.ref, role };
}

describe('a role that a rule hands out', () => {
  const tried = (Claim: string, MatchType: string, Value: string): string[] => found((stack) => {
    const { role } = define(stack, { Type: 'Rules' }, {});
    const attachment = stack.node.findChild('Attachment') as CfnIdentityPoolRoleAttachment;
    attachment.addPropertyOverride('RoleMappings.users.RulesConfiguration', { Rules: [{ Claim, MatchType, Value, RoleARN: role.attrArn }] });
  });

  test.each([
    ['token_use', 'Equals', 'id'],
    ['iss', 'Equals', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc'],
    ['email_verified', 'Equals', 'true'],
    ['sub', 'NotEqual', '00000000-0000-0000-0000-000000000000'],
    ['cognito:username', 'NotEqual', 'root'],
  ])('is everybody\'s by %s %s', (claim, match, value) => {
    expect(tried(claim, match, value)).toEqual(['roleAdministers']);
  });

  test.each([
    ['sub', 'Equals', '00000000-0000-0000-0000-000000000000'],
    ['cognito:groups', 'Equals', 'admin'],
    ['name', 'NotEqual', 'free'],
  ])('is given to few by %s %s', (claim, match, value) => {
    expect(tried(claim, match, value)).toEqual([]);
  });
});

describe('a role that a group hands out', () => {
  const ADDS = 'cognito-idp:AdminAddUserToGroup';
  const tried = (it: Setup, mapping: object = { Type: 'Token' }): string[] => found((stack) => {
    const { ref: userPoolId, role } = define(stack, mapping, it);
    new CfnUserPoolGroup(stack, 'Group', { userPoolId, groupName: 'members', roleArn: role.attrArn, precedence: 1 });
  });
  const other = (stack: Stack, userPoolId: string): unknown => new CfnUserPoolGroup(stack, 'Other', { userPoolId, groupName: 'admins', precedence: 2 });
  const fromGoogle = (stack: Stack, userPoolId: string): unknown => accept(provider(stack, { userPoolId, attributeMapping: { email: 'email', email_verified: 'email_verified' } }), 'providerUnused');

  test.each<[string, Setup]>([
    ['whoever signs up is added to the only one', { signUp: OPEN, action: ADDS }],
    ['at the first sign-in', { signUp: OPEN, action: 'cognito-idp:Admin*', trigger: 'PostAuthentication' }],
    ['of two, to the one that the function names', { signUp: OPEN, action: ADDS, environment: { GROUP: 'members' }, more: other }],
    ['whoever has an account at Google is', { action: ADDS, more: fromGoogle }],
  ])('is everybody\'s where %s', (_, it) => {
    expect(tried(it)).toEqual(['roleAdministers']);
  });

  test.each<[string, Setup, object?]>([
    ['nobody signs up', { action: ADDS }],
    ['the function adds nobody', { signUp: OPEN, action: 'cognito-idp:ListUsers' }],
    ['no function is there', { signUp: OPEN }],
    ['of two groups the function names the other', { signUp: OPEN, action: ADDS, environment: { GROUP: 'admins' }, more: other }],
    ['the function names none of two', { signUp: OPEN, action: ADDS, more: other }],
    ['the mapping is unknown', { signUp: OPEN, action: ADDS }, { Type: 'Rules', RulesConfiguration: { Ref: 'Parameter' } }],
  ])('is given to few where %s', (_, it, mapping = { Type: 'Token' }) => {
    expect(tried(it, mapping).filter((id) => id !== 'groupRoleMapping')).toEqual([]);
  });
});

describe('a group with a membership of the library\'s', () => {
  const tried = (membership: GroupMembership): string[] => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signUp: SignUp.open(), domain: SignInDomain.prefix('acme') });
    new SocialProviders(stack, 'Social', { userPool: auth.userPool, providers: [google()] });
    const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.org/'] });
    const identities = new FederatedIdentityPool(stack, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    const role = identities.addRole('Staff', { roleName: 'acme-staff' });
    (role.role as Role).addToPolicy(new PolicyStatement({ actions: ['iam:*'], resources: ['*'] }));
    auth.addGroup('staff', { role: role.role, membership });
    return ruleIds(findings(stack)).filter((id) => id.startsWith('role'));
  };

  test.each([
    ['derived for everybody', GroupMembership.derived(UserMatch.everyone()), ['roleAdministers']],
    ['stored for everybody', GroupMembership.stored(UserMatch.everyone()), ['roleAdministers']],
    ['derived for whoever has an account at Google', GroupMembership.derived(UserMatch.provider('Google')), ['roleAdministers']],
    ['derived for a company', GroupMembership.derived(UserMatch.emailDomain('acme.example')), []],
    ['stored for a company', GroupMembership.stored(UserMatch.emailDomain('acme.example')), []],
  ])('%s', (_, membership, ids) => {
    expect(tried(membership)).toEqual(ids);
  });
});
