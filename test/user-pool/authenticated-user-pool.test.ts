import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import * as ses from 'aws-cdk-lib/aws-ses';
import { App, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { handler, only } from './pool';
import {
  AuthenticatedUserPool, EmailSender, FederatedIdentityPool, IdentityPoolProvider, MfaPolicy, PasswordRules, RoleMapping,
  SignIn, SignInDomain, SignUp, SmsSender, SocialProviders, ThreatProtection, UserAttribute, UserPoolRetention, UserPoolTrigger, UserSchema,
} from '../../src';
import { google, synthError, testStack } from '../support';

test('defaults: safe to ship', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth');

  const template = Template.fromStack(stack);
  template.hasResource('AWS::Cognito::UserPool', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AliasAttributes: Match.absent(),
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      DeletionProtection: 'ACTIVE',
      UserPoolTier: 'LITE',
      DeviceConfiguration: Match.absent(),
      SmsConfiguration: Match.absent(),
      Schema: Match.absent(),
      LambdaConfig: Match.absent(),
      UserPoolAddOns: Match.absent(),
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 3,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
    },
  });
  expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
});

test('every prop overridden', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', {
    userPoolName: 'people',
    signIn: SignIn.email({ caseSensitive: true }),
    signUp: SignUp.open(),
    mfa: MfaPolicy.required(),
    passwordPolicy: PasswordRules.standard({ minLength: 20 }),
    accountRecovery: cognito.AccountRecovery.NONE,
    domain: SignInDomain.prefix('acme-login'),
    featurePlan: cognito.FeaturePlan.PLUS,
    attributes: UserSchema.of({ custom: { plan: UserAttribute.text() } }),
    emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com')),
    smsSender: SmsSender.sns({ region: 'eu-west-1' }),
    threatProtection: ThreatProtection.audit(),
    retention: UserPoolRetention.destroy(),
  });

  const template = Template.fromStack(stack);
  template.hasResource('AWS::Cognito::UserPool', {
    DeletionPolicy: 'Delete',
    Properties: {
      UserPoolName: 'people',
      UsernameConfiguration: { CaseSensitive: true },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      MfaConfiguration: 'ON',
      Policies: { PasswordPolicy: { MinimumLength: 20, RequireSymbols: true } },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      UserPoolTier: 'PLUS',
      Schema: [Match.objectLike({ Name: 'plan' })],
      EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', From: 'no-reply@example.com' },
      SmsConfiguration: { SnsRegion: 'eu-west-1' },
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      DeletionProtection: 'INACTIVE',
    },
  });
  template.hasResource('AWS::Cognito::UserPoolDomain', {
    DeletionPolicy: 'Delete',
    Properties: { Domain: 'acme-login', ManagedLoginVersion: 2, UserPoolId: stack.resolve(auth.userPool.userPoolId) as object },
  });
});

describe('feature plan', () => {
  test('is ESSENTIALS where managed login needs it', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
  });

  test('follows a client that is added later', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addSpaClient('App');
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
  });

  test('stays LITE with classic pages', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', {
      domain: SignInDomain.prefix('acme-login', { managedLoginVersion: cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI }),
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'LITE' });
  });

  test('fails when the caller set one that is too low, and is never raised', () => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { featurePlan: cognito.FeaturePlan.LITE, domain: SignInDomain.prefix('acme-login') });
    expect(synthError(stack)).toMatch(/\[Stack\/Auth\] .*"featurePlan" \(UserPoolTier\) is "LITE"; managed login needs ESSENTIALS.*rule planTooLow/);
  });
});

