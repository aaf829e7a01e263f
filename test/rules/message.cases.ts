import { CfnUserPoolDomain, type CfnUserPool, type CfnUserPoolClientProps, type CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { accept, client, LAMBDA, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const OPEN = { allowAdminCreateUserOnly: false };
const INVITE_ONLY = { allowAdminCreateUserOnly: true };
const SES = { emailSendingAccount: 'DEVELOPER', sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.org' };
const SMS = { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' };
const EMAIL_RECOVERY = { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] };
const MFA: CfnUserPoolProps = { mfaConfiguration: 'OPTIONAL', enabledMfas: ['SOFTWARE_TOKEN_MFA'] };

type Template = CfnUserPool.VerificationMessageTemplateProperty;

const choice = (...factors: string[]): CfnUserPoolProps['policies'] => ({ signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', ...factors] } });
const verification = (verificationMessageTemplate: Template): CfnUserPoolProps => ({ verificationMessageTemplate });
const invitation = (inviteMessageTemplate: CfnUserPool.InviteMessageTemplateProperty): CfnUserPoolProps => ({
  adminCreateUserConfig: { ...INVITE_ONLY, inviteMessageTemplate },
});
export const MESSAGE_CASES: RuleCases = {
  messageInvitationPlaceholders: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, { emailConfiguration: SES, ...it }),
    trips: [
      [invitation({ emailMessage: 'You are {username}' }), 'InviteMessageTemplate.EmailMessage lacks {####}'],
      [invitation({ smsMessage: 'Your password is {####}' }), 'InviteMessageTemplate.SMSMessage lacks {username}'],
      [
        invitation({ emailMessage: 'Welcome!', smsMessage: '{username} {###}' }),
        'InviteMessageTemplate.EmailMessage lacks {username} and {####}; InviteMessageTemplate.SMSMessage lacks {####}',
      ],
      [{ ...invitation({ emailMessage: 'You are {username}' }), policies: choice() }, 'InviteMessageTemplate.EmailMessage lacks {####}'],
      // also users without a password have a name.
      [{ ...invitation({ emailMessage: 'Welcome!' }), policies: choice('EMAIL_OTP') }, 'InviteMessageTemplate.EmailMessage lacks {username}'],
    ],
    passes: [
      invitation({ emailMessage: '{username} {####}', smsMessage: '{####} {username}' }),
      { ...invitation({ emailMessage: 'You are {username}' }), policies: choice('EMAIL_OTP') },
      invitation({ emailSubject: 'Welcome!' }),
    ],
    tokens: [
      invitation({ emailMessage: `Welcome to ${TOKEN.text}`, smsMessage: TOKEN.text }),
      { adminCreateUserConfig: { ...INVITE_ONLY, inviteMessageTemplate: TOKEN.any } },
      { adminCreateUserConfig: TOKEN.any },
      { ...invitation({ emailMessage: 'You are {username}' }), policies: choice(TOKEN.text) },
      { ...invitation({ emailMessage: 'You are {username}' }), policies: TOKEN.any },
    ],
  }),

  messageLinkBesideCode: ruleCase({
    define: (stack, it: CfnUserPoolProps) => {
      const userPool = pool(stack, it);
      new CfnUserPoolDomain(accept(stack, 'verificationByLink'), 'Domain', { userPoolId: userPool.ref, domain: 'acme' });
    },
    trips: [
      [
        verification({ defaultEmailOption: 'CONFIRM_WITH_LINK', emailMessage: 'Your code is {####}' }),
        'DefaultEmailOption is "CONFIRM_WITH_LINK" beside VerificationMessageTemplate.EmailMessage',
      ],
      [
        { ...verification({ defaultEmailOption: 'CONFIRM_WITH_LINK', emailMessage: '{####} 1' }), emailVerificationMessage: '{####} 2' },
        'DefaultEmailOption is "CONFIRM_WITH_LINK" beside VerificationMessageTemplate.EmailMessage and EmailVerificationMessage',
      ],
    ],
    passes: [
      verification({ defaultEmailOption: 'CONFIRM_WITH_LINK', emailMessageByLink: '{##Click here##}', smsMessage: 'Your code is {####}' }),
      verification({ defaultEmailOption: 'CONFIRM_WITH_CODE', emailMessage: 'Your code is {####}', emailMessageByLink: '{##Click here##}' }),
      verification({ emailMessage: 'Your code is {####}' }),
    ],
    tokens: [verification({ defaultEmailOption: TOKEN.text, emailMessage: 'Your code is {####}' }), { verificationMessageTemplate: TOKEN.any }],
  }),

  verificationByLink: ruleCase({
    define: (stack, defaultEmailOption: string | undefined) => {
      new CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack, verification({ defaultEmailOption })).ref, domain: 'acme' });
    },
    trips: [['CONFIRM_WITH_LINK', 'DefaultEmailOption is "CONFIRM_WITH_LINK"']],
    passes: ['CONFIRM_WITH_CODE', undefined],
    tokens: [TOKEN.text],
  }),

  verificationLinkWithoutDomain: ruleCase({
    define: (stack, it: { option?: string; domain?: boolean; of?: string }) => {
      const userPool = accept(pool(stack, verification({ defaultEmailOption: it.option ?? 'CONFIRM_WITH_LINK' })), 'verificationByLink');
      if (it.domain) {
        new CfnUserPoolDomain(stack, 'Domain', { userPoolId: it.of ?? userPool.ref, domain: 'acme' });
      }
    },
    trips: [
      [{}, 'DefaultEmailOption is "CONFIRM_WITH_LINK" and no domain is defined'],
      [{ domain: true, of: 'us-east-1_another' }, 'DefaultEmailOption is "CONFIRM_WITH_LINK" and no domain is defined'],
    ],
    passes: [{ domain: true }, { option: 'CONFIRM_WITH_CODE' }],
    tokens: [{ option: TOKEN.text }],
  }),

  emailLimit: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, {
      adminCreateUserConfig: OPEN,
      autoVerifiedAttributes: ['email'],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: it.autoVerifiedAttributes ?? ['email'] },
      ...it,
    }), 'smsWithoutSender'),
    trips: [
      {},
      { adminCreateUserConfig: undefined },
      { emailConfiguration: { emailSendingAccount: 'COGNITO_DEFAULT' } },
      { emailConfiguration: {} },
      { lambdaConfig: { customMessage: LAMBDA } },
    ].map((it) => [it, 'AllowAdminCreateUserOnly is not true, AutoVerifiedAttributes holds "email" and EmailSendingAccount is "COGNITO_DEFAULT"'] as const),
    passes: [
      { emailConfiguration: SES },
      { adminCreateUserConfig: INVITE_ONLY },
      { lambdaConfig: { customEmailSender: { lambdaArn: LAMBDA, lambdaVersion: 'V1_0' }, kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1' } },
      // who signs up by phone gets no mail.
      { autoVerifiedAttributes: ['phone_number'] },
    ],
    tokens: [
      { emailConfiguration: TOKEN.any },
      { emailConfiguration: { emailSendingAccount: TOKEN.text } },
      { adminCreateUserConfig: TOKEN.any },
      { adminCreateUserConfig: { allowAdminCreateUserOnly: TOKEN.any } },
      { lambdaConfig: TOKEN.any },
      { autoVerifiedAttributes: TOKEN.list },
    ],
  }),

  emailOtpWithoutSes: ruleCase({
    define: (stack, it: CfnUserPoolProps) => pool(stack, { policies: choice('EMAIL_OTP'), ...it }),
    trips: [{}, { emailConfiguration: { emailSendingAccount: 'COGNITO_DEFAULT' } }, { policies: choice('EMAIL_OTP', TOKEN.text) }]
      .map((it) => [it, 'AllowedFirstAuthFactors holds "EMAIL_OTP" and EmailSendingAccount is "COGNITO_DEFAULT"'] as const),
    passes: [
      { emailConfiguration: SES },
      { policies: choice('WEB_AUTHN') },
      { lambdaConfig: { customEmailSender: { lambdaArn: LAMBDA, lambdaVersion: 'V1_0' }, kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1' } },
    ],
    tokens: [
      { policies: TOKEN.any },
      { policies: choice(TOKEN.text) },
      { emailConfiguration: TOKEN.any },
      { emailConfiguration: { emailSendingAccount: TOKEN.text } },
      { lambdaConfig: TOKEN.any },
    ],
  }),

  emailWithoutIdentity: ruleCase({
    define: (stack, it: CfnUserPoolProps['emailConfiguration']) => pool(stack, { emailConfiguration: it }),
    trips: [
      [{ emailSendingAccount: 'DEVELOPER' }, 'EmailConfiguration.EmailSendingAccount is "DEVELOPER", and SourceArn is not set'],
      [{ emailSendingAccount: 'DEVELOPER', from: 'Acme <login@example.org>' }, 'EmailConfiguration.EmailSendingAccount is "DEVELOPER", and SourceArn is not set'],
      [{ from: 'login@example.org' }, 'EmailConfiguration.From is "login@example.org", and SourceArn is not set'],
      [{ emailSendingAccount: 'COGNITO_DEFAULT', from: `login@${TOKEN.text}` }, 'EmailConfiguration.From is {"Fn::Join":["",["login@",{"Ref":"Parameter"}]]}, and SourceArn is not set'],
    ],
    passes: [
      { emailSendingAccount: 'DEVELOPER', sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.org' },
      { emailSendingAccount: 'COGNITO_DEFAULT', sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/login@example.org', from: 'login@example.org' },
      { replyToEmailAddress: 'help@example.org' },
      { emailSendingAccount: 'COGNITO_DEFAULT' },
    ],
    tokens: [
      TOKEN.any,
      { emailSendingAccount: TOKEN.text },
      { emailSendingAccount: TOKEN.text, from: 'login@example.org' },
      { emailSendingAccount: 'DEVELOPER', sourceArn: TOKEN.text },
    ],
  }),

  smsUnused: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(
      pool(stack, { smsConfiguration: SMS, accountRecoverySetting: EMAIL_RECOVERY, ...it }),
      'updateKeepsNothing', 'mfaOffWithFactor', 'smsPumping',
    ),
    trips: [
      {},
      { autoVerifiedAttributes: ['email'], aliasAttributes: ['email', 'preferred_username'] },
      { policies: choice('WEB_AUTHN') },
      { mfaConfiguration: 'OFF' },
    ].map((it) => [it, 'SmsConfiguration is set; no factor, verification or recovery uses it'] as const),
    passes: [
      { smsConfiguration: undefined },
      { mfaConfiguration: 'OPTIONAL', enabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
      // then SMS is the factor.
      { mfaConfiguration: 'OPTIONAL' },
      { mfaConfiguration: 'ON', enabledMfas: [] },
      { adminCreateUserConfig: { allowAdminCreateUserOnly: true, inviteMessageTemplate: { smsMessage: '{username} {####}' } } },
      { policies: choice('SMS_OTP') },
      { autoVerifiedAttributes: ['phone_number'], adminCreateUserConfig: OPEN },
      { usernameAttributes: ['phone_number'] },
      { aliasAttributes: ['email', 'phone_number'] },
      { accountRecoverySetting: { recoveryMechanisms: [...EMAIL_RECOVERY.recoveryMechanisms, { name: 'verified_phone_number', priority: 2 }] } },
      // Cognito tries the phone first where nothing is said.
      { accountRecoverySetting: undefined },
    ],
    tokens: [
      { smsConfiguration: TOKEN.any },
      { mfaConfiguration: TOKEN.text },
      { ...MFA, enabledMfas: TOKEN.list },
      { ...MFA, enabledMfas: ['SOFTWARE_TOKEN_MFA', TOKEN.text] },
      { policies: TOKEN.any },
      { autoVerifiedAttributes: TOKEN.list },
      { usernameAttributes: [TOKEN.text] },
      { aliasAttributes: TOKEN.list },
      { accountRecoverySetting: TOKEN.any },
      { accountRecoverySetting: { recoveryMechanisms: [TOKEN.any] } },
      { accountRecoverySetting: { recoveryMechanisms: [{ name: TOKEN.text, priority: 1 }] } },
    ],
  }),

  smsTwoSenders: ruleCase({
    // an override, as the library itself sets it: older L1s don't know EumsSms.
    define: (stack, smsConfiguration: object) => accept(pool(stack, { mfaConfiguration: 'OPTIONAL', enabledMfas: ['SMS_MFA'] }), 'recoveryIsSecondFactor')
      .addPropertyOverride('SmsConfiguration', smsConfiguration),
    trips: [[{ SnsCallerArn: SMS.snsCallerArn, EumsSms: { CallerArn: SMS.snsCallerArn } }, 'SmsConfiguration holds SnsCallerArn and EumsSms']],
    passes: [{ SnsCallerArn: SMS.snsCallerArn, SnsRegion: 'us-east-1' }, { EumsSms: { CallerArn: SMS.snsCallerArn } }],
    tokens: [TOKEN.any, { SnsCallerArn: TOKEN.text }, { EumsSms: TOKEN.any }],
  }),

  senderWithoutKey: ruleCase({
    define: (stack, lambdaConfig: CfnUserPoolProps['lambdaConfig']) => pool(stack, { lambdaConfig }),
    trips: [
      [{ customEmailSender: { lambdaArn: LAMBDA, lambdaVersion: 'V1_0' } }, 'LambdaConfig holds CustomEmailSender, and no KMSKeyID'],
      [
        { customEmailSender: { lambdaArn: LAMBDA, lambdaVersion: 'V1_0' }, customSmsSender: { lambdaArn: TOKEN.text, lambdaVersion: 'V1_0' } },
        'LambdaConfig holds CustomEmailSender and CustomSMSSender, and no KMSKeyID',
      ],
    ],
    passes: [
      { customSmsSender: { lambdaArn: LAMBDA, lambdaVersion: 'V1_0' }, kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1' },
      { customMessage: LAMBDA },
      undefined,
    ],
    tokens: [TOKEN.any, { customSmsSender: { lambdaArn: LAMBDA, lambdaVersion: 'V1_0' }, kmsKeyId: TOKEN.text }],
  }),

  smsByWritableNumber: ruleCase({
    define: (stack, { client: of, ...it }: CfnUserPoolProps & { client?: Partial<CfnUserPoolClientProps> }) => {
      const userPoolId = accept(pool(stack, {
        smsConfiguration: SMS,
        autoVerifiedAttributes: ['phone_number'],
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: it.autoVerifiedAttributes ?? ['phone_number'] },
        ...it,
      }), 'smsPumping', 'smsWithoutSender').ref;
      client(stack, { userPoolId, writeAttributes: ['name', 'phone_number'], ...of });
      client(stack, { userPoolId, writeAttributes: ['name'] }, 'Harmless');
    },
    trips: [
      [{}, 'AutoVerifiedAttributes holds "phone_number", and Stack/Client can write it'],
      // what isn't said is everything.
      [{ client: { writeAttributes: undefined } }, 'AutoVerifiedAttributes holds "phone_number", and Stack/Client can write it'],
      [{ client: { allowedOAuthFlows: ['code'] } }, 'AutoVerifiedAttributes holds "phone_number", and Stack/Client can write it'],
    ],
    passes: [
      { client: { writeAttributes: ['name'] } },
      { adminCreateUserConfig: OPEN },
      { autoVerifiedAttributes: ['email'], smsConfiguration: undefined },
      { smsConfiguration: undefined },
      { client: { allowedOAuthFlows: ['client_credentials'], generateSecret: true, allowedOAuthScopes: ['api/read'] } },
    ],
    tokens: [
      { client: { writeAttributes: TOKEN.list } },
      { client: { writeAttributes: ['name', TOKEN.text] } },
      { client: { allowedOAuthFlows: TOKEN.list } },
      { adminCreateUserConfig: TOKEN.any },
      { adminCreateUserConfig: { allowAdminCreateUserOnly: TOKEN.any } },
      { autoVerifiedAttributes: TOKEN.list },
      { smsConfiguration: TOKEN.any },
    ],
  }),
};
