import * as fs from 'fs';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnParameter, type App, type Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, EmailDomains, MfaFactor, MfaPolicy, MigratedSecondFactor, SignIn, SignUp, SmsSender, UserAttribute, UserMigration,
  UserPoolWorkflow, UserSchema, type AuthenticatedUserPoolProps, type UserPoolMigrationOptions,
} from '../../../src';
import { synthError, testStack } from '../../support';

const UNTIL = new Date('2999-01-01');
const OLD_ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:eu-west-1:111111111111:userpool/eu-west-1_Example12']] };

interface Made {
  readonly stack: Stack;
  readonly auth: AuthenticatedUserPool;
}

type Options = Partial<UserPoolMigrationOptions>;

function made(options: Options | ((stack: Stack) => Options) = {}, props: AuthenticatedUserPoolProps = {}): Made {
  const stack = testStack({ env: { account: '111111111111', region: 'eu-central-1' } });
  const auth = new AuthenticatedUserPool(stack, 'Auth', props);
  auth.addSpaClient('App', { authFlows: { userPassword: true } });
  auth.addWorkflow(UserPoolWorkflow.migration(UserMigration.fromUserPool({
    userPool: cognito.UserPool.fromUserPoolId(stack, 'Old', 'eu-west-1_Example12'),
    userPoolClient: cognito.UserPoolClient.fromUserPoolClientId(stack, 'OldClient', 'oldclient'),
    until: UNTIL,
    ...typeof options === 'function' ? options(stack) : options,
  })));
  return { stack, auth };
}

function entryOf(template: Template): Record<string, unknown> {
  const texts = Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => String(Properties.Environment.Variables.COGNITO_WORKFLOW));
  const [entry] = texts.filter((text) => text.includes('userMigration'))
    .map((text) => (JSON.parse(text) as { userMigration: [Record<string, unknown>] }).userMigration[0]);
  return entry!;
}

function statements(template: Template): Record<string, unknown>[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[])
    .filter(({ Action }) => !JSON.stringify(Action).includes('logs:'));
}

describe('a migration from another user pool', () => {
  test('by default: in the pool\'s Region, by the function itself, with the standard attributes, without second factors', () => {
    const { stack } = made();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { UserMigration: Match.anyValue() } });
    const entry = entryOf(template);
    expect(entry).toEqual({
      userPoolId: 'eu-west-1_Example12', clientId: 'oldclient', region: 'eu-west-1', secondFactors: 'REFUSE', names: 'ADDRESS', emailDomains: [], until: '2999-01-01T00:00:00.000Z', attributes: expect.anything(),
    });
    expect(Object.keys(entry.attributes as object).sort()).toEqual([
      'address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number', 'picture', 'preferred_username',
      'profile', 'website', 'zoneinfo',
    ]);
    expect(statements(template)).toEqual([{ Action: ['cognito-idp:AdminGetUser', 'cognito-idp:AdminInitiateAuth'].reverse(), Effect: 'Allow', Resource: OLD_ARN }]);
  });

  test('by a role: the function may assume exactly that', () => {
    const arn = 'arn:aws:iam::222222222222:role/Migration';
    const { stack } = made((scope) => ({
      userPool: cognito.UserPool.fromUserPoolArn(scope, 'Other', 'arn:aws:cognito-idp:us-west-2:222222222222:userpool/us-west-2_Example12'),
      role: iam.Role.fromRoleArn(scope, 'Role', arn),
      externalId: 'acme',
      secondFactor: MigratedSecondFactor.DROP,
      attributes: { 'custom:tier': 'custom:plan' },
    }), { attributes: UserSchema.of({ custom: { tier: UserAttribute.text() } }) });
    const template = Template.fromStack(stack);
    expect(entryOf(template)).toMatchObject({ region: 'us-west-2', role: { arn, externalId: 'acme' }, secondFactors: 'DROP', attributes: { 'custom:tier': 'custom:plan', 'email': 'email' } });
    expect(statements(template)).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: arn }]);
  });

  test('from a pool of the app: its own ARN, and no Region that nobody knows', () => {
    const { stack } = made((scope) => {
      const old = new cognito.UserPool(scope, 'OldPool');
      return { userPool: old, userPoolClient: old.addClient('Migration', { authFlows: { adminUserPassword: true }, disableOAuth: true }) };
    });
    const template = Template.fromStack(stack);
    expect(statements(template)).toEqual([expect.objectContaining({ Resource: { 'Fn::GetAtt': [expect.stringMatching(/^OldPool/), 'Arn'] } })]);
  });

  test('asks the list of domains by which own accounts are let in', () => {
    const { stack } = made({}, { signUp: SignUp.open({ emailDomains: EmailDomains.allow('acme.example') }) });
    const template = Template.fromStack(stack);
    expect(entryOf(template).emailDomains).toEqual([{ policy: 'ALLOW', domains: ['acme.example'] }]);
  });

  test('names follow what users of the new pool sign in with, as the finished template says', () => {
    const names = (signIn: SignIn) => entryOf(Template.fromStack(made({}, { signIn }).stack)).names;
    expect([SignIn.email(), SignIn.phone(), SignIn.username({ emailAlias: true }), SignIn.username()].map(names)).toEqual(['ADDRESS', 'ADDRESS', 'ALIAS', 'NAME']);
    const { stack, auth } = made();
    (auth.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyDeletionOverride('UsernameAttributes');
    expect(entryOf(Template.fromStack(stack)).names).toBe('NAME');
  });

  test('is told what it must know also where that is too much for an environment', () => {
    const names = Array.from({ length: 45 }, (_, at) => `attribute_number_${at}`);
    const { stack } = made({ attributes: Object.fromEntries(names.map((name) => [`custom:${name}`, `custom:${'x'.repeat(90)}${name}`])) }, {
      attributes: UserSchema.of({ custom: Object.fromEntries(names.map((name) => [name, UserAttribute.text()])) }),
    });
    const { directory } = (stack.node.root as App).synth();
    const files = fs.readdirSync(directory).map((name) => path.join(directory, name, 'workflow.json')).filter((file) => fs.existsSync(file));
    expect(files).toHaveLength(1);
    expect(JSON.parse(fs.readFileSync(files[0]!, 'utf8'))).toEqual({ userMigration: [expect.objectContaining({ names: 'ADDRESS', clientId: 'oldclient' })] });
  });

  test('says until when', () => {
    const options = { userPool: {} as cognito.IUserPool, userPoolClient: {} as cognito.IUserPoolClient };
    expect(UserMigration.fromUserPool({ ...options, until: UNTIL }).until).toBe(UNTIL);
  });

  test('warns when it is over', () => {
    const { stack } = made({ until: new Date('2020-01-01') });
    Annotations.fromStack(stack).hasWarning('/Stack/Auth', Match.stringLikeRegexp('has ended with "until", 2020-01-01T00:00:00.000Z, and migrates nobody'));
    Annotations.fromStack(made().stack).hasNoWarning('*', Match.stringLikeRegexp('has ended'));
  });
});

