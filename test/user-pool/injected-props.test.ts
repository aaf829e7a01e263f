import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Duration, PropertyInjectors, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import {
  AuthenticatedUserPool, EmailSender, FirstFactor, MfaFactor, MfaPolicy, PasswordRules, ProfileAttribute,
  SecurityProfile, SignIn, SignInDomain, SignUp,
  SmsSender, ThreatProtection, UserAttribute, UserPoolRetention, UserSchema, VerificationMessage, type AuthenticatedUserPoolProps,
} from '../../src';
import { accept } from '../rules/resources';
import { companyDefaults, companyRule, synthError, testStack } from '../support';
import { handler, only } from './pool';

const POOL = 'AWS::Cognito::UserPool';

interface Case {
  readonly company: (stack: Stack) => cognito.UserPoolProps;
  readonly props?: AuthenticatedUserPoolProps;
  readonly pool: object;
}

describe('what a company says is honored where the caller says nothing', () => {
  const password = { MinimumLength: 16, RequireLowercase: true, RequireSymbols: true, TemporaryPasswordValidityDays: 3 };
  const cases: Record<string, Case> = {
    'userPoolName': { company: () => ({ userPoolName: 'acme' }), pool: { UserPoolName: 'acme' } },
    'deletionProtection': { company: () => ({ deletionProtection: false }), pool: { DeletionProtection: 'INACTIVE' } },
    'passwordPolicy': { company: () => ({ passwordPolicy: { minLength: 16 } }), pool: { Policies: { PasswordPolicy: password } } },
    'passwordPolicy: one class less': {
      company: () => ({ passwordPolicy: { requireSymbols: false, tempPasswordValidity: Duration.days(1), passwordHistorySize: 4 } }),
      pool: {
        UserPoolTier: 'ESSENTIALS',
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12, RequireSymbols: false, RequireUppercase: true, TemporaryPasswordValidityDays: 1, PasswordHistorySize: 4,
          },
        },
      },
    },
    'mfa': { company: () => ({ mfa: cognito.Mfa.REQUIRED }), pool: { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } },
    'mfa: off': { company: () => ({ mfa: cognito.Mfa.OFF }), pool: { MfaConfiguration: 'OFF' } },
    'mfaSecondFactor': {
      company: () => ({ mfaSecondFactor: { sms: true, otp: true }, mfaMessage: 'Code {####}' }),
      pool: { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], SmsAuthenticationMessage: 'Code {####}', SmsConfiguration: Match.anyValue() },
    },
    'mfaSecondFactor beside the caller\'s mfa': {
      company: () => ({ mfa: cognito.Mfa.OFF, mfaSecondFactor: { sms: true, otp: false } }),
      props: { mfa: MfaPolicy.required() },
      pool: { MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA'] },
    },
    'deviceTracking': {
      company: () => ({ deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true } }),
      pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true } },
    },
    'accountRecovery': { company: () => ({ accountRecovery: cognito.AccountRecovery.NONE }), pool: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } } },
    'selfSignUpEnabled': { company: () => ({ selfSignUpEnabled: true }), pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } } },
    'selfSignUpEnabled: false': { company: () => ({ selfSignUpEnabled: false }), pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } },
    'userInvitation': { company: () => ({ userInvitation: { emailSubject: 'Welcome' } }), pool: { AdminCreateUserConfig: { InviteMessageTemplate: { EmailSubject: 'Welcome' } } } },
    'userVerification': {
      company: () => ({ userVerification: { emailStyle: cognito.VerificationEmailStyle.LINK, emailSubject: 'Click' } }),
      pool: { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailSubjectByLink: 'Click' }, EmailVerificationSubject: Match.absent() },
    },
    'userVerification by code': {
      company: () => ({ userVerification: { emailSubject: 'Code' } }),
      pool: { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', EmailSubject: 'Code' } },
    },
    'featurePlan': { company: () => ({ featurePlan: cognito.FeaturePlan.PLUS }), pool: { UserPoolTier: 'PLUS' } },
    'customAttributes': {
      company: () => ({
        customAttributes: { tenant: new cognito.StringAttribute({ mutable: false }) },
        standardAttributes: { familyName: { required: true, mutable: true } },
      }),
      pool: {
        Schema: [
          { Name: 'family_name', Required: true, Mutable: true },
          { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
        ],
      },
    },
    'signInAliases': {
      company: () => ({ signInAliases: { username: true, email: true } }),
      pool: { AliasAttributes: ['email'], UsernameAttributes: Match.absent(), SmsConfiguration: Match.absent() },
    },
    'signInAliases: phone': { company: () => ({ signInAliases: { phone: true } }), pool: { UsernameAttributes: ['phone_number'], AutoVerifiedAttributes: ['email', 'phone_number'] } },
    'signInAliases: either': { company: () => ({ signInAliases: { phone: true, email: true } }), pool: { UsernameAttributes: ['email', 'phone_number'] } },
    'signInCaseSensitive': { company: () => ({ signInCaseSensitive: true }), pool: { UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: true } } },
    'autoVerify': { company: () => ({ autoVerify: { email: true, phone: true } }), pool: { AutoVerifiedAttributes: ['email', 'phone_number'] } },
    'autoVerify: no e-mail': {
      company: () => ({ autoVerify: { email: false } }), props: { signIn: SignIn.phone() }, pool: { AutoVerifiedAttributes: ['phone_number'] },
    },
    'keepOriginal': {
      company: () => ({ keepOriginal: { phone: false } }),
      props: { signIn: SignIn.phone() },
      pool: { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } },
    },
    'signInPolicy': {
      company: () => ({ signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true, smsOtp: true, passkey: true } }, passkeyRelyingPartyId: 'example.com' }),
      pool: {
        UserPoolTier: 'ESSENTIALS',
        WebAuthnRelyingPartyID: 'example.com',
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] } },
      },
    },
    'passkeyRelyingPartyId of the caller\'s passkey': {
      company: () => ({ passkeyRelyingPartyId: 'example.com' }), props: { firstFactors: [FirstFactor.passkey()] }, pool: { WebAuthnRelyingPartyID: 'example.com' },
    },
    'email': {
      company: () => ({ email: cognito.UserPoolEmail.withSES({ fromEmail: 'no-reply@example.com', sesRegion: 'eu-west-1' }) }),
      pool: { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', From: 'no-reply@example.com' } },
    },
    'snsRegion': { company: () => ({ snsRegion: 'eu-west-1' }), pool: { SmsConfiguration: { SnsRegion: 'eu-west-1' } } },
    // which a rule of ours says, too: Cognito verifies no number without a sender.
    'enableSmsRole: false': { company: () => ({ enableSmsRole: false }), props: { signIn: SignIn.phone(), mfa: MfaPolicy.off() }, pool: { SmsConfiguration: Match.absent() } },
    'smsRole': {
      company: (stack) => ({
        smsRole: iam.Role.fromRoleArn(stack, 'Sms', 'arn:aws:iam::111111111111:role/sms'), smsRoleExternalId: 'acme', snsRegion: 'eu-west-1',
      }),
      props: { signIn: SignIn.phone() },
      pool: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111111111111:role/sms', ExternalId: 'acme', SnsRegion: 'eu-west-1' } },
    },
    'standardThreatProtectionMode': {
      company: () => ({ standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION }),
      pool: { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'ENFORCED' } }, UserPoolTier: 'PLUS' },
    },
    'standardThreatProtectionMode: audit': {
      company: () => ({
        standardThreatProtectionMode: cognito.StandardThreatProtectionMode.AUDIT_ONLY,
        customThreatProtectionMode: cognito.CustomThreatProtectionMode.AUDIT_ONLY,
      }),
      pool: { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' } } },
    },
    'standardThreatProtectionMode: off': {
      company: () => ({ standardThreatProtectionMode: cognito.StandardThreatProtectionMode.NO_ENFORCEMENT }), pool: { UserPoolAddOns: { AdvancedSecurityMode: 'OFF' } },
    },
    'lambdaTriggers': {
      company: (stack) => ({ lambdaTriggers: { customMessage: handler(stack, 'Handler') } }), pool: { LambdaConfig: { CustomMessage: Match.anyValue() } },
    },
    'customSenderKmsKey': {
      company: (stack) => ({ customSenderKmsKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111111111111:key/k') }),
      pool: { LambdaConfig: { KMSKeyID: 'arn:aws:kms:eu-central-1:111111111111:key/k' } },
    },
  };

  test.each(Object.entries(cases))('%s', (_, { company, props, pool }) => {
    const stack = testStack();
    const seen = companyDefaults(stack, cognito.UserPool, company(stack));
    accept(new AuthenticatedUserPool(stack, 'Auth', props), 'smsWithoutSender');
    Template.fromStack(stack).hasResourceProperties(POOL, pool);
    expect(seen).toHaveLength(1);
  });

  test('removalPolicy, for what belongs to the pool too', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPool, { removalPolicy: RemovalPolicy.DESTROY });
    new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') });
    const template = Template.fromStack(stack);
    [POOL, 'AWS::Cognito::UserPoolDomain'].forEach((type) => template.hasResource(type, { DeletionPolicy: 'Delete' }));
  });

  test('attributes of both, each once, and users may write what is required', () => {
    const stack = testStack();
    PropertyInjectors.of(stack).add({
      constructUniqueId: cognito.UserPool.PROPERTY_INJECTION_ID,
      inject: (props: cognito.UserPoolProps) => ({
        ...props,
        standardAttributes: { familyName: { required: true }, ...props.standardAttributes },
        customAttributes: { tenant: new cognito.StringAttribute(), ...props.customAttributes },
      }),
    });
    const auth = new AuthenticatedUserPool(stack, 'Auth', {
      attributes: UserSchema.of({
        required: [ProfileAttribute.PICTURE, ProfileAttribute.GIVEN_NAME], custom: { plan: UserAttribute.number({ max: 3 }) },
      }),
    });
    auth.addSpaClient('App', { hostedPages: false });
    const template = Template.fromStack(stack);
    const { Schema: schema } = only(template, POOL) as { readonly Schema: { readonly Name: string }[] };
    expect(schema.map(({ Name }) => Name)).toEqual(['family_name', 'tenant', 'picture', 'given_name', 'plan']);
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      WriteAttributes: ['email', 'family_name', 'given_name', 'picture'], ReadAttributes: Match.arrayWith(['custom:plan', 'custom:tenant']),
    });
  });

  test('the key of the company encrypts for a custom sender', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPool, { customSenderKmsKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111111111111:key/k') });
    new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(handler(stack, 'Handler')) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties(POOL, { LambdaConfig: { KMSKeyID: 'arn:aws:kms:eu-central-1:111111111111:key/k', CustomEmailSender: Match.anyValue() } });
  });
});

