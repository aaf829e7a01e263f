import { isPublic } from './models/claims';
import { rulesOf, said, type Rule } from './rule';
import { toldOf } from '../private/pool-registry';
import type { IdentityProvider } from '../template/attachment';
import type { Properties, Resource } from '../template/resource';
import type { UserPool } from '../template/user-pool';
import { isUnknown, Value } from '../template/value';

const CUSTOM_AUTH = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html';

/** What Cognito takes and an attacker likes. */
export const ATTACK_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html', {
  updateKeepsNothing: {
    severity: 'warning',
    condition: 'A new e-mail address or phone number counts before it is verified',
    consequence: 'whoever holds a session for a minute moves the account to an address of their own, and recovers it there',
    remedy: 'leave `keepOriginal` on, or set the L2\'s for each verified attribute',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html#user-pool-settings-verifications-verify-attribute-updates',
    check: (pool) => {
      const free = pool.verifiedAttributes.list.filter((name) => !pool.keptAttributes.list.includes(name));
      return pool.keptAttributes.isClosed && free.length > 0
        ? `AutoVerifiedAttributes holds ${JSON.stringify(free)}, which UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate doesn't` : undefined;
    },
  },
  signUpRevealsUsers: {
    severity: 'warning',
    condition: 'Anybody can sign up with an e-mail address or phone number as user name',
    consequence: 'the sign-up form tells whether an address has an account: Cognito answers UsernameExistsException whatever the client says',
    remedy: 'use `SignIn.username()` with `emailAlias` or `phoneAlias` where having an account is a secret, or acknowledge it',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html',
    check: (pool) => {
      const names = pool.usernameAttributes.list;
      return names.length > 0 && pool.isOpen
        ? `UsernameAttributes is ${JSON.stringify(names)} and AllowAdminCreateUserOnly is not true` : undefined;
    },
  },
  inviteOnlyWithProviders: {
    severity: 'warning',
    condition: 'Only administrators, or users with certain e-mail domains, make accounts, and a provider at which everybody may have an account lets its users in all '
      + 'the same',
    consequence: 'whoever has an account there gets one here: the limit is one of accounts with a password',
    remedy: 'give the provider `emailDomains`, refuse strangers in a pre sign-up trigger, or acknowledge it where every user of the provider is welcome',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-admin-create-user-policy.html',
    check: (pool) => {
      const [own] = emailDomains(pool).filter(({ provider }) => provider === undefined);
      const limit = pool.adminOnly.flag === true ? 'AllowAdminCreateUserOnly is true'
        : own && `"emailDomains" (COGNITO_WORKFLOW) ${own.policy === 'ALLOW' ? 'allows' : 'blocks'} ${JSON.stringify(own.domains)} at sign-up`;
      // the administrators of a company's own provider invite its users there.
      const open = limit === undefined ? [] : pool.providers.filter((provider) => isPublic(provider) && !isLimited(pool, provider, own?.policy === 'BLOCK'));
      return open.length > 0 && !pool.callsOthers('PreSignUp')
        ? `${limit}, ${open.map((provider) => provider.path).join(', ')} is defined, and ${pool.triggers.at('PreSignUp').isSet
          ? 'LambdaConfig.PreSignUp lets its users in' : 'LambdaConfig has no PreSignUp'}` : undefined;
    },
  },
  oneMailbox: {
    severity: 'warning',
    condition: 'One mailbox signs in, recovers the account and is the second factor',
    consequence: 'whoever reads the mail is the user: the second factor adds nothing',
    remedy: 'use TOTP or a passkey as the second factor',
    source: 'https://pages.nist.gov/800-63-4/sp800-63b.html',
    check: (pool) => pool.usesMfa && pool.firstFactors.list.includes('EMAIL_OTP') && pool.secondFactors.list.includes('EMAIL_OTP') && pool.recoveryNames.includes('verified_email')
      ? 'AllowedFirstAuthFactors and EnabledMfas hold "EMAIL_OTP", and RecoveryMechanisms "verified_email"' : undefined,
  },
  onePhone: {
    severity: 'warning',
    condition: 'The phone is the second factor and the only way to recover an account',
    consequence: 'Cognito sends no recovery code to the phone that is the second factor: users are locked out',
    remedy: 'let `accountRecovery` use e-mail',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html#user-pool-password-reset-and-recovery',
    check: (pool) => pool.usesMfa && pool.secondFactors.list.includes('SMS_MFA') && pool.recovery.isClosed
      && pool.recoveryNames.join() === 'verified_phone_number'
      ? 'EnabledMfas holds "SMS_MFA" and RecoveryMechanisms only "verified_phone_number"' : undefined,
  },
  customAuthPassesMfa: {
    severity: 'warning',
    condition: 'MFA is on, and custom authentication bypasses it',
    consequence: 'users who sign in through the challenges are never asked for the second factor',
    remedy: 'ask for two factors in the challenges themselves, and acknowledge it',
    source: CUSTOM_AUTH,
    check: (pool) => pool.usesMfa && pool.challenges.length > 0
      ? `MfaConfiguration is "${pool.mfa.text}" and LambdaConfig holds ${pool.challenges.join(', ')}` : undefined,
  },
  customAuthUnprotected: {
    severity: 'warning',
    condition: 'Threat protection is on, and not for custom authentication',
    consequence: 'attackers sign in where nothing is watched (Security Hub Cognito.4)',
    remedy: 'set `customAuth: CustomAuthProtection.ENFORCED`',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-4',
    check: (pool) => ['AUDIT', 'ENFORCED'].includes(pool.threatMode.text ?? '') && pool.challenges.length > 0
      && !pool.customAuthMode.isSet
      ? `AdvancedSecurityMode is on, CustomAuthMode is not set and LambdaConfig holds ${pool.challenges.join(', ')}` : undefined,
  },
  deviceSuppressesMfa: {
    severity: 'warning',
    condition: 'MFA is on, and remembered devices aren\'t asked for the second factor',
    consequence: 'whoever holds the device signs in with the password alone; adaptive MFA is suppressed as well',
    remedy: 'leave `deviceTracking` out, or acknowledge it',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html',
    check: (pool) => pool.usesMfa && pool.deviceChallenge.flag === true
      ? `MfaConfiguration is "${pool.mfa.text}" and ChallengeRequiredOnNewDevice is true` : undefined,
  },
  passkeyLostWithMfa: {
    severity: 'warning',
    condition: 'Passkeys are a first factor, MFA is optional, and a passkey doesn\'t count as MFA',
    consequence: 'users who set up a second factor can\'t sign in with the passkey any more',
    remedy: 'add `MfaFactor.passkey()` to the `factors` of `mfa`',
    check: (pool) => pool.mfa.text === 'OPTIONAL' && pool.firstFactors.list.includes('WEB_AUTHN')
      && !pool.passkeyFactor.isUnknown && pool.passkeyFactor.text !== 'MULTI_FACTOR_WITH_USER_VERIFICATION'
      ? 'MfaConfiguration is "OPTIONAL", AllowedFirstAuthFactors holds "WEB_AUTHN" and WebAuthnFactorConfiguration isn\'t MULTI_FACTOR_WITH_USER_VERIFICATION'
      : undefined,
  },
  passkeyWithoutVerification: {
    condition: 'A passkey counts as both factors, and the device needn\'t verify the user',
    consequence: 'a stolen device alone would be two factors: Cognito rejects it or asks for verification anyway',
    remedy: 'leave `userVerification` on in `FirstFactor.passkey()`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html',
    check: (pool) => pool.passkeyFactor.text === 'MULTI_FACTOR_WITH_USER_VERIFICATION' && pool.passkeyVerification.text === 'preferred'
      ? 'WebAuthnFactorConfiguration is "MULTI_FACTOR_WITH_USER_VERIFICATION" and WebAuthnUserVerification is "preferred"' : undefined,
  },
  passkeyNotOffered: {
    condition: 'A passkey counts as MFA, and no passkey can be used to sign in',
    consequence: 'the setting has no effect',
    remedy: 'add `FirstFactor.passkey()` to `firstFactors`, or take `MfaFactor.passkey()` out of the `factors` of `mfa`',
    check: (pool) => pool.passkeyFactor.text === 'MULTI_FACTOR_WITH_USER_VERIFICATION'
      && pool.firstFactors.isClosed && !pool.firstFactors.list.includes('WEB_AUTHN')
      ? `WebAuthnFactorConfiguration is "MULTI_FACTOR_WITH_USER_VERIFICATION" and AllowedFirstAuthFactors is ${JSON.stringify(pool.firstFactors.list)}` : undefined,
  },
  relyingPartyShape: {
    condition: 'The relying party of passkeys isn\'t a host name',
    consequence: 'browsers refuse every passkey',
    remedy: 'name the host alone, such as "auth.example.com": lower case, no https://, port or path',
    source: 'https://www.w3.org/TR/webauthn-3/#relying-party-identifier',
    check: (pool) => {
      const { partial } = pool.relyingParty;
      const host = partial?.filled(() => 'a') ?? 'a';
      return !host.split('.').every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label)) ? `WebAuthnRelyingPartyID is ${JSON.stringify(String(partial))}` : undefined;
    },
  },
  smsPumping: {
    severity: 'warning',
    condition: 'Anybody can sign up, the pool sends text messages, and no web ACL stands before it',
    consequence: 'a script asks for messages to numbers that its owner earns from, and you pay for each',
    remedy: 'use `firewall: SignInFirewall.standard()`, or `external()` where another team associates one, and set a monthly limit for text messages',
    source: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/pumping-overview.html',
    check: (pool) => pool.isOpen && pool.smsConfiguration.isSet && sendsTexts(pool)
      && pool.webAclAssociations.length === 0 && toldOf(pool.cfn).firewallElsewhere !== true
      ? 'AllowAdminCreateUserOnly is not true, SmsConfiguration is set and no WebACLAssociation names the pool' : undefined,
  },
  recoveryIsSecondFactor: {
    severity: 'warning',
    condition: 'A text message is the second factor, and recovers the account too',
    consequence: 'one SIM card is password and second factor: without AccountRecoverySetting Cognito sends the recovery code by SMS first, whatever MFA is',
    remedy: 'use `accountRecovery: cognito.AccountRecovery.EMAIL_ONLY`, or another second factor',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AccountRecoverySettingType.html',
    check: (pool) => toldOf(pool.cfn).profile?.mfaRequired === true ? undefined : said(recoveryGap(pool)),
  },
  firewallBlocksNothing: {
    severity: 'warning',
    condition: 'The web ACL of the pool blocks nothing',
    consequence: 'it counts requests, and lets all of them through',
    remedy: 'use `firewall: SignInFirewall.standard()`, or give the web ACL a rule that blocks',
    source: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html',
    check: (pool) => toldOf(pool.cfn).profile?.firewall === true ? undefined : said(firewallGap(pool) ?? []),
  },
});

