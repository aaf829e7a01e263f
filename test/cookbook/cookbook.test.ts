import * as magicLink from '../../examples/cookbook/magic-link';
import * as migration from '../../examples/cookbook/migration-by-https';
import * as offBoarding from '../../examples/cookbook/off-boarding';
import * as signInEvents from '../../examples/cookbook/sign-in-events';
import { AwsServer, type Answer } from '../workflows/runtime/support';

let server: AwsServer;
let answers: Record<string, Answer>;
let errors: string[];

const SES = '/v2/email/outbound-emails';

beforeAll(async () => {
  server = await new AwsServer((operation) => answers[operation] ?? { status: 400, error: 'UnexpectedCall' }).start();
  Object.assign(process.env, {
    DIRECTORY_URL: `${process.env.AWS_ENDPOINT_URL}/directory`,
    DIRECTORY_SECRET: 'directory',
    FROM: 'login@acme.example',
    PAGE: 'https://app.acme.example/link',
    BUS: 'sign-ins',
    USER_POOL_ID: 'eu-central-1_example',
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  server.calls.length = 0;
  errors = [];
  jest.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  answers = { GetSecretValue: { body: { SecretString: 'token' } } };
});

describe('migration by HTTPS', () => {
  const ADA = 'ada@acme.example';
  const event = (source: string, userName = ADA, password: string | null = 'right') => ({
    triggerSource: `UserMigration_${source}`, userName, request: { password }, response: { userAttributes: null } as Record<string, unknown>,
  });
  const known = (user: unknown) => {
    answers['/directory'] = { body: user };
  };

  test('takes over whom the directory knows by the password, and who forgot it', async () => {
    known({ email: ADA, emailVerified: true, givenName: 'Ada' });
    const userAttributes = { email: ADA, email_verified: 'true', given_name: 'Ada' };
    expect((await migration.handler(event('Authentication'))).response).toEqual({ userAttributes, messageAction: 'SUPPRESS', finalUserStatus: 'CONFIRMED' });
    expect((await migration.handler(event('ForgotPassword', ADA, null))).response).toEqual({ userAttributes, messageAction: 'SUPPRESS' });
    expect(server.calls.filter(([path]) => path === '/directory').map(([, body]) => body)).toEqual([{ name: ADA, password: 'right' }, { name: ADA }]);
  });

  test.each<[string, unknown, ReturnType<typeof event>]>([
    ['a directory that knows another user', { email: 'eve@acme.example', emailVerified: true }, event('Authentication')],
    ['an answer of another shape', { email: ADA, emailVerified: 'true' }, event('Authentication')],
    ['an empty answer', null, event('Authentication')],
    ['a sign-in without a password, which the directory would answer', { email: ADA, emailVerified: true }, event('Authentication', ADA, '')],
    ['an address to which no code may go', { email: ADA, emailVerified: false }, event('ForgotPassword', ADA, null)],
  ])('leaves the response empty for %s', async (_, user, asked) => {
    known(user);
    expect((await migration.handler(asked)).response).toEqual({ userAttributes: null });
  });

  test('answers nobody, and tells nothing about them, where the directory refuses or fails', async () => {
    answers['/directory'] = { status: 401, error: 'Unauthorized' };
    expect((await migration.handler(event('Authentication'))).response).toEqual({ userAttributes: null });
    expect(errors).toEqual([]);
    const url = process.env.DIRECTORY_URL;
    process.env.DIRECTORY_URL = 'http://127.0.0.1:9/ada@acme.example';
    expect((await migration.handler(event('Authentication'))).response).toEqual({ userAttributes: null });
    process.env.DIRECTORY_URL = url;
    expect(errors).toEqual([expect.stringContaining('"level":"ERROR"')]);
    expect(errors.join()).not.toContain('ada');
  });
});

describe('magic link', () => {
  const ADA = { email: 'ada@acme.example', email_verified: 'true' };
  const attempt = (challengeResult: boolean, challengeName = 'CUSTOM_CHALLENGE') => ({ challengeName, challengeResult });
  const sent = () => server.calls.filter(([path]) => path === SES).map(([, body]) => JSON.stringify(body));

  async function begun(request: magicLink.ChallengeEvent['request']): Promise<{ hash: string; token?: string }> {
    answers[SES] = { body: { MessageId: '1' } };
    const { response } = await magicLink.create({ request, response: {} });
    const { hash } = response.privateChallengeParameters as { hash: string };
    return { hash, token: /#([\w-]+)/.exec(sent().join())?.[1] };
  }

  async function isRight(hash: string, challengeAnswer?: string): Promise<unknown> {
    return (await magicLink.verify({ request: { privateChallengeParameters: { hash }, challengeAnswer }, response: {} })).response.answerCorrect;
  }

  test('goes to a verified address, and its token is the answer', async () => {
    const { hash, token } = await begun({ userAttributes: ADA });
    expect(sent()).toEqual([expect.stringContaining('https://app.acme.example/link#')]);
    expect(await isRight(hash, token)).toBe(true);
    expect(await isRight(hash, `${token}x`)).toBe(false);
    expect(await isRight(hash, hash)).toBe(false);
    expect(await isRight(hash)).toBe(false);
    expect((await magicLink.verify({ request: { challengeAnswer: '' }, response: {} })).response.answerCorrect).toBe(false);
  });

  test.each<[string, magicLink.ChallengeEvent['request']]>([
    ['an address that nobody verified', { userAttributes: { ...ADA, email_verified: 'false' } }],
    ['nobody', { userNotFound: true }],
    ['nobody, with the attributes of somebody', { userNotFound: true, userAttributes: ADA }],
  ])('is sent to none for %s, with an answer of the same shape', async (_, request) => {
    const { hash } = await begun(request);
    expect(sent()).toEqual([]);
    expect(hash).toMatch(/^[\w-]{43}$/);
  });

  test.each<[string, magicLink.ChallengeEvent['request'], Record<string, unknown>]>([
    ['asks for the link first', { session: [] }, { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false }],
    ['lets in by the right one', { session: [attempt(true)] }, { issueTokens: true, failAuthentication: false }],
    ['fails by a wrong one, without another try', { session: [attempt(false)] }, { issueTokens: false, failAuthentication: true }],
    ['fails by a right one after a wrong one', { session: [attempt(false), attempt(true)] }, { issueTokens: false, failAuthentication: true }],
    ['fails by another challenge', { session: [attempt(true, 'SRP_A')] }, { issueTokens: false, failAuthentication: true }],
    ['fails for nobody', { session: [attempt(true)], userNotFound: true }, { issueTokens: false, failAuthentication: true }],
  ])('%s', async (_, request, response) => {
    expect((await magicLink.define({ request, response: {} })).response).toEqual(response);
  });
});

describe('sign-in events', () => {
  const event = {
    userPoolId: 'eu-central-1_example', callerContext: { clientId: 'client' }, request: { userAttributes: { sub: 'sub', email: 'ada@acme.example' }, newDeviceUsed: true },
  };

  test('say who and where, and nothing else', async () => {
    answers.PutEvents = { body: { FailedEntryCount: 0 } };
    expect(await signInEvents.handler(event)).toBe(event);
    expect(server.calls).toEqual([['PutEvents', {
      Entries: [expect.objectContaining({
        EventBusName: 'sign-ins',
        Detail: JSON.stringify({ userPoolId: 'eu-central-1_example', clientId: 'client', sub: 'sub', newDeviceUsed: true }),
      })],
    }]]);
    expect(errors).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['can\'t be reached', { status: 400, error: 'AccessDeniedException' }],
    ['takes none', { body: { FailedEntryCount: 1 } }],
  ])('keep nobody from signing in where the bus %s', async (_, answer) => {
    answers.PutEvents = answer;
    expect(await signInEvents.handler(event)).toBe(event);
    expect(errors).toHaveLength(1);
    expect(errors.join()).not.toContain('ada');
  });
});

describe('off-boarding', () => {
  test('disables first, and signs out then', async () => {
    Object.assign(answers, { AdminDisableUser: { body: {} }, AdminUserGlobalSignOut: { body: {} } });
    expect(await offBoarding.handler({ userName: 'Okta_1' })).toBe(true);
    expect(server.calls).toEqual(['AdminDisableUser', 'AdminUserGlobalSignOut'].map((operation) => (
      [operation, { UserPoolId: 'eu-central-1_example', Username: 'Okta_1' }])));
  });

  test('of a user who never came is done', async () => {
    answers.AdminDisableUser = { status: 400, error: 'UserNotFoundException' };
    expect(await offBoarding.handler({ userName: 'Okta_1' })).toBe(false);
  });

  test('that fails is for whoever called to repeat', async () => {
    Object.assign(answers, { AdminDisableUser: { body: {} }, AdminUserGlobalSignOut: { status: 400, error: 'TooManyRequestsException' } });
    await expect(offBoarding.handler({ userName: 'Okta_1' })).rejects.toThrow('TooManyRequestsException');
  });
});
