import { identityPrincipal } from '../private/region';
import type { AuthResource, IdentityPoolResource } from './model';
import type { IdentityPoolRule } from './rule';

const TRUST = 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services';

type Statement = Readonly<Record<string, unknown>>;

/** Identity pools and the trust of their roles. */
export const IDENTITY_POOL_RULES: readonly IdentityPoolRule[] = [
  {
    id: 'identityPoolGuestRole',
    severity: 'error',
    condition: 'Guests are off and a role for guests is attached all the same',
    consequence: 'one boolean later everybody on the internet has that role; the L2 attaches one always',
    remedy: 'use `FederatedIdentityPool`, which has none, or remove `unauthenticated` from the attachment\'s roles',
    source: 'https://github.com/aws/aws-cdk/issues/25470',
    check: (pool) => pool.flag('AllowUnauthenticatedIdentities') !== true && !pool.isToken('AllowUnauthenticatedIdentities')
      && pool.roleAttachments.some((attachment) => attachment.has('Roles.unauthenticated'))
      ? 'AllowUnauthenticatedIdentities is false and Roles holds "unauthenticated"' : undefined,
  },
  {
    id: 'identityPoolGuests',
    severity: 'warning',
    condition: 'Guests get AWS credentials',
    consequence: 'anybody on the internet has them, without signing in',
    remedy: 'turn them off, or acknowledge this with the reason',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-2',
    check: (pool) => pool.flag('AllowUnauthenticatedIdentities') === true ? 'AllowUnauthenticatedIdentities is true' : undefined,
  },
  {
    id: 'identityPoolClassicFlow',
    severity: 'warning',
    condition: 'The classic flow is allowed',
    consequence: 'clients pick the role themselves and guests escape the session policy',
    remedy: 'use the enhanced flow',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
    check: (pool) => pool.flag('AllowClassicFlow') === true ? 'AllowClassicFlow is true' : undefined,
  },
  {
    id: 'identityPoolTokenCheck',
    severity: 'warning',
    condition: 'The identity pool doesn\'t ask the user pool whether a token is still good',
    consequence: 'people who were signed out everywhere, disabled or deleted get new credentials',
    remedy: 'set ServerSideTokenCheck to true',
    source: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html',
    check: (pool) => {
      const bad = pool.objects('CognitoIdentityProviders').filter((provider) => provider.ServerSideTokenCheck !== true && typeof provider.ServerSideTokenCheck !== 'object');
      return bad.length > 0 ? `ServerSideTokenCheck is ${JSON.stringify(bad[0]!.ServerSideTokenCheck ?? 'not set')}` : undefined;
    },
  },
  {
    id: 'identityPoolProviderName',
    severity: 'error',
    condition: 'A user pool stands in the identity pool as an URL',
    consequence: 'Cognito rejects it: a provider name has no https://',
    remedy: 'use `userPoolProviderName`, not `userPoolProviderUrl`',
    source: 'https://github.com/aws/aws-cdk/issues/19222',
    check: (pool) => {
      const names = pool.objects('CognitoIdentityProviders').map((provider) => provider.ProviderName);
      const bad = names.find((name) => typeof name === 'string' && name.startsWith('https://'));
      return bad === undefined ? undefined : `ProviderName is ${JSON.stringify(bad)}`;
    },
  },
  {
    id: 'identityPoolAttachments',
    severity: 'error',
    condition: 'An identity pool has more than one role attachment',
    consequence: 'the last one deployed wins, and the roles of the others are gone',
    remedy: 'attach all roles in one place',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolroleattachment.html',
    check: (pool) => pool.roleAttachments.length > 1 ? `the role attachments are ${pool.roleAttachments.map((attachment) => attachment.path).join(', ')}` : undefined,
  },
  {
    id: 'identityPoolRoleMapping',
    severity: 'error',
    condition: 'A role mapping has no provider or doesn\'t say what an ambiguous match gets',
    consequence: 'Cognito rejects the attachment, or nobody gets the role',
    remedy: 'set IdentityProvider to "<provider name>:<client id>" without https://, and AmbiguousRoleResolution to "Deny"',
    source: 'https://github.com/aws/aws-cdk/issues/22951',
    check: (pool) => {
      const bad = pool.roleAttachments.flatMap((attachment) => attachment.keys('RoleMappings').flatMap((key) => {
        const at = `RoleMappings.${key}`;
        const provider = String(attachment.text(`${at}.IdentityProvider`) ?? '');
        return !attachment.has(`${at}.AmbiguousRoleResolution`) || !attachment.has(`${at}.IdentityProvider`) || provider.startsWith('https://') ? [at] : [];
      }));
      return bad.length > 0 ? `${bad.join(', ')} is not complete` : undefined;
    },
  },
  {
    id: 'roleTrustAudience',
    severity: 'error',
    final: true,
    condition: 'A role of the identity pool can be assumed through other identity pools',
    consequence: 'anybody makes an identity pool in an account of their own and takes the role',
    remedy: 'trust exactly this pool: StringEquals on the audience key with the identity pool\'s id',
    source: TRUST,
    check: (pool) => roleProblem(pool, (statement, principal) => !hasAudience(statement, `${principal}:aud`)
      ? `its trust has no StringEquals on ${principal}:aud with an identity pool's id` : undefined),
  },
  {
    id: 'roleTrustAuthenticated',
    severity: 'error',
    final: true,
    condition: 'The role of signed-in people can be assumed by guests, or the other way round',
    consequence: 'guests get what members have',
    remedy: 'add ForAnyValue:StringLike on the amr key with "authenticated", or "unauthenticated" for guests',
    source: TRUST,
    check: (pool) => roleProblem(pool, (statement, principal, name) => {
      const amr = condition(statement, 'ForAnyValue:StringLike', `${principal}:amr`) ?? condition(statement, 'ForAnyValue:StringEquals', `${principal}:amr`);
      const values = Array.isArray(amr) ? amr : [amr];
      return values.length === 1 && values[0] === name ? undefined : `its trust has ${JSON.stringify(amr ?? 'nothing')} for ${principal}:amr, not "${name}"`;
    }),
  },
];

/** The first role of the pool whose trust in identity pools has a problem. Roles from outside the app can't be seen. */
function roleProblem(
  pool: IdentityPoolResource,
  problem: (statement: Statement, principal: string, name: string) => string | undefined,
): string | undefined {
  for (const { name, role } of pool.roles()) {
    const principal = identityPrincipal(role.cfn.stack.region);
    for (const statement of trustOf(role, principal)) {
      const text = problem(statement, principal, name);
      if (text !== undefined) {
        return `the role ${role.path} (${name}): ${text}`;
      }
    }
  }
  return undefined;
}

function trustOf(role: AuthResource, principal: string): Statement[] {
  return role.objects('AssumeRolePolicyDocument.Statement').filter((statement) => statement.Effect === 'Allow'
    && [(statement.Principal as Statement | undefined)?.Federated].flat().includes(principal));
}

function condition(statement: Statement, operator: string, key: string): unknown {
  return ((statement.Condition as Statement | undefined)?.[operator] as Statement | undefined)?.[key];
}

function hasAudience(statement: Statement, key: string): boolean {
  const audience = condition(statement, 'StringEquals', key);
  return audience !== undefined && audience !== '*';
}
