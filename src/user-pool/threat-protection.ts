import { CfnUserPoolRiskConfigurationAttachment, type IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Stack } from 'aws-cdk-lib/core';
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
   * @default - a second factor where one is set up; nothing where MFA isn't optional; never more than at medium risk. With
   * SecurityProfile.STRICT RiskAction.BLOCK
   */
  readonly lowRisk?: RiskAction;

  /**
   * What happens at medium risk. Not milder than at low risk.
   *
   * @default - a second factor is required; where MFA isn't optional the sign-in is blocked; never less than at low risk, nor more than at
   * high risk. With SecurityProfile.STRICT RiskAction.BLOCK
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
  public abstract _bind(context: ThreatContext): ThreatProtectionConfig;
}

/**
 * @internal
 */
export interface ThreatContext {
  /** only then may a second factor answer a risk */
  readonly mfaOptional: boolean;
  /** whether every risk is blocked unless the caller says otherwise */
  readonly blocksByDefault: boolean;
}

/**
 * @internal
 */
export interface ThreatProtectionConfig extends PoolContribution {
  /** what is left open, in words for the caller; empty where nothing is */
  readonly gaps: readonly string[];
  /** defines what has no property of the pool */
  readonly attach: (scope: Construct, userPool: IUserPool) => void;
}

function protection(mode: 'AUDIT' | 'ENFORCED', customAuth: CustomAuthProtection, config: Omit<ThreatProtectionConfig, 'properties'>): ThreatProtectionConfig {
  return {
    ...config,
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

  public _bind(_context: ThreatContext): ThreatProtectionConfig {
    return protection('AUDIT', this.options.customAuth ?? CustomAuthProtection.AUDIT, {
      gaps: ['isn\'t enforced (ThreatProtection.enforce())'],
      attach: () => undefined,
    });
  }
}

/** The actions, mildest first. */
const SEVERITY = Object.values(RiskAction);

class EnforcedProtection extends ThreatProtection {
  constructor(private readonly options: EnforceOptions) {
    super();
  }

  public _bind(context: ThreatContext): ThreatProtectionConfig {
    const { notification, allowedRanges, blockedRanges, compromisedCredentials = Object.values(CredentialEvent) } = this.options;
    const customAuth = this.options.customAuth ?? CustomAuthProtection.ENFORCED;
    const { low, medium, high } = this.actions(context);
    const action = (eventAction: RiskAction) => ({ eventAction, notify: notification !== undefined });

    return protection('ENFORCED', customAuth, {
      gaps: [
        ...[low, medium, high].every((one) => one === RiskAction.BLOCK) ? [] : ['doesn\'t block every risk (RiskAction.BLOCK at each level)'],
        ...compromisedCredentials.includes(CredentialEvent.SIGN_IN) ? [] : ['takes leaked passwords at sign-in (CredentialEvent.SIGN_IN)'],
        ...customAuth === CustomAuthProtection.ENFORCED ? [] : ['leaves custom authentication open (CustomAuthProtection.ENFORCED)'],
      ],
      attach: (scope, userPool) => {
        new CfnUserPoolRiskConfigurationAttachment(scope, 'RiskConfiguration', {
          userPoolId: userPool.userPoolId,
          // every client of the pool that has none of its own.
          clientId: 'ALL',
          accountTakeoverRiskConfiguration: {
            actions: { lowAction: action(low), mediumAction: action(medium), highAction: action(high) },
            notifyConfiguration: notification?._bind(Stack.of(scope).region),
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
      },
    });
  }

  /** What the caller left out follows what was given: Cognito takes no milder answer to a higher risk. */
  private actions({ mfaOptional, blocksByDefault }: ThreatContext): Record<'low' | 'medium' | 'high', RiskAction> {
    const { lowRisk, mediumRisk, highRisk } = this.options;
    const [low, medium] = blocksByDefault ? [RiskAction.BLOCK, RiskAction.BLOCK]
      : mfaOptional ? [RiskAction.MFA_IF_CONFIGURED, RiskAction.MFA_REQUIRED] : [RiskAction.ALLOW, RiskAction.BLOCK];
    const high = highRisk ?? RiskAction.BLOCK;
    const middle = mediumRisk ?? milder(high, lowRisk === undefined ? medium : harder(medium, lowRisk));
    return { low: lowRisk ?? milder(low, middle), medium: middle, high };
  }
}

function milder(one: RiskAction, other: RiskAction): RiskAction {
  return SEVERITY.indexOf(one) < SEVERITY.indexOf(other) ? one : other;
}

function harder(one: RiskAction, other: RiskAction): RiskAction {
  return milder(one, other) === one ? other : one;
}
