import type { CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { CfnWebACL, CfnWebACLAssociation, type CfnWebACLProps } from 'aws-cdk-lib/aws-wafv2';
import { accept, LAMBDA, pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';
import { limited, workflow } from './workflow.cases';

const CHALLENGES = { defineAuthChallenge: LAMBDA, createAuthChallenge: LAMBDA, verifyAuthChallengeResponse: LAMBDA };
const CHALLENGE_NAMES = 'DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse';
const SES = { emailSendingAccount: 'DEVELOPER', sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.org' };
const OPEN = { allowAdminCreateUserOnly: false };
const VERIFIED = 'MULTI_FACTOR_WITH_USER_VERIFICATION';

const choice = (...factors: string[]): CfnUserPoolProps['policies'] => ({ signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', ...factors] } });
const recovery = (...names: string[]): CfnUserPoolProps['accountRecoverySetting'] => ({
  recoveryMechanisms: names.map((name, index) => ({ name, priority: index + 1 })),
});
const kept = (...names: string[]): CfnUserPoolProps['userAttributeUpdateSettings'] => ({ attributesRequireVerificationBeforeUpdate: names });
const SMS = { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' };
const ACL = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/acme/00000000-0000-0000-0000-000000000000';
const rule = (it: object): CfnWebACL.RuleProperty => ({
  name: 'rule', priority: 0, statement: { geoMatchStatement: {} }, visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'rule', sampledRequestsEnabled: true }, ...it,
});

export const ATTACK_CASES: RuleCases = {
  updateKeepsNothing: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, { autoVerifiedAttributes: ['email', 'phone_number'], ...it }), 'smsWithoutSender'),
    trips: [
      [{}, 'AutoVerifiedAttributes holds ["email","phone_number"], which UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate doesn\'t'],
      [
        { userAttributeUpdateSettings: kept('email') },
        'AutoVerifiedAttributes holds ["phone_number"], which UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate doesn\'t',
      ],
      [
        { autoVerifiedAttributes: ['email', TOKEN.text], userAttributeUpdateSettings: kept() },
        'AutoVerifiedAttributes holds ["email"], which UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate doesn\'t',
      ],
    ],
    passes: [
      { userAttributeUpdateSettings: kept('phone_number', 'email') },
      { autoVerifiedAttributes: [] },
      { autoVerifiedAttributes: undefined },
    ],
    tokens: [
      { autoVerifiedAttributes: TOKEN.list },
      { userAttributeUpdateSettings: kept('email', TOKEN.text) },
      { userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: TOKEN.list } },
      { userAttributeUpdateSettings: TOKEN.any },
    ],
  }),

  signUpRevealsUsers: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, { usernameAttributes: ['email'], adminCreateUserConfig: OPEN, ...it }),
    trips: [
      [{}, 'UsernameAttributes is ["email"] and AllowAdminCreateUserOnly is not true'],
      [{ usernameAttributes: ['phone_number', TOKEN.text] }, 'UsernameAttributes is ["phone_number"] and AllowAdminCreateUserOnly is not true'],
      // CloudFormation's own default is open.
      [{ adminCreateUserConfig: undefined }, 'UsernameAttributes is ["email"] and AllowAdminCreateUserOnly is not true'],
      [{ adminCreateUserConfig: { unusedAccountValidityDays: 7 } }, 'UsernameAttributes is ["email"] and AllowAdminCreateUserOnly is not true'],
    ],
    passes: [
      { adminCreateUserConfig: { allowAdminCreateUserOnly: true } },
      { usernameAttributes: undefined, aliasAttributes: ['email'] },
      { usernameAttributes: [] },
    ],
    tokens: [
      { adminCreateUserConfig: TOKEN.any },
      { adminCreateUserConfig: { allowAdminCreateUserOnly: TOKEN.any } },
      { usernameAttributes: TOKEN.list },
    ],
  }),

  inviteOnlyWithProviders: ruleCase({
    define: (stack, { type = 'Google', issuer, told, ...it }: CfnUserPoolProps & { type?: string; issuer?: string; told?: object | string }) => {
      const lambdaConfig = told === undefined ? undefined : { preSignUp: workflow(stack, told).attrArn };
      const userPoolId = pool(stack, { lambdaConfig, ...it }).ref;
      if (type !== 'none') {
        provider(stack, { userPoolId, providerName: 'Acme', providerType: type, providerDetails: { oidc_issuer: issuer } });
      }
    },
    trips: [
      [{}, 'AllowAdminCreateUserOnly is true, Stack/Provider is defined, and LambdaConfig has no PreSignUp'],
      [
        { lambdaConfig: { postConfirmation: LAMBDA } },
        'AllowAdminCreateUserOnly is true, Stack/Provider is defined, and LambdaConfig has no PreSignUp',
      ],
      [
        { type: 'OIDC', issuer: 'https://gitlab.com' },
        'AllowAdminCreateUserOnly is true, Stack/Provider is defined, and LambdaConfig has no PreSignUp',
      ],
      // the library's own function keeps out whom it is told to, and nobody else.
      ...[{ duplicateEmails: [{ policy: 'REFUSE' }] }, limited('Other'), limited('Acme', 'BLOCK')].map((told): [object, string] => [
        { told }, 'AllowAdminCreateUserOnly is true, Stack/Provider is defined, and LambdaConfig.PreSignUp lets its users in',
      ]),
      ...['ALLOW', 'BLOCK'].map((policy): [object, string] => [
        { told: limited(undefined, policy), adminCreateUserConfig: OPEN },
        `"emailDomains" (COGNITO_WORKFLOW) ${policy === 'ALLOW' ? 'allows' : 'blocks'} ["acme.example"] at sign-up, Stack/Provider is defined, and LambdaConfig.PreSignUp lets its users in`,
      ]),
    ],
    passes: [
      { lambdaConfig: { preSignUp: LAMBDA } }, { adminCreateUserConfig: OPEN }, { adminCreateUserConfig: undefined }, { type: 'none' },
      // its administrators say who has an account.
      { type: 'SAML' }, { type: 'OIDC', issuer: 'https://login.example.org' },
      { told: limited('Acme') },
      { told: { emailDomains: [...limited().emailDomains, ...limited('Acme').emailDomains] }, adminCreateUserConfig: OPEN },
      { told: { emailDomains: [...limited(undefined, 'BLOCK').emailDomains, ...limited('Acme', 'BLOCK').emailDomains] }, adminCreateUserConfig: OPEN },
      { told: limited('Acme'), adminCreateUserConfig: OPEN },
      // a function of the caller's comes after it.
      { told: { duplicateEmails: [{ policy: 'REFUSE' }], ownFunction: [{ functionArn: LAMBDA }] } },
    ],
    tokens: [
      { lambdaConfig: TOKEN.any },
      { lambdaConfig: { preSignUp: TOKEN.text } },
      { told: TOKEN.text },
      { adminCreateUserConfig: TOKEN.any },
      { adminCreateUserConfig: { allowAdminCreateUserOnly: TOKEN.any } },
    ],
  }),

  oneMailbox: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, {
      mfaConfiguration: 'OPTIONAL',
      enabledMfas: ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'],
      policies: choice('EMAIL_OTP'),
      emailConfiguration: SES,
      accountRecoverySetting: recovery('verified_email', 'verified_phone_number'),
      ...it,
    }), 'mfaOffWithFactor'),
    trips: [[{}, 'AllowedFirstAuthFactors and EnabledMfas hold "EMAIL_OTP", and RecoveryMechanisms "verified_email"']],
    passes: [
      { policies: choice('WEB_AUTHN'), webAuthnFactorConfiguration: VERIFIED },
      { enabledMfas: ['SOFTWARE_TOKEN_MFA'] },
      { accountRecoverySetting: recovery('admin_only') },
      // then it is no second factor.
      { mfaConfiguration: 'OFF' },
    ],
    tokens: [
      { mfaConfiguration: TOKEN.text },
      { enabledMfas: TOKEN.list },
      { enabledMfas: ['SOFTWARE_TOKEN_MFA', TOKEN.text] },
      { policies: TOKEN.any },
      { policies: choice(TOKEN.text) },
      { accountRecoverySetting: TOKEN.any },
      { accountRecoverySetting: recovery(TOKEN.text, 'verified_phone_number') },
    ],
  }),

  onePhone: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, {
      mfaConfiguration: 'OPTIONAL',
      enabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
      smsConfiguration: { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
      accountRecoverySetting: recovery('verified_phone_number'),
      ...it,
    }), 'mfaOffWithFactor'),
    trips: [
      [{}, 'EnabledMfas holds "SMS_MFA" and RecoveryMechanisms only "verified_phone_number"'],
      [{ mfaConfiguration: 'ON' }, 'EnabledMfas holds "SMS_MFA" and RecoveryMechanisms only "verified_phone_number"'],
    ],
    passes: [
      { accountRecoverySetting: recovery('verified_phone_number', 'verified_email') },
      { accountRecoverySetting: recovery('verified_email') },
      { enabledMfas: ['SOFTWARE_TOKEN_MFA'], smsConfiguration: undefined },
      { mfaConfiguration: 'OFF' },
    ],
    tokens: [
      { mfaConfiguration: TOKEN.text },
      { enabledMfas: TOKEN.list },
      { accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_phone_number', priority: 1 }, TOKEN.any] } },
      { accountRecoverySetting: recovery(TOKEN.text) },
      { accountRecoverySetting: TOKEN.any },
    ],
  }),

  customAuthPassesMfa: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, {
      mfaConfiguration: 'OPTIONAL',
      enabledMfas: it.mfaConfiguration === 'OFF' ? undefined : ['SOFTWARE_TOKEN_MFA'],
      lambdaConfig: CHALLENGES,
      ...it,
    }),
    trips: [
      [{}, `MfaConfiguration is "OPTIONAL" and LambdaConfig holds ${CHALLENGE_NAMES}`],
      [{ mfaConfiguration: 'ON' }, `MfaConfiguration is "ON" and LambdaConfig holds ${CHALLENGE_NAMES}`],
      [{ lambdaConfig: { defineAuthChallenge: TOKEN.text } }, 'MfaConfiguration is "OPTIONAL" and LambdaConfig holds DefineAuthChallenge'],
    ],
    passes: [{ mfaConfiguration: 'OFF' }, { lambdaConfig: { preSignUp: LAMBDA } }, { lambdaConfig: undefined }],
    tokens: [{ lambdaConfig: TOKEN.any }, { mfaConfiguration: TOKEN.text }],
  }),

  customAuthUnprotected: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, {
      userPoolAddOns: { advancedSecurityMode: 'ENFORCED' },
      lambdaConfig: CHALLENGES,
      ...it,
    }), 'threatModeWithoutActions'),
    trips: [
      [{}, `AdvancedSecurityMode is on, CustomAuthMode is not set and LambdaConfig holds ${CHALLENGE_NAMES}`],
      [
        { userPoolAddOns: { advancedSecurityMode: 'AUDIT', advancedSecurityAdditionalFlows: {} }, lambdaConfig: { createAuthChallenge: LAMBDA } },
        'AdvancedSecurityMode is on, CustomAuthMode is not set and LambdaConfig holds CreateAuthChallenge',
      ],
    ],
    passes: [
      { userPoolAddOns: { advancedSecurityMode: 'ENFORCED', advancedSecurityAdditionalFlows: { customAuthMode: 'AUDIT' } } },
      { userPoolAddOns: { advancedSecurityMode: 'OFF' } },
      { userPoolAddOns: undefined },
      { lambdaConfig: { postAuthentication: LAMBDA } },
    ],
    tokens: [
      { userPoolAddOns: { advancedSecurityMode: TOKEN.text } },
      { userPoolAddOns: { advancedSecurityMode: 'ENFORCED', advancedSecurityAdditionalFlows: TOKEN.any } },
      { userPoolAddOns: TOKEN.any },
      { lambdaConfig: TOKEN.any },
    ],
  }),

  deviceSuppressesMfa: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, {
      mfaConfiguration: 'OPTIONAL',
      enabledMfas: it.mfaConfiguration === 'OFF' ? undefined : ['SOFTWARE_TOKEN_MFA'],
      deviceConfiguration: { challengeRequiredOnNewDevice: true },
      ...it,
    }),
    trips: [
      [{}, 'MfaConfiguration is "OPTIONAL" and ChallengeRequiredOnNewDevice is true'],
      [{ mfaConfiguration: 'ON' }, 'MfaConfiguration is "ON" and ChallengeRequiredOnNewDevice is true'],
    ],
    passes: [
      { mfaConfiguration: 'OFF' },
      // devices are remembered and asked all the same.
      { deviceConfiguration: { challengeRequiredOnNewDevice: false, deviceOnlyRememberedOnUserPrompt: true } },
      { deviceConfiguration: {} },
      { deviceConfiguration: undefined },
    ],
    tokens: [
      { mfaConfiguration: TOKEN.text },
      { deviceConfiguration: TOKEN.any },
      { deviceConfiguration: { challengeRequiredOnNewDevice: TOKEN.any } },
    ],
  }),

  passkeyLostWithMfa: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, {
      mfaConfiguration: 'OPTIONAL',
      enabledMfas: it.mfaConfiguration === 'OFF' ? undefined : ['SOFTWARE_TOKEN_MFA'],
      policies: choice('WEB_AUTHN'),
      ...it,
    }), 'mfaPasskeyNeedsVerification'),
    trips: [undefined, 'SINGLE_FACTOR'].map((webAuthnFactorConfiguration) => [
      { webAuthnFactorConfiguration },
      'MfaConfiguration is "OPTIONAL", AllowedFirstAuthFactors holds "WEB_AUTHN" and WebAuthnFactorConfiguration isn\'t MULTI_FACTOR_WITH_USER_VERIFICATION',
    ] as const),
    passes: [
      { webAuthnFactorConfiguration: VERIFIED },
      { mfaConfiguration: 'OFF' },
      // an error of its own: mfaPasskeyNeedsVerification.
      { mfaConfiguration: 'ON' },
      { policies: choice() },
    ],
    tokens: [
      { webAuthnFactorConfiguration: TOKEN.text },
      { mfaConfiguration: TOKEN.text },
      { policies: TOKEN.any },
      { policies: choice(TOKEN.text) },
    ],
  }),

  passkeyWithoutVerification: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, {
      mfaConfiguration: 'ON',
      enabledMfas: ['SOFTWARE_TOKEN_MFA'],
      policies: choice('WEB_AUTHN'),
      webAuthnFactorConfiguration: VERIFIED,
      webAuthnUserVerification: 'preferred',
      ...it,
    }),
    trips: [[{}, 'WebAuthnFactorConfiguration is "MULTI_FACTOR_WITH_USER_VERIFICATION" and WebAuthnUserVerification is "preferred"']],
    passes: [
      { webAuthnUserVerification: 'required' },
      { webAuthnUserVerification: undefined },
      { webAuthnFactorConfiguration: 'SINGLE_FACTOR', mfaConfiguration: 'OFF', enabledMfas: undefined },
    ],
    tokens: [{ webAuthnUserVerification: TOKEN.text }, { webAuthnFactorConfiguration: TOKEN.text }],
  }),

  passkeyNotOffered: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, { webAuthnFactorConfiguration: VERIFIED, ...it }),
    trips: [
      [{ policies: choice() }, 'WebAuthnFactorConfiguration is "MULTI_FACTOR_WITH_USER_VERIFICATION" and AllowedFirstAuthFactors is ["PASSWORD"]'],
      [{}, 'WebAuthnFactorConfiguration is "MULTI_FACTOR_WITH_USER_VERIFICATION" and AllowedFirstAuthFactors is []'],
    ],
    passes: [{ policies: choice('WEB_AUTHN') }, { policies: choice(), webAuthnFactorConfiguration: 'SINGLE_FACTOR' }],
    tokens: [{ policies: TOKEN.any }, { policies: choice(TOKEN.text) }, { policies: choice(), webAuthnFactorConfiguration: TOKEN.text }],
  }),

  relyingPartyShape: ruleCase({
    define: (stack, webAuthnRelyingPartyId: string | undefined) => pool(stack, { webAuthnRelyingPartyId }),
    trips: [
      'https://auth.example.org', 'auth.example.org:8443', 'auth.example.org/login', 'Auth.example.org', 'auth..example.org', '.example.org', 'example.org.',
      '-a.example.org', 'a-.example.org', 'a_b.example.org', 'bücher.example.org', '',
      `https://${TOKEN.text}`,
    ].map((host) => [host, `WebAuthnRelyingPartyID is "${host.replace(TOKEN.text, '\u2026')}"`] as const),
    passes: ['auth.example.org', 'localhost', 'xn--bcher-kva.example.org', 'a--b.example.org', `${'a.'.repeat(31)}a`, undefined],
    tokens: [TOKEN.text, `auth.${TOKEN.text}`, `${TOKEN.text}.example.org`],
  }),
  smsPumping: ruleCase({
    define: (stack, { firewall = false, ...it }: CfnUserPoolProps & { firewall?: boolean }) => {
      const userPool = pool(stack, { adminCreateUserConfig: OPEN, autoVerifiedAttributes: ['phone_number'], userAttributeUpdateSettings: kept('phone_number'), smsConfiguration: SMS, ...it });
      if (firewall) {
        new CfnWebACLAssociation(stack, 'Association', { resourceArn: userPool.attrArn, webAclArn: ACL });
      }
    },
    trips: [
      [{}, 'AllowAdminCreateUserOnly is not true, SmsConfiguration is set and no WebACLAssociation names the pool'],
      [{ autoVerifiedAttributes: undefined, userAttributeUpdateSettings: undefined, mfaConfiguration: 'OPTIONAL', enabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], accountRecoverySetting: recovery('verified_email') },
        'AllowAdminCreateUserOnly is not true, SmsConfiguration is set and no WebACLAssociation names the pool'],
    ],
    passes: [
      { firewall: true },
      { adminCreateUserConfig: { allowAdminCreateUserOnly: true } },
      { autoVerifiedAttributes: ['email'], userAttributeUpdateSettings: kept('email'), emailConfiguration: SES, smsConfiguration: undefined },
    ],
    tokens: [{ adminCreateUserConfig: TOKEN.any }, { autoVerifiedAttributes: TOKEN.list, userAttributeUpdateSettings: undefined }],
  }),

  recoveryIsSecondFactor: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, { mfaConfiguration: 'ON', enabledMfas: ['SMS_MFA'], smsConfiguration: SMS, ...it }),
    trips: [
      [{}, 'AccountRecoverySetting is PHONE_AND_EMAIL, or not set, beside SMS as second factor (AccountRecovery.EMAIL_ONLY)'],
      // one of two is enough: the user chooses it.
      [{ mfaConfiguration: 'OPTIONAL', enabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
        'AccountRecoverySetting is PHONE_AND_EMAIL, or not set, beside SMS as second factor (AccountRecovery.EMAIL_ONLY)'],
    ],
    passes: [
      { accountRecoverySetting: recovery('verified_email') },
      { accountRecoverySetting: recovery('verified_phone_number', 'verified_email') },
      { enabledMfas: ['SOFTWARE_TOKEN_MFA'], smsConfiguration: undefined },
      { mfaConfiguration: 'OFF', enabledMfas: undefined, smsConfiguration: undefined },
    ],
    tokens: [{ accountRecoverySetting: TOKEN.any }, { enabledMfas: TOKEN.list }, { mfaConfiguration: TOKEN.text }],
  }),

  firewallBlocksNothing: ruleCase({
    define: (stack, it: Partial<CfnWebACLProps> & { arn?: string }) => {
      const { arn, ...props } = it;
      const metric = { cloudWatchMetricsEnabled: true, metricName: 'acme', sampledRequestsEnabled: true };
      const acl = new CfnWebACL(stack, 'Acl', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: metric, ...props });
      new CfnWebACLAssociation(stack, 'Association', { resourceArn: pool(stack).attrArn, webAclArn: arn ?? acl.attrArn });
    },
    trips: [
      [{}, 'WebACLAssociation names Stack/Acl, which has no rule that blocks'],
      [{ rules: [rule({ action: { count: {} } }), rule({ overrideAction: { count: {} } })] }, 'WebACLAssociation names Stack/Acl, which has no rule that blocks'],
    ],
    passes: [
      { rules: [rule({ action: { count: {} } }), rule({ action: { block: {} } })] },
      { rules: [rule({ overrideAction: { none: {} } })] },
      { rules: [rule({ action: { challenge: {} } })] },
      { defaultAction: { block: {} } },
      { arn: ACL },
    ],
    tokens: [{ rules: TOKEN.any }, { rules: [TOKEN.any] }, { defaultAction: TOKEN.any }, { rules: [rule({ action: TOKEN.any })] }],
  }),
};
