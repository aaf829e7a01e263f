import { addsToGroups } from './models/everybody';
import { probable } from './probable-url';
import { said, some, rulesOf, type Rule } from './rule';
import { functions } from './trigger';
import { isExampleUrl } from '../private/callback-url';
import { once } from '../private/once';
import { Attachment, type Domain } from '../template/attachment';
import type { IdentityPool, RoleAttachment } from '../template/identity-pool';
import { attributeOf, referents, type Resource } from '../template/resource';
import { Role } from '../template/role';
import { gather } from '../template/scan';
import { UserPool } from '../template/user-pool';
import { Client } from '../template/user-pool-client';
import { isObject, type Properties, type Text, type Value } from '../template/value';
import type { View } from '../template/view';

const DOMAINS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html';
const BALANCER = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html';
const GROUPS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html#assigning-precedence-values-to-groups';
const BY_ROLE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html';

/** The properties in which what belongs to a pool names a client, group, user, domain or provider of it. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  'AWS::Cognito::ManagedLoginBranding': ['ClientId'],
  'AWS::Cognito::Terms': ['ClientId'],
  'AWS::Cognito::UserPoolClient': ['SupportedIdentityProviders'],
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': ['ClientId'],
  'AWS::Cognito::UserPoolUICustomizationAttachment': ['ClientId'],
  'AWS::Cognito::UserPoolUserToGroupAttachment': ['GroupName', 'Username'],
  'AWS::ApiGatewayV2::Authorizer': ['JwtConfiguration.Audience'],
  'AWS::ElasticLoadBalancingV2::Listener': ['DefaultActions'],
  'AWS::ElasticLoadBalancingV2::ListenerRule': ['Actions'],
};

/** What a pool needs beside itself. */
export const POOL_RELATION_RULES: readonly Rule<UserPool>[] = rulesOf('pool', DOMAINS, {
  domainMissing: {
    severity: 'warning',
    condition: 'Users sign in on the pages of a pool or through a provider, or machines are its clients, and the pool has no domain',
    consequence: 'there are no pages and no token endpoint: nobody signs in that way, and a machine gets its token by Cognito\'s own API only (GetClientToken)',
    remedy: 'give the pool `domain: SignInDomain.prefix(…)`, or a client with its own screens `hostedPages: false`; acknowledge it where the domain is defined elsewhere',
    check: (pool) => {
      const needing = pool.domains.length > 0 ? [] : [...pool.clients.filter(wantsDomain), ...pool.providers];
      return needing.length > 0 && !mayBeElsewhere(pool)
        ? `UserPoolDomain is not defined, and ${some(needing.map(({ path }) => path))} ${needing.length > 1 ? 'need' : 'needs'} one` : undefined;
    },
  },
  otherPoolNamed: {
    condition: 'What belongs to a pool names a client, a group, a user, a domain or a provider of another pool',
    consequence: 'Cognito finds none of that name in the pool, or its tokens are never accepted',
    remedy: 'name one of the same pool',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html',
    check: (pool) => said(pool.attachments.filter((one) => one.pool === pool).flatMap((one) => {
      const named = (NAMING[one.type] ?? []).flatMap((name) => (
        referents(one.at(name).raw).map((construct) => ({ name, other: pool.view.resource(construct) }))));
      return named.flatMap(({ name, other }) => other instanceof Attachment && other.pool !== undefined && other.pool !== pool
        ? [`${name} of ${one.path} names ${other.path}, which belongs to ${other.pool.path}`] : []);
    })),
  },
  confirmationNeverComes: {
    severity: 'warning',
    condition: 'A function puts users into groups after they confirm, and none ever does: administrators make the accounts, and the pool has no provider',
    consequence: 'users who are invited are in no group; whoever resets a forgotten password gets into it, also after they were taken out',
    remedy: 'put users into groups where they are invited, `auth.addUser()` with `groups`, or have tokens name them, `GroupMembership.derived()`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html',
    check: (pool) => {
      const trigger = pool.triggers.at('PostConfirmation');
      const isInviteOnly = trigger.isOwn && pool.adminOnly.flag === true && pool.providerNames?.length === 1 && !pool.triggers.at('UserMigration').isSet;
      const bad = !isInviteOnly ? [] : functions(pool.named(trigger)).filter(addsToGroups);
      return bad.length > 0 ? `AllowAdminCreateUserOnly is true, no identity provider is defined, and PostConfirmation is ${bad[0].path}, which may add users to groups` : undefined;
    },
  },
  poolPatched: {
    severity: 'warning',
    condition: 'A custom resource calls UpdateUserPool or UpdateUserPoolClient on a pool or client of the app',
    consequence: 'Cognito sets back whatever the call leaves out: triggers, messages, MFA, callback URLs, flows',
    remedy: 'set it on the construct: `addTrigger()`, `addCallbackUrls()`, `addRedirectsFrom()`, or by `addPropertyOverride()` on its L1; acknowledge a call that passes everything',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-updating.html',
    check: (pool) => {
      const patches = patchesIn(pool.view).get(pool) ?? [];
      return patches.length > 0 ? `"onUpdate" or "onCreate" (Update, Create) of ${some(patches)} updates it` : undefined;
    },
  },
});

