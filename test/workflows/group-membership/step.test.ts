import type { Match } from '../../../src/workflows/group-membership/entry';
import { derivedGroups, storedGroups } from '../../../src/workflows/group-membership/step';
import type { TriggerEvent } from '../../../src/workflows/runtime/event';
import { CONFIRMATION_EVENTS, identities, MACHINE_EVENT, OWN_USER, PROVIDER_USER, TOKEN_EVENTS, tokenEvent, withAttributes } from '../events/tokens-and-confirmation';
import { AwsServer, ran, type Answer } from '../runtime/support';

const STAFF = [{ group: 'staff', match: { emailDomains: ['acme.example'] } }];
const OKTA = [{ group: 'okta', match: { providers: ['Okta'] } }];

/** The groups that the token names. */
async function groupsOf(entries: readonly unknown[], event: TriggerEvent): Promise<unknown> {
  const { response } = await ran(derivedGroups, entries, event);
  const details = (response.claimsOverrideDetails ?? response.claimsAndScopeOverrideDetails) as {
    readonly groupOverrideDetails?: { readonly groupsToOverride: string[] };
  } | null;
  return details?.groupOverrideDetails?.groupsToOverride;
}

describe('derived groups', () => {
  test.each(TOKEN_EVENTS)('are in every token of $event.triggerSource, version $event.version', async (documented) => {
    expect(await groupsOf(STAFF, withAttributes(documented, OWN_USER))).toEqual(['staff']);
  });

  test('come on top of those in which users are stored', async () => {
    const groupConfiguration = { groupsToOverride: ['admin'], iamRolesToOverride: [], preferredRole: null };
    expect(await groupsOf(STAFF, tokenEvent('1', OWN_USER, { groupConfiguration }))).toEqual(['admin', 'staff']);
  });

  test('leave the groups as they are where nobody is meant', async () => {
    const event = tokenEvent('1', { ...OWN_USER, email: 'ada@other.example' });
    expect(await groupsOf(STAFF, event)).toBeUndefined();
    expect(event.response).toEqual({ claimsOverrideDetails: null });
  });

  test('bring their roles', async () => {
    const entries = [...STAFF, { roles: [{ group: 'staff', role: 'arn:aws:iam::111111111111:role/staff' }, { group: 'admin' }] }];
    const { response } = await ran(derivedGroups, entries, tokenEvent('1', OWN_USER));
    expect(response).toMatchObject({ claimsOverrideDetails: { groupOverrideDetails: { preferredRole: 'arn:aws:iam::111111111111:role/staff' } } });
  });

  test('are none of a machine', async () => {
    const event = structuredClone(MACHINE_EVENT.event);
    await ran(derivedGroups, [{ group: 'all', match: { everyone: true } }], event);
    expect(event.response).toEqual({ claimsAndScopeOverrideDetails: null });
  });

  test.each<[string, Match, object]>([
    ['everyone', { everyone: true }, {}],
    ['one domain of several', { emailDomains: ['other.example', 'acme.example'] }, OWN_USER],
    ['one way of several', { emailDomains: ['other.example'], providers: ['Okta'] }, PROVIDER_USER],
    ['an address in capitals', { emailDomains: ['acme.example'] }, { ...OWN_USER, email: 'Ada@ACME.Example' }],
    ['an international domain', { emailDomains: ['xn--mnchen-3ya.example'] }, { ...OWN_USER, email: 'ada@münchen.example' }],
    ['the user of a provider', { providers: ['Okta'] }, PROVIDER_USER],
    ['two accounts at one provider', { providers: ['Okta'] }, { ...PROVIDER_USER, identities: identities('Okta', 'Okta') }],
  ])('mean %s', async (_, match, attributes) => {
    expect(await groupsOf([{ group: 'g', match }], tokenEvent('1', attributes))).toEqual(['g']);
  });
});

