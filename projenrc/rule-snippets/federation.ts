import { ts, type RuleSnippets } from './snippet';

/** Domains, identity providers and identity pools. */
export const FEDERATION_SNIPPETS: RuleSnippets = {
  domainPrefixShape: {
    bad: ts`
      new cognito.CfnUserPoolDomain(this, 'Domain', { userPoolId: userPool.userPoolId, domain: 'Acme_Users' });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.prefix('acme-users') });
    `,
  },
  domainPrefixReserved: {
    bad: ts`
      new cognito.CfnUserPoolDomain(this, 'Domain', { userPoolId: userPool.userPoolId, domain: 'acme-cognito' });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.prefix('acme-users') });
    `,
  },
  providerSecretLiteral: {
    bad: ts`
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        userPool,
        clientId: '1234.apps.googleusercontent.com',
        clientSecretValue: SecretValue.unsafePlainText('GOCSPX-1234'),
      });
    `,
    good: ts`
      const clientSecret = SecretValue.secretsManager('sign-in', { jsonField: 'clientSecret' });
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234.apps.googleusercontent.com', clientSecret })],
      });
    `,
  },
  providerEmailScope: {
    bad: ts`
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        scopes: ['profile'],
        attributeMapping: { email: cognito.ProviderAttribute.GOOGLE_EMAIL },
      });
    `,
    good: ts`
      // asks for what it maps: the e-mail address and the name
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
      });
    `,
  },
  providerOpenidScope: {
    bad: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, scopes: ['email'] });
    `,
    good: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, scopes: ['openid', 'email'] });
    `,
  },
  providerMapsImmutable: {
    bad: ts`
      cfnUserPool.schema = [{ name: 'team', attributeDataType: 'String', mutable: false }];
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        attributeMapping: { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } },
      });
    `,
    good: ts`
      cfnUserPool.schema = [{ name: 'team', attributeDataType: 'String', mutable: true }];
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        attributeMapping: { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } },
      });
    `,
  },
  providerMapsUnknown: {
    bad: ts`
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        attributeMapping: { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } },
      });
    `,
    good: ts`
      cfnUserPool.schema = [{ name: 'team', attributeDataType: 'String', mutable: true }];
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        attributeMapping: { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } },
      });
    `,
  },
  providerMissesRequired: {
    bad: ts`
      cfnUserPool.schema = [{ name: 'name', attributeDataType: 'String', mutable: true, required: true }];
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        attributeMapping: { profilePicture: cognito.ProviderAttribute.GOOGLE_PICTURE },
      });
    `,
    good: ts`
      cfnUserPool.schema = [{ name: 'name', attributeDataType: 'String', mutable: true, required: true }];
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', {
        ...google,
        attributeMapping: { fullname: cognito.ProviderAttribute.GOOGLE_NAME },
      });
    `,
  },
  providerMapsUnwritable: {
    bad: ts`
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
      });
      cfnClient.writeAttributes = ['nickname'];
    `,
    good: ts`
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret })],
      });
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
  providerMapsForgeable: {
    bad: ts`
      const attributeMapping = { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } };
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret, attributeMapping })],
      });
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
    good: ts`
      const attributeMapping = { custom: { 'custom:team': cognito.ProviderAttribute.other('hd') } };
      const social = new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.google({ clientId: '1234', clientSecret: secret, attributeMapping })],
      });
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
      CognitoRules.acknowledge(social, { id: 'providerMapsForgeable', reason: 'the team is shown, and decides nothing' });
    `,
  },
  providerDuplicate: {
    bad: ts`
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', google);
      new cognito.UserPoolIdentityProviderGoogle(this, 'GoogleWorkspace', google);
    `,
    good: ts`
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', google);
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, scopes: ['openid', 'email'] });
    `,
  },
  providerIssuer: {
    bad: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', {
        ...company,
        issuerUrl: 'https://login.microsoftonline.com/common/v2.0',
      });
    `,
    good: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', {
        ...company,
        issuerUrl: 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0',
      });
    `,
  },
  identityPoolGuestRole: {
    bad: ts`
      new identitypool.IdentityPool(this, 'Identities');
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  identityPoolGuests: {
    bad: ts`
      new cognito.CfnIdentityPool(this, 'Identities', { allowUnauthenticatedIdentities: true });
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  identityPoolClassicFlow: {
    bad: ts`
      new cognito.CfnIdentityPool(this, 'Identities', { allowUnauthenticatedIdentities: false, allowClassicFlow: true });
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  identityPoolTokenCheck: {
    bad: ts`
      cfnIdentityPool.cognitoIdentityProviders = [
        { providerName: auth.userPool.userPoolProviderName, clientId: client.userPoolClient.userPoolClientId },
      ];
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  identityPoolProviderName: {
    bad: ts`
      cfnIdentityPool.cognitoIdentityProviders = [{
        providerName: auth.userPool.userPoolProviderUrl,
        clientId: client.userPoolClient.userPoolClientId,
        serverSideTokenCheck: true,
      }];
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  identityPoolAttachments: {
    bad: ts`
      const identityPoolId = cfnIdentityPool.ref;
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', { identityPoolId });
      new cognito.CfnIdentityPoolRoleAttachment(this, 'MoreRoles', { identityPoolId });
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      identities.addGroup('Editors', { userPool: auth.userPool });
    `,
  },
  identityPoolRoleMapping: {
    bad: ts`
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', {
        identityPoolId: cfnIdentityPool.ref,
        roleMappings: { people: { type: 'Token', ambiguousRoleResolution: 'Deny' } },
      });
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
    `,
  },
  identityPoolMappingGap: {
    bad: ts`
      const [providerName, clientId] = [auth.userPool.userPoolProviderName, client.userPoolClient.userPoolClientId];
      const other = { providerName, clientId: auth.addSpaClient('Other', { hostedPages: false }).userPoolClient.userPoolClientId };
      cfnIdentityPool.cognitoIdentityProviders = [{ providerName, clientId }, other].map((one) => ({ ...one, serverSideTokenCheck: true }));
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', {
        identityPoolId: cfnIdentityPool.ref,
        roleMappings: { people: { type: 'Token', ambiguousRoleResolution: 'Deny', identityProvider: providerName + ':' + clientId } },
      });
    `,
    good: ts`
      const other = auth.addSpaClient('Other', { hostedPages: false });
      const clients = [client.userPoolClient, other.userPoolClient];
      new FederatedIdentityPool(this, 'Identities', {
        providers: clients.map((one) => IdentityPoolProvider.userPool(auth.userPool, one, { roleMapping: RoleMapping.token() })),
      });
    `,
  },
  identityPoolDuplicateProvider: {
    bad: ts`
      const provider = {
        providerName: auth.userPool.userPoolProviderName,
        clientId: client.userPoolClient.userPoolClientId,
        serverSideTokenCheck: true,
      };
      cfnIdentityPool.cognitoIdentityProviders = [provider, provider];
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  roleTrustAudience: {
    bad: ts`
      const authenticated = new iam.Role(this, 'Member', {
        assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        }),
      }).roleArn;
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', { identityPoolId: cfnIdentityPool.ref, roles: { authenticated } });
    `,
    good: ts`
      // its roles trust exactly this pool
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  roleTrustAuthenticated: {
    bad: ts`
      const authenticated = new iam.Role(this, 'Member', {
        assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': cfnIdentityPool.ref },
        }),
      }).roleArn;
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', { identityPoolId: cfnIdentityPool.ref, roles: { authenticated } });
    `,
    good: ts`
      // its roles trust signed-in people only
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  groupRoleTrust: {
    bad: ts`
      const role = new iam.Role(this, 'EditorRole', {
        assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        }),
      });
      auth.addGroup('Editors', { role });
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      identities.addGroup('Editors', { userPool: auth.userPool });
    `,
  },
};
