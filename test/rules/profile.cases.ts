import type { CfnUserPoolProps, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';
import { registryOf } from '../../src/private/pool-registry';

const PROFILE = { name: 'SecurityProfile.of()', minPasswordLength: 10, mfaRequired: true, threatProtection: false, firewall: false, deletionProtection: true };
const PASSWORD = {
  minimumLength: 10, requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true, temporaryPasswordValidityDays: 7,
};
const password = (it: object): CfnUserPoolProps => ({ policies: { passwordPolicy: { ...PASSWORD, ...it } } });
const CLASSES = 'RequireLowercase, RequireUppercase, RequireNumbers, RequireSymbols doesn\'t ask for every class (PasswordRules.standard())';

/** Every choice that a profile has a word in is tried in security-profile.test.ts, on the construct. */
export const PROFILE_CASES: RuleCases = {
  profileWeakened: ruleCase({
    define: (stack, it: CfnUserPoolProps) => {
      const defined = pool(stack, { mfaConfiguration: 'ON', enabledMfas: ['SOFTWARE_TOKEN_MFA'], deletionProtection: 'ACTIVE', ...password({}), ...it });
      registryOf({ userPoolId: defined.ref } as IUserPool).profile = PROFILE;
    },
    trips: [
      [password({ minimumLength: 9 }), '"securityProfile" is SecurityProfile.of(), and MinimumLength takes 9 characters (minLength: 10 or more)'],
      // what Cognito does by itself.
      [{ policies: undefined }, '"securityProfile" is SecurityProfile.of(), and MinimumLength takes 8 characters (minLength: 10 or more)'],
      [{ policies: { passwordPolicy: { minimumLength: 12 } } }, `"securityProfile" is SecurityProfile.of(), and ${CLASSES}`],
      [{ deletionProtection: undefined },
        '"securityProfile" is SecurityProfile.of(), and DeletionProtection turns deletion protection off (UserPoolRetention.retain())'],
    ],
    passes: [{}, password({ minimumLength: 99, temporaryPasswordValidityDays: 1 }), password({ temporaryPasswordValidityDays: undefined })],
    tokens: [
      { policies: TOKEN.any }, { deletionProtection: TOKEN.text }, { mfaConfiguration: TOKEN.text },
      password({ requireSymbols: TOKEN.any, minimumLength: TOKEN.any, temporaryPasswordValidityDays: TOKEN.any }),
    ],
  }),
};
