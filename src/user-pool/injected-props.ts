import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { AuthenticatedUserPoolProps } from './authenticated-user-pool';
import { FirstFactor } from './first-factor';
import { MfaFactor } from './mfa-factor';
import { MfaPolicy } from './mfa-policy';
import { PasswordRules } from './password-rules';
import { profileDefaults } from './security-profile';
import { SignIn } from './sign-in';
import { SignUp } from './sign-up';
import { SmsSender } from './sms-sender';
import { CustomAuthProtection, ThreatProtection } from './threat-protection';
import type { UserAttribute } from './user-attribute';
import { UserPoolRetention } from './user-pool-retention';
import type { ProfileAttribute } from './user-schema';
import { VerificationMessage } from './verification-message';
import { injected, isInjected, stated, type Words } from '../private/defaults';
import { assertSound } from '../private/errors';

/** The props of a pool after the company's property injector for the L2 was asked. */
export interface InjectedProps {
  /** what the caller said, and in our words what the company said where the caller didn't */
  readonly props: AuthenticatedUserPoolProps;
  /** all of it in the L2's words */
  readonly answer: cognito.UserPoolProps;
  /** what the L2 itself makes of the company's */
  readonly l2: cognito.UserPoolProps;
}

const { PREFERRED, REQUIRED } = cognito.PasskeyUserVerification;

/** Our props, and what the L2 calls what they say. */
const NAMES = {
  userPoolName: ['userPoolName'],
  signIn: ['signInAliases', 'signInCaseSensitive'],
  signUp: ['selfSignUpEnabled'],
  invitation: ['userInvitation'],
  verification: ['userVerification'],
  keepOriginal: ['keepOriginal'],
  firstFactors: ['signInPolicy', 'passkeyRelyingPartyId', 'passkeyUserVerification'],
  mfa: ['mfa', 'mfaSecondFactor', 'mfaMessage', 'deviceTracking'],
  passwordPolicy: ['passwordPolicy'],
  accountRecovery: ['accountRecovery'],
  featurePlan: ['featurePlan'],
  attributes: ['standardAttributes', 'customAttributes'],
  emailSender: ['email', 'lambdaTriggers.customEmailSender', 'customSenderKmsKey'],
  smsSender: ['snsRegion', 'smsRole', 'smsRoleExternalId', 'enableSmsRole', 'lambdaTriggers.customSmsSender'],
  threatProtection: ['standardThreatProtectionMode', 'customThreatProtectionMode'],
  retention: ['removalPolicy', 'deletionProtection'],
} satisfies Partial<Record<keyof AuthenticatedUserPoolProps, string[]>>;

const WORDS: Words = Object.fromEntries(Object.entries(NAMES).flatMap(([ours, names]) => names.map((name) => [name, ours])));

/** What the L2 leaves to us, whoever says it: its own answer would come with more than was said, such as a role for text messages. */
const OURS = [
  'signInAliases', 'signInCaseSensitive', 'autoVerify', 'selfSignUpEnabled', 'userInvitation', 'userVerification', 'keepOriginal', 'signInPolicy', 'mfa',
  'mfaSecondFactor', 'passwordPolicy', 'enableSmsRole', 'accountRecovery', 'featurePlan', 'removalPolicy', 'deletionProtection',
];

/** What it can say beside us, even where the caller said a part of it. */
const SHARED = ['userPoolName', 'standardAttributes', 'customAttributes', 'lambdaTriggers', 'snsRegion'];

/**
 * Asks the company's property injector for the L2, in whose words it sees what the caller said.
 *
 * Throws where it replaces what the caller said.
 */
