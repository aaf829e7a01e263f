import type { DuplicateEmailsEntry } from '../../../src/workflows/duplicate-emails/entry';
import { duplicateEmails } from '../../../src/workflows/duplicate-emails/step';
import { documented } from '../events/sign-up';
import { ran } from '../runtime/support';
import { SimulatedPool, type OutsideAccount, type SimulatedUser } from '../simulated-pool';

const REFUSE: DuplicateEmailsEntry = { policy: 'REFUSE' };
const LINK: DuplicateEmailsEntry = { policy: 'LINK_VERIFIED', trustedProviders: ['Google', 'Okta', 'SignInWithApple'] };
const TRUSTING: DuplicateEmailsEntry = { policy: 'LINK_VERIFIED', trustedProviders: ['Google', 'Aaa', 'Bbb', 'Ccc', 'Ddd'] };

const TAKEN = 'There is an account with this e-mail address already. Please sign in the way you did before.';
const LINKED = 'ACCOUNT_LINKED: please sign in once more.';
const SORRY = 'This is not possible at the moment. Please try again later.';

/** A user with a password and a verified address, and that user's account at Google. */
const ADA: SimulatedUser = { username: 'ada', email: 'ada@acme.example', verified: true };
const GOOGLE: OutsideAccount = { provider: 'Google', subject: '123', email: 'ada@acme.example', verified: true };
const OKTA: OutsideAccount = { ...GOOGLE, provider: 'Okta', subject: '00uAbC', more: { 'custom:subject': '00uAbC' } };

const pool = new SimulatedPool();
const logged = jest.spyOn(console, 'log').mockImplementation(() => {});

beforeAll(() => pool.start());
afterAll(() => pool.stop());
beforeEach(() => {
  pool.reset(ADA);
  logged.mockClear();
});

/** As whom an account signs in, or why it doesn't. */
const signIn = (account: OutsideAccount = GOOGLE, entry = LINK, milliseconds = 5000) => pool.signIn(account, duplicateEmails, entry, milliseconds);

/** The codes that operators see. */
const codes = () => logged.mock.calls.map(([line]) => (JSON.parse(line as string) as { code: string }).code);

