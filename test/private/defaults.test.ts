import * as iam from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Duration, PropertyInjectors, type IPropertyInjector } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AuthenticatedUserPool, SignUp } from '../../src';
import { define, defineWithDefaults, injected, isInjected, ownProps, sameWords, stated } from '../../src/private/defaults';
import { companyDefaults, companyRule, testStack } from '../support';

const assumedBy = new iam.AccountRootPrincipal();

function role(scope: Construct, id: string, said: Partial<iam.RoleProps> = {}): iam.CfnRole {
  const l2 = defineWithDefaults(scope, id, iam.Role, { assumedBy, ...said }, { description: 'ours', path: '/ours/' }, sameWords(said));
  return l2.node.defaultChild as iam.CfnRole;
}

test('without a company ours fill what the caller left out, undefined or not', () => {
  const stack = testStack();
  const { description, path } = role(stack, 'Role', { path: '/said/', description: undefined });
  expect([description, path]).toEqual(['ours', '/said/']);
  expect(PropertyInjectors.hasPropertyInjectors(stack)).toBe(false);
});

test('a company stands between the caller and us', () => {
  const stack = testStack();
  companyDefaults(stack, iam.Role, { description: 'theirs', path: '/theirs/', roleName: 'theirs' });
  const { description, path, roleName } = role(stack, 'Role', { path: '/said/' });
  expect([description, path, roleName]).toEqual(['theirs', '/said/', 'theirs']);
});

test('what a company makes undefined is left out: ours stands', () => {
  const stack = testStack();
  companyDefaults(stack, iam.Role, { description: undefined });
  expect(role(stack, 'Role').description).toBe('ours');
});

test('an injector is asked once, with what the caller said alone', () => {
  const stack = testStack();
  const seen = companyDefaults(stack, iam.Role, {});
  role(stack, 'Role', { path: '/said/' });
  expect(seen).toEqual([{ assumedBy, path: '/said/' }]);
});

test('of many constructs in a scope each is asked for, and ours stands there once', () => {
  const stack = testStack();
  const scope = new Construct(stack, 'Roles');
  const seen = companyDefaults(stack, iam.Role, {});
  role(scope, 'First');
  const ours = PropertyInjectors.of(scope).for(iam.Role.PROPERTY_INJECTION_ID);
  role(scope, 'Second');
  expect(seen).toHaveLength(2);
  expect(PropertyInjectors.of(scope).for(iam.Role.PROPERTY_INJECTION_ID)).toBe(ours);
});

test('another construct in the scope is the company\'s, with its injector\'s context', () => {
  const stack = testStack();
  const scope = new Construct(stack, 'Roles');
  const seen = companyDefaults(stack, iam.Role, { description: 'theirs' });
  role(scope, 'First');
  const below = new Construct(scope, 'Below');
  const others = [new iam.Role(scope, 'Second', { assumedBy }), new iam.Role(below, 'First', { assumedBy })];
  expect(others.map((other) => (other.node.defaultChild as iam.CfnRole).description)).toEqual(['theirs', 'theirs']);
  expect(seen).toHaveLength(3);
});

test('an injector that comes later to our scope counts', () => {
  const stack = testStack();
  companyDefaults(stack, iam.Role, { description: 'far' });
  role(stack, 'First');
  companyDefaults(stack, iam.Role, { description: 'near' });
  expect(role(stack, 'Second').description).toBe('near');
});

test('an injector for another class says nothing', () => {
  const stack = testStack();
  companyDefaults(stack, Key, { description: 'theirs' });
  expect([isInjected(stack, iam.Role), isInjected(stack, Key)]).toEqual([false, true]);
  expect(role(stack, 'Role').description).toBe('ours');
});

test('a struct may grow, a list may not', () => {
  const stack = testStack();
  companyRule(stack, iam.Role, { inlinePolicies: { Said: 'said', Theirs: 'theirs' } });
  const inlinePolicies = { Said: 'said' } as unknown as Record<string, iam.PolicyDocument>;
  expect(injected(stack, 'Role', iam.Role, { inlinePolicies })).toEqual({ inlinePolicies: { Said: 'said', Theirs: 'theirs' } });
  companyRule(stack, iam.Role, { externalIds: ['said', 'theirs'] });
  expect(() => injected(stack, 'Role', iam.Role, { externalIds: ['said'] }))
    .toThrow('[Stack] "externalIds" of aws-cdk-lib.aws-iam.Role must be ["said"], and a property injector makes it ["said","theirs"]: let the injector keep what it is given, '
      + '{ ...defaults, ...props }, or leave it out');
});

test('fails when an injector drops what was said, or says what was said to be left out', () => {
  const stack = testStack();
  companyRule(stack, iam.Role, { path: undefined });
  expect(() => injected(stack, 'Role', iam.Role, { path: '/said/' })).toThrow('must be "/said/", and a property injector makes it undefined');
  companyRule(stack, iam.Role, { path: '/theirs/' });
  expect(() => injected(stack, 'Role', iam.Role, { path: undefined })).toThrow('must be undefined, and a property injector makes it "/theirs/"');
});

test('an equal value of another identity is the same', () => {
  const stack = testStack();
  companyRule(stack, iam.Role, { maxSessionDuration: Duration.hours(1) });
  expect(injected(stack, 'Role', iam.Role, { maxSessionDuration: Duration.hours(1) })).toEqual({ maxSessionDuration: Duration.hours(1) });
});

test('a secret isn\'t shown', () => {
  const stack = testStack();
  companyRule(stack, Key, { clientSecret: 'hush' });
  const said = { clientSecret: 'mine' } as object;
  expect(() => injected(stack, 'Key', Key, said)).toThrow('must be a secret that isn\'t shown, and a property injector makes it a secret that isn\'t shown');
});

test('what is defined after it was asked isn\'t injected again', () => {
  const stack = testStack();
  const seen = companyRule(stack, iam.Role, { description: 'theirs' });
  expect((define(stack, 'Role', iam.Role, { assumedBy, description: 'settled' }).node.defaultChild as iam.CfnRole).description).toBe('settled');
  expect(seen).toEqual([]);
});

test('a construct of ours takes what its injector makes of the props', () => {
  const stack = testStack();
  new Construct(stack, 'Own');
  const injector: IPropertyInjector = { constructUniqueId: 'ours', inject: (props: object, { scope, id }) => ({ ...props, at: `${scope.node.path}/${id}` }) };
  expect(ownProps(stack, 'Own', 'ours', { a: 1 })).toEqual({ a: 1 });
  PropertyInjectors.of(stack).add(injector);
  expect(ownProps(stack, 'Own', 'ours', { a: 1 })).toEqual({ a: 1, at: 'Stack/Own' });
});

test('but not against the caller', () => {
  const stack = testStack();
  const forced = { constructUniqueId: AuthenticatedUserPool.PROPERTY_INJECTION_ID, inject: (props: object) => ({ ...props, signUp: SignUp.open() }) };
  PropertyInjectors.of(stack).add(forced);
  expect(new AuthenticatedUserPool(stack, 'Left').userPool).toBeDefined();
  expect(() => new AuthenticatedUserPool(stack, 'Said', { signUp: SignUp.inviteOnly() })).toThrow(
    /"signUp" of cdk-cognito-auth.AuthenticatedUserPool follows "signUp" and is .*, and a property injector makes it .*: let the injector keep what it is given/);
});

test('stated leaves out what is undefined, and nothing else', () => {
  expect(stated({ a: undefined, b: null, c: false, d: 0, e: '' })).toEqual({ b: null, c: false, d: 0, e: '' });
});
