import { ts, type RuleSnippets } from './snippet';

/** Mails and text messages. */
export const MESSAGE_SNIPPETS: RuleSnippets = {
  messageInvitationPlaceholders: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        userInvitation: { emailBody: 'Welcome, {username}!' },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        invitation: { email: { message: 'Welcome, {username}! Your first password is {####}' } },
      });
    `,
  },
  messageLinkBesideCode: {
    bad: ts`
      userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-users' } });
      cfnUserPool.verificationMessageTemplate = {
        defaultEmailOption: 'CONFIRM_WITH_LINK',
        emailMessage: 'Your code is {####}',
      };
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        verification: VerificationMessage.code({ email: { message: 'Your code is {####}' } }),
      });
    `,
  },
  verificationByLink: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', {
        verification: VerificationMessage.link(),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        verification: VerificationMessage.code(),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
  },
  verificationLinkWithoutDomain: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        userVerification: { emailStyle: cognito.VerificationEmailStyle.LINK },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        verification: VerificationMessage.code(),
      });
    `,
  },
  emailLimit: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        selfSignUpEnabled: true,
        signInAliases: { username: true, email: true },
        keepOriginal: { email: true },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.username({ emailAlias: true }),
        signUp: SignUp.open(),
        emailSender: EmailSender.ses(identity),
      });
    `,
  },
  emailOtpWithoutSes: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true } },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.emailOtp()],
        emailSender: EmailSender.ses(identity),
      });
    `,
  },
  emailWithoutIdentity: {
    bad: ts`
      cfnUserPool.emailConfiguration = { emailSendingAccount: 'DEVELOPER', from: 'Acme <login@example.com>' };
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        emailSender: EmailSender.ses(identity, { fromName: 'Acme', fromAddress: 'login@example.com' }),
      });
    `,
  },
  smsUnused: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        enableSmsRole: true,
        accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { accountRecovery: cognito.AccountRecovery.EMAIL_ONLY });
    `,
  },
  smsTwoSenders: {
    bad: ts`
      const users = new cognito.UserPool(this, 'Users', { signInCaseSensitive: false, enableSmsRole: true });
      const cfnUsers = users.node.defaultChild as cognito.CfnUserPool;
      cfnUsers.addPropertyOverride('SmsConfiguration.EumsSms', { OriginationIdentity: 'ACME' });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.sms()] }),
        smsSender: SmsSender.endUserMessaging({ originationIdentity: 'ACME' }),
      });
    `,
  },
  senderWithoutKey: {
    bad: ts`
      cfnUserPool.lambdaConfig = { customEmailSender: { lambdaArn: handler.functionArn, lambdaVersion: 'V1_0' } };
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { emailSender: EmailSender.custom(handler) });
    `,
  },
  smsByWritableNumber: {
    bad: ts`
      const users = new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        signInAliases: { username: true, phone: true },
        keepOriginal: { phone: true },
      });
      users.addClient('App', { disableOAuth: true, preventUserExistenceErrors: true });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.username({ phoneAlias: true }),
        smsSender: SmsSender.sns(),
      });
      users.addSpaClient('App', { hostedPages: false });
    `,
  },
};
