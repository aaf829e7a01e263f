/**
 * A sign-in by a link in an e-mail: the three triggers of custom authentication.
 *
 * Prefer Cognito's own one-time code by e-mail (`FirstFactor.emailOtp()`): it needs no function, is guarded by threat protection, and nobody but the user can use
 * it up. Mail scanners open links before users do. So the link leads to a page of the app with the token behind `#`, where no server sees it, and the page
 * has a button: only that sends the token, with the session that the app kept in the same browser.
 */
import { createHash, randomBytes, timingSafeEqual } from 'crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

interface Attempt {
  readonly challengeName: string;
  readonly challengeResult: boolean;
}

/** What is needed of the events. */
export interface ChallengeEvent {
  readonly request: {
    readonly userAttributes?: Readonly<Record<string, string>>;
    readonly userNotFound?: boolean;
    readonly session?: readonly Attempt[];
    readonly privateChallengeParameters?: Readonly<Record<string, string>>;
    readonly challengeAnswer?: string;
  };
  response: Record<string, unknown>;
}

/** One link, which is right or not: no second try. */
export function define(event: ChallengeEvent): Promise<ChallengeEvent> {
  const attempts = event.request.session ?? [];
  const isRight = attempts.length === 1 && attempts[0]!.challengeName === 'CUSTOM_CHALLENGE' && attempts[0]!.challengeResult;
  event.response = attempts.length === 0
    ? { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false }
    : { issueTokens: isRight && event.request.userNotFound !== true, failAuthentication: !isRight || event.request.userNotFound === true };
  return Promise.resolve(event);
}

/** Sends the link to a verified address, and to no other. Whoever isn't known gets the same answer, and no mail. */
export async function create(event: ChallengeEvent): Promise<ChallengeEvent> {
  const { userAttributes = {}, userNotFound } = event.request;
  const token = randomBytes(32).toString('base64url');
  if (userNotFound !== true && userAttributes.email_verified === 'true') {
    await new SESv2Client().send(new SendEmailCommand({
      FromEmailAddress: process.env.FROM,
      Destination: { ToAddresses: [userAttributes.email!] },
      Content: { Simple: { Subject: { Data: 'Your sign-in' }, Body: { Text: { Data: `Open this page in the browser in which you began: ${process.env.PAGE}#${token}` } } } },
    }), { abortSignal: AbortSignal.timeout(3000) });
  }
  // the session holds the hash, and only Cognito reads that.
  event.response = { publicChallengeParameters: {}, privateChallengeParameters: { hash: hashOf(token).toString('base64url') }, challengeMetadata: 'MAGIC_LINK' };
  return event;
}

export function verify(event: ChallengeEvent): Promise<ChallengeEvent> {
  const { privateChallengeParameters = {}, challengeAnswer = '' } = event.request;
  const expected = Buffer.from(privateChallengeParameters.hash ?? '', 'base64url');
  const given = hashOf(challengeAnswer);
  event.response = { answerCorrect: expected.length === given.length && timingSafeEqual(expected, given) };
  return Promise.resolve(event);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
