import { ts, type RuleSnippets } from './snippet';

/** Keys, issuers, replicas and failover. */
export const REGION_SNIPPETS: RuleSnippets = {
  encryptionKeyAlias: {
    bad: ts`
      new AuthenticatedUserPool(this, 'Users', { encryptionKey: kms.Alias.fromAliasName(this, 'Key', 'alias/users') });
    `,
    good: ts`
      new AuthenticatedUserPool(this, 'Users', { encryptionKey: new kms.Key(this, 'Key', { alias: 'alias/users' }) });
    `,
  },
  encryptionKeyAsymmetric: {
    bad: ts`
      const encryptionKey = new kms.Key(this, 'Key', { keySpec: kms.KeySpec.RSA_2048 });
      new AuthenticatedUserPool(this, 'Users', { encryptionKey });
    `,
    good: ts`
      const encryptionKey = new kms.Key(this, 'Key');
      new AuthenticatedUserPool(this, 'Users', { encryptionKey });
    `,
  },
  encryptionKeyRegion: {
    bad: ts`
      const arn = 'arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab';
      new AuthenticatedUserPool(this, 'Users', { encryptionKey: kms.Key.fromKeyArn(this, 'Key', arn) });
    `,
    good: ts`
      // its replica in the Region of this stack
      const arn = 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab';
      new AuthenticatedUserPool(this, 'Users', { encryptionKey: kms.Key.fromKeyArn(this, 'Key', arn) });
    `,
  },
  replicaKey: {
    bad: ts`
      const encryptionKey = new kms.Key(this, 'Key');
      const users = new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey });
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
    good: ts`
      const encryptionKey = new kms.Key(this, 'Key', { multiRegion: true });
      const users = new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey });
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
  },
  replicaTwice: {
    bad: ts`
      const options = { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      const users = new AuthenticatedUserPool(this, 'Users', options);
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
      const properties = { UserPoolId: users.userPool.userPoolId, RegionName: 'eu-west-2' };
      new CfnResource(this, 'Another', { type: 'AWS::Cognito::UserPoolReplica', properties });
    `,
    good: ts`
      const options = { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      const users = new AuthenticatedUserPool(this, 'Users', options);
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
  },
  replicaOriginalIssuer: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { mfa: MfaPolicy.off(), encryptionKey: multiRegionKey });
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
    good: ts`
      const options = { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      const users = new AuthenticatedUserPool(this, 'Users', options);
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
  },
  replicaTotp: {
    bad: ts`
      const mfa = MfaPolicy.optional();
      const users = new AuthenticatedUserPool(this, 'Users', { mfa, issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey });
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
    good: ts`
      const mfa = MfaPolicy.optional({ factors: [MfaFactor.sms()] });
      const users = new AuthenticatedUserPool(this, 'Users', { mfa, issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey });
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
  },
  replicaOpenSignUp: {
    bad: ts`
      const options = { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      const users = new AuthenticatedUserPool(this, 'Users', {
        ...options, signIn: SignIn.username({ emailAlias: true }), signUp: SignUp.open(), emailSender: EmailSender.ses(identity),
      });
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
    good: ts`
      const options = { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      const users = new AuthenticatedUserPool(this, 'Users', {
        ...options, signIn: SignIn.username({ emailAlias: true }), signUp: SignUp.open(), emailSender: EmailSender.ses(identity),
      });
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
      Validations.of(users).acknowledge({ id: 'cdk-cognito-auth:replicaOpenSignUp', reason: 'the app hides sign-up meanwhile' });
    `,
  },
  issuerUpdatedRefused: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { issuer: TokenIssuer.UPDATED });
      const authorizer = new apigateway.CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [users.userPool] });
      new apigateway.RestApi(this, 'Api').root.addMethod('GET', undefined, { authorizer });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { issuer: TokenIssuer.ORIGINAL });
      const authorizer = new apigateway.CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [users.userPool] });
      new apigateway.RestApi(this, 'Api').root.addMethod('GET', undefined, { authorizer });
    `,
  },
  replicaAtHome: {
    bad: ts`
      const options = { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      const users = new AuthenticatedUserPool(this, 'Users', options);
      users.addReplica('Ireland', { region: 'eu-west-1' });
    `,
    good: ts`
      const options = { mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      const users = new AuthenticatedUserPool(this, 'Users', options);
      users.addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
  },
  replicaSettingsAtHome: {
    bad: ts`
      const users = cognito.UserPool.fromUserPoolId(this, 'Users', 'eu-west-1_abcdefghi');
      new DirectoryReplicaSettings(this, 'Settings', { userPool: users, status: DirectoryReplicaStatus.ACTIVE });
    `,
    good: ts`
      // the pool is at home in eu-central-1
      const users = cognito.UserPool.fromUserPoolId(this, 'Users', 'eu-central-1_abcdefghi');
      new DirectoryReplicaSettings(this, 'Settings', { userPool: users, status: DirectoryReplicaStatus.ACTIVE });
    `,
  },
  replicaUnguarded: {
    bad: ts`
      auth.addTrigger(UserPoolTrigger.preAuthentication(handler));
      new DirectoryReplicaSettings(this, 'Settings', { userPool: auth.userPool, status: DirectoryReplicaStatus.ACTIVE });
    `,
    good: ts`
      auth.addTrigger(UserPoolTrigger.preAuthentication(handler));
      const settings = new DirectoryReplicaSettings(this, 'Settings', { userPool: auth.userPool, status: DirectoryReplicaStatus.ACTIVE });
      settings.addTrigger(UserPoolTrigger.preAuthentication(handler)); // one of the replica's Region
    `,
  },
  failoverWithoutReplica: {
    bad: ts`
      const domain = SignInDomain.prefix('acme-users', { failover: { secondaryRegion: 'eu-central-1', healthCheck } });
      new AuthenticatedUserPool(this, 'Users', { domain, mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey });
    `,
    good: ts`
      const domain = SignInDomain.prefix('acme-users', { failover: { secondaryRegion: 'eu-central-1', healthCheck } });
      const options = { domain, mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED, encryptionKey: multiRegionKey };
      new AuthenticatedUserPool(this, 'Users', options).addReplica('Frankfurt', { region: 'eu-central-1' });
    `,
  },
  domainOldTls: {
    bad: ts`
      const domain = SignInDomain.custom('login.example.com', { certificate, securityPolicy: DomainSecurityPolicy.of('TLS_V1') });
      new AuthenticatedUserPool(this, 'Users', { domain });
    `,
    good: ts`
      const domain = SignInDomain.custom('login.example.com', { certificate, securityPolicy: DomainSecurityPolicy.TLS_1_2_2021 });
      new AuthenticatedUserPool(this, 'Users', { domain });
    `,
  },
};
