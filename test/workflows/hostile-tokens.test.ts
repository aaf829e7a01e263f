import { tokenEvent } from './events/tokens-and-confirmation';
import { derivedGroups, storedGroups } from '../../src/workflows/group-membership/step';
import { providerGroups } from '../../src/workflows/provider-groups/step';
import type { TriggerEvent } from '../../src/workflows/runtime/event';
import type { Step, StepContext } from '../../src/workflows/runtime/step';
import { tokenClaims } from '../../src/workflows/token-claims/step';

/** A generator of numbers from 0 to below 1: a seed is a run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const TEXTS = [
  '', 'true', 'CONFIRMED', 'EXTERNAL_PROVIDER', 'ada@acme.example', 'eve@evil.example', '[engineering]', '["engineering"]', '[engineering, [', '{}', 'null', '[{"providerName":"Okta","userId":"1"}]', '[{"providerName":"Okta"}]',
  '[null, 1, {"providerName":"Evil","userId":"x"}]', '__proto__', 'constructor', 'a'.repeat(5000), '\0', '\ud800', '𝒜@acme.example',
];
const NAMES = ['email', 'email_verified', 'identities', 'cognito:user_status', 'custom:groups', 'custom:plan', '__proto__', 'constructor', 'toString', 'groupsToOverride', 'iamRolesToOverride', 'preferredRole', 'groupOverrideDetails',
  'claimsToAddOrOverride', 'idTokenGeneration', 'accessTokenGeneration', 'claimsOverrideDetails', 'claimsAndScopeOverrideDetails', 'scopesToAdd'];

/** Anything that JSON can say. */
function anything(next: () => number, depth = 0): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const kind = Math.floor(next() * (depth > 3 ? 4 : 7));
  const size = Math.floor(next() * 5);
  return kind === 0 ? null : kind === 1 ? next() > 0.5 : kind === 2 ? Math.floor(next() * 1e6) - 5e5 : kind === 3 ? pick(TEXTS)
    : kind === 4 ? Array.from({ length: size }, () => anything(next, depth + 1))
      : JSON.parse(`{${Array.from({ length: size + 1 }, () => `${JSON.stringify(pick(NAMES))}:${JSON.stringify(anything(next, depth + 1))}`).join(',')}}`);
}

const ENTRIES: readonly (readonly [step: Step, entries: readonly object[]])[] = [
  [providerGroups as Step, [{ provider: 'Okta', attribute: 'custom:groups', groups: { engineering: 'eng' } }, { roles: [{ group: 'eng', role: 'arn:eng', precedence: 1 }] }]],
  [derivedGroups as Step, [{ group: 'staff', match: { emailDomains: ['acme.example'] } }, { group: 'okta', match: { providers: ['Okta'] } }]],
  [tokenClaims as Step, [{ claim: 'plan', tokens: ['id', 'access'], attribute: 'custom:plan' }, { claim: 'tenant', tokens: ['id'], providers: { Okta: 'acme' } }, { scopes: { staff: ['api/read'] } }, { claim: 'email', tokens: ['id'], suppress: true }]],
];

const GIVEN = ['eng', 'staff', 'okta'];
const CONTEXT: StepContext = { remaining: () => 1000, failed: () => undefined, cognito: () => { throw new Error('nothing is called'); } };

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
}

interface Answer {
  readonly groupOverrideDetails?: { readonly groupsToOverride?: unknown };
}

/** The groups of the token beside those that the event had. */
function given({ request, response, version }: TriggerEvent, before: readonly string[]): string[] {
  const answer = response[version === '1' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails'] as Answer | null | undefined;
  const { groupsToOverride } = (request.groupConfiguration ?? {}) as { readonly groupsToOverride?: unknown };
  const had = [...before, ...textsIn(groupsToOverride)];
  return textsIn(answer?.groupOverrideDetails?.groupsToOverride).filter((group) => !had.includes(group));
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('no event breaks the steps of tokens, or gives what nobody asked for: seed %d', async (seed) => {
  const next = random(seed);
  let granted = 0;
  for (let round = 0; round < 1500; round++) {
    const value = () => next() < 0.9 ? TEXTS[Math.floor(next() * TEXTS.length)] : anything(next);
    const attributes = next() < 0.7 ? Object.fromEntries(NAMES.slice(0, 6).map((name) => [name, value()])) : anything(next);
    const event = tokenEvent(`${1 + Math.floor(next() * 3)}` as '1', attributes, { groupConfiguration: anything(next), clientMetadata: anything(next) });
    const response = anything(next);
    event.response = (typeof response === 'object' && response !== null && !Array.isArray(response) ? response : {}) as Record<string, unknown>;
    const before = given({ ...event, request: {} }, []);
    const answered = structuredClone(event);
    for (const [step, entries] of ENTRIES) {
      await step.run(answered, entries as never, CONTEXT);
    }
    const groups = given(answered, before);
    const { email, email_verified: verified, identities, 'cognito:user_status': status } = (attributes ?? {}) as Record<string, unknown>;
    // whoever gets a group has what it asks for, and has it as Cognito writes it.
    expect(groups.filter((group) => !GIVEN.includes(group))).toEqual([]);
    expect(groups.includes('staff') ? [email, verified] : []).toEqual(groups.includes('staff') ? [expect.stringMatching(/^[^@"\s]+@acme\.example$/), 'true'] : []);
    expect(groups.some((group) => group !== 'staff') ? [identities, status] : []).toEqual(groups.some((group) => group !== 'staff') ? [TEXTS[11], 'EXTERNAL_PROVIDER'] : []);
    granted += groups.length;
    expect(({} as Record<string, unknown>).polluted ?? Object.keys(Object.prototype)).toEqual([]);
  }
  // the control: some events are sound.
  expect(granted).toBeGreaterThan(0);
});

test.each([1, 2, 3])('no event breaks the step of confirmation: seed %d', async (seed) => {
  const next = random(seed);
  let tried = 0;
  // nothing can be called: whoever is to be put into a group is a failure.
  const context = { ...CONTEXT, failed: () => void tried++ };
  const entries = [{ group: 'g', match: { everyone: true } }] as const;
  for (let round = 0; round < 1000; round++) {
    await storedGroups.run({ ...tokenEvent('1', anything(next)), triggerSource: 'PostConfirmation_ConfirmForgotPassword' }, entries, context);
  }
  expect(tried).toBe(0);
  for (let round = 0; round < 1000; round++) {
    await storedGroups.run({ ...tokenEvent('1', anything(next)), triggerSource: 'PostConfirmation_ConfirmSignUp' }, entries, context);
  }
  expect(tried).toBe(1000);
});
