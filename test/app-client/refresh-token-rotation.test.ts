import { Match, Template } from 'aws-cdk-lib/assertions';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, RefreshTokenRotation } from '../../src';
import { testStack } from '../support';

function rotationOf(refreshTokenRotation: RefreshTokenRotation): Template {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth').addWebClient('Web', { refreshTokenRotation });
  return Template.fromStack(stack);
}

test.each([
  [RefreshTokenRotation.enabled(), 10],
  [RefreshTokenRotation.enabled({ gracePeriod: Duration.seconds(0) }), 0],
  [RefreshTokenRotation.enabled({ gracePeriod: Duration.minutes(1) }), 60],
])('enabled: the refresh flow that doesn\'t rotate is gone, grace %#', (rotation, seconds) => {
  rotationOf(rotation).hasResourceProperties('AWS::Cognito::UserPoolClient', {
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: seconds },
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
  });
});

test('enabled raises the derived plan', () => {
  rotationOf(RefreshTokenRotation.enabled()).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
});

test('disabled: users can still refresh, and the plan stays LITE', () => {
  const template = rotationOf(RefreshTokenRotation.disabled());
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    RefreshTokenRotation: Match.absent(),
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'LITE' });
});

test.each([
  [Duration.seconds(61), '1 minute 1 second'],
  [Duration.millis(500), '500 millis'],
])('fails when the grace period is %s', (gracePeriod, text) => {
  expect(() => rotationOf(RefreshTokenRotation.enabled({ gracePeriod }))).toThrow(`[Stack/Auth/Clients/Web] "gracePeriod" must be whole seconds from 0 to 60, received ${text} (rule outOfBounds)`);
});

test('a grace period that only CloudFormation knows passes', () => {
  const gracePeriod = Duration.seconds(Lazy.number({ produce: () => 20 }));
  expect(RefreshTokenRotation.enabled({ gracePeriod }).gracePeriod).toBe(gracePeriod);
});

test('what it says can be read', () => {
  expect(RefreshTokenRotation.enabled()).toMatchObject({ rotates: true, gracePeriod: Duration.seconds(10) });
  expect(RefreshTokenRotation.disabled()).toMatchObject({ rotates: false, gracePeriod: undefined });
});
