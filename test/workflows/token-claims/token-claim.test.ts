import { Match, Template } from 'aws-cdk-lib/assertions';
import { Aws, type Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, ClaimToken, FederatedIdentityPool, IdentityPoolProvider, PrincipalTags, TokenClaim, TokenCustomization, UserAttribute,
  UserPoolTrigger, UserPoolWorkflow, UserSchema,
} from '../../../src';
import { findings, ruleIds } from '../../rules/rule-case';
import { testStack } from '../../support';
import { handler } from '../../user-pool/pool';
import { told } from '../told';

function pool(stack: Stack, ...claims: TokenClaim[]): AuthenticatedUserPool {
  const auth = new AuthenticatedUserPool(stack, 'Auth', { attributes: UserSchema.of({ custom: { plan: UserAttribute.text(), note: UserAttribute.text({ userWritable: true }) } }) });
  auth.addWorkflow(UserPoolWorkflow.tokenClaims(claims));
  return auth;
}

describe('claims of tokens', () => {
  test.each<[string, TokenClaim, object]>([
    ['an attribute', TokenClaim.attribute('custom:plan', { name: 'plan' }), { claim: 'plan', tokens: ['id'], attribute: 'custom:plan' }],
    ['an attribute by its own name', TokenClaim.attribute('custom:plan', { tokens: [ClaimToken.ACCESS] }), { claim: 'custom:plan', tokens: ['access'], attribute: 'custom:plan' }],
    ['groups', TokenClaim.groups({ name: 'groups' }), { claim: 'groups', tokens: ['id'], groups: true }],
    ['a constant', TokenClaim.constant('tier', 'gold', { tokens: [ClaimToken.ID, ClaimToken.ID, ClaimToken.MACHINE] }), { claim: 'tier', tokens: ['id', 'machine'], value: 'gold' }],
    ['nothing', TokenClaim.suppress('email'), { claim: 'email', tokens: ['id'], suppress: true }],
    ['scopes', TokenClaim.scopes({ staff: ['api/read', 'https://api.example/write'] }), { scopes: { staff: ['api/read', 'https://api.example/write'] } }],
  ])('come from %s', (_, claim, entry) => {
    const stack = testStack();
    pool(stack, claim);
    expect(told(Template.fromStack(stack), 'PreTokenGenerationConfig')).toEqual({ tokenClaims: [entry] });
    expect(findings(stack)).toEqual([]);
  });

  test.each<[string, string, TokenClaim[]]>([
    ['V1_0', 'LITE', [TokenClaim.constant('a', 'b'), TokenClaim.suppress('email')]],
    ['V2_0', 'ESSENTIALS', [TokenClaim.constant('a', 'b'), TokenClaim.constant('c', 'd', { tokens: [ClaimToken.ACCESS] })]],
    ['V2_0', 'ESSENTIALS', [TokenClaim.groups({ name: 'groups' })]],
    ['V2_0', 'ESSENTIALS', [TokenClaim.scopes({ staff: ['api/read'] })]],
    ['V3_0', 'ESSENTIALS', [TokenClaim.constant('a', 'b', { tokens: [ClaimToken.MACHINE] }), TokenClaim.constant('c', 'd', { tokens: [ClaimToken.ACCESS] })]],
  ])('need the event %s and the plan %s', (LambdaVersion, UserPoolTier, claims) => {
    const stack = testStack();
    pool(stack, ...claims);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier, LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion, LambdaArn: Match.anyValue() } } });
  });

  test('are one function with what others ask for', () => {
    const stack = testStack();
    pool(stack, TokenClaim.constant('a', 'b')).addWorkflow(UserPoolWorkflow.tokenClaims([TokenClaim.constant('c', 'd')]));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    expect(told(template, 'PreTokenGenerationConfig')).toMatchObject({ tokenClaims: [{ claim: 'a' }, { claim: 'c' }] });
  });

  test.each<[string, () => TokenClaim[], string]>([
    ['there is none', () => [], 'has no claims'],
    ['one is made twice', () => [TokenClaim.constant('a', 'b'), TokenClaim.constant('a', 'c', { tokens: [ClaimToken.ID, ClaimToken.ACCESS] })], 'makes the claim "a" of the id token twice'],
    ['a name is Cognito\'s', () => [TokenClaim.constant('sub', 'x')], 'TokenClaim.constant() makes the claim "sub", which is a claim that Cognito writes: give it another name, such as "app_sub"'],
    ['a name is of groups', () => [TokenClaim.attribute('custom:plan', { name: 'cognito:groups' })], 'makes the claim "cognito:groups", which is a claim that Cognito writes: give it another name, such as "app_groups"'],
    ['a name is an address', () => [TokenClaim.attribute('custom:plan', { name: 'email' })], 'TokenClaim.attribute() makes the claim "email", which is the name of an attribute'],
    ['an address has its own name', () => [TokenClaim.attribute('email', { tokens: [ClaimToken.ACCESS] })], 'give it another name, such as "app_email"'],
    ['the flag of an address is written', () => [TokenClaim.constant('email_verified', 'true')], 'makes the claim "email_verified"'],
    ['a name is a custom attribute', () => [TokenClaim.providerName('custom:plan', { Okta: 'acme' })], 'TokenClaim.providerName() makes the claim "custom:plan", which is the name of an attribute'],
    ['a name has a space', () => [TokenClaim.constant('my plan', 'x')], 'must have letters, digits and the signs of a URL: give it another name, such as "app_my_plan"'],
    ['a name is a token', () => [TokenClaim.constant(Aws.STACK_NAME, 'x')], 'must be a literal'],
    ['an attribute lacks its prefix', () => [TokenClaim.attribute('plan')], 'TokenClaim.attribute() wants the name of an attribute, such as "custom:plan", received "plan"'],
    ['an attribute is a token', () => [TokenClaim.attribute(Aws.STACK_NAME, { name: 'a' })], 'received a value that only CloudFormation knows'],
    ['a machine has an attribute', () => [TokenClaim.attribute('custom:plan', { name: 'plan', tokens: [ClaimToken.MACHINE] })], 'for machines, which have constants only'],
    ['there is no token', () => [TokenClaim.suppress('email', { tokens: [] })], 'makes the claim "email" for no token'],
    ['no provider is named', () => [TokenClaim.providerName('tenant', {})], 'TokenClaim.providerName() wants a value for each provider'],
    ['a provider is a token', () => [TokenClaim.providerName('tenant', { [Aws.STACK_NAME]: 'x' })], 'TokenClaim.providerName() wants a value for each provider'],
    ['there are no scopes', () => [TokenClaim.scopes({})], 'wants one scope at least'],
    ['a group has no scopes', () => [TokenClaim.scopes({ staff: [] })], 'wants one scope at least'],
    ['a scope is Cognito\'s', () => [TokenClaim.scopes({ staff: ['aws.cognito.signin.user.admin'] })], 'got "aws.cognito.signin.user.admin", which is no scope of a resource server'],
  ])('fail when %s', (_, claims, message) => {
    expect(() => pool(testStack(), ...claims())).toThrow(message);
  });
});