describe('a role and a key that are there already', () => {
  const roleOf = (stack: Stack, id: string) => iam.Role.fromRoleArn(stack, `${id}Role`, `arn:aws:iam::111111111111:role/${id}`);
  const keyOf = (stack: Stack, id: string) => kms.Key.fromKeyArn(stack, `${id}Key`, `arn:aws:kms:eu-central-1:111111111111:key/${id}`);
  const theirs = (stack: Stack) => ({ smsRole: roleOf(stack, 'theirs'), smsRoleExternalId: 'theirs', customSenderKmsKey: keyOf(stack, 'theirs') });
  const define = (stack: Stack) => new AuthenticatedUserPool(stack, 'Auth', {
    smsSender: SmsSender.custom(handler(stack, 'Handler'), { existingRole: { role: roleOf(stack, 'mine'), externalId: 'mine' }, encryptionKey: keyOf(stack, 'mine') }),
  });

  test('win over a company\'s defaults', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPool, theirs(stack));
    define(stack);
    Template.fromStack(stack).hasResourceProperties(POOL, {
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111111111111:role/mine', ExternalId: 'mine' },
      LambdaConfig: { KMSKeyID: 'arn:aws:kms:eu-central-1:111111111111:key/mine' },
    });
  });

  test.each(['smsRole', 'smsRoleExternalId', 'customSenderKmsKey'] as const)('fail when a company forces another %s', (name) => {
    const stack = testStack();
    companyRule(stack, cognito.UserPool, { [name]: theirs(stack)[name] });
    expect(() => define(stack)).toThrow(new RegExp(`"${name}" of aws-cdk-lib.aws-cognito.UserPool follows ".*mine.*, and a property injector makes it ".*theirs`));
  });
});

