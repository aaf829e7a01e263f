import { firewallGap, recoveryGap } from './attack';
import { rulesOf, said, type Rule } from './rule';
import { exemptsEverybody } from './threat';
import { toldOf, type PoolProfile } from '../private/pool-registry';
import type { RiskConfiguration } from '../template/attachment';
import type { UserPool } from '../template/user-pool';
import type { Value } from '../template/value';

const CLASSES = ['RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols'];
const LEVELS = ['LowAction', 'MediumAction', 'HighAction'];

/** What a security profile promises, held against what is deployed: whoever weakened it, a prop, an Aspect or an override. */
export const PROFILE_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html', {
  profileWeakened: {
    condition: 'The pool fails what its `securityProfile` asks for',
    consequence: 'an audit finds what the profile promises',
    remedy: 'keep to it in props, Aspects and overrides, or ask for less: SecurityProfile.BASELINE, SecurityProfile.of(), or no profile',
    check: (pool) => {
      const { profile, firewallElsewhere } = toldOf(pool.cfn);
      const gaps = profile === undefined ? [] : [
        ...common(pool, profile),
        ...profile.mfaRequired ? [...pool.mfa.text === 'OPTIONAL' ? ['MfaConfiguration is optional (MfaPolicy.required())'] : [], ...recoveryGap(pool)] : [],
        ...profile.threatProtection ? threatGaps(pool) : [],
        ...profile.firewall && firewallElsewhere !== true ? firewallGap(pool) ?? ['"firewall" is missing (SignInFirewall.standard(), or external() where another team associates one)'] : [],
      ];
      return gaps.length > 0 ? `"securityProfile" is ${profile!.name}, and ${said(gaps)}` : undefined;
    },
  },
});

function common(pool: UserPool, profile: PoolProfile): string[] {
  const { passwordPolicy } = pool;
  const least = passwordPolicy.at('MinimumLength');
  const days = passwordPolicy.at('TemporaryPasswordValidityDays');
  // what Cognito does where the template says nothing: eight characters of every class.
  const length = least.isSet ? least.number : 8;
  const missing = passwordPolicy.isSet ? CLASSES.filter((name) => isNot(passwordPolicy.at(name), 'true')) : [];
  return [
    ...isNot(pool.mfa, 'ON') && isNot(pool.mfa, 'OPTIONAL') ? ['MfaConfiguration is off (MfaPolicy.optional() or MfaPolicy.required())'] : [],
    ...length !== undefined && length < profile.minPasswordLength
      ? [`MinimumLength takes ${length} characters (minLength: ${profile.minPasswordLength} or more)`] : [],
    ...missing.length > 0 ? [`${missing.join(', ')} doesn't ask for every class (PasswordRules.standard())`] : [],
    ...(days.number ?? 0) > 7
      ? [`TemporaryPasswordValidityDays lets temporary passwords live ${days.number} days (tempPasswordValidity: up to 7)`] : [],
    ...profile.deletionProtection && isNot(pool.deletionProtection, 'ACTIVE')
      ? ['DeletionProtection turns deletion protection off (UserPoolRetention.retain())'] : [],
  ];
}

function threatGaps(pool: UserPool): string[] {
  const risks = pool.riskConfigurations;
  return [
    ...isNot(pool.threatMode, 'ENFORCED') ? ['AdvancedSecurityMode isn\'t enforced (ThreatProtection.enforce())'] : [
      ...isNot(pool.customAuthMode, 'ENFORCED') ? ['CustomAuthMode leaves custom authentication open (CustomAuthProtection.ENFORCED)'] : [],
      ...risks.length > 0 && risks.every(blocksEveryRisk) ? [] : ['AccountTakeoverRiskConfiguration doesn\'t block every risk (RiskAction.BLOCK at each level)'],
      ...risks.every(refusesLeaks) ? [] : ['EventFilter takes leaked passwords at sign-in (CredentialEvent.SIGN_IN)'],
      ...risks.some(exemptsEverybody) ? ['SkippedIPRangeList judges nobody (allowedRanges: your own offices)'] : [],
    ],
    ...pool.tier.isSet && isNot(pool.tier, 'PLUS') ? [`UserPoolTier is ${pool.tier.text} (leave it out, or FeaturePlan.PLUS)`] : [],
  ];
}

function blocksEveryRisk(risk: RiskConfiguration): boolean {
  return LEVELS.every((level) => !isNot(risk.actions.at(`${level}.EventAction`), 'BLOCK'));
}

function refusesLeaks(risk: RiskConfiguration): boolean {
  const events = risk.compromised.at('EventFilter').closedList;
  return !isNot(risk.compromised.at('Actions.EventAction'), 'BLOCK') && (events === undefined || events.includes('SIGN_IN'));
}

/** Whether a value is surely another one, or isn't there. */
function isNot(value: Value, text: string): boolean {
  return !value.isUnknown && String(value.text) !== text;
}