/** What an attacker, or a user who was sent away, has in the token's event. The control is the same user as it should be. */
describe.each<[string, readonly unknown[], attack: Record<string, unknown>, control: Record<string, unknown>, more?: Partial<TriggerEvent>]>([
  ['an address that isn\'t verified', STAFF, { ...OWN_USER, email_verified: 'false' }, OWN_USER],
  ['an address of which nobody says it', STAFF, { ...OWN_USER, email_verified: undefined }, OWN_USER],
  ['"TRUE" in capitals', STAFF, { ...OWN_USER, email_verified: 'TRUE' }, OWN_USER],
  ['a flag that is no text', STAFF, { ...OWN_USER, email_verified: true }, OWN_USER],
  ['an address that was changed, and isn\'t proved yet', STAFF, { ...OWN_USER, email: 'eve@acme.example', email_verified: 'false' }, { ...OWN_USER, email: 'eve@acme.example' }],
  ['an address that was changed to another domain', STAFF, { ...OWN_USER, email: 'ada@mail.example' }, OWN_USER],
  ['a subdomain', STAFF, { ...OWN_USER, email: 'eve@evil.acme.example' }, OWN_USER],
  ['the domain at the end of another', STAFF, { ...OWN_USER, email: 'eve@notacme.example' }, OWN_USER],
  ['the domain in front of another', STAFF, { ...OWN_USER, email: 'eve@acme.example.evil.example' }, OWN_USER],
  ['the domain in the local part', STAFF, { ...OWN_USER, email: '"eve@acme.example"@evil.example' }, OWN_USER],
  ['the domain behind a second @', STAFF, { ...OWN_USER, email: 'eve@evil.example@acme.example' }, OWN_USER],
  ['a homoglyph', STAFF, { ...OWN_USER, email: 'eve@аcme.example' }, OWN_USER],
  ['full-width letters', STAFF, { ...OWN_USER, email: 'eve@ａcme.example' }, OWN_USER],
  ['a list of addresses', STAFF, { ...OWN_USER, email: ['ada@acme.example'] }, OWN_USER],
  ['no address', STAFF, { ...OWN_USER, email: undefined }, OWN_USER],
  ['an address that a provider brings without verifying it', STAFF, PROVIDER_USER, { ...PROVIDER_USER, email_verified: 'true' }],
  ['a user name that looks like a provider\'s', OKTA, OWN_USER, PROVIDER_USER, { userName: 'Okta_00u0' }],
  ['a provider in other letters', OKTA, { ...PROVIDER_USER, identities: identities('okta') }, PROVIDER_USER],
  ['a provider whose name begins like it', OKTA, { ...PROVIDER_USER, identities: identities('Okta2') }, PROVIDER_USER],
  ['another provider', OKTA, { ...PROVIDER_USER, identities: identities('Evil') }, PROVIDER_USER, { userName: 'Okta_00u0' }],
  ['a password beside the provider, whose account may be gone', OKTA, { ...PROVIDER_USER, 'cognito:user_status': 'CONFIRMED' }, PROVIDER_USER],
  ['a second provider', OKTA, { ...PROVIDER_USER, identities: identities('Okta', 'Google') }, PROVIDER_USER],
  ['the provider as the second one', OKTA, { ...PROVIDER_USER, identities: identities('Google', 'Okta') }, PROVIDER_USER],
  ['the provider\'s name in another field', OKTA, { ...PROVIDER_USER, identities: JSON.stringify([{ userId: 'Okta', providerName: 'Evil', providerType: 'Okta' }]) }, PROVIDER_USER],
  ['identities that are no JSON', OKTA, { ...PROVIDER_USER, identities: 'Okta' }, PROVIDER_USER],
  ['identities that are an object', OKTA, { ...PROVIDER_USER, identities: JSON.stringify({ providerName: 'Okta', userId: 'x' }) }, PROVIDER_USER],
  ['identities in an attribute of the user\'s', OKTA, { ...OWN_USER, 'custom:identities': identities('Okta') }, PROVIDER_USER],
  ['what the app says of the user', OKTA, OWN_USER, PROVIDER_USER, { callerContext: { clientId: 'Okta' } }],
])('derived groups and %s', (_, entries, attack, control, more = {}) => {
  test('give no group', async () => {
    const event = { ...tokenEvent('1', attack, { clientMetadata: PROVIDER_USER, validationData: PROVIDER_USER }), ...more };
    expect(await groupsOf(entries, event)).toBeUndefined();
  });

  test('give one without it', async () => {
    expect(await groupsOf(entries, { ...tokenEvent('1', control), ...more })).toHaveLength(1);
  });
});

test('a user who was sent away has no group with the next token', async () => {
  expect(await groupsOf(OKTA, tokenEvent('1', PROVIDER_USER))).toEqual(['okta']);
  // administrators unlink the account, or its address is no more: there is nothing to take back in the directory.
  expect(await groupsOf(OKTA, tokenEvent('1', { ...PROVIDER_USER, identities: undefined }))).toBeUndefined();
});

test.each([['nothing', undefined], ['a text', 'x'], ['a list', []], ['null', null], ['prototypes', JSON.parse('{"__proto__": {"email": "ada@acme.example", "email_verified": "true"}}')]])(
  'attributes that are %s mean nobody', async (_, attributes) => {
    expect(await groupsOf(STAFF, tokenEvent('2', attributes))).toBeUndefined();
  });