/** What a client needs beside itself. */
export const CLIENT_RELATION_RULES: readonly Rule<Client>[] = rulesOf('client', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html', {
  clientScopeOrder: {
    severity: 'warning',
    condition: 'A client asks for a scope of a resource server, and nothing makes it wait for the server',
    consequence: 'CloudFormation may define the client first, and Cognito rejects it: there is no such scope yet',
    remedy: 'name the scope by `OAuthScope.resourceServer(server, scope)`, which waits, or say `client.node.addDependency(server)`',
    check: (client) => {
      const literal = client.scopes.list.filter((scope) => scope.includes('/'));
      const early = literal.length === 0 ? [] : (client.pool?.resourceServers ?? [])
        .filter((server) => literal.some((scope) => server.scopeNames?.includes(scope)) && !waitsFor(client, server));
      return early.length > 0 ? `AllowedOAuthScopes holds ${JSON.stringify(literal)}, and the client doesn't wait for ${early.map(({ path }) => path).join(', ')}` : undefined;
    },
  },
});

/** What a load balancer needs of the client with which it signs users in. */
export const BALANCER_RULES: readonly Rule<Attachment>[] = rulesOf('action', BALANCER, {
  balancerClient: {
    condition: 'A load balancer signs users in with a client that has no secret, no code grant, or not the callback `https://<host>/oauth2/idpresponse`, in lower case',
    consequence: 'users end on an error page, "redirect_mismatch" as a rule: browsers write host names in lower case, and the name that AWS gives a load balancer has capitals',
    remedy: 'use `addWebClient()` with the callback `https://<host>/oauth2/idpresponse`, where the host is a domain name of your own',
    check: (listener) => said(listener.poolName.objects.flatMap(({ AuthenticateCognitoConfig: own, AuthenticateOidcConfig: oidc }) => {
      const { UserPoolClientId: id, ClientId = id } = (isObject(own) ? own : isObject(oidc) ? oidc : {}) as Properties;
      return referents(ClientId).map((construct) => listener.view.resource(construct)).filter((one) => one instanceof Client).flatMap((client) => {
        const problem = balancerProblem(client);
        return problem === undefined ? [] : [`${problem[0]} of ${client.path} ${problem[1]}`];
      });
    })),
  },
});

