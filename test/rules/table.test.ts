import { ATTACK_CASES } from './attack.cases';
import { CIRCLE_CASES } from './circle.cases';
import { CLIENT_CASES } from './client.cases';
import { DOMAIN_CASES } from './domain.cases';
import { IDENTITY_POOL_CASES } from './identity-pool.cases';
import { IDENTITY_PROVIDER_CASES } from './identity-provider.cases';
import { LOG_CASES } from './log.cases';
import { MESSAGE_CASES } from './message.cases';
import { MFA_CASES } from './mfa.cases';
import { PAGE_CASES } from './page.cases';
import { PLACE_CASES } from './place.cases';
import { PLAN_CASES } from './plan.cases';
import { PROFILE_CASES } from './profile.cases';
import { REGION_CASES } from './region.cases';
import { REGISTRATION_CASES } from './registration.cases';
import { RELATION_CASES } from './relations.cases';
import type { RuleCases } from './rule-case';
import { SCHEMA_CASES } from './schema.cases';
import { SHAPE_CASES } from './shape.cases';
import { THREAT_CASES } from './threat.cases';
import { TRIGGER_CASES } from './trigger.cases';
import { DIRECTORY_CASES } from './user-pool.cases';
import { WORKFLOW_CASES } from './workflow.cases';
import { ATTACHMENT_RULES, COMMON_RULES, IDENTITY_POOL_RULES, RULE_AREAS, USER_POOL_RULES } from '../../src/rules/table';

const CASES: Record<string, RuleCases> = {
  'The directory': DIRECTORY_CASES,
  'Attributes': SCHEMA_CASES,
  'MFA and first factors': MFA_CASES,
  'What attackers like': ATTACK_CASES,
  'Messages': MESSAGE_CASES,
  'Threat protection': THREAT_CASES,
  'Security profiles': PROFILE_CASES,
  'Lambda triggers': TRIGGER_CASES,
  'Workflows': WORKFLOW_CASES,
  'Feature plan': PLAN_CASES,
  'App clients': { ...CLIENT_CASES, ...REGISTRATION_CASES },
  'Domains': DOMAIN_CASES,
  'Pages': PAGE_CASES,
  'Regions': REGION_CASES,
  'Identity providers': IDENTITY_PROVIDER_CASES,
  'Identity pools': IDENTITY_POOL_CASES,
  'What waits for what': CIRCLE_CASES,
  'Logs': LOG_CASES,
  'Names and places': PLACE_CASES,
  'Bounds': SHAPE_CASES,
  'What belongs together': RELATION_CASES,
};

const RULES = RULE_AREAS.flatMap((area) => area.rules);

test('every area has its cases', () => {
  expect(Object.keys(CASES)).toEqual(RULE_AREAS.map((area) => area.title));
});

describe.each([...RULE_AREAS])('$title', ({ title, rules }) => {
  test('there are cases for each rule, and for no other', () => {
    expect(Object.keys(CASES[title]!)).toEqual(rules.map((rule) => rule.id));
  });

  test.each([...rules])('$id is tripped, has a neighbour that passes, and lets tokens pass', ({ id }) => {
    const { trips, passes, tokens } = CASES[title]![id]!;
    expect(Math.min(trips.length, passes.length, tokens.length)).toBeGreaterThan(0);
  });
});

test('every rule that is documented runs, and the other way round', () => {
  const running = [...USER_POOL_RULES, ...Object.values(ATTACHMENT_RULES).flat(), ...IDENTITY_POOL_RULES, ...COMMON_RULES];
  // a listener and its rules are judged alike.
  expect([...new Set(running.map((rule) => rule.id))].sort()).toEqual(RULES.map((rule) => rule.id).sort());
});

test('ids are unique, also without regard to case: they are anchors too', () => {
  expect(new Set(RULES.map((rule) => rule.id.toLowerCase())).size).toBe(RULES.length);
});

test('secrets and privilege escalation, and nothing else, can\'t be acknowledged', () => {
  expect(RULES.filter((rule) => rule.final).map((rule) => rule.id)).toEqual(['providerGroupsForgeable', 'clientSecretReadable', 'providerSecretLiteral', 'providerSecretReadable', 'roleTrustAnybody', 'roleTrustAudience', 'roleTrustAuthenticated', 'claimForgeable', 'groupRoleTrust']);
});

describe.each(RULES)('the text of $id', ({ id, condition, consequence, remedy, source }) => {
  test('the id is camel case', () => {
    expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)+$/);
  });

  test('the condition is a sentence, consequence and remedy can stand in one, none ends in a full stop', () => {
    expect(condition).toMatch(/^[A-Z"].*[^.]$/);
    expect(consequence).toMatch(/^(Cognito|CloudFormation|["a-z]).*[^.]$/);
    expect(remedy).toMatch(/^[`a-z].*[^.]$/);
  });

  test('the source is a page', () => {
    expect(new URL(source).protocol).toBe('https:');
  });
});
