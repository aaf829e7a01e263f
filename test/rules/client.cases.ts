import {
  CfnManagedLoginBranding, CfnUserPoolDomain, CfnUserPoolResourceServer, UserPool, UserPoolIdentityProvider, type CfnUserPoolClientProps,
} from 'aws-cdk-lib/aws-cognito';
import { CfnOutput, CfnResource } from 'aws-cdk-lib/core';
import { accept, client, hostedClient, pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

type Props = Partial<CfnUserPoolClientProps>;

/** What an output, an environment or a secret holds. */
type Held = 'the secret' | 'a text with it' | 'the id' | 'a token';

const CALLBACK = 'https://app.example.org/callback';
const MACHINE: Props = { generateSecret: true, allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['api/read'], callbackUrLs: undefined };

export const CLIENT_CASES: RuleCases = {
  clientImplicitGrant: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { allowedOAuthFlows: ['code', 'implicit'], ...it }),
    trips: [[{}, 'AllowedOAuthFlows is ["code","implicit"]'], [{ allowedOAuthFlows: ['implicit'] }, 'AllowedOAuthFlows is ["implicit"]']],
    passes: [
      { allowedOAuthFlows: ['code'] },
      // without the switch, Cognito serves no OAuth at all.
      { allowedOAuthFlowsUserPoolClient: false },
      { allowedOAuthFlowsUserPoolClient: undefined },
    ],
    tokens: [{ allowedOAuthFlows: TOKEN.list }, { allowedOAuthFlows: ['code', TOKEN.text] }, { allowedOAuthFlowsUserPoolClient: TOKEN.any }],
  }),

  clientExampleCallback: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, it),
    trips: [
      [{ callbackUrLs: ['https://example.com'] }, 'CallbackURLs is ["https://example.com"]'],
      [{ callbackUrLs: [CALLBACK, 'https://example.com/'] }, `CallbackURLs is ["${CALLBACK}","https://example.com/"]`],
      [{ callbackUrLs: [`https://example.com/${TOKEN.text}`] }, 'CallbackURLs is ["https://example.com/\u2026"]'],
    ],
    passes: [
      { callbackUrLs: ['https://example.com.acme.org'] },
      { callbackUrLs: ['https://app.example.com'] },
      { callbackUrLs: ['https://example.com'], allowedOAuthFlowsUserPoolClient: false },
    ],
    tokens: [{ callbackUrLs: TOKEN.list }, { callbackUrLs: [`https://${TOKEN.text}`] }],
  }),

  clientCallbackMissing: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { callbackUrLs: undefined, ...it }),
    trips: [
      [{}, 'CallbackURLs is empty and AllowedOAuthFlows is ["code"]'],
      [{ callbackUrLs: [] }, 'CallbackURLs is empty and AllowedOAuthFlows is ["code"]'],
    ],
    passes: [{ callbackUrLs: [CALLBACK] }, MACHINE, { allowedOAuthFlowsUserPoolClient: false }],
    tokens: [{ callbackUrLs: TOKEN.list }, { callbackUrLs: [TOKEN.text] }, { allowedOAuthFlows: TOKEN.list }],
  }),

  clientCallbackUrl: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, it),
    trips: [
      [{ callbackUrLs: ['http://app.example.org'] }, 'CallbackURLs holds "http://app.example.org", which is http: on a host that isn\'t localhost'],
      [{ logoutUrLs: ['https://app.example.org/#out'] }, 'LogoutURLs holds "https://app.example.org/#out", which has a fragment'],
      [{ logoutUrLs: [`http://${TOKEN.text}/#out`] }, 'LogoutURLs holds "http://\u2026/#out", which has a fragment'],
      [{ callbackUrLs: [`https://*.${TOKEN.text}`] }, 'CallbackURLs holds "https://*.\u2026", which has a wildcard, while Cognito compares URLs exactly'],
      [{ callbackUrLs: [`http://app.${TOKEN.text}/`] }, 'CallbackURLs holds "http://app.\u2026/", which is http: on a host that isn\'t localhost'],
      [
        { callbackUrLs: ['app.example.org'], logoutUrLs: ['https://*.example.org'] },
        'CallbackURLs holds "app.example.org", which isn\'t an absolute URL; '
        + 'LogoutURLs holds "https://*.example.org", which has a wildcard, while Cognito compares URLs exactly',
      ],
    ],
    passes: [{ callbackUrLs: [CALLBACK], logoutUrLs: ['https://app.example.org/'] }, { callbackUrLs: ['http://localhost:3000'] }, { callbackUrLs: ['myapp://callback'] }],
    tokens: [
      { callbackUrLs: TOKEN.list },
      // the user's own machine, whatever the port.
      ...['//', '//local', '//localhost', '//localhost:', '//[::1]:', `//${TOKEN.text}:`].map((start) => ({ callbackUrLs: [`http:${start}${TOKEN.text}/callback`] })),
      ...['', 'https:', 'https://', 'https://app.example.org:', 'https://app.example.org/', `${TOKEN.text}://`, 'acme'].map((start) => ({ logoutUrLs: [`${start}${TOKEN.text}`] })),
    ],
  }),

  clientDefaultRedirect: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { defaultRedirectUri: `${CALLBACK}/`, ...it }),
    trips: [
      // compared exactly: the slash matters.
      [{}, `DefaultRedirectURI is "${CALLBACK}/", CallbackURLs ["${CALLBACK}"]`],
      [{ ...MACHINE }, `DefaultRedirectURI is "${CALLBACK}/", CallbackURLs []`],
    ],
    passes: [{ defaultRedirectUri: CALLBACK }, { defaultRedirectUri: undefined }],
    tokens: [{ defaultRedirectUri: TOKEN.text }, { callbackUrLs: [CALLBACK, TOKEN.text] }, { callbackUrLs: TOKEN.list }],
  }),

  clientLocalhostInProduction: ruleCase({
    define: (stack, callbackUrLs: string[]) => hostedClient(stack, { callbackUrLs }),
    trips: [
      [['http://localhost:3000', CALLBACK], `CallbackURLs holds ["http://localhost:3000"] beside ["${CALLBACK}"]`],
      [[`http://localhost:${TOKEN.text}`, CALLBACK], `CallbackURLs holds ["http://localhost:\u2026"] beside ["${CALLBACK}"]`],
      [['http://[::1]:8080/', 'http://127.0.0.1', CALLBACK], `CallbackURLs holds ["http://[::1]:8080/","http://127.0.0.1"] beside ["${CALLBACK}"]`],
    ],
    passes: [['http://localhost:3000'], [CALLBACK], ['http://localhost:3000', 'https://localhost:3000'], ['http://localhost', 'myapp://callback']],
    tokens: [['http://localhost:3000', TOKEN.text], TOKEN.list],
  }),

  clientCredentialsMixed: ruleCase({
    define: (stack, allowedOAuthFlows: string[]) => hostedClient(stack, { ...MACHINE, callbackUrLs: [CALLBACK], allowedOAuthFlows }),
    trips: [[['code', 'client_credentials'], 'AllowedOAuthFlows is ["code","client_credentials"]']],
    passes: [['client_credentials'], ['code']],
    tokens: [['client_credentials', TOKEN.text], TOKEN.list],
  }),

  clientCredentialsWithoutSecret: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { ...MACHINE, ...it }),
    trips: [
      [{ generateSecret: false }, 'AllowedOAuthFlows holds "client_credentials" and GenerateSecret is not true'],
      [{ generateSecret: undefined }, 'AllowedOAuthFlows holds "client_credentials" and GenerateSecret is not true'],
    ],
    passes: [{ generateSecret: true }],
    tokens: [{ generateSecret: TOKEN.any }, { generateSecret: undefined, allowedOAuthFlows: TOKEN.list }],
  }),

  clientCredentialsScopes: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { ...MACHINE, ...it }),
    trips: [
      [{ allowedOAuthScopes: ['api/read', 'openid'] }, 'AllowedOAuthFlows holds "client_credentials" and AllowedOAuthScopes is ["api/read","openid"]'],
      [{ allowedOAuthScopes: ['openid', TOKEN.text] }, 'AllowedOAuthFlows holds "client_credentials" and AllowedOAuthScopes is ["openid"]'],
      [{ allowedOAuthScopes: [] }, 'AllowedOAuthFlows holds "client_credentials" and AllowedOAuthScopes is []'],
      [{ allowedOAuthScopes: undefined }, 'AllowedOAuthFlows holds "client_credentials" and AllowedOAuthScopes is []'],
    ],
    passes: [{ allowedOAuthScopes: ['api/read'] }],
    tokens: [{ allowedOAuthScopes: [`${TOKEN.text}/read`] }, { allowedOAuthScopes: TOKEN.list }],
  }),

  clientCredentialsProvider: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { ...MACHINE, ...it }),
    trips: [[{ supportedIdentityProviders: ['COGNITO'] }, 'AllowedOAuthFlows holds "client_credentials" and SupportedIdentityProviders is ["COGNITO"]']],
    passes: [{}, { supportedIdentityProviders: [] }],
    tokens: [{ supportedIdentityProviders: TOKEN.list }, { supportedIdentityProviders: ['COGNITO'], allowedOAuthFlows: TOKEN.list }],
  }),

  clientScopesWithoutOpenid: ruleCase({
    define: (stack, allowedOAuthScopes: string[]) => hostedClient(stack, { allowedOAuthScopes }),
    trips: [
      [['email'], 'AllowedOAuthScopes is ["email"]'],
      [['phone'], 'AllowedOAuthScopes is ["phone"]'],
      [['profile', 'api/read'], 'AllowedOAuthScopes is ["profile","api/read"]'],
    ],
    passes: [['email', 'openid'], ['api/read']],
    tokens: [['email', TOKEN.text], TOKEN.list],
  }),

  clientScopeUnreadable: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { allowedOAuthScopes: ['openid', 'email'], ...it }),
    trips: [
      [{ readAttributes: ['email'] }, 'ReadAttributes is ["email"]; scope "email" needs "email_verified"'],
      [
        { readAttributes: ['name'], allowedOAuthScopes: ['openid', 'phone'] },
        'ReadAttributes is ["name"]; scope "phone" needs "phone_number", scope "phone" needs "phone_number_verified"',
      ],
    ],
    passes: [
      { readAttributes: ['email', 'email_verified'] },
      { readAttributes: undefined },
      { readAttributes: ['email'], allowedOAuthScopes: ['openid'] },
      { readAttributes: ['email'], allowedOAuthFlowsUserPoolClient: false },
    ],
    tokens: [{ readAttributes: ['email', TOKEN.text] }, { readAttributes: TOKEN.list }, { readAttributes: ['email'], allowedOAuthScopes: TOKEN.list }],
  }),

  clientAdminScopeWritesAll: ruleCase({
    define: (stack, it: Props) => hostedClient(stack, { allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'], ...it }),
    trips: [[{}, 'AllowedOAuthScopes holds "aws.cognito.signin.user.admin" and WriteAttributes is not set']],
    passes: [
      { writeAttributes: ['name'] },
      { allowedOAuthScopes: ['openid'] },
      { allowedOAuthFlowsUserPoolClient: undefined },
    ],
    tokens: [{ writeAttributes: TOKEN.list }, { allowedOAuthScopes: TOKEN.list }, { allowedOAuthFlowsUserPoolClient: TOKEN.any }],
  }),

  clientEmptyAttributeList: ruleCase({
    define: (stack, it: Props) => client(stack, it),
    trips: [[{ readAttributes: [] }, 'ReadAttributes is []'], [{ readAttributes: ['email'], writeAttributes: [] }, 'WriteAttributes is []']],
    passes: [{ readAttributes: ['email'], writeAttributes: ['email'] }, {}],
    tokens: [{ readAttributes: [TOKEN.text] }, { writeAttributes: TOKEN.list }],
  }),

  clientRefreshMissing: ruleCase({
    define: (stack, it: Props) => client(stack, { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], ...it }),
    trips: [
      [{}, 'ExplicitAuthFlows is ["ALLOW_USER_SRP_AUTH"] and RefreshTokenRotation is not enabled'],
      [{ refreshTokenRotation: { feature: 'DISABLED' } }, 'ExplicitAuthFlows is ["ALLOW_USER_SRP_AUTH"] and RefreshTokenRotation is not enabled'],
    ],
    passes: [
      { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      { refreshTokenRotation: { feature: 'ENABLED' } },
      { explicitAuthFlows: undefined },
      { explicitAuthFlows: [] },
      { explicitAuthFlows: ['USER_PASSWORD_AUTH'] },
    ],
    tokens: [
      { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', TOKEN.text] },
      { explicitAuthFlows: TOKEN.list },
      { refreshTokenRotation: { feature: TOKEN.text } },
      { refreshTokenRotation: TOKEN.any },
    ],
  }),

  clientRefreshWithRotation: ruleCase({
    define: (stack, it: Props) => client(stack, { refreshTokenRotation: { feature: 'ENABLED' }, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], ...it }),
    trips: [
      [
        { explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
        'RefreshTokenRotation.Feature is "ENABLED" and ExplicitAuthFlows is ["ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]',
      ],
      [{ explicitAuthFlows: undefined }, 'RefreshTokenRotation.Feature is "ENABLED" and ExplicitAuthFlows is not set'],
      [{ explicitAuthFlows: [] }, 'RefreshTokenRotation.Feature is "ENABLED" and ExplicitAuthFlows is []'],
    ],
    passes: [{}, { refreshTokenRotation: { feature: 'DISABLED' }, explicitAuthFlows: undefined }],
    tokens: [
      { explicitAuthFlows: TOKEN.list },
      { explicitAuthFlows: [TOKEN.text] },
      { explicitAuthFlows: undefined, refreshTokenRotation: { feature: TOKEN.text } },
    ],
  }),

  clientFlowsMixed: ruleCase({
    define: (stack, explicitAuthFlows: string[]) => client(stack, { explicitAuthFlows }),
    trips: [[['ALLOW_REFRESH_TOKEN_AUTH', 'ADMIN_NO_SRP_AUTH'], 'ExplicitAuthFlows is ["ALLOW_REFRESH_TOKEN_AUTH","ADMIN_NO_SRP_AUTH"]']],
    passes: [['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'], ['ADMIN_NO_SRP_AUTH']],
    tokens: [['ALLOW_REFRESH_TOKEN_AUTH', TOKEN.text], TOKEN.list],
  }),

  clientTokenValidity: ruleCase({
    define: (stack, it: Props) => client(stack, it),
    trips: [
      [{ accessTokenValidity: 4, tokenValidityUnits: { accessToken: 'minutes' } }, 'AccessTokenValidity is 4 minutes'],
      [{ accessTokenValidity: 299, tokenValidityUnits: { accessToken: 'seconds' } }, `AccessTokenValidity is ${299 / 60} minutes`],
      // a bare number of an access or ID token is hours, of a refresh token days.
      [{ accessTokenValidity: 25 }, 'AccessTokenValidity is 1500 minutes'],
      [{ idTokenValidity: 2, tokenValidityUnits: { idToken: 'days' } }, 'IdTokenValidity is 2880 minutes'],
      [{ refreshTokenValidity: 59, tokenValidityUnits: { refreshToken: 'minutes' } }, 'RefreshTokenValidity is 59 minutes'],
      [{ refreshTokenValidity: 3651 }, 'RefreshTokenValidity is 5257440 minutes'],
      [
        { accessTokenValidity: 2, refreshTokenValidity: 119, tokenValidityUnits: { refreshToken: 'minutes' } },
        'AccessTokenValidity is 120 minutes, longer than RefreshTokenValidity with 119',
      ],
      [{ accessTokenValidity: 25, refreshTokenValidity: TOKEN.number }, 'AccessTokenValidity is 1500 minutes'],
      [{ accessTokenValidity: 25, idTokenValidity: 25 }, 'AccessTokenValidity is 1500 minutes, IdTokenValidity is 1500 minutes'],
    ],
    passes: [
      { accessTokenValidity: 5, idTokenValidity: 5, tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes' } },
      { accessTokenValidity: 300, tokenValidityUnits: { accessToken: 'seconds' } },
      { accessTokenValidity: 24, idTokenValidity: 24 },
      { idTokenValidity: 1, tokenValidityUnits: { idToken: 'days' } },
      { refreshTokenValidity: 60, tokenValidityUnits: { refreshToken: 'minutes' } },
      { refreshTokenValidity: 3650 },
      { accessTokenValidity: 2, refreshTokenValidity: 120, tokenValidityUnits: { refreshToken: 'minutes' } },
    ],
    tokens: [
      { accessTokenValidity: TOKEN.number, idTokenValidity: TOKEN.number, refreshTokenValidity: TOKEN.number },
      { accessTokenValidity: 24, refreshTokenValidity: TOKEN.number },
      // four what?
      { accessTokenValidity: 4, tokenValidityUnits: { accessToken: TOKEN.text } },
      { accessTokenValidity: 25, tokenValidityUnits: TOKEN.any },
    ],
  }),

  clientContextWithoutSecret: ruleCase({
    define: (stack, it: Props) => client(stack, { enablePropagateAdditionalUserContextData: true, ...it }),
    trips: [
      [{}, 'EnablePropagateAdditionalUserContextData is true and GenerateSecret is not'],
      [{ generateSecret: false }, 'EnablePropagateAdditionalUserContextData is true and GenerateSecret is not'],
    ],
    passes: [{ generateSecret: true }, { enablePropagateAdditionalUserContextData: false }],
    tokens: [{ generateSecret: TOKEN.any }, { enablePropagateAdditionalUserContextData: TOKEN.any }],
  }),

  managedLoginWithoutBranding: ruleCase({
    define: (stack, it: {
      version?: number | typeof TOKEN.any;
      client?: Props;
      branded?: 'this client' | 'another client' | 'an unknown client';
    }) => {
      const userPoolId = pool(stack).ref;
      const ids = {
        'this client': hostedClient(stack, { userPoolId, ...it.client }).ref,
        'another client': hostedClient(stack, { userPoolId, allowedOAuthFlowsUserPoolClient: false }, 'Other').ref,
        'an unknown client': TOKEN.text,
      };
      new CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme' })
        .addPropertyOverride('ManagedLoginVersion', 'version' in it ? it.version : 2);
      if (it.branded !== undefined) {
        new CfnManagedLoginBranding(stack, 'Branding', { userPoolId, clientId: ids[it.branded], useCognitoProvidedValues: true });
      }
    },
    trips: [
      [{}, 'ManagedLoginVersion of Stack/Domain is 2 and no branding names the client'],
      [{ branded: 'another client' }, 'ManagedLoginVersion of Stack/Domain is 2 and no branding names the client'],
    ],
    passes: [
      { branded: 'this client' },
      { version: 1 },
      { version: undefined },
      { client: { allowedOAuthFlowsUserPoolClient: false } },
      { client: { generateSecret: true, allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['api/read'] } },
    ],
    tokens: [{ version: TOKEN.any }, { branded: 'an unknown client' }, { client: { allowedOAuthFlows: TOKEN.list } }],
  }),

  clientSecretReadable: ruleCase({
    define: (stack, it: { output?: Held; environment?: Held; nested?: Held; secret?: Held; generateSecret?: unknown }) => {
      const cfn = hostedClient(stack);
      cfn.addPropertyOverride('GenerateSecret', 'generateSecret' in it ? it.generateSecret : true);
      const values = { 'the secret': cfn.attrClientSecret, 'a text with it': `secret=${cfn.attrClientSecret}`, 'the id': cfn.ref, 'a token': TOKEN.text };
      const { output, environment, nested, secret } = it;
      if (nested !== undefined) {
        new CfnResource(stack, 'Nested', { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://example.com/', Parameters: { Value: values[nested] } } });
      }
      if (output !== undefined) {
        new CfnOutput(stack, 'Output', { value: values[output] });
      }
      if (environment !== undefined) {
        new CfnResource(stack, 'Function', { type: 'AWS::Lambda::Function', properties: { Environment: { Variables: { VALUE: values[environment] } } } });
      }
      if (secret !== undefined) {
        new CfnResource(stack, 'Secret', { type: 'AWS::SecretsManager::Secret', properties: { SecretString: values[secret] } });
      }
    },
    trips: [
      [{ output: 'the secret' }, 'ClientSecret is in Stack/Output'],
      [{ output: 'a text with it' }, 'ClientSecret is in Stack/Output'],
      [{ environment: 'the secret' }, 'ClientSecret is in Stack/Function (Environment)'],
      [{ nested: 'the secret' }, 'ClientSecret is in Stack/Nested (Parameters)'],
      [{ output: 'the secret', environment: 'the secret', generateSecret: TOKEN.any }, 'ClientSecret is in Stack/Output, Stack/Function (Environment)'],
    ],
    passes: [{ secret: 'the secret' }, { output: 'the id', environment: 'the id', nested: 'the id' }, { output: 'the secret', generateSecret: false }],
    tokens: [{ output: 'a token', environment: 'a token' }],
  }),

  clientMissesProvider: ruleCase({
    define: (stack, it: Props & { name?: string; offered?: 'Google' | 'COGNITO' | 'both' }) => {
      const { name, offered, ...props } = it;
      const userPoolId = pool(stack).ref;
      const google = provider(stack, { userPoolId, providerName: name ?? 'Google' });
      const names = { Google: [google.ref], COGNITO: ['COGNITO'], both: ['COGNITO', google.ref] };
      accept(hostedClient(stack, { userPoolId, supportedIdentityProviders: offered && names[offered], ...props }), 'clientUnknownProvider');
    },
    trips: [
      [{ offered: 'COGNITO' }, 'SupportedIdentityProviders lacks Stack/Provider'],
      [{ supportedIdentityProviders: [] }, 'SupportedIdentityProviders lacks Stack/Provider'],
      [{ supportedIdentityProviders: ['Google'], name: 'Acme' }, 'SupportedIdentityProviders lacks Stack/Provider'],
    ],
    passes: [
      { offered: 'Google' },
      { offered: 'both' },
      { supportedIdentityProviders: ['COGNITO', 'Google'] },
      // nobody sees a button there.
      { offered: 'COGNITO', allowedOAuthFlowsUserPoolClient: false },
      { ...MACHINE, supportedIdentityProviders: [] },
      // what Cognito offers then isn't in the template.
      {},
    ],
    tokens: [
      { supportedIdentityProviders: TOKEN.list },
      { supportedIdentityProviders: ['COGNITO', TOKEN.text] },
      { offered: 'COGNITO', name: TOKEN.text },
      { offered: 'COGNITO', allowedOAuthFlowsUserPoolClient: TOKEN.any },
      { offered: 'COGNITO', allowedOAuthFlows: TOKEN.list },
    ],
  }),

  clientUnknownProvider: ruleCase({
    define: (stack, it: { offered: string[]; name?: string; registered?: string }) => {
      const userPool = new UserPool(stack, 'Users', { signInCaseSensitive: false });
      provider(stack, { userPoolId: userPool.userPoolId, providerName: it.name ?? 'Google' });
      if (it.registered !== undefined) {
        userPool.registerIdentityProvider(UserPoolIdentityProvider.fromProviderName(stack, 'Registered', it.registered));
      }
      accept(client(stack, { userPoolId: userPool.userPoolId, supportedIdentityProviders: it.offered }), 'clientMissesProvider', 'inviteOnlyWithProviders');
      accept(userPool, 'inviteOnlyWithProviders', 'domainMissing');
    },
    trips: [
      [{ offered: ['COGNITO', 'Okta'] }, 'SupportedIdentityProviders holds ["Okta"], and the pool has ["COGNITO","Google"]'],
      [{ offered: ['Gogle'] }, 'SupportedIdentityProviders holds ["Gogle"], and the pool has ["COGNITO","Google"]: did you mean "Google"?'],
    ],
    passes: [{ offered: ['COGNITO'] }, { offered: ['Google', 'COGNITO'] }, { offered: ['Okta', 'Google'], registered: 'Okta' }],
    tokens: [{ offered: TOKEN.list }, { offered: [TOKEN.text, 'COGNITO'] }, { offered: ['Okta'], name: TOKEN.text }],
  }),

  clientWritesDecision: ruleCase({
    define: (stack, it: { name: string; props?: Props; mapped?: boolean; writes?: string[] }) => {
      const userPoolId = pool(stack, { schema: [{ name: it.name, attributeDataType: 'String', mutable: true }] }).ref;
      if (it.mapped === true) {
        accept(provider(stack, { userPoolId, attributeMapping: { [`custom:${it.name}`]: 'hd' } }), 'providerMapsForgeable');
      }
      client(stack, { userPoolId, writeAttributes: it.writes ?? [`custom:${it.name}`], supportedIdentityProviders: it.mapped === true ? ['Google'] : undefined, ...it.props });
    },
    trips: ['role', 'isAdmin', 'is_admin', 'tenant', 'tenantId', 'acme_plan', 'organization_id', 'Groups', 'userRole', 'companyId', 'accessLevel', 'superuser']
      .map((name) => [{ name }, `WriteAttributes holds ["custom:${name}"]`] as const),
    passes: [{ name: 'department' }, { name: 'planet' }, { name: 'user' }, { name: 'controller' }, { name: 'company' }, { name: 'role', writes: ['email'] }, { name: 'tenant', mapped: true }, { name: 'role', props: MACHINE }],
    tokens: [{ name: 'role', writes: TOKEN.list }, { name: 'role', writes: [TOKEN.text] }],
  }),

  clientUnknownScope: ruleCase({
    define: (stack, it: { scope: string | 'read of the server' | 'read of another pool'; scopes?: object[] | typeof TOKEN.any; servers?: boolean; identifier?: string }) => {
      const userPoolId = pool(stack).ref;
      const scopes = (it.scopes ?? [{ scopeName: 'read', scopeDescription: 'a' }]) as CfnUserPoolResourceServer.ResourceServerScopeTypeProperty[];
      const server = (id: string, ofPool: string) => new CfnUserPoolResourceServer(stack, id, { userPoolId: ofPool, identifier: it.identifier ?? 'orders', name: id, scopes });
      const own = it.servers === false ? undefined : server('Orders', userPoolId);
      const other = it.scope === 'read of another pool' ? server('Others', pool(stack, {}, 'OtherPool').ref) : undefined;
      const named = { 'read of the server': `${own?.ref}/read`, 'read of another pool': `${other?.ref}/read` }[it.scope] ?? it.scope;
      accept(hostedClient(stack, { userPoolId, allowedOAuthScopes: ['openid', named] }), 'clientScopeOrder');
    },
    trips: [
      [{ scope: 'orders/raed' }, 'AllowedOAuthScopes holds ["orders/raed"], and the pool has ["orders/read"]: did you mean "orders/read"?'],
      [{ scope: 'invoices/write' }, 'AllowedOAuthScopes holds ["invoices/write"], and the pool has ["orders/read"]'],
      [{ scope: 'read of the server', scopes: [{ scopeName: 'write', scopeDescription: 'a' }] }, 'AllowedOAuthScopes holds ["orders/read"], and the pool has ["orders/write"]'],
      [{ scope: 'read of another pool', servers: false }, 'AllowedOAuthScopes holds ["orders/read"], and the pool has []'],
    ],
    passes: [
      { scope: 'orders/read' },
      { scope: 'read of the server' },
      { scope: 'email' },
      // a server that is defined elsewhere.
      { scope: 'orders/read', servers: false },
    ],
    tokens: [
      { scope: TOKEN.text },
      { scope: `${TOKEN.text}/read` },
      { scope: `orders/${TOKEN.text}` },
      { scope: 'orders/write', scopes: TOKEN.any },
      { scope: 'orders/write', identifier: TOKEN.text },
      { scope: 'read of the server', identifier: TOKEN.text },
    ],
  }),

  clientRevealsUsers: ruleCase({
    define: (stack, it: Props) => client(stack, it),
    trips: [
      [{ preventUserExistenceErrors: 'LEGACY' }, 'PreventUserExistenceErrors is "LEGACY"'],
      [{ preventUserExistenceErrors: undefined }, 'PreventUserExistenceErrors is not set, which Cognito takes for LEGACY'],
    ],
    passes: [
      { preventUserExistenceErrors: 'ENABLED' },
      // nobody signs in there.
      { ...MACHINE, preventUserExistenceErrors: undefined },
    ],
    tokens: [{ preventUserExistenceErrors: TOKEN.text }],
  }),

  serverScopeTwice: ruleCase({
    define: (stack, names: string[] | typeof TOKEN.any) => new CfnUserPoolResourceServer(stack, 'Server', {
      userPoolId: pool(stack).ref,
      name: 'api',
      identifier: 'api',
      scopes: Array.isArray(names) ? names.map((scopeName) => ({ scopeName, scopeDescription: 'it' })) : names,
    }),
    trips: [[['read', 'write', 'read'], 'Scopes holds twice ["read"]'], [['read', 'read', TOKEN.text], 'Scopes holds twice ["read"]']],
    // Cognito tells capitals apart.
    passes: [['read', 'Read'], [], ['read']],
    tokens: [['read', TOKEN.text, TOKEN.text], TOKEN.any],
  }),
};
