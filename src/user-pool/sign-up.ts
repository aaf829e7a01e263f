import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { MessageTemplate } from './message-template';
import type { PoolContribution } from './pool-contribution';
import { ProfileAttribute } from './user-schema';
import { failure } from '../private/errors';
import type { EmailDomains } from '../workflows/email-domains/email-domains';

/**
 * Options for `SignUp.open()`.
 */
export interface OpenSignUpOptions {
  /**
   * The attributes that your app asks for at sign-up, beside the identifier: standard names, or `custom:name`.
   *
   * It opens none of them: each must be one that `UserSchema` lets users write, and then they may change it later as well.
   *
   * @default - the identifier only
   */
  readonly attributes?: string[];

  /**
   * The domains that the e-mail addresses of users may have. It is about accounts of the pool's own: providers have an `emailDomains` of their own.
   *
   * @default - every domain
   */
  readonly emailDomains?: EmailDomains;
}

/**
 * Who may make an account.
 *
 * - `inviteOnly()`, the default: administrators make accounts.
 * - `open()`: everybody makes an account of their own.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Staff', { signUp: SignUp.inviteOnly() });
 * new AuthenticatedUserPool(this, 'Shop', {
 *   signUp: SignUp.open({ attributes: ['given_name'] }),
 *   attributes: UserSchema.of({ userWritable: [ProfileAttribute.GIVEN_NAME] }),
 * });
 * new AuthenticatedUserPool(this, 'Partners', {
 *   signUp: SignUp.open({ emailDomains: EmailDomains.allow('acme.example') }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-admin-create-user-policy.html
 */
export class SignUp {
  /**
   * Only administrators make accounts with a password; users get the `invitation` with a temporary one.
   *
   * Whoever comes through an identity provider of the pool gets an account all the same: `emailDomains` of the provider says who may.
   */
  public static inviteOnly(): SignUp {
    return new SignUp(false, []);
  }

  /**
   * Everybody makes an account of their own and verifies it. Administrators may invite users all the same.
   *
   * The sign-up form tells whether an address has an account: Cognito can't hide that.
   *
   * @param options what your app asks for
   */
  public static open(options: OpenSignUpOptions = {}): SignUp {
    return new SignUp(true, [...options.attributes ?? []], options.emailDomains);
  }

  private constructor(
    /**
     * Whether everybody may make an account.
     */
    public readonly selfSignUpEnabled: boolean,
    /**
     * The attributes that your app asks for at sign-up, beside the identifier.
     */
    public readonly attributes: string[],
    /**
     * The domains that the e-mail addresses of users may have.
     *
     * @default - every domain
     */
    public readonly emailDomains?: EmailDomains,
  ) {
    Object.freeze(attributes);
  }

  /**
   * @internal
   */
  public _bind(scope: Construct, writable: readonly string[], invitation: MessageTemplate = {}): PoolContribution {
    this.assertWritable(scope, writable);
    const { email, sms } = invitation;
    const texts = { emailSubject: email?.subject, emailMessage: email?.message, smsMessage: sms?.message };
    return {
      properties: {
        adminCreateUserConfig: {
          allowAdminCreateUserOnly: !this.selfSignUpEnabled,
          inviteMessageTemplate: Object.values(texts).some((text) => text !== undefined) ? texts : undefined,
        },
      },
    };
  }

  private assertWritable(scope: Construct, writable: readonly string[]): void {
    const refused = this.attributes.find((name) => !Token.isUnresolved(name) && !writable.includes(name));
    if (refused !== undefined) {
      throw failure(scope, `"signUp" asks for ${JSON.stringify(refused)}, and "attributes" doesn't let users write it: ${wayOut(refused)}`);
    }
  }
}

function wayOut(name: string): string {
  const standard = Object.entries(ProfileAttribute).find(([, value]) => value === name);
  if (standard !== undefined) {
    return `give attributes: UserSchema.of({ userWritable: [ProfileAttribute.${standard[0]}] }), or leave it out of SignUp.open()`;
  }
  return name.startsWith('custom:')
    ? `declare ${JSON.stringify(name.slice('custom:'.length))} in "custom" of UserSchema.of() with userWritable: true, or leave it out of SignUp.open()`
    : `it is no standard attribute that users may write, and one of your own is "custom:${name}"`;
}