describe('what the caller says', () => {
  const said: AuthenticatedUserPoolProps = {
    userPoolName: 'shop',
    signIn: SignIn.username({ emailAlias: true, phoneAlias: true, preferredUsernameAlias: true, caseSensitive: true }),
    signUp: SignUp.open(),
    invitation: { email: { subject: 'Come', message: '{username} {####}' }, sms: { message: '{username} {####}' } },
    verification: VerificationMessage.code({ email: { subject: 'Verify', message: '{####}' }, sms: { message: '{####}' } }),
    keepOriginal: false,
    firstFactors: [FirstFactor.emailOtp(), FirstFactor.smsOtp(), FirstFactor.passkey({ relyingPartyId: 'example.com', userVerification: false })],
    mfa: MfaPolicy.optional({
      factors: [MfaFactor.totp(), MfaFactor.sms({ message: 'Sign in with {####}' }), MfaFactor.email({ subject: 'Code', message: '{####}' })],
      deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false },
    }),
    passwordPolicy: PasswordRules.passphrase({ minLength: 20, history: 3 }),
    accountRecovery: cognito.AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA,
    featurePlan: cognito.FeaturePlan.PLUS,
    attributes: UserSchema.of({ required: [ProfileAttribute.EMAIL], custom: { plan: UserAttribute.text({ maxLength: 10 }) } }),
    emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityName(testStack(), 'Ses', 'example.com'), { replyTo: 'help@example.com' }),
    smsSender: SmsSender.sns({ region: 'eu-west-1' }),
    threatProtection: ThreatProtection.enforce(),
    retention: UserPoolRetention.destroy(),
  };
  const opposite: cognito.UserPoolProps = {
    userPoolName: 'acme',
    signInAliases: { email: true },
    signInCaseSensitive: false,
    selfSignUpEnabled: false,
    userInvitation: { emailSubject: 'Other', emailBody: '{username} {####}!', smsMessage: '{username} {####}!' },
    userVerification: { emailStyle: cognito.VerificationEmailStyle.LINK, emailSubject: 'Other' },
    keepOriginal: { email: true, phone: true },
    signInPolicy: { allowedFirstAuthFactors: { password: true } },
    passkeyRelyingPartyId: 'example.org',
    passkeyUserVerification: cognito.PasskeyUserVerification.REQUIRED,
    mfa: cognito.Mfa.OFF,
    mfaSecondFactor: { sms: false, otp: true },
    mfaMessage: 'Other {####}',
    deviceTracking: { challengeRequiredOnNewDevice: false, deviceOnlyRememberedOnUserPrompt: true },
    passwordPolicy: { minLength: 8 },
    accountRecovery: cognito.AccountRecovery.NONE,
    featurePlan: cognito.FeaturePlan.LITE,
    standardAttributes: { email: { required: false } },
    customAttributes: { plan: new cognito.BooleanAttribute() },
    email: cognito.UserPoolEmail.withSES({ fromEmail: 'no-reply@example.org' }),
    enableSmsRole: false,
    snsRegion: 'us-east-1',
    standardThreatProtectionMode: cognito.StandardThreatProtectionMode.NO_ENFORCEMENT,
    customThreatProtectionMode: cognito.CustomThreatProtectionMode.AUDIT_ONLY,
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  };

  /** A company's value, and the prop of ours that it contradicts. */
  const contradicted: [keyof cognito.UserPoolProps, keyof AuthenticatedUserPoolProps][] = [
    ['userPoolName', 'userPoolName'],
    ['signInAliases', 'signIn'],
    ['signInCaseSensitive', 'signIn'],
    ['selfSignUpEnabled', 'signUp'],
    ['userInvitation', 'invitation'],
    ['userVerification', 'verification'],
    ['keepOriginal', 'keepOriginal'],
    ['signInPolicy', 'firstFactors'],
    ['passkeyRelyingPartyId', 'firstFactors'],
    ['passkeyUserVerification', 'firstFactors'],
    ['mfa', 'mfa'],
    ['mfaSecondFactor', 'mfa'],
    ['mfaMessage', 'mfa'],
    ['deviceTracking', 'mfa'],
    ['passwordPolicy', 'passwordPolicy'],
    ['accountRecovery', 'accountRecovery'],
    ['featurePlan', 'featurePlan'],
    ['standardAttributes', 'attributes'],
    ['customAttributes', 'attributes'],
    ['email', 'emailSender'],
    ['enableSmsRole', 'smsSender'],
    ['snsRegion', 'smsSender'],
    ['standardThreatProtectionMode', 'threatProtection'],
    ['customThreatProtectionMode', 'threatProtection'],
    ['removalPolicy', 'retention'],
    ['deletionProtection', 'retention'],
  ];

  test('wins over all defaults of a company: the template is the same', () => {
    const [alone, among] = [testStack(), testStack()];
    companyDefaults(among, cognito.UserPool, opposite);
    [alone, among].forEach((stack) => new AuthenticatedUserPool(stack, 'Auth', said));
    expect(Template.fromStack(among).toJSON()).toEqual(Template.fromStack(alone).toJSON());
  });

  test('every default above is tried as a contradiction', () => {
    expect(contradicted.map(([name]) => name).sort()).toEqual(Object.keys(opposite).sort());
  });

  test.each(contradicted)('fails when a company forces another %s', (name, prop) => {
    const stack = testStack();
    companyRule(stack, cognito.UserPool, { [name]: opposite[name] });
    expect(() => new AuthenticatedUserPool(stack, 'Auth', said)).toThrow(new RegExp(
      `^\\[Stack/Auth\\] "${name}[.\\w]*" of aws-cdk-lib.aws-cognito.UserPool follows "${prop}" and is .+, and a property injector makes it .+: let the injector keep what it is `
      + `given, { ...defaults, ...props }, or leave "${prop}" out$`,
    ));
  });

  test.each(contradicted)('a company may force the same %s', (name) => {
    const stack = testStack();
    const seen = companyDefaults(stack, cognito.UserPool, {});
    new AuthenticatedUserPool(stack, 'Auth', said);
    companyRule(stack, cognito.UserPool, { [name]: Reflect.get(seen[0]!, name) });
    const again = new AuthenticatedUserPool(stack, 'Again', said);
    expect(again.userPool.node.path).toBe('Stack/Again/UserPool');
  });

  test('is contradicted with both values in the message', () => {
    const stack = testStack();
    companyRule(stack, cognito.UserPool, { mfa: cognito.Mfa.OFF });
    expect(() => new AuthenticatedUserPool(stack, 'Auth', { mfa: MfaPolicy.required() })).toThrow('follows "mfa" and is "ON", and a property injector makes it "OFF"');
  });

  test('fails when a company has a role for text messages, which end user messaging doesn\'t use', () => {
    const stack = testStack();
    companyRule(stack, cognito.UserPool, { smsRole: iam.Role.fromRoleArn(stack, 'Sms', 'arn:aws:iam::111111111111:role/sms') });
    expect(() => new AuthenticatedUserPool(stack, 'Auth', { smsSender: SmsSender.endUserMessaging() }))
      .toThrow('"smsRole" of aws-cdk-lib.aws-cognito.UserPool follows "smsSender" and is undefined, and a property injector makes it "Stack/Sms"');
  });

  test('fails when a company sends by another function', () => {
    const stack = testStack();
    companyRule(stack, cognito.UserPool, { lambdaTriggers: { customEmailSender: handler(stack, 'Theirs') } });
    expect(() => new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(handler(stack, 'Ours')) }))
      .toThrow('"lambdaTriggers.customEmailSender" of aws-cdk-lib.aws-cognito.UserPool follows "emailSender" and is "Stack/Ours", and a property injector makes it "Stack/Theirs"');
  });

  test('fails when a company is milder than the profile', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPool, {
      mfa: cognito.Mfa.OPTIONAL, standardThreatProtectionMode: cognito.StandardThreatProtectionMode.NO_ENFORCEMENT,
    });
    new AuthenticatedUserPool(stack, 'Auth', { securityProfile: SecurityProfile.STRICT });
    expect(synthError(stack)).toMatch(/"mfa" \(MfaConfiguration\) is optional .*"threatProtection" \(AdvancedSecurityMode\) isn't enforced/);
  });
});

