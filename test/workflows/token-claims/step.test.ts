import { tokenClaims } from '../../../src/workflows/token-claims/step';
import { identities, MACHINE_EVENT, OWN_USER, PROVIDER_USER, TOKEN_EVENTS, tokenEvent, withAttributes } from '../events/tokens-and-confirmation';
import { ran } from '../runtime/support';

const USER = { ...OWN_USER, 'custom:plan': 'gold' };
const PLAN = { claim: 'plan', tokens: ['id', 'access'], attribute: 'custom:plan' };
const IN_GROUPS = { groupConfiguration: { groupsToOverride: ['staff', 'eng', 'constructor'], iamRolesToOverride: [], preferredRole: null } };

async function idClaims(entries: readonly unknown[], attributes: unknown, more: Record<string, unknown> = {}): Promise<unknown> {
  const { response } = await ran(tokenClaims, entries, tokenEvent('1', attributes, more));
  return (response.claimsOverrideDetails as { claimsToAddOrOverride?: object } | null)?.claimsToAddOrOverride ?? {};
}

describe('claims', () => {
  test.each(TOKEN_EVENTS)('are in the tokens that were asked for: $event.triggerSource, version $event.version', async (documented) => {
    const event = withAttributes(documented, USER);
    await ran(tokenClaims, [PLAN, { claim: 'tier', tokens: ['machine'], value: 'batch' }, { claim: 'phone_number', tokens: ['id'], suppress: true }], event);
    expect(event.response).toEqual(event.version === '1'
      ? { claimsOverrideDetails: { claimsToAddOrOverride: { plan: 'gold' }, claimsToSuppress: ['phone_number'] } }
      : {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: { claimsToAddOrOverride: { plan: 'gold' }, claimsToSuppress: ['phone_number'] },
          accessTokenGeneration: { claimsToAddOrOverride: { plan: 'gold' } },
        },
      });
  });

  test('of machines are constants only', async () => {
    // Cognito sends no groups of a machine: nothing would come of them.
    const event = structuredClone({ ...MACHINE_EVENT.event, request: { ...MACHINE_EVENT.event.request, ...IN_GROUPS } });
    await ran(tokenClaims, [PLAN, { claim: 'tier', tokens: ['access', 'machine'], value: 'batch' }, { scopes: { staff: ['api/write'] } }], event);
    expect(event.response).toEqual({ claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { tier: 'batch' } } } });
  });

  test.each<[string, object, object, object]>([
    ['an attribute', PLAN, USER, { plan: 'gold' }],
    ['an attribute that is missing', PLAN, OWN_USER, {}],
    ['an attribute that is no text', PLAN, { 'custom:plan': { gold: true } }, {}],
    ['an empty attribute', PLAN, { 'custom:plan': '' }, { plan: '' }],
    ['a constant', { claim: 'tier', tokens: ['id'], value: 'x' }, {}, { tier: 'x' }],
    ['an empty constant', { claim: 'tier', tokens: ['id'], value: '' }, {}, { tier: '' }],
    ['the provider', { claim: 'tenant', tokens: ['id'], providers: { Okta: 'acme' } }, PROVIDER_USER, { tenant: 'acme' }],
    ['a claim of a method\'s name', { claim: 'constructor', tokens: ['id'], value: 'x' }, {}, { constructor: 'x' }],
  ])('come from %s', async (_, entry, attributes, claims) => {
    expect(await idClaims([entry], attributes)).toEqual(claims);
  });

  test('name groups, as a list, with those of earlier steps', async () => {
    const event = tokenEvent('2', USER, IN_GROUPS);
    event.response = { claimsAndScopeOverrideDetails: { groupOverrideDetails: { groupsToOverride: ['staff', 'derived'] } } };
    await ran(tokenClaims, [{ claim: 'groups', tokens: ['access'], groups: true }], event);
    expect(event.response).toMatchObject({ claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { groups: ['staff', 'derived'] } } } });
  });

  test('are scopes of groups, each once', async () => {
    const event = tokenEvent('2', USER, IN_GROUPS);
    await ran(tokenClaims, [{ scopes: { staff: ['api/read'], eng: ['api/read', 'api/write'], other: ['api/all'] } }], event);
    expect(event.response).toEqual({ claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ['api/read', 'api/write'] } } });
  });
});

