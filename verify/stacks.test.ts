import * as fs from 'fs';
import * as path from 'path';
import { App, SecretValue, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  AppClient, ApplicationType, AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, RoleMapping, SignInDomain, SocialProvider,
  SocialProviders,
} from 'cdk-cognito-auth';
import { Construct } from 'constructs';

/** An app whose synthesis runs AWS's validator, and fails on whatever it calls an error: circular dependencies first of all. */
function validatingApp(): App {
  return new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
}

/** Synthesizes, and answers with what the validator reported, warnings too. */
function violations(app: App): string[] {
  const { directory } = app.synth();
  const report = JSON.parse(fs.readFileSync(path.join(directory, 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap((plugin: { violations: { description: string }[] }) => plugin.violations.map(({ description }) => description));
}

function definePool(scope: Construct, id: string): AuthenticatedUserPool {
  return new AuthenticatedUserPool(scope, `${id}Auth`, { domain: SignInDomain.prefix(`acme-${id.toLowerCase()}`) });
}

function defineClient(scope: Construct, id: string, userPool: cognito.IUserPool): AppClient {
  return new AppClient(scope, `${id}App`, {
    userPool,
    applicationType: ApplicationType.SINGLE_PAGE,
    callbackUrls: ['https://app.example.com/callback'],
  });
}

function defineProviders(scope: Construct, id: string, userPool: cognito.IUserPool): SocialProviders {
  return new SocialProviders(scope, `${id}Social`, {
    userPool,
    providers: [
      SocialProvider.google({ clientId: 'client', clientSecret: SecretValue.secretsManager('google') }),
      SocialProvider.apple({ servicesId: 'com.example', teamId: 'TEAM000000', keyId: 'KEY0000000', privateKey: SecretValue.secretsManager('apple') }),
    ],
  });
}

function defineIdentities(scope: Construct, id: string, userPool: cognito.IUserPool, client: AppClient): FederatedIdentityPool {
  const identities = new FederatedIdentityPool(scope, `${id}Identities`, {
    providers: [IdentityPoolProvider.userPool(userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
  });
  new cognito.UserPoolGroup(scope, `${id}Editors`, { userPool, role: identities.addRole('Editors').role });
  return identities;
}

test('two complete sets live in one stack, each by itself', () => {
  const app = validatingApp();
  const stack = new Stack(app, 'Stack');
  const pools = ['Customer', 'Partner'].map(id => {
    const { userPool } = definePool(stack, id);
    const client = defineClient(stack, id, userPool);
    defineProviders(stack, id, userPool);
    defineIdentities(stack, id, userPool, client);
    return userPool;
  });

  expect(violations(app)).toEqual([]);
  const { Resources: resources } = app.synth().getStackByName('Stack').template;
  for (const userPool of pools) {
    const attached = Object.values<{ Type: string; Properties: Record<string, unknown> }>(resources)
      .filter(({ Properties: properties }) => JSON.stringify(properties.UserPoolId) === JSON.stringify(stack.resolve(userPool.userPoolId)))
      .map(({ Type: type }) => type);
    expect(attached.sort()).toEqual([
      'AWS::Cognito::ManagedLoginBranding',
      'AWS::Cognito::UserPoolClient',
      'AWS::Cognito::UserPoolDomain',
      'AWS::Cognito::UserPoolGroup',
      'AWS::Cognito::UserPoolIdentityProvider',
      'AWS::Cognito::UserPoolIdentityProvider',
    ]);
  }
});

test('one set is spread over three stacks, the clients defined before the providers', () => {
  const app = validatingApp();
  const [poolStack, providerStack, clientStack] = ['Pool', 'Providers', 'Clients'].map(id => new Stack(app, id));
  const { userPool } = definePool(poolStack, 'Acme');
  const client = defineClient(clientStack, 'Acme', userPool);
  defineIdentities(clientStack, 'Acme', userPool, client);
  defineProviders(providerStack, 'Acme', userPool);

  expect(violations(app)).toEqual([]);
  expect(poolStack.dependencies).toEqual([]);
  expect(providerStack.dependencies).toEqual([poolStack]);
  expect([...clientStack.dependencies].sort((one, other) => one.node.id.localeCompare(other.node.id))).toEqual([poolStack, providerStack]);
});

test('a client that can\'t wait for its providers is named with them', () => {
  const app = validatingApp();
  const { userPool } = definePool(new Stack(app, 'Pool'), 'Acme');
  defineClient(Stack.of(userPool), 'Acme', userPool);
  defineProviders(new Stack(app, 'Providers'), 'Acme', userPool);

  expect(() => app.synth()).toThrow(
    /"Pool\/AcmeApp\/UserPoolClient\/Resource" waits for "Providers\/AcmeSocial\/Providers\/Google\/Resource".*; define the client beside its identity provider .*\(rule circularDependency, /,
  );
});

test('the validator sees the cycle that a group\'s role makes with plain L2 constructs', () => {
  const app = validatingApp();
  const stack = new Stack(app, 'Bare');
  const userPool = new cognito.UserPool(stack, 'UserPool');
  const userPoolClient = userPool.addClient('Client', { disableOAuth: true });
  const identities = new IdentityPool(stack, 'IdentityPool', {
    authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient })] },
  });
  const role = new iam.Role(stack, 'Role', {
    assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
      'StringEquals': { 'cognito-identity.amazonaws.com:aud': identities.identityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    }),
  });
  userPool.addGroup('Editors', { role });

  expect(() => app.synth()).toThrow(/Circular/i);
});
