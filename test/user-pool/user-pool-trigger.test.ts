import { Template } from 'aws-cdk-lib/assertions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { handler, only, TRIGGERS } from './pool';
import { AuthenticatedUserPool, TokenCustomization, UserPoolTrigger } from '../../src';
import { testStack } from '../support';

const VERSIONED = ['PreTokenGenerationConfig', 'InboundFederation'];

function poolWith(trigger: (fn: IFunction) => UserPoolTrigger): { config: unknown; tier: unknown; arn: unknown } {
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
  const { config, tier, arn } = poolWith((fn) => UserPoolTrigger.preToken(fn, customization));
  expect(config).toEqual({ PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } });
  expect(tier).toBe(plan);
});

test('inbound federation has a version, which the L2 forgets', () => {
  const { config, arn } = poolWith((fn) => UserPoolTrigger.inboundFederation(fn));
  expect(config).toEqual({ InboundFederation: { LambdaArn: arn, LambdaVersion: 'V1_0' } });
});
