import { ts, type RuleSnippets } from './snippet';

/** First and second factors, and what attackers like. */
export const FACTOR_SNIPPETS: RuleSnippets = {
  mfaWithoutFactor: {
    bad: ts`
      cfnUserPool.mfaConfiguration = 'OPTIONAL';
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.optional() });
    `,
  },
  mfaOffWithFactor: {
    bad: ts`
      cfnUserPool.mfaConfiguration = 'OFF';
      cfnUserPool.enabledMfas = ['SOFTWARE_TOKEN_MFA'];
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.optional({ factors: [MfaFactor.totp()] }) });
    `,
  },
  mfaRequiredWithOtpFirstFactor: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        mfa: cognito.Mfa.REQUIRED,
        mfaSecondFactor: { sms: false, otp: true },
        signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true } },
        email: cognito.UserPoolEmail.withSES({ fromEmail: 'noreply@example.com' }),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.emailOtp()],
        mfa: MfaPolicy.optional(),
        emailSender: EmailSender.ses(identity),
      });
    `,
  },
  firstFactorPasswordMissing: {
    bad: ts`
      cfnUserPool.addPropertyOverride('Policies.SignInPolicy.AllowedFirstAuthFactors', ['WEB_AUTHN']);
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.passkey()],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.passkey()] }),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
  },
  smsWithoutSender: {
    bad: ts`
      cfnUserPool.mfaConfiguration = 'OPTIONAL';
      cfnUserPool.enabledMfas = ['SMS_MFA'];
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.sms()] }),
        smsSender: SmsSender.sns(),
      });
    `,
  },
  mfaLeavesOutSms: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInAliases: { phone: true },
        signInCaseSensitive: false,
        keepOriginal: { phone: true },
        mfa: cognito.Mfa.OPTIONAL,
        mfaSecondFactor: { otp: true, sms: false },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.phone(),
        smsSender: SmsSender.sns(),
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.sms()] }),
      });
    `,
  },
  mfaEmailWithoutSes: {
    bad: ts`
      cfnUserPool.mfaConfiguration = 'OPTIONAL';
      cfnUserPool.enabledMfas = ['EMAIL_OTP'];
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.optional({ factors: [MfaFactor.email(), MfaFactor.sms()] }),
        accountRecovery: cognito.AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA,
        emailSender: EmailSender.ses(identity),
      });
    `,
  },
  mfaEmailRecovery: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        mfa: cognito.Mfa.OPTIONAL,
        mfaSecondFactor: { sms: false, otp: false, email: true },
        accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
        email: cognito.UserPoolEmail.withSES({ fromEmail: 'noreply@example.com' }),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp()] }),
        accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      });
    `,
  },
  mfaPasskeyNeedsVerification: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        mfa: cognito.Mfa.REQUIRED,
        mfaSecondFactor: { sms: false, otp: true },
        signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.passkey()],
        mfa: MfaPolicy.required({ factors: [MfaFactor.totp(), MfaFactor.passkey()] }),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
  },
  updateKeepsNothing: {
    bad: ts`
      new cognito.UserPool(this, 'Users', { signInCaseSensitive: false, autoVerify: { email: true } });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { keepOriginal: true });
    `,
  },
  signUpRevealsUsers: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.email(),
        signUp: SignUp.open(),
        emailSender: EmailSender.ses(identity),
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
  inviteOnlyWithProviders: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { signUp: SignUp.inviteOnly(), domain: SignInDomain.prefix('acme-users') });
      new SocialProviders(this, 'Social', {
        userPool: users.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
      });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { signUp: SignUp.inviteOnly(), domain: SignInDomain.prefix('acme-users') });
      new SocialProviders(this, 'Social', {
        userPool: users.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret, emailDomains: EmailDomains.allow('acme.example') })],
      });
    `,
  },
  oneMailbox: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.emailOtp()],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.email(), MfaFactor.sms()] }),
        accountRecovery: cognito.AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA,
        emailSender: EmailSender.ses(identity),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.emailOtp()],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp()] }),
        emailSender: EmailSender.ses(identity),
      });
    `,
  },
  onePhone: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        mfa: cognito.Mfa.OPTIONAL,
        mfaSecondFactor: { sms: true, otp: true },
        accountRecovery: cognito.AccountRecovery.PHONE_ONLY_WITHOUT_MFA,
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.sms()] }),
        accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
        smsSender: SmsSender.sns(),
      });
    `,
  },
  customAuthPassesMfa: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.required() });
      users.addTrigger(UserPoolTrigger.defineAuthChallenge(handler));
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.required() });
      users.addTrigger(UserPoolTrigger.defineAuthChallenge(handler));
      Validations.of(users).acknowledge({ id: 'cdk-cognito-auth:customAuthPassesMfa', reason: 'the challenges ask for two factors themselves' });
    `,
  },
  customAuthUnprotected: {
    bad: ts`
      auditedPool.addTrigger(cognito.UserPoolOperation.DEFINE_AUTH_CHALLENGE, handler);
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.off(),
        threatProtection: ThreatProtection.enforce({ customAuth: CustomAuthProtection.ENFORCED }),
      });
      users.addTrigger(UserPoolTrigger.defineAuthChallenge(handler));
    `,
  },
  deviceSuppressesMfa: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.required({
          deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true },
        }),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.required() });
    `,
  },
  passkeyLostWithMfa: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.passkey()],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp()] }),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.passkey()],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.passkey()] }),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
  },
  passkeyWithoutVerification: {
    bad: ts`
      cfnUserPool.addPropertyOverride('Policies.SignInPolicy.AllowedFirstAuthFactors', ['PASSWORD', 'WEB_AUTHN']);
      cfnUserPool.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
      cfnUserPool.webAuthnUserVerification = 'preferred';
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.passkey({ userVerification: true })],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.passkey()] }),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
  },
  passkeyNotOffered: {
    bad: ts`
      cfnUserPool.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.passkey()],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.passkey()] }),
        domain: SignInDomain.prefix('acme-users'),
      });
    `,
  },
  relyingPartyShape: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
        passkeyRelyingPartyId: 'https://example.com',
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        firstFactors: [FirstFactor.password(), FirstFactor.passkey({ relyingPartyId: 'example.com' })],
        mfa: MfaPolicy.optional({ factors: [MfaFactor.totp(), MfaFactor.passkey()] }),
      });
    `,
  },
  recoveryIsSecondFactor: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        mfa: cognito.Mfa.REQUIRED,
        mfaSecondFactor: { sms: true, otp: true },
        accountRecovery: cognito.AccountRecovery.PHONE_AND_EMAIL,
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.required({ factors: [MfaFactor.totp(), MfaFactor.sms()] }),
        accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      });
    `,
  },
};
