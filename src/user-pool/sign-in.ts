import type { UserPoolProps } from 'aws-cdk-lib/aws-cognito';

/**
 * Options for `SignIn.email()`.
 */
export interface EmailSignInOptions {
  /**
   * Whether `Jane@example.com` and `jane@example.com` are two accounts.
   *
   * **Can never be changed after the user pool is created.** Only for a pool that exists and is case sensitive already.
   *
   * @default false - Cognito's own default is true when a template says nothing; look-alike accounts are an attack
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html
   */
  readonly caseSensitive?: boolean;
}

/**
 * What people type to say who they are.
 *
 * **Can never be changed after the user pool is created**: the update of an existing pool fails, and a new pool has no users.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases
 */
export abstract class SignIn {
  /**
   * The e-mail address is the user name. It is verified, and a new address counts only once it is verified.
   *
   * With open sign-up, the sign-up form tells whether an address has an account: Cognito can't hide that.
   *
   * @param options case sensitivity
   */
  public static email(options: EmailSignInOptions = {}): SignIn {
    return new EmailSignIn(options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(): SignInConfig;
}

/**
 * @internal
 */
export interface SignInConfig {
  readonly userPoolProps: Pick<UserPoolProps, 'signInAliases' | 'signInCaseSensitive' | 'autoVerify' | 'keepOriginal'>;
  /** how the summary names the identifier */
  readonly identifier: string;
  readonly caseSensitive: boolean;
}

class EmailSignIn extends SignIn {
  constructor(private readonly options: EmailSignInOptions) {
    super();
  }

  public _bind(): SignInConfig {
    const caseSensitive = this.options.caseSensitive ?? false;
    return {
      identifier: 'e-mail address',
      caseSensitive,
      userPoolProps: {
        signInAliases: { email: true },
        signInCaseSensitive: caseSensitive,
        autoVerify: { email: true },
        // otherwise whoever holds a session for a minute moves the account to an address of their own.
        keepOriginal: { email: true },
      },
    };
  }
}
