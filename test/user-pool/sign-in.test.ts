import { Template } from 'aws-cdk-lib/assertions';
import { AuthenticatedUserPool, SignIn } from '../../src';
import { testStack } from '../support';

test.each([
  { options: {}, sensitive: false },
  { options: { caseSensitive: false }, sensitive: false },
  { options: { caseSensitive: true }, sensitive: true },
])('email($options) is the user name, verified, and emits its case: $sensitive', ({ options, sensitive }) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.email(options) });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', {
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: sensitive },
  });
  expect(auth.summary.immutableChoices).toContainEqual({ name: 'case-sensitive user names', value: sensitive ? 'yes' : 'no' });
});
