import { oldPoolServer, type OldPoolServer, type OldUser } from './old-pool-server';
import type { TriggerEvent } from '../../../src/workflows/runtime/event';
import { triggerFunction } from '../../../src/workflows/runtime/function';
import { decided } from '../../../src/workflows/user-migration/decision';
import { flaw, type MigrationEntry } from '../../../src/workflows/user-migration/entry';
import { userMigration } from '../../../src/workflows/user-migration/step';
import { forgotPassword, signIn } from '../events/user-migration';

/** Whether anybody waits for the beat. */
let mockBeat = false;
jest.mock('timers/promises', () => ({
  setTimeout: (milliseconds: number) => mockBeat ? jest.requireActual<typeof import('timers/promises')>('timers/promises').setTimeout(milliseconds) : Promise.resolve(),
}));

const STANDARD = ['email', 'phone_number', 'given_name', 'preferred_username'];

const ENTRY: MigrationEntry = {
  userPoolId: 'eu-west-1_OldPool12',
  clientId: 'oldclient',
  region: 'eu-west-1',
  attributes: Object.fromEntries(STANDARD.map((name) => [name, name])),
  secondFactors: 'REFUSE',
  names: 'ADDRESS',
  emailDomains: [],
  until: '2999-01-01T00:00:00.000Z',
};

const ANNA = 'anna@example.com';
const VERIFIED_PHONE = { phone_number: '+4366012345', phone_number_verified: 'true' };

type Entries = Partial<MigrationEntry> | readonly Partial<MigrationEntry>[];

let server: OldPoolServer;
let lines: Record<string, unknown>[];

beforeEach(() => {
  mockBeat = false;
  lines = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>));
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAFUNCTION', AWS_SECRET_ACCESS_KEY: 'secret' });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

async function pool(users: Readonly<Record<string, OldUser>>): Promise<void> {
  server = await oldPoolServer(users);
  process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = server.url;
  process.env.AWS_ENDPOINT_URL_STS = server.url;
}

/** The event as Cognito gets it back from the function. */
async function run(event: TriggerEvent, entry: Entries = {}, remaining = 5000): Promise<TriggerEvent> {
  const entries = [entry].flat().map((one: Partial<MigrationEntry>) => ({ ...ENTRY, ...one }));
  const started = performance.now();
  return triggerFunction({ userMigration: userMigration as never }, () => ({ userMigration: entries }))(event, {
    getRemainingTimeInMillis: () => Math.round(remaining - (performance.now() - started)),
  });
}

/** Nothing is told: the event comes back as Cognito sent it, in words and codes for operators only. */
async function refused(event: TriggerEvent, entry: Entries = {}, remaining?: number): Promise<string> {
  const before = structuredClone(event);
  expect(await run(event, entry, remaining)).toEqual(before);
  const refusal = lines.find((line) => line.Refusals === 1);
  expect(JSON.stringify(lines)).not.toMatch(/anna|example\.com|password1|\+43/i);
  return String(refusal?.code);
}

async function migrated(event: TriggerEvent, entry: Entries = {}): Promise<Record<string, unknown>> {
  const { response } = await run(event, entry);
  expect(response).toMatchObject({ messageAction: 'SUPPRESS', forceAliasCreation: false });
  expect(response.userAttributes).not.toBeNull();
  return response;
}

