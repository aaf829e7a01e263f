import * as fs from 'fs';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Annotations as CoreAnnotations, App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { attachment, hostedClient, pool, provider, role, trust } from './resources';
import { findings, ruleIds } from './rule-case';
import { root } from '../../projenrc/run';
import { AppClient, ApplicationType, AuthenticatedUserPool, CognitoRules, ManagedLoginStyle, SignInDomain } from '../../src';
import { CONSTRUCT_WARNINGS } from '../../src/rules/construct-warnings';
import { synthError, testStack } from '../support';

const REASON = 'an old pool, migrated next year';

/** An error, `clientImplicitGrant` on `Stack/Auth/Client`, and a warning, `poolCaseSensitive` on `Stack/Auth/Pool`. */
function tree(): Record<'app' | 'stack' | 'auth' | 'client' | 'userPool' | 'other', IConstruct> & { stack: Stack } {
  const stack = testStack();
  const auth = new Construct(stack, 'Auth');
  const userPool = pool(auth, { usernameConfiguration: { caseSensitive: true } });
  const client = hostedClient(auth, { userPoolId: userPool.ref, allowedOAuthFlows: ['implicit'] });
  CognitoRules.check(stack);
  return { app: stack.node.root, stack, auth, client, userPool, other: new Construct(stack, 'Other') };
}

function acknowledge(scope: IConstruct, id: string, reason = REASON): void {
  Validations.of(scope).acknowledge({ id, reason });
}

/** What a synthesis says that isn't a finding. */
function problems(stack: Stack): string[] {
  return synthError(stack).split('\n').map((line) => line.trim()).filter((line) => line.includes('is acknowledged here'));
}

test('the control: without an acknowledgement both are found', () => {
  expect(ruleIds(findings(tree().stack))).toEqual(['clientImplicitGrant', 'poolCaseSensitive']);
});

describe('the id', () => {
  const FORMS = (id: string): string[] => [
    id, `cdk-cognito-auth:${id}`, `cdk-cognito-auth::${id}`, `annotation::cdk-cognito-auth:${id}`, `Annotation::cdk-cognito-auth:${id}`,
    `Construct-Annotations::cdk-cognito-auth:${id}`, `Construct Annotations::cdk-cognito-auth:${id}`, `annotation::${id}`,
    `[ack: cdk-cognito-auth:${id}]`, `[ack: Annotation::cdk-cognito-auth:${id}]`,
  ];

  test.each(FORMS('clientImplicitGrant'))('accepts an error as %s', (id) => {
    const { stack, client } = tree();
    acknowledge(client, id);
    expect(ruleIds(findings(stack))).toEqual(['poolCaseSensitive']);
  });

  test.each(FORMS('poolCaseSensitive'))('accepts a warning as %s', (id) => {
    const { stack, userPool } = tree();
    acknowledge(userPool, id);
    expect(ruleIds(findings(stack))).toEqual(['clientImplicitGrant']);
  });

  test.each(['AwsSolutions-COG2', 'AwsSolutions-IAM5[Resource::*]', 'annotation::Deprecated', 'W1', 'AwsSolutions::clientImplicitGrant', 'clientImplictGrant'])(
    'is none of our business when it is %s', (id) => {
      const { stack, client, userPool } = tree();
      [client, userPool].forEach((scope) => acknowledge(scope, id));
      expect(ruleIds(findings(stack))).toEqual(['clientImplicitGrant', 'poolCaseSensitive']);
      expect(problems(stack)).toEqual([]);
    });

  test.each([
    ['cdk-cognito-auth:clientimplicitgrant', 'clientImplicitGrant'],
    ['cdk-cognito-auth:clientImplictGrant', 'clientImplicitGrant'],
    ['annotation::cdk-cognito-auth:poolCaseSens', 'poolCaseSensitive'],
    ['[ack: cdk-cognito-auth:userInTemplat]', 'userInTemplate'],
  ])('fails when it is %s, and asks whether %s was meant', (id, meant) => {
    const { stack, other } = tree();
    acknowledge(other, id);
    const shown = id.replace(/.*:|\]/g, '');
    expect(problems(stack)).toEqual([
      `[Stack] Stack/Other: "cdk-cognito-auth:${shown}" is acknowledged here, which is no rule of cdk-cognito-auth: did you mean "cdk-cognito-auth:${meant}"?`,
    ]);
  });

  test('fails when it is like no other', () => {
    const { stack, app } = tree();
    acknowledge(app, 'cdk-cognito-auth:W1');
    expect(problems(stack)).toEqual([
      '[Stack] App: "cdk-cognito-auth:W1" is acknowledged here, which is no rule of cdk-cognito-auth: take the id from the finding that you want to accept',
    ]);
  });
});