describe.each([['refuse', REFUSE], ['link', LINK]])('%s', (_, entry) => {
  test.each<[string, OutsideAccount]>([
    ['whose address nobody has', { ...GOOGLE, email: 'eve@acme.example' }],
    ['without an address', { ...GOOGLE, email: undefined }],
    ['with an empty address', { ...GOOGLE, email: '' }],
  ])('lets an account in %s', async (__, account) => {
    expect(await signIn(account, entry)).toBe('google_123');
  });

  test.each(['PreSignUp_SignUp', 'PreSignUp_AdminCreateUser'])('looks nobody up at %s', async (triggerSource) => {
    const event = documented(triggerSource, { email: 'ada@acme.example', email_verified: 'true' }, 'Google_123');
    expect(await ran(duplicateEmails, [entry], event)).toBe(event);
    expect(pool.calls).toEqual([]);
  });

  test('lets the owner of an address in, whom a stranger has signed up without proof', async () => {
    pool.reset({ username: 'eve', email: ADA.email, status: 'UNCONFIRMED' }, { username: 'mallory', email: ADA.email, verified: false });
    expect(await signIn(GOOGLE, entry)).toBe('google_123');
    expect(pool.user('eve').links).toBeUndefined();
    expect(pool.user('mallory').links).toBeUndefined();
  });

  test('knows the user however the address is written', async () => {
    pool.compared = (text) => text;
    expect(await signIn({ ...GOOGLE, email: 'ADA@Acme.Example' }, { ...entry, trustedProviders: [] })).toBe(TAKEN);
    expect(pool.inputs.map(({ Filter }) => Filter)).toEqual(['email = "ADA@Acme.Example"', 'email = "ada@acme.example"']);
  });

  test('finds the user behind pages of strangers', async () => {
    pool.pageSize = 2;
    pool.users.unshift(...['a', 'b', 'c', 'd', 'e'].map((username): SimulatedUser => ({ username, email: ADA.email, status: 'UNCONFIRMED' })));
    expect(await signIn(GOOGLE, { ...entry, trustedProviders: [] })).toBe(TAKEN);
    expect(pool.calls).toEqual(['ListUsers', 'ListUsers', 'ListUsers']);
  });

  // what a filter finds isn't believed to have the address: each of these is another mailbox.
  test.each([['\u212Ada@acme.example', 'kda@acme.example'], ['a\u017fa@acme.example', 'asa@acme.example'], ['\uff41da@acme.example', 'ada@acme.example']])(
    '%j isn\'t %j, though they look the same to the directory', async (email, other) => {
      pool.reset({ ...ADA, email: other });
      pool.compared = (text) => text.normalize('NFKC').toUpperCase();
      expect(await signIn({ ...GOOGLE, email }, entry)).toBe('google_123');
      // the control: the directory has found the user.
      expect(await signIn({ ...GOOGLE, subject: '124', email: other.toUpperCase() }, { ...entry, trustedProviders: [] })).toBe(TAKEN);
    });

  test.each(['x" or email = "ada@acme.example', '\\', '"', '\\"', 'x\\" = "', '" email ^= "'])('%j is an address, and no filter', async (local) => {
    const email = `${local}@evil.example`;
    expect(await signIn({ ...GOOGLE, email }, entry)).toBe('google_123');
    pool.reset({ ...ADA, email });
    // the control: the same address is found. It is none that accounts are linked by.
    expect(await signIn({ ...GOOGLE, email }, entry)).toBe(TAKEN);
    expect(pool.inputs[0]!.Filter).toBe(`email = "${email.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`);
  });

  test.each(['ada@acme.example\n', 'ada\0@acme.example', '\u202Eada@acme.example'])('an address with a control character (%j) is refused unasked', async (email) => {
    expect(await signIn({ ...GOOGLE, email }, entry)).toBe(TAKEN);
    expect(pool.calls).toEqual([]);
  });

  test.each<[string, SimulatedPool['troubles'][string]]>([
    ['is throttled', { status: 400, error: 'TooManyRequestsException' }],
    ['fails', { status: 500, error: 'InternalErrorException' }],
    ['isn\'t allowed', { status: 400, error: 'NotAuthorizedException' }],
    ['takes too long', 'hangs'],
  ])('refuses the sign-in when the look-up %s, and the next one is right', async (__, trouble) => {
    pool.troubles = { ListUsers: trouble };
    expect(await signIn({ ...GOOGLE, email: 'eve@acme.example' }, entry, 600)).toBe(SORRY);
    expect(logged.mock.calls[0]![0]).toMatch(/"Failures":1/);
    expect(pool.users).toEqual([ADA]);
    pool.troubles = {};
    expect(await signIn({ ...GOOGLE, email: 'eve@acme.example' }, entry)).toBe('google_123');
  });

  test.each([
    {}, { Users: [] }, { Users: [{ Username: 'eve' }] }, { Users: [{ Username: 'eve', Attributes: [{ Name: 'email' }, { Name: 'email_verified', Value: 'true' }] }] },
  ])('a user without an address is nobody (%j)', async (body) => {
    pool.troubles = { ListUsers: { body } };
    expect(await signIn(GOOGLE, entry)).toBe('google_123');
  });

  test('operators see no address and no name', async () => {
    await signIn({ ...GOOGLE, subject: '987654' }, { ...entry, trustedProviders: [] });
    expect(codes()).toEqual(['addressTaken']);
    expect(logged.mock.calls[0]![0]).not.toMatch(/acme|"ada"|987654/);
  });

  test('a disabled user doesn\'t come back', async () => {
    pool.reset({ ...ADA, disabled: true });
    expect(await signIn(GOOGLE, entry)).toBe(TAKEN);
    expect(pool.users).toHaveLength(1);
  });
});

