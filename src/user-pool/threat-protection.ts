import { CfnUserPoolRiskConfigurationAttachment, type IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { PoolContribution } from './pool-contribution';
import type { ThreatNotification } from './threat-notification';

/**
 * What happens when a sign-in looks like a takeover.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html
 */
export enum RiskAction {
  /** The sign-in goes on. */
  ALLOW = 'NO_ACTION',
  /** A second factor is asked for where one is set up; otherwise the sign-in goes on. Only while MFA is optional. */
  MFA_IF_CONFIGURED = 'MFA_IF_CONFIGURED',
  /** A second factor is asked for; without one the sign-in is blocked. Only while MFA is optional. */
  MFA_REQUIRED = 'MFA_REQUIRED',
  /** The sign-in is blocked. */
  BLOCK = 'BLOCK',
}

/**
 * When a password is compared with those that were found in leaks. Sign-ins by SRP escape: Cognito doesn't see the password.
 */
export enum CredentialEvent {
  /** At sign-in with a plain password. */
  SIGN_IN = 'SIGN_IN',
  /** When a password is changed. */
  PASSWORD_CHANGE = 'PASSWORD_CHANGE',
  /** At sign-up. */
  SIGN_UP = 'SIGN_UP',
}

/**
 * How threat protection treats custom authentication, which it leaves alone otherwise.
 */
export enum CustomAuthProtection {
  /** Custom authentication isn't looked at. */
  OFF = 'OFF',
  /** Risks are recorded. */
  AUDIT = 'AUDIT',
  /** Risks are answered. */
  ENFORCED = 'ENFORCED',
}

/**
 * Options for `ThreatProtection.audit()`.
 */
export interface AuditOptions {
  /**
   * How custom authentication is treated.
   *
   * @default CustomAuthProtection.AUDIT
   */
  readonly customAuth?: CustomAuthProtection;
}

/**
 * Options for `ThreatProtection.enforce()`.
 */
export interface EnforceOptions {
  /**
   * What happens at low risk.
   *
   * @default - a second factor where one is set up; nothing where MFA isn't optional
   */
  readonly lowRisk?: RiskAction;

  /**
   * What happens at medium risk. Not milder than at low risk.
   *
   * @default - a second factor is required; where MFA isn't optional the sign-in is blocked
   */
  readonly mediumRisk?: RiskAction;

  /**
   * What happens at high risk. Not milder than at medium risk.
   *
   * @default RiskAction.BLOCK
   */
  readonly highRisk?: RiskAction;

  /**
   * When leaked passwords are refused. An empty list refuses none.
   *
   * @default - at sign-in, sign-up and password change
   */
  readonly compromisedCredentials?: CredentialEvent[];

  /**
   * Who tells people about a risk.
   *
   * @default - nobody
   */
  readonly notification?: ThreatNotification;

  /**
   * Address ranges (CIDR) that are never judged, up to 200: your own offices.
   *
   * @default - every address is judged
   */
  readonly allowedRanges?: string[];

  /**
   * Address ranges (CIDR) that are always blocked, up to 200.
   *
   * @default - no address is
   */
  readonly blockedRanges?: string[];

  /**
   * How custom authentication is treated.
   *
   * @default CustomAuthProtection.ENFORCED
   */
  readonly customAuth?: CustomAuthProtection;
}

/**
 * Looks at each sign-in for signs of a takeover and of leaked passwords. Needs the feature plan PLUS, which costs for each person.
 *
 * Not looked at: sign-ins through identity providers and of machines.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
 */
export abstract class ThreatProtection {
  /**
   * Risks are recorded, and nobody is stopped: two weeks of it show what enforcing would do.
   *
   * @param options custom authentication
   */
  public static audit(options: AuditOptions = {}): ThreatProtection {
    return new AuditProtection(options);
  }

  /**
   * Risks are answered. The mode alone answers none: the actions are emitted with it.
   *
   * @param options the answers
   */
  public static enforce(options: EnforceOptions = {}): ThreatProtection {
    return new EnforcedProtection(options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(mfaOptional: boolean): ThreatProtectionConfig;
}

/**
 * @internal
 */
export interface ThreatProtectionConfig extends PoolContribution {
  readonly enforced: boolean;
  /** defines what has no property of the pool */
  readonly attach: (scope: Construct, userPool: IUserPool) => void;
}

function protection(mode: 'AUDIT' | 'ENFORCED', customAuth: CustomAuthProtection, attach: ThreatProtectionConfig['attach']): ThreatProtectionConfig {
  return {
    enforced: mode === 'ENFORCED',
    attach,
    needs: [{ feature: 'threat protection', plan: 'PLUS' }],
    properties: {
      userPoolAddOns: {
        advancedSecurityMode: mode,
        advancedSecurityAdditionalFlows: customAuth === CustomAuthProtection.OFF ? undefined : { customAuthMode: customAuth },
      },
    },
  };
}

class AuditProtection extends ThreatProtection {
  constructor(private readonly options: AuditOptions) {
    super();
  }

  public _bind(_mfaOptional: boolean): ThreatProtectionConfig {
    return protection('AUDIT', this.options.customAuth ?? CustomAuthProtection.AUDIT, () => undefined);
  }
}

class EnforcedProtection extends ThreatProtection {
  constructor(private readonly options: EnforceOptions) {
    super();
  }

  public _bind(mfaOptional: boolean): ThreatProtectionConfig {
    const { notification, allowedRanges, blockedRanges, compromisedCredentials = Object.values(CredentialEvent) } = this.options;
    const low = this.options.lowRisk ?? (mfaOptional ? RiskAction.MFA_IF_CONFIGURED : RiskAction.ALLOW);
    const medium = this.options.mediumRisk ?? (mfaOptional ? RiskAction.MFA_REQUIRED : RiskAction.BLOCK);
    const notify = notification !== undefined;
    const action = (eventAction: RiskAction) => ({ eventAction, notify });

    return protection('ENFORCED', this.options.customAuth ?? CustomAuthProtection.ENFORCED, (scope, userPool) => {
      new CfnUserPoolRiskConfigurationAttachment(scope, 'RiskConfiguration', {
        userPoolId: userPool.userPoolId,
        // every client of the pool that has none of its own.
        clientId: 'ALL',
        accountTakeoverRiskConfiguration: {
          actions: { lowAction: action(low), mediumAction: action(medium), highAction: action(this.options.highRisk ?? RiskAction.BLOCK) },
          notifyConfiguration: notification?._bind(),
        },
        compromisedCredentialsRiskConfiguration: compromisedCredentials.length === 0 ? undefined : {
          actions: { eventAction: 'BLOCK' },
          eventFilter: compromisedCredentials,
        },
        riskExceptionConfiguration: allowedRanges === undefined && blockedRanges === undefined ? undefined : {
          skippedIpRangeList: allowedRanges,
          blockedIpRangeList: blockedRanges,
        },
      });
    });
  }
}