export function injectedProps(scope: Construct, id: string, props: AuthenticatedUserPoolProps): InjectedProps {
  if (!isInjected(scope, cognito.UserPool)) {
    return { props, answer: {}, l2: stated({ userPoolName: props.userPoolName }) };
  }
  const said = inWordsOfL2(props);
  const answer = injected(scope, id, cognito.UserPool, said, WORDS);
  const theirs = Object.entries(answer).filter(([key]) => SHARED.includes(key) || !(OURS.includes(key) || key in said));
  const { customEmailSender, customSmsSender, ...lambdaTriggers } = answer.lambdaTriggers ?? {};
  const injectedSenders = {
    ...props.emailSender?.handler === undefined ? { customEmailSender } : {},
    ...props.smsSender?.handler === undefined ? { customSmsSender } : {},
  };
  const theirWords = inOurWords(answer, props);
  assertSound(scope, ...Object.values(theirWords));
  return {
    answer,
    props: { ...props, ...stated(theirWords) },
    l2: stated({ ...Object.fromEntries(theirs), lambdaTriggers: stated({ ...lambdaTriggers, ...injectedSenders }) }),
  };
}

function inWordsOfL2(props: AuthenticatedUserPoolProps): cognito.UserPoolProps {
  const { signIn, signUp, invitation, verification, keepOriginal, firstFactors, mfa, passwordPolicy, attributes, retention } = props;
  const identifiers = [...signIn?.usernameAttributes ?? [], ...signIn?.aliasAttributes ?? []];
  const passkey = firstFactors?.find(({ name }) => name === 'WEB_AUTHN');
  const factor = (name: string) => mfa?.factors?.find((one) => one.name === name);
  const protection = props.threatProtection;
  return {
    ...stated<cognito.UserPoolProps>({
      userPoolName: props.userPoolName,
      signInAliases: signIn && {
        username: signIn.usernameAttributes.length === 0,
        email: identifiers.includes('email'),
        phone: identifiers.includes('phone_number'),
        preferredUsername: identifiers.includes('preferred_username'),
      },
      signInCaseSensitive: signIn?.caseSensitive,
      selfSignUpEnabled: signUp?.selfSignUpEnabled,
      userInvitation: invitation && stated({
        emailSubject: invitation.email?.subject, emailBody: invitation.email?.message, smsMessage: invitation.sms?.message,
      }),
      userVerification: verification && stated({
        emailStyle: verification.style,
        emailSubject: verification.template.email?.subject,
        emailBody: verification.template.email?.message,
        smsMessage: verification.template.sms?.message,
      }),
      keepOriginal: keepOriginal === undefined ? undefined : { email: keepOriginal, phone: keepOriginal },
      signInPolicy: firstFactors && {
        allowedFirstAuthFactors: {
          password: true,
          emailOtp: firstFactors.some(({ name }) => name === 'EMAIL_OTP'),
          smsOtp: firstFactors.some(({ name }) => name === 'SMS_OTP'),
          passkey: passkey !== undefined,
        },
      },
      passkeyRelyingPartyId: passkey?.relyingPartyId,
      passkeyUserVerification: passkey && (passkey.userVerification === true ? REQUIRED : PREFERRED),
      mfa: mfa?.mode,
      mfaSecondFactor: mfa?.mode === cognito.Mfa.OFF ? undefined : mfa?.factors && {
        sms: factor('SMS_MFA') !== undefined, otp: factor('SOFTWARE_TOKEN_MFA') !== undefined, email: factor('EMAIL_OTP') !== undefined,
      },
      mfaMessage: factor('SMS_MFA')?.smsMessage?.message,
      deviceTracking: mfa?.deviceTracking,
      passwordPolicy: passwordPolicy && stated({
        minLength: passwordPolicy.minLength,
        requireLowercase: passwordPolicy.requireLowercase,
        requireUppercase: passwordPolicy.requireUppercase,
        requireDigits: passwordPolicy.requireDigits,
        requireSymbols: passwordPolicy.requireSymbols,
        tempPasswordValidity: passwordPolicy.tempPasswordValidity,
        passwordHistorySize: passwordPolicy.history,
      }),
      accountRecovery: props.accountRecovery,
      featurePlan: props.featurePlan,
      standardAttributes: attributes && requiredAttributes(attributes.required),
      customAttributes: attributes && customAttributes(attributes.custom),
      standardThreatProtectionMode: protection?.mode,
      customThreatProtectionMode: protection === undefined ? undefined : CUSTOM_MODES[protection.customAuth],
      snsRegion: props.smsSender?.region,
      removalPolicy: retention?.removalPolicy,
      deletionProtection: retention?.deletionProtection,
    }),
    ...senders(props),
  };
}

