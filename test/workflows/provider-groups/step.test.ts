import { groupsIn } from '../../../src/workflows/provider-groups/groups-in';
import { providerGroups } from '../../../src/workflows/provider-groups/step';
import type { TriggerEvent } from '../../../src/workflows/runtime/event';
import { identities, MACHINE_EVENT, OWN_USER, PROVIDER_USER, tokenEvent } from '../events/tokens-and-confirmation';
import { ran } from '../runtime/support';

const GUID = '0f0f0f0f-1111-2222-3333-444444444444';
const TABLE = [{ provider: 'Okta', attribute: 'custom:groups', groups: { 'engineering': 'eng', 'platform-admins': 'admin', [GUID]: 'staff', 'also-eng': 'eng' } }];

let logged: jest.SpyInstance;

beforeEach(() => {
  logged = jest.spyOn(console, 'log').mockReturnValue();
});

afterEach(() => logged.mockRestore());

async function groupsOf(event: TriggerEvent, entries: readonly unknown[] = TABLE): Promise<unknown> {
  const { response } = await ran(providerGroups, entries, event);
  const details = (response.claimsOverrideDetails ?? response.claimsAndScopeOverrideDetails) as {
    readonly groupOverrideDetails?: { readonly groupsToOverride: string[] };
  } | null;
  return details?.groupOverrideDetails?.groupsToOverride ?? [];
}

const okta = (groups: unknown, more: object = {}) => tokenEvent('1', { ...PROVIDER_USER, 'custom:groups': groups, ...more });
const failures = () => logged.mock.calls.map(([line]) => (JSON.parse(line as string) as { code: string }).code);

describe('what an attribute says', () => {
  test.each<[string, string, string[] | undefined]>([
    ['a list of SAML', '[a, b]', ['a', 'b']],
    ['a list without spaces', '[a,b]', ['a', 'b']],
    ['a list of one', '[a]', ['a']],
    ['an empty list', '[]', []],
    ['names with spaces', '[Platform Admins, Staff]', ['Platform Admins', 'Staff']],
    ['a JSON array', '["a","b, c"]', ['a', 'b, c']],
    ['ids', `[${GUID}, ${GUID}]`, [GUID, GUID]],
    ['one name', 'a', ['a']],
    ['one name with a comma', 'a, b', ['a, b']],
    ['white space around it', ' a ', ['a']],
    ['nothing', '', []],
    ['a list without an end', '[a, b', undefined],
    ['an end without a list', 'a, b]', undefined],
    ['a list in a list', '[a, [b]]', undefined],
    ['a name with a bracket', '[a, admins], b]', undefined],
    ['an object', '{"groups":"src1"}', undefined],
    ['Entra\'s overflow', '{"_claim_names":{"groups":"src1"},"_claim_sources":{}}', undefined],
    ['an object that is none', '{a}', undefined],
    ['a JSON array of more than texts', '["a",{"b":1}]', undefined],
    ['a JSON array of numbers', '[1,2]', undefined],
  ])('is read: %s', (_, text, groups) => {
    expect(groupsIn(text)).toEqual(groups);
  });

  test('is read in time, however long it is', () => {
    const start = Date.now();
    [`[${'a,'.repeat(500_000)}`, '['.repeat(500_000), `[${'a, '.repeat(300_000)}b]`, `["${'a","'.repeat(300_000)}`].forEach(groupsIn);
    expect(Date.now() - start).toBeLessThan(5000);
  });
});