test('claims that two calls make are told', () => {
  const auth = pool(testStack(), TokenClaim.constant('a', 'b'));
  auth.addWorkflow(UserPoolWorkflow.tokenClaims([TokenClaim.constant('a', 'c', { tokens: [ClaimToken.ACCESS] })]));
  expect(() => auth.addWorkflow(UserPoolWorkflow.tokenClaims([TokenClaim.suppress('a')]))).toThrow(
    '[Stack/Auth] UserPoolWorkflow.tokenClaims() makes the claim "a" of the id token, which another one makes for the same pool');
});

describe('tags and roles by a claim that is made', () => {
  function tagged(claim: string, own: boolean, ...claims: TokenClaim[]): string[] {
    const stack = testStack();
    const auth = pool(stack, ...claims);
    if (own) {
      auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler(stack, 'Own'), TokenCustomization.ID_TOKEN));
    }
    const { userPoolClient } = auth.addSpaClient('App', { hostedPages: false });
    new FederatedIdentityPool(stack, 'Identities', { providers: [IdentityPoolProvider.userPool(auth.userPool, userPoolClient, { principalTags: PrincipalTags.of({ tag: claim }) })] });
    return ruleIds(findings(stack));
  }

  const PLAN = TokenClaim.attribute('custom:plan', { name: 'plan' });

  test.each<[string, string, TokenClaim, string[]]>([
    ['passes: users can\'t write its attribute', 'plan', PLAN, []],
    ['passes: it is a constant', 'tier', TokenClaim.constant('tier', 'x'), []],
    ['fails: users write its attribute', 'who', TokenClaim.attribute('custom:note', { name: 'who' }), ['claimForgeable']],
    ['fails: no token has it', 'pln', PLAN, ['claimUnknown']],
  ])('%s', (_, claim, made, rules) => {
    expect(tagged(claim, false, made)).toEqual(rules);
  });

  test('passes where the claims are too many for the environment, and stand beside the code', () => {
    const many = TokenClaim.scopes(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`group-${index}`, [`api/scope-${index}`]])));
    expect(tagged('plan', false, PLAN, many)).toEqual([]);
    expect(tagged('pln', false, PLAN, many)).toEqual(['claimUnknown']);
  });

  test('is uncertain where a function of the caller\'s follows', () => {
    expect(tagged('plan', true, PLAN)).toEqual(['claimUncertain']);
  });
});

test('an attribute that the pool doesn\'t have is no claim\'s source', () => {
  const stack = testStack();
  pool(stack, TokenClaim.attribute('custom:pln', { name: 'plan' }));
  expect(findings(stack)).toEqual([expect.stringContaining('"addWorkflow()" (COGNITO_WORKFLOW) names the attribute "custom:pln", which the pool lacks: did you mean "custom:plan"?')]);
});
