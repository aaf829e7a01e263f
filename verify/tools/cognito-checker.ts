/**
 * What Amazon Cognito takes of a CloudFormation template, said a second time: plain JSON in, objections out. It knows nothing of the library, whose
 * rules it checks, and puts the questions as the service does: which factors a `SetUserPoolMfaConfig` request would configure, who sends its codes.
 */

/**
 * Every reason to object. What is `rejected` Cognito refuses, at the first deployment or at the next, or it has no effect at all; what is `risky` it takes,
 * and somebody is harmed.
 */
export const FAMILIES = {
  'mfa-no-factor': 'rejected',
  'mfa-off-factor': 'rejected',
  'otp-beside-required-mfa': 'rejected',
  'passkey-beside-required-mfa': 'rejected',
  'passkey-not-offered': 'rejected',
  'no-password': 'rejected',
  'sms-no-sender': 'rejected',
  'sms-sender-without-sms-mfa': 'rejected',
  'sms-role': 'rejected',
  'email-mfa-no-ses': 'rejected',
  'email-mfa-one-recovery': 'rejected',
  'ses-no-source': 'rejected',
  'recovery-admin-not-alone': 'rejected',
  'identifiers-beside-aliases': 'rejected',
  'keep-original-unverified': 'rejected',
  'plan-too-low': 'rejected',
  'code-placeholder': 'rejected',
  'link-placeholder': 'rejected',
  'link-beside-code': 'rejected',
  'invitation-placeholder': 'rejected',
  'message-length': 'rejected',
  'passkey-lost': 'risky',
  'email-otp-no-ses': 'risky',
  'one-mailbox': 'risky',
  'one-phone': 'risky',
  'verified-by-link': 'risky',
  'cognito-mail': 'risky',
  'sms-sender-unused': 'risky',
} as const;

export type Family = keyof typeof FAMILIES;

export interface Objection {
  readonly family: Family;
  /** the logical id of the user pool */
  readonly pool: string;
  readonly reason: string;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Json;
  readonly DeletionPolicy?: string;
}

export type Resources = Readonly<Record<string, Resource>>;

/** Whatever a template may hold. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the checker asks for names that may not be there.
type Json = any;

/** The feature plans, cheapest first. */
const PLANS = ['LITE', 'ESSENTIALS', 'PLUS'] as const;

/** All objections to the user pools of a template. */
export function objections(resources: Resources): Objection[] {
  return poolsOf(resources).flatMap(([pool, properties]) =>
    [...mfa(properties), ...texts(properties), ...senders(properties, resources), ...directory(properties), ...plan(pool, properties, resources)]
      .map(([family, reason]) => ({ family, pool, reason })));
}

/** The cheapest plan that pays for everything that the first user pool of a template uses. */
export function cheapestPlan(resources: Resources): string {
  const [[pool, properties]] = poolsOf(resources);
  const ranks = paidFeatures(pool, properties, resources).map(([, needed]) => PLANS.indexOf(needed));
  return PLANS[Math.max(0, ...ranks)];
}

type Found = readonly [family: Family, reason: string];

function poolsOf(resources: Resources): [string, Json][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Cognito::UserPool').map(([id, { Properties }]) => [id, Properties ?? {}]);
}