describe('stored groups', () => {
  const [SIGN_UP, FORGOTTEN] = CONFIRMATION_EVENTS;
  let server: AwsServer;
  let answers: () => Answer | Promise<Answer>;
  let logged: jest.SpyInstance;

  beforeAll(async () => {
    server = await new AwsServer(() => answers()).start();
  });

  afterAll(() => server.stop());

  beforeEach(() => {
    server.calls.length = 0;
    logged = jest.spyOn(console, 'log').mockReturnValue();
  });

  afterEach(() => logged.mockRestore());

  async function confirmed(
    event: TriggerEvent, entries: readonly unknown[], answer: () => Answer | Promise<Answer>, milliseconds?: number,
  ): Promise<unknown[]> {
    answers = answer;
    expect(await ran(storedGroups, entries, event, milliseconds)).toBe(event);
    return server.calls.map(([operation, { GroupName }]) => [operation, GroupName]);
  }

  const OK = () => ({ body: {} });

  test('are joined when users confirm, of this pool and by this name', async () => {
    expect(await confirmed(withAttributes(SIGN_UP!, OWN_USER), STAFF, OK)).toEqual([['AdminAddUserToGroup', 'staff']]);
    expect(server.calls[0]![1]).toEqual({ UserPoolId: 'eu-central-1_example', Username: 'ada', GroupName: 'staff' });
    expect(logged).not.toHaveBeenCalled();
  });

  test('are joined by users who come from a provider for the first time', async () => {
    expect(await confirmed(withAttributes(SIGN_UP!, PROVIDER_USER), [...STAFF, ...OKTA], OK)).toEqual([['AdminAddUserToGroup', 'okta']]);
  });

  test('aren\'t joined again with a forgotten password', async () => {
    expect(await confirmed(withAttributes(FORGOTTEN!, OWN_USER), STAFF, OK)).toEqual([]);
  });

  test('aren\'t joined with an address that isn\'t verified', async () => {
    expect(await confirmed(withAttributes(SIGN_UP!, { ...OWN_USER, email_verified: 'false' }), STAFF, OK)).toEqual([]);
  });

  test.each([['ResourceNotFoundException', 400], ['TooManyRequestsException', 400], ['InternalErrorException', 500]])('leave the account alone at %s, and operators hear of it', async (error, status) => {
    await confirmed(withAttributes(SIGN_UP!, OWN_USER), [...STAFF, { group: 'all', match: { everyone: true } }], () => ({ status, error }));
    expect(logged.mock.calls.map(([line]) => JSON.parse(line as string) as object)).toEqual(Array(2).fill(expect.objectContaining({ Failures: 1, code: `group: ${error}` })));
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/ada|acme/);
  });

  test('end in time where the service doesn\'t answer', async () => {
    const start = Date.now();
    await confirmed(withAttributes(SIGN_UP!, OWN_USER), STAFF, () => new Promise((resolve) => setTimeout(() => resolve(OK()), 3000)), 600);
    expect(Date.now() - start).toBeLessThan(1500);
    expect(logged).toHaveBeenCalledTimes(1);
  });
});

describe.each([['derivedGroups', derivedGroups], ['storedGroups', storedGroups]])('the configuration of %s', (name, { flaw }) => {
  test.each<[string, unknown]>([
    ['null', null], ['a list', []], ['no group', { match: { everyone: true } }], ['an empty group', { group: '', match: { everyone: true } }], ['no match', { group: 'g' }],
    ['a match of nobody', { group: 'g', match: {} }], ['everyone who isn\'t true', { group: 'g', match: { everyone: 'true' } }], ['no domain', { group: 'g', match: { emailDomains: [] } }],
    ['a domain in capitals', { group: 'g', match: { emailDomains: ['Acme.example'] } }], ['a part of a domain', { group: 'g', match: { emailDomains: ['example'] } }],
    ['a text in place of domains', { group: 'g', match: { emailDomains: 'acme.example' } }], ['providers that are no texts', { group: 'g', match: { providers: [1] } }],
    ['a text in place of providers', { group: 'g', match: { providers: 'Okta' } }],
  ])('is refused with %s', (_, entry) => {
    expect(flaw(entry)).toEqual(expect.any(String));
  });

  test('is taken', () => {
    expect([...STAFF, ...OKTA].map(flaw)).toEqual([undefined, undefined]);
  });

  test.each<[unknown, boolean]>([
    [[], true], [[{ group: 'g' }], true], [[{ group: 'g', role: 'arn', precedence: 0 }], true], ['g', false], [[{ role: 'arn' }], false], [[{ group: 'g', role: 1 }], false],
    [[{ group: 'g', precedence: '1' }], false], [[null], false],
  ])('with the roles %j', (roles, isSound) => {
    expect(flaw({ roles }) === undefined).toBe(isSound && name === 'derivedGroups');
  });
});
