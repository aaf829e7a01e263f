import type { CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { accept, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const choice = (...factors: string[]): CfnUserPoolProps['policies'] => ({ signInPolicy: { allowedFirstAuthFactors: factors } });

export const PLAN_CASES: RuleCases = {
  planTooLow: ruleCase({
    define: (stack, it: CfnUserPoolProps) => accept(pool(stack, { userPoolTier: 'LITE', policies: choice('PASSWORD', 'WEB_AUTHN'), ...it }), 'threatModeWithoutActions', 'passkeyNotOffered'),
    trips: [
      [{}, 'UserPoolTier is "LITE"; choice-based sign-in needs ESSENTIALS'],
      [
        { userPoolAddOns: { advancedSecurityMode: 'AUDIT' } },
        'UserPoolTier is "LITE"; threat protection needs PLUS, choice-based sign-in needs ESSENTIALS',
      ],
      [{ userPoolTier: 'ESSENTIALS', userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } }, 'UserPoolTier is "ESSENTIALS"; threat protection needs PLUS'],
      [
        { policies: choice('PASSWORD'), webAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' },
        'UserPoolTier is "LITE"; passkeys as MFA needs ESSENTIALS',
      ],
    ],
    passes: [
      { policies: choice('PASSWORD'), webAuthnFactorConfiguration: 'SINGLE_FACTOR' },
      { userPoolTier: 'ESSENTIALS' },
      { userPoolTier: 'PLUS', userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } },
      { policies: choice('PASSWORD') },
      // nobody chose a plan: AWS may have grandfathered the pool (aws-cdk#36023).
      { userPoolTier: undefined, userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } },
    ],
    tokens: [{ userPoolTier: TOKEN.text }, { policies: TOKEN.any }, { policies: choice('PASSWORD'), userPoolAddOns: TOKEN.any }],
  }),
};
