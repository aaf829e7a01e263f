import { Aws } from 'aws-cdk-lib/core';
import { withQuery } from '../../src/app-client/query';
import { testStack } from '../support';

test('values are encoded, and those that aren\'t set left out', () => {
  expect(withQuery('https://acme.org/login', { scope: 'openid email', redirect_uri: 'https://a.org/?b=c&d', state: undefined }))
    .toBe('https://acme.org/login?scope=openid%20email&redirect_uri=https%3A%2F%2Fa.org%2F%3Fb%3Dc%26d');
});

test('a token is written as it is', () => {
  const stack = testStack();
  expect(stack.resolve(withQuery('https://acme.org/login', { client_id: Aws.STACK_ID, state: 'a b' })))
    .toEqual({ 'Fn::Join': ['', ['https://acme.org/login?client_id=', { Ref: 'AWS::StackId' }, '&state=a%20b']] });
});

test('literals around a token are encoded', () => {
  const stack = testStack();
  expect(stack.resolve(withQuery('https://acme.org/login', { scope: `openid ${Aws.STACK_ID}/read me` })))
    .toEqual({ 'Fn::Join': ['', ['https://acme.org/login?scope=openid%20', { Ref: 'AWS::StackId' }, '%2Fread%20me']] });
});
