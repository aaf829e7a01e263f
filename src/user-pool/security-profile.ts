import { FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { Token, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { MfaPolicy, type MfaConfig } from './mfa-policy';
import { PasswordRules, type PasswordConfig } from './password-rules';
import { SignInFirewall } from './sign-in-firewall';
import { ThreatProtection } from './threat-protection';
import type { UserPoolRetention } from './user-pool-retention';
import { failure } from '../private/errors';

/**
 * Options for `SecurityProfile.of()`. What is left out is as in `SecurityProfile.BASELINE`.
 */
export interface SecurityProfileOptions {
  /**
   * The least number of characters that a password policy may ask for.
   *
   * @default 8
   */
  readonly minPasswordLength?: number;

  /**
   * Whether every user needs a second factor.
   *
   * @default false - MFA is at least optional
   */
  readonly mfaRequired?: boolean;

  /**
   * Whether threat protection is enforced and blocks every risk, and leaked passwords are refused. Needs the feature plan PLUS, which costs for each
   * user.
   *
   * @default false
   */
  readonly threatProtection?: boolean;

  /**
   * Whether the pool gets `SignInFirewall.standard()` where the caller gives no firewall. AWS WAF charges for it.
   *
   * @default false
   */
  readonly firewall?: boolean;

  /**
   * Whether Cognito must refuse to delete the pool.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * What a security check of the pool should find. A profile fills in what the caller leaves out; a choice that contradicts it is an error.
 *
 * - `BASELINE` for most pools: everything that costs nothing.
 * - `STRICT` where auditors ask for every check.
 * - `of()` for what your company asks for.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Shop', { securityProfile: SecurityProfile.BASELINE });
 * new AuthenticatedUserPool(this, 'Bank', { securityProfile: SecurityProfile.STRICT });
 * new AuthenticatedUserPool(this, 'Acme', { securityProfile: SecurityProfile.of({ minPasswordLength: 16, mfaRequired: true }) });
 */
export class SecurityProfile {
  /**
   * Everything that costs nothing: no error of cdk-nag's AwsSolutions, MFA at least optional, passwords of all classes, deletion protection.
   * COG8 asks for the plan PLUS: it is acknowledged, with that reason. Security Hub and Prowler miss threat protection and required MFA.
   */
  public static readonly BASELINE = new SecurityProfile('SecurityProfile.BASELINE', {});

  /**
   * Every check of cdk-nag, Security Hub and Prowler: MFA required, passwords of 14 characters and all classes, threat protection enforced and
   * every risk blocked, leaked passwords refused, a web ACL, deletion protection. Costs the plan PLUS and AWS WAF, and now and then the sign-in
   * of a user who travels. One of Prowler's checks is up to you: sign-up, which you may open.
   */
  public static readonly STRICT = new SecurityProfile('SecurityProfile.STRICT', {
    minPasswordLength: 14, mfaRequired: true, threatProtection: true, firewall: true,
  });

  /**
   * A profile of your own. Passwords of all classes, temporary passwords of seven days at most, and MFA that isn't off belong to every profile.
   *
   * Without `threatProtection` cdk-nag's COG8 is acknowledged, as in `BASELINE`.
   *
   * @param options what it asks for
   */
  public static of(options: SecurityProfileOptions): SecurityProfile {
    return new SecurityProfile('SecurityProfile.of()', options);
  }

  /**
   * The least number of characters that a password policy may ask for.
   */
  public readonly minPasswordLength: number;

  /**
   * Whether every user needs a second factor.
   */
  public readonly mfaRequired: boolean;

  /**
   * Whether threat protection is enforced and blocks every risk.
   */
  public readonly threatProtection: boolean;

  /**
   * Whether the pool gets a firewall where the caller gives none.
   */
  public readonly firewall: boolean;

  /**
   * Whether Cognito must refuse to delete the pool.
   */
  public readonly deletionProtection: boolean;

  private constructor(private readonly factory: string, options: SecurityProfileOptions) {
    this.minPasswordLength = options.minPasswordLength ?? 8;
    this.mfaRequired = options.mfaRequired ?? false;
    this.threatProtection = options.threatProtection ?? false;
    this.firewall = options.firewall ?? false;
    this.deletionProtection = options.deletionProtection ?? true;
  }

  /**
   * A profile promises checks, so it can't stand beside a choice that fails one. All contradictions at once.
   *
   * @internal
   */
  public _apply(scope: Construct, decisions: ProfileDecisions): void {
    const contradictions = [
      ...this.common(decisions),
      ...this.mfaRequired ? mfaGaps(decisions) : [],
      ...this.threatProtection ? threatGaps(decisions) : [],
    ];
    if (contradictions.length > 0) {
      throw failure(scope, `"securityProfile" is ${this.factory} and contradicts what else was given: ${contradictions.join('; ')}; or use `
        + (this.factory === SecurityProfile.BASELINE.factory ? 'no profile' : 'SecurityProfile.BASELINE'));
    }
    if (!this.threatProtection) {
      Validations.of(scope).acknowledge({
        id: 'AwsSolutions-COG8',
        reason: `${this.factory} does without what costs money: the plan PLUS is paid for each user`,
      });
    }
  }

  private common({ passwordPolicy, retention, mfa }: ProfileDecisions): string[] {
    const { minLength, allClasses, temporaryDays } = passwordPolicy;
    const least = this.minPasswordLength;
    return [
      ...mfa.mode === Mfa.OFF ? ['"mfa" is off (MfaPolicy.optional() or MfaPolicy.required())'] : [],
      ...!Token.isUnresolved(minLength) && minLength < least ? [`"passwordPolicy" takes ${minLength} characters (minLength: ${least} or more)`] : [],
      ...allClasses ? [] : ['"passwordPolicy" doesn\'t ask for every class (PasswordRules.standard())'],
      ...!Token.isUnresolved(temporaryDays) && temporaryDays > 7 ? [`"passwordPolicy" lets temporary passwords live ${temporaryDays} days (tempPasswordValidity: up to 7)`] : [],
      ...this.deletionProtection && !retention.deletionProtection ? ['"retention" turns deletion protection off (UserPoolRetention.retain())'] : [],
    ];
  }
}

function mfaGaps({ mfa }: ProfileDecisions): string[] {
  return mfa.mode === Mfa.OPTIONAL ? ['"mfa" doesn\'t require a second factor (MfaPolicy.required())'] : [];
}

function threatGaps({ threatGaps: gaps, featurePlan }: ProfileDecisions): string[] {
  return [
    ...gaps.map((gap) => `"threatProtection" ${gap}`),
    ...featurePlan === undefined || featurePlan === FeaturePlan.PLUS ? [] : [`"featurePlan" is ${featurePlan} (leave it out, or FeaturePlan.PLUS)`],
  ];
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

export function profileDefaults(profile: SecurityProfile = SecurityProfile.BASELINE): ProfileDefaults {
  return {
    mfa: profile.mfaRequired ? MfaPolicy.required() : MfaPolicy.optional(),
    passwordPolicy: PasswordRules.standard(),
    passwordLength: Math.max(12, profile.minPasswordLength),
    threatProtection: profile.threatProtection ? ThreatProtection.enforce() : undefined,
    blocksRisks: profile.threatProtection,
    firewall: profile.firewall ? SignInFirewall.standard() : undefined,
  };
}

/** What the caller decided, as far as a profile has a word in it. */
export interface ProfileDecisions {
  readonly mfa: MfaConfig;
  readonly passwordPolicy: PasswordConfig;
  /** what threat protection leaves open */
  readonly threatGaps: readonly string[];
  readonly retention: UserPoolRetention;
  readonly featurePlan?: FeaturePlan;
}
