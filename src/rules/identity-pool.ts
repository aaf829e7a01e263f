import { GUEST_RULES } from './guest';
import { givesRolesByGroup, groupsWith, handedToAll } from './models/everybody';
import { powersOf, type Powers } from './models/powers';
import { refusesTags, strangersIn, takesEveryUser, verdictOn, type Verdict } from './models/trust';
import { PRINCIPAL_TAG_RULES } from './principal-tag';
import { isProviderUrl, ROLE_MAPPING_RULES } from './role-mapping';
import { said, rulesOf, type Rule } from './rule';
import { received } from '../private/received';
import type { Group } from '../template/attachment';
import type { HandedOutRole, IdentityPool, RoleAttachment } from '../template/identity-pool';
import type { Resource } from '../template/resource';
import { Role } from '../template/role';
import { UserPool } from '../template/user-pool';
import { Client } from '../template/user-pool-client';
import { characters, isUnknown } from '../template/value';

const TRUST = 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services';

/** Identity pools and the trust of their roles. */
export const IDENTITY_POOL_RULES: readonly Rule<IdentityPool>[] = [...rulesOf<IdentityPool>('identity pool', 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html', {
  identityPoolGuestRole: {
    severity: 'warning',
    condition: 'Guests are off and a role for guests is attached all the same',
    consequence: 'once guests are turned on, everybody on the internet has that role; the L2 always attaches one',
    remedy: 'use `FederatedIdentityPool`, which has none, or remove `unauthenticated` from the attachment\'s roles',
    source: 'https://github.com/aws/aws-cdk/issues/25470',
    check: (pool) => pool.guests.flag !== true && !pool.guests.isUnknown
      && pool.roleAttachments.some((attachment) => attachment.roles.keys.includes('unauthenticated'))
      ? 'AllowUnauthenticatedIdentities is false and Roles holds "unauthenticated"' : undefined,
  },
  identityPoolGuests: {
    severity: 'warning',
    condition: 'Guests get AWS credentials',
    consequence: 'anybody on the internet has them, without signing in',
    remedy: 'turn them off, or say why they are on: `guests: GuestAccess.allow({ reason })`, which stands for an acknowledgement',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-2',
    check: (pool) => pool.guests.flag === true ? 'AllowUnauthenticatedIdentities is true' : undefined,
  },
  identityPoolClassicFlow: {
    severity: 'warning',
    condition: 'The classic flow is allowed',
    consequence: 'clients pick the role themselves and guests escape the session policy',
    remedy: 'leave `classicFlow` out, and have the app call GetCredentialsForIdentity (the enhanced flow), which every SDK does by itself',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
    check: (pool) => pool.classicFlow.flag === true ? 'AllowClassicFlow is true' : undefined,
  },
  identityPoolClassicRoles: {
    condition: 'The classic flow is allowed, and several roles trust every signed-in user',
    consequence: 'a signed-in user takes the strongest of them: the app names the role, and no mapping, group or rule is asked',
    remedy: 'leave the classic flow off, give each role an identity pool of its own, or acknowledge it where no role allows more than another',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
    check: (pool) => {
      const open = pool.classicFlow.flag === true ? takenByAll(pool) : [];
      return open.length > 1 ? `AllowClassicFlow is true, and every signed-in user may take ${open.map(({ path }) => path).join(', ')}` : undefined;
    },
  },
  identityPoolTokenCheck: {
    severity: 'warning',
    condition: 'The identity pool doesn\'t ask the user pool whether a token is still good',
    consequence: 'users who were signed out everywhere, disabled or deleted get new credentials',
    remedy: 'leave it on: `IdentityPoolProvider.userPool()` does, and so does the L2 without `disableServerSideTokenCheck`',
    source: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html',
    check: (pool) => {
      const checks = pool.providers.objects.map((provider) => provider.ServerSideTokenCheck);
      const bad = checks.filter((check) => !isUnknown(check) && String(check) !== 'true');
      return bad.length > 0 ? `ServerSideTokenCheck is ${received(bad[0])}` : undefined;
    },
  },
  identityPoolProviderName: {
    condition: 'A user pool stands in the identity pool as a URL',
    consequence: 'Cognito rejects it: a provider name has no https://',
    remedy: 'use `userPoolProviderName`, not `userPoolProviderUrl`',
    source: 'https://github.com/aws/aws-cdk/issues/19222',
    check: (pool) => {
      const bad = pool.providers.objects.map((provider) => provider.ProviderName).find(isProviderUrl);
      return bad === undefined ? undefined : `ProviderName is ${JSON.stringify(bad)}`;
    },
  },
  identityPoolClient: {
    condition: 'An identity pool names a user pool with a client of another one, or with a client of machines, whose tokens say nothing about a user',
    consequence: 'no token is ever accepted: Cognito answers that it isn\'t from a supported provider',
    remedy: 'give `IdentityPoolProvider.userPool()`, or `UserPoolAuthenticationProvider` of the L2, a client of that user pool through which users sign in',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-integrating-user-pools-with-identity-pools.html',
    check: (pool) => said(pool.providers.objects.flatMap(({ ProviderName, ClientId }) => {
      const [userPool, client] = [ProviderName, ClientId].map((value) => pool.referents(value).map((construct) => pool.view.resource(construct))[0]);
      return !(client instanceof Client) ? []
        : client.isMachine && client.grants.isClosed ? [`ClientId is that of ${client.path}, and its AllowedOAuthFlows is ${JSON.stringify(client.grants.list)}`]
          : userPool instanceof UserPool && client.pool !== undefined && client.pool !== userPool
            ? [`ProviderName is that of ${userPool.path}, and ClientId that of ${client.path}, a client of ${client.pool.path}`] : [];
    })),
  },
  identityPoolAttachments: {
    condition: 'An identity pool has more than one role attachment',
    consequence: 'the last one deployed wins, and the roles of the others are gone',
    remedy: 'keep one, with all roles and mappings in it: those of `FederatedIdentityPool` grow by `roleMapping` and `addRole()`',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolroleattachment.html',
    check: (pool) => pool.roleAttachments.length > 1 ? `IdentityPoolRoleAttachment is there ${pool.roleAttachments.length} times: ${pool.roleAttachments.map((attachment) => attachment.path).join(', ')}` : undefined,
  },
  identityPoolRoleMapping: {
    condition: 'A role mapping has no provider, or a URL for one, or doesn\'t say what an ambiguous match gets',
    consequence: 'Cognito rejects the attachment, or no user gets the role',
    remedy: 'set IdentityProvider to "<provider name>:<client id>" without https://, and AmbiguousRoleResolution to "Deny"',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-identitypoolroleattachment-rolemapping.html',
    check: (pool) => said(pool.roleAttachments.flatMap((attachment) => attachment.mappings.flatMap(([key, mapping]) => {
      // the key itself may be the provider, `graph.facebook.com`: CloudFormation takes it where IdentityProvider is left out.
      const provider = mapping.IdentityProvider ?? (/[.:]/.test(key) ? key : undefined);
      const problem = provider === undefined ? 'has no IdentityProvider'
        : isProviderUrl(provider) ? `has the IdentityProvider ${JSON.stringify(provider)}`
          : mapping.AmbiguousRoleResolution === undefined ? 'has no AmbiguousRoleResolution' : undefined;
      return problem === undefined ? [] : [`RoleMappings.${key} ${problem}`];
    }))),
  },
  identityPoolMappingGap: {
    condition: 'Of two clients of a user pool, one chooses roles by mapping and the other doesn\'t',
    consequence: 'users whom the mapping leaves without a role sign in through the other client and get the authenticated role',
    remedy: 'give each client of the user pool the same `roleMapping`',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
    check: (pool) => {
      const mapped = pool.roleAttachments.flatMap((attachment) => attachment.mappings.map(([, mapping]) => JSON.stringify(mapping.IdentityProvider) ?? ''));
      const clients = pool.providers.objects.filter(({ ClientId }) => ClientId !== undefined).map((provider) => ({
        name: JSON.stringify(provider.ProviderName),
        client: JSON.stringify(provider.ClientId),
        isMapped: mapped.some((mapping) => mapping.includes(JSON.stringify(provider.ClientId).slice(1, -1))),
      }));
      const gaps = clients.filter(({ name, isMapped }) => !isMapped && clients.some((other) => other.name === name && other.isMapped));
      return gaps.length > 0 && !pool.roleAttachments.some(givesNothing) ? `RoleMappings leaves out the ClientId ${gaps.map(({ client }) => client).join(', ')}, and has another of the same ProviderName` : undefined;
    },
  },
  groupRoleMapping: {
    severity: 'warning',
    condition: 'The role of a group trusts an identity pool that gives the users of the user pool no role by group',
    consequence: 'no user ever gets the role: the identity pool never reads it',
    remedy: 'give the user pool\'s provider `roleMapping: RoleMapping.token()`, or leave the role of the group out',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-tokens-to-assign-roles-to-users',
    check: (pool) => {
      // in the classic flow an app names the role itself.
      if (pool.classicFlow.isUnknown || pool.classicFlow.flag === true || pool.roleAttachments.some(({ roleMappings }) => roleMappings.isUnknown)) {
        return undefined;
      }
      const bad = pool.userPools.filter((userPool) => !givesRolesByGroup(pool, userPool)).flatMap(({ groups }) => groups)
        .filter((group) => group.named(group.role).some((role) => isUnused(pool, role)));
      return bad.length > 0 ? `RoleArn of ${bad.map(({ path }) => path).join(', ')} is a role that trusts the identity pool, and RoleMappings has no mapping of the type `
        + '"Token" for the user pool' : undefined;
    },
  },
  identityPoolDuplicateProvider: {
    condition: 'A client of a user pool stands in the identity pool twice',
    remedy: 'take one of them out of `providers`',
    check: (pool) => {
      const providers = pool.providers.objects.map(({ ProviderName, ClientId }) => JSON.stringify({ ProviderName, ClientId }));
      const twice = providers.filter((provider, index) => providers.indexOf(provider) !== index);
      return twice.length > 0 ? `CognitoIdentityProviders holds ${twice[0]} twice` : undefined;
    },
  },
  roleTrustAnybody: {
    final: true,
    condition: 'Anybody can assume a role of the identity pool, without a token of it',
    consequence: 'whoever has an AWS account, or an account at a public provider, takes the role',
    remedy: 'trust cognito-identity.amazonaws.com, under the conditions on the identity pool and the kind of user; name an account, an app or an organization in all others',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    check: (pool) => trustProblems(pool, 'anybody', (who) => `admits ${who}`),
  },
  roleTrustAudience: {
    final: true,
    condition: 'A role of the identity pool can be assumed through other identity pools',
    consequence: 'anybody makes an identity pool in an account of their own and takes the role',
    remedy: 'trust exactly this pool: StringEquals on the audience key with the identity pool\'s id',
    source: TRUST,
    // a list of pools is as exact as one.
    check: (pool) => trustProblems(pool, 'strangers', (tests) => `has ${tests}`),
  },
  roleTrustAuthenticated: {
    final: true,
    condition: 'The role of signed-in users can be assumed by guests, or the other way round',
    consequence: 'guests get what signed-in users have',
    remedy: 'add ForAnyValue:StringLike on the amr key with "authenticated", or "unauthenticated" for guests',
    source: TRUST,
    // users may be narrowed further, by the provider they came through.
    check: (pool) => trustProblems(pool, 'others', (tests, to) => `has ${tests}, which admits others than ${to} users`),
  },
  roleTrustNobody: {
    condition: 'No user of the identity pool can take a role that it hands out',
    consequence: 'users get an error in place of credentials',
    remedy: 'use the roles of `FederatedIdentityPool`, or `iam.WebIdentityPrincipal` with StringEquals on the audience key and ForAnyValue:StringLike on the amr key: '
      + '`iam.FederatedPrincipal` stands for sts:AssumeRole unless it is told otherwise',
    source: TRUST,
    check: (pool) => said(pool.roles().filter(({ role, by }) => (
      // without a mapping a back end may assume the role of a group.
      by !== 'group' || groupsWith(role, pool).length > 0)).flatMap((handedOut) => {
      const { nobody } = verdictOn(pool, handedOut);
      return nobody === undefined ? [] : [`AssumeRolePolicyDocument of ${handedOut.role.path} (${handedOut.to}) ${nobody}`];
    })),
  },
  roleAdministers: {
    condition: 'Guests, or all signed-in users, get a role that may administer users, identity providers, identities or the account',
    consequence: 'each of them makes themselves any other user, or an administrator, or removes others',
    remedy: 'grant it to a function of yours, or to a role that few get: `identities.addRole()` for a group; acknowledge it where every user is an administrator',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#best-practices-for-role-based-access-control',
    check: (pool) => powerOfAll(pool, 'administers'),
  },
  roleReachesAll: {
    severity: 'warning',
    condition: 'Guests, or all signed-in users, get a role that lists whole buckets, reads or writes every bucket or whole tables, lists users, invokes every function or reads every secret',
    consequence: 'each of them sees, or changes, what belongs to all others',
    remedy: 'name a prefix or an owner, as `ownAccess`, `accessByTag()` and `guestAccess` of the identity pool do, or acknowledge it where all of it is for everybody',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
    check: (pool) => powerOfAll(pool, 'reachesAll'),
  },
  principalTagTrust: {
    condition: 'Sessions have principal tags, and a role of signed-in users takes none',
    consequence: 'no user gets credentials with that role: sts:TagSession is denied',
    remedy: 'allow sts:TagSession in the role\'s trust, under the same conditions; roles of FederatedIdentityPool do',
    source: 'https://github.com/aws/aws-cdk/issues/30919',
    check: (pool) => {
      const bad = pool.principalTags.length === 0 ? [] : pool.roles().filter((handedOut) => handedOut.to === 'authenticated' && refusesTags(pool, handedOut));
      return bad.length > 0 ? `AssumeRolePolicyDocument of ${bad.map(({ role }) => role.path).join(', ')} has no sts:TagSession` : undefined;
    },
  },
  identityPoolRoleName: {
    severity: 'warning',
    condition: 'In us-gov-east-1, the name of a role has more than 20 characters, as those that CloudFormation makes do',
    consequence: 'identity pools may be unable to assume it there: role name and session name have 24 characters together',
    remedy: 'set RoleName on its L1, `(identities.authenticatedRole.node.defaultChild as iam.CfnRole).roleName = \'acme-users\'`',
    source: 'https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html',
    check: (pool) => {
      const roles = pool.stack.region === 'us-gov-east-1' ? pool.roles() : [];
      const bad = roles.filter(({ role: { name } }) => !name.isUnknown).flatMap(({ role: { name, path } }) => {
        const length = characters(name.text);
        return length === undefined ? [`RoleName of ${path} is not set`] : length > 20 ? [`RoleName of ${path} has ${length} characters`] : [];
      });
      return said(bad);
    },
  },
  developerBesideSignOn: {
    severity: 'warning',
    condition: 'A back end vouches for users of an identity pool in which users also sign in by themselves',
    consequence: 'whoever holds the back end\'s permissions gets credentials for any identity of the pool, without sign-in and MFA',
    remedy: 'give the back end an identity pool of its own, or acknowledge it',
    source: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html',
    check: (pool) => {
      const beside = ['CognitoIdentityProviders', 'OpenIdConnectProviderARNs', 'SamlProviderARNs'].filter((list) => pool.at(list).items.length > 0);
      return pool.developerName.isSet && beside.length > 0 ? `DeveloperProviderName is set beside ${beside.join(' and ')}` : undefined;
    },
  },
  socialBesideUserPool: {
    severity: 'warning',
    condition: 'An identity pool takes tokens of a social provider beside those of a user pool',
    consequence: 'a user who is disabled in the user pool, or asked for MFA there, comes in with the social token instead',
    remedy: 'register the social provider with the user pool (`SocialProviders`), or acknowledge it',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html',
    check: (pool) => {
      const social = pool.socialProviders.keys;
      return social.length > 0 && pool.providers.items.length > 0
        ? `SupportedLoginProviders holds ${social.join(', ')} beside CognitoIdentityProviders` : undefined;
    },
  },
}), ...ROLE_MAPPING_RULES, ...PRINCIPAL_TAG_RULES, ...GUEST_RULES];