describe('whose injector is asked', () => {
  test('the nearest', () => {
    const stack = testStack();
    const far = companyDefaults(stack.node.root, cognito.UserPool, { userPoolName: 'far' });
    const near = companyDefaults(stack, cognito.UserPool, { userPoolName: 'near' });
    new AuthenticatedUserPool(stack, 'Auth');
    Template.fromStack(stack).hasResourceProperties(POOL, { UserPoolName: 'near' });
    expect([far, near].map(({ length }) => length)).toEqual([0, 1]);
  });

  test('nobody\'s: no construct of ours gets injectors', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    expect([stack, auth].map((scope) => PropertyInjectors.hasPropertyInjectors(scope))).toEqual([false, false]);
  });

  test('an L2 of somebody else\'s below ours is the company\'s', () => {
    const stack = testStack();
    const seen = companyDefaults(stack, cognito.UserPool, { deletionProtection: true });
    const auth = new AuthenticatedUserPool(stack, 'Auth', { retention: UserPoolRetention.destroy() });
    new cognito.UserPool(auth, 'Other');
    expect(seen).toHaveLength(2);
    Template.fromStack(stack).resourcePropertiesCountIs(POOL, { DeletionProtection: 'ACTIVE' }, 1);
  });

  test('our construct has an id of its own', () => {
    const stack = testStack();
    const seen = companyDefaults(stack, AuthenticatedUserPool, { signUp: SignUp.open(), mfa: MfaPolicy.required() });
    new AuthenticatedUserPool(stack, 'Auth', { mfa: MfaPolicy.off() });
    expect(seen).toHaveLength(1);
    Template.fromStack(stack).hasResourceProperties(POOL, { MfaConfiguration: 'OFF', AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } });
  });
});