/** The end user messaging service has a role of its own: that of the L2 is said to be left out. */
function senders({ emailSender: email, smsSender: sms }: AuthenticatedUserPoolProps): cognito.UserPoolProps {
  const lambdaTriggers = stated({ customEmailSender: email?.handler, customSmsSender: sms?.handler });
  return {
    ...Object.keys(lambdaTriggers).length > 0 ? { lambdaTriggers } : {},
    ...email === undefined || email.handler !== undefined ? {} : {
      email: email.fromAddress === undefined ? cognito.UserPoolEmail.withCognito() : cognito.UserPoolEmail.withSES({ fromEmail: email.fromAddress }),
    },
    ...stated({
      customSenderKmsKey: email?.encryptionKey ?? sms?.encryptionKey,
      smsRoleExternalId: sms?._usesSmsRole === true ? sms.existingRole?.externalId : undefined,
    }),
    ...sms && (sms._usesSmsRole ? { enableSmsRole: true, ...stated({ smsRole: sms.existingRole?.role }) } : { smsRole: undefined }),
  };
}

const CUSTOM_MODES: Readonly<Record<CustomAuthProtection, cognito.CustomThreatProtectionMode | undefined>> = {
  [CustomAuthProtection.OFF]: undefined,
  [CustomAuthProtection.AUDIT]: cognito.CustomThreatProtectionMode.AUDIT_ONLY,
  [CustomAuthProtection.ENFORCED]: cognito.CustomThreatProtectionMode.FULL_FUNCTION,
};

/** The L2's names of the standard attributes that it doesn't write in camel case. */
const STANDARD_NAMES: Readonly<Partial<Record<ProfileAttribute, string>>> = {
  name: 'fullname', picture: 'profilePicture', profile: 'profilePage', zoneinfo: 'timezone',
};

function requiredAttributes(required: readonly ProfileAttribute[]): cognito.StandardAttributes | undefined {
  const names = required.map((name) => STANDARD_NAMES[name] ?? name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()));
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, { required: true, mutable: true }]));
}

/** The L2's own classes of the types. Their bounds stay with ours, which are written. */
const ATTRIBUTES: Readonly<Record<string, new (props: cognito.CustomAttributeProps) => cognito.ICustomAttribute>> = {
  String: cognito.StringAttribute, Number: cognito.NumberAttribute, Boolean: cognito.BooleanAttribute, DateTime: cognito.DateTimeAttribute,
};

function customAttributes(custom: Readonly<Record<string, UserAttribute>>): Record<string, cognito.ICustomAttribute> | undefined {
  const attributes = Object.entries(custom).map(([name, { dataType, mutable }]) => [name, new ATTRIBUTES[dataType]!({ mutable })] as const);
  return attributes.length === 0 ? undefined : Object.fromEntries(attributes);
}

function inOurWords(answer: cognito.UserPoolProps, props: AuthenticatedUserPoolProps): AuthenticatedUserPoolProps {
  const { userInvitation, userVerification, selfSignUpEnabled, passwordPolicy, removalPolicy, deletionProtection } = answer;
  const texts = (config: cognito.UserInvitationConfig) => ({
    email: { subject: config.emailSubject, message: config.emailBody }, sms: { message: config.smsMessage },
  });
  return {
    userPoolName: answer.userPoolName,
    accountRecovery: answer.accountRecovery,
    featurePlan: answer.featurePlan,
    signIn: props.signIn ?? signInOf(answer),
    signUp: props.signUp ?? (selfSignUpEnabled === undefined ? undefined : selfSignUpEnabled ? SignUp.open() : SignUp.inviteOnly()),
    invitation: userInvitation && texts(userInvitation),
    verification: userVerification && (userVerification.emailStyle === cognito.VerificationEmailStyle.LINK
      ? VerificationMessage.link(texts(userVerification)) : VerificationMessage.code(texts(userVerification))),
    firstFactors: firstFactorsOf(answer, props.firstFactors),
    mfa: mfaOf(answer, props),
    passwordPolicy: passwordPolicy && PasswordRules.standard({ ...passwordPolicy, history: passwordPolicy.passwordHistorySize }),
    smsSender: props.smsSender ?? (answer.snsRegion !== undefined || answer.smsRole !== undefined || answer.enableSmsRole === true
      ? SmsSender.sns({ region: answer.snsRegion }) : undefined),
    threatProtection: props.threatProtection ?? threatProtectionOf(answer),
    retention: removalPolicy === undefined && deletionProtection === undefined ? undefined : UserPoolRetention._of(removalPolicy, deletionProtection),
  };
}