/** Groups, whose roles may be trusted through an identity pool that isn't in the app. */
export const GROUP_RULES: readonly Rule<Group>[] = rulesOf('group', 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html', {
  groupRoleTrust: {
    final: true,
    condition: 'The role of a group can be assumed through any identity pool',
    consequence: 'anybody makes an identity pool in an account of their own and takes the role',
    remedy: 'use the role of `identities.addRole()`, or trust one pool: StringEquals on the audience key with the identity pool\'s id',
    source: TRUST,
    check: (group) => {
      const roles = group.named(group.role).filter((role) => role instanceof Role);
      // of those that an identity pool of the app hands out another rule speaks.
      const bad = roles.filter((role) => strangersIn(role) !== undefined
        && !group.view.identityPools.some((pool) => pool.roles().some((one) => one.role === role)));
      return bad.length > 0 ? `AssumeRolePolicyDocument of ${bad.map(({ path }) => path).join(', ')} names no identity pool` : undefined;
    },
  },
});

/** The roles that every signed-in user may take: of those that the pool hands out, and of those that trust it without being handed out. */
function takenByAll(pool: IdentityPool): Role[] {
  const handedOut = pool.roles().filter(({ to }) => to === 'authenticated').map(({ role }) => role);
  return [
    ...handedOut.filter((role) => takesEveryUser(pool, role, true)),
    ...pool.view.ofType<Role>('AWS::IAM::Role').filter((role) => !handedOut.includes(role) && takesEveryUser(pool, role, false)),
  ];
}

