import { Match, Template } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, PrincipalTags, RoleMapping, UnmappedUsers, UserAttribute,
  UserSchema,
} from '../../src';
import { findings, ruleIds } from '../rules/rule-case';
import { synthError, testStack } from '../support';

const TENANT = PrincipalTags.of({ tenant: 'custom:tenant' });

function tagged(principalTags?: PrincipalTags) {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { attributes: UserSchema.of({ custom: { tenant: UserAttribute.text() } }) });
  const app = auth.addSpaClient('App');
  const roleMapping = RoleMapping.token({ unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE });
  const identities = new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, app.userPoolClient, { principalTags, roleMapping })],
  });
  return { stack, auth, identities };
}

interface RoleProperties {
  readonly Description: string;
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly { readonly Action: string }[] };
}

/** What each role of the stack lets users do with it, by its description. */
function trusted(template: Template): Record<string, string[]> {
  const roles = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties as RoleProperties);
  return Object.fromEntries(roles.map((role) => [role.Description, role.AssumeRolePolicyDocument.Statement.map(({ Action }) => Action)]));
}

test('AWS\'s defaults', () => {
  const { stack, auth, identities } = tagged(PrincipalTags.defaults());
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPoolPrincipalTag', {
    IdentityPoolId: stack.resolve(identities.identityPool.identityPoolId) as object,
    // without the client: tags belong to the user pool.
    IdentityProviderName: stack.resolve(auth.userPool.userPoolProviderName) as object,
    UseDefaults: true,
    PrincipalTags: Match.absent(),
  });
});

test('a map of one\'s own', () => {
  const { stack } = tagged(TENANT);
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPoolPrincipalTag', {
    UseDefaults: false,
    PrincipalTags: { tenant: 'custom:tenant' },
  });
});

test('every role of signed-in users takes tags, whenever it was defined, under the same conditions', () => {
  const { stack, identities } = tagged();
  identities.addRole('Before');
  identities.addProvider(IdentityPoolProvider.google({ clientId: 'google', principalTags: PrincipalTags.defaults() }));
  identities.addProvider(IdentityPoolProvider.facebook({ clientId: 'facebook', principalTags: PrincipalTags.defaults() }));
  identities.addRole('After');
  const template = Template.fromStack(stack);
  const both = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];
  expect(trusted(template)).toEqual({
    'Signed-in users of the identity pool Stack/Identities': both,
    'Before, users of the identity pool Stack/Identities': both,
    'After, users of the identity pool Stack/Identities': both,
  });
  const conditions = {
    'StringEquals': { 'cognito-identity.amazonaws.com:aud': stack.resolve(identities.identityPool.identityPoolId) as object },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  };
  template.allResourcesProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'sts:TagSession', Condition: conditions })]) },
  });
});

test('without tags no role takes any', () => {
  const { stack } = tagged();
  const template = Template.fromStack(stack);
  expect(Object.values(trusted(template))).toEqual([['sts:AssumeRoleWithWebIdentity']]);
  template.resourceCountIs('AWS::Cognito::IdentityPoolPrincipalTag', 0);
});

test.each([[true, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']], [false, ['sts:AssumeRoleWithWebIdentity']], [undefined, ['sts:AssumeRoleWithWebIdentity']]])(
  'with tags from a back end: %j', (tagsFromBackEnd, actions) => {
    const stack = testStack();
    const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [], guests: GuestAccess.allow({ reason: 'a guest takes no tags' }) });
    identities.addRole('Before');
    identities.addProvider(IdentityPoolProvider.developer('login.acme.app', { tagsFromBackEnd }));
    identities.addRole('After');
    const template = Template.fromStack(stack);
    expect(trusted(template)).toEqual({
      'Signed-in users of the identity pool Stack/Identities': actions,
      'Before, users of the identity pool Stack/Identities': actions,
      'After, users of the identity pool Stack/Identities': actions,
      'Guests of the identity pool Stack/Identities': ['sts:AssumeRoleWithWebIdentity'],
    });
    // no claim is mapped: what the back end says is what counts.
    template.resourceCountIs('AWS::Cognito::IdentityPoolPrincipalTag', 0);
    template.hasResourceProperties('AWS::Cognito::IdentityPool', { DeveloperProviderName: 'login.acme.app' });
  });

