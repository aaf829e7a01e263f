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
  domainTaken: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.prefix('acme-login') });
      new AuthenticatedUserPool(this, 'Partners', { domain: SignInDomain.prefix('acme-login') });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.prefix('acme-login') });
      new AuthenticatedUserPool(this, 'Partners', { domain: SignInDomain.prefix('acme-partners') });
    `,
  },
  domainCustomShape: {
    bad: ts`
      userPool.addDomain('Domain', { customDomain: { domainName: 'example.com', certificate } });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.custom('login.example.com', { certificate }) });
    `,
  },
  domainCertificateRegion: {
    bad: ts`
      const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
      const local = acm.Certificate.fromCertificateArn(this, 'Local', certificateArn);
      userPool.addDomain('Domain', { customDomain: { domainName: 'login.example.com', certificate: local } });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.custom('login.example.com', { certificate }) });
    `,
  },
  domainCustomInGovCloud: {
    bad: ts`
      const gov = new Stack(this, 'Gov', { env: { region: 'us-gov-west-1' } });
      const certificateArn = 'arn:aws-us-gov:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
      new cognito.CfnUserPoolDomain(gov, 'Domain', {
        userPoolId: 'us-gov-west-1_AbCdEfGhI',
        domain: 'login.example.com',
        customDomainConfig: { certificateArn },
      });
    `,
    good: ts`
      const gov = new Stack(this, 'Gov', { env: { region: 'us-gov-west-1' } });
      new AuthenticatedUserPool(gov, 'Users', { domain: SignInDomain.prefix('acme-users') });
    `,
  },
  domainReleased: {
    bad: ts`
      userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-users' } });
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', google);
    `,
    good: ts`
      const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-users' } });
      domain.applyRemovalPolicy(RemovalPolicy.RETAIN);
      new cognito.UserPoolIdentityProviderGoogle(this, 'Google', google);
    `,
  },
  domainTwice: {
    bad: ts`
      userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-users' } });
      userPool.addDomain('Alias', { cognitoDomain: { domainPrefix: 'acme-users' } });
    `,
    good: ts`
      userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'acme-users' } });
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
  providerSecretReadable: {
    bad: ts`
      const provider = SocialProvider.google({ clientId: '1234', clientSecret: secret });
      new SocialProviders(this, 'Social', { userPool: auth.userPool, providers: [provider] });
      // CloudFormation writes it there in plain text
      handler.addEnvironment('GOOGLE_SECRET', secret.unsafeUnwrap());
    `,
    good: ts`
      const signIn = secretsmanager.Secret.fromSecretNameV2(this, 'SignIn', 'sign-in');
      const provider = SocialProvider.google({ clientId: '1234', clientSecret: signIn.secretValueFromJson('clientSecret') });
      new SocialProviders(this, 'Social', { userPool: auth.userPool, providers: [provider] });
      // the function reads the secret when it needs it
      handler.addEnvironment('SIGN_IN_SECRET', signIn.secretName);
      signIn.grantRead(handler);
    `,
  },
  providerId: {
    bad: ts`
      const clientId = process.env.GOOGLE_CLIENT_ID_THAT_NOBODY_SET ?? '';
      new SocialProviders(this, 'Social', { userPool: auth.userPool, providers: [SocialProvider.google({ clientId, clientSecret: secret })] });
    `,
    good: ts`
      const clientId = '000000000000-example.apps.googleusercontent.com';
      new SocialProviders(this, 'Social', { userPool: auth.userPool, providers: [SocialProvider.google({ clientId, clientSecret: secret })] });
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
      Validations.of(social).acknowledge({ id: 'cdk-cognito-auth:providerMapsForgeable', reason: 'the team is shown, and decides nothing' });
    `,
  },
  providersShareClaim: {
    bad: ts`
      const attributes = UserSchema.of({ custom: { tenant: UserAttribute.text() } });
      const users = new AuthenticatedUserPool(this, 'Users', { attributes, domain: SignInDomain.prefix('acme-users') });
      const attributeMapping = { custom: { 'custom:tenant': cognito.ProviderAttribute.other('tenant') } };
      const metadata = (host: string) => SamlMetadata.url('https://' + host + '/metadata');
      const acme = SocialProvider.saml({ name: 'Acme', metadata: metadata('sso.acme.example'), attributeMapping });
      const globex = SocialProvider.saml({ name: 'Globex', metadata: metadata('sso.globex.example'), attributeMapping });
      new SocialProviders(this, 'Companies', { userPool: users.userPool, providers: [acme, globex] });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.prefix('acme-users') });
      const attributeMapping = { email: cognito.ProviderAttribute.other('mail') };
      const metadata = (host: string) => SamlMetadata.url('https://' + host + '/metadata');
      const acme = SocialProvider.saml({ name: 'Acme', metadata: metadata('sso.acme.example'), attributeMapping });
      const globex = SocialProvider.saml({ name: 'Globex', metadata: metadata('sso.globex.example'), attributeMapping });
      new SocialProviders(this, 'Companies', { userPool: users.userPool, providers: [acme, globex] });
      // writes the tenant into the tokens, by the name of the provider in the claim identities
      users.addTrigger(UserPoolTrigger.preTokenGeneration(handler));
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
  providerIdentifiers: {
    bad: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, identifiers: ['@example.com'] });
    `,
    good: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, identifiers: ['example.com'] });
    `,
  },
  providerEndpoint: {
    bad: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, issuerUrl: 'https://login.example.com:8443' });
    `,
    good: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, issuerUrl: 'https://login.example.com' });
    `,
  },
  providerRequestMethod: {
    bad: ts`
      new cognito.CfnUserPoolIdentityProvider(this, 'Company', {
        userPoolId: userPool.userPoolId,
        providerName: 'Company',
        providerType: 'OIDC',
        providerDetails: { client_id: '1', oidc_issuer: 'https://id.example.com', authorize_scopes: 'openid', attributes_request_method: 'get' },
      });
    `,
    good: ts`
      const attributeRequestMethod = cognito.OidcAttributeRequestMethod.GET;
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', { ...company, attributeRequestMethod });
    `,
  },
  providerUsername: {
    bad: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', {
        ...company,
        attributeMapping: { custom: { username: cognito.ProviderAttribute.other('preferred_username') } },
      });
    `,
    good: ts`
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', {
        ...company,
        attributeMapping: { preferredUsername: cognito.ProviderAttribute.other('preferred_username') },
      });
    `,
  },
  providerEmailVerified: {
    bad: ts`
      const email = cognito.ProviderAttribute.other('email');
      new cognito.UserPoolIdentityProviderOidc(this, 'Company', {
        ...company, scopes: ['openid', 'email'], attributeMapping: { email, emailVerified: email },
      });
    `,
    good: ts`
      const options = { name: 'Company', clientId: 'shop', clientSecret: secret, issuerUrl: 'https://login.example.com' };
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.oidc({ ...options, trustEmailVerified: true })],
      });
    `,
  },
  samlMetadata: {
    bad: ts`
      new cognito.UserPoolIdentityProviderSaml(this, 'Company', {
        userPool,
        name: 'Company',
        metadata: cognito.UserPoolIdentityProviderSamlMetadata.file('./metadata.xml'),
      });
    `,
    good: ts`
      const metadata = SamlMetadata.url('https://login.example.com/saml/metadata');
      const attributeMapping = { email: cognito.ProviderAttribute.other('email') };
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.saml({ name: 'Company', metadata, attributeMapping })],
      });
    `,
  },
  samlCertificate: {
    bad: ts`
      // from a file of years ago: the certificate has expired, or was cut off.
      const key = '<KeyDescriptor use="signing"><X509Certificate>MIIC</X509Certificate></KeyDescriptor>';
      const metadata = cognito.UserPoolIdentityProviderSamlMetadata.file(
        '<EntityDescriptor><IDPSSODescriptor>' + key + '<SingleSignOnService /></IDPSSODescriptor></EntityDescriptor>',
      );
      new cognito.UserPoolIdentityProviderSaml(this, 'Company', { userPool, name: 'Company', metadata });
    `,
    good: ts`
      const metadata = SamlMetadata.url('https://login.example.com/saml/metadata');
      const attributeMapping = { email: cognito.ProviderAttribute.other('email') };
      new SocialProviders(this, 'Social', {
        userPool: auth.userPool,
        providers: [SocialProvider.saml({ name: 'Company', metadata, attributeMapping })],
      });
    `,
  },
  samlIdpInitiated: {
    bad: ts`
      const metadata = cognito.UserPoolIdentityProviderSamlMetadata.url('https://login.example.com/saml/metadata');
      new cognito.UserPoolIdentityProviderSaml(this, 'Company', { userPool, name: 'Company', metadata, idpInitiated: true });
    `,
    good: ts`
      // the portal links to the app, and the app begins the sign-in
      const metadata = cognito.UserPoolIdentityProviderSamlMetadata.url('https://login.example.com/saml/metadata');
      new cognito.UserPoolIdentityProviderSaml(this, 'Company', { userPool, name: 'Company', metadata });
    `,
  },
  samlIdpInitiatedBeside: {
    bad: ts`
      const metadata = SamlMetadata.url('https://login.example.com/saml/metadata');
      const saml = SocialProvider.saml({ name: 'Company', metadata, attributeMapping: {}, idpInitiated: true });
      const social = new SocialProviders(this, 'Social', { userPool: auth.userPool, providers: [saml] });
      Validations.of(social).acknowledge({ id: 'cdk-cognito-auth:samlIdpInitiated', reason: 'the portal can do nothing else' });
      auth.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
    good: ts`
      const metadata = SamlMetadata.url('https://login.example.com/saml/metadata');
      const saml = SocialProvider.saml({ name: 'Company', metadata, attributeMapping: {}, idpInitiated: true });
      const social = new SocialProviders(this, 'Social', { userPool: auth.userPool, providers: [saml] });
      Validations.of(social).acknowledge({ id: 'cdk-cognito-auth:samlIdpInitiated', reason: 'the portal can do nothing else' });
      const supportedIdentityProviders = [cognito.UserPoolClientIdentityProvider.custom('Company')];
      auth.addWebClient('Staff', { callbackUrls: ['https://shop.example.com/staff'], supportedIdentityProviders });
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
  identityPoolClassicRoles: {
    bad: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
        classicFlow: ClassicFlow.allow({ reason: 'the scanners know no other flow' }),
      });
      auth.addGroup('Admins', { role: identities.addRole('Admins').role });
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      auth.addGroup('Admins', { role: identities.addRole('Admins').role });
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
  identityPoolClient: {
    bad: ts`
      const partners = new AuthenticatedUserPool(this, 'Partners');
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(partners.userPool, client.userPoolClient)],
      });
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
      auth.addGroup('Editors', { role: identities.addRole('Editors').role });
    `,
  },
  identityPoolRoleMapping: {
    bad: ts`
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', {
        identityPoolId: cfnIdentityPool.ref,
        roleMappings: { users: { type: 'Token', ambiguousRoleResolution: 'Deny' } },
      });
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      auth.addGroup('admin', { role: identities.addRole('Admin').role });
    `,
  },
  identityPoolMappingGap: {
    bad: ts`
      const { userPoolProviderName: providerName, userPoolId } = auth.userPool;
      const ids = [client, auth.addSpaClient('Other', { hostedPages: false })].map((one) => one.userPoolClient.userPoolClientId);
      cfnIdentityPool.cognitoIdentityProviders = ids.map((clientId) => ({ providerName, clientId, serverSideTokenCheck: true }));
      new cognito.CfnUserPoolGroup(this, 'Admin', { userPoolId, roleArn: 'arn:aws:iam::123456789012:role/admin' });
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', {
        identityPoolId: cfnIdentityPool.ref,
        roleMappings: { users: { type: 'Token', ambiguousRoleResolution: 'Deny', identityProvider: providerName + ':' + ids[0] } },
      });
    `,
    good: ts`
      const other = auth.addSpaClient('Other', { hostedPages: false });
      const clients = [client.userPoolClient, other.userPoolClient];
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: clients.map((one) => IdentityPoolProvider.userPool(auth.userPool, one, { roleMapping: RoleMapping.token() })),
      });
      auth.addGroup('admin', { role: identities.addRole('Admin').role });
    `,
  },
  groupRoleMapping: {
    bad: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
      auth.addGroup('Admins', { role: identities.addRole('Admins').role });
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      auth.addGroup('Admins', { role: identities.addRole('Admins').role });
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
  roleTrustAnybody: {
    bad: ts`
      const authenticated = new iam.Role(this, 'Authenticated', { assumedBy: new iam.AnyPrincipal() }).roleArn;
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', { identityPoolId: cfnIdentityPool.ref, roles: { authenticated } });
    `,
    good: ts`
      // whoever takes the role beside the users is named: developers, a function
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
      const developers = new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountPrincipal('111111111111')] });
      identities.authenticatedRole.assumeRolePolicy?.addStatements(developers);
    `,
  },
  roleTrustAudience: {
    bad: ts`
      const authenticated = new iam.Role(this, 'Authenticated', {
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
  roleAdministers: {
    bad: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
      auth.grants.manageGroupMembership(identities.authenticatedRole);
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      const admins = identities.addRole('Admins');
      auth.addGroup('admins', { role: admins.role });
      auth.grants.manageGroupMembership(admins.role);
    `,
  },
  roleReachesAll: {
    bad: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
      // lists the whole bucket, whatever the prefix
      new s3.Bucket(this, 'Reports').grantRead(identities.authenticatedRole, 'public/*');
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
      identities.ownAccess.readWriteObjects(new s3.Bucket(this, 'Reports'));
    `,
  },
  roleTrustNobody: {
    bad: ts`
      const authenticated = new iam.Role(this, 'Authenticated', {
        assumedBy: new iam.FederatedPrincipal('cognito-identity.amazonaws.com', {
          'StringEquals': { 'cognito-identity.amazonaws.com:aud': cfnIdentityPool.ref },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        }),
      }).roleArn;
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', { identityPoolId: cfnIdentityPool.ref, roles: { authenticated } });
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  roleTrustAuthenticated: {
    bad: ts`
      const authenticated = new iam.Role(this, 'Authenticated', {
        assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': cfnIdentityPool.ref },
        }),
      }).roleArn;
      new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', { identityPoolId: cfnIdentityPool.ref, roles: { authenticated } });
    `,
    good: ts`
      // its roles trust signed-in users only
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  principalTagTrust: {
    bad: ts`
      const { identityPoolId } = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      }).identityPool;
      new cognito.CfnIdentityPoolPrincipalTag(this, 'Tags', { identityPoolId, identityProviderName: 'graph.facebook.com', useDefaults: true });
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags: PrincipalTags.defaults() })],
      });
    `,
  },
  identityPoolRoleName: {
    bad: ts`
      const gov = new Stack(this, 'Gov', { env: { region: 'us-gov-east-1' } });
      new FederatedIdentityPool(gov, 'Identities', { providers: [IdentityPoolProvider.developer('login.acme.app')] });
    `,
    good: ts`
      const gov = new Stack(this, 'Gov', { env: { region: 'us-gov-east-1' } });
      const identities = new FederatedIdentityPool(gov, 'Identities', { providers: [IdentityPoolProvider.developer('login.acme.app')] });
      (identities.authenticatedRole.node.defaultChild as iam.CfnRole).roleName = 'acme-users';
    `,
  },
  developerBesideSignOn: {
    bad: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient), IdentityPoolProvider.developer('acme')],
      });
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
      new FederatedIdentityPool(this, 'Devices', { providers: [IdentityPoolProvider.developer('acme')] });
    `,
  },
  socialBesideUserPool: {
    bad: ts`
      const social = IdentityPoolProvider.google({ clientId: '1234.apps.googleusercontent.com' });
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient), social],
      });
    `,
    good: ts`
      // Google's users sign in to the user pool (SocialProviders), and the identity pool takes its tokens
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
      });
    `,
  },
  roleMappingSubstring: {
    bad: ts`
      const groups = RoleMapping.rules();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: groups })],
      });
      groups.addRule(RoleClaimRule.claimContains('cognito:groups', 'admin', identities.addRole('Admin').role));
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: RoleMapping.token() })],
      });
      auth.addGroup('Admin', { role: identities.addRole('Admin').role });
    `,
  },
  roleMappingOverlap: {
    bad: ts`
      const plans = RoleMapping.rules();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: plans })],
      });
      plans.addRule(RoleClaimRule.claimEquals('custom:team', 'gold', identities.addRole('Gold').role));
      plans.addRule(RoleClaimRule.claimDiffers('custom:team', 'none', identities.addRole('Customer').role));
    `,
    good: ts`
      const plans = RoleMapping.rules();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping: plans })],
      });
      plans.addRule(RoleClaimRule.claimEquals('custom:team', 'gold', identities.addRole('Gold').role));
      plans.addRule(RoleClaimRule.claimEquals('custom:team', 'silver', identities.addRole('Customer').role));
    `,
  },
  claimUnknown: {
    bad: ts`
      const principalTags = PrincipalTags.of({ team: 'custom:taem' });
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags })],
      });
    `,
    good: ts`
      const attributes = UserSchema.of({ custom: { team: UserAttribute.text() } });
      const users = new AuthenticatedUserPool(this, 'Users', { attributes, domain: SignInDomain.prefix('acme-users') });
      const app = users.addWebClient('App', { callbackUrls: ['https://app.example.com/callback'] });
      const principalTags = PrincipalTags.of({ team: 'custom:team' });
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(users.userPool, app.userPoolClient, { principalTags })],
      });
    `,
  },
  claimForgeable: {
    bad: ts`
      const principalTags = PrincipalTags.of({ team: 'nickname' });
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags })],
      });
      cfnClient.explicitAuthFlows = ['ALLOW_USER_SRP_AUTH'];
      cfnClient.writeAttributes = ['email', 'nickname'];
    `,
    good: ts`
      // no client writes the attribute: a back end does, with auth.grants.updateUserAttributes(…)
      const principalTags = PrincipalTags.of({ team: 'custom:team' });
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags })],
      });
    `,
  },
  claimUncertain: {
    bad: ts`
      const principalTags = PrincipalTags.of({ department: 'department' });
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags })],
      });
      auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler));
    `,
    good: ts`
      const principalTags = PrincipalTags.of({ department: 'department' });
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags })],
      });
      auth.addTrigger(UserPoolTrigger.preTokenGeneration(handler));
      Validations.of(identities).acknowledge({ id: 'cdk-cognito-auth:claimUncertain', reason: 'the function takes it from groups' });
    `,
  },
  tagUnknown: {
    bad: ts`
      const principalTags = PrincipalTags.of({ team: 'custom:team' });
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags })],
      });
      const resources = ['arn:aws:s3:::acme-uploads/' + PrincipalTags.tag('taem') + '/*'];
      identities.authenticatedRole.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources }));
    `,
    good: ts`
      const principalTags = PrincipalTags.of({ team: 'custom:team' });
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags })],
      });
      const resources = ['arn:aws:s3:::acme-uploads/' + PrincipalTags.tag('team') + '/*'];
      identities.authenticatedRole.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources }));
    `,
  },
  principalTagProvider: {
    bad: ts`
      new cognito.CfnIdentityPoolPrincipalTag(this, 'Tags', {
        identityPoolId: cfnIdentityPool.ref,
        identityProviderName: auth.userPool.userPoolProviderName + ':' + client.userPoolClient.userPoolClientId,
        useDefaults: true,
      });
    `,
    good: ts`
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { principalTags: PrincipalTags.defaults() })],
      });
    `,
  },
  guestServices: {
    bad: ts`
      const guests = GuestAccess.allow({ reason: 'the map is shown before the sign-in' });
      const { guestRole } = new FederatedIdentityPool(this, 'Identities', { providers: [], guests });
      guestRole?.addToPolicy(new iam.PolicyStatement({ actions: ['bedrock:InvokeModel'], resources: ['*'] }));
    `,
    good: ts`
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient)],
        guests: GuestAccess.allow({ reason: 'the map is shown before the sign-in' }),
      });
      identities.authenticatedRole.addToPolicy(new iam.PolicyStatement({ actions: ['bedrock:InvokeModel'], resources: ['*'] }));
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
      auth.addGroup('Editors', { role: identities.addRole('Editors').role });
    `,
  },
};
