import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnResource, Stack, Validations, type StackProps } from 'aws-cdk-lib/core';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, PrincipalTags,
  RoleClaimRule, RoleMapping, UserPoolTrigger, type FederatedIdentityPoolProps, type IIdentityPoolProvider,
  UserAttribute, UserSchema,
} from '../../src';
import { testStack } from '../support';

function identityPool(props: StackProps = {}) {
  const stack = testStack(props);
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const app = auth.addSpaClient('App');
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
  return { stack, auth, app, identities };
}

test('defaults: signed-in users only, enhanced flow, tokens checked, nothing granted', () => {
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
    identityPoolName: 'customers',
    providers,
    guests: GuestAccess.allow({ reason: 'a test' }),
    rolePath: '/app/',
  });
  identities.addRole('Gold');
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::IdentityPool', { IdentityPoolName: 'customers', AllowUnauthenticatedIdentities: true });
  // signed-in users, guests and the added role.
  template.resourcePropertiesCountIs('AWS::IAM::Role', { Path: '/app/' }, 3);
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
    '[Stack/Identities] "providers" is empty: name whose users get credentials');
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

test('fails when a provider returns nothing', () => {
  const { identities } = identityPool();
  expect(() => identities.addProvider({ bind: () => ({}) })).toThrow('[Stack/Identities] a provider returns nothing that this version knows');
});

test('what the caller leaves out is a property injector\'s to say, and what the caller gave isn\'t', () => {
  const pool = (props: Pick<FederatedIdentityPoolProps, 'identityPoolName'>) => {
    const stack = testStack({
      propertyInjectors: [{
        constructUniqueId: IdentityPool.PROPERTY_INJECTION_ID, inject: (given) => ({ identityPoolName: 'company', allowClassicFlow: true, ...given }),
      }],
    });
    new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.google({ clientId: 'google' })], ...props });
    Validations.of(stack).acknowledge({ id: 'cdk-cognito-auth:identityPoolClassicFlow', reason: 'the company said so' });
    return Template.fromStack(stack);
  };
  pool({}).hasResourceProperties('AWS::Cognito::IdentityPool', { IdentityPoolName: 'company', AllowClassicFlow: true });
  pool({ identityPoolName: 'customers' }).hasResourceProperties('AWS::Cognito::IdentityPool', { IdentityPoolName: 'customers' });
});

describe('twice', () => {
  const tokens = (providerName: string, clientId: string, mappingKey?: string): IIdentityPoolProvider => (
    { bind: () => ({ userPoolTokens: { providerName, clientId, mappingKey }, roleMapping: RoleMapping.token() }) });
  const own = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';

  test('fails when a client is there already', () => {
    const { auth, app, identities } = identityPool();
    expect(() => identities.addProvider(IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient))).toThrow(
      '[Stack/Identities] "providers" holds two of the key "StackAuth');
  });

  test('fails when two clients have one key of role mappings', () => {
    const { identities } = identityPool();
    identities.addProvider(tokens(own, 'one', 'Same'));
    expect(() => identities.addProvider(tokens(own, 'two', 'Same'))).toThrow('[Stack/Identities] "providers" holds two of the key "Same"');
    const other = identityPool();
    other.identities.addProvider(tokens(own, 'one', 'Same'));
    other.identities.addProvider(tokens(own, 'two', 'Other'));
    Template.fromStack(Stack.of(other.identities)).hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', {
      RoleMappings: { Same: Match.objectLike({ Type: 'Token' }), Other: Match.objectLike({ Type: 'Token' }) },
    });
  });

  test('fails when a role mapping has no key', () => {
    const { identities } = identityPool();
    expect(() => identities.addProvider(tokens(own, 'one'))).toThrow(
      '[Stack/Identities] "userPoolTokens" of the client "one" has neither "mappingKey" nor "userPoolClient", and roles or tags need a name for it: add one of them');
  });
});

test('a plain group of the L2 pool may have a role that trusts the identity pool', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const providers = [IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('App').userPoolClient, { roleMapping: RoleMapping.token() })];
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers });
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

test('access of the pool goes to the authenticated role', () => {
  const { stack, auth, identities } = identityPool();
  const bucket = new s3.Bucket(stack, 'Uploads');
  identities.ownAccess.readObjects(bucket);
  identities.accessByTag('tenant').readWriteObjects(bucket);
  expect(auth.summary.roles[0]!.permissions).toHaveLength(3);
});

test('what the caller and the library name lives one level down', () => {
  const { stack, auth } = identityPool();
  const identities = new FederatedIdentityPool(stack, 'Down', {
    providers: [
      IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('Other').userPoolClient, { principalTags: PrincipalTags.of({ tenant: 'tenant' }) }),
      IdentityPoolProvider.developer('login.acme.app'),
    ],
  });
  identities.addRole('Gold');
  const paths = identities.node.findAll().filter((child) => CfnResource.isCfnResource(child)).map(({ node }) => node.path.replace('Stack/Down/', ''));
  expect(paths.sort()).toEqual([
    'AuthenticatedRole/Resource', 'IdentityPool/DefaultRoleAttachment/Resource', 'IdentityPool/Resource',
    'PrincipalTags/Auth.UserPool', 'Roles/Gold/Role/Resource',
  ]);
});

