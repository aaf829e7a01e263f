import { Template } from 'aws-cdk-lib/assertions';
import { AuthenticatedUserPool, SignUp } from '../../src';
import { testStack } from '../support';

test.each([
  { signUp: SignUp.open(), adminOnly: false },
  { signUp: SignUp.inviteOnly(), adminOnly: true },
  { signUp: undefined, adminOnly: true },
])('sign-up is always emitted: $adminOnly', ({ signUp, adminOnly }) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { signUp });
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: adminOnly },
    // a link could be clicked by the person whose address an attacker signed up.
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
  });
});
