import { ts, type RuleSnippets } from './snippet';

/** Threat protection, triggers and the plan that pays for them. */
export const WORKFLOW_SNIPPETS: RuleSnippets = {
  workflowUnknown: {
    bad: ts`
      auth.addGroup('staff', { membership: GroupMembership.derived(UserMatch.provider('Okat')) });
    `,
    good: ts`
      auth.addGroup('staff', { membership: GroupMembership.derived(UserMatch.emailDomain('acme.example')) });
    `,
  },
  providerGroupsForgeable: {
    bad: ts`
      new SocialProviders(this, 'Company', { userPool: auth.userPool, providers: [SocialProvider.oidc({
        name: 'Company', issuerUrl: 'https://login.example.com', clientId: 'shop', clientSecret: secret,
        attributeMapping: { custom: { 'custom:team': cognito.ProviderAttribute.other('groups') } },
        groups: ProviderGroups.fromAttribute('custom:team', { engineering: 'eng' }),
      })] });
      auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'], selfService: true });
    `,
    good: ts`
      new SocialProviders(this, 'Company', { userPool: auth.userPool, providers: [SocialProvider.oidc({
        name: 'Company', issuerUrl: 'https://login.example.com', clientId: 'shop', clientSecret: secret,
        attributeMapping: { custom: { 'custom:team': cognito.ProviderAttribute.other('groups') } },
        groups: ProviderGroups.fromAttribute('custom:team', { engineering: 'eng' }),
      })] });
      auth.addSpaClient('App', { callbackUrls: ['https://app.example.com/callback'] });
    `,
  },
  emailDomainsUnverified: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.username({ emailAlias: true, phoneAlias: true }), emailSender: EmailSender.ses(identity),
        signUp: SignUp.open({ emailDomains: EmailDomains.allow('acme.example') }), firewall: SignInFirewall.standard(),
      });
      users.addSpaClient('App');
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.username({ emailAlias: true }), emailSender: EmailSender.ses(identity),
        signUp: SignUp.open({ emailDomains: EmailDomains.allow('acme.example') }), firewall: SignInFirewall.standard(),
      });
      users.addSpaClient('App');
    `,
  },
  linkBypassesMfa: {
    bad: ts`
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
        duplicateEmails: DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google'], bypassMfa: true }),
      });
    `,
    good: ts`
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
        duplicateEmails: DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google'] }),
      });
    `,
  },
  linkRefusesMfa: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.required(), domain: SignInDomain.prefix('acme-users'),
      });
      new SocialProviders(this, 'Social', {
        userPool: users.userPool, duplicateEmails: DuplicateEmailPolicy.linkVerified({ trustedProviders: ['Google'] }),
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret, emailDomains: EmailDomains.allow('acme.example') })],
      });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.required(), domain: SignInDomain.prefix('acme-users'),
      });
      new SocialProviders(this, 'Social', {
        userPool: users.userPool, duplicateEmails: DuplicateEmailPolicy.refuse(),
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret, emailDomains: EmailDomains.allow('acme.example') })],
      });
    `,
  },
  threatModeWithoutActions: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        featurePlan: cognito.FeaturePlan.PLUS,
        standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { threatProtection: ThreatProtection.enforce() });
    `,
  },
  triggerPermissionWide: {
    bad: ts`
      auth.addTrigger(UserPoolTrigger.postConfirmation(handler));
      handler.addPermission('Cognito', { principal: new iam.ServicePrincipal('cognito-idp.amazonaws.com') });
    `,
    good: ts`
      // brings the permission, for this pool
      new AuthenticatedUserPool(this, 'Users').addTrigger(UserPoolTrigger.postConfirmation(handler));
    `,
  },
  triggerPermissionMissing: {
    bad: ts`
      cfnUserPool.lambdaConfig = { postConfirmation: handler.functionArn };
    `,
    good: ts`
      // brings the permission
      auth.addTrigger(UserPoolTrigger.postConfirmation(handler));
    `,
  },
  smsRoleRefused: {
    bad: ts`
      const smsRole = new iam.Role(this, 'Sms', { assumedBy: new iam.ServicePrincipal('sns.amazonaws.com') });
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false, mfa: cognito.Mfa.OPTIONAL, mfaSecondFactor: { sms: true, otp: true }, smsRole, smsRoleExternalId: 'acme',
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { smsSender: SmsSender.sns(), mfa: MfaPolicy.optional({ factors: [MfaFactor.sms()] }) });
    `,
  },
  smsRoleWide: {
    bad: ts`
      const smsRole = new iam.Role(this, 'Sms', { assumedBy: new iam.ServicePrincipal('cognito-idp.amazonaws.com') });
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false, mfa: cognito.Mfa.OPTIONAL, mfaSecondFactor: { sms: true, otp: true }, smsRole,
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { smsSender: SmsSender.sns(), mfa: MfaPolicy.optional({ factors: [MfaFactor.sms()] }) });
    `,
  },
  threatActionsWithoutMode: {
    bad: ts`
      new cognito.CfnUserPoolRiskConfigurationAttachment(this, 'Risks', {
        userPoolId: userPool.userPoolId,
        clientId: 'ALL',
        compromisedCredentialsRiskConfiguration: { actions: { eventAction: 'BLOCK' } },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { threatProtection: ThreatProtection.enforce() });
    `,
  },
  threatMfaAction: {
    bad: ts`
      new cognito.CfnUserPoolRiskConfigurationAttachment(this, 'Risks', {
        userPoolId: auditedPool.userPoolId,
        clientId: 'ALL',
        accountTakeoverRiskConfiguration: { actions: { highAction: { eventAction: 'MFA_REQUIRED', notify: false } } },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        mfa: MfaPolicy.optional(),
        threatProtection: ThreatProtection.enforce({ highRisk: RiskAction.MFA_REQUIRED }),
      });
    `,
  },
  threatMilderAction: {
    bad: ts`
      const lowAction = { eventAction: 'BLOCK', notify: false };
      const highAction = { eventAction: 'NO_ACTION', notify: false };
      new cognito.CfnUserPoolRiskConfigurationAttachment(this, 'Risks', {
        userPoolId: auditedPool.userPoolId,
        clientId: 'ALL',
        accountTakeoverRiskConfiguration: { actions: { lowAction, highAction } },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        threatProtection: ThreatProtection.enforce({ lowRisk: RiskAction.ALLOW, highRisk: RiskAction.BLOCK }),
      });
    `,
  },
  threatNotifyWithoutSender: {
    bad: ts`
      new cognito.CfnUserPoolRiskConfigurationAttachment(this, 'Risks', {
        userPoolId: auditedPool.userPoolId,
        clientId: 'ALL',
        accountTakeoverRiskConfiguration: { actions: { highAction: { eventAction: 'BLOCK', notify: true } } },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        threatProtection: ThreatProtection.enforce({ notification: ThreatNotification.ses(identity) }),
      });
    `,
  },
  threatRanges: {
    bad: ts`
      new cognito.CfnUserPoolRiskConfigurationAttachment(this, 'Risks', {
        userPoolId: auditedPool.userPoolId,
        clientId: 'ALL',
        riskExceptionConfiguration: { blockedIpRangeList: ['203.0.113.7'] },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        threatProtection: ThreatProtection.enforce({ blockedRanges: ['203.0.113.7/32'] }),
      });
    `,
  },
  triggerShape: {
    bad: ts`
      cfnUserPool.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig', handler.functionArn);
    `,
    good: ts`
      auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler, TokenCustomization.ACCESS_TOKEN));
    `,
  },
  triggerPreTokenTwice: {
    bad: ts`
      cfnUserPool.lambdaConfig = {
        preTokenGeneration: handler.functionArn,
        preTokenGenerationConfig: { lambdaArn: handler.currentVersion.functionArn, lambdaVersion: 'V2_0' },
      };
    `,
    good: ts`
      auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler, TokenCustomization.ACCESS_TOKEN));
    `,
  },
  circularDependency: {
    bad: ts`
      userPool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, handler);
      handler.addEnvironment('USER_POOL_ID', userPool.userPoolId);
    `,
    good: ts`
      // reads event.userPoolId
      auth.addTrigger(UserPoolTrigger.preSignUp(handler));
    `,
  },
  migrationWithoutPassword: {
    bad: ts`
      userPool.addTrigger(cognito.UserPoolOperation.USER_MIGRATION, handler);
      userPool.addClient('App', { disableOAuth: true, preventUserExistenceErrors: true, authFlows: { userSrp: true } });
    `,
    good: ts`
      auth.addTrigger(UserPoolTrigger.userMigration(handler));
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
  planTooLow: {
    bad: ts`
      cfnUserPool.userPoolTier = 'LITE';
      cfnUserPool.addPropertyOverride('Policies.PasswordPolicy.PasswordHistorySize', 5);
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { passwordPolicy: PasswordRules.standard({ history: 5 }) });
    `,
  },
  threatExemptsEverybody: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', {
        threatProtection: ThreatProtection.enforce({ allowedRanges: ['0.0.0.0/0'] }),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        threatProtection: ThreatProtection.enforce({ allowedRanges: ['203.0.113.0/24'] }),
      });
    `,
  },
};
