import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnDeletionPolicy, Fn, SecretValue, type CfnResource, type Stack } from 'aws-cdk-lib/core';

/** The same template with nothing but L1s: no library can be faster. */
export function define(stack: Stack): void {
  const retain = (resource: CfnResource, deletionPolicy = CfnDeletionPolicy.RETAIN) => {
    resource.cfnOptions.deletionPolicy = deletionPolicy;
    resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  };
  const userPool = new cognito.CfnUserPool(stack, 'UserPool', {
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    autoVerifiedAttributes: ['email'],
    deletionProtection: 'ACTIVE',
    emailConfiguration: { emailSendingAccount: 'COGNITO_DEFAULT' },
    enabledMfas: ['SOFTWARE_TOKEN_MFA'],
    mfaConfiguration: 'OPTIONAL',
    policies: {
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercase: true,
        temporaryPasswordValidityDays: 3,
      },
      signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] },
    },
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
    usernameAttributes: ['email'],
    usernameConfiguration: { caseSensitive: false },
    userPoolTier: 'ESSENTIALS',
    verificationMessageTemplate: { defaultEmailOption: 'CONFIRM_WITH_CODE' },
  });
  retain(userPool);
  retain(new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: userPool.ref, domain: stack.stackName, managedLoginVersion: 2 }), CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE);

  const google = new cognito.CfnUserPoolIdentityProvider(stack, 'Google', {
    userPoolId: userPool.ref,
    providerName: 'Google',
    providerType: 'Google',
    providerDetails: {
      client_id: 'google-client',
      client_secret: SecretValue.secretsManager('google', { jsonField: 'secret' }).unsafeUnwrap(),
      authorize_scopes: 'openid email profile',
    },
    attributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name', picture: 'picture' },
  });
  const apple = new cognito.CfnUserPoolIdentityProvider(stack, 'Apple', {
    userPoolId: userPool.ref,
    providerName: 'SignInWithApple',
    providerType: 'SignInWithApple',
    providerDetails: {
      client_id: 'com.example.app',
      team_id: 'TEAM123456',
      key_id: 'KEY1234567',
      private_key: SecretValue.secretsManager('apple').unsafeUnwrap(),
      authorize_scopes: 'email name',
    },
    attributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
  });

  const clientOf = (origin: string): cognito.CfnUserPoolClientProps => ({
    userPoolId: userPool.ref,
    accessTokenValidity: 60,
    idTokenValidity: 60,
    refreshTokenValidity: 43200,
    tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'minutes' },
    allowedOAuthFlows: ['code'],
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthScopes: ['openid', 'email', 'profile'],
    callbackUrLs: [`${origin}/callback`],
    logoutUrLs: [`${origin}/`],
    enableTokenRevocation: true,
    preventUserExistenceErrors: 'ENABLED',
    supportedIdentityProviders: ['COGNITO', google.ref, apple.ref],
    readAttributes: [
      'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'picture',
      'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
    ],
    writeAttributes: ['email', 'name', 'picture'],
  });
  const app = new cognito.CfnUserPoolClient(stack, 'App', {
    ...clientOf('https://app.example.com'),
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    generateSecret: false,
    refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 10 },
  });
  const admin = new cognito.CfnUserPoolClient(stack, 'Admin', {
    ...clientOf('https://admin.example.com'),
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    generateSecret: true,
  });
  for (const [id, client] of Object.entries({ AppBranding: app, AdminBranding: admin })) {
    new cognito.CfnManagedLoginBranding(stack, id, { userPoolId: userPool.ref, clientId: client.ref, useCognitoProvidedValues: true });
  }

  const identityPool = new cognito.CfnIdentityPool(stack, 'Identities', {
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    cognitoIdentityProviders: [{ clientId: app.ref, providerName: userPool.attrProviderName, serverSideTokenCheck: true }],
  });
  const role = new iam.CfnRole(stack, 'AuthenticatedRole', {
    description: `Signed-in users of the identity pool ${stack.node.path}/Identities`,
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          'StringEquals': { 'cognito-identity.amazonaws.com:aud': identityPool.ref },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      }],
    },
  });
  new cognito.CfnIdentityPoolRoleAttachment(stack, 'Roles', { identityPoolId: identityPool.ref, roles: { authenticated: role.attrArn } });

  const uploads = new CfnBucket(stack, 'Uploads');
  retain(uploads);
  const own = '${cognito-identity.amazonaws.com:sub}/*';
  new iam.CfnPolicy(stack, 'AuthenticatedRolePolicy', {
    policyName: 'AuthenticatedRolePolicy',
    roles: [role.ref],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: uploads.attrArn, Condition: { StringLike: { 's3:prefix': own } } },
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
          Resource: Fn.join('', [uploads.attrArn, `/${own}`]),
        },
      ],
    },
  });
}
