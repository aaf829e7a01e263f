import type { EmailDomainsEntry } from '../../../src/workflows/email-domains/entry';
import { emailDomains } from '../../../src/workflows/email-domains/step';
import type { TriggerEvent } from '../../../src/workflows/runtime/event';
import { documented, DOCUMENTED_EVENTS, identities } from '../events/sign-up';
import { ran } from '../runtime/support';

const OWN: EmailDomainsEntry = { policy: 'ALLOW', domains: ['acme.example', 'xn--mnchen-3ya.example'] };
const NOT_OWN: EmailDomainsEntry = { policy: 'BLOCK', domains: ['evil.example'] };
const GOOGLE: EmailDomainsEntry = { provider: 'Google', policy: 'ALLOW', domains: ['partner.example'] };
const SAML: EmailDomainsEntry = { provider: 'Corp', isVouched: true, policy: 'ALLOW', domains: ['corp.example'] };

const logged = jest.spyOn(console, 'log').mockImplementation(() => {});

/** "in", or the code with which the user was kept out. */
async function outcome(entries: readonly EmailDomainsEntry[], event: TriggerEvent): Promise<string> {
  logged.mockClear();
  try {
    expect(await ran(emailDomains, entries, event)).toBe(event);
    return 'in';
  } catch {
    return (JSON.parse(logged.mock.calls[0]![0] as string) as { code: string }).code;
  }
}

const signUp = (email: unknown, more = {}) => documented('PreSignUp_SignUp', { email, ...more });
const external = (userName: string | undefined, attributes: Record<string, unknown>): TriggerEvent => (
  { ...documented('PreSignUp_ExternalProvider', attributes), userName });
const signIn = (attributes: Record<string, unknown>, source = 'HostedAuth') => (
  documented(`TokenGeneration_${source}`, { 'cognito:user_status': 'CONFIRMED', ...attributes }));
const verified = (email: string) => ({ email, email_verified: 'true' });

const SIGN_INS = Object.keys(DOCUMENTED_EVENTS).filter((source) => source.startsWith('TokenGeneration_') && DOCUMENTED_EVENTS[source]!.isMachine !== true);

