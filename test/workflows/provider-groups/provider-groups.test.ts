import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Aws, SecretValue, type Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, ProviderGroups, RoleMapping, SamlMetadata, SocialProvider, SocialProviders,
  UserAttribute, UserSchema, type ISocialProvider,
} from '../../../src';
import { findings } from '../../rules/rule-case';
import { synthError, testStack } from '../../support';
import { told } from '../told';

const GROUPS = ProviderGroups.fromAttribute('custom:groups', { engineering: 'eng', Admins: 'admin' });
const MAPPING = { custom: { 'custom:groups': cognito.ProviderAttribute.other('groups') } };
const CLIENT = { clientId: 'id', clientSecret: SecretValue.secretsManager('okta', { jsonField: 'secret' }) };

const okta = (groups: ProviderGroups = GROUPS): ISocialProvider => (
  SocialProvider.saml({ name: 'Okta', metadata: SamlMetadata.url('https://acme.okta.example/metadata'), attributeMapping: MAPPING, groups }));

function pool(stack: Stack): AuthenticatedUserPool {
  return new AuthenticatedUserPool(stack, 'Auth', { attributes: UserSchema.of({ custom: { groups: UserAttribute.text() } }) });
}

describe('groups of a provider', () => {
  test.each<[string, ISocialProvider, string]>([
    ['SAML', okta(), 'Okta'],
    ['OpenID Connect', SocialProvider.oidc({ ...CLIENT, name: 'Acme', issuerUrl: 'https://login.acme.example', attributeMapping: MAPPING, groups: GROUPS }), 'Acme'],
    ['Microsoft', SocialProvider.microsoft({ ...CLIENT, tenantId: '11111111-2222-3333-4444-555555555555', attributeMapping: MAPPING, groups: GROUPS }), 'Microsoft'],
  ])('are in the tokens of its users: %s', (_, provider, name) => {
    const stack = testStack();
    const auth = pool(stack);
    new SocialProviders(stack, 'Company', { userPool: auth.userPool, providers: [provider] });
    const template = Template.fromStack(stack);
    expect(told(template, 'PreTokenGenerationConfig')).toEqual({
      providerGroups: [{ roles: [] }, { provider: name, attribute: 'custom:groups', groups: { engineering: 'eng', Admins: 'admin' } }],
    });
    template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'LITE', LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V1_0' } } });
    expect(findings(stack).filter((text) => !text.includes('domainMissing'))).toEqual([]);
  });

  test('bring the roles of groups, in whatever order all are defined', () => {
    const stack = testStack();
    const auth = pool(stack);
    new SocialProviders(stack, 'Company', { userPool: auth.userPool, providers: [okta()] });
    const { userPoolClient } = auth.addSpaClient('App', { hostedPages: false });
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, userPoolClient, { roleMapping: RoleMapping.token() })] });
    auth.addGroup('eng', { role: identities.addRole('Engineers', { roleName: 'engineers' }).role, precedence: 3 });
    auth.addGroup('other', { role: identities.addRole('Other').role, precedence: 1 });
    expect(told(Template.fromStack(stack), 'PreTokenGenerationConfig')).toMatchObject({
      providerGroups: [{ roles: [{ group: 'eng', role: 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/engineers', precedence: 3 }, { group: 'other', precedence: 1 }] }, {}],
    });
  });

  test('belong to a plain L2 pool too', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Auth', { signInCaseSensitive: false, customAttributes: { groups: new cognito.StringAttribute({ mutable: true }) } });
    new SocialProviders(stack, 'Company', { userPool, providers: [okta()] });
    expect(told(Template.fromStack(stack), 'PreTokenGenerationConfig')).toMatchObject({ providerGroups: [{}, { provider: 'Okta' }] });
  });

  test('belong to a provider of the caller\'s own', () => {
    const stack = testStack();
    const auth = pool(stack);
    const own: ISocialProvider = {
      bind: (scope, { userPool }) => ({
        displayName: 'Own',
        registerAt: 'there',
        groups: GROUPS,
        identityProvider: new cognito.UserPoolIdentityProviderSaml(scope, 'Own', {
          userPool, name: 'OwnName', metadata: cognito.UserPoolIdentityProviderSamlMetadata.url('https://own.example/metadata'), attributeMapping: MAPPING,
        }),
      }),
    };
    new SocialProviders(stack, 'Company', { userPool: auth.userPool, providers: [own] });
    expect(told(Template.fromStack(stack), 'PreTokenGenerationConfig')).toMatchObject({ providerGroups: [{}, { provider: 'OwnName' }] });
  });

  test('fail when a group\'s role has no name of its own', () => {
    const stack = testStack();
    const auth = pool(stack);
    new SocialProviders(stack, 'Company', { userPool: auth.userPool, providers: [okta()] });
    const { userPoolClient } = auth.addSpaClient('App', { hostedPages: false });
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, userPoolClient, { roleMapping: RoleMapping.token() })] });
    auth.addGroup('admin', { role: identities.addRole('Admin').role });
    expect(synthError(stack)).toContain('"groups" of Okta gives the group "admin", whose role has no name of its own');
  });

  test('fail when the attribute isn\'t mapped', () => {
    const stack = testStack();
    const auth = pool(stack);
    new SocialProviders(stack, 'Company', {
      userPool: auth.userPool,
      providers: [SocialProvider.saml({ name: 'Okta', metadata: SamlMetadata.url('https://acme.okta.example/metadata'), attributeMapping: { email: cognito.ProviderAttribute.other('mail') }, groups: GROUPS })],
    });
    expect(synthError(stack)).toContain('"groups" (COGNITO_WORKFLOW) of "Okta" come from "custom:groups", and "attributeMapping" (AttributeMapping) of Stack/Company/Providers/Okta/Resource holds ["email"]');
  });

  test('fail when the pool is imported', () => {
    const stack = testStack();
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Imported', 'eu-central-1_abc');
    expect(() => new SocialProviders(stack, 'Company', { userPool, providers: [okta()] })).toThrow(
      '[Stack/Company] "groups" of Okta needs the pool\'s trigger before tokens are made, and "userPool" is imported');
  });

  test('fail when nobody knows the provider\'s name', () => {
    const stack = testStack();
    const auth = pool(stack);
    const own: ISocialProvider = { bind: (scope) => ({ displayName: 'Own', registerAt: '', groups: GROUPS, identityProvider: cognito.UserPoolIdentityProvider.fromProviderName(scope, 'P', Aws.STACK_NAME) }) };
    expect(() => new SocialProviders(stack, 'Company', { userPool: auth.userPool, providers: [own] })).toThrow('needs the name that the provider has in the pool');
  });

  test.each<[string, () => ProviderGroups, string]>([
    ['the attribute lacks its prefix', () => ProviderGroups.fromAttribute('groups', { a: 'b' }), 'wants the name of an attribute, such as "custom:groups", received "groups"'],
    ['the attribute is a token', () => ProviderGroups.fromAttribute(`custom:${Aws.STACK_NAME}`, { a: 'b' }), 'received a value that only CloudFormation knows'],
    ['the table is empty', () => ProviderGroups.fromAttribute('custom:groups', {}), 'got an empty table'],
    ['a name is empty', () => ProviderGroups.fromAttribute('custom:groups', { '': 'b' }), 'got a table with an empty name'],
    ['a name is a token', () => ProviderGroups.fromAttribute('custom:groups', { a: Aws.STACK_NAME }), 'write the names as literals'],
  ])('fail when %s', (_, groups, message) => {
    const stack = testStack();
    const auth = pool(stack);
    expect(() => new SocialProviders(stack, 'Company', { userPool: auth.userPool, providers: [okta(groups())] })).toThrow(message);
  });
});