describe('a user who signs in', () => {
  test('comes over with the password, and with attributes and verified state as the old pool has them', async () => {
    await pool({ [ANNA]: { attributes: { 'given_name': 'Anna', 'phone_number': '+4366012345', 'custom:role': 'admin', 'identities': '[]' } } });
    const response = await migrated(signIn(ANNA));
    expect(response).toEqual({
      desiredDeliveryMediums: null,
      enableSMSMFA: null,
      messageAction: 'SUPPRESS',
      forceAliasCreation: false,
      finalUserStatus: 'CONFIRMED',
      userAttributes: { given_name: 'Anna', email: ANNA, email_verified: 'true', phone_number: '+4366012345', phone_number_verified: 'false' },
    });
    expect(server.operations()).toEqual(['AdminGetUser', 'AdminInitiateAuth']);
    const { body, authorization } = server.asked.find(({ operation }) => operation === 'AdminInitiateAuth')!;
    expect(body).toEqual({ UserPoolId: 'eu-west-1_OldPool12', ClientId: 'oldclient', AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: ANNA, PASSWORD: 'Right-password1' } });
    expect(authorization).toContain('AKIAFUNCTION');
    expect(authorization).toContain('/eu-west-1/cognito-idp/');
    expect(lines).toEqual([]);
  });

  test('brings what is mapped, under its new name, and an address from elsewhere isn\'t verified', async () => {
    await pool({ [ANNA]: { attributes: { 'custom:mail': 'other@example.com', 'custom:plan': 'gold' } } });
    const attributes = { 'email': 'custom:mail', 'custom:tier': 'custom:plan', 'custom:old': 'sub' };
    const response = await migrated(signIn(ANNA), { names: 'ALIAS', attributes });
    expect(response.userAttributes).toEqual({
      'email': 'other@example.com', 'email_verified': 'false', 'custom:tier': 'gold', 'custom:old': expect.stringMatching(/^5d1f/), 'username': expect.stringMatching(/^5d1f/),
    });
  });

  test('in the pool\'s own Region where the entry names none', async () => {
    await pool({ [ANNA]: {} });
    await migrated(signIn(ANNA), { region: undefined });
    expect(server.asked[0]!.authorization).toContain('/us-east-1/cognito-idp/');
  });

  test('by a temporary password gets a new one', async () => {
    await pool({ [ANNA]: { status: 'FORCE_CHANGE_PASSWORD' } });
    expect(await migrated(signIn(ANNA))).toMatchObject({ finalUserStatus: 'RESET_REQUIRED' });
  });

  test('who must set a second factor up, and has none, comes over', async () => {
    await pool({ [ANNA]: { challenge: 'MFA_SETUP' } });
    expect(await migrated(signIn(ANNA))).toMatchObject({ finalUserStatus: 'CONFIRMED' });
  });

  test.each<[string, OldUser, string]>([
    ['with the wrong password', { password: 'Other-password1' }, 'NotAuthorizedException'],
    ['who is disabled', { enabled: false }, 'NotAuthorizedException'],
    ['who is disabled, and whom the old pool lets in all the same', { enabled: false, challenge: 'MFA_SETUP' }, 'NotAuthorizedException'],
    ['who has to reset the password', { status: 'RESET_REQUIRED' }, 'PasswordResetRequiredException'],
    ['who never confirmed', { status: 'UNCONFIRMED' }, 'UserNotConfirmedException'],
    ['from an identity provider', { status: 'EXTERNAL_PROVIDER', username: 'Google_1' }, 'NotAuthorizedException'],
    ['whose password has leaked', { status: 'COMPROMISED' }, 'Status:COMPROMISED'],
    ['whom a challenge of unknown meaning stops', { challenge: 'PASSWORD_VERIFIER' }, 'Unproven'],
    ['whom an invitation waits for, with a challenge of another meaning', { status: 'FORCE_CHANGE_PASSWORD', challenge: 'SMS_MFA' }, 'Unproven'],
    ['whom an invitation waits for, without a verified address', { status: 'FORCE_CHANGE_PASSWORD', attributes: { email_verified: 'false' } }, 'NoVerifiedAddress'],
    ['with a second factor', { factors: ['SOFTWARE_TOKEN_MFA'] }, 'SecondFactor'],
    ['with an older second factor', { olderFactors: ['SMS'] }, 'SecondFactor'],
    ['whom the old pool asks for one on its own', { challenge: 'EMAIL_OTP' }, 'SecondFactor'],
  ])('%s is answered as nobody', async (_, user, code) => {
    await pool({ [ANNA]: user });
    expect(await refused(signIn(ANNA))).toBe(code);
  });

  test('whom the old pool doesn\'t know is answered alike', async () => {
    await pool({ [ANNA]: {} });
    expect(await refused(signIn('nobody@example.com'))).toBe('UserNotFoundException');
  });
});