function* mfa(pool: Json): Generator<Found> {
  const { mode, blocks, smsByDefault } = mfaRequest(pool);
  const first = firstFactors(pool);
  const passkeyIsBoth = pool.WebAuthnFactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION';
  const emailText = pool.EmailAuthenticationMessage !== undefined || pool.EmailAuthenticationSubject !== undefined;

  if (mode === 'OFF' && (blocks.length > 0 || emailText)) {
    yield ['mfa-off-factor', `can't turn off MFA and configure ${blocks.join(', ') || 'the e-mail of one'} together`];
  }
  if (mode !== 'OFF' && blocks.length === 0 && !smsByDefault) {
    yield ['mfa-no-factor', `MFA is ${mode} without SMS, TOTP and e-mail`];
  }
  if (!first.includes('PASSWORD')) {
    yield ['no-password', `first factors ${first.join(', ')}`];
  }
  if (mode === 'ON' && first.some(factor => factor === 'EMAIL_OTP' || factor === 'SMS_OTP')) {
    yield ['otp-beside-required-mfa', `MFA is required beside the first factors ${first.join(', ')}`];
  }
  if (first.includes('WEB_AUTHN') && !passkeyIsBoth && mode === 'ON') {
    yield ['passkey-beside-required-mfa', 'MFA is required, and a passkey is one factor'];
  }
  if (first.includes('WEB_AUTHN') && !passkeyIsBoth && mode === 'OPTIONAL') {
    yield ['passkey-lost', 'whoever enrols in MFA can\'t sign in with a passkey any more'];
  }
  if (!first.includes('WEB_AUTHN') && passkeyIsBoth) {
    yield ['passkey-not-offered', 'a passkey is both factors, and isn\'t the first'];
  }
  if (blocks.includes('EMAIL_OTP')) {
    if (!sendsBySes(pool)) {
      yield ['email-mfa-no-ses', 'e-mail is a second factor, and Cognito sends it'];
    }
    // https://github.com/hashicorp/terraform-provider-aws/issues/41049: by e-mail only and by SMS only are both refused.
    if (['verified_email', 'verified_phone_number'].includes(recovery(pool).join())) {
      yield ['email-mfa-one-recovery', `e-mail is a second factor, and recovery is by ${recovery(pool).join()} only`];
    }
    if (mode !== 'OFF' && first.includes('EMAIL_OTP') && recovery(pool).includes('verified_email')) {
      yield ['one-mailbox', 'the mailbox is the first factor, the second, and recovery'];
    }
  }
  if (mode !== 'OFF' && blocks.includes('SMS_MFA') && recovery(pool).join() === 'verified_phone_number') {
    yield ['one-phone', 'the phone is the second factor, which disqualifies it for recovery, and recovery knows no other way'];
  }
}

/** What a `SetUserPoolMfaConfig` request would hold: a block for each factor. A passkey is none, it has no block. */
function mfaRequest(pool: Json): { mode: string; blocks: string[]; smsByDefault: boolean } {
  const mode = pool.MfaConfiguration ?? 'OFF';
  const blocks = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'].filter(factor => pool.EnabledMfas?.includes(factor));
  // before there was a list, MFA with an SMS configuration was MFA by SMS, and without a list it still is.
  return { mode, blocks, smsByDefault: mode !== 'OFF' && blocks.length === 0 && pool.SmsConfiguration !== undefined };
}

function* senders(pool: Json, resources: Resources): Generator<Found> {
  const { mode, blocks, smsByDefault } = mfaRequest(pool);
  const first = firstFactors(pool);
  const verified: string[] = pool.AutoVerifiedAttributes ?? [];
  const texting = [...blocks, ...first, ...verified].filter(one => ['SMS_MFA', 'SMS_OTP', 'phone_number'].includes(one));
  const sms = pool.SmsConfiguration;
  if (sms === undefined) {
    if (texting.length > 0) {
      yield ['sms-no-sender', `${texting.join(', ')} send text messages, and the pool has no SMS configuration`];
    }
  } else {
    // an invitation goes to the phone unless whoever invites says otherwise: words for it show that somebody means to.
    const invites = pool.AdminCreateUserConfig?.InviteMessageTemplate?.SMSMessage !== undefined;
    if (mode === 'OFF' && texting.length === 0 && !invites && !recovery(pool).includes('verified_phone_number')) {
      yield ['sms-sender-unused', 'nothing sends a text message, and MFA can\'t be turned on without SMS any more'];
    }
    // https://github.com/aws-amplify/amplify-backend/issues/1481, https://github.com/awslabs/nx-plugin-for-aws/pull/1108
    if (mode !== 'OFF' && !blocks.includes('SMS_MFA') && !smsByDefault) {
      yield ['sms-sender-without-sms-mfa', 'can\'t turn off SMS_MFA when an SMS configuration is set'];
    }
    yield* smsRole(sms, resources);
  }
  if (pool.EmailConfiguration?.EmailSendingAccount === 'DEVELOPER' && pool.EmailConfiguration.SourceArn === undefined) {
    yield ['ses-no-source', 'SES sends, and nothing says for whom'];
  }
  if (first.includes('EMAIL_OTP') && !sendsBySes(pool)) {
    yield ['email-otp-no-ses', 'each sign-in is a mail, and Cognito sends fifty a day'];
  }
  if (!sendsBySes(pool) && pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true) {
    yield ['cognito-mail', 'anybody signs up, and Cognito sends fifty mails a day'];
  }
}

