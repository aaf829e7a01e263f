import { UserPoolClient, type OAuthSettings, type UserPoolClientProps } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { AppClientProps } from './app-client-options';
import { ApplicationType } from './application-type';
import { RefreshTokenRotation } from './refresh-token-rotation';
import { assertKept, injected, isInjected, stated, type Words } from '../private/defaults';
import { assertSound } from '../private/errors';

/** The props of a client after the company's property injector for the L2 was asked. */
export interface InjectedProps {
  /** what the caller said, and in our words what the company said where the caller didn't */
  readonly props: AppClientProps;
  /** what only the L2 has words for */
  readonly l2: Partial<UserPoolClientProps>;
}

/** Props that are the L2's own. */
const SAME = [
  'userPoolClientName', 'authFlows', 'authSessionValidity', 'accessTokenValidity', 'idTokenValidity', 'refreshTokenValidity', 'supportedIdentityProviders',
  'readAttributes', 'writeAttributes',
] as const;

/** Props of the L2 that ours say by other names. */
const RENAMED: Words = {
  'disableOAuth': 'hostedPages',
  'refreshTokenRotationGracePeriod': 'refreshTokenRotation',
  'enablePropagateAdditionalUserContextData': 'propagateUserContext',
  'oAuth.scopes': 'scopes',
  'oAuth.callbackUrls': 'callbackUrls',
  'oAuth.logoutUrls': 'logoutUrls',
  'oAuth.defaultRedirectUri': 'defaultRedirectUri',
};

const WORDS: Words = { ...Object.fromEntries(SAME.map((name) => [name, name])), ...RENAMED };

/** All of OAuth that a client with pages has. */
const CODE_GRANT = { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false };

/**
 * Asks the company's property injector for the L2, in whose words it sees what the caller said.
 *
 * Throws where it replaces what the caller said, or gives the client another grant.
 */
export function injectedProps(scope: Construct, id: string, props: AppClientProps): InjectedProps {
  if (!isInjected(scope, UserPoolClient)) {
    return { props, l2: {} };
  }
  const answer = injected(scope, id, UserPoolClient, inWordsOfL2(props), WORDS);
  const oAuth = answer.disableOAuth === true ? undefined : answer.oAuth;
  assertKept(scope, UserPoolClient, { oAuth: { flows: CODE_GRANT } }, { oAuth: { flows: { ...CODE_GRANT, ...oAuth?.flows } } });
  const { userPool: _userPool, generateSecret: _generateSecret, oAuth: _oAuth, ...theirs } = answer;
  const l2 = Object.entries(theirs).filter(([key]) => !(key in WORDS));
  const theirWords = inOurWords(answer, oAuth, props);
  assertSound(scope, ...Object.values(theirWords));
  return { props: { ...props, ...stated(theirWords) }, l2: Object.fromEntries(l2) };
}

function inWordsOfL2(props: AppClientProps): UserPoolClientProps {
  const { callbackUrls, logoutUrls, defaultRedirectUri, scopes, refreshTokenRotation: rotation } = props;
  const oAuth = stated<OAuthSettings>({ callbackUrls, logoutUrls, defaultRedirectUri, scopes });
  const hosted = props.hostedPages ?? (callbackUrls?.length || logoutUrls?.length ? true : undefined);
  return {
    userPool: props.userPool,
    generateSecret: props.applicationType === ApplicationType.TRADITIONAL_WEB,
    ...stated<Partial<UserPoolClientProps>>({
      ...Object.fromEntries(SAME.map((name) => [name, props[name]])),
      enablePropagateAdditionalUserContextData: props.propagateUserContext,
      disableOAuth: hosted === undefined ? undefined : !hosted,
      oAuth: Object.keys(oAuth).length > 0 ? oAuth : undefined,
    }),
    // no grace period is no rotation.
    ...rotation && { refreshTokenRotationGracePeriod: rotation.gracePeriod },
  };
}

function inOurWords(answer: UserPoolClientProps, oAuth: OAuthSettings | undefined, props: AppClientProps): Partial<AppClientProps> {
  const gracePeriod = answer.refreshTokenRotationGracePeriod;
  return {
    ...Object.fromEntries(SAME.map((name) => [name, answer[name]])),
    propagateUserContext: answer.enablePropagateAdditionalUserContextData,
    hostedPages: props.hostedPages ?? (answer.disableOAuth === true ? false : undefined),
    callbackUrls: oAuth?.callbackUrls,
    logoutUrls: oAuth?.logoutUrls,
    defaultRedirectUri: oAuth?.defaultRedirectUri,
    scopes: oAuth?.scopes,
    refreshTokenRotation: props.refreshTokenRotation ?? (gracePeriod && RefreshTokenRotation.enabled({ gracePeriod })),
  };
}