describe('who signs up', () => {
  test.each([
    ['ada@acme.example', 'in'],
    ['ADA@ACME.Example', 'in'],
    ['ada@München.example', 'in'],
    ['ada@xn--mnchen-3ya.example', 'in'],
    // each of these has got past somebody's `endsWith`, `includes`, `split` or `toLowerCase`.
    ['eve@evil-acme.example', 'emailDomain'],
    ['eve@acme.example.evil.example', 'emailDomain'],
    ['eve@mail.acme.example', 'emailDomain'],
    ['eve@evil.example', 'emailDomain'],
    ['eve@acme.example@evil.example', 'emailDomain'],
    ['eve@evil.example@acme.example', 'emailDomain'],
    ['"eve@evil.example"@acme.example', 'emailDomain'],
    ['eve@evil.example,ada@acme.example', 'emailDomain'],
    ['eve@evil.example\n@acme.example', 'emailDomain'],
    ['eve@acme.example\u0000.evil.example', 'emailDomain'],
    ['eve@acme.example.', 'emailDomain'],
    [' ada@acme.example', 'emailDomain'],
    ['eve@\u0430cme.example', 'emailDomain'], // the Cyrillic letter that looks like it.
    ['eve@\uff41cme.example', 'emailDomain'],
    ['eve@acme\u3002example', 'emailDomain'],
    ['eve@[192.0.2.1]', 'emailDomain'],
    ['acme.example', 'emailDomain'],
    ['@acme.example', 'emailDomain'],
    ['eve@', 'emailDomain'],
    ['', 'emailDomain'],
    [undefined, 'emailDomain'],
    [null, 'emailDomain'],
    [['ada@acme.example'], 'emailDomain'],
    [{ toString: 'ada@acme.example' }, 'emailDomain'],
  ])('with %j is %s', async (email, expected) => {
    expect(await outcome([OWN], signUp(email))).toBe(expected);
  });

  test('with a text of a megabyte is kept out at once', async () => {
    const began = performance.now();
    expect(await outcome([OWN], signUp(`${'a'.repeat(1_000_000)}@acme.example`))).toBe('emailDomain');
    expect(await outcome([OWN], signUp(`eve@${'acme.example.'.repeat(80_000)}evil.example`))).toBe('emailDomain');
    expect(await outcome([OWN], signUp('@'.repeat(1_000_000)))).toBe('emailDomain');
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test.each([
    ['ada@acme.example', 'in'], ['eve@EVIL.example', 'emailDomain'], ['eve@mail.evil.example', 'in'],
    // who isn't known not to be from there is kept out.
    ['"eve"@evil.example', 'emailDomain'], ['eve@evil.example.', 'emailDomain'], [undefined, 'emailDomain'],
  ])('with %j, where a domain is blocked, is %s', async (email, expected) => {
    expect(await outcome([NOT_OWN], signUp(email))).toBe(expected);
  });

  test.each([
    ['an attribute of the prototype', JSON.parse('{"__proto__":{"email":"ada@acme.example"}}') as object],
    ['an inherited one', Object.create({ email: 'ada@acme.example' }) as object],
    ['nothing', undefined], ['null', null], ['a text', 'ada@acme.example'], ['a list', ['ada@acme.example']],
  ])('with %s for attributes is kept out', async (_, userAttributes) => {
    expect(await outcome([OWN], { ...signUp(''), request: { userAttributes } })).toBe('emailDomain');
  });

  test('what the caller says beside the attributes counts for nothing', async () => {
    const event = signUp('eve@evil.example');
    const said = verified('ada@acme.example');
    expect(await outcome([OWN], { ...event, request: { ...event.request, validationData: said, clientMetadata: said } })).toBe('emailDomain');
  });

  test('is told what is wrong, and nobody\'s name; operators get no address', async () => {
    logged.mockClear();
    await expect(ran(emailDomains, [OWN], signUp('eve@evil.example'))).rejects.toThrow(/^This is not possible with this e-mail address\.$/);
    const line = logged.mock.calls[0]![0] as string;
    expect(JSON.parse(line)).toMatchObject({ step: 'tried', code: 'emailDomain', Refusals: 1, triggerSource: 'PreSignUp_SignUp' });
    expect(line).not.toMatch(/eve@|evil|acme/);
  });

  test('whom an administrator invites isn\'t looked at, until the first sign-in', async () => {
    expect(await outcome([OWN], documented('PreSignUp_AdminCreateUser', verified('eve@evil.example')))).toBe('in');
    expect(await outcome([OWN], signIn(verified('eve@evil.example'), 'NewPasswordChallenge'))).toBe('emailDomain');
  });

  test('a source that isn\'t known yet is that of the pool\'s own accounts', async () => {
    expect(await outcome([OWN], { ...signUp('eve@evil.example'), triggerSource: 'PreSignUp_Later' })).toBe('emailDomain');
    expect(await outcome([OWN], { ...signUp('ada@acme.example'), triggerSource: 'PreSignUp_Later' })).toBe('emailUnverified');
  });
});

describe('who comes from a provider for the first time', () => {
  // the second is what pools write that don't distinguish case.
  test.each(['Google_123', 'google_123'])('%s: the provider\'s list decides, and no other', async (userName) => {
    expect(await outcome([OWN, GOOGLE], external(userName, verified('ada@partner.example')))).toBe('in');
    expect(await outcome([OWN, GOOGLE], external(userName, verified('ada@acme.example')))).toBe('emailDomain');
  });

  test.each(['false', 'TRUE', undefined, true])('must have an address that the provider verified: %j isn\'t "true"', async (email_verified) => {
    expect(await outcome([GOOGLE], external('Google_123', { email: 'ada@partner.example', email_verified }))).toBe('emailUnverified');
  });

  test('of SAML, the administrators of the provider vouch for the address', async () => {
    expect(await outcome([SAML], external('Corp_ada', { email: 'ada@corp.example' }))).toBe('in');
    expect(await outcome([SAML], external('Corp_eve', { email: 'eve@evil.example' }))).toBe('emailDomain');
    expect(await outcome([{ ...SAML, isVouched: undefined }], external('Corp_ada', { email: 'ada@corp.example' }))).toBe('emailUnverified');
  });

  test('of a provider without a list, whoever comes is in', async () => {
    expect(await outcome([OWN, GOOGLE], external('Okta_123', { email: 'eve@evil.example' }))).toBe('in');
  });

  test.each([
    ['a subject that is called like another provider', 'Google_Okta_1'],
    ['a subject in which "_" stands', 'Google__123'],
    ['a subject with a line break', 'Google_\n'],
    ['a name without a subject', 'Google_'],
    ['no "_"', 'Google'],
    ['a provider without a name', '_123'],
    ['no name', undefined],
  ])('%s isn\'t taken for a provider without a list', async (_, userName) => {
    expect(await outcome([GOOGLE], external(userName, verified('eve@evil.example')))).toBe('emailDomain');
  });

  test('a provider whose name has a "_" in the second place is told apart from what its users are called', async () => {
    const list = { ...GOOGLE, provider: 'A_cme' };
    expect(await outcome([list], external('A_cme_123', verified('eve@evil.example')))).toBe('emailDomain');
    expect(await outcome([list], external('a_cme_123', verified('ada@partner.example')))).toBe('in');
    expect(await outcome([{ ...GOOGLE, provider: 'Acm' }], external('A_cme_123', verified('eve@evil.example')))).toBe('in');
  });

  test('a user who signs up here under the name of a provider\'s user is one of the pool\'s own', async () => {
    const called = (email: string) => documented('PreSignUp_SignUp', verified(email), 'Google_123');
    expect(await outcome([OWN, GOOGLE], called('ada@partner.example'))).toBe('emailDomain');
    expect(await outcome([OWN, GOOGLE], called('ada@acme.example'))).toBe('in');
  });

  test('`identities` among the attributes of a first sign-in says nothing', async () => {
    const forged = { ...verified('eve@evil.example'), 'identities': identities(['Okta', '1']), 'cognito:user_status': 'CONFIRMED' };
    expect(await outcome([GOOGLE], external('Google_123', forged))).toBe('emailDomain');
  });
});

describe.each(SIGN_INS)('%s', (triggerSource) => {
  const now = (attributes: Record<string, unknown>) => documented(triggerSource, { 'cognito:user_status': 'CONFIRMED', ...attributes });

  test.each([
    ['with a verified address', verified('ada@acme.example'), 'in'],
    ['who changed the address', verified('ada@evil.example'), 'emailDomain'],
    ['who changed it and proved nothing', { email: 'ada@acme.example', email_verified: 'false' }, 'emailUnverified'],
    ['of whom nobody says that it is verified', { email: 'ada@acme.example' }, 'emailUnverified'],
    ['without an address', { email_verified: 'true' }, 'emailDomain'],
  ])('a user of the pool\'s own %s', async (_, attributes, expected) => {
    expect(await outcome([OWN, GOOGLE], now(attributes))).toBe(expected);
  });

  test('a user of a provider', async () => {
    const google = { 'cognito:user_status': 'EXTERNAL_PROVIDER', 'identities': identities(['Google', '123']) };
    expect(await outcome([OWN, GOOGLE], now({ ...google, ...verified('ada@partner.example') }))).toBe('in');
    expect(await outcome([OWN, GOOGLE], now({ ...google, ...verified('ada@acme.example') }))).toBe('emailDomain');
    expect(await outcome([OWN, GOOGLE], now({ ...google, email: 'ada@partner.example', email_verified: 'false' }))).toBe('emailUnverified');
  });
});

describe('later sign-ins', () => {
  const both: EmailDomainsEntry = { ...GOOGLE, domains: ['partner.example', 'acme.example'] };

  test('of a user with a password and linked accounts must be let in by all lists, whichever account it is this time', async () => {
    const linked = (email: string) => signIn({ ...verified(email), identities: identities(['Google', '123'], ['Okta', '1']) });
    expect(await outcome([OWN, both], linked('ada@acme.example'))).toBe('in');
    expect(await outcome([OWN, both], linked('ada@partner.example'))).toBe('emailDomain');
    expect(await outcome([OWN, GOOGLE], linked('ada@acme.example'))).toBe('emailDomain');
    expect(await outcome([OWN, { ...GOOGLE, provider: 'okta' }], linked('ada@acme.example'))).toBe('emailDomain');
  });

  test('of a user who has a SAML account too ask for a verified address', async () => {
    const lists: EmailDomainsEntry[] = [OWN, { ...SAML, domains: ['acme.example'] }];
    const linked = { email: 'ada@acme.example', identities: identities(['Corp', 'ada']) };
    expect(await outcome(lists, signIn(linked))).toBe('emailUnverified');
    expect(await outcome(lists, signIn({ ...linked, email_verified: 'true' }))).toBe('in');
    expect(await outcome(lists, signIn({ ...linked, 'cognito:user_status': 'EXTERNAL_PROVIDER' }))).toBe('in');
  });

  test.each([
    undefined, '', '[]', '{}', 'null', '[null]', '[{"providerName":"Okta"}]', '[{"providerName":1,"userId":"1"}]', '[{"providerName":"Google","userId":"1"', '__proto__',
  ])('of a provider\'s user whose accounts can\'t be read (%j) must be let in by the lists of all', async (text) => {
    const unknown = { 'cognito:user_status': 'EXTERNAL_PROVIDER', ...text === undefined ? {} : { identities: text } };
    expect(await outcome([GOOGLE, SAML], signIn({ ...unknown, ...verified('ada@partner.example') }))).toBe('emailDomain');
    expect(await outcome([GOOGLE], signIn({ ...unknown, ...verified('ada@partner.example') }))).toBe('in');
  });

  test('of a user whose status isn\'t told are those of one of the pool\'s own as well', async () => {
    const google = { ...verified('ada@partner.example'), identities: identities(['Google', '123']) };
    expect(await outcome([OWN, GOOGLE], documented('TokenGeneration_HostedAuth', google))).toBe('emailDomain');
  });

  test('of users of the pool\'s own aren\'t asked for where only providers have a list', async () => {
    expect(await outcome([GOOGLE], signIn({ email: 'eve@evil.example' }))).toBe('in');
  });

  test('machines have no address', async () => {
    expect(await outcome([OWN, GOOGLE], documented('TokenGeneration_ClientCredentials', {}))).toBe('in');
  });
});

test('whatever the event says, who gets in has a verified address of the domain', async () => {
  let seed = 42;
  // the same events in every run.
  const next = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const pick = <T>(...items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const text = (): unknown => pick<unknown>(
    'true', 'false', '', 'ada@acme.example', 'ADA@ACME.EXAMPLE', 'eve@evil.example', 'eve@evil.example@acme.example', '"@acme.example', undefined, null, 7, {}, [],
    'EXTERNAL_PROVIDER', 'CONFIRMED', identities(['Google', '1']), identities(['Okta', '1']), '{"length":1}', '__proto__', '\u0000', 'Google_1', 'Okta_1', '_',
  );
  const counts = { in: 0, out: 0 };
  for (let n = 0; n < 5000; n++) {
    const userAttributes = pick<unknown>(
      { 'email': pick('ada@acme.example', text()), 'email_verified': pick('true', text()), 'cognito:user_status': text(), 'identities': text() },
      JSON.parse(`{"__proto__":${JSON.stringify({ email: 'ada@acme.example', email_verified: 'true' })},"email":"eve@evil.example"}`), text(),
    );
    const triggerSource = pick(...SIGN_INS, 'PreSignUp_ExternalProvider', 'PreSignUp_SignUp', String(text()));
    const event = { ...signUp(''), triggerSource, userName: pick('Google_1', 'okta_1', undefined, '', '_', 'Google_', 'Google', '__proto__'), request: { ...pick<object>({}, { clientMetadata: text() }), userAttributes } };
    const all: EmailDomainsEntry[] = [{ ...OWN, domains: ['acme.example'] }, { ...GOOGLE, domains: ['acme.example'] }, { ...GOOGLE, provider: 'Okta', domains: ['acme.example'] }];
    const { email, email_verified } = Object(userAttributes) as Record<string, unknown>;
    const isIn = await outcome(all, event) === 'in';
    counts[isIn ? 'in' : 'out']++;
    expect(!isIn || (/^ada@acme\.example$/i.test(String(email)) && (email_verified === 'true' || triggerSource === 'PreSignUp_SignUp'))).toBe(true);
  }
  // it has seen both.
  expect(Math.min(counts.in, counts.out)).toBeGreaterThan(20);
});

describe('on load', () => {
  test.each<[unknown, string]>([
    [null, 'policy is neither ALLOW nor BLOCK'],
    [{ policy: 'allow', domains: ['acme.example'] }, 'policy is neither ALLOW nor BLOCK'],
    [{ policy: 'ALLOW' }, 'domains are no domains in ASCII and lower case'],
    [{ policy: 'ALLOW', domains: [] }, 'domains are no domains in ASCII and lower case'],
    [{ policy: 'ALLOW', domains: ['ACME.example'] }, 'domains are no domains in ASCII and lower case'],
    [{ policy: 'ALLOW', domains: ['münchen.example'] }, 'domains are no domains in ASCII and lower case'],
    [{ policy: 'BLOCK', domains: [1] }, 'domains are no domains in ASCII and lower case'],
    [{ policy: 'ALLOW', domains: ['acme.example'], provider: 1 }, 'provider is no text'],
    [{ policy: 'ALLOW', domains: ['acme.example'], isVouched: 'no' }, 'isVouched is neither true nor false'],
  ])('fails when the entry is %j', (entry, flaw) => {
    expect(emailDomains.flaw(entry)).toBe(flaw);
  });

  test.each([OWN, NOT_OWN, GOOGLE, SAML])('takes %j', (entry) => {
    expect(emailDomains.flaw(entry)).toBeUndefined();
  });
});
