import { Template } from 'aws-cdk-lib/assertions';
import type { CfnUserPoolRiskConfigurationAttachment } from 'aws-cdk-lib/aws-cognito';
import * as ses from 'aws-cdk-lib/aws-ses';
import { only, poolProperties } from './pool';
import {
  AuthenticatedUserPool, CredentialEvent, CustomAuthProtection, MfaPolicy, RiskAction, ThreatNotification, ThreatProtection, type EnforceOptions,
} from '../../src';
import { testStack } from '../support';

const RISK = 'AWS::Cognito::UserPoolRiskConfigurationAttachment';

function risk(options: EnforceOptions, mfa?: MfaPolicy): ReturnType<typeof only> {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { mfa, threatProtection: ThreatProtection.enforce(options) });
  return only(Template.fromStack(stack), RISK);
}

function actions(options: EnforceOptions, mfa?: MfaPolicy): unknown[] {
  const { Actions: taken } = risk(options, mfa).AccountTakeoverRiskConfiguration;
  return ['LowAction', 'MediumAction', 'HighAction'].map((level) => taken[level].EventAction as unknown);
}

test('off where nobody asked: it costs', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth');
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPool')).toMatchObject({ UserPoolTier: 'LITE' });
  expect(only(template, 'AWS::Cognito::UserPool')).not.toHaveProperty('UserPoolAddOns');
  template.resourceCountIs(RISK, 0);
});

test('audit records, and answers nothing', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { threatProtection: ThreatProtection.audit() });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPool')).toMatchObject({
    UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' } },
  });
  template.resourceCountIs(RISK, 0);
});

test('enforce brings mode and answers, for every client of the pool', () => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { threatProtection: ThreatProtection.enforce() });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPool')).toMatchObject({
    UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'ENFORCED' } },
  });
  expect(only(template, RISK)).toEqual({
    UserPoolId: stack.resolve(auth.userPool.userPoolId) as unknown,
    ClientId: 'ALL',
    AccountTakeoverRiskConfiguration: {
      Actions: {
        LowAction: { EventAction: 'MFA_IF_CONFIGURED', Notify: false },
        MediumAction: { EventAction: 'MFA_REQUIRED', Notify: false },
        HighAction: { EventAction: 'BLOCK', Notify: false },
      },
    },
    CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' }, EventFilter: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'] },
  });
});

test('every option overridden', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', {
    threatProtection: ThreatProtection.enforce({
      lowRisk: RiskAction.ALLOW,
      mediumRisk: RiskAction.MFA_IF_CONFIGURED,
      highRisk: RiskAction.MFA_REQUIRED,
      compromisedCredentials: [CredentialEvent.SIGN_UP],
      notification: ThreatNotification.ses(ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com')),
      allowedRanges: ['203.0.113.0/24'],
      blockedRanges: ['198.51.100.0/24'],
      customAuth: CustomAuthProtection.AUDIT,
    }),
  });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPool').UserPoolAddOns.AdvancedSecurityAdditionalFlows).toEqual({ CustomAuthMode: 'AUDIT' });
  expect(only(template, RISK)).toMatchObject({
    AccountTakeoverRiskConfiguration: {
      Actions: {
        LowAction: { EventAction: 'NO_ACTION', Notify: true },
        MediumAction: { EventAction: 'MFA_IF_CONFIGURED', Notify: true },
        HighAction: { EventAction: 'MFA_REQUIRED', Notify: true },
      },
      NotifyConfiguration: { From: 'no-reply@example.com' },
    },
    CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_UP'] },
    RiskExceptionConfiguration: { SkippedIPRangeList: ['203.0.113.0/24'], BlockedIPRangeList: ['198.51.100.0/24'] },
  });
});

test.each([
  { options: { allowedRanges: ['203.0.113.0/24'] }, exceptions: { SkippedIPRangeList: ['203.0.113.0/24'] } },
  { options: { blockedRanges: ['203.0.113.0/24'] }, exceptions: { BlockedIPRangeList: ['203.0.113.0/24'] } },
])('one list of ranges: $exceptions', ({ options, exceptions }) => {
  expect(risk(options).RiskExceptionConfiguration).toEqual(exceptions);
});

test('what is listed twice stands there once', () => {
  const twice = ['192.0.2.0/24', '192.0.2.0/24'];
  const events = [CredentialEvent.SIGN_UP, CredentialEvent.SIGN_UP];
  expect(risk({ allowedRanges: twice, blockedRanges: twice, compromisedCredentials: events })).toMatchObject({
    RiskExceptionConfiguration: { SkippedIPRangeList: ['192.0.2.0/24'], BlockedIPRangeList: ['192.0.2.0/24'] },
    CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_UP'] },
  });
});

test('leaked passwords are refused nowhere where the list is empty', () => {
  expect(risk({ compromisedCredentials: [] })).not.toHaveProperty('CompromisedCredentialsRiskConfiguration');
});

test('custom authentication is left alone on request: the mode has no word for off', () => {
  const options = { customAuth: CustomAuthProtection.OFF };
  for (const threatProtection of [ThreatProtection.audit(options), ThreatProtection.enforce(options)]) {
    expect(poolProperties({ threatProtection }).UserPoolAddOns).not.toHaveProperty('AdvancedSecurityAdditionalFlows');
  }
});

const { ALLOW, MFA_IF_CONFIGURED, MFA_REQUIRED, BLOCK } = RiskAction;

describe('what the caller left out', () => {
  test.each([MfaPolicy.off(), MfaPolicy.required()])('asks for no second factor where MFA isn\'t optional (%#)', (mfa) => {
    expect(actions({}, mfa)).toEqual([ALLOW, BLOCK, BLOCK]);
  });

  test.each<[EnforceOptions, RiskAction[]]>([
    [{ lowRisk: BLOCK }, [BLOCK, BLOCK, BLOCK]],
    [{ lowRisk: MFA_REQUIRED }, [MFA_REQUIRED, MFA_REQUIRED, BLOCK]],
    [{ lowRisk: ALLOW }, [ALLOW, MFA_REQUIRED, BLOCK]],
    [{ mediumRisk: ALLOW }, [ALLOW, ALLOW, BLOCK]],
    [{ mediumRisk: BLOCK }, [MFA_IF_CONFIGURED, BLOCK, BLOCK]],
    [{ highRisk: MFA_IF_CONFIGURED }, [MFA_IF_CONFIGURED, MFA_IF_CONFIGURED, MFA_IF_CONFIGURED]],
    [{ highRisk: ALLOW }, [ALLOW, ALLOW, ALLOW]],
    [{ lowRisk: MFA_IF_CONFIGURED, highRisk: MFA_IF_CONFIGURED }, [MFA_IF_CONFIGURED, MFA_IF_CONFIGURED, MFA_IF_CONFIGURED]],
  ])('never makes a higher risk milder: %j', (options, taken) => {
    expect(actions(options)).toEqual(taken);
  });
});

test('the caller\'s own answers are never changed, also where they contradict each other', () => {
  const protection = ThreatProtection.enforce({ lowRisk: BLOCK, mediumRisk: MFA_REQUIRED, highRisk: ALLOW });
  const { attach } = protection._bind({ mfaOptional: true, blocksByDefault: true });
  const stack = testStack();
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth');
  attach(stack, userPool);
  const defined = stack.node.findChild('RiskConfiguration') as CfnUserPoolRiskConfigurationAttachment;
  expect(defined.accountTakeoverRiskConfiguration).toMatchObject({
    actions: { lowAction: { eventAction: BLOCK }, mediumAction: { eventAction: MFA_REQUIRED }, highAction: { eventAction: ALLOW } },
  });
});
