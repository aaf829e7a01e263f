import { said, rulesOf, type Rule } from './rule';
import { parse } from '../private/callback-url';
import { toldOf } from '../private/pool-registry';
import { received } from '../private/received';
import type { RiskConfiguration } from '../template/attachment';
import type { UserPool } from '../template/user-pool';

const ADAPTIVE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html';
const RISK_API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetRiskConfiguration.html';

const LEVELS = ['LowAction', 'MediumAction', 'HighAction'] as const;

/** The mildest first. */
const SEVERITY = ['NO_ACTION', 'MFA_IF_CONFIGURED', 'MFA_REQUIRED', 'BLOCK'];

/** Threat protection as the pool's mode shows it. */
export const THREAT_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://github.com/aws/aws-cdk/issues/17923', {
  threatModeWithoutActions: {
    severity: 'warning',
    condition: 'Threat protection is enforced and no risk configuration says what happens',
    consequence: 'risks are recorded and no sign-in is stopped: the mode alone sets no action',
    remedy: 'use `ThreatProtection.enforce()`, which brings the actions, or define a risk configuration',
    check: (pool) => pool.threatMode.text === 'ENFORCED' && pool.riskConfigurations.length === 0
      ? 'AdvancedSecurityMode is "ENFORCED" and no UserPoolRiskConfigurationAttachment is defined' : undefined,
  },
  threatActionsWithoutMode: {
    condition: 'A risk configuration is there and threat protection isn\'t on',
    consequence: 'Cognito rejects it',
    remedy: 'turn it on, `threatProtection: ThreatProtection.enforce()` or `standardThreatProtectionMode` of the L2, or take the risk configuration out',
    source: ADAPTIVE,
    check: (pool) => pool.riskConfigurations.length > 0 && !pool.threatMode.isUnknown
      && !['AUDIT', 'ENFORCED'].includes(pool.threatMode.text ?? '')
      ? `AdvancedSecurityMode is ${received(pool.threatMode.text)}, and ${pool.riskConfigurations.map((risk) => risk.path).join(', ')} is defined`
      : undefined,
  },
});

/** Threat protection as the risk configuration shows it. */
export const RISK_RULES: readonly Rule<RiskConfiguration>[] = rulesOf('attachment', ADAPTIVE, {
  threatMfaAction: {
    condition: 'A risk is answered with a second factor, and MFA isn\'t optional',
    consequence: 'Cognito rejects it: with MFA required every user is asked anyway, with MFA off none can be',
    remedy: 'use RiskAction.BLOCK or RiskAction.ALLOW, or `MfaPolicy.optional()`',
    check: (risk) => {
      const mode = risk.pool?.mfa.text ?? 'OFF';
      const asked = LEVELS.filter((level) => action(risk, level)?.startsWith('MFA_'));
      return risk.pool !== undefined && !risk.pool.mfa.isUnknown && mode !== 'OPTIONAL' && asked.length > 0
        ? `MfaConfiguration is "${mode}" and ${asked.map((level) => `${level} is ${received(action(risk, level))}`).join(', ')}` : undefined;
    },
  },
  threatMilderAction: {
    condition: 'A higher risk is answered more mildly than a lower one',
    consequence: 'Cognito rejects it, or the more dangerous sign-in goes through',
    remedy: 'order the actions: ALLOW, MFA_IF_CONFIGURED, MFA_REQUIRED, BLOCK',
    check: (risk) => {
      const steps = LEVELS.map((level) => ({ level, strength: SEVERITY.indexOf(action(risk, level) ?? '') })).filter(({ strength }) => strength >= 0);
      const milder = steps.find(({ strength }, index) => index > 0 && strength < (steps[index - 1]?.strength ?? 0));
      return milder && `${milder.level} is ${received(action(risk, milder.level))}, milder than the level below it`;
    },
  },
  threatNotifyWithoutSender: {
    condition: 'Users are to be told about a risk, and nothing sends the mail',
    consequence: 'Cognito rejects it: only SES sends these mails',
    remedy: 'give `notification: ThreatNotification.ses(identity)`, or turn Notify off',
    source: RISK_API,
    check: (risk) => {
      const told = LEVELS.filter((level) => risk.actions.at(`${level}.Notify`).flag === true);
      return told.length > 0 && !risk.notify.at('SourceArn').isSet ? `Notify is true for ${told.join(', ')} and NotifyConfiguration has no SourceArn` : undefined;
    },
  },
  threatRanges: {
    condition: 'A list of address ranges holds what isn\'t a range',
    consequence: 'Cognito rejects it',
    remedy: 'use CIDR notation, such as 203.0.113.0/24',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RiskExceptionConfigurationType.html',
    check: (risk) => said(['BlockedIPRangeList', 'SkippedIPRangeList'].flatMap((name) => {
      const wrong = risk.exceptions.at(name).list.filter((range) => !isRange(range));
      return wrong.length > 0 ? [`${name} holds ${JSON.stringify(wrong)}`] : [];
    })),
  },
  threatExemptsEverybody: {
    severity: 'warning',
    condition: 'Threat protection passes over every address',
    consequence: 'no sign-in is judged, and the plan PLUS is paid all the same',
    remedy: 'name your own offices only in `allowedRanges`',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RiskExceptionConfigurationType.html',
    check: (risk) => exemptsEverybody(risk) && toldOf(risk.pool?.cfn).profile?.threatProtection !== true
      ? `SkippedIPRangeList is ${JSON.stringify(risk.exceptions.at('SkippedIPRangeList').list)}` : undefined,
  },
});

/** Whether the ranges that are never judged hold half of all addresses or more. */
export function exemptsEverybody(risk: RiskConfiguration): boolean {
  return risk.exceptions.at('SkippedIPRangeList').list.some((range) => /\/[01]$/.test(range));
}

function action(risk: RiskConfiguration, level: typeof LEVELS[number]): string | undefined {
  return risk.actions.at(`${level}.EventAction`).text;
}

/** Whether a text is an address and the number of bits that count in it. */
function isRange(text: string): boolean {
  const [, address = '', bits] = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(text) ?? [];
  // not `net.isIP`: every app would load Node's sockets with the library.
  const four = /^(\d{1,3})(\.\d{1,3}){3}$/.test(address) && address.split('.').every((octet) => Number(octet) <= 255);
  const six = address.includes(':') && parse(`http://[${address}]/`) !== undefined;
  return (four || six) && Number(bits) <= (four ? 32 : 128);
}
