import type { PoolContribution } from './pool-contribution';

/**
 * The issuer of the tokens, their claim `iss`. Whoever verifies tokens compares it to the letter.
 *
 * `UPDATED` for pools with a replica, and for verifiers that must get the keys while a Region is down; `ORIGINAL`, the default, for all others.
 *
 * A change reaches new tokens only: verifiers must accept both issuers until the old tokens have expired.
 *
 * @example
 * new AuthenticatedUserPool(this, 'Auth', { issuer: TokenIssuer.UPDATED });
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export enum TokenIssuer {
  /** `https://cognito-idp.<region>.amazonaws.com/<id>`: the keys are served from the pool's Region alone. */
  ORIGINAL = 'ORIGINAL',
  /**
   * `https://issuer-cognito-idp.<region>.amazonaws.com/<id>`: the keys are served from several Regions. Needs ESSENTIALS, and works neither with
   * Cognito authorizers of REST APIs nor with the Cognito action of Application Load Balancers.
   */
  UPDATED = 'UPDATED',
}

/** An issuer that nobody chose stays what it is. */
export function issuerContribution(issuer: TokenIssuer | undefined): PoolContribution | undefined {
  return issuer && {
    properties: {},
    // the L1 of the oldest CDK that we support doesn't know it.
    overrides: { IssuerConfiguration: { Type: issuer } },
  };
}