describe('a user who forgot the password', () => {
  test('comes over without one', async () => {
    await pool({ [ANNA]: {} });
    const response = await migrated(forgotPassword(ANNA));
    expect(response).toMatchObject({ finalUserStatus: null, userAttributes: { email: ANNA, email_verified: 'true' } });
    expect(server.operations()).toEqual(['AdminGetUser']);
  });

  test.each<[string, OldUser]>([
    ['who had to reset it', { status: 'RESET_REQUIRED' }],
    ['with a verified number only', { attributes: { email_verified: 'false', ...VERIFIED_PHONE } }],
  ])('%s comes over', async (_, user) => {
    await pool({ [ANNA]: user });
    await migrated(forgotPassword(ANNA));
  });

  test.each<[string, OldUser, string]>([
    ['who is disabled', { enabled: false }, 'Disabled'],
    ['who never confirmed', { status: 'UNCONFIRMED' }, 'Status:UNCONFIRMED'],
    ['whom an invitation waits for', { status: 'FORCE_CHANGE_PASSWORD' }, 'Status:FORCE_CHANGE_PASSWORD'],
    ['from an identity provider', { status: 'EXTERNAL_PROVIDER' }, 'Status:EXTERNAL_PROVIDER'],
    ['without a verified address', { attributes: { email_verified: 'false' } }, 'NoVerifiedAddress'],
    ['with a second factor, for which a mailbox alone is no match', { factors: ['SOFTWARE_TOKEN_MFA'] }, 'SecondFactor'],
  ])('%s is answered as nobody', async (_, user, code) => {
    await pool({ [ANNA]: user });
    expect(await refused(forgotPassword(ANNA))).toBe(code);
  });
});

describe('a second factor', () => {
  test.each<[string, OldUser]>([
    ['that is SMS is kept', { factors: ['SMS_MFA'], attributes: VERIFIED_PHONE }],
    ['that is SMS beside an app is kept', { factors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], attributes: VERIFIED_PHONE }],
    ['that is SMS by an older setting is kept', { olderFactors: ['SMS'], attributes: VERIFIED_PHONE }],
  ])('%s where the policy says so', async (_, user) => {
    await pool({ [ANNA]: user });
    expect(await migrated(signIn(ANNA), { secondFactors: 'KEEP_SMS' })).toMatchObject({ enableSMSMFA: true, finalUserStatus: 'CONFIRMED' });
    expect(await migrated(forgotPassword(ANNA), { secondFactors: 'KEEP_SMS' })).toMatchObject({ enableSMSMFA: true });
  });

  test.each<[string, OldUser]>([
    ['an app only', { factors: ['SOFTWARE_TOKEN_MFA'], attributes: VERIFIED_PHONE }],
    ['SMS to an unverified number', { factors: ['SMS_MFA'], attributes: { phone_number: '+4366012345', phone_number_verified: 'false' } }],
  ])('that is %s can\'t be kept', async (_, user) => {
    await pool({ [ANNA]: user });
    expect(await refused(signIn(ANNA), { secondFactors: 'KEEP_SMS' })).toBe('SecondFactor');
  });

  test('is dropped only where the policy says so', async () => {
    await pool({ [ANNA]: { factors: ['SOFTWARE_TOKEN_MFA'] } });
    expect((await migrated(signIn(ANNA), { secondFactors: 'DROP' })).enableSMSMFA).toBeNull();
  });

  test('isn\'t made for users who have none', async () => {
    await pool({ [ANNA]: { attributes: VERIFIED_PHONE } });
    expect((await migrated(signIn(ANNA), { secondFactors: 'KEEP_SMS' })).enableSMSMFA).toBeNull();
  });
});

