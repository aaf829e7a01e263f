import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, ClassicFlow, FederatedIdentityPool, GuestAccess, IdentityPoolProvider, type FederatedIdentityPoolProps } from '../../src';
import { companyDefaults, companyRule, testStack } from '../support';

const POOL = 'AWS::Cognito::IdentityPool';
const ROLE = 'AWS::IAM::Role';

function identityPool(stack: Stack, props: Partial<FederatedIdentityPoolProps> = {}): FederatedIdentityPool {
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  return new FederatedIdentityPool(stack, 'Identities', {
    providers: [IdentityPoolProvider.userPool(auth.userPool, auth.addSpaClient('App').userPoolClient)], ...props,
  });
}

describe('the L2 identity pool', () => {
  test('gets a company\'s defaults', () => {
    const stack = testStack();
    const seen = companyDefaults(stack, IdentityPool, { identityPoolName: 'acme' });
    identityPool(stack);
    Template.fromStack(stack).hasResourceProperties(POOL, { IdentityPoolName: 'acme', AllowClassicFlow: false, AllowUnauthenticatedIdentities: false });
    expect(seen).toHaveLength(1);
  });

  test('a classic flow that a company allows needs its reason', () => {
    const stack = testStack();
    companyDefaults(stack, IdentityPool, { allowClassicFlow: true });
    identityPool(stack);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('AllowClassicFlow'));
  });

  test('guests that a company lets in need their reason', () => {
    const stack = testStack();
    companyDefaults(stack, IdentityPool, { allowUnauthenticatedIdentities: true });
    identityPool(stack);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('AllowUnauthenticatedIdentities'));
  });

  test('keeps what it is given', () => {
    const stack = testStack();
    companyDefaults(stack, IdentityPool, { identityPoolName: 'acme', allowUnauthenticatedIdentities: false, allowClassicFlow: false });
    identityPool(stack, { identityPoolName: 'shop', guests: GuestAccess.allow({ reason: 'a public map' }), classicFlow: ClassicFlow.allow({ reason: 'an old app' }) });
    Template.fromStack(stack).hasResourceProperties(POOL, { IdentityPoolName: 'shop', AllowClassicFlow: true, AllowUnauthenticatedIdentities: true });
  });

  test.each([
    [{ identityPoolName: 'acme' }, 'follows "identityPoolName" and is "shop", and a property injector makes it "acme"'],
    [{ allowUnauthenticatedIdentities: false }, 'follows "guests" and is true, and a property injector makes it false'],
    [{ allowClassicFlow: false }, 'follows "classicFlow" and is true, and a property injector makes it false'],
    [{ authenticatedRole: undefined }, '"authenticatedRole" of aws-cdk-lib.aws-cognito-identitypool.IdentityPool must be "Stack/Identities/AuthenticatedRole"'],
    [{ unauthenticatedRole: undefined }, '"unauthenticatedRole" of aws-cdk-lib.aws-cognito-identitypool.IdentityPool must be "Stack/Identities/GuestRole"'],
  ])('fails when a company forces %p', (forced, message) => {
    const stack = testStack();
    companyRule(stack, IdentityPool, forced);
    expect(() => identityPool(stack, {
      identityPoolName: 'shop', guests: GuestAccess.allow({ reason: 'a public map' }), classicFlow: ClassicFlow.allow({ reason: 'an old app' }),
    })).toThrow(message);
  });
});

describe('the roles', () => {
  test('get a company\'s defaults, each of them', () => {
    const stack = testStack();
    const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'acme');
    const seen = companyDefaults(stack, iam.Role, { path: '/acme/', maxSessionDuration: Duration.hours(2), description: 'Acme', permissionsBoundary });
    const identities = identityPool(stack, { guests: GuestAccess.allow({ reason: 'a public map' }) });
    ['Admin', 'Reader'].forEach((id) => identities.addRole(id));
    Template.fromStack(stack).resourcePropertiesCountIs(ROLE, {
      Path: '/acme/',
      MaxSessionDuration: 7200,
      Description: 'Acme',
      PermissionsBoundary: Match.anyValue(),
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Federated: 'cognito-identity.amazonaws.com' } }] },
    }, 4);
    expect(seen).toHaveLength(4);
  });

  test('keep what they are given', () => {
    const stack = testStack();
    companyDefaults(stack, iam.Role, { path: '/acme/', assumedBy: new iam.AnyPrincipal() });
    identityPool(stack, { rolePath: '/shop/' });
    Template.fromStack(stack).hasResourceProperties(ROLE, {
      Path: '/shop/', AssumeRolePolicyDocument: { Statement: [{ Principal: { Federated: 'cognito-identity.amazonaws.com' } }] },
    });
  });

  test.each([
    [{ path: '/acme/' }, '"path" of aws-cdk-lib.aws-iam.Role follows "rolePath" and is "/shop/", and a property injector makes it "/acme/"'],
    [{ assumedBy: new iam.AnyPrincipal() }, '"assumedBy" of aws-cdk-lib.aws-iam.Role must be '],
  ])('fails when a company forces %p', (forced, message) => {
    const stack = testStack();
    companyRule(stack, iam.Role, forced);
    expect(() => identityPool(stack, { rolePath: '/shop/' })).toThrow(message);
  });
});

test('our construct has an id of its own', () => {
  const stack = testStack();
  companyDefaults(stack, FederatedIdentityPool, { identityPoolName: 'acme', rolePath: '/acme/' });
  identityPool(stack, { rolePath: '/shop/' });
  const template = Template.fromStack(stack);
  template.hasResourceProperties(POOL, { IdentityPoolName: 'acme' });
  template.hasResourceProperties(ROLE, { Path: '/shop/' });
});