test.each(['', ' \n'])('fails when the reason is %j', (reason) => {
  const { stack, client } = tree();
  acknowledge(client, 'cdk-cognito-auth:clientImplicitGrant', reason);
  expect(problems(stack)).toEqual([
    `[Stack] Stack/Auth/Client: "cdk-cognito-auth:clientImplicitGrant" is acknowledged here, and "reason" is ${JSON.stringify(reason)}: say why the finding doesn't matter here`,
  ]);
});

test.each<[string, (stack: Stack) => IConstruct, string[]]>([
  ['providerSecretLiteral', (stack) => provider(stack, { providerDetails: { client_secret: 'hunter2' } }), ['providerSecretLiteral']],
  [
    'roleTrustAudience',
    (stack) => attachment(stack, { roles: { authenticated: role(stack, trust({ Condition: undefined })).attrArn } }),
    ['roleTrustAudience', 'roleTrustAuthenticated'],
  ],
])('fails when the rule is %s, which is final: it stays in force and doesn\'t offer the call', (id, define, ids) => {
  const stack = testStack();
  const resource = define(stack);
  CognitoRules.check(stack);
  acknowledge(resource, `cdk-cognito-auth:${id}`);
  expect(problems(stack)).toEqual([expect.stringContaining(`${resource.node.path}: "cdk-cognito-auth:${id}" is acknowledged here, a rule that can't be accepted: `)]);
  const found = findings(stack);
  expect(ruleIds(found)).toEqual(ids);
  expect(found[0]).toMatch(/\(rule \w+, https:\S+#\w+\)$/);
});

test('all problems are told at once, each once, however many owners there are', () => {
  const { stack, auth, client, other } = tree();
  [auth, other].forEach((owner) => CognitoRules.check(owner));
  acknowledge(other, 'cdk-cognito-auth:W1');
  acknowledge(client, 'cdk-cognito-auth:W2');
  acknowledge(client, 'cdk-cognito-auth:W2');
  expect(problems(stack)).toEqual([expect.stringContaining('Stack/Auth/Client: "cdk-cognito-auth:W2"'), expect.stringContaining('Stack/Other: "cdk-cognito-auth:W1"')]);
});

describe('the place of an acknowledgement', () => {
  test.each(['client', 'auth'] as const)('accepts an error on the %s', (where) => {
    const { stack, ...scopes } = tree();
    acknowledge(scopes[where], 'cdk-cognito-auth:clientImplicitGrant');
    expect(ruleIds(findings(stack))).toEqual(['poolCaseSensitive']);
  });

  test.each([['stack', 'Stack'], ['app', 'App']] as const)('doesn\'t accept an error on the %s, and the finding says where to put it', (where, shown) => {
    const scopes = tree();
    acknowledge(scopes[where], 'cdk-cognito-auth:clientImplicitGrant');
    const found = findings(scopes.stack);
    expect(ruleIds(found)).toEqual(['clientImplicitGrant', 'poolCaseSensitive']);
    expect(found[0]).toContain(`; its acknowledgement on "${shown}" doesn't count, an error is accepted below its stack: `
      + 'Validations.of(<construct at "Stack/Auth/Client">).acknowledge({ id: \'cdk-cognito-auth:clientImplicitGrant\', reason: \'…\' }))');
  });

  test('doesn\'t accept an error on a stage, nor on a nested stack', () => {
    const stage = new Stage(new App(), 'Prod');
    const nested = new NestedStack(new Construct(new Stack(stage, 'Stack'), 'Auth'), 'Nested');
    hostedClient(nested, { userPoolId: pool(nested).ref, allowedOAuthFlows: ['implicit'] });
    CognitoRules.check(stage);
    [stage, nested].forEach((scope) => acknowledge(scope, 'cdk-cognito-auth:clientImplicitGrant'));
    expect(() => stage.synth()).toThrow('rule clientImplicitGrant');
  });

  test.each(['userPool', 'auth', 'stack', 'app'] as const)('accepts a warning on the %s', (where) => {
    const scopes = tree();
    acknowledge(scopes[where], 'cdk-cognito-auth:poolCaseSensitive');
    expect(ruleIds(findings(scopes.stack))).toEqual(['clientImplicitGrant']);
  });

  test('leaves other rules, and the same rule elsewhere, alone', () => {
    const stack = testStack();
    const flows = { allowedOAuthFlows: ['implicit'], callbackUrLs: ['https://example.com'] };
    const accepted = hostedClient(stack, { userPoolId: pool(stack).ref, ...flows }, 'Accepted');
    hostedClient(stack, { userPoolId: accepted.userPoolId, ...flows }, 'Other');
    CognitoRules.check(stack);
    acknowledge(accepted, 'cdk-cognito-auth:clientImplicitGrant');
    expect(findings(stack).map((text) => /Stack\/(\w+): .*\(rule (\w+)/.exec(text)!.slice(1))).toEqual([
      ['Accepted', 'clientExampleCallback'], ['Other', 'clientImplicitGrant'], ['Other', 'clientExampleCallback'],
    ]);
  });

  test('is the L2 in a finding, and the L1 where it stands alone', () => {
    const stack = testStack();
    new cognito.UserPool(stack, 'L2', { signInCaseSensitive: true });
    pool(stack, { usernameConfiguration: { caseSensitive: true } }, 'Resource');
    CognitoRules.check(stack);
    expect(findings(stack).map((text) => /<construct at "(.*)">/.exec(text)![1]).sort()).toEqual(['Stack/L2', 'Stack/Resource']);
  });
});

describe('warnings of the constructs themselves', () => {
  const WARN = 'aws:cdk:warning';
  const userInTemplate = (stack: Stack): IConstruct => new AuthenticatedUserPool(stack, 'Auth').addUser('Root', { username: 'root@example.com' });

  test.each<[string, (warned: IConstruct) => IConstruct]>([
    ['the construct', (warned) => warned], ['its stack', (warned) => Stack.of(warned)], ['the app', (warned) => warned.node.root],
  ])('are accepted on %s', (_, where) => {
    const stack = testStack();
    const warned = userInTemplate(stack);
    acknowledge(where(warned), 'cdk-cognito-auth:userInTemplate');
    Template.fromStack(stack);
    expect(warned.node.metadata.filter(({ type }) => type === WARN)).toEqual([]);
  });

  test('are found otherwise, once', () => {
    const stack = testStack();
    const warned = userInTemplate(stack);
    acknowledge(warned, 'cdk-cognito-auth:styleContrast');
    Template.fromStack(stack);
    expect(warned.node.metadata.filter(({ type }) => type === WARN).map(({ data }) => data as string)).toEqual([expect.stringMatching(/\[ack: cdk-cognito-auth:userInTemplate\]$/)]);
  });

  test.each([true, false])('are accepted by CDK\'s older call too, on the construct: %j, or on its stack', (itself) => {
    const stack = testStack();
    const warned = userInTemplate(stack);
    CoreAnnotations.of(itself ? warned : stack).acknowledgeWarning('cdk-cognito-auth:userInTemplate', REASON);
    Template.fromStack(stack);
    expect(warned.node.metadata.filter(({ type }) => type === WARN)).toEqual([]);
  });

  test('of a style and of unseen providers are accepted too', () => {
    const ids = (accepted: boolean): string[] => {
      const stack = testStack();
      const style = ManagedLoginStyle.of({ light: { primary: '#ffffff', primaryText: '#fefefe' } });
      const auth = new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme') });
      const app = auth.addSpaClient('App', { callbackUrls: ['https://app.example.org'], style });
      const imported = new AppClient(stack, 'Imported', {
        userPool: cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_abc'), applicationType: ApplicationType.SINGLE_PAGE,
      });
      if (accepted) {
        acknowledge(app, 'cdk-cognito-auth:styleContrast');
        acknowledge(imported, 'cdk-cognito-auth:clientProvidersUnseen');
      }
      return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => /\[ack: (.*)\]$/.exec(entry.data as string)![1]!).sort();
    };
    expect(ids(false)).toEqual(['cdk-cognito-auth:clientProvidersUnseen', 'cdk-cognito-auth:styleContrast']);
    expect(ids(true)).toEqual([]);
  });

  test('are all in the list: no source warns past it', () => {
    const files = fs.readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const calls = files.flatMap((file) => /\.addWarning\w*\(/.test(fs.readFileSync(path.join(root, 'src', file), 'utf8')) ? file.replace(/\\/g, '/') : []);
    expect(calls.sort()).toEqual(['rules/acknowledgements.ts', 'rules/check.ts']);
    Object.keys(CONSTRUCT_WARNINGS).forEach((id) => expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)+$/));
  });
});

describe('the summary', () => {
  /** A pool of ours with a finding of each severity: the control shows them. */
  function ours(): { stack: Stack; auth: AuthenticatedUserPool } {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const cfn = auth.userPool.node.defaultChild as cognito.CfnUserPool;
    cfn.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 7);
    cfn.addPropertyOverride('EnabledMfas', []);
    return { stack, auth };
  }

  test('shows what is accepted once, whatever CDK stored and in whatever forms', () => {
    const { stack, auth } = ours();
    acknowledge(auth, 'AwsSolutions-COG8');
    acknowledge(auth, 'cdk-cognito-auth:poolPasswordShort', 'an older reason');
    acknowledge(auth, 'cdk-cognito-auth:poolPasswordShort');
    acknowledge(auth, 'cdk-cognito-auth:mfaWithoutFactor');
    acknowledge(auth, 'mfaWithoutFactor');
    acknowledge(stack, 'cdk-cognito-auth:W1');
    expect(auth.summary.acknowledgements).toEqual([
      { id: 'poolPasswordShort', reason: REASON, path: 'Stack/Auth' }, { id: 'mfaWithoutFactor', reason: REASON, path: 'Stack/Auth' },
    ]);
  });

  test('shows what met no finding, once that is known', () => {
    const { stack, auth } = ours();
    acknowledge(auth, 'cdk-cognito-auth:poolPasswordShort');
    acknowledge(auth.userPool, 'cdk-cognito-auth:mfaWithoutFactor');
    acknowledge(auth, 'cdk-cognito-auth:poolCaseSensitive');
    acknowledge(stack, 'cdk-cognito-auth:userInTemplate');
    const other = auth.addUser('Root', { username: 'root@example.com' });
    acknowledge(other, 'cdk-cognito-auth:clientImplicitGrant');
    expect(auth.summary.unusedAcknowledgements).toEqual([]);
    expect(String(auth.summary)).not.toContain('not found');

    expect(findings(stack)).toEqual([]);
    expect(auth.summary.acknowledgements).toHaveLength(5);
    expect(auth.summary.unusedAcknowledgements).toEqual([
      { id: 'poolCaseSensitive', reason: REASON, path: 'Stack/Auth' }, { id: 'clientImplicitGrant', reason: REASON, path: 'Stack/Auth/Users/Root' },
    ]);
    expect(String(auth.summary)).toContain('Acknowledged, but not found\n  poolCaseSensitive on Stack/Auth\n');
  });

  test('counts what one of several stages met, and not a prop with a reason', () => {
    const app = new App();
    const pools = ['One', 'Two'].map((id) => new AuthenticatedUserPool(new Stack(new Stage(app, id), 'Stack'), 'Auth'));
    pools[1]!.addSpaClient('App', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO] });
    (pools[0]!.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 7);
    ['poolPasswordShort', 'poolCaseSensitive'].forEach((id) => acknowledge(app, `cdk-cognito-auth:${id}`));
    app.synth();
    pools.forEach(({ summary }) => expect(summary.unusedAcknowledgements).toEqual([{ id: 'poolCaseSensitive', reason: REASON, path: 'App' }]));
    expect(pools[1]!.summary.acknowledgements.map(({ id }) => id)).toContain('clientMissesProvider');
  });
});