describe('groups and resource servers', () => {
  test('get a company\'s defaults', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPoolGroup, { description: 'Acme', precedence: 7 });
    companyDefaults(stack, cognito.UserPoolResourceServer, { userPoolResourceServerName: 'acme' });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    auth.addGroup('admin', { precedence: 1 });
    auth.addGroup('reader');
    auth.addResourceServer('Orders', { identifier: 'orders' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'admin', Description: 'Acme', Precedence: 1 });
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'reader', Description: 'Acme', Precedence: 7 });
    template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', { Name: 'acme' });
  });

  test('fails when a company forces another precedence', () => {
    const stack = testStack();
    companyRule(stack, cognito.UserPoolGroup, { precedence: 7 });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    expect(() => auth.addGroup('admin', { precedence: 1 })).toThrow('[Stack/Auth/Groups] "precedence" of aws-cdk-lib.aws-cognito.UserPoolGroup follows "precedence" and is 1, and a '
      + 'property injector makes it 7');
  });

  test('fails when a company changes whose group it is', () => {
    const stack = testStack();
    companyRule(stack, cognito.UserPoolGroup, { userPool: cognito.UserPool.fromUserPoolId(stack, 'Other', 'eu-central-1_other') });
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    expect(() => auth.addGroup('admin')).toThrow('must be "Stack/Auth/UserPool", and a property injector makes it "Stack/Other": let the injector keep what it is given');
  });
});

