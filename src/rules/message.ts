import { said, rulesOf, type Rule } from './rule';
import type { UserPool } from '../template/user-pool';
import { isUnknown } from '../template/value';

const MESSAGES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html';
const EMAIL = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html';
const SMS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-sms-settings.html';

const CODE = '{####}';
const VERIFICATION = 'VerificationMessageTemplate';

/** Mails, text messages and who sends them. */
export const MESSAGE_RULES: readonly Rule<UserPool>[] = rulesOf('pool', MESSAGES, {
  messageInvitationPlaceholders: {
    condition: 'An invitation doesn\'t say the user name or the temporary password',
    consequence: 'Cognito rejects the pool, or users can\'t use the invitation',
    remedy: 'write {username} and {####} into it',
    check: (pool) => {
      // users who sign in without a password get none.
      const needed = hasPasswordless(pool) ? ['{username}'] : ['{username}', CODE];
      const bad = ['EmailMessage', 'SMSMessage'].flatMap((name) => {
        const text = pool.invitation.at(name).text;
        const missing = text === undefined ? [] : needed.filter((placeholder) => !text.includes(placeholder));
        return missing.length > 0 ? [`InviteMessageTemplate.${name} lacks ${missing.join(' and ')}`] : [];
      });
      return said(bad);
    },
  },
  messageLinkBesideCode: {
    condition: 'Addresses are verified by link, and a mail for codes is given',
    consequence: 'Cognito rejects the pool or sends the wrong one',
    remedy: 'use `VerificationMessage.link()` or `VerificationMessage.code()`, each with its own text',
    check: (pool) => {
      const given = [`${VERIFICATION}.EmailMessage`, 'EmailVerificationMessage'].filter((path) => pool.at(path).isSet);
      return byLink(pool) && given.length > 0 ? `DefaultEmailOption is "CONFIRM_WITH_LINK" beside ${given.join(' and ')}` : undefined;
    },
  },
  verificationByLink: {
    severity: 'warning',
    condition: 'Addresses are verified by a link',
    consequence: 'an attacker signs up with another user\'s address and a password of their own, and waits until the owner clicks',
    remedy: 'use `VerificationMessage.code()`',
    source: 'https://msrc.microsoft.com/blog/2022/05/pre-hijacking-attacks/',
    check: (pool) => byLink(pool) ? 'DefaultEmailOption is "CONFIRM_WITH_LINK"' : undefined,
  },
  verificationLinkWithoutDomain: {
    severity: 'warning',
    condition: 'Addresses are verified by a link, and the pool has no domain for it to lead to',
    consequence: 'sign-up fails: the link is a page of the domain',
    remedy: 'give the pool a `domain`, or use `VerificationMessage.code()`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-verification-message-customization.html',
    check: (pool) => byLink(pool) && pool.domains.length === 0 ? 'DefaultEmailOption is "CONFIRM_WITH_LINK" and no domain is defined' : undefined,
  },
  emailLimit: {
    severity: 'warning',
    condition: 'Anybody can sign up, and Cognito itself sends the mails that verify addresses',
    consequence: 'after 50 mails a day in the whole AWS account users can neither sign up nor recover an account, and a stranger can bring that about',
    remedy: 'send through SES: `emailSender: EmailSender.ses(identity)`',
    source: EMAIL,
    // whoever has a phone number is asked to verify that alone.
    check: (pool) => pool.isOpen && sendsByCognito(pool) && pool.verifiedAttributes.list.includes('email')
      && !(pool.verifiedAttributes.list.includes('phone_number') && pool.usernameAttributes.list.join() === 'phone_number')
      ? 'AllowAdminCreateUserOnly is not true, AutoVerifiedAttributes holds "email" and EmailSendingAccount is "COGNITO_DEFAULT"' : undefined,
  },
  emailOtpWithoutSes: {
    severity: 'warning',
    condition: 'Users sign in with a code by e-mail, and Cognito itself sends the mails',
    consequence: 'after 50 mails a day in the whole AWS account users can\'t sign in',
    remedy: 'send through SES: `emailSender: EmailSender.ses(identity)`',
    source: EMAIL,
    check: (pool) => pool.firstFactors.list.includes('EMAIL_OTP') && sendsByCognito(pool)
      ? 'AllowedFirstAuthFactors holds "EMAIL_OTP" and EmailSendingAccount is "COGNITO_DEFAULT"' : undefined,
  },
  emailWithoutIdentity: {
    condition: 'Mails are sent through SES, or from an address of yours, and no SES identity is named',
    consequence: 'Cognito rejects the pool: it sends in the name of an identity that is verified in SES',
    remedy: 'use `emailSender: EmailSender.ses(identity)`, which names it',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_EmailConfigurationType.html',
    check: ({ emailAccount: account, email }) => {
      // only an own address needs one where Cognito itself sends (aws-cdk#9739).
      const why = account.text === 'DEVELOPER' ? 'EmailSendingAccount is "DEVELOPER"' : email.at('From').isOwn && !account.isUnknown ? `From is ${email.at('From').toString()}` : undefined;
      return why === undefined || email.at('SourceArn').isSet ? undefined : `EmailConfiguration.${why}, and SourceArn is not set`;
    },
  },
  smsUnused: {
    severity: 'warning',
    condition: 'Text messages are configured and nothing in the template sends one',
    consequence: 'Cognito may refuse to take the configuration away again ("Can\'t turn off SMS_MFA…")',
    remedy: 'leave `smsSender` out until a factor, verification or recovery by phone needs it',
    source: 'https://github.com/aws-amplify/amplify-backend/issues/1481',
    check: (pool) => pool.smsConfiguration.isSet && !pool.smsConfiguration.isUnknown && !usesSms(pool) ? 'SmsConfiguration is set; no factor, verification or recovery uses it' : undefined,
  },
  smsTwoSenders: {
    condition: 'Both SNS and End User Messaging are to send text messages',
    remedy: 'keep one: `SmsSender.sns()` or `SmsSender.endUserMessaging()`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SmsConfigurationType.html',
    check: (pool) => pool.smsConfiguration.at('SnsCallerArn').isOwn && pool.smsConfiguration.at('EumsSms').isOwn ? 'SmsConfiguration holds SnsCallerArn and EumsSms' : undefined,
  },
  senderWithoutKey: {
    condition: 'A function sends messages and the pool has no key to encrypt the codes with',
    remedy: 'use `EmailSender.custom()` or `SmsSender.custom()`, which bring the key',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html',
    check: (pool) => {
      const senders = ['CustomEmailSender', 'CustomSMSSender'].filter((name) => pool.triggers.at(name).isSet);
      return senders.length > 0 && !pool.triggers.at('KMSKeyID').isSet ? `LambdaConfig holds ${senders.join(' and ')}, and no KMSKeyID` : undefined;
    },
  },
  smsByWritableNumber: {
    severity: 'warning',
    condition: 'Only administrators make accounts, and users may change their phone number, which sends a text message',
    consequence: 'one account is enough to send messages to expensive numbers at your cost (SMS pumping)',
    remedy: 'take `phone_number` out of the writable attributes, or out of the verified ones',
    source: SMS,
    check: (pool) => {
      const able = pool.clients.filter((client) => !client.writeAttributes.isUnknown && (!client.writeAttributes.isSet || client.writeAttributes.list.includes('phone_number'))
        && client.grants.isClosed && !client.isMachine);
      return pool.adminOnly.flag === true && pool.smsConfiguration.isSet && !pool.smsConfiguration.isUnknown
        && pool.verifiedAttributes.list.includes('phone_number') && able.length > 0
        ? `AutoVerifiedAttributes holds "phone_number", and ${able.map((client) => client.path).join(', ')} can write it` : undefined;
    },
  },
});