function signInOf({ signInAliases, signInCaseSensitive }: cognito.UserPoolProps): SignIn | undefined {
  if (signInAliases === undefined && signInCaseSensitive === undefined) {
    return undefined;
  }
  const { username, email, phone, preferredUsername } = signInAliases ?? { email: true };
  const options = { caseSensitive: signInCaseSensitive };
  if (username === true || (email !== true && phone !== true)) {
    return SignIn.username({ ...options, emailAlias: email, phoneAlias: phone, preferredUsernameAlias: preferredUsername });
  }
  return email !== true ? SignIn.phone(options) : phone === true ? SignIn.emailOrPhone(options) : SignIn.email(options);
}

function firstFactorsOf(answer: cognito.UserPoolProps, given: FirstFactor[] | undefined): FirstFactor[] | undefined {
  const { signInPolicy, passkeyRelyingPartyId, passkeyUserVerification } = answer;
  const { emailOtp, smsOtp, passkey } = signInPolicy?.allowedFirstAuthFactors ?? {};
  const factors = given ?? (signInPolicy && [
    ...emailOtp === true ? [FirstFactor.emailOtp()] : [],
    ...smsOtp === true ? [FirstFactor.smsOtp()] : [],
    ...passkey === true ? [FirstFactor.passkey()] : [],
  ]);
  return factors?.map((factor) => factor.name === 'WEB_AUTHN' ? FirstFactor.passkey({
    relyingPartyId: factor.relyingPartyId ?? passkeyRelyingPartyId,
    userVerification: passkeyUserVerification === undefined ? undefined : passkeyUserVerification === REQUIRED,
  }) : factor);
}

function mfaOf({ mfa, mfaSecondFactor }: cognito.UserPoolProps, { mfa: given, securityProfile }: AuthenticatedUserPoolProps): MfaPolicy | undefined {
  if (mfa === undefined && mfaSecondFactor === undefined) {
    return given;
  }
  const factors = given?.factors ?? (mfaSecondFactor && [
    ...mfaSecondFactor.sms ? [MfaFactor.sms()] : [],
    ...mfaSecondFactor.otp ? [MfaFactor.totp()] : [],
    ...mfaSecondFactor.email === true ? [MfaFactor.email()] : [],
  ]);
  const options = { factors, deviceTracking: given?.deviceTracking };
  switch (mfa ?? profileDefaults(securityProfile).mfa.mode) {
    case cognito.Mfa.OFF: return MfaPolicy.off();
    case cognito.Mfa.REQUIRED: return MfaPolicy.required(options);
    default: return MfaPolicy.optional(options);
  }
}

function threatProtectionOf(answer: cognito.UserPoolProps): ThreatProtection | undefined {
  const { customThreatProtectionMode: custom } = answer;
  const customAuth = custom && Object.values(CustomAuthProtection).find((one) => CUSTOM_MODES[one] === custom);
  // the deprecated enum has the same values.
  switch (answer.standardThreatProtectionMode ?? String(answer.advancedSecurityMode)) {
    case cognito.StandardThreatProtectionMode.FULL_FUNCTION: return ThreatProtection.enforce({ customAuth });
    case cognito.StandardThreatProtectionMode.AUDIT_ONLY: return ThreatProtection.audit({ customAuth });
    default: return undefined;
  }
}
