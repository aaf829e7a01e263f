import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Stack } from 'aws-cdk-lib/core';
import { CognitoRules } from '../../../src';
import { claimsOf, verdictOn, type Verdict } from '../../../src/rules/models/claims';
import { Synthesis } from '../../../src/template/synthesis';
import type { UserPool } from '../../../src/template/user-pool';
import { testStack } from '../../support';
import { accept, hostedClient, LAMBDA, provider } from '../resources';
import { findings, ruleIds } from '../rule-case';
import { saml, workflow, workflowPool } from '../workflow.cases';

const PLAN = { claim: 'plan', tokens: ['id'], attribute: 'custom:plan' };
const SCHEMA = [{ name: 'plan', attributeDataType: 'String', mutable: true }];
const SELF_SERVICE = { allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'], writeAttributes: ['custom:plan'] };

interface Setup {
  readonly told: object;
  readonly client?: Partial<cognito.CfnUserPoolClientProps>;
  /** a function of the caller's brings users with their attributes */
  readonly migrates?: boolean;
  readonly providers?: readonly string[];
}

function seen({ told, client, migrates = false, providers = [] }: Setup): UserPool {
  const stack = testStack();
  const pool = workflowPool(stack, told, { schema: SCHEMA });
  const { ref: userPoolId } = pool;
  pool.addPropertyOverride('LambdaConfig.UserMigration', migrates ? LAMBDA : undefined);
  hostedClient(stack, { userPoolId, explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], supportedIdentityProviders: ['COGNITO', ...providers], ...client });
  providers.forEach((name) => provider(stack, { ...saml({ 'custom:plan': 'plan' }), userPoolId, providerName: name }, name));
  return Synthesis.of(stack).view.ofType<UserPool>('AWS::Cognito::UserPool')[0]!;
}

function verdict(claim: string, setup: Setup): Verdict {
  const pool = seen(setup);
  return verdictOn({ claim, where: 'a tag', by: 'tag', pools: [pool], clients: pool.clients, provider: '' });
}

describe('a claim that the library\'s own function makes', () => {
  test.each<[string, Verdict['is'], string, Setup]>([
    ['is as safe as its attribute', 'safe', 'plan', { told: { tokenClaims: [PLAN] } }],
    ['is forgeable with its attribute', 'forgeable', 'plan', { told: { tokenClaims: [PLAN] }, client: SELF_SERVICE }],
    ['is shared with its attribute', 'shared', 'plan', { told: { tokenClaims: [PLAN] }, providers: ['Acme', 'Globex'] }],
    ['is unknown with its attribute', 'unknown', 'plan', {
      told: { tokenClaims: [PLAN] }, client: { ...SELF_SERVICE, generateSecret: true }, providers: ['Acme'],
    }],
    ['is safe from a constant', 'safe', 'tier', { told: { tokenClaims: [{ claim: 'tier', tokens: ['id'], value: 'x' }] }, client: SELF_SERVICE }],
    ['is safe from the provider\'s name', 'safe', 'tenant', { told: { tokenClaims: [{ claim: 'tenant', tokens: ['id'], providers: { Acme: 'acme' } }] }, providers: ['Acme', 'Globex'] }],
    ['is safe from groups', 'safe', 'roles', { told: { tokenClaims: [{ claim: 'roles', tokens: ['id'], groups: true }] }, client: SELF_SERVICE }],
    ['is safe from the subject', 'safe', 'uid', { told: { tokenClaims: [{ claim: 'uid', tokens: ['id'], attribute: 'sub' }] }, client: SELF_SERVICE }],
    ['is as safe as the worst of two sources', 'forgeable', 'plan', { told: { tokenClaims: [{ claim: 'plan', tokens: ['id'], value: 'x' }, PLAN] }, client: SELF_SERVICE }],
    ['leaves the attribute as it was', 'forgeable', 'custom:plan', { told: { tokenClaims: [{ claim: 'plan', tokens: ['id'], value: 'x' }] }, client: SELF_SERVICE }],
    ['in access tokens only is no claim of ID tokens', 'forgeable', 'custom:plan', { told: { tokenClaims: [{ claim: 'custom:plan', tokens: ['access'], attribute: 'custom:plan' }] }, client: SELF_SERVICE }],
    ['leaves groups to administrators', 'safe', 'cognito:groups', { told: { derivedGroups: [{ group: 'g', match: { everyone: true } }] } }],
    ['is unknown where a function of the caller\'s follows', 'unknown', 'tier', { told: { tokenClaims: [{ claim: 'tier', tokens: ['id'], value: 'x' }], ownFunction: [{ functionArn: LAMBDA }] } }],
    ['is unknown where users are migrated with the attribute', 'unknown', 'plan', { told: { tokenClaims: [PLAN] }, migrates: true }],
    ['is safe from a constant, whoever is migrated', 'safe', 'tier', { told: { tokenClaims: [{ claim: 'tier', tokens: ['id'], value: 'x' }] }, migrates: true }],
  ])('%s', (_, is, claim, setup) => {
    expect(verdict(claim, setup).is).toBe(is);
  });

  test('is named as what it comes from', () => {
    expect(verdict('plan', { told: { tokenClaims: [PLAN] }, client: SELF_SERVICE }).why).toContain('users write through Stack/Client');
  });
});

