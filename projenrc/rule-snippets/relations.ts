import { ts, type RuleSnippets } from './snippet';

/** What belongs together. */
export const RELATION_SNIPPETS: RuleSnippets = {
  domainMissing: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users');
      users.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { domain: SignInDomain.prefix('acme-users') });
      users.addSpaClient('App', { callbackUrls: ['https://shop.example.com/callback'] });
    `,
  },
  otherPoolNamed: {
    bad: ts`
      const team = userPool.addGroup('Team', {});
      new cognito.CfnUserPoolUserToGroupAttachment(this, 'Membership', {
        userPoolId: auth.userPool.userPoolId,
        username: 'jane',
        groupName: team.groupName,
      });
    `,
    good: ts`
      const team = auth.addGroup('Team');
      new cognito.CfnUserPoolUserToGroupAttachment(this, 'Membership', {
        userPoolId: auth.userPool.userPoolId,
        username: 'jane',
        groupName: team.groupName,
      });
    `,
  },
  confirmationNeverComes: {
    bad: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { signUp: SignUp.inviteOnly() });
      users.addTrigger(UserPoolTrigger.postConfirmation(handler));
      users.grants.manageGroupMembership(handler);
    `,
    good: ts`
      const users = new AuthenticatedUserPool(this, 'Users', { signUp: SignUp.inviteOnly() });
      const editors = users.addGroup('editors');
      users.addUser('Jane', { username: 'jane@example.com', groups: [editors] });
    `,
  },
  poolPatched: {
    bad: ts`
      const parameters = { UserPoolId: auth.userPool.userPoolId, MfaConfiguration: 'OPTIONAL' };
      const physicalResourceId = customresources.PhysicalResourceId.of('mfa');
      const onUpdate = { service: 'CognitoIdentityServiceProvider', action: 'updateUserPool', parameters, physicalResourceId };
      const policy = customresources.AwsCustomResourcePolicy.fromSdkCalls({ resources: [auth.userPool.userPoolArn] });
      new customresources.AwsCustomResource(this, 'Mfa', { onUpdate, policy });
    `,
    good: ts`
      const cfnPool = auth.userPool.node.defaultChild as cognito.CfnUserPool;
      cfnPool.addPropertyOverride('MfaConfiguration', 'OPTIONAL');
    `,
  },
  clientScopeOrder: {
    bad: ts`
      const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
      auth.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
      auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.custom('orders/read')] });
    `,
    good: ts`
      const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
      const orders = auth.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
      auth.addMachineClient('Job', { scopes: [cognito.OAuthScope.resourceServer(orders, read)] });
    `,
  },
  balancerClient: {
    bad: ts`
      const { userPoolClient: { userPoolClientId } } = auth.addWebClient('Web', { callbackUrls: ['https://shop.example.com/'] });
      const authenticateCognitoConfig = { userPoolArn: auth.userPool.userPoolArn, userPoolClientId, userPoolDomain: 'acme-shop' };
      const actions = [{ type: 'authenticate-cognito', authenticateCognitoConfig }];
      new elbv2.CfnListenerRule(this, 'SignIn', { priority: 1, conditions: [{ field: 'path-pattern', values: ['/*'] }], actions });
    `,
    good: ts`
      const callbackUrls = ['https://shop.example.com/oauth2/idpresponse'];
      const { userPoolClient: { userPoolClientId } } = auth.addWebClient('Web', { callbackUrls });
      const authenticateCognitoConfig = { userPoolArn: auth.userPool.userPoolArn, userPoolClientId, userPoolDomain: 'acme-shop' };
      const actions = [{ type: 'authenticate-cognito', authenticateCognitoConfig }];
      new elbv2.CfnListenerRule(this, 'SignIn', { priority: 1, conditions: [{ field: 'path-pattern', values: ['/*'] }], actions });
    `,
  },
  roleMappingWithoutRoles: {
    bad: ts`
      const roleMapping = RoleMapping.token();
      new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping })],
      });
    `,
    good: ts`
      const roleMapping = RoleMapping.token();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping })],
      });
      auth.addGroup('admin', { role: identities.addRole('Admin').role });
    `,
  },
  groupPrecedence: {
    bad: ts`
      const roleMapping = RoleMapping.token();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping })],
      });
      auth.addGroup('admin', { role: identities.addRole('Admin').role });
      auth.addGroup('editor', { role: identities.addRole('Editor').role });
    `,
    good: ts`
      const roleMapping = RoleMapping.token();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping })],
      });
      auth.addGroup('admin', { role: identities.addRole('Admin').role, precedence: 1 });
      auth.addGroup('editor', { role: identities.addRole('Editor').role, precedence: 2 });
    `,
  },
  authenticatedRoleUnreached: {
    bad: ts`
      const roleMapping = RoleMapping.token();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping })],
      });
      auth.addGroup('member', { role: identities.addRole('Member').role });
      identities.ownAccess.readWriteObjects(new s3.Bucket(this, 'Uploads'));
    `,
    good: ts`
      const roleMapping = RoleMapping.token();
      const identities = new FederatedIdentityPool(this, 'Identities', {
        providers: [IdentityPoolProvider.userPool(auth.userPool, client.userPoolClient, { roleMapping })],
      });
      const member = identities.addRole('Member');
      auth.addGroup('member', { role: member.role });
      member.ownAccess.readWriteObjects(new s3.Bucket(this, 'Uploads'));
    `,
  },
};