/** Which addresses users may have, as far as the library's own function says so. */
function emailDomains(pool: UserPool): readonly Properties[] {
  return pool.workflow('PreSignUp')?.emailDomains ?? [];
}

/** Whether a provider lets in none but the users of certain domains, or, where that is enough, has any limit. */
function isLimited(pool: UserPool, { name }: IdentityProvider, isAny: boolean): boolean {
  return emailDomains(pool).some(({ provider, policy }) => provider === name.text && (policy === 'ALLOW' || isAny));
}

/** Whether strangers make the pool send text messages. */
function sendsTexts(pool: UserPool): boolean {
  return pool.verifiedAttributes.list.includes('phone_number') || pool.firstFactors.list.includes('SMS_OTP') || pool.secondFactors.list.includes('SMS_MFA');
}

/** That a text message is both, in words; nothing where it isn't. */
export function recoveryGap(pool: UserPool): string[] {
  return pool.usesMfa && pool.secondFactors.list.includes('SMS_MFA') && !pool.recovery.isSet
    ? ['AccountRecoverySetting is PHONE_AND_EMAIL, or not set, beside SMS as second factor (AccountRecovery.EMAIL_ONLY)'] : [];
}

/** What is wrong with the pool's web ACLs; `undefined` where it has none. */
export function firewallGap(pool: UserPool): string[] | undefined {
  const [first, ...others] = pool.webAclAssociations.flatMap((association) => association.named(association.at('WebACLArn')));
  return pool.webAclAssociations.length === 0 ? undefined
    : first?.type === 'AWS::WAFv2::WebACL' && others.length === 0 && blocksNothing(first) ? [`WebACLAssociation names ${first.path}, which has no rule that blocks`] : [];
}

function blocksNothing(acl: Resource): boolean {
  const rules = acl.at('Rules');
  const blocks = (rule: Properties) => ['Block', 'Captcha', 'Challenge'].some((name) => isSet(rule, `Action.${name}`))
    || isSet(rule, 'OverrideAction.None') || isUnknown(rule.Action) || isUnknown(rule.OverrideAction);
  return !acl.at('DefaultAction.Block').isSet && !acl.at('DefaultAction').isUnknown && rules.isClosed && !rules.objects.some(blocks);
}

function isSet(rule: Properties, path: string): boolean {
  return new Value(rule).at(path).isSet;
}
