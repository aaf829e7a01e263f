import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Lazy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SignInDomain } from '../../src';
import { synthError, testStack } from '../support';

test('a prefix domain shows managed login and is retained with its pool', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  Template.fromStack(stack).hasResource('AWS::Cognito::UserPoolDomain', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { Domain: 'acme-login', ManagedLoginVersion: 2 },
  });
});

test('the classic pages on request', () => {
  const stack = testStack();
  const managedLoginVersion = cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI;
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login', { managedLoginVersion }) });
  auth.addWebClient('Web', { callbackUrls: ['https://app.example.com/callback'] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 1 });
  template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
});

test.each([
  ['eu-central-1', 'https://acme-login.auth.eu-central-1.amazoncognito.com/oauth2/token'],
  ['us-gov-west-1', 'https://acme-login.auth-fips.us-gov-west-1.amazoncognito.com/oauth2/token'],
])('in %s its host is right', (region, url) => {
  const auth = new AuthenticatedUserPool(testStack({ env: { region } }), 'Auth', { domain: SignInDomain.prefix('acme-login') });
  expect(auth.tokenUrl).toBe(url);
});

test('without a Region of its own the stack\'s Region stands in the host', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
  expect(stack.resolve(auth.tokenUrl)).toEqual({
    'Fn::Join': ['', ['https://acme-login.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com/oauth2/token']],
  });
});

test.each(['a', '0', 'a'.repeat(63), 'a-b'])('the prefix "%s" is taken', (prefix) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(prefix) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: prefix });
});

test.each(['-a', 'a-', 'a'.repeat(64)])('fails when the prefix is "%s"', (prefix) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(prefix) });
  expect(synthError(stack)).toMatch(new RegExp(`Domain is "${prefix}"; .*rule domainPrefixShape`));
});

test.each(['laws', 'amazonia', 'mycognito'])('fails when the prefix "%s" holds a reserved word', (prefix) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(prefix) });
  expect(synthError(stack)).toMatch(/rule domainPrefixReserved/);
});

test('a prefix that only CloudFormation knows passes', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix(Lazy.string({ produce: () => stack.resolve(stack.stackId) as string })) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: { Ref: 'AWS::StackId' } });
});