describe('the name', () => {
  const SUB = '5d1f9a52-8a1c-4d53-9b0e-3d7c1c1a0f11';

  test.each<[MigrationEntry['names'], string, OldUser, string | undefined]>([
    ['ADDRESS', ANNA, {}, undefined],
    ['ADDRESS', '+4366012345', { attributes: VERIFIED_PHONE }, undefined],
    ['ALIAS', 'anna', { username: 'anna' }, 'anna'],
    ['ALIAS', ANNA, { username: 'anna' }, 'anna'],
    ['ALIAS', ANNA, {}, SUB],
    ['ALIAS', ANNA, { username: 'anna@old.example.com' }, SUB],
    ['NAME', 'anna', { username: 'anna' }, undefined],
    ['NAME', 'ANNA', { username: 'ANNA' }, undefined],
    ['NAME', ANNA, {}, undefined],
    ['NAME', '+4366012345', { attributes: { ...VERIFIED_PHONE, email: '' } }, undefined],
  ])('in a pool by %s is taken over: %s', async (names, typed, user, username) => {
    await pool({ [typed]: user.attributes?.email === '' ? { attributes: VERIFIED_PHONE, username: SUB } : { ...user, attributes: { email: ANNA, ...user.attributes } } });
    if (user.attributes?.email === '') {
      // an account without an e-mail address.
      delete (server as unknown as { users: Map<string, { attributes: Record<string, string> }> }).users.get(typed)!.attributes.email;
    }
    expect((await migrated(signIn(typed), { names })).userAttributes).toEqual(expect.objectContaining({ ...username !== undefined && { username } }));
  });

  test.each<[string, MigrationEntry['names'], string, OldUser]>([
    ['the sub of another user', 'ALIAS', SUB, {}],
    ['the sub, for a second account', 'NAME', SUB, {}],
    ['an address, for a second account beside the name', 'NAME', ANNA, { username: 'anna' }],
    ['a name that looks like another user\'s address', 'ADDRESS', 'victim@corp.example', { username: 'victim@corp.example' }],
  ])('%s is no name to come over by', async (_, names, typed, user) => {
    await pool({ [typed]: { ...user, attributes: { email: ANNA, ...user.attributes } } });
    expect(await refused(signIn(typed), { names })).toBe('OtherName');
    lines = [];
    expect(await refused(forgotPassword(typed), { names })).toBe('OtherName');
  });
});

describe('the list of domains', () => {
  const allow = { emailDomains: [{ policy: 'ALLOW' as const, domains: ['example.com'] }] };

  test.each<[string, Partial<MigrationEntry>, string | undefined]>([
    [ANNA, allow, undefined],
    ['anna@EXAMPLE.com', allow, undefined],
    ['anna@example.com.evil.example', allow, 'emailDomain'],
    ['anna@sub.example.com', allow, 'emailDomain'],
    ['"anna@example.com"@evil.example', allow, 'emailDomain'],
    ['anna@evil.example@example.com', allow, 'emailDomain'],
    [ANNA, { emailDomains: [{ policy: 'BLOCK', domains: ['example.com'] }] }, 'emailDomain'],
  ])('is asked before %s comes over, %j', async (address, entry, code) => {
    await pool({ [address]: {} });
    for (const event of [signIn(address), forgotPassword(address)]) {
      lines = [];
      await (code === undefined ? migrated(event, entry) : expect(refused(event, entry)).resolves.toBe(code));
    }
  });

  test('lets in nobody without an address', async () => {
    await pool({ '+4366012345': { attributes: VERIFIED_PHONE } });
    expect(await refused(signIn('+4366012345'), { ...allow, attributes: { phone_number: 'phone_number' } })).toBe('emailDomain');
  });
});

