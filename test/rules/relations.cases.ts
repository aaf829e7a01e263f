import {
  CfnUserPool, CfnUserPoolClient, CfnUserPoolDomain, CfnUserPoolGroup, CfnUserPoolResourceServer, CfnUserPoolUserToGroupAttachment, UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnResource, Fn, type Stack } from 'aws-cdk-lib/core';
import { accept, attachment, client, hostedClient, identityPool, LAMBDA, pool, provider, role, TOKEN, trust } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

type Props = Partial<ConstructorParameters<typeof CfnUserPoolClient>[2]>;

const MACHINE: Props = { generateSecret: true, allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['api/read'], callbackUrLs: undefined };
const CALLBACK = 'https://app.example.org/oauth2/idpresponse';

/** A pool of which the rules may say that it has no domain. */
function bare(stack: Stack, id = 'Bare'): CfnUserPool {
  return new CfnUserPool(stack, id, {
    usernameConfiguration: { caseSensitive: false }, adminCreateUserConfig: { allowAdminCreateUserOnly: true }, lambdaConfig: { preSignUp: LAMBDA },
  });
}

function domain(stack: Stack, kind: string | undefined, userPoolId: string): void {
  if (kind === 'its own') {
    new CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme-login' });
  } else if (kind === 'an imported one') {
    UserPoolDomain.fromDomainName(stack, 'Domain', 'login.example.org');
  } else if (kind !== undefined) {
    new CfnUserPoolDomain(stack, 'Domain', { userPoolId: kind === 'that of a token' ? TOKEN.text : 'us-east-1_other', domain: 'acme-login' });
  }
}

/** An identity pool with two groups of a user pool, and what a case says of their roles. */
interface Mapped {
  readonly type?: string;
  readonly fallback?: string;
  readonly roles?: readonly (string | undefined)[];
  readonly precedence?: readonly (number | undefined)[];
  readonly writes?: boolean;
}

function mapped(stack: Stack, { type, fallback, roles, precedence = [1, 2], writes }: Mapped): void {
  const userPool = pool(stack, writes === true ? { lambdaConfig: { preTokenGeneration: LAMBDA } } : {});
  const app = client(stack, { userPoolId: userPool.ref });
  (roles ?? []).forEach((roleArn, index) => new CfnUserPoolGroup(stack, `Group${index}`, { userPoolId: userPool.ref, roleArn, precedence: precedence[index] }));
  const identities = identityPool(stack, {
    cognitoIdentityProviders: [{ providerName: userPool.attrProviderName, clientId: app.ref, serverSideTokenCheck: true }],
  });
  accept(identities, 'claimUncertain');
  attachment(stack, {
    identityPoolId: identities.ref,
    roleMappings: { web: { type: type ?? 'Token', ambiguousRoleResolution: fallback ?? 'Deny', identityProvider: `${userPool.attrProviderName}:${app.ref}` } },
  });
}

const ROLES = ['arn:aws:iam::111111111111:role/one', 'arn:aws:iam::111111111111:role/other'];

