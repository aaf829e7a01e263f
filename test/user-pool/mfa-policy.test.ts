import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ses from 'aws-cdk-lib/aws-ses';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool, EmailSender, FirstFactor, MfaPolicy, SignIn, SignUp, SmsSender } from '../../src';
import { synthError, testStack } from '../support';

test.each([
  { mfa: MfaPolicy.off(), mode: 'OFF', factors: Match.absent() },
  { mfa: MfaPolicy.optional(), mode: 'OPTIONAL', factors: ['SOFTWARE_TOKEN_MFA'] },
  { mfa: MfaPolicy.required(), mode: 'ON', factors: ['SOFTWARE_TOKEN_MFA'] },
])('$mode brings its factors and never SMS', ({ mfa, mode, factors }) => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { mfa });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    MfaConfiguration: mode,
    EnabledMfas: factors,
    SmsConfiguration: Match.absent(),
    DeviceConfiguration: Match.absent(),
    WebAuthnFactorConfiguration: Match.absent(),
    SmsAuthenticationMessage: Match.absent(),
    EmailAuthenticationMessage: Match.absent(),
    EmailAuthenticationSubject: Match.absent(),
  });
  template.resourceCountIs('AWS::IAM::Role', 0);
});

test('every option overridden', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', {
    signIn: SignIn.emailOrPhone({ firstFactors: [FirstFactor.passkey({ relyingPartyId: 'example.com' })] }),
    emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com')),
    mfa: MfaPolicy.required({
      totp: false,
      sms: true,
      email: true,
      passkey: true,
      smsMessage: 'Code {####}',
      emailSubject: 'Your code',
      emailMessage: 'It is {####}',
      deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false },
    }),
  });
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool')).toMatchObject({
    MfaConfiguration: 'ON',
    EnabledMfas: ['SMS_MFA', 'EMAIL_OTP'],
    WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    SmsAuthenticationMessage: 'Code {####}',
    EmailAuthenticationSubject: 'Your code',
    EmailAuthenticationMessage: 'It is {####}',
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    UserPoolTier: 'ESSENTIALS',
  });
});

describe('SMS', () => {
  test('defines a sender', () => {
    const pool = poolProperties({ mfa: MfaPolicy.optional({ sms: true }) });
    expect(pool.EnabledMfas).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
    expect(pool.SmsConfiguration.SnsCallerArn).toBeDefined();
    // a number needn't be verified to get codes; verifying it costs a message each.
    expect(pool.AutoVerifiedAttributes).toEqual(['email']);
  });

  test.each([
    { name: 'open sign-up', signUp: SignUp.open(), written: ['email', 'phone_number'] },
    { name: 'invitations', signUp: SignUp.inviteOnly(), written: ['email'] },
  ])('with $name clients write $written', ({ signUp, written }) => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { signUp, mfa: MfaPolicy.optional({ sms: true }) }).addSpaClient('App');
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').WriteAttributes).toEqual(written);
  });

  test.each([
    { name: 'optional', mfa: MfaPolicy.optional(), factors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
    { name: 'required without TOTP', mfa: MfaPolicy.required({ totp: false }), factors: ['SMS_MFA'] },
    { name: 'off', mfa: MfaPolicy.off(), factors: undefined },
  ])('is a factor on a pool that sends text messages anyway, where MFA is $name: $factors', ({ mfa, factors }) => {
    expect(poolProperties({ mfa, signIn: SignIn.phone() }).EnabledMfas).toEqual(factors);
    expect(poolProperties({ mfa, smsSender: SmsSender.sns() }).EnabledMfas).toEqual(factors);
  });

  test('isn\'t one where the caller says so', () => {
    expect(MfaPolicy.optional({ sms: false })._bind(true).properties.enabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
  });
});

test.each([
  { name: 'a passkey', mfa: MfaPolicy.optional({ passkey: true }), need: { feature: 'passkeys as MFA', plan: 'ESSENTIALS' } },
  { name: 'e-mail', mfa: MfaPolicy.optional({ email: true }), need: { feature: 'e-mail MFA', plan: 'ESSENTIALS' } },
])('$name as MFA needs ESSENTIALS', ({ mfa, need }) => {
  expect(mfa._bind(false).needs).toEqual([need]);
});

test('fails when no factor is left', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { mfa: MfaPolicy.optional({ totp: false }) });
  expect(synthError(stack)).toMatch(/MfaConfiguration is "OPTIONAL" and EnabledMfas is empty.*rule mfaWithoutFactor/);
});