/** What the roles of an identity pool need beside it. */
export const ROLE_RELATION_RULES: readonly Rule<IdentityPool>[] = rulesOf('identity pool', BY_ROLE, {
  roleMappingWithoutRoles: {
    severity: 'warning',
    condition: 'Users get the role of their group and nothing else, and no group of the user pool has a role',
    consequence: 'nobody gets credentials',
    remedy: 'give groups a role, `auth.addGroup(id, { role })`, or the others one with `RoleMapping.token({ unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE })`; '
      + 'acknowledge it where groups are made elsewhere',
    check: (pool) => said(tokenMappings(pool).filter(({ mapping, userPool }) => mapping.AmbiguousRoleResolution === 'Deny' && userPool.groups.every(({ role }) => !role.isSet)
      && !pool.view.judged.some((one) => one instanceof Attachment && one.type === 'AWS::Cognito::UserPoolGroup' && one.pool === undefined))
      .map(({ key, userPool }) => `RoleMappings.${key} has the type "Token", and no group of ${userPool.path} has a RoleArn`)),
  },
  groupPrecedence: {
    severity: 'warning',
    condition: 'Two groups with different roles have the same precedence, or none, and an identity pool gives roles by group',
    consequence: 'a user in both has no preferred role: no credentials, or the role of those without a group',
    remedy: 'give each group a `precedence` of its own, the strongest the lowest number; acknowledge it where no user is in both',
    source: GROUPS,
    check: (pool) => said(tokenMappings(pool).flatMap(({ userPool }) => {
      const known = userPool.groups.filter(({ role, precedence }) => role.isSet && !precedence.isUnknown);
      const same = known.filter(({ precedence: { text }, role }) => (
        known.some((other) => other.precedence.text === text && String(other.role) !== String(role))));
      return same.length > 0 ? [`Precedence of ${same.map(({ path, precedence }) => `${path} is ${precedence.text ?? 'not set'}`).join(', of ')}`] : [];
    })),
  },
  authenticatedRoleUnreached: {
    severity: 'warning',
    condition: 'The role of all signed-in users is granted something, and the mappings of all providers hand out other roles only',
    consequence: 'no user ever gets that role, nor what is granted to it',
    remedy: 'grant it to the roles of groups or rules, `role.ownAccess` of `identities.addRole()`, or let the mapping fall back with `unmappedUsers: UnmappedUsers.AUTHENTICATED_ROLE`',
    check: (pool) => {
      const [attachment] = pool.roleAttachments;
      if (attachment === undefined || !mapsAll(pool, attachment)) {
        return undefined;
      }
      const [role] = attachment.named(attachment.roles.at('authenticated'));
      const elsewhere = [attachment.roleMappings, ...pool.userPools.flatMap(({ groups }) => groups.map((group) => group.role))];
      const isElsewhere = (value: Value) => {
        const named = attachment.named(value);
        return named.includes(role) || (value.isUnknown && named.length === 0);
      };
      return role instanceof Role && role.actions.length > 0 && !elsewhere.some(isElsewhere)
        ? `Roles.authenticated is ${role.path}, which allows ${some(role.actions.map((action) => JSON.stringify(action)))}, and AmbiguousRoleResolution of every mapping is "Deny"` : undefined;
    },
  },
});

/** Whether a domain in sight may be the pool's: one that is imported, or of a pool that nobody knows. */
function mayBeElsewhere({ view }: UserPool): boolean {
  return view.ofType<Domain>('AWS::Cognito::UserPoolDomain').some(({ pool, poolName }) => pool === undefined && poolName.isUnknown)
    || view.scan.constructs.some((one) => 'userPoolDomainRef' in one && one.node.defaultChild === undefined && !('cfnResourceType' in one));
}

/** Of the redirect that the L2 makes up another rule speaks. */
function wantsDomain(client: Client): boolean {
  const urls = client.callbackUrls.texts;
  return client.usesOAuth && client.grants.list.length > 0 && !(urls.length > 0 && urls.every((url) => isExampleUrl(probable(url))));
}

/** The custom resources that update a user pool or a client of it. */
const patchesIn = once((view: View): ReadonlyMap<UserPool, string[]> => (
  view.scan.resources.filter(({ cfnResourceType }) => /^(Custom::|AWS::CloudFormation::CustomResource)/.test(cfnResourceType))
    .flatMap((cfn) => view.resource(cfn) ?? []).reduce((index, resource) => {
      for (const call of ['Create', 'Update', 'Delete'].map((name) => resource.at(name))) {
        if (/"action":"UpdateUserPool(Client)?(Command)?"/i.test(String(call.partial ?? ''))) {
          const named = referents(call.raw).map((construct) => view.resource(construct));
          const pools = named.flatMap((one) => one instanceof UserPool ? [one] : one instanceof Client && one.pool !== undefined ? [one.pool] : []);
          new Set(pools).forEach((pool) => index.get(pool)?.includes(resource.path) === true || gather(index, pool, resource.path));
        }
      }
      return index;
    }, new Map<UserPool, string[]>())));