/** Each attack with its control, the user as it should be. */
test.each<[string, entry: object, attack: object, control: object]>([
  ['a tenant of a linked user with a password', { claim: 'tenant', tokens: ['id'], providers: { Okta: 'acme' } }, { ...PROVIDER_USER, 'cognito:user_status': 'CONFIRMED' }, PROVIDER_USER],
  ['a tenant of a user with several providers', { claim: 'tenant', tokens: ['id'], providers: { Okta: 'acme', Google: 'other' } }, { ...PROVIDER_USER, identities: identities('Okta', 'Google') }, PROVIDER_USER],
  ['a tenant of a provider that isn\'t listed', { claim: 'tenant', tokens: ['id'], providers: { Okta: 'acme' } }, { ...PROVIDER_USER, identities: identities('constructor') }, PROVIDER_USER],
  ['a tenant that an attribute names', { claim: 'tenant', tokens: ['id'], providers: { Okta: 'acme' } }, { ...OWN_USER, 'tenant': 'acme', 'custom:tenant': 'acme' }, PROVIDER_USER],
  ['an attribute in another\'s name', PLAN, { plan: 'gold' }, USER],
])('%s gives no claim', async (_, entry, attack, control) => {
  expect(await idClaims([entry], attack, { clientMetadata: USER, validationData: USER })).toEqual({});
  expect(await idClaims([entry], control)).not.toEqual({});
});

describe('a configuration', () => {
  test.each<[string, unknown]>([
    ['null', null], ['no claim', { tokens: ['id'], value: 'x' }], ['no token', { claim: 'a', tokens: [], value: 'x' }], ['a token that is none', { claim: 'a', tokens: ['refresh'], value: 'x' }],
    ['no source', { claim: 'a', tokens: ['id'] }], ['two sources', { claim: 'a', tokens: ['id'], value: 'x', attribute: 'email' }], ['an attribute of machines', { claim: 'a', tokens: ['machine'], attribute: 'email' }],
    ['groups of machines', { claim: 'a', tokens: ['machine'], groups: true }], ['a constant that is no text', { claim: 'a', tokens: ['id'], value: 1 }], ['groups that aren\'t true', { claim: 'a', tokens: ['id'], groups: 'x' }],
    ['an attribute that is no text', { claim: 'a', tokens: ['id'], attribute: 1 }], ['no table of providers', { claim: 'a', tokens: ['id'], providers: ['Okta'] }], ['a provider without a value', { claim: 'a', tokens: ['id'], providers: { Okta: '' } }],
    ['scopes that are no table', { scopes: ['api/read'] }], ['no scope', { scopes: { staff: [] } }], ['a scope that is Cognito\'s', { scopes: { staff: ['aws.cognito.signin.user.admin'] } }],
    ['a scope with a space', { scopes: { staff: ['api/read api/write'] } }], ['a standard scope', { scopes: { staff: ['openid'] } }],
    ...['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'nonce', 'origin_jti', 'token_use', 'auth_time', 'at_hash', 'acr', 'amr', 'azp', 'client_id', 'event_id', 'device_key', 'version', 'identities', 'username', 'scope',
      'cognito:groups', 'cognito:username', 'cognito:anything', 'dev:custom:x', '__proto__', 'email', 'email_verified', 'phone_number', 'phone_number_verified', 'preferred_username', 'name', 'custom:role', 'a b', 'a\nb', 'é', '']
      .map((claim): [string, unknown] => [`the claim ${JSON.stringify(claim)}`, { claim, tokens: ['id'], value: 'x' }]),
    ...['email', 'email_verified', 'phone_number', 'phone_number_verified', 'sub'].map((claim): [string, unknown] => [`${claim} from itself`, { claim, tokens: ['access'], attribute: claim }]),
    ['a suppressed claim of Cognito\'s', { claim: 'cognito:groups', tokens: ['id'], suppress: true }],
  ])('is refused with %s', (_, entry) => {
    expect(tokenClaims.flaw(entry)).toEqual(expect.any(String));
  });

  test.each<[string, unknown]>([
    ['an attribute', PLAN], ['a custom attribute by its own name', { claim: 'custom:plan', tokens: ['access'], attribute: 'custom:plan' }], ['a standard one by its own name', { claim: 'locale', tokens: ['access'], attribute: 'locale' }],
    ['an address by another name', { claim: 'user_email', tokens: ['access'], attribute: 'email' }], ['a name of a URL', { claim: 'https://acme.example/tenant', tokens: ['id'], value: 'x' }],
    ['a suppressed address', { claim: 'email', tokens: ['id'], suppress: true }], ['scopes', { scopes: { staff: ['https://api.example/read', 'api/read.all'] } }],
  ])('is taken with %s', (_, entry) => {
    expect(tokenClaims.flaw(entry)).toBeUndefined();
  });
});
