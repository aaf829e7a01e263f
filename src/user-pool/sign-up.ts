import type { UserPoolProps } from 'aws-cdk-lib/aws-cognito';

/**
 * Who may make an account.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-admin-create-user-policy.html
 */
export abstract class SignUp {
  /**
   * Only administrators make accounts with a password; people get an invitation with a temporary one.
   *
   * Whoever comes through an identity provider of the pool gets an account all the same: refuse them in a pre sign-up trigger.
   */
  public static inviteOnly(): SignUp {
    return new BooleanSignUp(false);
  }

  /**
   * Anybody makes an account of their own and verifies it with a code.
   *
   * A code, not a link: with a link, an attacker signs up with somebody's address and waits for the click.
   */
  public static open(): SignUp {
    return new BooleanSignUp(true);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): Pick<UserPoolProps, 'selfSignUpEnabled'>;
}

class BooleanSignUp extends SignUp {
  constructor(private readonly selfSignUpEnabled: boolean) {
    super();
  }

  public _bind(): Pick<UserPoolProps, 'selfSignUpEnabled'> {
    return { selfSignUpEnabled: this.selfSignUpEnabled };
  }
}
