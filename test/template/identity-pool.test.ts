import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Fn, Stack } from 'aws-cdk-lib/core';
import type { IdentityPool } from '../../src/template/identity-pool';
import { Synthesis } from '../../src/template/synthesis';

interface Defined {
  readonly app: App;
  readonly stack: Stack;
  readonly identities: cognito.CfnIdentityPool;
  readonly userPool: cognito.CfnUserPool;
  readonly role: (id: string, aud?: string) => iam.CfnRole;
}

/** An identity pool and its user pool, each in a stack of its own. */
function defined(): Defined {
  const app = new App();
  const [stack, other] = [new Stack(app, 'Identities'), new Stack(app, 'Users')];
  const userPool = new cognito.CfnUserPool(other, 'Pool');
  const client = new cognito.CfnUserPoolClient(other, 'Client', { userPoolId: userPool.ref });
  const identities = new cognito.CfnIdentityPool(stack, 'Pool', {
    allowUnauthenticatedIdentities: false, cognitoIdentityProviders: [{ clientId: client.ref, providerName: userPool.attrProviderName }],
  });
  const role = (id: string, aud = identities.ref) => new iam.CfnRole(stack, id, {
    assumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': aud } } }] },
  });
  return { app, stack, identities, userPool, role };
}

function seen(cfn: cognito.CfnIdentityPool): IdentityPool {
  return Synthesis.of(cfn).view.resource(cfn) as IdentityPool;
}

function roles(cfn: cognito.CfnIdentityPool): string[] {
  return seen(cfn).roles().map(({ to, role }) => `${to} ${role.path}`);
}

test('an identity pool knows its user pools, attachments and tags, and no neighbor\'s', () => {
  const { stack, identities, userPool } = defined();
  const neighbor = new cognito.CfnIdentityPool(stack, 'Neighbor', { allowUnauthenticatedIdentities: true });
  const attachment = new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', {
    identityPoolId: identities.ref, roleMappings: { 'a.b:c': { type: 'Token' }, 'd': Fn.getAtt('Some', 'Mapping') },
  });
  const tag = new cognito.CfnIdentityPoolPrincipalTag(stack, 'Tags', { identityPoolId: identities.ref, identityProviderName: 'p' });
  const pool = seen(identities);
  expect([pool.userPools, pool.roleAttachments, pool.principalTags].map((list) => list.map(({ cfn }) => cfn.node.path)))
    .toEqual([[userPool.node.path], [attachment.node.path], [tag.node.path]]);
  expect(pool.roleAttachments[0]!.mappings).toEqual([['a.b:c', { Type: 'Token' }]]);
  const other = seen(neighbor);
  expect([other.userPools, other.roleAttachments, other.principalTags, other.strangers, other.roles()]).toEqual([[], [], [], [], []]);
});

test('clients whose user pool isn\'t of the app are strangers', () => {
  const { stack } = defined();
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: 'eu-west-1_abc' });
  const cfn = new cognito.CfnIdentityPool(stack, 'Other', { allowUnauthenticatedIdentities: false, cognitoIdentityProviders: [{ clientId: client.ref, providerName: 'p' }] });
  expect([seen(cfn).strangers.map(({ path }) => path), seen(cfn).userPools]).toEqual([['Identities/Client'], []]);
});

test('the roles that it hands out are attached, chosen by rules, or a group\'s, each once', () => {
  const { stack, identities, userPool, role } = defined();
  const [guests, users, chosen, group] = ['Guests', 'Users', 'Chosen', 'Group'].map((id) => role(id)) as [iam.CfnRole, iam.CfnRole, iam.CfnRole, iam.CfnRole];
  role('Unused');
  new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', {
    identityPoolId: identities.ref,
    roles: { authenticated: users.attrArn, unauthenticated: guests.attrArn },
    roleMappings: { p: { type: 'Rules', rulesConfiguration: { rules: [chosen, users].map(({ attrArn }) => ({ claim: 'a', matchType: 'Equals', value: 'b', roleArn: attrArn })) } } },
  });
  new cognito.CfnUserPoolGroup(stack, 'G', { userPoolId: userPool.ref, roleArn: group.attrArn });
  expect(roles(identities)).toEqual(['authenticated Identities/Users', 'unauthenticated Identities/Guests', 'authenticated Identities/Chosen', 'authenticated Identities/Group']);
});

test('a group\'s role that trusts another identity pool of the same users isn\'t handed out', () => {
  const { stack, identities, userPool, role } = defined();
  const neighbor = new cognito.CfnIdentityPool(stack, 'Neighbor', { allowUnauthenticatedIdentities: true });
  new cognito.CfnUserPoolGroup(stack, 'G', { userPoolId: userPool.ref, roleArn: role('Theirs', neighbor.ref).attrArn });
  new cognito.CfnUserPoolGroup(stack, 'H', { userPoolId: userPool.ref, roleArn: role('Ours').attrArn });
  expect(roles(identities)).toEqual(['authenticated Identities/Ours']);
});

test('roles from outside the app can\'t be seen', () => {
  const { stack, identities } = defined();
  new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', { identityPoolId: identities.ref, roles: { authenticated: 'arn:aws:iam::111111111111:role/elsewhere' } });
  expect(roles(identities)).toEqual([]);
});
