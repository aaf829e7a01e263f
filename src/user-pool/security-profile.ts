import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { MfaPolicy } from './mfa-policy';
import type { MfaConfig } from './mfa-policy';
import { PasswordRules, type PasswordConfig } from './password-rules';
import { ThreatProtection, type ThreatProtectionConfig } from './threat-protection';
import type { UserPoolRetentionConfig } from './user-pool-retention';
import { failure } from '../private/errors';

/**
 * How much auditors should find. A profile fills in what the caller leaves out; what contradicts it is an error.
 */
export enum SecurityProfile {
  /**
   * Everything that costs nothing: no error of cdk-nag, Security Hub or Prowler that money doesn't buy off.
   */
  BASELINE = 'BASELINE',

  /**
   * Every check: MFA required, passwords of 14 characters and all classes, threat protection enforced, deletion protection. Costs the plan PLUS.
   */
  STRICT = 'STRICT',
}

/** What a profile says where the caller says nothing. */
export interface ProfileDefaults {
  readonly mfa: MfaPolicy;
  readonly passwordPolicy: PasswordRules;
  readonly passwordLength: number;
  readonly threatProtection?: ThreatProtection;
}

export function profileDefaults(profile: SecurityProfile): ProfileDefaults {
  return profile === SecurityProfile.STRICT
    ? { mfa: MfaPolicy.required(), passwordPolicy: PasswordRules.standard(), passwordLength: 14, threatProtection: ThreatProtection.enforce() }
    : { mfa: MfaPolicy.optional(), passwordPolicy: PasswordRules.standard(), passwordLength: 12 };
}

/** What the caller decided, as far as a profile has a word in it. */
export interface ProfileDecisions {
  readonly mfa: MfaConfig;
  readonly passwordPolicy: PasswordConfig;
  readonly threatProtection?: ThreatProtectionConfig;
  readonly retention: UserPoolRetentionConfig;
  readonly featurePlan?: FeaturePlan;
}

/** STRICT promises every check, so it can't stand beside a choice that fails one. All contradictions at once. */
export function assertProfile(scope: Construct, profile: SecurityProfile, decisions: ProfileDecisions): void {
  if (profile !== SecurityProfile.STRICT) {
    return;
  }
  const { mfa, passwordPolicy, threatProtection, retention, featurePlan } = decisions;
  const policy = passwordPolicy.properties.policies as { passwordPolicy: Record<string, unknown> };
  const classes = ['requireLowercase', 'requireUppercase', 'requireNumbers', 'requireSymbols'].every((name) => policy.passwordPolicy[name] === true);
  const contradictions = [
    ...mfa.mode === 'ON' ? [] : ['"mfa" doesn\'t require a second factor (MfaPolicy.required())'],
    ...passwordPolicy.minLength >= 14 ? [] : [`"passwordPolicy" takes ${passwordPolicy.minLength} characters (minLength: 14 or more)`],
    ...classes ? [] : ['"passwordPolicy" doesn\'t ask for every class (PasswordRules.standard())'],
    ...threatProtection?.enforced ? [] : ['"threatProtection" isn\'t enforced (ThreatProtection.enforce())'],
    ...retention.deletionProtection ? [] : ['"retention" turns deletion protection off (UserPoolRetention.production())'],
    ...featurePlan === undefined || featurePlan === FeaturePlan.PLUS ? [] : [`"featurePlan" is ${featurePlan} (leave it out, or FeaturePlan.PLUS)`],
  ];
  if (contradictions.length > 0) {
    throw failure(scope, `"securityProfile" is STRICT and contradicts what else was given: ${contradictions.join('; ')}; or use SecurityProfile.BASELINE`);
  }
}