describe('URLs', () => {
  const auth = new AuthenticatedUserPool(testStack({ env: { region: 'eu-central-1' } }), 'Auth', { domain: SignInDomain.prefix('acme-login') });
  const stack = Stack.of(auth);

  test('of the issuer come from the pool itself: right in every partition', () => {
    const issuer = stack.resolve(auth.userPool.userPoolProviderUrl) as object;
    expect(stack.resolve(auth.issuerUrl)).toEqual(issuer);
    expect(stack.resolve(auth.jwksUrl)).toEqual({ 'Fn::Join': ['', [issuer, '/.well-known/jwks.json']] });
  });

  const ENDPOINTS = {
    authorizationEndpoint: '/oauth2/authorize', tokenEndpoint: '/oauth2/token', userInfoEndpoint: '/oauth2/userInfo', revocationEndpoint: '/oauth2/revoke',
  };
  const NAMES = Object.keys(ENDPOINTS) as (keyof typeof ENDPOINTS)[];

  test.each(NAMES)('%s is on the domain', (name) => {
    expect(stack.resolve(auth[name])).toBe(`https://acme-login.auth.eu-central-1.amazoncognito.com${ENDPOINTS[name]}`);
    expect(stack.resolve(auth.signInHost)).toBe('acme-login.auth.eu-central-1.amazoncognito.com');
  });

  test.each(NAMES)('%s fails when there is no domain', (name) => {
    const bare = new AuthenticatedUserPool(testStack(), 'Auth');
    expect(() => bare[name]).toThrow(`[Stack/Auth] "${name}" needs a domain, and "domain" is not set`);
    expect([bare.signInHost, bare.domain]).toEqual([undefined, undefined]);
  });
});

describe('depending on it', () => {
  test('waits for the pool, domain, clients and resource servers', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    auth.addWebClient('Web', { callbackUrls: ['https://app.example.com/callback'] });
    auth.addResourceServer('Api', { identifier: 'api' });
    new CfnResource(stack, 'Dependant', { type: 'Test::Dependant' }).node.addDependency(auth);

    const ids = Object.keys(Template.fromStack(stack).toJSON().Resources).filter((id) => id.startsWith('Auth'));
    Template.fromStack(stack).hasResource('Test::Dependant', { DependsOn: ids.sort() });
  });

  test('doesn\'t wait for a group whose role trusts the identity pool: no cycle', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const app = auth.addSpaClient('App');
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
        'StringEquals': { 'cognito-identity.amazonaws.com:aud': identities.identityPool.identityPoolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      }),
    });
    auth.userPool.addGroup('Admins', { groupName: 'admins', role });
    auth.addGroup('Editors', { role });
    identities.node.addDependency(auth);

    // Template.fromStack finds cycles.
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'admins' });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'Editors' });
  });

  test('doesn\'t wait for what a role of the identity pool may do with people: no cycle', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const app = auth.addSpaClient('App');
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
    auth.grants.readUsers(identities.authenticatedRole);
    identities.identityPool.node.addDependency(auth);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('waits for what triggers may do', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const [trigger, worker] = ['Trigger', 'Worker'].map((id) => handler(stack, id)) as [Function, Function];
    [trigger, worker].forEach((fn) => auth.grants.readUsers(fn));
    auth.addTrigger(UserPoolTrigger.preSignUp(trigger));
    new CfnResource(stack, 'Dependant', { type: 'Test::Dependant' }).node.addDependency(auth);
    const [dependant] = Object.values(Template.fromStack(stack).findResources('Test::Dependant'));
    const waited = dependant!.DependsOn as string[];
    expect(waited.filter((id) => id.includes('GrantsTrigger'))).toHaveLength(1);
    expect(waited.filter((id) => id.includes('GrantsWorker'))).toEqual([]);
  });

  test('fails when a cycle is there: the control', () => {
    const stack = testStack();
    const pool = new cognito.UserPool(stack, 'Pool');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    pool.addGroup('Admins', { groupName: 'admins', role });
    role.node.addDependency(pool);
    expect(() => Template.fromStack(stack)).toThrow(/these resources have a dependency cycle/);
  });
});

describe('groups', () => {
  test('are named after their id, with nothing else', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const group = auth.addGroup('Admins');
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolGroup')).toEqual({
      GroupName: 'Admins', UserPoolId: stack.resolve(auth.userPool.userPoolId) as unknown,
    });
    expect(group.node.path).toBe('Stack/Auth/Groups/Admins');
  });

  test('have every option', () => {
    const stack = testStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    new AuthenticatedUserPool(stack, 'Auth').addGroup('Admins', { groupName: 'administrators', description: 'May do all', precedence: 0, role });
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolGroup')).toMatchObject({
      GroupName: 'administrators', Description: 'May do all', Precedence: 0, RoleArn: stack.resolve(role.roleArn) as object,
    });
  });
});

