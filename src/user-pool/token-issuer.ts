import type { PoolContribution } from './pool-contribution';

/**
 * Who tokens say they come from. Whoever verifies tokens compares it to the letter.
 *
 * A change reaches new tokens only: verifiers must accept both issuers until the old tokens have expired.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export enum TokenIssuer {
  /** `https://cognito-idp.<region>.amazonaws.com/<id>`: the keys are served from the pool's Region alone. */
  ORIGINAL = 'ORIGINAL',
  /**
   * `https://issuer-cognito-idp.<region>.amazonaws.com/<id>`: the keys are served from several Regions. Needs ESSENTIALS, and works neither with
   * Cognito authorisers of REST APIs nor with the Cognito action of Application Load Balancers.
   */
  UPDATED = 'UPDATED',
}

/** An issuer that nobody chose stays what it is. */
export function issuerContribution(issuer: TokenIssuer | undefined): PoolContribution | undefined {
  return issuer && {
    properties: {},
    // the L1 of the oldest CDK that we support doesn't know it.
    overrides: { IssuerConfiguration: { Type: issuer } },
    needs: issuer === TokenIssuer.UPDATED ? [{ feature: 'the updated issuer', plan: 'ESSENTIALS' }] : [],
  };
}
