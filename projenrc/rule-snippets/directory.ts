import { ts, type RuleSnippets } from './snippet';

/** The directory and its attributes. */
export const DIRECTORY_SNIPPETS: RuleSnippets = {
  poolProtectionBlocksRemoval: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        deletionProtection: true,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { retention: UserPoolRetention.destroy() });
    `,
  },
  poolAliasAndUsername: {
    bad: ts`
      cfnUserPool.usernameAttributes = ['email'];
      cfnUserPool.aliasAttributes = ['phone_number'];
      cfnUserPool.adminCreateUserConfig = { allowAdminCreateUserOnly: true };
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { signIn: SignIn.username({ emailAlias: true }) });
    `,
  },
  poolCaseSensitive: {
    bad: ts`
      new cognito.UserPool(this, 'Users');
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { signIn: SignIn.email() });
    `,
  },
  poolUpdateBeforeVerification: {
    bad: ts`
      cfnUserPool.autoVerifiedAttributes = [];
      cfnUserPool.userAttributeUpdateSettings = { attributesRequireVerificationBeforeUpdate: ['email'] };
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { keepOriginal: true });
    `,
  },
  poolPasswordShort: {
    bad: ts`
      new cognito.UserPool(this, 'Users', { signInCaseSensitive: false, passwordPolicy: { minLength: 6 } });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { passwordPolicy: PasswordRules.passphrase() });
    `,
  },
  firewallTwice: {
    bad: ts`
      const strict = new AuthenticatedUserPool(this, 'Users', { securityProfile: SecurityProfile.STRICT });
      new wafv2.CfnWebACLAssociation(this, 'Association', { webAclArn, resourceArn: strict.userPool.userPoolArn });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        securityProfile: SecurityProfile.STRICT,
        firewall: SignInFirewall.fromArn(webAclArn),
      });
    `,
  },
  schemaRequiredStandard: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        standardAttributes: { fullname: { required: true, mutable: true } },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        attributes: UserSchema.of({ userWritable: [ProfileAttribute.NAME] }),
      });
    `,
  },
  schemaCustomName: {
    bad: ts`
      new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        customAttributes: { 'custom:team': new cognito.StringAttribute({ mutable: true }) },
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        attributes: UserSchema.of({ custom: { team: UserAttribute.text() } }),
      });
    `,
  },
  schemaCustomTwice: {
    bad: ts`
      cfnUserPool.schema = ['team', 'team'].map((name) => ({ name, attributeDataType: 'String', mutable: true }));
    `,
    good: ts`
      cfnUserPool.schema = ['team', 'office'].map((name) => ({ name, attributeDataType: 'String', mutable: true }));
    `,
  },
  schemaCustomRequired: {
    bad: ts`
      cfnUserPool.schema = [{ name: 'team', attributeDataType: 'String', mutable: true, required: true }];
    `,
    good: ts`
      // refuses users who sign up without a team
      auth.addTrigger(UserPoolTrigger.preSignUp(handler));
    `,
  },
  clientCannotWriteRequired: {
    bad: ts`
      const users = new cognito.UserPool(this, 'Users', {
        signInCaseSensitive: false,
        standardAttributes: { fullname: { required: true, mutable: true } },
      });
      const writeAttributes = new cognito.ClientAttributes().withStandardAttributes({ nickname: true });
      users.addClient('App', { disableOAuth: true, preventUserExistenceErrors: true, writeAttributes });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        attributes: UserSchema.of({ required: [ProfileAttribute.NAME] }),
      });
      users.addSpaClient('App', { hostedPages: false });
    `,
  },
  clientUnknownAttribute: {
    bad: ts`
      const readAttributes = new cognito.ClientAttributes().withCustomAttributes('team');
      userPool.addClient('App', { disableOAuth: true, preventUserExistenceErrors: true, readAttributes });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', {
        attributes: UserSchema.of({ custom: { team: UserAttribute.text() } }),
      });
      users.addSpaClient('App', { hostedPages: false });
    `,
  },
  providerMapsShort: {
    bad: ts`
      cfnUserPool.schema = [
        { name: 'team', attributeDataType: 'String', mutable: true, stringAttributeConstraints: { maxLength: '20' } },
      ];
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        attributeMapping: { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } },
      });
    `,
    good: ts`
      const attributeMapping = { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } };
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret, attributeMapping })],
      });
    `,
  },
  recoveryAdminBeside: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { accountRecovery: cognito.AccountRecovery.NONE });
      const l1 = users.userPool.node.defaultChild as cognito.CfnUserPool;
      l1.addPropertyOverride('AccountRecoverySetting.RecoveryMechanisms.1', { Name: 'verified_email', Priority: 2 });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { accountRecovery: cognito.AccountRecovery.NONE });
    `,
  },
  poolInChina: {
    bad: ts`
      const china = new Stack(this, 'China', { env: { region: 'cn-north-1' } });
      new cognito.UserPool(china, 'Users', { signInCaseSensitive: false });
    `,
    good: ts`
      const singapore = new Stack(this, 'Singapore', { env: { region: 'ap-southeast-1' } });
      new AuthenticatedUserPool(singapore, 'Users');
    `,
  },
  smsPumping: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.username({ phoneAlias: true }),
        signUp: SignUp.open(),
        emailSender: EmailSender.ses(identity),
      });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', {
        signIn: SignIn.username({ phoneAlias: true }),
        signUp: SignUp.open(),
        emailSender: EmailSender.ses(identity),
        firewall: SignInFirewall.standard(),
      });
    `,
  },
  firewallBlocksNothing: {
    bad: ts`
      const webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'acme', sampledRequestsEnabled: true },
      });
      new AuthenticatedUserPool(this, 'Users', { firewall: SignInFirewall.webAcl(webAcl) });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { firewall: SignInFirewall.standard() });
    `,
  },
  profileWeakened: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { securityProfile: SecurityProfile.STRICT });
      (users.userPool.node.defaultChild as cognito.CfnUserPool).mfaConfiguration = 'OPTIONAL';
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { securityProfile: SecurityProfile.STRICT });
    `,
  },
};