describe('what stands beside the pool', () => {
  test('the domain gets a company\'s version of the pages, and clients follow it', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPoolDomain, { managedLoginVersion: cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI });
    new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('acme-login') }).addSpaClient('App', { callbackUrls: ['https://app.example.com/'] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 1, Domain: 'acme-login' });
    template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
  });

  test('the domain keeps what it is given', () => {
    const stack = testStack();
    companyDefaults(stack, cognito.UserPoolDomain, { managedLoginVersion: cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI, cognitoDomain: { domainPrefix: 'acme' } });
    const { NEWER_MANAGED_LOGIN: managedLoginVersion } = cognito.ManagedLoginVersion;
    new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('shop', { managedLoginVersion }) });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2, Domain: 'shop' });
  });

  test.each([
    [{ managedLoginVersion: cognito.ManagedLoginVersion.CLASSIC_HOSTED_UI }, 'follows "managedLoginVersion" and is 2, and a property injector makes it 1'],
    [{ cognitoDomain: { domainPrefix: 'acme' } }, '"cognitoDomain.domainPrefix" of aws-cdk-lib.aws-cognito.UserPoolDomain must be "shop", and a property injector makes it "acme"'],
  ])('fails when a company forces %p on the domain', (forced, message) => {
    const stack = testStack();
    companyRule(stack, cognito.UserPoolDomain, forced);
    const { NEWER_MANAGED_LOGIN: managedLoginVersion } = cognito.ManagedLoginVersion;
    expect(() => new AuthenticatedUserPool(stack, 'Auth', { domain: SignInDomain.prefix('shop', { managedLoginVersion }) })).toThrow(message);
  });

  test('the role for text messages gets a company\'s defaults, and nobody else may assume it', () => {
    const stack = testStack();
    companyDefaults(stack, iam.Role, { path: '/acme/', description: 'Acme', assumedBy: new iam.AnyPrincipal() });
    new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.phone() });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      Path: '/acme/', Description: 'Acme', AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'cognito-idp.amazonaws.com' } }] },
    });
  });

  test('fails when a company gives the role for text messages other permissions', () => {
    const stack = testStack();
    companyRule(stack, iam.Role, { inlinePolicies: {} });
    expect(() => new AuthenticatedUserPool(stack, 'Auth', { signIn: SignIn.phone() })).toThrow('"inlinePolicies.SendTextMessages" of aws-cdk-lib.aws-iam.Role must be');
  });

  test('the key for custom senders gets a company\'s defaults', () => {
    const stack = testStack();
    companyDefaults(stack, kms.Key, { alias: 'acme', enableKeyRotation: false });
    new AuthenticatedUserPool(stack, 'Auth', { emailSender: EmailSender.custom(handler(stack, 'Handler')) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: false, Description: Match.stringLikeRegexp('Codes of the user pool Stack/Auth') });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/acme' });
  });
});

test('what a company says of passwords is judged like what the caller says', () => {
  const stack = testStack();
  companyDefaults(stack, cognito.UserPool, { passwordPolicy: { tempPasswordValidity: Duration.hours(1) } });
  expect(() => new AuthenticatedUserPool(stack, 'Auth')).toThrow('[Stack/Auth] "tempPasswordValidity" must be whole days from 1 to 365, received 1 hour');
  expect(new AuthenticatedUserPool(stack, 'Said', { passwordPolicy: PasswordRules.standard({ tempPasswordValidity: Duration.days(1) }) }).userPool).toBeDefined();
});
