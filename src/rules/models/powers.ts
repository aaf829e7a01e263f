import { matches } from './policy';
import type { Role } from '../../template/role';
import { isLiteral, Text } from '../../template/value';

/** Whoever may do one of these makes themselves another user, or an administrator, of the pool or of the account. */
const POWERS = [
  'cognito-idp:AdminSetUserPassword', 'cognito-idp:AdminResetUserPassword', 'cognito-idp:AdminUpdateUserAttributes', 'cognito-idp:AdminAddUserToGroup',
  'cognito-idp:AdminLinkProviderForUser', 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminConfirmSignUp', 'cognito-idp:AdminInitiateAuth',
  'cognito-idp:AdminSetUserMFAPreference', 'cognito-idp:UpdateUserPool', 'cognito-idp:UpdateUserPoolClient', 'cognito-idp:CreateUserPoolClient',
  'cognito-idp:DescribeUserPoolClient', 'cognito-idp:CreateIdentityProvider', 'cognito-idp:UpdateIdentityProvider', 'cognito-idp:UpdateGroup',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity', 'cognito-identity:SetIdentityPoolRoles', 'cognito-identity:UpdateIdentityPool',
  'iam:CreateAccessKey', 'iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:AttachUserPolicy', 'iam:PutUserPolicy',
];

/** These are a power on everything, and may be meant on one resource. */
const POWERS_ON_ALL = ['sts:AssumeRole', 'iam:PassRole', 'lambda:UpdateFunctionCode'];

/** The services of these actions, and whatever may mean several services. */
const SERVICES = /^(cognito-id|iam:|sts:|lambda:|[^:]*[*?])/i;

/** AWS's policies that hold such powers. */
const POLICIES = /:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|AmazonCognitoPowerUser)$/;

/**
 * The actions and managed policies by which a role makes an administrator of whoever has it. A statement with a condition may be narrow: it says nothing.
 */
export function powersOf(role: Role): string[] {
  const actions = role.statementsAbout(SERVICES).filter(({ Effect, Condition }) => Effect === 'Allow' && Condition === undefined).flatMap(({ Action, Resource }) => {
    const powers = [...POWERS, ...[Resource].flat().includes('*') ? POWERS_ON_ALL : []];
    const patterns = [Action].flat().filter((action): action is string => isLiteral(action) && SERVICES.test(action));
    return patterns.filter((pattern) => powers.some((power) => matches(pattern.toLowerCase(), power.toLowerCase())));
  });
  const policies = role.managedPolicies.items.map((arn) => Text.of(arn)?.toString() ?? '').filter((arn) => POLICIES.test(arn));
  return [...new Set([...actions, ...policies])];
}