describe('groups with a role', () => {
  function waiting(scope: Construct, { userPool }: AuthenticatedUserPool): iam.Role {
    const role = new iam.Role(scope, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    userPool.grant(role, 'cognito-idp:ListUsers');
    return role;
  }

  const env = (region: string) => ({ env: { region, account: '111111111111' } });

  function two() {
    const app = new App();
    const [pools, others] = [new Stack(app, 'Pools'), new Stack(app, 'Others')] as const;
    return { app, pools, others, auth: new AuthenticatedUserPool(pools, 'Auth') };
  }

  test('of an identity pool in another stack stand beside the role: no cycle', () => {
    const { app, pools, others, auth } = two();
    const client = auth.addSpaClient('App');
    const identities = new FederatedIdentityPool(others, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    const { role } = identities.addRole('Admin');
    const group = auth.addGroup('Admin', { role });
    auth.addGroup('Editor', { role });
    expect(group.node.path).toBe('Others/Auth@Pools.Groups/Admin');
    const assembly = app.synth();
    expect(assembly.getStackByName('Others').dependencies.map(({ id }) => id)).toContain('Pools');
    expect(assembly.getStackByName('Pools').dependencies.map(({ id }) => id)).not.toContain('Others');
    Template.fromStack(pools).resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
    Template.fromStack(others).hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'Admin', RoleArn: others.resolve(role.roleArn) as object });
    expect(auth.summary.roles.map(({ who }) => who)).toEqual(['signed-in users', 'the group Admin and the group Editor']);
  });

  test('in the pool\'s stack stand below Groups: no cycle with the identity pool', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const client = auth.addSpaClient('App');
    const identities = new FederatedIdentityPool(stack, 'Identities', {
      providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
    });
    identities.node.addDependency(auth);
    const group = auth.addGroup('Admin', { role: identities.addRole('Admin').role });
    expect(group.node.path).toBe('Stack/Auth/Groups/Admin');
    auth.addUser('Root', { username: 'root@example.com', groups: [group] });
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolGroup', 1);
  });

  test('have the same id when the stacks move under a stage: a change would empty them', () => {
    const ids = [new App(), new Stage(new App(), 'Prod')].map((above) => {
      const [pools, others] = [new Stack(above, 'Pools'), new Stack(above, 'Others')];
      const auth = new AuthenticatedUserPool(pools, 'Auth');
      auth.addGroup('Admin', { role: waiting(others, auth) });
      return Object.keys(Template.fromStack(others).findResources('AWS::Cognito::UserPoolGroup'));
    });
    expect(ids[0]).toHaveLength(1);
    expect(ids[0]).toEqual(ids[1]);
  });

  test('in a nested stack stand beside the role', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const nested = new NestedStack(stack, 'Nested');
    const group = auth.addGroup('Admin', { role: waiting(nested, auth) });
    expect(Stack.of(group)).toBe(nested);
    Template.fromStack(nested).resourceCountIs('AWS::Cognito::UserPoolGroup', 1);
  });

  test('of two pools and one role are told apart', () => {
    const { app, others, auth } = two();
    const second = new AuthenticatedUserPool(new Stack(app, 'MorePools'), 'Auth');
    const role = new iam.Role(others, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    [auth, second].forEach((pool) => pool.addGroup('Admin', { role }));
    Template.fromStack(others).resourceCountIs('AWS::Cognito::UserPoolGroup', 2);
  });

  test('stay in the pool\'s Region', () => {
    const app = new App();
    const [pools, others] = [new Stack(app, 'Pools', env('eu-central-1')), new Stack(app, 'Others', env('eu-west-1'))];
    const auth = new AuthenticatedUserPool(pools, 'Auth');
    const role = new iam.Role(others, 'Role', { roleName: 'admin', assumedBy: new iam.AccountRootPrincipal() });
    auth.addGroup('Admin', { role });
    Template.fromStack(pools).hasResourceProperties('AWS::Cognito::UserPoolGroup', {
      RoleArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111111111111:role/admin']] },
    });
    Template.fromStack(others).resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
  });

  test('stay in the pool\'s stack where that waits for the role\'s, for the sake of a trigger', () => {
    const { app, pools, others, auth } = two();
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(others, 'Trigger')));
    const group = auth.addGroup('Admin', { role: new iam.Role(others, 'Role', { assumedBy: new iam.AccountRootPrincipal() }) });
    expect(group.node.path).toBe('Pools/Auth/Groups/Admin');
    app.synth();
    Template.fromStack(pools).resourceCountIs('AWS::Cognito::UserPoolGroup', 1);
  });

  test('fails when that trigger comes later', () => {
    const { others, auth } = two();
    auth.addGroup('Admin', { role: new iam.Role(others, 'Role', { assumedBy: new iam.AccountRootPrincipal() }) });
    expect(() => auth.addTrigger(UserPoolTrigger.preSignUp(handler(others, 'Trigger')))).toThrow(
      '[Pools/Auth] "Others/Auth@Pools.Groups/Admin" stands beside its role in the stack "Others", for which the stack of "Others/Trigger" makes the pool\'s stack '
      + 'wait: the two would wait for each other. Add the trigger before the group');
  });
});