describe('a role', () => {
  const role = { arn: 'arn:aws:iam::222222222222:role/Migration', externalId: 'acme' };

  test('is assumed, with its external id, once for many users', async () => {
    await pool({ [ANNA]: {} });
    const entry = { ...ENTRY, role };
    const handler = triggerFunction({ userMigration: userMigration as never }, () => ({ userMigration: [entry] }));
    const lambda = { getRemainingTimeInMillis: () => 5000 };
    await handler(signIn(ANNA), lambda);
    await handler(forgotPassword(ANNA), lambda);
    expect(server.operations()).toEqual(['AdminGetUser', 'AdminGetUser', 'AdminInitiateAuth', 'AssumeRole']);
    expect(server.asked.find(({ operation }) => operation === 'AssumeRole')!.body).toMatchObject({ RoleArn: role.arn, ExternalId: 'acme', RoleSessionName: 'user-migration' });
    expect(server.asked.filter(({ operation }) => operation !== 'AssumeRole').map(({ authorization }) => authorization.includes('ASIAASSUMED'))).toEqual([true, true, true]);
  });

  test('that may not be assumed lets nobody in, and operators know', async () => {
    await pool({ [ANNA]: {} });
    server.failures.set('AssumeRole', { status: 403, type: 'AccessDenied' });
    expect(await refused(signIn(ANNA), { role })).toBe('AccessDenied');
    expect(lines.find((line) => line.Failures === 1)).toMatchObject({ code: 'OldPool: AccessDenied', step: 'userMigration' });
  });
});

test('a role without credentials lets nobody in', async () => {
  await pool({ [ANNA]: {} });
  server.assumed = '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult></AssumeRoleResult></AssumeRoleResponse>';
  await refused(signIn(ANNA), { role: { arn: 'arn:aws:iam::222222222222:role/Migration' } });
  expect(server.operations()).not.toContain('AdminGetUser');
  expect(lines.find((line) => line.Failures === 1)).toMatchObject({ code: expect.stringMatching(/^OldPool: /) as string });
});

test('a user of whom the old pool says less than it documents isn\'t let in', () => {
  const user = { $metadata: {}, Username: 'anna', Enabled: true, UserStatus: 'CONFIRMED' } as const;
  expect(decided(ENTRY, ANNA, user, undefined)).toBe('NoVerifiedAddress');
  expect(decided(ENTRY, '', { ...user, UserAttributes: [{ Name: undefined, Value: undefined }] }, { $metadata: {}, AuthenticationResult: {} })).toBe('OtherName');
});

describe('the old pool', () => {
  test.each(['AdminGetUser', 'AdminInitiateAuth'])('that throttles %s lets nobody in, and operators know', async (operation) => {
    await pool({ [ANNA]: {} });
    server.failures.set(operation, { status: 400, type: 'TooManyRequestsException' });
    expect(await refused(signIn(ANNA))).toBe('TooManyRequestsException');
    expect(lines.find((line) => line.Failures === 1)).toMatchObject({ code: 'OldPool: TooManyRequestsException' });
  });

  test('that refuses isn\'t a failure', async () => {
    await pool({});
    await refused(signIn(ANNA));
    expect(lines.filter((line) => line.Failures === 1)).toEqual([]);
  });

  test('that is slow ends with the time, and answers in it', async () => {
    mockBeat = true;
    await pool({ [ANNA]: {} });
    server.delay = () => 3000;
    const started = performance.now();
    expect(await refused(signIn(ANNA), {}, 900)).toBe('AbortError');
    expect(performance.now() - started).toBeLessThan(900);
    expect(lines.find((line) => line.Failures === 1)).toMatchObject({ code: 'OldPool: AbortError' });
  });

  test('isn\'t asked any more when it is over', async () => {
    await pool({ [ANNA]: {} });
    expect(await refused(signIn(ANNA), { until: '2020-01-01T00:00:00.000Z' })).toBe('Ended');
    expect(server.asked).toEqual([]);
  });

  test('may be one of several: who isn\'t in the first may be in the second', async () => {
    await pool({ [ANNA]: {} });
    const entries = [{ until: '2020-01-01T00:00:00.000Z' }, { userPoolId: 'eu-west-1_OldPool13' }];
    expect(await migrated(signIn(ANNA), entries)).toMatchObject({ finalUserStatus: 'CONFIRMED' });
    expect(server.asked.map(({ body }) => body.UserPoolId)).toEqual(['eu-west-1_OldPool13', 'eu-west-1_OldPool13']);
  });
});