/** The role must let Cognito in, and nobody whom Cognito could be talked into acting for; it may send to phones, and to no topic. */
function* smsRole(sms: Json, resources: Resources): Generator<Found> {
  const arn = sms.SnsCallerArn ?? sms.EumsSms?.CallerArn;
  const externalId = sms.ExternalId ?? sms.EumsSms?.ExternalId;
  if (arn === undefined || (sms.SnsCallerArn !== undefined && sms.EumsSms !== undefined)) {
    yield ['sms-role', 'there must be one sender: SNS or End User Messaging'];
    return;
  }
  const role = resources[arn['Fn::GetAtt']?.[0]];
  if (role === undefined) {
    return; // an imported one: its template isn't here.
  }
  const trust: Json[] = [role.Properties.AssumeRolePolicyDocument.Statement].flat();
  const [statement] = trust;
  const { StringEquals: equal = {}, ArnLike: like = {} } = statement?.Condition ?? {};
  const sourceArn = JSON.stringify(like['aws:SourceArn'] ?? '');
  if (trust.length !== 1 || statement.Principal?.Service !== 'cognito-idp.amazonaws.com' || statement.Action !== 'sts:AssumeRole') {
    yield ['sms-role', 'the role must trust Cognito, and nobody else'];
  }
  if (externalId === undefined || equal['sts:ExternalId'] !== externalId) {
    yield ['sms-role', `the role expects ${equal['sts:ExternalId']}, and the pool says ${externalId}`];
  }
  if (equal['aws:SourceAccount'] === undefined || !/:userpool\/\*"/.test(sourceArn)) {
    yield ['sms-role', 'other accounts\' pools could send through the role'];
  }
  const allowed: Json[] = (role.Properties.Policies ?? []).flatMap((policy: Json) => [policy.PolicyDocument.Statement].flat());
  const toTopics = (one: Json) => one.Action === 'sns:Publish' && ![one.NotResource].flat().includes('arn:*:sns:*:*:*');
  if (allowed.length === 0 || allowed.some(one => !['sns:Publish', 'sms-voice:SendTextMessage'].includes(one.Action) || toTopics(one))) {
    yield ['sms-role', 'the role must send text messages, and do nothing else'];
  }
  if (role.DeletionPolicy !== poolUsing(sms, resources)?.DeletionPolicy) {
    yield ['sms-role', 'the pool can\'t be updated without its role: both go, or both stay'];
  }
}

function poolUsing(sms: Json, resources: Resources): Resource | undefined {
  return Object.values(resources).find(({ Properties }) => Properties?.SmsConfiguration === sms);
}

function* directory(pool: Json): Generator<Found> {
  const ways = recovery(pool);
  if (ways.includes('admin_only') && ways.length > 1) {
    yield ['recovery-admin-not-alone', `recovery by ${ways.join(', ')}`];
  }
  if (pool.AliasAttributes !== undefined && pool.UsernameAttributes !== undefined) {
    yield ['identifiers-beside-aliases', 'user-name attributes and aliases exclude each other'];
  }
  const verified: string[] = pool.AutoVerifiedAttributes ?? [];
  const kept: string[] = pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (kept.some(attribute => !verified.includes(attribute))) {
    yield ['keep-original-unverified', `${kept.join(', ')} must be verified to change, and only ${verified.join(', ')} are verified`];
  }
}