test('the claims of a token are known, with those that are made', () => {
  const told = { tokenClaims: [PLAN, { claim: 'only-access', tokens: ['access'], value: 'x' }, { claim: 'email', tokens: ['id'], suppress: true }, { claim: 'gone', tokens: ['id'], suppress: true }, { scopes: { g: ['api/read'] } }] };
  const claims = claimsOf(seen({ told }))!;
  expect(claims).toEqual(expect.arrayContaining(['email', 'custom:plan', 'plan']));
  expect(claims).not.toContain('only-access');
  expect(claims).not.toContain('gone');
  expect(claimsOf(seen({ told: { ...told, ownFunction: [{}] } }))).toBeUndefined();
});

describe('what several providers map', () => {
  function found(told: object, mapping: Record<string, string>): string[] {
    const stack = testStack();
    const { ref: userPoolId } = workflowPool(stack, told, { schema: [{ name: 'teams2', attributeDataType: 'String', mutable: true }] });
    ['Acme', 'Globex'].forEach((name) => provider(stack, { ...saml(mapping), userPoolId, providerName: name }, name));
    CognitoRules.check(stack);
    return ruleIds(findings(stack));
  }

  const teams = { 'custom:teams2': 'groups' };
  const GROUPS = { providerGroups: [{ provider: 'Acme', attribute: 'custom:teams2', groups: { a: 'b' } }] };
  const BY_DOMAIN = { derivedGroups: [{ group: 'g', match: { emailDomains: ['acme.example'] } }] };

  test.each<[string, string[], object, Record<string, string>]>([
    ['is shared, where groups follow from it', ['providersShareClaim'], GROUPS, teams],
    ['is nobody\'s business, where none do', [], {}, teams],
    ['is shared, where groups follow from addresses that they verify', ['providersShareClaim'], BY_DOMAIN, { email: 'mail', email_verified: 'mail_verified' }],
    ['is an address that doesn\'t count, where nobody verifies it', [], BY_DOMAIN, { email: 'mail' }],
    ['is an address, where groups follow from something else', [], { derivedGroups: [{ group: 'g', match: { everyone: true } }] }, { email: 'mail', email_verified: 'mail_verified' }],
  ])('%s', (_, rules, told, mapping) => {
    expect(found(told, mapping)).toEqual(rules);
  });
});

test('users with a password may write the attribute of a provider\'s groups, of which nothing is read', () => {
  const found = (told: object) => {
    const stack: Stack = testStack();
    const { ref: userPoolId } = workflowPool(stack, told, { schema: SCHEMA });
    const acme = provider(stack, { ...saml({ 'custom:plan': 'plan' }), userPoolId, providerName: 'Acme' }, 'Acme');
    accept(hostedClient(stack, { userPoolId, supportedIdentityProviders: ['COGNITO', 'Acme'], writeAttributes: ['custom:plan'], explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] })).addDependency(acme);
    CognitoRules.check(stack);
    return ruleIds(findings(stack));
  };
  expect(found({})).toContain('providerMapsForgeable');
  expect(found({ providerGroups: [{ provider: 'Acme', attribute: 'custom:plan', groups: { a: 'b' } }] })).not.toContain('providerMapsForgeable');
});

test.each<[string, object, Verdict['is']]>([
  ['the library\'s own function looks at addresses, and at nothing that users write', { emailDomains: [{ policy: 'ALLOW', domains: ['acme.example'] }] }, 'forgeable'],
  ['a function of the caller\'s may look at everything', { emailDomains: [{ policy: 'ALLOW', domains: ['acme.example'] }], ownFunction: [{ functionArn: LAMBDA }] }, 'unknown'],
])('at sign-up %s', (_, told, is) => {
  const stack = testStack();
  const pool = workflowPool(stack, {}, { schema: SCHEMA, adminCreateUserConfig: { allowAdminCreateUserOnly: false } });
  pool.addPropertyOverride('LambdaConfig.PreSignUp', workflow(stack, told, 'PreSignUp').attrArn);
  hostedClient(stack, { userPoolId: pool.ref, explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], writeAttributes: ['custom:plan'] });
  const [seenPool] = Synthesis.of(stack).view.ofType<UserPool>('AWS::Cognito::UserPool');
  expect(verdictOn({ claim: 'custom:plan', where: 'a tag', by: 'tag', pools: [seenPool!], clients: seenPool!.clients, provider: '' }).is).toBe(is);
});

test('a function of somebody else tells nothing, whatever its name', () => {
  const stack = testStack();
  const { ref } = workflowPool(stack, { tokenClaims: [PLAN] });
  workflow(stack, {}, 'Other').addPropertyOverride('Environment.Variables', { OTHER: '{}' });
  const [pool] = Synthesis.of(stack).view.ofType<UserPool>('AWS::Cognito::UserPool');
  expect([ref.length > 0, pool!.workflow('PreSignUp'), pool!.workflow('CustomMessage'), pool!.workflow('PreTokenGenerationConfig')]).toEqual(
    [true, undefined, undefined, { tokenClaims: [PLAN] }]);
});
