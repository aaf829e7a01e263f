import { decisiveWrites } from './models/claims';
import { readersOfClient } from './models/secrets';
import { probable } from './probable-url';
import { holds, said, some, rulesOf, type Rule } from './rule';
import { callbackUrlProblem, isExampleUrl, isLocalUrl } from '../private/callback-url';
import { nearest } from '../private/nearest';
import { received } from '../private/received';
import { ResourceServer } from '../template/attachment';
import type { Client } from '../template/user-pool-client';
import { own, Text } from '../template/value';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html';
const APP_SETTINGS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html';
const SCOPES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html';

/** Validity of each token in minutes: the least and the most that Cognito takes, and its default. */
const VALIDITY = {
  AccessToken: { min: 5, max: 24 * 60, unit: 'hours' },
  IdToken: { min: 5, max: 24 * 60, unit: 'hours' },
  RefreshToken: { min: 60, max: 10 * 365 * 24 * 60, unit: 'days' },
};

const MINUTES: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 24 * 60 };

/** The attributes that a scope hands out: Cognito answers `invalid_grant` where the client can't read them. */
const SCOPE_ATTRIBUTES: Readonly<Record<string, string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
};

/** App clients: grants, redirects, flows, scopes and attribute lists. */
export const CLIENT_RULES: readonly Rule<Client>[] = rulesOf('client', API, {
  clientImplicitGrant: {
    condition: 'A client allows the implicit grant',
    consequence: 'tokens travel in the URL, into histories, logs and referrers; the L2 allows it when `oAuth` says nothing',
    remedy: 'allow the authorization code grant only, with PKCE: `addSpaClient` or `addWebClient` do',
    source: 'https://datatracker.ietf.org/doc/html/rfc9700#section-2.1.2',
    check: (client) => client.usesOAuth && client.grants.list.includes('implicit') ? `AllowedOAuthFlows is ${JSON.stringify(client.grants.list)}` : undefined,
  },
  clientExampleCallback: {
    condition: 'A client redirects to example.com: https://example.com is the L2\'s default callback',
    consequence: 'authorization codes go to a host that isn\'t yours',
    remedy: 'give the client its own `callbackUrls`',
    source: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cognito.OAuthSettings.html#callbackurls',
    check: (client) => client.usesOAuth && client.callbackUrls.texts.some((url) => isExampleUrl(probable(url)))
      ? `CallbackURLs is ${JSON.stringify(client.callbackUrls.texts.map(String))}` : undefined,
  },
  clientCallbackMissing: {
    condition: 'A client signs users in on hosted pages and has no callback URL',
    remedy: 'give `callbackUrls`, add them with `addCallbackUrls()` or `addRedirectsFrom()`, or set `hostedPages: false` for an app with its own sign-in screens',
    source: APP_SETTINGS,
    check: (client) => client.usesOAuth && (client.grants.list.includes('code') || client.grants.list.includes('implicit'))
      && client.callbackUrls.isClosed && !client.callbackUrls.list.length
      ? `CallbackURLs is empty and AllowedOAuthFlows is ${JSON.stringify(client.grants.list)}` : undefined,
  },
  clientCallbackUrl: {
    condition: 'A callback or logout URL has a form that Cognito refuses or that hands codes to others',
    consequence: 'Cognito rejects the client, or any host on the network path reads the code',
    remedy: 'use https://, a custom scheme, or http:// on localhost, without fragment and user info',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html',
    check: (client) => {
      const urls = ['CallbackURLs', 'LogoutURLs'].flatMap((list) => client.at(list).texts.map((url) => ({ list, url })));
      const bad = urls.flatMap(({ list, url }) => {
        const problem = callbackUrlProblem(probable(url));
        return problem === undefined ? [] : [`${list} holds ${JSON.stringify(url.toString())}, which ${problem}`];
      });
      return said(bad);
    },
  },
  clientDefaultRedirect: {
    condition: 'The default redirect URI isn\'t one of the callback URLs',
    remedy: 'add it to `callbackUrls`',
    check: (client) => {
      const uri = client.defaultRedirectUri.text;
      const urls = client.callbackUrls.list;
      return uri !== undefined && client.callbackUrls.isClosed && !urls.includes(uri) ? `DefaultRedirectURI is ${JSON.stringify(uri)}, CallbackURLs ${JSON.stringify(urls)}` : undefined;
    },
  },
  clientLocalhostInProduction: {
    severity: 'warning',
    condition: 'One client redirects to localhost and to https hosts',
    consequence: 'any program on a user\'s machine can catch a code of the production app',
    remedy: 'give development a client of its own',
    source: 'https://datatracker.ietf.org/doc/html/rfc8252#section-8.3',
    check: (client) => {
      const urls = client.callbackUrls.texts.map((url) => ({ text: url.toString(), url: probable(url) }));
      const local = urls.filter(({ url }) => isLocalUrl(url)).map(({ text }) => text);
      const remote = urls.filter(({ url, text }) => /^https:/i.test(text) && !isLocalUrl(url)).map(({ text }) => text);
      return local.length > 0 && remote.length > 0 ? `CallbackURLs holds ${JSON.stringify(local)} beside ${JSON.stringify(remote)}` : undefined;
    },
  },
  clientCredentialsMixed: {
    condition: 'A client has client credentials together with a grant for users',
    remedy: 'use `addMachineClient()` for machines, and another client for users',
    source: APP_SETTINGS,
    check: (client) => client.isMachine && client.grants.list.length > 1 ? `AllowedOAuthFlows is ${JSON.stringify(client.grants.list)}` : undefined,
  },
  clientCredentialsWithoutSecret: {
    condition: 'A client has client credentials and no secret',
    remedy: 'use `addMachineClient()`, or set `generateSecret: true` of the L2; the client is replaced',
    source: APP_SETTINGS,
    check: (client) => client.isMachine && client.isPublic
      ? 'AllowedOAuthFlows holds "client_credentials" and GenerateSecret is not true' : undefined,
  },
  clientCredentialsScopes: {
    condition: 'A client with client credentials has scopes of users, or none of a resource server',
    consequence: 'Cognito rejects the client: a machine has no e-mail address and no profile',
    remedy: 'give it scopes of a resource server only, by `OAuthScope.resourceServer(server, scope)`',
    source: SCOPES,
    check: (client) => {
      const scopes = client.scopes.list;
      const none = scopes.length === 0 && client.scopes.isClosed;
      const standard = scopes.some((scope) => ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'].includes(scope));
      return client.isMachine && (none || standard)
        ? `AllowedOAuthFlows holds "client_credentials" and AllowedOAuthScopes is ${JSON.stringify(scopes)}` : undefined;
    },
  },
  clientCredentialsProvider: {
    // Cognito takes such clients, whatever the sense of it.
    severity: 'warning',
    condition: 'A client with client credentials offers an identity provider, as the L2 does by default',
    consequence: 'users can sign in through a machine\'s client, and APIs take them for the machine',
    remedy: 'use `auth.addMachineClient()`, or `supportedIdentityProviders: []` of the L2',
    source: APP_SETTINGS,
    check: (client) => {
      return client.isMachine && client.providers.items.length > 0
        ? `AllowedOAuthFlows holds "client_credentials" and SupportedIdentityProviders is ${JSON.stringify(client.providers.list)}` : undefined;
    },
  },
  clientScopesWithoutOpenid: {
    condition: 'A client has the scope email, phone or profile without openid',
    remedy: 'add `OAuthScope.OPENID`',
    check: (client) => {
      const scopes = client.scopes.closedList ?? [];
      return scopes.some((scope) => ['email', 'phone', 'profile'].includes(scope)) && !scopes.includes('openid')
        ? `AllowedOAuthScopes is ${JSON.stringify(scopes)}` : undefined;
    },
  },
  clientScopeUnreadable: {
    condition: 'A client has a scope whose attributes it can\'t read',
    consequence: 'the token endpoint answers `invalid_grant`',
    remedy: 'read both attributes of the scope, or leave the scope out',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-attribute-permissions-and-scopes',
    check: (client) => {
      const readable = client.readAttributes.closedList;
      const missing = (client.usesOAuth ? client.scopes.list : []).flatMap((scope) => (own(SCOPE_ATTRIBUTES, scope) ?? [])
        .filter((attribute) => readable?.includes(attribute) === false).map((attribute) => `scope "${scope}" needs "${attribute}"`));
      return missing.length > 0 ? `ReadAttributes is ${JSON.stringify(readable)}; ${missing.join(', ')}` : undefined;
    },
  },
  clientAdminScopeWritesAll: {
    condition: 'A client has the scope aws.cognito.signin.user.admin and no list of writable attributes',
    consequence: 'a token from the browser rewrites every attribute that is not custom, also those that decide about access',
    remedy: 'use `selfService: true`, which brings the scope with an explicit list, or leave the scope out',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-attribute-permissions-and-scopes',
    check: (client) => client.usesOAuth && client.scopes.list.includes('aws.cognito.signin.user.admin') && !client.writeAttributes.isSet
      ? 'AllowedOAuthScopes holds "aws.cognito.signin.user.admin" and WriteAttributes is not set' : undefined,
  },
  clientEmptyAttributeList: {
    condition: 'A list of readable or writable attributes is empty',
    consequence: 'Cognito takes an empty list for "all", the opposite of what it says',
    remedy: 'name at least one attribute, or leave the list out for the default',
    source: 'https://github.com/aws/aws-cdk/issues/30608',
    check: (client) => {
      const empty = ['ReadAttributes', 'WriteAttributes'].find((list) => client.at(list).closedList?.length === 0);
      return empty && `${empty} is []`;
    },
  },
  clientRefreshMissing: {
    condition: 'A client names its flows without ALLOW_REFRESH_TOKEN_AUTH and doesn\'t rotate refresh tokens',
    consequence: 'Cognito rejects the client ("REFRESH_TOKEN_AUTH should always be allowed")',
    remedy: 'add ALLOW_REFRESH_TOKEN_AUTH, or rotate refresh tokens: `refreshTokenRotation: RefreshTokenRotation.enabled()`, `refreshTokenRotationGracePeriod` of the L2',
    source: 'https://github.com/aws/aws-cdk/issues/7625',
    check: (client) => {
      // the older names, without ALLOW_, never kept anybody from refreshing.
      const current = client.authFlows.list.some((flow) => flow.startsWith('ALLOW_'));
      const rotates = client.rotation.text === 'ENABLED' || client.rotation.isUnknown;
      return current && client.authFlows.isClosed && !client.authFlows.list.includes('ALLOW_REFRESH_TOKEN_AUTH') && !rotates
        ? `ExplicitAuthFlows is ${JSON.stringify(client.authFlows.list)} and RefreshTokenRotation is not enabled` : undefined;
    },
  },
  clientRefreshWithRotation: {
    condition: 'A client rotates refresh tokens and allows the refresh flow that doesn\'t',
    consequence: 'Cognito rejects the client; flows that are left out or empty hold ALLOW_REFRESH_TOKEN_AUTH too',
    remedy: 'name the flows without ALLOW_REFRESH_TOKEN_AUTH; the app calls GetTokensFromRefreshToken',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html#using-the-refresh-token-rotation',
    check: (client) => client.rotation.text === 'ENABLED'
      && ((client.authFlows.isClosed && client.authFlows.list.length === 0) || client.authFlows.list.includes('ALLOW_REFRESH_TOKEN_AUTH'))
      ? `RefreshTokenRotation.Feature is "ENABLED" and ExplicitAuthFlows is ${received(client.authFlows.raw)}` : undefined,
  },
  clientFlowsMixed: {
    condition: 'Authentication flows with and without ALLOW_ stand together',
    remedy: 'use the names that begin with ALLOW_, as `authFlows` does',
    check: (client) => client.authFlows.list.some((flow) => flow.startsWith('ALLOW_')) && client.authFlows.list.some((flow) => !flow.startsWith('ALLOW_'))
      ? `ExplicitAuthFlows is ${JSON.stringify(client.authFlows.list)}` : undefined,
  },
  clientTokenValidity: {
    condition: 'A token lives shorter or longer than Cognito takes, or longer than the refresh token',
    remedy: 'use 5 minutes to 24 hours for access and ID tokens, 60 minutes to 10 years for the refresh token, which must live longest',
    check: (client) => {
      const refresh = client.at('RefreshTokenValidity').isSet ? validity(client, 'RefreshToken') : 30 * MINUTES.days;
      const bad = Object.entries(VALIDITY).flatMap(([token, { min, max }]) => {
        const minutes = validity(client, token as keyof typeof VALIDITY);
        if (minutes === undefined || (minutes >= min && minutes <= max && minutes <= (refresh ?? max))) {
          return [];
        }
        return [`${token}Validity is ${minutes} minutes${minutes < min || minutes > max ? '' : `, longer than RefreshTokenValidity with ${refresh}`}`];
      });
      return said(bad, ', ');
    },
  },
  clientContextWithoutSecret: {
    condition: 'A client without a secret propagates additional user context data',
    remedy: 'use a client with a secret (`addWebClient`)',
    check: (client) => client.contextData.flag === true && client.isPublic
      ? 'EnablePropagateAdditionalUserContextData is true and GenerateSecret is not' : undefined,
  },
  managedLoginWithoutBranding: {
    condition: 'A client signs users in on managed login and has no branding',
    consequence: 'its sign-in page answers "Login pages unavailable"',
    remedy: 'define the client with `addSpaClient`, `addWebClient`, or `AppClient` with its `domain`, or define a `CfnManagedLoginBranding` for it',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-branding.html',
    check: (client) => {
      const domain = client.pool?.domains.find((one) => one.isManagedLogin);
      return client.usesOAuth && domain !== undefined && client.grants.isSet && !client.grants.isUnknown && !client.isMachine
        && client.pool?.brandings.some((branding) => branding.mayName(client)) !== true
        ? `ManagedLoginVersion of ${domain.path} is 2 and no branding names the client` : undefined;
    },
  },
  clientSecretReadable: {
    condition: 'The secret of a client stands where CloudFormation doesn\'t keep it secret: in an output, which CDK also makes for another stack, the environment of '
      + 'a function or container, a parameter, a tag',
    consequence: 'whoever may list stacks or functions reads it, and gets tokens in the app\'s name',
    remedy: 'let the app read it at run time: `storeClientSecret()` puts it into Secrets Manager; give the app the ARN of that secret, and grant it to read',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html',
    final: true,
    check: (client) => {
      // a client without a secret has none to give away.
      const readers = client.secret.isSet && client.secret.flag !== false ? readersOfClient(client) : [];
      return readers.length > 0 ? `ClientSecret is in ${some(readers)}` : undefined;
    },
  },
  clientMissesProvider: {
    severity: 'warning',
    condition: 'A client with hosted pages doesn\'t offer a provider of its pool',
    consequence: 'its sign-in page has no button for it; the L2\'s client knows only the providers that were defined before it',
    remedy: 'use `AppClient`, which offers every provider whenever it was defined, or acknowledge it where the choice is meant so',
    source: 'https://github.com/aws/aws-cdk/issues/15850',
    check: (client) => {
      const { items, list: names, isSet, isUnknown } = client.providers;
      const seen = client.referents(items);
      // an item that is neither a name nor a resource of this app might be any of them.
      const unseen = !isSet || isUnknown || names.length + seen.length < items.length;
      const missing = unseen || !client.usesOAuth || !client.grants.isClosed || client.isMachine ? []
        : (client.pool?.providers ?? []).filter((provider) => !seen.includes(provider.cfn) && !provider.name.isUnknown && !names.includes(provider.name.text ?? ''));
      return missing.length > 0 ? `SupportedIdentityProviders lacks ${missing.map((provider) => provider.path).join(', ')}` : undefined;
    },
  },
  clientUnknownProvider: {
    condition: 'A client offers a provider that its pool doesn\'t have',
    remedy: 'define it with `SocialProviders`; register one that is defined elsewhere (`userPool.registerIdentityProvider`), or acknowledge it',
    check: (client) => {
      const offered = client.providers.list.filter((name) => name !== 'COGNITO');
      const known = offered.length === 0 ? undefined : client.pool?.providerNames;
      const unknown = known === undefined ? [] : offered.filter((name) => !known.includes(name));
      const close = unknown.map((name) => nearest(name, known ?? [])).find((name) => name !== undefined);
      return unknown.length === 0 ? undefined : `SupportedIdentityProviders holds ${JSON.stringify(unknown)}, and the pool has ${JSON.stringify(known)}`
        + `${close === undefined ? '' : `: did you mean ${JSON.stringify(close)}?`}`;
    },
  },
  clientWritesDecision: {
    severity: 'warning',
    condition: 'Users write a custom attribute whose name sounds as if it decided what they may do',
    consequence: 'whoever believes it lets users make themselves administrators, or members of another tenant',
    remedy: 'leave `userWritable` out, so that only administrators write it, or acknowledge it where nothing decides by it',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-attribute-permissions-and-scopes',
    check: (client) => holds('WriteAttributes holds', decisiveWrites(client)),
  },
  clientUnknownScope: {
    condition: 'A client asks for a scope that no resource server of its pool has',
    remedy: 'add the scope to the resource server, and name it by `OAuthScope.resourceServer(server, scope)`, or acknowledge it where the server is defined elsewhere',
    source: SCOPES,
    check: (client) => {
      const names = (client.pool?.resourceServers ?? []).map(({ scopeNames }) => scopeNames);
      const known = names.flatMap((name) => name ?? []);
      // servers may be defined elsewhere; a reference to one tells whose it is.
      const isSeen = names.length > 0 && !names.includes(undefined);
      const asked = client.scopes.items
        .filter((scope) => isSeen || serversOf(client, scope).some(({ pool }) => pool !== undefined && pool !== client.pool));
      const texts = client.pool === undefined ? [] : asked.flatMap((scope) => scopeText(client, scope) ?? []);
      const unknown = texts.filter((scope) => scope.includes('/') && !known.includes(scope));
      const close = unknown.map((scope) => nearest(scope, known)).find((scope) => scope !== undefined);
      return unknown.length === 0 ? undefined : `AllowedOAuthScopes holds ${JSON.stringify(unknown)}, and the pool has ${JSON.stringify(known)}`
        + `${close === undefined ? '' : `: did you mean ${JSON.stringify(close)}?`}`;
    },
  },
  clientRevealsUsers: {
    severity: 'warning',
    condition: 'A client tells whether a user exists',
    consequence: 'sign-in and recovery become a list of your users',
    remedy: 'set `preventUserExistenceErrors: true` of the L2',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html',
    check: (client) => !client.isMachine && !client.existenceErrors.isUnknown
      && client.existenceErrors.text !== 'ENABLED'
      ? `PreventUserExistenceErrors is ${received(client.existenceErrors.text, 'not set, which Cognito takes for LEGACY')}` : undefined,
  },
});

/** Resource servers. */
export const SERVER_RULES: readonly Rule<ResourceServer>[] = rulesOf('resource server', 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html', {
  serverScopeTwice: {
    condition: 'A resource server has a scope twice',
    remedy: 'keep one of them',
    check: ({ scopes }) => {
      const names = scopes.map((scope) => scope.at('ScopeName').text);
      return holds('Scopes holds twice', [...new Set(names.filter((name, at) => name !== undefined && names.indexOf(name) < at))]);
    },
  },
});

function validity(client: Client, token: keyof typeof VALIDITY): number | undefined {
  const amount = client.at(`${token}Validity`).number;
  const path = `TokenValidityUnits.${token}`;
  const unit = own(MINUTES, client.at(path).isSet ? client.at(path).text ?? '' : VALIDITY[token].unit);
  return amount === undefined || unit === undefined ? undefined : amount * unit;
}

/** The resource servers that a scope refers to. */
function serversOf(client: Client, scope: unknown): ResourceServer[] {
  return client.referents(scope).map((construct) => client.view.resource(construct)).filter((server) => server instanceof ResourceServer);
}

/** A scope with the identifiers of resource servers for references to them; `undefined` where something in it isn't known. */
function scopeText(client: Client, scope: unknown): string | undefined {
  const text = Text.of(scope)?.filled((unknown) => serversOf(client, unknown)[0]?.identifier.text ?? '\n');
  return text?.includes('\n') === true ? undefined : text;
}
