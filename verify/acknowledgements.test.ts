import { Annotations, App, Stack, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AuthenticatedUserPool } from 'cdk-cognito-auth';
import type { IConstruct } from 'constructs';
import { plainApp } from './tools/quick-start';

// `test/rules/acknowledgements.test.ts` has the same on the oldest CDK, which stores and obeys acknowledgements in another way.

const REASON = 'an old pool, migrated next year';
const ERROR = 'mfaWithoutFactor';
const WARNING = 'poolPasswordShort';
const OWN_WARNING = 'userInTemplate';

/** A pool with an error, a warning, and a user, of whom the construct itself warns. */
function tree() {
  const app = plainApp();
  const stack = new Stack(app, 'Stack');
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const cfn = auth.userPool.node.defaultChild as cognito.CfnUserPool;
  cfn.addPropertyOverride('EnabledMfas', []);
  cfn.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 7);
  const user = auth.addUser('Root', { username: 'root@example.com' });
  return { app, stack, auth, cfn, user };
}

function acknowledge(scope: IConstruct, id: string, reason = REASON) {
  Validations.of(scope).acknowledge({ id, reason });
}

/** What a synthesis throws, line by line. */
function errors(app: App): string[] {
  try {
    app.synth();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map(line => line.trim());
  }
}

/** The ids of the warnings that a synthesis leaves in the tree, in alphabetical order. */
function warnings(app: App): string[] {
  return app.node.findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => /\[ack: (.*)\]$/.exec(String(data))?.[1] ?? String(data)))
    .sort();
}

const FORMS = (id: string) => [
  id, `cdk-cognito-auth:${id}`, `cdk-cognito-auth::${id}`, `annotation::cdk-cognito-auth:${id}`, `Annotation::cdk-cognito-auth:${id}`,
  `Construct-Annotations::cdk-cognito-auth:${id}`, `Construct Annotations::cdk-cognito-auth:${id}`, `annotation::${id}`,
  `[ack: cdk-cognito-auth:${id}]`, `[ack: Annotation::cdk-cognito-auth:${id}]`,
];

test('the control: without an acknowledgement all three are found', () => {
  const { app } = tree();
  expect(errors(app)).toEqual([expect.stringContaining(`(rule ${ERROR}, `)]);
  expect(warnings(app)).toEqual([WARNING, OWN_WARNING].map(id => `cdk-cognito-auth:${id}`));
});

test.each(FORMS(ERROR))('an error is accepted as %s', id => {
  const { app, auth } = tree();
  acknowledge(auth.userPool, id);
  expect(errors(app)).toEqual([]);
  expect(warnings(app)).toHaveLength(2);
});

test.each(FORMS(WARNING))('a warning of a rule is accepted as %s', id => {
  const { app, auth } = tree();
  acknowledge(auth.userPool, id);
  expect(errors(app)).toHaveLength(1);
  expect(warnings(app)).toEqual([`cdk-cognito-auth:${OWN_WARNING}`]);
});

test.each(FORMS(OWN_WARNING))('a warning of a construct is accepted as %s', id => {
  const { app, user } = tree();
  acknowledge(user, id);
  expect(errors(app)).toHaveLength(1);
  expect(warnings(app)).toEqual([`cdk-cognito-auth:${WARNING}`]);
});

test.each(['cfn', 'auth', 'stack', 'app'] as const)('warnings are accepted on the %s, and an error below its stack only', where => {
  const scopes = tree();
  [ERROR, WARNING].forEach(id => acknowledge(scopes[where], `cdk-cognito-auth:${id}`));
  const found = errors(scopes.app);
  expect(warnings(scopes.app)).toEqual([`cdk-cognito-auth:${OWN_WARNING}`]);
  if (where === 'cfn' || where === 'auth') {
    expect(found).toEqual([]);
  } else {
    expect(found).toEqual([expect.stringContaining(`its acknowledgement on "${where === 'app' ? 'App' : 'Stack'}" doesn't count, an error is accepted below its stack: `
      + `Validations.of(<construct at "Stack/Auth/UserPool">).acknowledge({ id: 'cdk-cognito-auth:${ERROR}', reason: '…' })`)]);
  }
});

test.each(['stack', 'app'] as const)('a warning of a construct is accepted on the %s', where => {
  const scopes = tree();
  acknowledge(scopes[where], `cdk-cognito-auth:${OWN_WARNING}`);
  errors(scopes.app);
  expect(warnings(scopes.app)).toEqual([`cdk-cognito-auth:${WARNING}`]);
});

test('a warning is accepted by CDK\'s older call too', () => {
  const { app, stack } = tree();
  [WARNING, OWN_WARNING].forEach(id => Annotations.of(stack).acknowledgeWarning(`cdk-cognito-auth:${id}`, REASON));
  errors(app);
  expect(warnings(app)).toEqual([]);
});

test.each<[string, string, string, string]>([
  ['the id is no rule', 'cdk-cognito-auth:poolPasswortShort', REASON, 'which is no rule of cdk-cognito-auth: did you mean "cdk-cognito-auth:poolPasswordShort"?'],
  ['the reason is empty', `cdk-cognito-auth:${WARNING}`, ' ', 'and "reason" is " ": say why'],
  ['the rule is final', 'cdk-cognito-auth:providerSecretLiteral', REASON, 'a rule that can\'t be accepted: '],
])('fails when %s, once', (_, id, reason, message) => {
  const { app, auth, stack } = tree();
  acknowledge(auth, ERROR);
  acknowledge(stack, id, reason);
  acknowledge(stack, id, reason);
  expect(errors(app)).toEqual([expect.stringContaining(`Stack: "${id}" is acknowledged here, ${message}`)]);
});

test('ids of others are none of our business', () => {
  const { app, auth } = tree();
  acknowledge(auth, ERROR);
  ['AwsSolutions-COG8', 'AwsSolutions-IAM5[Resource::*]', 'AwsSolutions::poolPasswordShort'].forEach(id => acknowledge(auth, id, ''));
  expect(errors(app)).toEqual([]);
  expect(warnings(app)).toHaveLength(2);
});

test('the summary shows each once, and then what met no finding', () => {
  const { app, auth } = tree();
  for (const id of [ERROR, `cdk-cognito-auth:${ERROR}`, `annotation::cdk-cognito-auth:${ERROR}`, 'cdk-cognito-auth:poolCaseSensitive', 'AwsSolutions-COG8']) {
    acknowledge(auth, id);
  }
  const accepted = [ERROR, 'poolCaseSensitive'].map(id => ({ id, reason: REASON, path: 'Stack/Auth' }));
  expect(auth.summary.acknowledgements).toEqual(accepted);
  expect(auth.summary.unusedAcknowledgements).toEqual([]);
  expect(errors(app)).toEqual([]);
  expect(auth.summary.unusedAcknowledgements).toEqual(accepted.slice(1));
});
