import type { UserPool, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { DirectoryGrants } from './directory-grants';
import type { IUserPoolTrigger } from './user-pool-trigger';

/**
 * What other constructs of this library need of an `AuthenticatedUserPool`.
 *
 * It is not to be implemented outside this library: a minor version may add members.
 */
export interface IAuthenticatedUserPool extends IConstruct {
  /**
   * The L2 user pool.
   */
  readonly userPool: UserPool;

  /**
   * The issuer of the tokens, `iss`, as verifiers compare it. It ends without a slash.
   */
  readonly issuerUrl: string;

  /**
   * The public keys that verify the signatures of the tokens: `jwks_uri`.
   */
  readonly jwksUrl: string;

  /**
   * The L2 domain.
   *
   * @default - the pool has no domain
   */
  readonly domain?: UserPoolDomain;

  /**
   * The host of the sign-in pages and endpoints.
   *
   * @default - the pool has no domain
   */
  readonly signInHost?: string;

  /**
   * What others may do with the users and groups of the pool, by name.
   */
  readonly grants: DirectoryGrants;

  /**
   * Calls a Lambda function of yours in the pool's workflow. The function may be called by this pool only.
   *
   * Throws when the pool has that trigger already: do both in one function.
   *
   * @param trigger when it is called, and the function
   */
  addTrigger(trigger: IUserPoolTrigger): void;
}
