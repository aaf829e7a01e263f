import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuthenticatedUserPool, MfaPolicy } from '../../src';
import { testStack } from '../support';

test.each([
  { mfa: MfaPolicy.off(), mode: 'OFF', factors: Match.absent() },
  { mfa: MfaPolicy.optional(), mode: 'OPTIONAL', factors: ['SOFTWARE_TOKEN_MFA'] },
  { mfa: MfaPolicy.required(), mode: 'ON', factors: ['SOFTWARE_TOKEN_MFA'] },
])('$mode brings its factors and never SMS', ({ mfa, mode, factors }) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { mfa });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: mode, EnabledMfas: factors, SmsConfiguration: Match.absent() });
  template.resourceCountIs('AWS::IAM::Role', 0);
});
