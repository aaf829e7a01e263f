import { Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { MfaPolicy } from './mfa-policy';
import { PasswordRules } from './password-rules';
import { SignInFirewall } from './sign-in-firewall';
import { ThreatProtection } from './threat-protection';
import type { PoolProfile } from '../private/pool-registry';

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
 * What a security check of the pool should find. A profile fills in what the caller leaves out; a finished pool that fails it is an error, whether a prop,
 * an Aspect or an override made it so (rule `profileWeakened`).
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

  private constructor(
    /**
     * How it is written, for messages.
     */
    public readonly name: string,
    options: SecurityProfileOptions,
  ) {
    this.minPasswordLength = options.minPasswordLength ?? 8;
    this.mfaRequired = options.mfaRequired ?? false;
    this.threatProtection = options.threatProtection ?? false;
    this.firewall = options.firewall ?? false;
    this.deletionProtection = options.deletionProtection ?? true;
  }

  /**
   * What the finished pool is held against.
   *
   * @internal
   */
  public _bind(scope: Construct): PoolProfile {
    if (!this.threatProtection) {
      Validations.of(scope).acknowledge({
        id: 'AwsSolutions-COG8',
        reason: `${this.name} does without what costs money: the plan PLUS is paid for each user`,
      });
    }
    return this;
  }
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
