import { CfnUserPoolRiskConfigurationAttachment, StandardThreatProtectionMode, type IUserPool } from 'aws-cdk-lib/aws-cognito';
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
 * When a password is compared with passwords that were found in leaks. Sign-in with SRP isn't: Cognito doesn't see the password.
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
 * What threat protection does about custom authentication, which has a setting of its own.
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
   * What happens about risks of custom authentication.
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
   * Who tells users about a risk.
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
   * @default - no address is always blocked
   */
  readonly blockedRanges?: string[];

  /**
   * What happens about risks of custom authentication.
   *
   * @default CustomAuthProtection.ENFORCED
   */
  readonly customAuth?: CustomAuthProtection;
}

/**
 * Looks at each sign-in for signs of a takeover and of leaked passwords. Needs the feature plan PLUS, which costs for each user.
 *
 * - `audit()` first, for two weeks or so: it shows what enforcing would do.
 * - `enforce()` then.
 *
 * Sign-ins through identity providers, and those of machines, aren't looked at.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Shop', { threatProtection: ThreatProtection.audit() });
 * new AuthenticatedUserPool(this, 'Bank', { threatProtection: ThreatProtection.enforce({ lowRisk: RiskAction.ALLOW }) });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
 */
export class ThreatProtection {
  /**
   * Risks are recorded, and no sign-in is stopped.
   *
   * @param options custom authentication
   */
  public static audit(options: AuditOptions = {}): ThreatProtection {
    return new ThreatProtection(StandardThreatProtectionMode.AUDIT_ONLY, options.customAuth ?? CustomAuthProtection.AUDIT, {});
  }

  /**
   * Risks are answered. Cognito answers none without a configuration of the actions: it is defined with the mode.
   *
   * @param options the answers
   */
  public static enforce(options: EnforceOptions = {}): ThreatProtection {
    return new ThreatProtection(StandardThreatProtectionMode.FULL_FUNCTION, options.customAuth ?? CustomAuthProtection.ENFORCED, options);
  }

  private constructor(
    /**
     * Whether risks are recorded or answered.
     */
    public readonly mode: StandardThreatProtectionMode,
    /**
     * What happens about risks of custom authentication.
     */
    public readonly customAuth: CustomAuthProtection,
    private readonly options: EnforceOptions,
  ) {}

  /**
   * @internal
   */
  public _bind(context: ThreatContext): ThreatProtectionConfig {
    const actions = this.actions(context);
    const enforced = this.mode === StandardThreatProtectionMode.FULL_FUNCTION;
    return {
      attach: (scope, userPool) => enforced ? this.attach(scope, userPool, actions) : undefined,
      properties: {
        userPoolAddOns: {
          advancedSecurityMode: this.mode,
          advancedSecurityAdditionalFlows: this.customAuth === CustomAuthProtection.OFF ? undefined : { customAuthMode: this.customAuth },
        },
      },
    };
  }

  private attach(scope: Construct, userPool: IUserPool, { low, medium, high }: RiskActions): void {
    const { notification, allowedRanges, blockedRanges, compromisedCredentials = Object.values(CredentialEvent) } = this.options;
    const action = (eventAction: RiskAction) => ({ eventAction, notify: notification !== undefined });
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
        eventFilter: once(compromisedCredentials),
      },
      riskExceptionConfiguration: allowedRanges === undefined && blockedRanges === undefined ? undefined : {
        skippedIpRangeList: once(allowedRanges),
        blockedIpRangeList: once(blockedRanges),
      },
    });
  }

  /** What the caller left out follows what was given: Cognito takes no milder answer to a higher risk. */
  private actions({ mfaOptional, blocksByDefault }: ThreatContext): RiskActions {
    const { lowRisk, mediumRisk, highRisk } = this.options;
    const [low, medium] = blocksByDefault ? [RiskAction.BLOCK, RiskAction.BLOCK]
      : mfaOptional ? [RiskAction.MFA_IF_CONFIGURED, RiskAction.MFA_REQUIRED] : [RiskAction.ALLOW, RiskAction.BLOCK];
    const high = highRisk ?? RiskAction.BLOCK;
    const middle = mediumRisk ?? milder(high, lowRisk === undefined ? medium : harder(medium, lowRisk));
    return { low: lowRisk ?? milder(low, middle), medium: middle, high };
  }
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
  /** defines what has no property of the pool */
  readonly attach: (scope: Construct, userPool: IUserPool) => void;
}

/** What happens at each level of risk. */
type RiskActions = Readonly<Record<'low' | 'medium' | 'high', RiskAction>>;

/** The actions, mildest first. */
const SEVERITY = Object.values(RiskAction);

function milder(one: RiskAction, other: RiskAction): RiskAction {
  return SEVERITY.indexOf(one) < SEVERITY.indexOf(other) ? one : other;
}

function harder(one: RiskAction, other: RiskAction): RiskAction {
  return milder(one, other) === one ? other : one;
}

/** Cognito takes no value twice. */
function once<T>(values: T[] | undefined): T[] | undefined {
  return values && [...new Set(values)];
}