describe('fails when', () => {
  test.each<[string, Options, RegExp]>([
    ['until is no date', { until: new Date('soon') }, /^\[Stack\/Auth\] "until" of UserMigration\.fromUserPool\(\) is no date$/],
    ['an attribute is Cognito\'s', { attributes: { sub: 'sub' } }, /"attributes" of UserMigration\.fromUserPool\(\): "sub" is written by Cognito, leave it out$/],
    ['an attribute is mapped from no text', { attributes: { 'custom:tier': 1 as unknown as string } }, /UserMigration\.fromUserPool\(\): attributes maps no texts$/],
    ['an external id has no role', { externalId: 'acme' }, /"externalId" of UserMigration\.fromUserPool\(\) is for a "role", which isn't given/],
  ])('%s', (_, options, message) => {
    expect(() => made(options)).toThrow(message);
  });

  test('the old pool is the new one', () => {
    const { auth } = made();
    const migration = UserMigration.fromUserPool({ userPool: auth.userPool, userPoolClient: {} as cognito.IUserPoolClient, until: UNTIL });
    expect(() => auth.addWorkflow(UserPoolWorkflow.migration(migration))).toThrow('is the user pool itself: give the old one');
  });

  test('the old pool is in another account, and no role is there', () => {
    expect(() => made((scope) => ({
      userPool: cognito.UserPool.fromUserPoolArn(scope, 'Other', 'arn:aws:cognito-idp:us-west-2:222222222222:userpool/us-west-2_Example12'),
    }))).toThrow('is in the account 222222222222: give a "role" there');
  });

  test.each<[string, (stack: Stack) => Options, AuthenticatedUserPoolProps, RegExp | undefined]>([
    ['a custom attribute isn\'t there', () => ({ attributes: { 'custom:tier': 'custom:plan' } }), {}, /names "custom:tier", which the user pool doesn't have/],
    ['nor its neighbor: one that is', () => ({ attributes: { 'custom:tier': 'x' } }), { attributes: UserSchema.of({ custom: { tier: UserAttribute.text() } }) }, undefined],
    ['SMS is to be kept, and the pool has none', () => ({ secondFactor: MigratedSecondFactor.KEEP_SMS }), {}, /is KEEP_SMS, and "mfa" of the user pool has no MfaFactor\.sms\(\)/],
    ['nor its neighbor: a pool with SMS', () => ({ secondFactor: MigratedSecondFactor.KEEP_SMS }), { mfa: MfaPolicy.optional({ factors: [MfaFactor.sms()] }), smsSender: SmsSender.sns() }, undefined],
    ['the client has a secret', (scope) => client(scope, { generateSecret: true, authFlows: { adminUserPassword: true } }), {}, /"userPoolClient" of .* has a secret/],
    ['the client has another flow', (scope) => client(scope, { authFlows: { userSrp: true } }), {}, /lacks the flow ALLOW_ADMIN_USER_PASSWORD_AUTH/],
    ['nor its neighbor: a client for this', (scope) => client(scope, { authFlows: { adminUserPassword: true } }), {}, undefined],
    ['nor its neighbor: flows that a parameter decides', (scope) => {
      const options = client(scope, {});
      const flows = new CfnParameter(scope, 'Flows', { type: 'CommaDelimitedList' });
      ((options.userPoolClient as cognito.UserPoolClient).node.defaultChild as cognito.CfnUserPoolClient).explicitAuthFlows = flows.valueAsList;
      return options;
    }, {}, undefined],
  ])('%s', (_, options, props, message) => {
    const { stack } = made(options, props);
    // one finding that isn't about this, so that there always is an error.
    stack.node.addValidation({ validate: () => ['the control'] });
    const errors = synthError(stack).split('\n').filter((line) => /UserMigration\.fromUserPool|the control/.test(line));
    expect(errors).toEqual([...message === undefined ? [] : [expect.stringMatching(message)], expect.stringContaining('the control')].sort());
  });

  function client(scope: Stack, options: cognito.UserPoolClientOptions): Options {
    const userPool = new cognito.UserPool(scope, 'OldPool');
    return { userPool, userPoolClient: userPool.addClient('Migration', { disableOAuth: true, ...options }) };
  }
});
