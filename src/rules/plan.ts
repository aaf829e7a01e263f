import type { UserPoolResource } from './model';
import type { UserPoolRule } from './rule';

/** The feature plans, cheapest first. */
const PLANS = ['LITE', 'ESSENTIALS', 'PLUS'];

/** What the template uses that a plan above LITE pays for. */
function needs(pool: UserPoolResource): { readonly feature: string; readonly plan: string }[] {
  const found: { feature: string; plan: string }[] = [];
  const essentials = (feature: string, used: boolean) => used && found.push({ feature, plan: 'ESSENTIALS' });

  essentials('managed login (ManagedLoginVersion 2)', pool.domains.some((domain) => domain.number('ManagedLoginVersion') === 2));
  essentials('branding of managed login', pool.brandings.length > 0);
  essentials('terms', pool.attachments.some((attachment) => attachment.type === 'AWS::Cognito::Terms'));
  essentials('choice-based sign-in (AllowedFirstAuthFactors)',
    (pool.list('Policies.SignInPolicy.AllowedFirstAuthFactors') ?? []).some((factor) => factor !== 'PASSWORD'));
  essentials('ALLOW_USER_AUTH', pool.clients.some((client) => client.list('ExplicitAuthFlows')?.includes('ALLOW_USER_AUTH')));
  essentials('e-mail MFA', pool.list('EnabledMfas')?.includes('EMAIL_OTP') ?? false);
  essentials('passkeys as MFA (WebAuthnFactorConfiguration)', pool.text('WebAuthnFactorConfiguration') === 'MULTI_FACTOR_WITH_USER_VERIFICATION');
  essentials('password history', (pool.number('Policies.PasswordPolicy.PasswordHistorySize') ?? 0) > 0);
  essentials('refresh token rotation', pool.clients.some((client) => client.text('RefreshTokenRotation.Feature') === 'ENABLED'));
  essentials('access token customization', ['V2_0', 'V3_0'].includes(pool.text('LambdaConfig.PreTokenGenerationConfig.LambdaVersion') ?? ''));
  const modes = ['AdvancedSecurityMode', 'AdvancedSecurityAdditionalFlows.CustomAuthMode'].map((mode) => pool.text(`UserPoolAddOns.${mode}`));
  if (modes.some((mode) => mode === 'AUDIT' || mode === 'ENFORCED')) {
    found.push({ feature: 'threat protection', plan: 'PLUS' });
  }
  if (pool.attachments.some((attachment) => attachment.objects('LogConfigurations').some((log) => log.EventSource === 'userAuthEvents'))) {
    found.push({ feature: 'export of user activity', plan: 'PLUS' });
  }
  return found;
}

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
      const plan = pool.text('UserPoolTier');
      const missing = needs(pool).filter((need) => plan !== undefined && PLANS.includes(plan) && PLANS.indexOf(need.plan) > PLANS.indexOf(plan));
      return missing.length > 0 ? `UserPoolTier is "${plan}"; ${missing.map((need) => `${need.feature} needs ${need.plan}`).join(', ')}` : undefined;
    },
  },
];
