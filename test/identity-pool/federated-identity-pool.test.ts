import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, PrincipalTags, RoleMapping,
  RoleMappingRule, UserPoolTrigger, type IIdentityPoolProvider,
} from '../../src';
import { testStack } from '../support';

function identityPool(props: StackProps = {}) {
  const stack = testStack(props);
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
  return { stack, auth, app, identities };
}

test('defaults: members only, enhanced flow, tokens checked, nothing granted', () => {
  const { stack, auth, app, identities } = identityPool();
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::IdentityPool', {
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: false,
    CognitoIdentityProviders: [{
      ProviderName: stack.resolve(auth.userPool.userPoolProviderName) as object,
      ClientId: stack.resolve(app.userPoolClient.userPoolClientId) as object,
      ServerSideTokenCheck: true,
    }],
    SupportedLoginProviders: Match.absent(),
    DeveloperProviderName: Match.absent(),
  });
  template.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', {
    Roles: { authenticated: stack.resolve(identities.authenticatedRole.roleArn) as object, unauthenticated: Match.absent() },
    RoleMappings: Match.absent(),
  });
  template.resourceCountIs('AWS::IAM::Role', 1);
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('every prop overridden', () => {
  const { stack, auth, app } = identityPool();
  const providers = [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)];
  const identities = new FederatedIdentityPool(stack, 'Named', {
    identityPoolName: 'people',
    providers,
    guests: GuestAccess.allow({ reason: 'a test' }),
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'people'),
    rolePath: '/people/',
  });
  identities.addRole('Gold');
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::IdentityPool', { IdentityPoolName: 'people', AllowUnauthenticatedIdentities: true });
  // signed-in people, guests and the added role.
  template.resourcePropertiesCountIs('AWS::IAM::Role', { Path: '/people/', PermissionsBoundary: Match.anyValue() }, 3);
});

test('more than one pool and client', () => {
  const { stack, auth, app, identities } = identityPool();
  const other = new cognito.UserPool(stack, 'Plain');
  const clients = [auth.addWebClient('Web').userPoolClient, other.addClient('Other', { disableOAuth: true })];
  identities.addProvider(IdentityPoolProvider.userPool(auth.userPool, clients[0]!));
  identities.addProvider(IdentityPoolProvider.userPool(other, clients[1]!));
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPool', {
    CognitoIdentityProviders: [app.userPoolClient, ...clients].map(({ userPoolClientId }) => (
      Match.objectLike({ ClientId: stack.resolve(userPoolClientId) as object }))),
  });
});

test('fails when nobody could get credentials', () => {
  expect(() => new FederatedIdentityPool(testStack(), 'Identities', { providers: [] })).toThrow(
    '[Stack/Identities] "providers" is empty: name whose people get credentials');
});

test('a provider of the caller\'s own', () => {
  const { stack, identities } = identityPool();
  const providerName = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';
  const userPoolTokens = { providerName, clientId: 'abc', mappingKey: 'Other', serverSideTokenCheck: false };
  identities.addProvider({ bind: () => ({ userPoolTokens }) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPool', {
    CognitoIdentityProviders: Match.arrayWith([{ ProviderName: providerName, ClientId: 'abc', ServerSideTokenCheck: false }]),
  });
});

test('fails when a provider answers with nothing', () => {
  const { identities } = identityPool();
  expect(() => identities.addProvider({ bind: () => ({}) })).toThrow('[Stack/Identities] a provider answers with nothing that this version knows');
});