/** Whether whom no mapping gives a role gets one that may do nothing. */
function givesNothing(attachment: RoleAttachment): boolean {
  return attachment.named(attachment.roles.at('authenticated')).some((role) => role instanceof Role && !role.managedPolicies.isSet && role.statements.length === 0);
}

/** Whether a role is for the users of this identity pool only, and no attachment names it. */
function isUnused(pool: IdentityPool, role: Resource): boolean {
  const pools = role instanceof Role ? role.named(role.trust).filter(({ type }) => type === pool.type) : [];
  return pools.length > 0 && pools.every((one) => one === pool) && !pool.roles().some((one) => one.role === role && one.by !== 'group');
}

function powerOfAll(pool: IdentityPool, kind: keyof Powers): string | undefined {
  return said(pool.roles().flatMap((handedOut) => {
    const { role } = handedOut;
    const way = handedToAll(pool, handedOut);
    if (way === undefined) {
      return [];
    }
    const { administers, reachesAll } = powersOf(role);
    // whoever administers users sees them.
    const powers = kind === 'administers' || administers.length === 0 ? powersOf(role)[kind]
      : reachesAll.filter((action) => !administers.includes(action) && !/^cognito-idp:/i.test(action));
    return powers.length > 0 ? [`${way} is ${role.path}, which allows ${JSON.stringify(powers)}`] : [];
  }));
}

function trustProblems(pool: IdentityPool, kind: keyof Verdict, told: (found: string, to: HandedOutRole['to']) => string): string | undefined {
  return said(pool.roles().flatMap((handedOut) => {
    const { role, to } = handedOut;
    const found = verdictOn(pool, handedOut)[kind];
    return found === undefined ? [] : [`AssumeRolePolicyDocument of ${role.path} (${to}) ${told(found, to)}`];
  }));
}
