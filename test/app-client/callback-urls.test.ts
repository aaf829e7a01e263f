import { Template } from 'aws-cdk-lib/assertions';
import { AuthenticatedUserPool, CallbackUrls } from '../../src';
import { testStack } from '../support';

test.each([
  [5173, '/callback', ['http://localhost:5173/callback', 'http://127.0.0.1:5173/callback']],
  [1, undefined, ['http://localhost:1/', 'http://127.0.0.1:1/']],
  [65_535, '/', ['http://localhost:65535/', 'http://127.0.0.1:65535/']],
])('port %d, path %s', (port, path, urls) => {
  expect(CallbackUrls.localhost(port, path)).toEqual(urls);
  expect(urls.map((url) => new URL(url).pathname)).toEqual([path ?? '/', path ?? '/']);
});

test.each([0, 65_536, 80.5, NaN])('fails when the port is %d', (port) => {
  expect(() => CallbackUrls.localhost(port)).toThrow(`"port" must be a whole number from 1 to 65535, received ${JSON.stringify(port)}`);
});

test('fails when the path has no leading slash', () => {
  expect(() => CallbackUrls.localhost(5173, 'callback')).toThrow('"path" must begin with a slash, received "callback"');
});

test('a client takes them, without a finding', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth').addSpaClient('Development', { callbackUrls: CallbackUrls.localhost(5173, '/callback') });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    CallbackURLs: ['http://localhost:5173/callback', 'http://127.0.0.1:5173/callback'],
  });
});