function* texts(pool: Json): Generator<Found> {
  const verification = pool.VerificationMessageTemplate ?? {};
  const invitation = pool.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  const byLink = verification.DefaultEmailOption === 'CONFIRM_WITH_LINK';

  const codes = {
    'verification e-mail': verification.EmailMessage ?? pool.EmailVerificationMessage,
    'verification text message': verification.SmsMessage ?? pool.SmsVerificationMessage,
    'MFA e-mail': pool.EmailAuthenticationMessage,
    'MFA text message': pool.SmsAuthenticationMessage,
  };
  for (const [name, text] of Object.entries(codes)) {
    if (text !== undefined && !text.includes('{####}')) {
      yield ['code-placeholder', `the ${name} has no {####}`];
    }
  }
  if (verification.EmailMessageByLink !== undefined && !/\{##[^]*##\}/.test(verification.EmailMessageByLink)) {
    yield ['link-placeholder', 'the e-mail has no {##link##}'];
  }
  if (byLink && verification.EmailMessage !== undefined) {
    yield ['link-beside-code', 'the e-mail asks for a click, and its text is one with a code'];
  }
  if (byLink) {
    yield ['verified-by-link', 'who made the account and who clicks needn\'t be the same'];
  }

  const wanted = ['{username}', ...firstFactors(pool).length > 1 ? [] : ['{####}']];
  for (const text of [invitation.EmailMessage, invitation.SMSMessage].filter(one => one !== undefined)) {
    if (wanted.some(placeholder => !text.includes(placeholder))) {
      yield ['invitation-placeholder', `an invitation needs ${wanted.join(' and ')}`];
    }
  }

  const { EmailMessage: invite, EmailSubject: inviteSubject, SMSMessage: inviteSms } = invitation;
  const { EmailMessage: code, EmailMessageByLink: link, EmailSubject: codeSubject, EmailSubjectByLink: linkSubject, SmsMessage: sms } = verification;
  const bounds: [number, number, unknown[]][] = [
    [6, 20_000, [code, link, invite, pool.EmailVerificationMessage, pool.EmailAuthenticationMessage]],
    [1, 140, [codeSubject, linkSubject, inviteSubject, pool.EmailVerificationSubject, pool.EmailAuthenticationSubject]],
    [6, 140, [sms, inviteSms, pool.SmsVerificationMessage, pool.SmsAuthenticationMessage]],
  ];
  for (const [min, max, all] of bounds) {
    for (const text of all) {
      const length = typeof text === 'string' ? [...text].length : min;
      if (length < min || length > max) {
        yield ['message-length', `a text of ${length} characters, ${min} to ${max} are allowed`];
      }
    }
  }
}

function* plan(id: string, pool: Json, resources: Resources): Generator<Found> {
  const has = pool.UserPoolTier ?? 'ESSENTIALS';
  const missing = paidFeatures(id, pool, resources).filter(([, needed]) => PLANS.indexOf(needed) > PLANS.indexOf(has));
  if (missing.length > 0) {
    yield ['plan-too-low', `${has} has no ${missing.map(([feature]) => feature).join(', ')}`];
  }
}

/** What LITE doesn't hold, and the plan that does. */
function paidFeatures(id: string, pool: Json, resources: Resources): [feature: string, plan: typeof PLANS[number]][] {
  const attached = (type: string): Json[] => Object.values(resources)
    .filter(({ Type, Properties }) => Type === `AWS::Cognito::${type}` && Properties?.UserPoolId?.Ref === id).map(({ Properties }) => Properties);
  const clients = attached('UserPoolClient');
  const pages = attached('UserPoolDomain').some(domain => domain.ManagedLoginVersion === 2);
  const logs = attached('LogDeliveryConfiguration').flatMap(delivery => delivery.LogConfigurations ?? []);
  const essentials = {
    'managed login': pages || attached('ManagedLoginBranding').length > 0 || attached('Terms').length > 0,
    'choice-based sign-in': firstFactors(pool).length > 1 || clients.some(client => client.ExplicitAuthFlows?.includes('ALLOW_USER_AUTH')),
    'passkey as MFA': pool.WebAuthnFactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    'e-mail MFA': pool.EnabledMfas?.includes('EMAIL_OTP') ?? false,
    'password history': (pool.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0,
    'access token customization': /^V[23]_0$/.test(pool.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? ''),
    'refresh token rotation': clients.some(client => client.RefreshTokenRotation?.Feature === 'ENABLED'),
  };
  const modes = [pool.UserPoolAddOns?.AdvancedSecurityMode, pool.UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode];
  const plus = {
    'threat protection': modes.some(mode => mode !== undefined && mode !== 'OFF') || attached('UserPoolRiskConfigurationAttachment').length > 0,
    'export of user activity': logs.some(log => log.EventSource === 'userAuthEvents'),
  };
  const used = (features: Record<string, boolean>) => Object.keys(features).filter(feature => features[feature]);
  return [
    ...used(essentials).map((feature): [string, 'ESSENTIALS'] => [feature, 'ESSENTIALS']),
    ...used(plus).map((feature): [string, 'PLUS'] => [feature, 'PLUS']),
  ];
}

function firstFactors(pool: Json): string[] {
  return pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];
}

/** Without a setting Cognito tries the phone, then e-mail. */
function recovery(pool: Json): string[] {
  return pool.AccountRecoverySetting?.RecoveryMechanisms?.map((mechanism: Json) => mechanism.Name) ?? ['verified_phone_number', 'verified_email'];
}

function sendsBySes(pool: Json): boolean {
  return pool.EmailConfiguration?.EmailSendingAccount === 'DEVELOPER';
}
