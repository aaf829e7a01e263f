import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, SecretValue, type Stack } from 'aws-cdk-lib/core';

/** The same template by hand: L2s, and L1s for what they can't say. */
export function define(stack: Stack): void {
  const userPool = new cognito.UserPool(stack, 'UserPool', {
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    keepOriginal: { email: true },
    selfSignUpEnabled: false,
    mfa: cognito.Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    signInPolicy: { allowedFirstAuthFactors: { password: true } },
    accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
    email: cognito.UserPoolEmail.withCognito(),
    featurePlan: cognito.FeaturePlan.ESSENTIALS,
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });
  // the L2 writes the messages' texts, each of them twice.
  const cfnUserPool = userPool.node.defaultChild as cognito.CfnUserPool;
  cfnUserPool.verificationMessageTemplate = { defaultEmailOption: 'CONFIRM_WITH_CODE' };
  cfnUserPool.emailVerificationMessage = undefined;
  cfnUserPool.emailVerificationSubject = undefined;
  cfnUserPool.smsVerificationMessage = undefined;
  userPool.addDomain('Domain', {
    cognitoDomain: { domainPrefix: stack.stackName },
    managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  }).applyRemovalPolicy(RemovalPolicy.RETAIN);

  const google = new cognito.UserPoolIdentityProviderGoogle(stack, 'Google', {
    userPool,
    clientId: 'google-client',
    clientSecretValue: SecretValue.secretsManager('google', { jsonField: 'secret' }),
    attributeMapping: {
      email: cognito.ProviderAttribute.GOOGLE_EMAIL,
      emailVerified: cognito.ProviderAttribute.GOOGLE_EMAIL_VERIFIED,
      fullname: cognito.ProviderAttribute.GOOGLE_NAME,
      profilePicture: cognito.ProviderAttribute.GOOGLE_PICTURE,
    },
    scopes: ['openid', 'email', 'profile'],
  });
  const apple = new cognito.UserPoolIdentityProviderApple(stack, 'Apple', {
    userPool,
    clientId: 'com.example.app',
    teamId: 'TEAM123456',
    keyId: 'KEY1234567',
    privateKeyValue: SecretValue.secretsManager('apple'),
    attributeMapping: {
      email: cognito.ProviderAttribute.APPLE_EMAIL,
      emailVerified: cognito.ProviderAttribute.APPLE_EMAIL_VERIFIED,
      fullname: cognito.ProviderAttribute.APPLE_NAME,
    },
    scopes: ['email', 'name'],
  });

  const providers = [google, apple].map((provider) => cognito.UserPoolClientIdentityProvider.custom(provider.providerName));
  const clientOf = (origin: string): cognito.UserPoolClientOptions => ({
    authFlows: { userSrp: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.minutes(60),
    idTokenValidity: Duration.minutes(60),
    refreshTokenValidity: Duration.days(30),
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
      callbackUrls: [`${origin}/callback`],
      logoutUrls: [`${origin}/`],
    },
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO, ...providers],
    readAttributes: new cognito.ClientAttributes().withStandardAttributes({
      address: true,
      birthdate: true,
      email: true,
      emailVerified: true,
      familyName: true,
      fullname: true,
      gender: true,
      givenName: true,
      lastUpdateTime: true,
      locale: true,
      middleName: true,
      nickname: true,
      preferredUsername: true,
      profilePage: true,
      profilePicture: true,
      timezone: true,
      website: true,
    }),
    writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, fullname: true, profilePicture: true }),
  });
  const app = userPool.addClient('App', {
    ...clientOf('https://app.example.com'),
    generateSecret: false,
    refreshTokenRotationGracePeriod: Duration.seconds(10),
  });
  const admin = userPool.addClient('Admin', { ...clientOf('https://admin.example.com'), generateSecret: true });
  for (const [id, client] of Object.entries({ AppBranding: app, AdminBranding: admin })) {
    new cognito.CfnManagedLoginBranding(stack, id, {
      userPoolId: userPool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }

  // the L2 would make a role for guests.
  const identityPool = new cognito.CfnIdentityPool(stack, 'Identities', {
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    cognitoIdentityProviders: [{
      clientId: app.userPoolClientId,
      providerName: userPool.userPoolProviderName,
      serverSideTokenCheck: true,
    }],
  });
  const role = new iam.Role(stack, 'AuthenticatedRole', {
    description: `Signed-in users of the identity pool ${stack.node.path}/Identities`,
    assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
      'StringEquals': { 'cognito-identity.amazonaws.com:aud': identityPool.ref },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    }),
  });
  new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', { identityPoolId: identityPool.ref, roles: { authenticated: role.roleArn } });

  const uploads = new Bucket(stack, 'Uploads');
  const own = '${cognito-identity.amazonaws.com:sub}/*';
  role.addToPolicy(new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [uploads.bucketArn],
    conditions: { StringLike: { 's3:prefix': own } },
  }));
  role.addToPolicy(new iam.PolicyStatement({
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
    resources: [uploads.arnForObjects(own)],
  }));
}
