import { poolProperties } from './pool';
import { FirstFactor, SignIn } from '../../src';

test.each([
  { name: 'password', factor: FirstFactor.password(), factors: ['PASSWORD'] },
  { name: 'emailOtp', factor: FirstFactor.emailOtp(), factors: ['PASSWORD', 'EMAIL_OTP'] },
  { name: 'smsOtp', factor: FirstFactor.smsOtp(), factors: ['PASSWORD', 'SMS_OTP'] },
  { name: 'passkey', factor: FirstFactor.passkey({ relyingPartyId: 'example.com' }), factors: ['PASSWORD', 'WEB_AUTHN'] },
])('$name stands beside the password, without which there is no pool', ({ factor, factors }) => {
  expect(poolProperties({ signIn: SignIn.email({ firstFactors: [factor] }) }).Policies.SignInPolicy.AllowedFirstAuthFactors).toEqual(factors);
});

test.each([
  { userVerification: undefined, emitted: 'required' },
  { userVerification: true, emitted: 'required' },
  { userVerification: false, emitted: 'preferred' },
])('a passkey with userVerification $userVerification: $emitted', ({ userVerification, emitted }) => {
  const signIn = SignIn.email({ firstFactors: [FirstFactor.passkey({ relyingPartyId: 'example.com', userVerification })] });
  expect(poolProperties({ signIn }).WebAuthnUserVerification).toBe(emitted);
});
