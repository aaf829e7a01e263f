import { rulesOf, type Rule } from './rule';
import { received } from '../private/received';
import type { UserPool } from '../template/user-pool';

const MFA = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html';
const CHOICE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html';

/** MFA × first factors × senders: the combinations that are refused or lock users out. */
export const MFA_RULES: readonly Rule<UserPool>[] = rulesOf('pool', MFA, {
  mfaWithoutFactor: {
    condition: 'MFA is optional or required, and no second factor is enabled',
    remedy: 'enable one, such as `MfaFactor.totp()`, which stands for itself where `factors` is left out, or use `MfaPolicy.off()`',
    // an SMS configuration alone brings SMS as the factor (cloudformation-coverage-roadmap#1981).
    check: (pool) => pool.usesMfa && pool.secondFactors.isClosed && pool.secondFactors.list.length === 0 && !pool.smsConfiguration.isSet
      ? `MfaConfiguration is "${pool.mfa.text}" and EnabledMfas is empty` : undefined,
  },
  mfaOffWithFactor: {
    condition: 'Second factors are enabled, or their mail is written, while MFA is off',
    remedy: 'use `MfaPolicy.optional()`, `MfaPolicy.off()` without factors, or take away what an override or an Aspect sets',
    check: (pool) => {
      const used = [
        ...pool.secondFactors.list.length > 0 ? [`EnabledMfas is ${JSON.stringify(pool.secondFactors.list)}`] : [],
        ...['EmailAuthenticationMessage', 'EmailAuthenticationSubject'].filter((name) => pool.at(name).isSet).map((name) => `${name} is set`),
      ];
      return [undefined, 'OFF'].includes(pool.mfa.text) && !pool.mfa.isUnknown && used.length > 0
        ? `MfaConfiguration is "${pool.mfa.text ?? 'OFF'}" and ${used.join(', ')}` : undefined;
    },
  },
  mfaRequiredWithOtpFirstFactor: {
    condition: 'MFA is required while an e-mail or SMS one-time password is a first factor',
    remedy: 'make MFA optional, or take the one-time passwords out of the first factors',
    source: CHOICE,
    check: (pool) => {
      const otp = pool.firstFactors.list.filter((factor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP');
      return pool.mfa.text === 'ON' && otp.length > 0 ? `MfaConfiguration is "ON" and AllowedFirstAuthFactors holds ${JSON.stringify(otp)}` : undefined;
    },
  },
  firstFactorPasswordMissing: {
    condition: 'The first factors don\'t hold PASSWORD',
    consequence: 'Cognito rejects the pool: every pool has passwords, though a user may have none',
    remedy: 'add PASSWORD to the first factors',
    source: CHOICE,
    check: (pool) => {
      const allowed = pool.firstFactors.closedList;
      return allowed !== undefined && allowed.length > 0 && !allowed.includes('PASSWORD') ? `AllowedFirstAuthFactors is ${JSON.stringify(allowed)}` : undefined;
    },
  },
  smsWithoutSender: {
    condition: 'An SMS factor is on, or phone numbers are verified, and the pool has no SMS configuration',
    remedy: 'set `smsSender`, or do without SMS: TOTP, passkeys and e-mail are safer',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-sms-settings.html',
    check: (pool) => {
      const sms = [...pool.secondFactors.list, ...pool.firstFactors.list, ...pool.verifiedAttributes.list].filter((one) => /^(SMS_|phone_number$)/.test(one));
      return sms.length > 0 && !pool.smsConfiguration.isSet ? `SmsConfiguration is not set, and ${JSON.stringify(sms)} needs it` : undefined;
    },
  },
  mfaLeavesOutSms: {
    condition: 'The pool can send text messages, MFA is on, and SMS isn\'t among its factors',
    consequence: 'Cognito rejects the pool: "Can\'t turn off SMS_MFA when SMS configuration is set"',
    remedy: 'add SMS to the factors, turn MFA off, or do without the phone: no `smsSender`, no sign-in and no recovery by phone',
    source: 'https://github.com/aws-amplify/amplify-backend/pull/1523',
    // without any factor SMS is the one (cloudformation-coverage-roadmap#1981).
    check: (pool) => pool.usesMfa && pool.smsConfiguration.isSet && !pool.smsConfiguration.isUnknown && pool.secondFactors.isClosed
      && pool.secondFactors.list.length > 0 && !pool.secondFactors.list.includes('SMS_MFA')
      ? `SmsConfiguration is set, MfaConfiguration is "${pool.mfa.text}" and EnabledMfas is ${JSON.stringify(pool.secondFactors.list)}` : undefined,
  },
  mfaEmailWithoutSes: {
    condition: 'E-mail is a second factor and mail isn\'t sent through SES',
    remedy: 'send through SES: `emailSender: EmailSender.ses(identity)`, or use TOTP',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-sms-email-message.html',
    check: (pool) => pool.secondFactors.list.includes('EMAIL_OTP') && pool.isWithoutSes
      ? `EnabledMfas holds "EMAIL_OTP" and EmailSendingAccount is ${JSON.stringify(pool.emailAccount.text ?? 'COGNITO_DEFAULT')}`
      : undefined,
  },
  mfaEmailRecovery: {
    condition: 'E-mail is a second factor and there is only one way to recover an account',
    consequence: 'Cognito rejects the pool: one mailbox or phone would be both factors',
    remedy: 'let `accountRecovery` use e-mail and phone number, or use TOTP',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/41049',
    check: ({ secondFactors, recovery, recoveryNames: [only, ...others] }) => secondFactors.list.includes('EMAIL_OTP') && recovery.isClosed
      && others.length === 0 && ['verified_email', 'verified_phone_number'].includes(only ?? '')
      ? `EnabledMfas holds "EMAIL_OTP" and RecoveryMechanisms holds only ${JSON.stringify(only)}` : undefined,
  },
  mfaPasskeyNeedsVerification: {
    condition: 'MFA is required, passkeys are a first factor, and a passkey doesn\'t count as MFA',
    remedy: 'let a passkey count as MFA, `MfaPolicy.required({ factors: [MfaFactor.totp(), MfaFactor.passkey()] })`, or make MFA optional',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html',
    check: (pool) => pool.mfa.text === 'ON' && pool.firstFactors.list.includes('WEB_AUTHN') && !pool.passkeyFactor.isUnknown
      && pool.passkeyFactor.text !== 'MULTI_FACTOR_WITH_USER_VERIFICATION'
      ? `MfaConfiguration is "ON", AllowedFirstAuthFactors holds "WEB_AUTHN" and WebAuthnFactorConfiguration is ${received(pool.passkeyFactor.text)}`
      : undefined,
  },
});