describe('time', () => {
  test('doesn\'t tell whom the old pool knows: both wait for the same beat', async () => {
    mockBeat = true;
    await pool({ [ANNA]: {} });
    server.delay = (_, name) => name === ANNA ? 200 : 10;
    const took = async (event: TriggerEvent) => {
      const started = performance.now();
      await run(event);
      return performance.now() - started;
    };
    await took(signIn(ANNA));
    const times = [await took(signIn(ANNA, 'Wrong-password1')), await took(signIn('nobody@example.com', 'Wrong-password1')), await took(forgotPassword(ANNA)), await took(forgotPassword('nobody@example.com'))];
    times.forEach((time) => expect(Math.abs(time - 500)).toBeLessThan(90));
    // the control: what the old pool itself takes would tell.
    expect(await took(signIn(ANNA))).toBeLessThan(400);
  });
});

describe('a hostile event', () => {
  test.each<[string, TriggerEvent]>([
    ['no name', { ...signIn(ANNA), userName: undefined }],
    ['a name of another type', { ...signIn(ANNA), userName: ['anna'] as unknown as string }],
    ['an empty name', signIn('')],
    ['a name beyond what Cognito has', signIn(`${'a'.repeat(129)}`)],
    ['a name with a control character', signIn('anna\u0000@example.com')],
    ['no password', signIn(ANNA, null)],
    ['an empty password', signIn(ANNA, '')],
    ['a giant password', signIn(ANNA, 'x'.repeat(100_000))],
    ['a password of another type', signIn(ANNA, { toString: 'x' })],
    ['another source', { ...signIn(ANNA), triggerSource: 'UserMigration_Other' }],
  ])('with %s asks nobody', async (_, event) => {
    await pool({ [ANNA]: {} });
    expect(await refused(event)).toBe('Malformed');
    expect(server.asked).toEqual([]);
  });

  test('doesn\'t choose attributes, client or pool by metadata', async () => {
    await pool({ [ANNA]: {} });
    const event = signIn(ANNA);
    Object.assign(event.request, { validationData: { 'custom:role': 'admin' }, clientMetadata: { userPoolId: 'x', email_verified: 'true', sub: 'x' } });
    expect((await migrated(event)).userAttributes).toEqual({ email: ANNA, email_verified: 'true' });
  });

  test('with names that every object has finds nothing by them', async () => {
    await pool({ constructor: { username: 'constructor', attributes: { ['__proto__']: 'x', email: ANNA } } });
    const { userAttributes } = await migrated(signIn('constructor'), { names: 'ALIAS' });
    expect(Object.keys(userAttributes as object).sort()).toEqual(['email', 'email_verified', 'username']);
  });
});

describe('an entry', () => {
  test('that is sound has no flaw', () => {
    expect(flaw({ ...ENTRY, role: { arn: 'arn' } })).toBeUndefined();
  });

  test.each<[unknown, string]>([
    [undefined, 'userPoolId, clientId, region and role.arn are texts'],
    [{ ...ENTRY, clientId: 1 }, 'userPoolId, clientId, region and role.arn are texts'],
    [{ ...ENTRY, role: {} }, 'userPoolId, clientId, region and role.arn are texts'],
    [{ ...ENTRY, until: 'soon' }, 'until is no date'],
    [{ ...ENTRY, secondFactors: 'KEEP' }, 'secondFactors or names is unknown'],
    [{ ...ENTRY, names: 'EMAIL' }, 'secondFactors or names is unknown'],
    [{ ...ENTRY, emailDomains: undefined }, 'emailDomains is no list'],
    [{ ...ENTRY, emailDomains: [{ policy: 'ALLOW', domains: ['@'] }] }, 'domains are no domains in ASCII and lower case'],
    [{ ...ENTRY, attributes: undefined }, 'attributes maps no texts'],
    [{ ...ENTRY, attributes: { email: 1 } }, 'attributes maps no texts'],
    ...['sub', 'identities', 'username', 'cognito:user_status', 'email_verified', 'phone_number_verified']
      .map((name): [unknown, string] => [{ ...ENTRY, attributes: { [name]: 'x' } }, `"${name}" is written by Cognito`]),
  ])('is flawed: %j', async (entry, problem) => {
    expect(flaw(entry)).toBe(problem);
    server = await oldPoolServer({});
  });
});
