/**
 * The oldest version of TLS that a custom domain accepts, and its ciphers.
 *
 * `TLS_1_3_2025` where you know the browsers, `TLS_1_2_2021` for everybody else.
 *
 * @example
 * declare const certificate: acm.ICertificate;
 * new AuthenticatedUserPool(this, 'Auth', {
 *   domain: SignInDomain.custom('auth.example.com', { certificate, securityPolicy: DomainSecurityPolicy.TLS_1_3_2025 }),
 * });
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CustomDomainConfigType.html
 */
export class DomainSecurityPolicy {
  /** TLS 1.2 and newer, with the ciphers of 2021. */
  public static readonly TLS_1_2_2021 = DomainSecurityPolicy.of('TLS_V1_2_2021');

  /** TLS 1.3 alone, with the ciphers of 2025: browsers and libraries from before 2018 are left out. */
  public static readonly TLS_1_3_2025 = DomainSecurityPolicy.of('TLS_V1_3_2025');

  /**
   * A policy by Cognito's name, for one that isn't here yet.
   *
   * @param name such as "TLS_V1_2_2021"
   */
  public static of(name: string): DomainSecurityPolicy {
    return new DomainSecurityPolicy(name);
  }

  private constructor(
    /**
     * Cognito's name of the policy.
     */
    public readonly name: string,
  ) {}
}
