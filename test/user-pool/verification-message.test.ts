import { poolProperties } from './pool';
import { SignInDomain, SignUp, VerificationMessage } from '../../src';

const TEXTS = { emailSubject: 'Subject', smsMessage: 'Code {####}' };

test('a code, in words of the caller', () => {
  const pool = poolProperties({ signUp: SignUp.open({ verification: VerificationMessage.code({ ...TEXTS, emailMessage: 'Code {####}' }) }) });
  expect(pool.VerificationMessageTemplate).toEqual({
    DefaultEmailOption: 'CONFIRM_WITH_CODE', EmailSubject: 'Subject', EmailMessage: 'Code {####}', SmsMessage: 'Code {####}',
  });
});

test('a link, in words of the caller, never beside a text for codes', () => {
  const pool = poolProperties({
    domain: SignInDomain.prefix('acme-login'),
    signUp: SignUp.open({ verification: VerificationMessage.link({ ...TEXTS, emailMessage: '{##Verify##}' }) }),
  });
  expect(pool.VerificationMessageTemplate).toEqual({
    DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailSubjectByLink: 'Subject', EmailMessageByLink: '{##Verify##}', SmsMessage: 'Code {####}',
  });
});

test.each([VerificationMessage.code(), VerificationMessage.link()])('the older names of the same texts, which the L2 fills, are gone (%#)', (verification) => {
  const pool = poolProperties({ domain: SignInDomain.prefix('acme-login'), signUp: SignUp.open({ verification }) });
  expect([pool.EmailVerificationMessage, pool.EmailVerificationSubject, pool.SmsVerificationMessage]).toEqual([undefined, undefined, undefined]);
});
