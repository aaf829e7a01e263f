import type { CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { accept, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const SMS_CONFIGURATION = { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' };
const TOTP = ['SOFTWARE_TOKEN_MFA'];
const SES = { emailSendingAccount: 'DEVELOPER', sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.org' };
const KEPT = { attributesRequireVerificationBeforeUpdate: ['phone_number'] };
const BY_MAIL = { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] };
const PASSWORD_AND = (...factors: string[]) => ['PASSWORD', ...factors];

export const MFA_CASES: RuleCases = {
  mfaWithoutFactor: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, { mfaConfiguration: 'OPTIONAL', ...it }),
    trips: [
      [{}, 'MfaConfiguration is "OPTIONAL" and EnabledMfas is empty'],
      [{ enabledMfas: [] }, 'MfaConfiguration is "OPTIONAL" and EnabledMfas is empty'],
      [{ mfaConfiguration: 'ON' }, 'MfaConfiguration is "ON" and EnabledMfas is empty'],
    ],
    passes: [
      { enabledMfas: ['SOFTWARE_TOKEN_MFA'] },
      { mfaConfiguration: 'OFF' },
      { smsConfiguration: SMS_CONFIGURATION },
    ],
    tokens: [{ enabledMfas: TOKEN.list }, { enabledMfas: [TOKEN.text] }, { mfaConfiguration: TOKEN.text }, { smsConfiguration: TOKEN.any }],
  }),

  mfaOffWithFactor: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, it),
    trips: [
      [{ mfaConfiguration: 'OFF', enabledMfas: TOTP }, 'MfaConfiguration is "OFF" and EnabledMfas is ["SOFTWARE_TOKEN_MFA"]'],
      [{ enabledMfas: TOTP }, 'MfaConfiguration is "OFF" and EnabledMfas is ["SOFTWARE_TOKEN_MFA"]'],
      [{ emailAuthenticationMessage: 'Your code is {####}' }, 'MfaConfiguration is "OFF" and EmailAuthenticationMessage is set'],
      [
        { enabledMfas: TOTP, emailAuthenticationSubject: 'Your code' },
        'MfaConfiguration is "OFF" and EnabledMfas is ["SOFTWARE_TOKEN_MFA"], EmailAuthenticationSubject is set',
      ],
    ],
    passes: [
      { mfaConfiguration: 'OPTIONAL', enabledMfas: TOTP, emailAuthenticationMessage: 'Your code is {####}', emailAuthenticationSubject: 'Your code' },
      { mfaConfiguration: 'ON', enabledMfas: TOTP },
      { mfaConfiguration: 'OFF' },
      { enabledMfas: [] },
    ],
    tokens: [
      { mfaConfiguration: TOKEN.text, enabledMfas: TOTP, emailAuthenticationSubject: 'Your code' },
      { enabledMfas: TOKEN.list },
      { enabledMfas: [TOKEN.text] },
    ],
  }),

  mfaRequiredWithOtpFirstFactor: ruleCase({
    define: (stack, it: { mfa: string; factors: string[] }) => accept(pool(stack, {
      mfaConfiguration: it.mfa,
      enabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
      smsConfiguration: SMS_CONFIGURATION,
      emailConfiguration: SES,
      policies: { signInPolicy: { allowedFirstAuthFactors: it.factors } },
    }), 'recoveryIsSecondFactor'),
    trips: [
      [{ mfa: 'ON', factors: PASSWORD_AND('EMAIL_OTP') }, 'MfaConfiguration is "ON" and AllowedFirstAuthFactors holds ["EMAIL_OTP"]'],
      [{ mfa: 'ON', factors: PASSWORD_AND('SMS_OTP') }, 'MfaConfiguration is "ON" and AllowedFirstAuthFactors holds ["SMS_OTP"]'],
    ],
    passes: [{ mfa: 'OPTIONAL', factors: PASSWORD_AND('EMAIL_OTP') }, { mfa: 'ON', factors: PASSWORD_AND() }],
    tokens: [{ mfa: TOKEN.text, factors: PASSWORD_AND('EMAIL_OTP') }, { mfa: 'ON', factors: TOKEN.list }],
  }),

  firstFactorPasswordMissing: ruleCase({
    define: (stack, allowedFirstAuthFactors: string[]) => pool(stack, {
      emailConfiguration: SES,
      policies: { signInPolicy: { allowedFirstAuthFactors } },
    }),
    trips: [[['EMAIL_OTP'], 'AllowedFirstAuthFactors is ["EMAIL_OTP"]']],
    passes: [['EMAIL_OTP', 'PASSWORD']],
    tokens: [['EMAIL_OTP', TOKEN.text], TOKEN.list],
  }),

  smsWithoutSender: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, { mfaConfiguration: 'OPTIONAL', enabledMfas: ['SOFTWARE_TOKEN_MFA'], ...it }), 'recoveryIsSecondFactor'),
    trips: [
      [{ enabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] }, 'SmsConfiguration is not set, and ["SMS_MFA"] needs it'],
      [{ policies: { signInPolicy: { allowedFirstAuthFactors: PASSWORD_AND('SMS_OTP') } } }, 'SmsConfiguration is not set, and ["SMS_OTP"] needs it'],
      [{ mfaConfiguration: 'OFF', enabledMfas: undefined, autoVerifiedAttributes: ['phone_number'], userAttributeUpdateSettings: KEPT, accountRecoverySetting: BY_MAIL }, 'SmsConfiguration is not set, and ["phone_number"] needs it'],
    ],
    passes: [{ enabledMfas: ['SMS_MFA'], smsConfiguration: SMS_CONFIGURATION }, {}],
    tokens: [{ enabledMfas: ['SMS_MFA'], smsConfiguration: TOKEN.any }, { enabledMfas: [TOKEN.text] }],
  }),

  mfaLeavesOutSms: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(
      pool(stack, { mfaConfiguration: 'OPTIONAL', enabledMfas: TOTP, smsConfiguration: SMS_CONFIGURATION, ...it }), 'recoveryIsSecondFactor',
    ),
    trips: [
      [{}, 'SmsConfiguration is set, MfaConfiguration is "OPTIONAL" and EnabledMfas is ["SOFTWARE_TOKEN_MFA"]'],
      [{ mfaConfiguration: 'ON', usernameAttributes: ['phone_number'] }, 'SmsConfiguration is set, MfaConfiguration is "ON" and EnabledMfas is ["SOFTWARE_TOKEN_MFA"]'],
    ],
    passes: [
      { enabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'] },
      { enabledMfas: undefined },
      { smsConfiguration: undefined },
      { mfaConfiguration: 'OFF', enabledMfas: undefined, usernameAttributes: ['phone_number'] },
    ],
    tokens: [{ enabledMfas: TOKEN.list }, { enabledMfas: [...TOTP, TOKEN.text] }, { mfaConfiguration: TOKEN.text }, { smsConfiguration: TOKEN.any }],
  }),

  mfaEmailWithoutSes: ruleCase({
    define: (stack, emailConfiguration: CfnUserPoolProps['emailConfiguration']) => pool(stack, {
      mfaConfiguration: 'OPTIONAL',
      enabledMfas: ['EMAIL_OTP'],
      emailConfiguration,
    }),
    trips: [
      [undefined, 'EnabledMfas holds "EMAIL_OTP" and EmailSendingAccount is "COGNITO_DEFAULT"'],
      [{ emailSendingAccount: 'COGNITO_DEFAULT' }, 'EnabledMfas holds "EMAIL_OTP" and EmailSendingAccount is "COGNITO_DEFAULT"'],
    ],
    passes: [SES],
    tokens: [{ emailSendingAccount: TOKEN.text }, TOKEN.any],
  }),

  mfaEmailRecovery: ruleCase({
    define: (stack, accountRecoverySetting: CfnUserPoolProps['accountRecoverySetting']) => pool(stack, {
      mfaConfiguration: 'OPTIONAL',
      enabledMfas: ['EMAIL_OTP'],
      emailConfiguration: SES,
      accountRecoverySetting,
    }),
    trips: [
      [{ recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] }, 'EnabledMfas holds "EMAIL_OTP" and RecoveryMechanisms holds only "verified_email"'],
      [
        { recoveryMechanisms: [{ name: 'verified_phone_number', priority: 1 }] },
        'EnabledMfas holds "EMAIL_OTP" and RecoveryMechanisms holds only "verified_phone_number"',
      ],
    ],
    passes: [
      { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }, { name: 'verified_phone_number', priority: 2 }] },
      { recoveryMechanisms: [{ name: 'admin_only', priority: 1 }] },
      undefined,
    ],
    tokens: [
      { recoveryMechanisms: [{ name: TOKEN.text, priority: 1 }] },
      { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }, TOKEN.any] },
      TOKEN.any,
    ],
  }),

  mfaPasskeyNeedsVerification: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, {
      mfaConfiguration: 'ON',
      enabledMfas: ['SOFTWARE_TOKEN_MFA'],
      policies: { signInPolicy: { allowedFirstAuthFactors: PASSWORD_AND('WEB_AUTHN') } },
      ...it,
    }),
    trips: [
      [{}, 'MfaConfiguration is "ON", AllowedFirstAuthFactors holds "WEB_AUTHN" and WebAuthnFactorConfiguration is not set'],
      [
        { webAuthnFactorConfiguration: 'SINGLE_FACTOR' },
        'MfaConfiguration is "ON", AllowedFirstAuthFactors holds "WEB_AUTHN" and WebAuthnFactorConfiguration is "SINGLE_FACTOR"',
      ],
    ],
    passes: [
      { webAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' },
      { mfaConfiguration: 'OFF', enabledMfas: undefined },
      { policies: { signInPolicy: { allowedFirstAuthFactors: PASSWORD_AND() } } },
    ],
    tokens: [{ webAuthnFactorConfiguration: TOKEN.text }, { policies: TOKEN.any }],
  }),
};
