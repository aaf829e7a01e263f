import type { Construct } from 'constructs';
import type { PoolContribution } from './pool-contribution';
import { failure } from '../private/errors';

/**
 * Options for `FirstFactor.passkey()`.
 */
export interface PasskeyOptions {
  /**
   * The domain that passkeys are bound to, without https://. **After a change no passkey works any more.**
   *
   * @default - the host of the pool's `domain`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html#amazon-cognito-user-pools-authentication-flow-methods-passkey
   */
  readonly relyingPartyId?: string;

  /**
   * Whether the device must verify the user, by fingerprint, face or PIN.
   *
   * @default true - a stolen device alone signs nobody in; Cognito's own default only prefers it
   */
  readonly userVerification?: boolean;
}

const PASSWORD = 'PASSWORD';
const PASSKEY = 'WEB_AUTHN';

/**
 * What a user may sign in with at first. A pool always takes passwords as well: Cognito can't switch them off, though a user may have none.
 *
 * - `passkey()` where users' devices have them: nothing to type, and nothing that a false page could ask for.
 * - `emailOtp()` for users who sign in rarely. Whoever reads the mailbox is in.
 * - `smsOtp()` where users have no e-mail address. SMS messages can be intercepted, and each one costs.
 * - `of()` for a factor that isn't here yet.
 *
 * With more than a password the pool's clients offer the choice (`ALLOW_USER_AUTH`), which admits a plain password too, and the pool needs the feature
 * plan ESSENTIALS.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', {
 *   domain: SignInDomain.prefix('acme-login'),
 *   firstFactors: [FirstFactor.passkey(), FirstFactor.emailOtp()],
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export class FirstFactor {
  /**
   * A password, of which the client sends a proof (SRP). Every pool has it; naming it changes nothing.
   */
  public static password(): FirstFactor {
    return FirstFactor.of(PASSWORD);
  }

  /**
   * A one-time password by e-mail. Can't stand beside required MFA, and wants SES: Cognito itself sends 50 e-mails a day.
   */
  public static emailOtp(): FirstFactor {
    return FirstFactor.of('EMAIL_OTP');
  }

  /**
   * A one-time password by SMS. Can't stand beside required MFA; SMS messages can be intercepted, and each one costs.
   */
  public static smsOtp(): FirstFactor {
    return FirstFactor.of('SMS_OTP');
  }

  /**
   * A passkey: the device proves that it has a key, and never shows it. Needs a `domain` of the pool or a `relyingPartyId`.
   *
   * @param options the relying party and user verification
   */
  public static passkey(options: PasskeyOptions = {}): FirstFactor {
    return new FirstFactor(PASSKEY, options.relyingPartyId, options.userVerification ?? true);
  }

  /**
   * A factor by Cognito's name, for one that isn't here yet. `SOFTWARE_TOKEN` stands in Cognito's list, but AWS says that it isn't supported yet.
   *
   * @param name such as "EMAIL_OTP"
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignInPolicyType.html
   */
  public static of(name: string): FirstFactor {
    return new FirstFactor(name, undefined, name === PASSKEY ? true : undefined);
  }

  private constructor(
    /**
     * Cognito's name of the factor.
     */
    public readonly name: string,
    /**
     * The domain that passkeys are bound to, where it isn't the pool's.
     */
    public readonly relyingPartyId?: string,
    /**
     * Whether the device must verify the user; only passkeys have it.
     */
    public readonly userVerification?: boolean,
  ) {}
}

/** A password and what else was given. Passkeys without a relying party of their own belong to the host. */
export function firstFactorsConfig(scope: Construct, given: readonly FirstFactor[], host: () => string): PoolContribution {
  // a function has a name too, so that TypeScript takes the factory itself for a factor.
  if (given.some((factor) => typeof factor === 'function')) {
    throw failure(scope, '"firstFactors" holds a factory that wasn\'t called: write FirstFactor.passkey(), with its parentheses');
  }
  const twice = given.find(({ name }, index) => given.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) {
    throw failure(scope, `"firstFactors" holds ${JSON.stringify(twice.name)} twice: leave one out${twice.name === PASSKEY ? ', a pool has one relying party' : ''}`);
  }
  const passkey = given.find(({ name }) => name === PASSKEY);
  const relyingPartyId = passkey && (passkey.relyingPartyId ?? host());
  const names = [...new Set([PASSWORD, ...given.map(({ name }) => name)])];
  return {
    properties: {
      // left out, an update would keep the factors that the pool had before.
      policies: { signInPolicy: { allowedFirstAuthFactors: names } },
      webAuthnRelyingPartyId: relyingPartyId,
      webAuthnUserVerification: passkey && (passkey.userVerification ? 'required' : 'preferred'),
    },
  };
}
