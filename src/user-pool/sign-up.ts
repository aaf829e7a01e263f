import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { PoolContribution } from './pool-contribution';
import { ProfileAttribute } from './user-schema';
import { VerificationMessage } from './verification-message';

/**
 * Options for `SignUp.open()`.
 */
export interface OpenSignUpOptions {
  /**
   * What people get to verify their address, and in which words.
   *
   * @default VerificationMessage.code()
   */
  readonly verification?: VerificationMessage;

  /**
   * The attributes that people may give when they sign up, beside the identifier: standard names, or `custom:name`.
   *
   * Cognito lets them be changed later as well, through every client of the pool: name none that decides about access.
   *
   * @default - the identifier only
   */
  readonly attributes?: string[];
}

/**
 * Options for `SignUp.inviteOnly()`.
 */
export interface InviteOnlySignUpOptions {
  /**
   * The subject of the invitation, up to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly emailSubject?: string;

  /**
   * The invitation with `{username}` and the temporary password `{####}`, 6 to 20,000 characters.
   *
   * @default - Cognito's own text
   */
  readonly emailMessage?: string;

  /**
   * The invitation by text message with `{username}` and `{####}`, 6 to 140 characters.
   *
   * @default - Cognito's own text
   */
  readonly smsMessage?: string;

  /**
   * What people get to verify a new address, and in which words.
   *
   * @default VerificationMessage.code()
   */
  readonly verification?: VerificationMessage;
}

/**
 * Who may make an account, and in which words people are asked to verify their address.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-admin-create-user-policy.html
 */
export abstract class SignUp {
  /**
   * Only administrators make accounts with a password; people get an invitation with a temporary one.
   *
   * Whoever comes through an identity provider of the pool gets an account all the same: refuse them in a pre sign-up trigger.
   *
   * @param options the texts
   */
  public static inviteOnly(options: InviteOnlySignUpOptions = {}): SignUp {
    const { emailSubject, emailMessage, smsMessage } = options;
    const invitation = emailSubject ?? emailMessage ?? smsMessage;
    return new FixedSignUp([], options.verification, {
      allowAdminCreateUserOnly: true,
      inviteMessageTemplate: invitation === undefined ? undefined : { emailSubject, emailMessage, smsMessage },
    });
  }

  /**
   * Anybody makes an account of their own and verifies it with a code.
   *
   * With a domain or clients of its own screens, the form tells whether an address has an account: Cognito can't hide that.
   *
   * Throws when one of the `attributes` is neither a standard one that people may write nor `custom:name`.
   *
   * @param options the verification, and what people may say about themselves
   */
  public static open(options: OpenSignUpOptions = {}): SignUp {
    const attributes = [...options.attributes ?? []];
    for (const name of attributes) {
      if (!Token.isUnresolved(name) && !name.startsWith('custom:') && !WRITABLE.includes(name)) {
        throw new Error(`"attributes" holds ${JSON.stringify(name)}, which is no standard attribute that people may write: `
          + `one of your own is "custom:${name}"`);
      }
    }
    return new FixedSignUp(attributes, options.verification, { allowAdminCreateUserOnly: false });
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): SignUpConfig;
}

/**
 * @internal
 */
export interface SignUpConfig extends PoolContribution {
  /** what every client may write, because people give it when they sign up */
  readonly attributes: string[];
  /** whether anybody makes an account */
  readonly open: boolean;
}

const WRITABLE: readonly string[] = Object.values(ProfileAttribute);

class FixedSignUp extends SignUp {
  constructor(
    private readonly attributes: string[],
    private readonly verification: VerificationMessage | undefined,
    private readonly adminCreateUserConfig: CfnUserPool.AdminCreateUserConfigProperty,
  ) {
    super();
  }

  public _bind(): SignUpConfig {
    return {
      attributes: this.attributes,
      open: this.adminCreateUserConfig.allowAdminCreateUserOnly === false,
      properties: { adminCreateUserConfig: this.adminCreateUserConfig, ...(this.verification ?? VerificationMessage.code())._bind() },
    };
  }
}