function byLink(pool: UserPool): boolean {
  return pool.verification.at('DefaultEmailOption').text === 'CONFIRM_WITH_LINK';
}


export function sendsByCognito(pool: UserPool): boolean {
  return !pool.triggers.at('CustomEmailSender').isSet && pool.isWithoutSes;
}


/** Also where the factors can't be seen. */
export function hasPasswordless(pool: UserPool): boolean {
  return !pool.firstFactors.isClosed || pool.firstFactors.list.some((factor) => factor !== 'PASSWORD');
}

/** True as soon as a part that might send one can't be seen. With MFA, SMS is one of the factors, or another rule says so. */
function usesSms(pool: UserPool): boolean {
  const lists = [pool.verifiedAttributes, pool.firstFactors, pool.usernameAttributes, pool.aliasAttributes];
  const mfa = pool.mfa.isUnknown || (pool.mfa.text ?? 'OFF') !== 'OFF';
  // an invitation by text message is meant to be sent.
  return mfa || pool.invitation.at('SMSMessage').isSet || lists.some((one) => !one.isClosed || one.list.some((name) => name === 'phone_number' || name.startsWith('SMS')))
    // where nothing is said about recovery, Cognito tries the phone first.
    || !pool.recovery.isSet || !pool.recovery.isClosed
    || pool.recovery.objects.some((mechanism) => mechanism.Name === 'verified_phone_number' || isUnknown(mechanism.Name));
}
