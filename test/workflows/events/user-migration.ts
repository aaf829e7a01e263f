import type { TriggerEvent } from '../../../src/workflows/runtime/event';

/** The response as Cognito sends it: empty. */
const NOTHING = {
  userAttributes: null, forceAliasCreation: null, enableSMSMFA: null, finalUserStatus: null, messageAction: null, desiredDeliveryMediums: null,
};

/**
 * What Cognito sends for each source: the shapes, with values of ours.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
function migrationEvent(triggerSource: string, userName: string, request: Readonly<Record<string, unknown>>): TriggerEvent {
  return {
    version: '1',
    triggerSource,
    region: 'us-east-1',
    userPoolId: 'us-east-1_NewPool12',
    userName,
    callerContext: { clientId: '1example23456789' },
    request,
    response: { ...NOTHING },
  };
}

/** Somebody signs in whom the pool doesn't have. */
export function signIn(userName: string, password: unknown = 'Right-password1'): TriggerEvent {
  return migrationEvent('UserMigration_Authentication', userName, { password, validationData: null, clientMetadata: null });
}

/** Somebody whom the pool doesn't have has forgotten the password: the event has none. */
export function forgotPassword(userName: string): TriggerEvent {
  return migrationEvent('UserMigration_ForgotPassword', userName, { password: null, validationData: null, clientMetadata: null });
}
