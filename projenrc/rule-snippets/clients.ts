import { ts, type RuleSnippets } from './snippet';

/** App clients. */
export const CLIENT_SNIPPETS: RuleSnippets = {
  clientImplicitGrant: {
    bad: ts`
      userPool.addClient('App', {
        preventUserExistenceErrors: true,
        oAuth: {
          flows: { implicitCodeGrant: true },
          scopes: [cognito.OAuthScope.OPENID],
          callbackUrls: ['https://shop.example.com/callback'],
        },
      });
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
  clientExampleCallback: {
    bad: ts`
      userPool.addClient('App', {
        preventUserExistenceErrors: true,
        oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID] },
      });
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
  clientCallbackMissing: {
    bad: ts`
      cfnClient.callbackUrLs = [];
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
      auth.addSpaClient('OwnScreens', { hostedPages: false });
    `,
  },
  clientCallbackUrl: {
    bad: ts`
      userPool.addClient('App', {
        preventUserExistenceErrors: true,
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [cognito.OAuthScope.OPENID],
          callbackUrls: ['http://shop.example.com/callback'],
        },
      });
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback', 'shop://callback'] });
    `,
  },
  clientDefaultRedirect: {
    bad: ts`
      cfnClient.defaultRedirectUri = 'https://shop.example.com/';
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback', 'https://shop.example.com/'],
        defaultRedirectUri: 'https://shop.example.com/',
      });
    `,
  },
  clientLocalhostInProduction: {
    bad: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback', 'http://localhost:3000/callback'],
      });
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
      auth.addSpaClient('Development', { callbackUrls: ['http://localhost:3000/callback'] });
    `,
  },
  clientCredentialsMixed: {
    bad: ts`
      new cognito.CfnUserPoolClient(this, 'Job', {
        userPoolId: userPool.userPoolId,
        generateSecret: true,
        allowedOAuthFlowsUserPoolClient: true,
        allowedOAuthFlows: ['client_credentials', 'code'],
        allowedOAuthScopes: ['orders/read'],
        callbackUrLs: ['https://shop.example.com/callback'],
      });
    `,
    good: ts`
      userPool.addClient('Job', {
        generateSecret: true,
        oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.custom('orders/read')] },
        supportedIdentityProviders: [],
      });
      auth.addWebClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
  clientCredentialsWithoutSecret: {
    bad: ts`
      userPool.addClient('Job', {
        oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.custom('orders/read')] },
        supportedIdentityProviders: [],
      });
    `,
    good: ts`
      userPool.addClient('Job', {
        generateSecret: true,
        oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.custom('orders/read')] },
        supportedIdentityProviders: [],
      });
    `,
  },
  clientCredentialsScopes: {
    bad: ts`
      userPool.addClient('Job', {
        generateSecret: true,
        oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.OPENID] },
        supportedIdentityProviders: [],
      });
    `,
    good: ts`
      userPool.addClient('Job', {
        generateSecret: true,
        oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.custom('orders/read')] },
        supportedIdentityProviders: [],
      });
    `,
  },
  clientCredentialsProvider: {
    bad: ts`
      userPool.addClient('Job', {
        generateSecret: true,
        oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.custom('orders/read')] },
      });
    `,
    good: ts`
      const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
      const orders = auth.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
      auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, read)] });
    `,
  },
  clientScopesWithoutOpenid: {
    bad: ts`
      cfnClient.allowedOAuthScopes = ['email'];
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
      });
    `,
  },
  clientScopeUnreadable: {
    bad: ts`
      cfnClient.allowedOAuthScopes = ['openid', 'email'];
      cfnClient.readAttributes = ['email'];
    `,
    good: ts`
      // reads what its scopes hand out: the address, and whether it is verified
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
      });
    `,
  },
  clientAdminScopeWritesAll: {
    bad: ts`
      userPool.addClient('App', {
        preventUserExistenceErrors: true,
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.COGNITO_ADMIN],
          callbackUrls: ['https://shop.example.com/callback'],
        },
      });
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'], selfService: true });
    `,
  },
  clientEmptyAttributeList: {
    bad: ts`
      cfnClient.writeAttributes = [];
    `,
    good: ts`
      cfnClient.writeAttributes = ['nickname'];
    `,
  },
  clientRefreshMissing: {
    bad: ts`
      new cognito.CfnUserPoolClient(this, 'App', {
        userPoolId: userPool.userPoolId,
        preventUserExistenceErrors: 'ENABLED',
        explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      });
    `,
    good: ts`
      auth.addSpaClient('App', { hostedPages: false, authFlows: { userSrp: true } });
    `,
  },
  clientRefreshWithRotation: {
    bad: ts`
      cfnClient.refreshTokenRotation = { feature: 'ENABLED', retryGracePeriodSeconds: 10 };
      cfnClient.explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        refreshTokenRotation: RefreshTokenRotation.enabled(),
      });
    `,
  },
  clientFlowsMixed: {
    bad: ts`
      new cognito.CfnUserPoolClient(this, 'App', {
        userPoolId: userPool.userPoolId,
        preventUserExistenceErrors: 'ENABLED',
        explicitAuthFlows: ['USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      });
    `,
    good: ts`
      auth.addSpaClient('App', { hostedPages: false, authFlows: { userPassword: true } });
    `,
  },
  clientTokenValidity: {
    bad: ts`
      cfnClient.tokenValidityUnits = { accessToken: 'hours' };
      cfnClient.accessTokenValidity = 48;
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://shop.example.com/callback'],
        accessTokenValidity: Duration.hours(1),
        refreshTokenValidity: Duration.days(30),
      });
    `,
  },
  clientContextWithoutSecret: {
    bad: ts`
      cfnClient.enablePropagateAdditionalUserContextData = true;
    `,
    good: ts`
      userPool.addClient('Backend', {
        disableOAuth: true,
        preventUserExistenceErrors: true,
        generateSecret: true,
        enablePropagateAdditionalUserContextData: true,
      });
    `,
  },
  managedLoginWithoutBranding: {
    bad: ts`
      auth.userPool.addClient('App', {
        preventUserExistenceErrors: true,
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [cognito.OAuthScope.OPENID],
          callbackUrls: ['https://shop.example.com/callback'],
        },
      });
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
  clientSecretReadable: {
    bad: ts`
      const web = auth.addWebClient('Web', { callbackUrls: ['https://shop.example.com/callback'] });
      const clientSecret = web.storeClientSecret().secretValueFromJson('clientSecret');
      // CloudFormation writes it there in plain text
      handler.addEnvironment('CLIENT_SECRET', clientSecret.unsafeUnwrap());
    `,
    good: ts`
      const web = auth.addWebClient('Web', { callbackUrls: ['https://shop.example.com/callback'] });
      // the app reads the secret when it starts, with a role that may
      handler.addEnvironment('SECRET_ARN', web.storeClientSecret().secretArn);
      web.storeClientSecret().grantRead(handler);
    `,
  },
  clientUnknownProvider: {
    bad: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://app.example.com/callback'],
        supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom('Okta')],
      });
    `,
    good: ts`
      auth.addSpaClient('App', {
        callbackUrls: ['https://app.example.com/callback'],
        supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
      });
    `,
  },
  clientWritesDecision: {
    bad: ts`
      const attributes = UserSchema.of({ custom: { role: UserAttribute.text({ userWritable: true }) } });
      const users = new AuthenticatedUserPool(this, 'Users', { attributes, domain: SignInDomain.prefix('acme-users') });
      users.addWebClient('App', { callbackUrls: ['https://app.example.com/callback'], selfService: true });
    `,
    good: ts`
      const attributes = UserSchema.of({ custom: { role: UserAttribute.text() } });
      const users = new AuthenticatedUserPool(this, 'Users', { attributes, domain: SignInDomain.prefix('acme-users') });
      users.addWebClient('App', { callbackUrls: ['https://app.example.com/callback'], selfService: true });
    `,
  },
  clientUnknownScope: {
    bad: ts`
      auth.addResourceServer('Orders', {
        identifier: 'orders',
        scopes: [new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' })],
      });
      auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.custom('orders/raed')] });
    `,
    good: ts`
      const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
      const orders = auth.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
      auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, read)] });
    `,
  },
  clientMissesProvider: {
    bad: ts`
      cfnClient.supportedIdentityProviders = ['COGNITO'];
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
      });
    `,
    good: ts`
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
      });
    `,
  },
  clientRevealsUsers: {
    bad: ts`
      userPool.addClient('App', { disableOAuth: true });
    `,
    good: ts`
      auth.addSpaClient('App', { hostedPages: false });
    `,
  },
  openRegistration: {
    bad: ts`
      const users = auth.userPool.node.defaultChild as cognito.CfnUserPool;
      users.addPropertyOverride('DcrConfiguration', { OpenDcrEnabled: true });
    `,
    good: ts`
      const users = auth.userPool.node.defaultChild as cognito.CfnUserPool;
      users.addPropertyOverride('DcrConfiguration', { OpenDcrEnabled: false, AuthenticatedGrantTypes: ['code'] });
    `,
  },
  openMachineRegistration: {
    bad: ts`
      const users = auth.userPool.node.defaultChild as cognito.CfnUserPool;
      users.addPropertyOverride('DcrConfiguration', { OpenDcrEnabled: true, OpenDcrGrantTypes: ['code', 'client_credentials'] });
    `,
    good: ts`
      const users = auth.userPool.node.defaultChild as cognito.CfnUserPool;
      users.addPropertyOverride('DcrConfiguration', { OpenDcrEnabled: false, AuthenticatedGrantTypes: ['client_credentials'] });
    `,
  },
};
