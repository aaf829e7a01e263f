import type { TriggerEvent } from '../../../src/workflows/runtime/event';

const TRIGGERS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html';
const PRE_SIGN_UP = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html';
const PRE_TOKEN = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html';

/** What AWS documents of the event of a `triggerSource`. */
export interface DocumentedEvent {
  /** the pages that say so */
  readonly sources: readonly string[];
  /** what `request` has beside the user's attributes */
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
  /** whether there is no user */
  readonly isMachine?: boolean;
}

const signUp: DocumentedEvent = {
  sources: [TRIGGERS, PRE_SIGN_UP],
  request: { validationData: null, clientMetadata: {} },
  response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
};

const token: DocumentedEvent = {
  sources: [TRIGGERS, PRE_TOKEN],
  request: { groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null }, clientMetadata: {} },
  response: { claimsOverrideDetails: null },
};

/** By `triggerSource`. */
export const DOCUMENTED_EVENTS: Readonly<Record<string, DocumentedEvent>> = {
  PreSignUp_SignUp: signUp,
  PreSignUp_AdminCreateUser: signUp,
  PreSignUp_ExternalProvider: signUp,
  TokenGeneration_HostedAuth: token,
  TokenGeneration_Authentication: token,
  TokenGeneration_NewPasswordChallenge: token,
  TokenGeneration_AuthenticateDevice: token,
  TokenGeneration_RefreshTokens: token,
  TokenGeneration_ClientCredentials: { ...token, request: { ...token.request, scopes: [] }, isMachine: true },
};

/** The event of a trigger as AWS documents it, with the attributes of a user. */
export function documented(triggerSource: string, userAttributes: Readonly<Record<string, unknown>>, userName = 'ada'): TriggerEvent {
  const { request, response } = DOCUMENTED_EVENTS[triggerSource]!;
  return {
    version: '1',
    triggerSource,
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_example',
    userName,
    callerContext: { clientId: 'client' },
    request: { ...request, userAttributes },
    response: { ...response },
  };
}

/** The attribute in which Cognito writes the accounts of a user at providers. */
export function identities(...accounts: [providerName: string, userId: string][]): string {
  return JSON.stringify(accounts.map(([providerName, userId], at) => (
    { userId, providerName, providerType: providerName, issuer: null, primary: at === 0, dateCreated: 1_700_000_000_000 })));
}