describe('refuse', () => {
  test.each<[string, Partial<SimulatedUser>]>([
    ['a verified user', {}],
    ['a user from a provider that verifies nothing', { verified: undefined, status: 'EXTERNAL_PROVIDER', links: [['Facebook', '1']] }],
  ])('an account with the address of %s', async (_, more) => {
    pool.reset({ ...ADA, ...more });
    expect(await signIn(GOOGLE, REFUSE)).toBe(TAKEN);
    expect(await signIn({ ...GOOGLE, verified: false }, REFUSE)).toBe(TAKEN);
  });

  test('links nobody, whoever is named', async () => {
    expect(await signIn(GOOGLE, { ...REFUSE, trustedProviders: ['Google'] })).toBe(TAKEN);
    expect(new Set(pool.calls)).toEqual(new Set(['ListUsers']));
  });
});

describe('link', () => {
  test('the control: an account whose address both sides verified is linked, and signs in as the user from then on', async () => {
    expect(await signIn()).toBe(LINKED);
    expect(pool.user('ada').links).toEqual([['Google', '123']]);
    expect(await signIn()).toBe('ada');
    expect(pool.users).toHaveLength(1);
    expect(pool.calls).toEqual(['ListUsers', 'AdminGetUser', 'AdminLinkProviderForUser']);
    expect(pool.inputs.at(-1)).toEqual({
      UserPoolId: 'eu-central-1_example',
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'ada' },
      SourceUser: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '123' },
    });
    expect(codes()).toEqual(['accountLinked']);
  });

  test.each<[string, Partial<OutsideAccount>, Partial<SimulatedUser>, string]>([
    ['an account whose provider didn\'t verify the address', { verified: false }, {}, 'emailUnverified'],
    ['an account whose provider doesn\'t say', { verified: undefined }, {}, 'emailUnverified'],
    ['an account of a provider that isn\'t trusted', { provider: 'Facebook' }, {}, 'addressTaken'],
    ['an account of a provider that is called like a trusted one and more', { provider: 'Google2' }, {}, 'addressTaken'],
    ['an account of another provider, whose subject reads like a trusted one', { provider: 'Evil', subject: 'Google_123' }, {}, 'addressTaken'],
    ['an account to a user who came from a provider', {}, { status: 'EXTERNAL_PROVIDER', links: [['Okta', '1']] }, 'userNotConfirmed'],
    ['an account to a user who isn\'t confirmed', {}, { status: 'UNCONFIRMED' }, 'userNotConfirmed'],
    ['an account to a user who was invited and never came', {}, { status: 'FORCE_CHANGE_PASSWORD' }, 'userNotConfirmed'],
    ['an account to a user who must choose another password', {}, { status: 'RESET_REQUIRED' }, 'userNotConfirmed'],
    ['an account to a disabled user', {}, { disabled: true }, 'userNotConfirmed'],
    ['an account to a user with a second factor', {}, { factors: ['SOFTWARE_TOKEN_MFA'] }, 'secondFactor'],
    ['a sixth account', {}, { links: [['Aaa', '1'], ['Bbb', '1'], ['Ccc', '1'], ['Ddd', '1'], ['Eee', '1']] }, 'tooManyLinks'],
    ['a second account of a provider, which has the address now', {}, { links: [['Google', '999']] }, 'otherSubject'],
    ['an account to a user for whom a provider that isn\'t trusted writes the address', {}, { links: [['Evil', '1']] }, 'otherProvider'],
    ['an address in quotes', { email: '"ada"@acme.example' }, { email: '"ada"@acme.example' }, 'emailUnverified'],
  ])('never %s', async (_, account, user, code) => {
    pool.reset({ ...ADA, ...user });
    const before = pool.user('ada');
    expect(await signIn({ ...GOOGLE, ...account })).toBe(TAKEN);
    expect(pool.users).toEqual([before]);
    expect(pool.calls).not.toContain('AdminLinkProviderForUser');
    expect(codes()).toEqual([code]);
  });

  test('never to one of several users', async () => {
    pool.users.push({ ...ADA, username: 'ada2' });
    expect(await signIn()).toBe(TAKEN);
    expect(codes()).toEqual(['severalUsers']);
  });

  test('to the one who proved the address, beside strangers who didn\'t', async () => {
    pool.users.unshift({ username: 'eve', email: ADA.email, status: 'UNCONFIRMED' }, { username: 'mallory', email: ADA.email, verified: false });
    expect(await signIn()).toBe(LINKED);
    expect(await signIn()).toBe('ada');
  });

  test('to a user whose other accounts are listed as users too', async () => {
    pool.listsLinked = true;
    expect(await signIn()).toBe(LINKED);
    expect(await signIn()).toBe('ada');
    expect(pool.users.map(({ username }) => username)).toEqual(['ada', 'google_123']);
    expect(await signIn(OKTA)).toBe(LINKED);
    expect(await signIn(OKTA)).toBe('ada');
  });

  test('never where a user from a provider has the address who is none of these accounts', async () => {
    pool.reset({ ...ADA, links: [['Google', '123']] }, { ...ADA, username: 'google_124', status: 'EXTERNAL_PROVIDER', links: [['Google', '124']] });
    expect(await signIn(OKTA)).toBe(TAKEN);
    expect(codes()).toEqual(['severalUsers']);
  });

  test('never where a user of the pool\'s own is called like an account that is linked', async () => {
    pool.reset({ ...ADA, links: [['Google', '123']] }, { ...ADA, username: 'Google_123' });
    expect(await signIn(OKTA)).toBe(TAKEN);
    expect(codes()).toEqual(['severalUsers']);
  });

  test('a stranger who changes the address to that of a user, unproved, isn\'t that user', async () => {
    pool.reset({ ...ADA, verified: false });
    expect(await signIn()).toBe('google_123');
    expect(pool.user('ada').links).toBeUndefined();
  });

  test('four accounts are linked to already, and a fifth is', async () => {
    pool.reset({ ...ADA, links: [['Aaa', '1'], ['Bbb', '1'], ['Ccc', '1'], ['Ddd', '1']] });
    expect(await signIn(GOOGLE, TRUSTING)).toBe(LINKED);
    expect(pool.user('ada').links).toHaveLength(5);
  });

  test('users with a second factor too, where that is asked for, and then nobody is looked up for it', async () => {
    pool.reset({ ...ADA, factors: ['SOFTWARE_TOKEN_MFA'] });
    expect(await signIn(GOOGLE, { ...LINK, bypassMfa: true })).toBe(LINKED);
    expect(pool.calls).toEqual(['ListUsers', 'AdminLinkProviderForUser']);
  });

  test('where the second factor can\'t be looked up, the sign-in is refused', async () => {
    pool.troubles = { AdminGetUser: { status: 400, error: 'TooManyRequestsException' } };
    expect(await signIn()).toBe(SORRY);
    expect(pool.users).toEqual([ADA]);
  });

  test('an account that is linked isn\'t linked again', async () => {
    pool.reset({ ...ADA, links: [['Google', '123']] });
    const event = documented('PreSignUp_ExternalProvider', { email: ADA.email, email_verified: 'true' }, 'google_123');
    await expect(ran(duplicateEmails, [LINK], event)).rejects.toThrow(LINKED);
    expect(pool.calls).toEqual(['ListUsers']);
  });

  test('two first sign-ins at once make one account', async () => {
    expect(await Promise.all([signIn(), signIn()])).toEqual([LINKED, LINKED]);
    expect(pool.users).toEqual([{ ...ADA, links: [['Google', '123']] }]);
    expect(await signIn()).toBe('ada');
  });

  test('an error of the link is none where the link is there', async () => {
    pool.troubles = { AdminLinkProviderForUser: 'does it and fails' };
    expect(await signIn()).toBe(LINKED);
    expect(pool.user('ada').links).toEqual([['Google', '123']]);
  });

  test.each<[string, SimulatedPool['troubles'][string]]>([
    ['is throttled', { status: 400, error: 'TooManyRequestsException' }],
    ['is refused', { status: 400, error: 'InvalidParameterException' }],
    ['takes too long', 'hangs'],
  ])('where the link %s there is no second user, and the next sign-in links', async (_, trouble) => {
    pool.troubles = { AdminLinkProviderForUser: trouble };
    expect(await signIn(GOOGLE, LINK, 900)).toBe(SORRY);
    expect(pool.users).toEqual([ADA]);
    pool.troubles = {};
    expect(await signIn()).toBe(LINKED);
  });

  test('where the user is gone in the meantime, nobody is linked', async () => {
    pool.meanwhile = () => pool.users.splice(0);
    expect(await signIn()).toBe(SORRY);
    expect(pool.users).toEqual([]);
  });

  test('where another account was linked in the meantime, this one isn\'t believed to be', async () => {
    pool.reset({ ...ADA, links: [['Aaa', '1'], ['Bbb', '1'], ['Ccc', '1'], ['Ddd', '1']] });
    pool.meanwhile = () => pool.users.splice(0, 1, { ...ADA, links: [...ADA.links ?? [], ['Google', '124'], ['Aaa', '123'], ['Bbb', '1'], ['Ccc', '1'], ['Ddd', '1']] });
    expect(await signIn(GOOGLE, TRUSTING)).toBe(SORRY);
  });
});