/** Whether CloudFormation defines one resource before another, in one stack or in several. */
function waitsFor(one: Resource, other: Resource): boolean {
  const stacks = new Set([one.stack]);
  stacks.forEach(({ dependencies }) => dependencies.forEach((stack) => stacks.add(stack)));
  if (one.stack !== other.stack) {
    return stacks.has(other.stack);
  }
  const before = new Set([one]);
  before.forEach((resource) => {
    const named = referents(resource.properties.raw).flatMap((construct) => resource.view.resource(construct) ?? []);
    [...named, ...resource.view.dependencies(resource)].filter(({ stack }) => stack === one.stack).forEach((next) => before.add(next));
  });
  return before.has(other);
}

/** The property that a load balancer can't use, and why. */
function balancerProblem(client: Client): readonly [name: string, problem: string] | undefined {
  const { callbackUrls, grants } = client;
  if (client.isPublic) {
    return ['GenerateSecret', 'is not true'];
  }
  if (client.usesOAuth && grants.isClosed && !grants.list.includes('code')) {
    return ['AllowedOAuthFlows', `is ${JSON.stringify(grants.list)}, without "code"`];
  }
  const answers = callbackUrls.texts.filter((url) => /\/oauth2\/idpresponse(\u2026|$)|\u2026$/.test(url.toString()));
  return answers.length === 0 && !Array.isArray(callbackUrls.raw) && callbackUrls.isSet ? undefined
    : answers.length === 0 ? ['CallbackURLs', `is ${JSON.stringify(callbackUrls.texts.map(String))}, none of which ends with "/oauth2/idpresponse"`]
      : answers.every((url) => hasCapitals(client, url)) && callbackUrls.items.length === callbackUrls.texts.length ? ['CallbackURLs', `holds ${JSON.stringify(answers.map(String))}, whose host has capitals`] : undefined;
}

/** Whether the host of a URL has capitals: those of the text, or of the name that CloudFormation gives a load balancer. */
function hasCapitals({ view }: Client, url: Text): boolean {
  const [, host = ''] = /^[a-z]+:\/\/([^/]*)/i.exec(url.toString()) ?? [];
  const [head, token] = url.parts;
  const [balancer] = head === 'https://' && isObject(token) && attributeOf(token.unknown) === 'DNSName' ? view.named(token.unknown) : [];
  return /[A-Z]/.test(host) || (balancer?.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && /[A-Z]|^$/.test(balancer.at('Name').isUnknown ? 'a' : balancer.at('Name').text ?? ''));
}

/** A mapping by the groups of a user pool that no function writes. */
function tokenMappings(pool: IdentityPool): { readonly key: string; readonly mapping: Properties; readonly userPool: UserPool }[] {
  return pool.roleAttachments.flatMap((attachment) => attachment.mappings.filter(([, { Type }]) => Type === 'Token').flatMap(([key, mapping]) => {
    const named = referents(mapping.IdentityProvider).map((construct) => pool.view.resource(construct));
    const userPool = named.find((one) => one instanceof UserPool);
    const isWritten = userPool !== undefined && ['PreTokenGeneration', 'PreTokenGenerationConfig'].some((name) => userPool.triggers.at(name).isSet);
    return userPool === undefined || isWritten ? [] : [{ key, mapping, userPool }];
  }));
}

/** Whether each provider has a mapping, and none falls back to the role of all. In the classic flow apps choose. */
function mapsAll(pool: IdentityPool, { mappings, roleMappings }: RoleAttachment): boolean {
  const lists = [pool.providers, pool.oidcProviders, pool.samlProviders];
  const providers = lists.flatMap(({ items }) => items).length + pool.socialProviders.keys.length + Number(pool.developerName.isSet);
  const isKnown = lists.every(({ isClosed }) => isClosed) && ![pool.socialProviders, pool.classicFlow].some(({ isUnknown }) => isUnknown);
  return isKnown && pool.classicFlow.flag !== true && providers > 0
    && mappings.length === roleMappings.keys.length && mappings.length >= providers && mappings.every(([, { AmbiguousRoleResolution }]) => AmbiguousRoleResolution === 'Deny');
}
