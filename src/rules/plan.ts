import type { UserPoolResource } from './model';
import type { UserPoolRule } from './rule';

/** A feature, and whether the template uses it. */
type Feature = readonly [name: string, used: boolean];

/** What LITE doesn't hold. */
function essentials(pool: UserPoolResource): readonly Feature[] {
  return [
    ['managed login (ManagedLoginVersion 2)', pool.domains.some((domain) => domain.number('ManagedLoginVersion') === 2)],
    ['branding of managed login', pool.brandings.length > 0],
    ['terms', pool.terms.length > 0],
    ['choice-based sign-in (AllowedFirstAuthFactors)',
      (pool.list('Policies.SignInPolicy.AllowedFirstAuthFactors') ?? []).some((factor) => factor !== 'PASSWORD')],
    ['ALLOW_USER_AUTH', pool.clients.some((client) => client.list('ExplicitAuthFlows')?.includes('ALLOW_USER_AUTH'))],
    ['e-mail MFA', pool.list('EnabledMfas')?.includes('EMAIL_OTP') ?? false],
    ['passkeys as MFA (WebAuthnFactorConfiguration)', pool.text('WebAuthnFactorConfiguration') === 'MULTI_FACTOR_WITH_USER_VERIFICATION'],
    ['password history', (pool.number('Policies.PasswordPolicy.PasswordHistorySize') ?? 0) > 0],
    ['refresh token rotation', pool.clients.some((client) => client.text('RefreshTokenRotation.Feature') === 'ENABLED')],
    ['access token customization', ['V2_0', 'V3_0'].includes(pool.text('LambdaConfig.PreTokenGenerationConfig.LambdaVersion') ?? '')],
    ['the updated issuer (IssuerConfiguration)', pool.text('IssuerConfiguration.Type') === 'UPDATED'],
    ['a replica', pool.replicas.length > 0],
  ];
}

/** What ESSENTIALS doesn't hold. */
function plus(pool: UserPoolResource): readonly Feature[] {
  const modes = ['AdvancedSecurityMode', 'AdvancedSecurityAdditionalFlows.CustomAuthMode'].map((mode) => pool.text(`UserPoolAddOns.${mode}`));
  const logs = pool.logDeliveries.flatMap((delivery) => delivery.objects('LogConfigurations'));
  return [
    ['threat protection', modes.some((mode) => mode === 'AUDIT' || mode === 'ENFORCED')],
    ['export of user activity', logs.some((log) => log.EventSource === 'userAuthEvents')],
  ];
}

/** What each plan leaves out. A plan that isn't known, or is a token, might hold everything. */
const LEFT_OUT = new Map<string, readonly [features: (pool: UserPoolResource) => readonly Feature[], needs: string][]>([
  ['LITE', [[essentials, 'ESSENTIALS'], [plus, 'PLUS']]],
  ['ESSENTIALS', [[plus, 'PLUS']]],
]);

/** The plan pays for the features: never raised silently, because it costs money. */
export const PLAN_RULES: readonly UserPoolRule[] = [
  {
    id: 'planTooLow',
    severity: 'error',
    condition: 'The feature plan doesn\'t hold a feature that the pool or its clients use',
    consequence: 'Cognito rejects the feature; pools that AWS grandfathered may keep it: acknowledge it there',
    remedy: 'set `featurePlan` to what it needs, or do without the feature; the derived plan counts what this library\'s constructs add',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html',
    check: (pool) => {
      const plan = pool.text('UserPoolTier') ?? '';
      const missing = (LEFT_OUT.get(plan) ?? []).flatMap(([features, needs]) => features(pool).filter(([, used]) => used).map(([name]) => `${name} needs ${needs}`));
      return missing.length > 0 ? `UserPoolTier is "${plan}"; ${missing.join(', ')}` : undefined;
    },
  },
];