describe('what the caller names', () => {
  test('lives one level down', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login'), mfa: MfaPolicy.off() });
    const callbackUrls = ['https://app.example.com/callback'];
    const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read' });
    const server = auth.addResourceServer('Api', { identifier: 'api', scopes: [read] });
    const made = [
      auth.addSpaClient('Spa', { callbackUrls }), auth.addWebClient('Web', { callbackUrls }), auth.addMobileClient('Mobile', { callbackUrls }),
      auth.addMachineClient('Machine', { scopes: [cognito.OAuthScope.resourceServer(server, read)] }), server, auth.addGroup('Staff'),
      auth.addUser('Root', { username: 'root@example.com' }), auth.addReplica('Away', { region: 'eu-west-1' }),
    ];
    auth.grants.readUsers(handler(stack, 'Fn'));
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'Trigger')));
    expect(made.map(({ node }) => node.path.replace('Stack/Auth/', ''))).toEqual([
      'Clients/Spa', 'Clients/Web', 'Clients/Mobile', 'Clients/Machine', 'ResourceServers/Api', 'Groups/Staff', 'Users/Root', 'Replicas/Away',
    ]);
    expect(auth.node.findChild('Grants').node.children.map(({ node }) => node.id)).toEqual(['Fn.ServiceRole']);
    expect(auth.node.findChild('Triggers').node.children.map(({ node }) => node.id)).toEqual(['PreSignUpPermission']);
  });

  test.each(['UserPool', 'Domain', 'Clients', 'Groups', 'Users', 'Replica', 'Grants', 'SmsRole', 'Resource', 'Default'])('may be called %s', (id) => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login'), smsSender: SmsSender.sns() });
    auth.addWebClient(id, { callbackUrls: ['https://app.example.com/callback'] });
    auth.addResourceServer(id, { identifier: 'api' });
    auth.addUser(id, { username: 'root@example.com', groups: [auth.addGroup(id)] });
    const template = Template.fromStack(stack);
    for (const type of ['UserPoolClient', 'UserPoolResourceServer', 'UserPoolGroup', 'UserPoolUser', 'UserPoolUserToGroupAttachment']) {
      template.resourceCountIs(`AWS::Cognito::${type}`, 1);
    }
  });
});

test('two sets of everything live in one stack', () => {
  const stack = testStack();
  for (const name of ['Staff', 'Customers']) {
    const auth = new AuthenticatedUserPool(stack, `${name}Auth`, { domain: SignInDomain.prefix(`acme-${name.toLowerCase()}`) });
    const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'] });
    new SocialProviders(stack, `${name}Social`, { userPool: auth.userPool, providers: [google()] });
    new FederatedIdentityPool(stack, `${name}Identities`, { providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient)] });
  }
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Cognito::UserPool', 2);
  template.resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 2);
  template.resourceCountIs('AWS::Cognito::IdentityPoolRoleAttachment', 2);
});

test('what the caller sets on the L2 is never undone', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  (auth.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 30);
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { Policies: { PasswordPolicy: { MinimumLength: 30, RequireSymbols: true } } });
});

test('fails when an escape hatch makes what Cognito refuses, and nothing is written', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  (auth.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('MfaConfiguration', 'OFF');
  expect(() => app.synth()).toThrow(/rule mfaOffWithFactor/);
});
