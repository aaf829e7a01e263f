import { Template } from 'aws-cdk-lib/assertions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { handler, only, TRIGGERS } from './pool';
import { AuthenticatedUserPool, TokenCustomization, UserPoolTrigger, type IUserPoolTrigger, type UserPoolTriggerConfig } from '../../src';
import { testStack } from '../support';

const VERSIONED = ['PreTokenGenerationConfig', 'InboundFederation'];

function poolWith(trigger: (fn: IFunction) => IUserPoolTrigger): { config: unknown; tier: unknown; arn: unknown } {
  const stack = testStack();
  const fn = handler(stack, 'Fn');
  new AuthenticatedUserPool(stack, 'Auth').addTrigger(trigger(fn));
  const pool = only(Template.fromStack(stack), 'AWS::Cognito::UserPool');
  return { config: pool.LambdaConfig as unknown, tier: pool.UserPoolTier as unknown, arn: stack.resolve(fn.functionArn) as unknown };
}

test.each(Object.keys(TRIGGERS).filter((name) => !VERSIONED.includes(name)))('%s is an ARN, on every plan', (name) => {
  const { config, tier, arn } = poolWith(TRIGGERS[name]!);
  expect(config).toEqual({ [name]: arn });
  expect(tier).toBe('LITE');
});

test.each([
  { customization: undefined, version: 'V1_0', plan: 'LITE' },
  { customization: TokenCustomization.ID_TOKEN, version: 'V1_0', plan: 'LITE' },
  { customization: TokenCustomization.ACCESS_TOKEN, version: 'V2_0', plan: 'ESSENTIALS' },
  { customization: TokenCustomization.MACHINE_TOKEN, version: 'V3_0', plan: 'ESSENTIALS' },
])('before tokens: $version is chosen by what it changes, and needs $plan', ({ customization, version, plan }) => {
  const { config, tier, arn } = poolWith((fn) => UserPoolTrigger.preTokenGeneration(fn, customization));
  expect(config).toEqual({ PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } });
  expect(tier).toBe(plan);
});

test('inbound federation has a version, which the L2 forgets', () => {
  const { config, arn } = poolWith((fn) => UserPoolTrigger.inboundFederation(fn));
  expect(config).toEqual({ InboundFederation: { LambdaArn: arn, LambdaVersion: 'V1_0' } });
});

describe('a trigger that AWS adds', () => {
  test.each([
    { options: undefined, versioned: false },
    { options: { version: 'V1_0' }, versioned: true },
  ])('is set by its name: $options', ({ options, versioned }) => {
    const { config, arn } = poolWith((fn) => UserPoolTrigger.of('PostTokenRefresh', fn, options));
    expect(config).toEqual({ PostTokenRefresh: versioned ? { LambdaArn: arn, LambdaVersion: 'V1_0' } : arn });
  });

  test('a version of the tokens\' trigger that changes access tokens needs ESSENTIALS by that name too', () => {
    expect(poolWith((fn) => UserPoolTrigger.of('PreTokenGenerationConfig', fn, { version: 'V2_0' })).tier).toBe('ESSENTIALS');
  });

  test('takes the place of the same trigger under its factory', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addTrigger(UserPoolTrigger.preSignUp(handler(stack, 'First')));
    expect(() => auth.addTrigger(UserPoolTrigger.of('PreSignUp', handler(stack, 'Second')))).toThrow('the trigger PreSignUp is set already');
  });

  test.each(['', 'pre sign-up', 'PreSignUp.LambdaArn'])('fails when the name is %j', (name) => {
    expect(() => poolWith((fn) => UserPoolTrigger.of(name, fn))).toThrow(
      `[Stack/Auth] "name" is ${JSON.stringify(name)}, which is no name in LambdaConfig: give CloudFormation's, such as "PreSignUp"`);
  });
});

test('a trigger of somebody else\'s is bound to the pool', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth');
  const fn = handler(stack, 'Fn');
  const bind = jest.fn<UserPoolTriggerConfig, Parameters<IUserPoolTrigger['bind']>>(() => ({ name: 'PreSignUp', handler: fn }));
  auth.addTrigger({ bind });
  expect(bind.mock.calls).toEqual([[auth, { userPool: auth.userPool }]]);
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ PreSignUp: stack.resolve(fn.functionArn) as unknown });
});

test('what was chosen can be read', () => {
  const fn = handler(testStack(), 'Fn');
  expect(UserPoolTrigger.preTokenGeneration(fn)).toMatchObject({ name: 'PreTokenGenerationConfig', handler: fn, version: 'V1_0' });
});
