import { rulesOf, type Rule } from './rule';
import type { UserPool } from '../template/user-pool';
import { own } from '../template/value';

/** What each plan leaves out. A plan that isn't known might hold everything. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = { LITE: ['ESSENTIALS', 'PLUS'], ESSENTIALS: ['PLUS'] };

/** The plan pays for the features: never raised silently, because it costs money. */
export const PLAN_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html', {
  planTooLow: {
    condition: 'The feature plan doesn\'t hold a feature that the pool or its clients use',
    consequence: 'Cognito rejects the feature; pools that AWS grandfathered may keep it: acknowledge it there',
    remedy: 'raise it where it is set (`featurePlan`, an override, an Aspect), leave it out so that it follows from what is used, or do without the feature',
    check: (pool) => {
      const tier = pool.tier.text ?? '';
      const missing = pool.features().filter(({ plan }) => own(LEFT_OUT, tier)?.includes(plan)).map(({ feature, plan }) => `${feature} needs ${plan}`);
      return missing.length > 0 ? `UserPoolTier is "${tier}"; ${missing.join(', ')}` : undefined;
    },
  },
});
