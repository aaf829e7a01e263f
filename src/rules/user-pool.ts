import { refused, rulesOf, type Rule } from './rule';
import { received } from '../private/received';
import type { UserPool } from '../template/user-pool';

/** The directory itself: what can be lost, and who can look like whom. */
export const DIRECTORY_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html', {
  poolProtectionBlocksRemoval: {
    condition: 'The removal policy deletes the user pool while deletion protection is on',
    consequence: 'the stack can be neither deleted nor rolled back',
    remedy: 'use `retention: UserPoolRetention.destroy()` for a pool that may go, `UserPoolRetention.retain()` for one that must stay',
    check: (pool) => pool.deletionPolicy === 'Delete' && pool.deletionProtection.text === 'ACTIVE'
      ? 'DeletionPolicy is "Delete" and DeletionProtection "ACTIVE"' : undefined,
  },
  poolAliasAndUsername: {
    condition: 'The pool has both alias attributes and user-name attributes',
    remedy: 'keep one of them; neither can be changed after creation',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases',
    check: (pool) => pool.aliasAttributes.list.length && pool.usernameAttributes.list.length
      ? `AliasAttributes is ${JSON.stringify(pool.aliasAttributes.list)} beside UsernameAttributes ${JSON.stringify(pool.usernameAttributes.list)}` : undefined,
  },
  poolCaseSensitive: {
    severity: 'warning',
    condition: 'User names are case sensitive',
    consequence: '"Jane@example.com" and "jane@example.com" become two accounts that look alike',
    remedy: 'use `SignIn.email()` for a new pool; acknowledge it for an existing one, where it can never change',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html',
    check: (pool) => pool.usernameConfiguration.isSet && pool.caseSensitive.flag !== true
      ? undefined : `UsernameConfiguration.CaseSensitive is ${received(pool.caseSensitive.raw, 'not set, which Cognito takes for true')}`,
  },
  poolUpdateBeforeVerification: {
    condition: 'An attribute must be verified before it is updated, but isn\'t verified automatically',
    remedy: 'verify the attribute automatically as well (`autoVerify` of the L2)',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-userattributeupdatesettings.html',
    check: (pool) => {
      const verified = pool.verifiedAttributes.closedList ?? (pool.verifiedAttributes.isSet ? undefined : []);
      const missing = pool.keptAttributes.list.filter((name) => verified?.includes(name) === false);
      return missing?.length ? `AttributesRequireVerificationBeforeUpdate holds ${JSON.stringify(missing)}, AutoVerifiedAttributes only ${JSON.stringify(verified)}` : undefined;
    },
  },
  poolPasswordShort: {
    severity: 'warning',
    condition: 'Passwords may have fewer than eight characters',
    consequence: 'short passwords are guessed, and no audit accepts them',
    remedy: 'ask for twelve or more: `passwordPolicy: PasswordRules.standard()`',
    source: 'https://pages.nist.gov/800-63-4/sp800-63b.html',
    check: (pool) => refused('MinimumLength', pool.passwordPolicy.at('MinimumLength'), (length) => Number(length) >= 6 && Number(length) < 8),
  },
  recoveryAdminBeside: {
    condition: 'Administrators alone are to recover accounts (admin_only), and another way is given beside',
    remedy: 'keep one: `accountRecovery: cognito.AccountRecovery.NONE` for administrators alone, or EMAIL_ONLY',
    check: (pool) => pool.recovery.items.length > 1 && pool.recoveryNames.includes('admin_only')
      ? `RecoveryMechanisms holds "admin_only" beside ${pool.recovery.items.length - 1} more` : undefined,
  },
  firewallTwice: {
    condition: 'More than one web ACL is associated with the pool',
    consequence: 'a pool has one: the last association replaces the others, and removing one removes it for all',
    remedy: 'keep one; with SecurityProfile.STRICT, give yours as `firewall: SignInFirewall.webAcl(…)`, or SignInFirewall.external()',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html',
    check: ({ webAclAssociations, stack }) => {
      // a replica has one of its own.
      const here = webAclAssociations.filter((association) => association.stack.region === stack.region);
      return here.length > 1 ? `WebACLAssociation is there ${here.length} times: ${here.map(({ path }) => path).join(' and ')}` : undefined;
    },
  },
  poolInChina: {
    condition: 'A user pool is in a Region of China',
    consequence: 'CloudFormation doesn\'t know the resource there: China has identity pools, in cn-north-1, and no user pools',
    remedy: 'define the pool in another Region',
    source: 'https://docs.amazonaws.cn/en_us/aws/latest/userguide/cognito.html',
    check: ({ stack: { region } }) => region.startsWith('cn-') ? `"env" of the stack has the Region ${JSON.stringify(region)}` : undefined,
  },
});
