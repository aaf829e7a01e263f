import type { TriggerEvent } from '../../../src/workflows/runtime/event';
import { TokenOverride, type GroupRole } from '../../../src/workflows/runtime/token-override';
import { OWN_USER, TOKEN_EVENTS, tokenEvent, withAttributes } from '../events/tokens-and-confirmation';

const ARN = (name: string) => `arn:aws:iam::111111111111:role/${name}`;

function joined(groups: readonly string[], known: readonly GroupRole[], groupConfiguration: unknown = null): unknown {
  const event = tokenEvent('1', OWN_USER, { groupConfiguration });
  new TokenOverride(event).join(groups, known);
  return (event.response.claimsOverrideDetails as { groupOverrideDetails: unknown }).groupOverrideDetails;
}

describe('what the answer changes', () => {
  test.each(TOKEN_EVENTS)('is in the shape of the version: $event.version, $event.triggerSource', (documented) => {
    const event = withAttributes(documented, OWN_USER);
    const token = new TokenOverride(event);
    token.claim('id', 'plan', 'gold');
    token.claim('access', 'plan', 'silver');
    token.suppress('id', 'email');
    token.suppress('access', 'username2');
    token.addScopes(['api/read', 'api/read']);
    token.join(['staff']);
    const groupOverrideDetails = { groupsToOverride: ['staff'], iamRolesToOverride: [], preferredRole: null };
    expect(event.response).toEqual(event.version === '1'
      ? { claimsOverrideDetails: { claimsToAddOrOverride: { plan: 'gold' }, claimsToSuppress: ['email'], groupOverrideDetails } }
      : {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: { claimsToAddOrOverride: { plan: 'gold' }, claimsToSuppress: ['email'] },
          accessTokenGeneration: { claimsToAddOrOverride: { plan: 'silver' }, claimsToSuppress: ['username2'], scopesToAdd: ['api/read'] },
          groupOverrideDetails,
        },
      });
  });

  test('is nothing while nobody asks for something', () => {
    const event = tokenEvent('2', OWN_USER);
    const token = new TokenOverride(event);
    token.addScopes([]);
    expect([token.groups, token.isOfMachine, event.response]).toEqual([[], false, { claimsAndScopeOverrideDetails: null }]);
  });

  test('keeps what an earlier step wrote', () => {
    const event: TriggerEvent = { ...tokenEvent('1', OWN_USER), response: { claimsOverrideDetails: { claimsToAddOrOverride: { a: '1' }, groupOverrideDetails: { groupsToOverride: ['first'] } } } };
    const token = new TokenOverride(event);
    token.claim('id', 'b', '2');
    token.join(['second']);
    expect(token.groups).toEqual(['first', 'second']);
    expect(event.response).toMatchObject({ claimsOverrideDetails: { claimsToAddOrOverride: { a: '1', b: '2' } } });
  });

  test.each([['nothing', undefined], ['a text', 'x'], ['a list', ['x']], ['groups that are none', { groupsToOverride: 'admins', iamRolesToOverride: { 0: 'x' }, preferredRole: null }]])(
    'takes %s for no groups', (_, groupConfiguration) => {
      expect(joined(['staff'], [], groupConfiguration)).toEqual({ groupsToOverride: ['staff'], iamRolesToOverride: [], preferredRole: null });
    });

  test('doesn\'t change the request, which later steps read', () => {
    const groupConfiguration = { groupsToOverride: ['a'], iamRolesToOverride: [ARN('a')], preferredRole: ARN('a') };
    const event = tokenEvent('1', OWN_USER, { groupConfiguration });
    new TokenOverride(event).join(['b'], [{ group: 'b', role: ARN('b') }]);
    expect(event.request.groupConfiguration).toEqual(groupConfiguration);
  });
});

describe('the preferred role', () => {
  const stored = (...groups: string[]) => (
    { groupsToOverride: groups, iamRolesToOverride: groups.map(ARN), preferredRole: groups.length > 0 ? ARN(groups[0]!) : null });
  const [ADMIN, LATE] = [{ group: 'admin', precedence: 1 }, { group: 'late' }];
  const staff = (precedence?: number): GroupRole => ({ group: 'staff', role: ARN('staff'), precedence });

  test.each<[string, GroupRole[], object, string | undefined]>([
    ['of a group that has one', [staff()], stored(), 'staff'],
    ['stays that of a stored group that goes first', [ADMIN, staff(5)], stored('admin'), 'admin'],
    ['is that of a group that goes before the stored one', [{ ...ADMIN, precedence: 9 }, staff(5)], stored('admin'), 'staff'],
    ['stays, where the added group has no precedence', [ADMIN, staff()], stored('admin'), 'admin'],
    ['is the added one, where the stored group has no precedence', [LATE, staff(5)], stored('late'), 'staff'],
    ['is the added one, where nothing is known of the stored group', [staff(5)], stored('l2'), 'staff'],
    ['is none, where two different roles share the first place', [{ ...ADMIN, precedence: 5 }, staff(5)], stored('admin'), undefined],
    ['is none, where neither has a precedence', [LATE, staff()], stored('late'), undefined],
    ['is the one role that both groups of the first place have', [{ group: 'admin', role: ARN('staff'), precedence: 5 }, staff(5)], { ...stored('admin'), iamRolesToOverride: [ARN('staff')], preferredRole: ARN('staff') }, 'staff'],
    ['is zero before one', [{ ...ADMIN, precedence: 1 }, staff(0)], stored('admin'), 'staff'],
    ['stays none, where stored groups that go first share a place', [{ group: 'a', precedence: 1 }, { group: 'b', precedence: 1 }, staff(5)], { ...stored('a', 'b'), preferredRole: null }, undefined],
    ['stays the same, where the group is stored too', [staff(5)], stored('staff'), 'staff'],
  ])('%s', (_, known, groupConfiguration, preferred) => {
    expect(joined(['staff'], known, groupConfiguration)).toMatchObject({ preferredRole: preferred === undefined ? null : ARN(preferred) });
  });

  test('is none of a group without a role, and the stored one stays', () => {
    expect(joined(['everybody'], [ADMIN], stored('admin'))).toEqual({ groupsToOverride: ['admin', 'everybody'], iamRolesToOverride: [ARN('admin')], preferredRole: ARN('admin') });
  });

  test('is one of the roles that a token names, each once', () => {
    expect(joined(['staff', 'eng'], [staff(5), { group: 'eng', role: ARN('eng'), precedence: 2 }, { group: 'other', role: ARN('other'), precedence: 0 }], stored('staff'))).toEqual({
      groupsToOverride: ['staff', 'eng'], iamRolesToOverride: [ARN('staff'), ARN('eng')], preferredRole: ARN('eng'),
    });
  });
});
