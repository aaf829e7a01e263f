import type { TriggerEvent } from '../../../src/workflows/runtime/event';

/** Everything that Cognito asks the texts of. @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
export const SOURCES = ['SignUp', 'AdminCreateUser', 'ResendCode', 'ForgotPassword', 'UpdateUserAttribute', 'VerifyUserAttribute', 'Authentication'];

type Values = Readonly<Record<string, unknown>>;

/** What Cognito sends for each source: the shape, with values of ours. */
export function messageEvent(source: string, userAttributes: Values = {}, request: Values = {}): TriggerEvent {
  return {
    version: '1',
    triggerSource: `CustomMessage_${source}`,
    region: 'us-east-1',
    userPoolId: 'us-east-1_NewPool12',
    userName: '5d1f9a52-8a1c-4d53-9b0e-3d7c1c1a0f11',
    callerContext: { clientId: '1example23456789' },
    request: {
      userAttributes: { sub: '5d1f9a52-8a1c-4d53-9b0e-3d7c1c1a0f11', email: 'anna@example.com', ...userAttributes },
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: source === 'AdminCreateUser' ? '{username}' : null,
      clientMetadata: null,
      ...request,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  };
}