describe('the subject', () => {
  const subject = async (account: OutsideAccount) => {
    await signIn(account);
    return (pool.inputs.at(-1)!.SourceUser as { ProviderAttributeValue: string } | undefined)?.ProviderAttributeValue;
  };

  test('is the one that the provider writes, which a custom attribute tells', async () => {
    expect(await subject(OKTA)).toBe('00uAbC');
    expect(await signIn(OKTA)).toBe('ada');
  });

  test('stands in the user name where that keeps its case', async () => {
    pool.keepsCase = true;
    expect(await subject({ ...OKTA, more: { 'custom:subject': '00UABC' } })).toBe('00uAbC');
  });

  test.each([['Google', '123'], ['SignInWithApple', '001999.0a1b2c.1234'], ['Okta', '42']])('of %s is known (%s)', async (provider, own) => {
    expect(await subject({ ...GOOGLE, provider, subject: own })).toBe(own);
  });

  test.each<[string, Record<string, string>]>([
    ['nothing tells it', {}],
    ['a standard attribute is like it, which the user may have chosen', { nickname: '00UABC' }],
    ['a custom attribute is another', { 'custom:subject': '00uAbD' }],
    ['two custom attributes are like it and differ', { 'custom:subject': '00uAbC', 'custom:handle': '00UABC' }],
  ])('is not known where %s, and nobody is linked', async (_, more) => {
    expect(await signIn({ ...OKTA, more })).toBe(TAKEN);
    expect(codes()).toEqual(['subjectUnknown']);
    expect(pool.users).toEqual([ADA]);
  });

  test('two attributes that agree tell it', async () => {
    expect(await subject({ ...OKTA, more: { 'custom:subject': '00uAbC', 'custom:copy': '00uAbC' } })).toBe('00uAbC');
  });

  test.each([undefined, '', 'google', '_123', 'google_'])('a name that is no provider\'s user (%j) links nobody', async (userName) => {
    const event = { ...documented('PreSignUp_ExternalProvider', { email: ADA.email, email_verified: 'true' }), userName };
    await expect(ran(duplicateEmails, [LINK], event)).rejects.toThrow(TAKEN);
    expect(pool.users).toEqual([ADA]);
  });
});

describe('on load', () => {
  test.each<[unknown, string]>([
    [undefined, 'policy is neither REFUSE nor LINK_VERIFIED'],
    [{ policy: 'SEPARATE' }, 'policy is neither REFUSE nor LINK_VERIFIED'],
    [{ policy: 'LINK_VERIFIED', trustedProviders: 'Google' }, 'trustedProviders are no texts'],
    [{ policy: 'LINK_VERIFIED', trustedProviders: [1] }, 'trustedProviders are no texts'],
    [{ policy: 'LINK_VERIFIED', trustedProviders: [], bypassMfa: 'false' }, 'bypassMfa is neither true nor false'],
  ])('fails when the entry is %j', (entry, flaw) => {
    expect(duplicateEmails.flaw(entry)).toBe(flaw);
  });

  test.each([REFUSE, LINK, { ...LINK, bypassMfa: true }])('takes %j', (entry) => {
    expect(duplicateEmails.flaw(entry)).toBeUndefined();
  });
});