describe('groups', () => {
  function withTokens() {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const app = auth.addSpaClient('App');
    const identities = new FederatedIdentityPool(stack, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    return { stack, auth, app, identities };
  }

  test('have a role of their own that trusts this pool, without a cycle', () => {
    const { stack, auth, identities } = withTokens();
    const admins = identities.addGroup('Admins', { userPool: auth.userPool, groupName: 'admins', precedence: 1, description: 'may do more' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', {
      GroupName: 'admins',
      Precedence: 1,
      Description: 'may do more',
      RoleArn: stack.resolve(admins.role.roleArn) as object,
      UserPoolId: stack.resolve(auth.userPool.userPoolId) as object,
    });
    expect(auth.summary.roles.map(({ who }) => who)).toEqual(['the group admins']);
  });

  test('live in the role\'s stack when the pool is elsewhere', () => {
    const app = new App();
    const auth = new AuthenticatedUserPool(new Stack(app, 'Pools'), 'Auth');
    const stack = new Stack(app, 'Identities');
    const client = new AppClient(stack, 'App', { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE });
    const identities = new FederatedIdentityPool(stack, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    identities.addGroup('Admins', { userPool: auth.userPool });
    Template.fromStack(Stack.of(auth)).resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'Admins' });
  });

  test('a plain group of the L2 pool may have a role that trusts the identity pool', () => {
    const { stack, auth, identities } = withTokens();
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
        'StringEquals': { 'cognito-identity.amazonaws.com:aud': identities.identityPool.identityPoolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      }),
    });
    auth.userPool.addGroup('Admins', { groupName: 'admins', role });
    // Template.fromStack finds cycles.
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolGroup', { RoleArn: stack.resolve(role.roleArn) as object });
  });

  test('grant their people their own prefix', () => {
    const { stack, auth, identities } = withTokens();
    const admins = identities.addGroup('Admins', { userPool: auth.userPool });
    const readers = identities.addGroup('Readers', { userPool: auth.userPool });
    const bucket = new s3.Bucket(stack, 'Uploads');
    admins.grantReadWriteOwn(bucket);
    readers.grantReadOwn(bucket);
    expect(auth.summary.roles.map(({ permissions }) => permissions[1]!.split(' on ')[0])).toEqual([
      'Allow s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload',
      'Allow s3:GetObject',
    ]);
  });

  test('fails when the pool\'s people get no role by group', () => {
    const { auth, identities } = identityPool();
    expect(() => identities.addGroup('Admins', { userPool: auth.userPool })).toThrow(
      '[Stack/Identities] "userPool" of the group "Admins" is "Stack/Auth/UserPool", which gives its people no role by group');
  });

  test('fails when the pool is no provider', () => {
    const { stack, identities } = withTokens();
    expect(() => identities.addGroup('Admins', { userPool: new cognito.UserPool(stack, 'Other') })).toThrow('"userPool" of the group "Admins" is "Stack/Other"');
  });
});

test('grants of the pool go to the authenticated role', () => {
  const { stack, auth, identities } = identityPool();
  const bucket = new s3.Bucket(stack, 'Uploads');
  identities.grantReadOwn(bucket);
  identities.grantReadWriteOwn(bucket);
  expect(auth.summary.roles[0]!.permissions).toHaveLength(3);
});

describe('groups, rules, tags, roles and triggers that know the pool make no cycle', () => {
  function everything(pools: Stack, people: Stack): void {
    const auth = new AuthenticatedUserPool(pools, 'Auth');
    const trigger = new lambda.Function(pools, 'Trigger', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async (event) => event;'),
    });
    auth.addTrigger(UserPoolTrigger.postConfirmation(trigger));
    auth.grants.manageGroupMembership(trigger);
    const clients = ['One', 'Two'].map((id) => new AppClient(people, id, { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE }));
    const plans = RoleMapping.rules();
    const principalTags = PrincipalTags.of({ tenant: 'tenant' });
    const mapped = (one: AppClient, roleMapping: RoleMapping): IIdentityPoolProvider => (
      IdentityPoolProvider.userPool(auth.userPool, one.userPoolClient, { roleMapping, principalTags }));
    const identities = new FederatedIdentityPool(people, 'Identities', {
      providers: [mapped(clients[0]!, RoleMapping.token()), mapped(clients[1]!, plans)],
      guests: GuestAccess.allow({ reason: 'a test' }),
    });
    const group = identities.addGroup('Admins', { userPool: auth.userPool });
    plans.addRule(RoleMappingRule.claimEquals('plan', 'gold', identities.addRole('Gold').role));
    plans.addRule(RoleMappingRule.claimEquals('plan', 'silver', group.role));
    group.grants.writeObjects(new s3.Bucket(people, 'Uploads'));
  }

  test('in one stack', () => {
    const stack = testStack();
    everything(stack, stack);
    // Template.fromStack finds cycles.
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::IdentityPoolRoleAttachment', 1);
  });

  test('across two', () => {
    const app = new App();
    const [pools, people] = [new Stack(app, 'Pools'), new Stack(app, 'People')];
    everything(pools, people);
    Template.fromStack(people).resourceCountIs('AWS::Cognito::IdentityPoolRoleAttachment', 1);
    expect(pools.dependencies).toEqual([]);
  });
});
