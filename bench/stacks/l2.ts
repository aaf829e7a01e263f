import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, SecretValue, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Where the pieces are in the stack, as whoever writes them by hand would have them. */
const PATHS = {
  UserPool: 'UserPool',
  Domain: 'UserPool/Domain',
  Google: 'Google',
  Apple: 'Apple',
  App: 'UserPool/App',
  Admin: 'UserPool/Admin',
  AppBranding: 'AppBranding',
  AdminBranding: 'AdminBranding',
  IdentityPool: 'Identities',
  AuthenticatedRole: 'AuthenticatedRole',
  RoleAttachment: 'Roles',
  Uploads: 'Uploads',
};

/** A path for each piece. What a path leads through and isn't there is a bare construct. */
export type Paths = Readonly<typeof PATHS>;

/** The same template by hand: L2s, and L1s for what they can't say. */
export function define(stack: Stack): void {
  defineAt(stack, PATHS);
}

/** The same with its pieces elsewhere in the stack. */
export function defineAt(stack: Stack, paths: Paths): void {
  const at = (piece: keyof Paths): [Construct, string] => {
    const ids = paths[piece].split('/');
    const id = ids.pop()!;
    return [ids.reduce<Construct>((scope, next) => scope.node.tryFindChild(next) as Construct | undefined ?? new Construct(scope, next), stack), id];
  };
  const userPool = defineUserPool(...at('UserPool'));
  defineDomain(...at('Domain'), userPool, stack.stackName, cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN);

  const google = new cognito.UserPoolIdentityProviderGoogle(...at('Google'), {
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
  const apple = new cognito.UserPoolIdentityProviderApple(...at('Apple'), {
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

  const app = new cognito.UserPoolClient(...at('App'), { userPool, ...spaClient('https://app.example.com', [google, apple]) });
  const admin = new cognito.UserPoolClient(...at('Admin'), { userPool, ...webClient('https://admin.example.com', [google, apple]) });
  defineBranding(...at('AppBranding'), userPool, app);
  defineBranding(...at('AdminBranding'), userPool, admin);

  const identityPool = defineIdentityPool(...at('IdentityPool'), userPool, app);
  const role = new iam.Role(...at('AuthenticatedRole'), {
    description: `Signed-in users of the identity pool ${stack.node.path}/Identities`,
    assumedBy: signedInUsers(identityPool),
  });
  new cognito.CfnIdentityPoolRoleAttachment(...at('RoleAttachment'), { identityPoolId: identityPool.ref, roles: { authenticated: role.roleArn } });

  const uploads = new Bucket(...at('Uploads'));
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

export function defineUserPool(scope: Construct, id: string): cognito.UserPool {
  const userPool = new cognito.UserPool(scope, id, {
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
  return userPool;
}

export function defineDomain(
  scope: Construct, id: string, userPool: cognito.UserPool, domainPrefix: string, managedLoginVersion: cognito.ManagedLoginVersion,
): void {
  new cognito.UserPoolDomain(scope, id, { userPool, cognitoDomain: { domainPrefix }, managedLoginVersion })
    .applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
}

export function spaClient(origin: string, providers: cognito.IUserPoolIdentityProvider[]): cognito.UserPoolClientOptions {
  return { ...clientOf(origin, providers), generateSecret: false, refreshTokenRotationGracePeriod: Duration.seconds(10) };
}

export function webClient(origin: string, providers: cognito.IUserPoolIdentityProvider[]): cognito.UserPoolClientOptions {
  return { ...clientOf(origin, providers), generateSecret: true };
}

function clientOf(origin: string, providers: cognito.IUserPoolIdentityProvider[]): cognito.UserPoolClientOptions {
  return {
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
    supportedIdentityProviders: [
      cognito.UserPoolClientIdentityProvider.COGNITO,
      ...providers.map(({ providerName }) => cognito.UserPoolClientIdentityProvider.custom(providerName)),
    ],
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
  };
}

export function defineBranding(scope: Construct, id: string, userPool: cognito.UserPool, client: cognito.UserPoolClient): void {
  new cognito.CfnManagedLoginBranding(scope, id, {
    userPoolId: userPool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
}

/** The L2 would make a role for guests. */
export function defineIdentityPool(
  scope: Construct, id: string, userPool: cognito.UserPool, client: cognito.UserPoolClient,
): cognito.CfnIdentityPool {
  return new cognito.CfnIdentityPool(scope, id, {
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    cognitoIdentityProviders: [{
      clientId: client.userPoolClientId,
      providerName: userPool.userPoolProviderName,
      serverSideTokenCheck: true,
    }],
  });
}

export function signedInUsers(identityPool: cognito.CfnIdentityPool): iam.WebIdentityPrincipal {
  return new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
    'StringEquals': { 'cognito-identity.amazonaws.com:aud': identityPool.ref },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  });
}
