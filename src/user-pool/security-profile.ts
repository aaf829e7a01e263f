import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Token, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { MfaPolicy, type MfaConfig } from './mfa-policy';
import { PasswordRules, type PasswordConfig } from './password-rules';
import { SignInFirewall } from './sign-in-firewall';
import { ThreatProtection } from './threat-protection';
import type { UserPoolRetentionConfig } from './user-pool-retention';
import { failure } from '../private/errors';

/**
 * How much auditors should find. A profile fills in what the caller leaves out; what contradicts a profile that was named is an error.
 */
export enum SecurityProfile {
  /**
   * Everything that costs nothing: no error of cdk-nag's AwsSolutions, MFA at least optional, passwords of all classes, deletion protection.
   * COG8 asks for the plan PLUS: it is acknowledged, with that reason. Security Hub and Prowler miss threat protection and required MFA.
   */
  BASELINE = 'BASELINE',

  /**
   * Every check of cdk-nag, Security Hub and Prowler: MFA required, passwords of 14 characters and all classes, threat protection enforced and
   * every risk blocked, leaked passwords refused, a web ACL, deletion protection. Costs the plan PLUS and AWS WAF, and now and then the sign-in
   * of somebody who travels. One of Prowler's checks is up to you: sign-up, which you may open.
   */
  STRICT = 'STRICT',
}

/** What a profile says where the caller says nothing. */
export interface ProfileDefaults {
  readonly mfa: MfaPolicy;
  readonly passwordPolicy: PasswordRules;
  readonly passwordLength: number;
  readonly threatProtection?: ThreatProtection;
  /** whether every risk is blocked */
  readonly blocksRisks: boolean;
  readonly firewall?: SignInFirewall;
}

export function profileDefaults(profile: SecurityProfile | undefined): ProfileDefaults {
  const passwordPolicy = PasswordRules.standard();
  return profile === SecurityProfile.STRICT
    ? {
      mfa: MfaPolicy.required(),
      passwordPolicy,
      passwordLength: 14,
      threatProtection: ThreatProtection.enforce(),
      blocksRisks: true,
      firewall: SignInFirewall.standard(),
    }
    : { mfa: MfaPolicy.optional(), passwordPolicy, passwordLength: 12, blocksRisks: false };
}

/** What the caller decided, as far as a profile has a word in it. */
export interface ProfileDecisions {
  readonly mfa: MfaConfig;
  readonly passwordPolicy: PasswordConfig;
  /** what threat protection leaves open */
  readonly threatGaps: readonly string[];
  readonly retention: UserPoolRetentionConfig;
  readonly featurePlan?: FeaturePlan;
}

/** A profile promises checks, so it can't stand beside a choice that fails one. All contradictions at once. */
export function applyProfile(scope: Construct, profile: SecurityProfile | undefined, decisions: ProfileDecisions): void {
  const contradictions = profile === undefined ? [] : [...common(profile, decisions), ...profile === SecurityProfile.STRICT ? strict(decisions) : []];
  if (contradictions.length > 0) {
    throw failure(scope, `"securityProfile" is ${profile} and contradicts what else was given: ${contradictions.join('; ')}; or use `
      + (profile === SecurityProfile.STRICT ? 'SecurityProfile.BASELINE' : 'no profile'));
  }
  if (profile === SecurityProfile.BASELINE) {
    Validations.of(scope).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'SecurityProfile.BASELINE does without what costs money: the plan PLUS is paid for each person',
    });
  }
}

function common(profile: SecurityProfile, { passwordPolicy, retention, mfa }: ProfileDecisions): string[] {
  const { minLength, allClasses, temporaryDays } = passwordPolicy;
  const length = profile === SecurityProfile.STRICT ? 14 : 8;
  return [
    ...mfa.mode === 'OFF' ? ['"mfa" is off (MfaPolicy.optional() or MfaPolicy.required())'] : [],
    ...!Token.isUnresolved(minLength) && minLength < length ? [`"passwordPolicy" takes ${minLength} characters (minLength: ${length} or more)`] : [],
    ...allClasses ? [] : ['"passwordPolicy" doesn\'t ask for every class (PasswordRules.standard())'],
    ...!Token.isUnresolved(temporaryDays) && temporaryDays > 7 ? [`"passwordPolicy" lets temporary passwords live ${temporaryDays} days (tempPasswordValidity: up to 7)`] : [],
    ...retention.deletionProtection ? [] : ['"retention" turns deletion protection off (UserPoolRetention.production())'],
  ];
}

function strict({ mfa, threatGaps, featurePlan }: ProfileDecisions): string[] {
  return [
    ...mfa.mode === 'OPTIONAL' ? ['"mfa" doesn\'t require a second factor (MfaPolicy.required())'] : [],
    ...threatGaps.map((gap) => `"threatProtection" ${gap}`),
    ...featurePlan === undefined || featurePlan === FeaturePlan.PLUS ? [] : [`"featurePlan" is ${featurePlan} (leave it out, or FeaturePlan.PLUS)`],
  ];
}