export const RELATION_CASES: RuleCases = {
  domainMissing: ruleCase({
    define: (stack, it: { client?: Props; google?: boolean; domain?: string }) => {
      const { ref } = bare(stack);
      if (it.client !== undefined) {
        accept(hostedClient(stack, { userPoolId: ref, ...it.client }), 'clientExampleCallback');
      }
      if (it.google === true) {
        provider(stack, { userPoolId: ref });
      }
      domain(stack, it.domain, ref);
    },
    trips: [
      [{ client: {} }, 'UserPoolDomain is not defined, and Stack/Client needs one'],
      [{ client: MACHINE }, 'UserPoolDomain is not defined, and Stack/Client needs one'],
      [{ google: true }, 'UserPoolDomain is not defined, and Stack/Provider needs one'],
      [{ client: { supportedIdentityProviders: ['Google'] }, google: true }, 'UserPoolDomain is not defined, and Stack/Client, Stack/Provider need one'],
      [{ client: {}, domain: 'that of another pool' }, 'UserPoolDomain is not defined, and Stack/Client needs one'],
    ],
    passes: [
      {},
      { client: {}, domain: 'its own' },
      { client: MACHINE, domain: 'its own' },
      { client: {}, domain: 'an imported one' },
      { client: { allowedOAuthFlowsUserPoolClient: false } },
      // the L2 makes it up, and another rule says so.
      { client: { callbackUrLs: ['https://example.com'] } },
    ],
    tokens: [{ client: {}, domain: 'that of a token' }, { client: { allowedOAuthFlows: TOKEN.list } }, { client: { allowedOAuthFlowsUserPoolClient: TOKEN.any } }],
  }),

  otherPoolNamed: ruleCase({
    define: (stack, it: { what: string; of?: string }) => {
      const [one, other] = [pool(stack), pool(stack, {}, 'Other')];
      const userPoolId = it.of ?? one.ref;
      const stranger = accept(hostedClient(stack, { userPoolId: other.ref, generateSecret: true, callbackUrLs: [CALLBACK] }, 'Stranger'));
      const define: Record<string, () => unknown> = {
        branding: () => new CfnResource(stack, 'Branding', {
          type: 'AWS::Cognito::ManagedLoginBranding', properties: { UserPoolId: userPoolId, ClientId: stranger.ref, UseCognitoProvidedValues: true },
        }),
        membership: () => new CfnUserPoolUserToGroupAttachment(stack, 'Membership', {
          userPoolId, username: 'jane', groupName: new CfnUserPoolGroup(stack, 'Group', { userPoolId: other.ref }).ref,
        }),
        authorizer: () => new CfnResource(stack, 'Authorizer', {
          type: 'AWS::ApiGatewayV2::Authorizer',
          properties: { JwtConfiguration: { Issuer: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`, Audience: [stranger.ref] } },
        }),
        listener: () => new CfnResource(stack, 'Listener', {
          type: 'AWS::ElasticLoadBalancingV2::Listener',
          properties: { DefaultActions: [{ AuthenticateCognitoConfig: { UserPoolArn: one.attrArn, UserPoolClientId: stranger.ref, UserPoolDomain: 'a' } }] },
        }),
        provider: () => client(stack, { userPoolId, supportedIdentityProviders: ['COGNITO', provider(stack, { userPoolId: other.ref }).ref] }),
      };
      define[it.what]!();
    },
    trips: [
      [{ what: 'branding' }, 'ClientId of Stack/Branding names Stack/Stranger, which belongs to Stack/Other'],
      [{ what: 'membership' }, 'GroupName of Stack/Membership names Stack/Group, which belongs to Stack/Other'],
      [{ what: 'authorizer' }, 'JwtConfiguration.Audience of Stack/Authorizer names Stack/Stranger, which belongs to Stack/Other'],
      [{ what: 'provider' }, 'SupportedIdentityProviders of Stack/Client names Stack/Provider, which belongs to Stack/Other'],
      [{ what: 'listener' }, 'DefaultActions of Stack/Listener names Stack/Stranger, which belongs to Stack/Other'],
    ],
    passes: [{ what: 'branding', of: 'us-east-1_other' }, { what: 'authorizer', of: 'us-east-1_other' }],
    tokens: [{ what: 'membership', of: TOKEN.text }, { what: 'authorizer', of: TOKEN.text }],
  }),

  confirmationNeverComes: ruleCase({
    define: (stack, it: { action?: string; open?: boolean | typeof TOKEN.any; google?: boolean; migrates?: boolean }) => {
      const fn = new CfnFunction(stack, 'Function', {
        code: {},
        role: role(stack, { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }).attrArn,
      });
      const userPool = pool(stack, {
        adminCreateUserConfig: { allowAdminCreateUserOnly: it.open ?? true },
        lambdaConfig: { preSignUp: LAMBDA, postConfirmation: fn.attrArn, userMigration: it.migrates === true ? LAMBDA : undefined },
      });
      new CfnResource(stack, 'Policy', {
        type: 'AWS::IAM::Policy',
        properties: { Roles: [Fn.ref('Role')], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: it.action ?? 'cognito-idp:AdminAddUserToGroup', Resource: userPool.attrArn }] } },
      });
      if (it.google === true) {
        provider(stack, { userPoolId: userPool.ref });
      }
    },
    trips: [
      [{}, 'AllowAdminCreateUserOnly is true, no identity provider is defined, and PostConfirmation is Stack/Function, which may add users to groups'],
      [{ action: 'cognito-idp:Admin*' }, 'AllowAdminCreateUserOnly is true, no identity provider is defined, and PostConfirmation is Stack/Function, which may add users to groups'],
    ],
    passes: [{ action: 'cognito-idp:AdminGetUser' }, { open: false }, { google: true }, { migrates: true }],
    tokens: [{ open: TOKEN.any }, { action: TOKEN.text }],
  }),

  poolPatched: ruleCase({
    define: (stack, it: { call: string; of: 'pool' | 'client' | 'nothing' | 'a token'; when?: string; type?: string }) => {
      const userPool = pool(stack);
      const ids = { 'pool': userPool.ref, 'client': client(stack, { userPoolId: userPool.ref }).ref, 'nothing': 'us-east-1_other', 'a token': TOKEN.text };
      new CfnResource(stack, 'Call', {
        type: it.type ?? 'Custom::AWS',
        properties: { [it.when ?? 'Update']: `{"service":"CognitoIdentityServiceProvider","action":"${it.call}","parameters":{"Id":"${ids[it.of]}"}}` },
      });
    },
    trips: [
      [{ call: 'updateUserPool', of: 'pool' }, '"onUpdate" or "onCreate" (Update, Create) of Stack/Call updates it'],
      [{ call: 'UpdateUserPoolCommand', of: 'pool', when: 'Create' }, '"onUpdate" or "onCreate" (Update, Create) of Stack/Call updates it'],
      [{ call: 'updateUserPoolClient', of: 'client' }, '"onUpdate" or "onCreate" (Update, Create) of Stack/Call updates it'],
      [{ call: 'updateUserPoolClient', of: 'client', type: 'Custom::Callbacks' }, '"onUpdate" or "onCreate" (Update, Create) of Stack/Call updates it'],
    ],
    passes: [
      { call: 'describeUserPool', of: 'pool' },
      { call: 'updateUserPoolDomain', of: 'pool' },
      { call: 'updateUserPool', of: 'nothing' },
      { call: 'updateUserPool', of: 'pool', type: 'AWS::SSM::Association' },
    ],
    tokens: [{ call: 'updateUserPool', of: 'a token' }, { call: TOKEN.text, of: 'pool' }],
  }),

  clientScopeOrder: ruleCase({
    define: (stack, it: { scope: string; waits?: 'for it' | 'for who waits'; identifier?: string }) => {
      const userPoolId = pool(stack).ref;
      const server = new CfnUserPoolResourceServer(stack, 'Server', {
        userPoolId, identifier: it.identifier ?? 'orders', name: 'orders', scopes: [{ scopeName: 'read', scopeDescription: 'a' }],
      });
      const app = hostedClient(stack, { userPoolId, allowedOAuthScopes: ['openid', it.scope === 'its own' ? `${server.ref}/read` : it.scope] });
      if (it.waits !== undefined) {
        const between = new CfnResource(stack, 'Between', { type: 'AWS::CloudFormation::WaitConditionHandle' });
        between.addDependency(server);
        app.addDependency(it.waits === 'for it' ? server : between);
      }
    },
    trips: [[{ scope: 'orders/read' }, 'AllowedOAuthScopes holds ["orders/read"], and the client doesn\'t wait for Stack/Server']],
    passes: [{ scope: 'its own' }, { scope: 'email' }, { scope: 'orders/read', waits: 'for it' }, { scope: 'orders/read', waits: 'for who waits' }],
    tokens: [{ scope: TOKEN.text }, { scope: 'orders/read', identifier: TOKEN.text }],
  }),

  balancerClient: ruleCase({
    define: (stack, it: { props?: Props; own?: string; config?: string; type?: string; name?: string }) => {
      const balancer = new CfnResource(stack, 'Balancer', { type: it.type ?? 'AWS::ElasticLoadBalancingV2::LoadBalancer', properties: { Name: it.name } });
      const callbacks = it.own === undefined ? {} : { callbackUrLs: [`https://${balancer.getAtt('DNSName').toString()}${it.own}`] };
      const app = accept(hostedClient(stack, { generateSecret: true, callbackUrLs: [CALLBACK], ...callbacks, ...it.props }), 'clientCallbackMissing', 'clientCredentialsScopes');
      new CfnResource(stack, 'Rule', {
        type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        properties: { Actions: [it.config === 'oidc' ? { AuthenticateOidcConfig: { ClientId: app.ref } } : { AuthenticateCognitoConfig: { UserPoolClientId: app.ref } }] },
      });
    },
    trips: [
      [{ props: { callbackUrLs: ['https://a.org/'] } }, 'CallbackURLs of Stack/Client is ["https://a.org/"], none of which ends with "/oauth2/idpresponse"'],
      [{ props: { callbackUrLs: ['https://a.org/'] }, config: 'oidc' }, 'CallbackURLs of Stack/Client is ["https://a.org/"], none of which ends with "/oauth2/idpresponse"'],
      [{ props: { callbackUrLs: ['https://App.a.org/oauth2/idpresponse'] } }, 'CallbackURLs of Stack/Client holds ["https://App.a.org/oauth2/idpresponse"], whose host has capitals'],
      [{ own: '/oauth2/idpresponse' }, 'CallbackURLs of Stack/Client holds ["https://\u2026/oauth2/idpresponse"], whose host has capitals'],
      [{ own: '/oauth2/idpresponse', name: 'Acme' }, 'CallbackURLs of Stack/Client holds ["https://\u2026/oauth2/idpresponse"], whose host has capitals'],
      [{ own: '/' }, 'CallbackURLs of Stack/Client is ["https://\u2026/"], none of which ends with "/oauth2/idpresponse"'],
      [{ props: { generateSecret: false } }, 'GenerateSecret of Stack/Client is not true'],
      [{ props: { allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['a/b'] } }, 'AllowedOAuthFlows of Stack/Client is ["client_credentials"], without "code"'],
    ],
    passes: [
      {},
      { config: 'oidc' },
      { own: '/oauth2/idpresponse', name: 'acme' },
      { props: { callbackUrLs: [CALLBACK, 'https://App.a.org/oauth2/idpresponse'] } },
    ],
    tokens: [
      { own: '/oauth2/idpresponse', name: TOKEN.text },
      { own: '/oauth2/idpresponse', type: 'Custom::Balancer' },
      { props: { callbackUrLs: TOKEN.list } },
      { props: { callbackUrLs: [TOKEN.text] } },
      { props: { callbackUrLs: [`https://a.org${TOKEN.text}`] } },
      { props: { generateSecret: TOKEN.any } },
      { props: { allowedOAuthFlows: TOKEN.list } },
    ],
  }),

  roleMappingWithoutRoles: ruleCase({
    define: (stack, it: Mapped & { elsewhere?: boolean }) => {
      mapped(stack, it);
      if (it.elsewhere === true) {
        new CfnUserPoolGroup(stack, 'Elsewhere', { userPoolId: TOKEN.text, roleArn: ROLES[0] });
      }
    },
    trips: [
      [{}, 'RoleMappings.web has the type "Token", and no group of Stack/Pool has a RoleArn'],
      [{ roles: [undefined, undefined] }, 'RoleMappings.web has the type "Token", and no group of Stack/Pool has a RoleArn'],
    ],
    passes: [{ fallback: 'AuthenticatedRole' }, { roles: [ROLES[0], undefined] }, { writes: true }],
    tokens: [{ roles: [TOKEN.text] }, { fallback: TOKEN.text }, { type: TOKEN.text }, { elsewhere: true }],
  }),

  groupPrecedence: ruleCase({
    define: (stack, it: Mapped) => mapped(stack, { roles: ROLES, ...it }),
    trips: [
      [{ precedence: [] }, 'Precedence of Stack/Group0 is not set, of Stack/Group1 is not set'],
      [{ precedence: [1, 1], fallback: 'AuthenticatedRole' }, 'Precedence of Stack/Group0 is 1, of Stack/Group1 is 1'],
    ],
    passes: [
      {},
      { precedence: [1, undefined] },
      { precedence: [], roles: [ROLES[0], ROLES[0]] },
      { precedence: [], roles: [ROLES[0], undefined] },
      { precedence: [], writes: true },
    ],
    tokens: [{ precedence: [TOKEN.number, 1] }, { precedence: [], type: TOKEN.text }],
  }),

  authenticatedRoleUnreached: ruleCase({
    define: (stack, it: { action?: string; resolution?: string; providers?: number; classic?: boolean | typeof TOKEN.any; ruled?: boolean }) => {
      const authenticated = role(stack, trust());
      const other = role(stack, trust(), 'OtherRole');
      const userPool = pool(stack);
      const apps = ['One', 'Other'].slice(0, it.providers ?? 1).map((id) => client(stack, { userPoolId: userPool.ref }, id));
      const identities = identityPool(stack, {
        cognitoIdentityProviders: apps.map(({ ref }) => ({ providerName: userPool.attrProviderName, clientId: ref, serverSideTokenCheck: true })),
        allowClassicFlow: it.classic,
      });
      accept(identities, 'identityPoolMappingGap', 'identityPoolClassicFlow', 'identityPoolClassicRoles');
      if (it.action !== undefined) {
        authenticated.policies = [{ policyName: 'a', policyDocument: { Statement: [{ Effect: 'Allow', Action: it.action, Resource: 'arn:aws:s3:::a/*' }] } }];
      }
      attachment(stack, {
        identityPoolId: identities.ref,
        roles: { authenticated: authenticated.attrArn },
        roleMappings: {
          web: {
            type: 'Rules',
            ambiguousRoleResolution: it.resolution ?? 'Deny',
            identityProvider: `${userPool.attrProviderName}:${apps[0]!.ref}`,
            rulesConfiguration: { rules: [{ claim: 'cognito:username', matchType: 'Equals', value: 'a', roleArn: (it.ruled === true ? authenticated : other).attrArn }] },
          },
        },
      });
    },
    trips: [[{ action: 's3:GetObject' }, 'Roles.authenticated is Stack/Role, which allows "s3:GetObject", and AmbiguousRoleResolution of every mapping is "Deny"']],
    passes: [
      {},
      { action: 's3:GetObject', resolution: 'AuthenticatedRole' },
      { action: 's3:GetObject', providers: 2 },
      { action: 's3:GetObject', classic: true },
      { action: 's3:GetObject', ruled: true },
    ],
    tokens: [{ action: 's3:GetObject', resolution: TOKEN.text }, { action: 's3:GetObject', classic: TOKEN.any }, { action: TOKEN.text }],
  }),
};
