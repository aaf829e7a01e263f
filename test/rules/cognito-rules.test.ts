import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { attachment, hostedClient, pool, provider, role, trust } from './resources';
import { findings, ruleIds } from './rule-case';
import { AuthenticatedUserPool, CognitoRules } from '../../src';
import { testStack } from '../support';

const REASON = 'an old pool, migrated next year';

describe('acknowledge', () => {
  test.each<[string, (client: IConstruct, stack: Stack) => IConstruct]>([
    ['the resource', (client) => client],
    ['the construct that holds it', (_, stack) => stack.node.findChild('Auth')],
    ['the stack', (_, stack) => stack],
    ['the app', (_, stack) => stack.node.root],
  ])('accepts a finding on %s', (_, where) => {
    const stack = testStack();
    const client = hostedClient(new Construct(stack, 'Auth'), { allowedOAuthFlows: ['implicit'] });
    CognitoRules.check(stack);
    expect(ruleIds(findings(stack))).toEqual(['clientImplicitGrant']);

    CognitoRules.acknowledge(where(client, stack), { id: 'clientImplicitGrant', reason: REASON });
    expect(findings(stack)).toEqual([]);
  });

  test('accepts a warning', () => {
    const stack = testStack();
    const userPool = new cognito.UserPool(stack, 'Pool');
    CognitoRules.check(stack);
    CognitoRules.acknowledge(userPool, { id: 'poolCaseSensitive', reason: REASON });
    expect(findings(stack)).toEqual([]);
  });

  test('accepts on an app what one of its stages holds', () => {
    const app = new App();
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
    hostedClient(stack, { allowedOAuthFlows: ['implicit'] });
    CognitoRules.check(stack);
    CognitoRules.acknowledge(app, { id: 'clientImplicitGrant', reason: REASON });
    expect(app.synth().nestedAssemblies).toHaveLength(1);
  });

  test('leaves other rules, and the same rule elsewhere, alone', () => {
    const stack = testStack();
    const flows = { allowedOAuthFlows: ['implicit'], callbackUrLs: ['https://example.com'] };
    const accepted = hostedClient(stack, { userPoolId: pool(stack).ref, ...flows }, 'Accepted');
    hostedClient(stack, { userPoolId: accepted.userPoolId, ...flows }, 'Other');
    CognitoRules.check(stack);
    CognitoRules.acknowledge(accepted, { id: 'clientImplicitGrant', reason: REASON });
    expect(findings(stack).map((text) => /Stack\/(\w+): .*\(rule (\w+)/.exec(text)!.slice(1))).toEqual([
      ['Accepted', 'clientExampleCallback'], ['Other', 'clientImplicitGrant'], ['Other', 'clientExampleCallback'],
    ]);
  });

  test('is shown with its reason in the summary', () => {
    const auth = new AuthenticatedUserPool(testStack(), 'Auth');
    CognitoRules.acknowledge(auth, { id: 'poolPasswordShort', reason: REASON });
    expect(auth.summary.acknowledgements).toEqual([{ id: 'poolPasswordShort', reason: REASON, path: 'Stack/Auth' }]);
  });

  test.each<[string, (stack: Stack) => unknown, string[]]>([
    ['providerSecretLiteral', (stack) => provider(stack, { providerDetails: { client_secret: 'hunter2' } }), ['providerSecretLiteral']],
    [
      'roleTrustAudience',
      (stack) => attachment(stack, { roles: { authenticated: role(stack, trust({ Condition: undefined })).attrArn } }),
      ['roleTrustAudience', 'roleTrustAuthenticated'],
    ],
  ])('fails when the rule is %s, which stays in force', (id, define, ids) => {
    const stack = testStack();
    define(stack);
    CognitoRules.check(stack);
    expect(() => CognitoRules.acknowledge(stack, { id, reason: REASON })).toThrow(`[Stack] the rule "${id}" can't be acknowledged: `);
    expect(ruleIds(findings(stack))).toEqual(ids);
  });

  test.each([
    ['clientimplicitgrant', 'clientImplicitGrant'],
    ['clientImplictGrant', 'clientImplicitGrant'],
    ['poolCaseSens', 'poolCaseSensitive'],
    ['cdk-cognito-auth:poolCaseSensitive', 'poolCaseSensitive'],
  ])('fails when the id is %s, and asks whether %s was meant', (id, meant) => {
    expect(() => CognitoRules.acknowledge(testStack(), { id, reason: REASON }))
      .toThrow(`[Stack] "id" is not a rule of cdk-cognito-auth, received "${id}": did you mean "${meant}"?`);
  });

  test.each(['', 'AwsSolutions-COG2'])('fails when the id is %j, which is like no other', (id) => {
    expect(() => CognitoRules.acknowledge(testStack(), { id, reason: REASON }))
      .toThrow(`[Stack] "id" is not a rule of cdk-cognito-auth, received "${id}": take it from the finding that you want to accept`);
  });

  test.each(['', ' \n'])('fails when the reason is %j', (reason) => {
    expect(() => CognitoRules.acknowledge(testStack(), { id: 'clientImplicitGrant', reason }))
      .toThrow('[Stack] "reason" is empty for "clientImplicitGrant": say why the finding doesn\'t matter here');
  });
});

describe('check', () => {
  test.each<[string, (stack: Stack) => IConstruct]>([
    ['a resource', (stack) => stack.node.findChild('Client')],
    ['a stack', (stack) => stack],
    ['an app', (stack) => stack.node.root],
  ])('puts %s under the rules', (_, scope) => {
    const stack = testStack();
    hostedClient(stack, { allowedOAuthFlows: ['implicit'] });
    CognitoRules.check(scope(stack));
    expect(ruleIds(findings(stack))).toEqual(['clientImplicitGrant']);
  });
});
