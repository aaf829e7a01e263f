import type { TriggerEvent } from '../../../src/workflows/runtime/event';

/** The event of a trigger as AWS documents it, and where. */
export interface DocumentedEvent {
  readonly source: string;
  readonly event: TriggerEvent;
}

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide';

const COMMON = { region: 'eu-central-1', userPoolId: 'eu-central-1_example', userName: 'ada', callerContext: { clientId: 'client' } };

/** What a user of the pool's own has. */
export const OWN_USER = {
  'sub': '11111111-2222-3333-4444-555555555555',
  'cognito:user_status': 'CONFIRMED',
  'email': 'ada@acme.example',
  'email_verified': 'true',
};

/** What a user of a provider has, who has no other way in. */
export const PROVIDER_USER = {
  'sub': '99999999-8888-7777-6666-555555555555',
  'cognito:user_status': 'EXTERNAL_PROVIDER',
  'identities': identities('Okta'),
  'email': 'ada@acme.example',
  'email_verified': 'false',
};

/** What Cognito writes into the attribute `identities`. */
export function identities(...providers: string[]): string {
  return JSON.stringify(providers.map((providerName, index) => (
    { userId: `00u${index}`, providerName, providerType: 'SAML', issuer: 'http://www.okta.com/abc', primary: index === 0, dateCreated: 1700000000000 })));
}

const GROUPS = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null };

function tokenGeneration(triggerSource: string, version: string): DocumentedEvent {
  const isFirst = version === '1';
  return {
    source: `${GUIDE}/user-pool-lambda-pre-token-generation.html`,
    event: {
      ...COMMON,
      version,
      triggerSource,
      request: { userAttributes: OWN_USER, groupConfiguration: GROUPS, ...isFirst ? {} : { scopes: ['openid', 'email'] } },
      response: { [isFirst ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails']: null },
    },
  };
}

function postConfirmation(triggerSource: string): DocumentedEvent {
  return {
    source: `${GUIDE}/user-pool-lambda-post-confirmation.html`,
    event: { ...COMMON, version: '1', triggerSource, request: { userAttributes: OWN_USER }, response: {} },
  };
}

/** Every source of token generation by users. */
export const TOKEN_SOURCES = ['HostedAuth', 'Authentication', 'NewPasswordChallenge', 'AuthenticateDevice', 'RefreshTokens'].map((name) => `TokenGeneration_${name}`);

/** Token generation of users, in each version of the event. */
export const TOKEN_EVENTS: readonly DocumentedEvent[] = ['1', '2', '3'].flatMap((version) => TOKEN_SOURCES.map((source) => tokenGeneration(source, version)));

/** Token generation of machines, which have neither attributes nor groups. */
export const MACHINE_EVENT: DocumentedEvent = {
  source: `${GUIDE}/user-pool-lambda-pre-token-generation.html`,
  event: {
    ...COMMON,
    userName: undefined,
    version: '3',
    triggerSource: 'TokenGeneration_ClientCredentials',
    request: { scopes: ['api/read'], clientMetadata: { tenant: 'evil' } },
    response: { claimsAndScopeOverrideDetails: null },
  },
};

/** After confirmation. */
export const CONFIRMATION_EVENTS: readonly DocumentedEvent[] = ['PostConfirmation_ConfirmSignUp', 'PostConfirmation_ConfirmForgotPassword'].map(postConfirmation);

/** A copy of an event, with other attributes. */
export function withAttributes({ event }: DocumentedEvent, userAttributes: unknown, more: Record<string, unknown> = {}): TriggerEvent {
  return structuredClone({ ...event, request: { ...event.request, userAttributes, ...more } });
}

/** The first token of a user, in one version of the event. */
export function tokenEvent(version: '1' | '2' | '3', userAttributes: unknown, more: Record<string, unknown> = {}): TriggerEvent {
  return withAttributes(tokenGeneration('TokenGeneration_HostedAuth', version), userAttributes, more);
}
