import { VerificationEmailStyle } from 'aws-cdk-lib/aws-cognito';
import { poolProperties } from './pool';
import { FirstFactor, SignIn, SignInDomain, SignUp, VerificationMessage } from '../../src';

const SMS = { message: 'Code {####}' };

test('a code, in words of the caller', () => {
  const verification = VerificationMessage.code({ email: { subject: 'Subject', message: 'Code {####}' }, sms: SMS });
  expect(poolProperties({ verification }).VerificationMessageTemplate).toEqual({
    DefaultEmailOption: 'CONFIRM_WITH_CODE', EmailSubject: 'Subject', EmailMessage: 'Code {####}', SmsMessage: 'Code {####}',
  });
  expect(verification).toMatchObject({ style: VerificationEmailStyle.CODE, template: { sms: SMS } });
});

test('a link, in words of the caller, never beside a text for codes', () => {
  const verification = VerificationMessage.link({ email: { subject: 'Subject', message: '{##Verify##}' }, sms: SMS });
  expect(poolProperties({ verification, domain: SignInDomain.prefix('acme-login') }).VerificationMessageTemplate).toEqual({
    DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailSubjectByLink: 'Subject', EmailMessageByLink: '{##Verify##}', SmsMessage: 'Code {####}',
  });
});

test.each([SignUp.open(), SignUp.inviteOnly(), undefined])('a code in Cognito\'s own words is the default, whoever may sign up (%#)', (signUp) => {
  // a link could be clicked by the user whose address an attacker signed up. Texts are Cognito's, which knows them in every language of its own.
  expect(poolProperties({ signUp }).VerificationMessageTemplate).toEqual({ DefaultEmailOption: 'CONFIRM_WITH_CODE' });
});

test.each([VerificationMessage.code(), VerificationMessage.link()])('the older names of the same texts, which the L2 fills, are gone (%#)', (verification) => {
  const pool = poolProperties({ domain: SignInDomain.prefix('acme-login'), verification });
  expect([pool.EmailVerificationMessage, pool.EmailVerificationSubject, pool.SmsVerificationMessage]).toEqual([undefined, undefined, undefined]);
});

test.each([
  { keepOriginal: undefined, kept: ['email', 'phone_number'] },
  { keepOriginal: true, kept: ['email', 'phone_number'] },
  { keepOriginal: false, kept: [] },
])('with keepOriginal $keepOriginal these are kept until the new one is verified: $kept', ({ keepOriginal, kept }) => {
  for (const props of [{ signIn: SignIn.emailOrPhone() }, { firstFactors: [FirstFactor.smsOtp()] }]) {
    const pool = poolProperties({ ...props, keepOriginal });
    expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: kept });
    expect(pool.AutoVerifiedAttributes).toEqual(['email', 'phone_number']);
  }
});