test('properties of L1s answer their declared types', () => {
  const { stack, auth } = identityPool();
  const arn = (kind: string): string => `arn:aws:iam::123456789012:${kind}-provider/acme`;
  const identities = new FederatedIdentityPool(stack, 'All', {
    providers: [
      IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('One').userPoolClient, {
        roleMapping: RoleMapping.rules(), principalTags: PrincipalTags.of({ tenant: 'tenant' }),
      }),
      IdentityPoolProvider.google({ clientId: 'google' }),
      IdentityPoolProvider.oidc(iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Oidc', arn('oidc'))),
      IdentityPoolProvider.saml(iam.SamlProvider.fromSamlProviderArn(stack, 'Saml', arn('saml'))),
      IdentityPoolProvider.developer('login.acme.app'),
    ],
    identityPoolName: 'customers',
    rolePath: '/app/',
  });
  const l1s = identities.node.findAll().filter((child) => CfnResource.isCfnResource(child));
  expect(Object.fromEntries(l1s.flatMap(answers))).toMatchObject({
    'IdentityPool.allowUnauthenticatedIdentities': 'boolean',
    'IdentityPool.allowClassicFlow': 'boolean',
    'IdentityPool.identityPoolName': 'string',
    'IdentityPool.developerProviderName': 'string',
    'IdentityPool.openIdConnectProviderArns': 'list of string',
    'IdentityPool.samlProviderArns': 'list of string',
    'IdentityPool.supportedLoginProviders': 'object',
    'IdentityPoolRoleAttachment.identityPoolId': 'string',
    'IdentityPoolRoleAttachment.roles': 'object',
    'IdentityPoolRoleAttachment.roleMappings': 'object',
    'IdentityPoolPrincipalTag.identityPoolId': 'string',
    'IdentityPoolPrincipalTag.identityProviderName': 'string',
    'IdentityPoolPrincipalTag.useDefaults': 'boolean',
    'IdentityPoolPrincipalTag.principalTags': 'object',
    'Role.description': 'string',
    'Role.path': 'string',
  });
});

/** What each getter of an L1 answers with. */
function answers(cfn: CfnResource): [string, string][] {
  const descriptors = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(cfn) as object);
  return Object.entries(descriptors).filter(([, { get }]) => get !== undefined)
    .map(([name, { get }]) => [`${cfn.cfnResourceType.split('::')[2]}.${name}`, kindOf(get!.call(cfn))]);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? `list of ${[...new Set(value.map((item) => typeof item))].join(' and ')}` : typeof value;
}

describe('groups, rules, tags, roles and triggers that know the pool make no cycle', () => {
  function everything(pools: Stack, users: Stack): void {
    const attributes = UserSchema.of({ custom: { plan: UserAttribute.text(), tenant: UserAttribute.text() } });
    const auth = new AuthenticatedUserPool(pools, 'Auth', { attributes });
    const trigger = new lambda.Function(pools, 'Trigger', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async (event) => event;'),
    });
    auth.addTrigger(UserPoolTrigger.postConfirmation(trigger));
    auth.grants.manageGroupMembership(trigger);
    const clients = ['One', 'Two'].map((id) => new AppClient(users, id, { userPool: auth.userPool, applicationType: ApplicationType.SINGLE_PAGE }));
    const plans = RoleMapping.rules();
    const principalTags = PrincipalTags.of({ tenant: 'custom:tenant' });
    const mapped = (one: AppClient, roleMapping: RoleMapping): IIdentityPoolProvider => (
      IdentityPoolProvider.userPool(auth.userPool, one.userPoolClient, { roleMapping, principalTags }));
    const identities = new FederatedIdentityPool(users, 'Identities', {
      providers: [mapped(clients[0]!, RoleMapping.token()), mapped(clients[1]!, plans)],
      guests: GuestAccess.allow({ reason: 'a test' }),
    });
    const admins = identities.addRole('Admins');
    new cognito.UserPoolGroup(users, 'Admins', { userPool: auth.userPool, role: admins.role });
    plans.addRule(RoleClaimRule.claimEquals('custom:plan', 'gold', identities.addRole('Gold').role));
    plans.addRule(RoleClaimRule.claimEquals('custom:plan', 'silver', admins.role));
    admins.ownAccess.writeObjects(new s3.Bucket(users, 'Uploads'));
  }

  test('in one stack', () => {
    const stack = testStack();
    everything(stack, stack);
    // Template.fromStack finds cycles.
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::IdentityPoolRoleAttachment', 1);
  });

  test('across two', () => {
    const app = new App();
    const [pools, users] = [new Stack(app, 'Pools'), new Stack(app, 'Users')];
    everything(pools, users);
    Template.fromStack(users).resourceCountIs('AWS::Cognito::IdentityPoolRoleAttachment', 1);
    expect(pools.dependencies).toEqual([]);
  });
});
