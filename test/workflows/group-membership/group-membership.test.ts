import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Aws, Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, FederatedIdentityPool, GroupMembership, IdentityPoolProvider, RoleMapping, UserMatch } from '../../../src';
import { findings } from '../../rules/rule-case';
import { testStack } from '../../support';
import { told } from '../told';

const STAFF = GroupMembership.derived(UserMatch.emailDomain('acme.example'));

function identityPool(scope: Stack, auth: AuthenticatedUserPool): FederatedIdentityPool {
  const { userPoolClient } = auth.addSpaClient('App', { hostedPages: false });
  return new FederatedIdentityPool(scope, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, userPoolClient, { roleMapping: RoleMapping.token() })] });
}

describe('a derived group', () => {
  test('is in the tokens of whom it means, on the cheapest plan, without a permission', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addGroup('staff', { groupName: 'acme-staff', description: 'all of Acme', membership: GroupMembership.derived(UserMatch.emailDomain('Acme.example', 'münchen.example'), UserMatch.emailDomain('acme.example')) });
    auth.addGroup('all', { membership: GroupMembership.derived(UserMatch.everyone()) });
    const template = Template.fromStack(stack);
    expect(told(template, 'PreTokenGenerationConfig')).toEqual({
      derivedGroups: [
        { roles: [] },
        { group: 'acme-staff', match: { emailDomains: ['acme.example', 'xn--mnchen-3ya.example'] } },
        { group: 'all', match: { everyone: true } },
      ],
    });
    template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'LITE', LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V1_0' } } });
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'acme-staff', Description: 'all of Acme', Membership: Match.absent() });
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('cognito-idp');
    expect(findings(stack)).toEqual([]);
  });

  test('brings its role, by its name, and knows the precedence of others', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const identities = identityPool(stack, auth);
    auth.addGroup('admin', { role: identities.addRole('Admin').role, precedence: 1 });
    auth.addGroup('staff', { role: identities.addRole('Staff', { roleName: 'acme-staff' }).role, precedence: 5, membership: STAFF });
    auth.addGroup('late', { role: identities.addRole('Late').role, precedence: 9 });
    const template = Template.fromStack(stack);
    expect(told(template, 'PreTokenGenerationConfig')).toEqual({
      derivedGroups: [
        { roles: [{ group: 'admin', precedence: 1 }, { group: 'staff', role: 'arn:<AWS::Partition>:iam::111111111111:role/acme-staff', precedence: 5 }, { group: 'late', precedence: 9 }] },
        { group: 'staff', match: { emailDomains: ['acme.example'] } },
      ],
    });
    template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'acme-staff' });
    expect(findings(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => iam.IRole, string]>([
    ['with a path', (stack) => new iam.Role(stack, 'R', { roleName: 'staff', path: '/app/', assumedBy: new iam.AccountRootPrincipal() }), 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/app/staff'],
    ['from elsewhere', (stack) => iam.Role.fromRoleArn(stack, 'R', 'arn:aws:iam::222222222222:role/staff'), 'arn:aws:iam::222222222222:role/staff'],
    ['from elsewhere by its name', (stack) => iam.Role.fromRoleName(stack, 'R', 'staff'), 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/staff'],
  ])('brings a role %s', (_, role, arn) => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth').addGroup('staff', { role: role(stack), membership: STAFF });
    expect(told(Template.fromStack(stack), 'PreTokenGenerationConfig')).toMatchObject({ derivedGroups: [{ roles: [{ group: 'staff', role: arn }] }, {}] });
  });

  test('waits for nobody where its role is in another stack', () => {
    const app = new App();
    const [users, pools] = ['Users', 'Pools'].map((id) => new Stack(app, id)) as [Stack, Stack];
    const auth = new AuthenticatedUserPool(users, 'Auth');
    const identities = identityPool(pools, auth);
    auth.addGroup('staff', { role: identities.addRole('Staff', { roleName: 'acme-staff' }).role, membership: STAFF });
    app.synth();
    expect([users.dependencies, pools.dependencies]).toEqual([[], [users]]);
    expect(told(Template.fromStack(users), 'PreTokenGenerationConfig')).toMatchObject({ derivedGroups: [{ roles: [{ role: expect.stringContaining('acme-staff') as string }] }, {}] });
  });

  test('fails when only CloudFormation knows the name of its role', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const { role } = identityPool(stack, auth).addRole('Staff');
    expect(() => auth.addGroup('staff', { role, membership: STAFF })).toThrow(
      '[Stack/Auth/Groups/staff] "membership" is GroupMembership.derived(), and "role" is Stack/Identities/Roles/Staff/Role, which has no name of its own');
  });

  test('fails when the name of its role is a token', () => {
    const stack = testStack();
    const role = new iam.Role(stack, 'R', { roleName: `staff-${Aws.STACK_NAME}`, assumedBy: new iam.AccountRootPrincipal() });
    expect(() => new AuthenticatedUserPool(stack, 'Auth').addGroup('staff', { role, membership: STAFF })).toThrow('addRole(\'…\', { roleName: \'acme-staff\' })');
  });
});

describe('a stored group', () => {
  test('is joined after confirmation, with permission for nothing else', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const { role } = identityPool(stack, auth).addRole('Staff');
    auth.addGroup('staff', { role, membership: GroupMembership.stored(UserMatch.emailDomain('acme.example'), UserMatch.everyone()) });
    const template = Template.fromStack(stack);
    expect(told(template, 'PostConfirmation')).toEqual({ storedGroups: [{ group: 'staff', match: { emailDomains: ['acme.example'], everyone: true } }] });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'cognito-idp:AdminAddUserToGroup', Effect: 'Allow', Resource: stack.resolve(auth.userPool.userPoolArn) as object }] },
    });
    template.hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreTokenGenerationConfig: Match.absent() } });
    expect(findings(stack).filter((text) => !text.includes('confirmationNeverComes'))).toEqual([]);
  });
});

test('a group without membership defines no function', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth').addGroup('staff');
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
});

test.each<[string, () => GroupMembership, string]>([
  ['nobody is meant', () => GroupMembership.derived(), 'GroupMembership.derived() means nobody'],
  ['nobody is put into it', () => GroupMembership.stored(), 'GroupMembership.stored() means nobody'],
  ['no domain is named', () => GroupMembership.derived(UserMatch.emailDomain()), 'UserMatch.emailDomain() names no domain'],
  ['an address is named', () => GroupMembership.derived(UserMatch.everyone(), UserMatch.emailDomain('acme.example', '@acme.example')), 'got "@acme.example", which is no domain'],
  ['a wildcard is named', () => GroupMembership.derived(UserMatch.emailDomain('*.acme.example')), 'got "*.acme.example"'],
  ['a token is named', () => GroupMembership.derived(UserMatch.emailDomain(Aws.STACK_NAME)), 'got a value that only CloudFormation knows, which is no domain'],
  ['no provider is named', () => GroupMembership.stored(UserMatch.provider()), 'UserMatch.provider() wants the names of providers'],
  ['a provider is a token', () => GroupMembership.stored(UserMatch.provider(Aws.STACK_NAME)), 'as literals, such as "Okta"'],
])('fails when %s', (_, membership, message) => {
  const auth = new AuthenticatedUserPool(testStack(), 'Auth');
  expect(() => auth.addGroup('g', { membership: membership() })).toThrow('[Stack/Auth] ');
  expect(() => auth.addGroup('h', { membership: membership() })).toThrow(message);
});