test('clients of one user pool share their tags', () => {
  const { stack, auth, identities } = tagged(TENANT);
  const other = auth.addSpaClient('Other');
  const options = { principalTags: TENANT, roleMapping: RoleMapping.token() };
  identities.addProvider(IdentityPoolProvider.userPool(auth.userPool, other.userPoolClient, options));
  Template.fromStack(stack).resourceCountIs('AWS::Cognito::IdentityPoolPrincipalTag', 1);
});

test('fails when clients of one user pool have different tags', () => {
  const { auth, identities } = tagged(TENANT);
  const other = auth.addSpaClient('Other');
  const provider = IdentityPoolProvider.userPool(auth.userPool, other.userPoolClient, { principalTags: PrincipalTags.defaults() });
  expect(() => identities.addProvider(provider)).toThrow('[Stack/Identities] "principalTags" of Auth.UserPool are');
});

test('clients of this library write no such attribute', () => {
  expect(findings(tagged(PrincipalTags.of({ team: 'nickname' })).stack)).toEqual([]);
});

test('fails when the tag comes from an attribute that users write through any client', () => {
  const { stack, auth } = tagged(PrincipalTags.of({ team: 'nickname' }));
  auth.userPool.addClient('Plain', { disableOAuth: true, preventUserExistenceErrors: true });
  expect(synthError(stack)).toContain('"principalTags" (PrincipalTags) of Stack/Identities/PrincipalTags/');
  expect(ruleIds(findings(stack))).toEqual(['claimForgeable']);
});

test.each(['tenant', 'team name', 'x'.repeat(128)])('the policy variable of %s', (key) => {
  expect(PrincipalTags.tag(key)).toBe(`\${aws:PrincipalTag/${key}}`);
});

test.each(['', 'x'.repeat(129), 'a}', 'a*'])('fails when the key is %j', (key) => {
  expect(() => PrincipalTags.tag(key)).toThrow(`"key" is no key of a tag, received ${JSON.stringify(key)}: use 1 to 128 letters`);
});

test.each([['tenant'], ['team name', 'Team'], ['awsome'], ['x'.repeat(128)], [Lazy.string({ produce: () => 'aws:late' })]])('the tags %j', (...keys) => {
  const principalTags = Object.fromEntries(keys.map((key) => [key, 'sub']));
  expect(PrincipalTags.of(principalTags)._bind()).toEqual({ useDefaults: false, principalTags });
});

test.each([
  [['team', ''], 'the key "", which is no key of a tag: use 1 to 128 letters'],
  [['x'.repeat(129)], `the key "${'x'.repeat(129)}", which is no key of a tag`],
  [['a*'], 'the key "a*", which is no key of a tag'],
  [['aws:team'], 'the key "aws:team", and AWS keeps "aws:" to itself'],
  [['AWS:team'], 'the key "AWS:team", and AWS keeps "aws:" to itself'],
  [['team', 'Team'], 'the key "Team", which is "team" but for case, and STS tells tags apart without it: leave one of them out'],
])('fails when the tags are %j', (keys, message) => {
  expect(() => tagged(PrincipalTags.of(Object.fromEntries(keys.map((key) => [key, 'sub']))))).toThrow(`[Stack/Identities] "claims" holds ${message}`);
});

test('says what it holds', () => {
  const claims = { tenant: 'custom:tenant' };
  const tags = PrincipalTags.of(claims);
  claims.tenant = 'nickname';
  expect(tags.claims).toEqual({ tenant: 'custom:tenant' });
  expect(PrincipalTags.defaults().claims).toBeUndefined();
});