describe('groups of a provider', () => {
  test('are those of the table, each once, and no others', async () => {
    expect(await groupsOf(okta('[engineering, also-eng, unlisted, admin, eng]'))).toEqual(['eng']);
    expect(await groupsOf(okta(JSON.stringify(['platform-admins', GUID])))).toEqual(['admin', 'staff']);
    expect(failures()).toEqual([]);
  });

  test('come on top of those in which users are stored, with their roles', async () => {
    const event = tokenEvent('2', { ...PROVIDER_USER, 'custom:groups': 'engineering' }, { groupConfiguration: { groupsToOverride: ['Pool_Okta'], iamRolesToOverride: [], preferredRole: null } });
    await groupsOf(event, [...TABLE, { roles: [{ group: 'eng', role: 'arn:aws:iam::111111111111:role/eng' }] }]);
    expect(event.response).toEqual({
      claimsAndScopeOverrideDetails: {
        groupOverrideDetails: { groupsToOverride: ['Pool_Okta', 'eng'], iamRolesToOverride: ['arn:aws:iam::111111111111:role/eng'], preferredRole: 'arn:aws:iam::111111111111:role/eng' },
      },
    });
  });

  test('are none where none is listed, and the answer stays as it is', async () => {
    const event = okta('[unlisted]');
    expect(await groupsOf(event)).toEqual([]);
    expect([event.response, failures()]).toEqual([{ claimsOverrideDetails: null }, []]);
  });

  test.each<[string, unknown, string]>([
    ['the attribute is missing', undefined, 'noGroups'], ['it is no text', ['engineering'], 'noGroups'], ['it was cut', '[engineering, plat', 'unreadableGroups'],
    ['there were too many', '{"groups":"src1"}', 'unreadableGroups'],
  ])('are none where %s, and operators hear of it', async (_, groups, code) => {
    expect(await groupsOf(okta(groups))).toEqual([]);
    expect(failures()).toEqual([code]);
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/engineering|\bada\b|src1/);
  });

  test('are read of the table of the user\'s own provider', async () => {
    const both = [...TABLE, { provider: 'Globex', attribute: 'custom:groups', groups: { engineering: 'globex-eng' } }];
    expect(await groupsOf(okta('[engineering]'), both)).toEqual(['eng']);
    expect(await groupsOf(okta('[engineering]', { identities: identities('Globex') }), both)).toEqual(['globex-eng']);
  });

  test('are none of a machine', async () => {
    expect(await groupsOf(structuredClone(MACHINE_EVENT.event))).toEqual([]);
  });
});

/** Each attack with its control, the user as it should be. */
describe.each<[string, attack: TriggerEvent, control: TriggerEvent]>([
  ['a user of the pool\'s own who wrote the attribute', tokenEvent('1', { ...OWN_USER, 'custom:groups': '[engineering]' }), okta('[engineering]')],
  ['a user name that looks like the provider\'s', { ...tokenEvent('1', { ...OWN_USER, 'custom:groups': '[engineering]' }), userName: 'Okta_00u0' }, okta('[engineering]')],
  ['a linked user with a password, whose groups are of an older sign-in', okta('[engineering]', { 'cognito:user_status': 'CONFIRMED' }), okta('[engineering]')],
  ['a linked user who can come from another provider', okta('[engineering]', { identities: identities('Okta', 'Google') }), okta('[engineering]')],
  ['the user of another provider', okta('[engineering]', { identities: identities('Evil') }), okta('[engineering]')],
  ['a user whom nobody linked', okta('[engineering]', { identities: '[]' }), okta('[engineering]')],
  ['a group that would close the list', okta('[users, a, platform-admins]]'), okta('[users, a, platform-admins]')],
  ['a single group with a comma in its name', okta('a, platform-admins'), okta('[a, platform-admins]')],
  ['a group in a JSON array with a comma in its name', okta('["a, platform-admins"]'), okta('["a", "platform-admins"]')],
  ['a group in other letters', okta('[Platform-Admins]'), okta('[platform-admins]')],
  ['a group that contains the other', okta('[not-platform-admins, platform-admins-too]'), okta('[platform-admins]')],
  ['a homoglyph', okta('[plаtform-admins]'), okta('[platform-admins]')],
  ['a group with the name of a method', okta('[constructor, __proto__, toString]'), okta('[engineering]')],
  ['a group in the words of the app', tokenEvent('1', { ...PROVIDER_USER, 'custom:groups': '[]' }, { clientMetadata: { 'custom:groups': '[engineering]' } }), okta('[engineering]')],
  ['the name of a group of the pool', okta('[admin]'), okta('[platform-admins]')],
])('groups of a provider and %s', (_, attack, control) => {
  test('give no group', async () => {
    expect(await groupsOf(attack)).toEqual([]);
  });

  test('give one without it', async () => {
    expect(await groupsOf(control)).toHaveLength(1);
  });
});

test('a list of SAML can\'t tell a group with a comma in its name from two: who names groups at the provider decides, as the documentation says', async () => {
  expect(await groupsOf(okta('[users, a, platform-admins]'))).toEqual(['admin']);
});

test.each<[string, unknown]>([
  ['null', null], ['no provider', { attribute: 'a', groups: {} }], ['no attribute', { provider: 'p', groups: {} }], ['no table', { provider: 'p', attribute: 'a' }],
  ['a list', { provider: 'p', attribute: 'a', groups: ['g'] }], ['a table of numbers', { provider: 'p', attribute: 'a', groups: { g: 1 } }], ['an empty name', { provider: 'p', attribute: 'a', groups: { g: '' } }],
  ['roles that are none', { roles: [1] }],
])('a configuration with %s is refused', (_, entry) => {
  expect(providerGroups.flaw(entry)).toEqual(expect.any(String));
});

test('a sound configuration is taken', () => {
  expect([...TABLE, { roles: [] }].map((entry) => providerGroups.flaw(entry))).toEqual([undefined, undefined]);
});
