import { ProviderAttribute } from 'aws-cdk-lib/aws-cognito';
import { mergedMapping, scopesFor } from '../../src/social-providers/scopes';

const { other } = ProviderAttribute;

test('a mapping replaces what it names and keeps the rest', () => {
  const merged = mergedMapping({ email: other('mail'), fullname: other('name') }, { fullname: other('display_name') });
  expect(merged.email?.attributeName).toBe('mail');
  expect(merged.fullname?.attributeName).toBe('display_name');
});

test('a default that is unset is gone', () => {
  expect(Object.keys(mergedMapping({ email: other('mail'), fullname: other('name') }, { fullname: undefined }))).toEqual(['email']);
});

test('scopes follow standard and custom attributes, each once', () => {
  const mapping = { email: other('mail'), nickname: other('mail'), custom: { 'custom:team': other('team') } };
  expect(scopesFor(mapping, ['openid'], { mail: 'email', team: 'teams', unused: 'never' })).toEqual(['openid', 'email', 'teams']);
});

test('an attribute that needs no scope asks for none', () => {
  expect(scopesFor({ email: other('mail') }, ['openid'], {})).toEqual(['openid']);
});

test('what is mapped into the e-mail address asks for its scope, whatever the provider calls it', () => {
  expect(scopesFor({ email: other('EMAIL') }, ['openid'], { email: 'email' })).toEqual(['openid', 'email']);
  expect(scopesFor({ nickname: other('EMAIL') }, ['openid'], { email: 'email' })).toEqual(['openid']);
});
