import { Match, Template } from 'aws-cdk-lib/assertions';
import { Mfa, type CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import * as ses from 'aws-cdk-lib/aws-ses';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool, EmailSender, FirstFactor, MfaFactor, MfaPolicy, SignIn, SignUp, SmsSender } from '../../src';
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
    signIn: SignIn.emailOrPhone(),
    firstFactors: [FirstFactor.passkey({ relyingPartyId: 'example.com' })],
    emailSender: EmailSender.ses(ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com')),
    mfa: MfaPolicy.required({
      factors: [MfaFactor.sms({ message: 'Code {####}' }), MfaFactor.email({ subject: 'Your code', message: 'It is {####}' }), MfaFactor.passkey()],
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
    const pool = poolProperties({ mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.sms()] }) });
    expect(pool.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA', 'SMS_MFA']);
    expect(pool.SmsConfiguration.SnsCallerArn).toBeDefined();
    // a number needn't be verified to get codes; verifying it costs a message each.
    expect(pool.AutoVerifiedAttributes).toEqual(['email']);
  });

  test.each([
    { name: 'open sign-up', signUp: SignUp.open(), written: ['email', 'phone_number'] },
    { name: 'invitations', signUp: SignUp.inviteOnly(), written: ['email'] },
  ])('with $name clients write $written', ({ signUp, written }) => {
    const stack = testStack();
    new AuthenticatedUserPool(stack, 'Auth', { signUp, mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.sms()] }) }).addSpaClient('App');
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolClient').WriteAttributes).toEqual(written);
  });

  test.each([
    { name: 'optional', mfa: MfaPolicy.optional(), factors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
    { name: 'required', mfa: MfaPolicy.required(), factors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
    { name: 'off', mfa: MfaPolicy.off(), factors: undefined },
  ])('is a factor on a pool that sends SMS messages anyway, where MFA is $name: $factors', ({ mfa, factors }) => {
    expect(poolProperties({ mfa, signIn: SignIn.phone() }).EnabledMfas).toEqual(factors);
    expect(poolProperties({ mfa, smsSender: SmsSender.sns() }).EnabledMfas).toEqual(factors);
  });

  test('isn\'t one where the caller gives a list without it', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.phone(), mfa: MfaPolicy.optional({ factors: [MfaFactor.totp()] }) });
    expect((auth.userPool.node.defaultChild as CfnUserPool).enabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
  });
});

test.each([
  { name: 'a passkey', factor: MfaFactor.passkey(), plan: 'ESSENTIALS' },
  { name: 'e-mail', factor: MfaFactor.email(), plan: 'ESSENTIALS' },
  { name: 'TOTP', factor: MfaFactor.of('SOFTWARE_TOKEN_MFA'), plan: 'LITE' },
])('$name as MFA needs $plan', ({ factor, plan }) => {
  const stack = testStack();
  const auth = new AuthenticatedUserPool(stack, 'Auth', { mfa: MfaPolicy.optional({ factors: [factor] }) });
  expect(auth.summary.featurePlan).toBe(plan);
});

test('a factor by its name is the factor: SMS has a sender, e-mail needs its plan', () => {
  const mfa = MfaPolicy.optional({ factors: [MfaFactor.of('SMS_MFA'), MfaFactor.of('NEW_MFA')] });
  const pool = poolProperties({ mfa });
  expect(pool.EnabledMfas).toEqual(['SMS_MFA', 'NEW_MFA']);
  expect(pool.SmsConfiguration).toBeDefined();
});

test('what was chosen can be read', () => {
  const deviceTracking = { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false };
  const mfa = MfaPolicy.required({ factors: [MfaFactor.email({ subject: 'Your code' }), MfaFactor.sms({ message: '{####}' })], deviceTracking });
  expect(mfa).toMatchObject({ mode: Mfa.REQUIRED, deviceTracking });
  expect(mfa.factors).toMatchObject([{ name: 'EMAIL_OTP', emailMessage: { subject: 'Your code' } }, { name: 'SMS_MFA', smsMessage: { message: '{####}' } }]);
  expect(MfaPolicy.optional()).toMatchObject({ mode: Mfa.OPTIONAL, factors: undefined });
  expect(MfaPolicy.off()).toMatchObject({ mode: Mfa.OFF, factors: [] });
});

test.each([MfaPolicy.optional({ factors: [] }), MfaPolicy.required({ factors: [] })])('fails when the list of factors is empty (%#)', (mfa) => {
  expect(() => poolProperties({ mfa })).toThrow('[Stack/Auth] "factors" of "mfa" is [], and MFA needs one: name it, such as MfaFactor.totp(), '
    + 'leave "factors" out, or use MfaPolicy.off()');
});

test('fails when a factor is there twice', () => {
  const factors = [MfaFactor.sms(), MfaFactor.totp(), MfaFactor.of('SMS_MFA')];
  expect(() => poolProperties({ mfa: MfaPolicy.required({ factors }) })).toThrow('[Stack/Auth] "factors" of "mfa" holds "SMS_MFA" twice: leave one out');
});

test('fails when a passkey is the only factor', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { mfa: MfaPolicy.optional({ factors: [MfaFactor.passkey()] }) });
  expect(synthError(stack)).toMatch(/"mfa" \(MfaConfiguration\) is "OPTIONAL" and EnabledMfas is empty.*rule mfaWithoutFactor/);
});

test('fails when a factory was not called', () => {
  expect(() => poolProperties({ mfa: MfaPolicy.required({ factors: [MfaFactor.totp as unknown as MfaFactor] }) })).toThrow(
    '[Stack/Auth] "factors" of "mfa" holds a factory that wasn\'t called: write MfaFactor.totp(), with its parentheses');
});
