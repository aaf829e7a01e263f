import { ManagedLoginVersion, UserPoolDomain, type UserPool } from 'aws-cdk-lib/aws-cognito';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { prefixDomainHost } from '../private/region';

/**
 * Options for `SignInDomain.prefix()`.
 */
export interface PrefixDomainOptions {
  /**
   * Which sign-in pages the domain shows.
   *
   * Managed login needs the feature plan ESSENTIALS or PLUS; the classic pages are all that LITE has.
   *
   * @default ManagedLoginVersion.NEWER_MANAGED_LOGIN - Cognito's own default are the classic pages
   */
  readonly managedLoginVersion?: ManagedLoginVersion;
}

/**
 * Where the sign-in pages and the OAuth endpoints live.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html
 */
export abstract class SignInDomain {
  /**
   * A host under amazoncognito.com: `https://<prefix>.auth.<region>.amazoncognito.com`, in GovCloud its FIPS sibling.
   *
   * A prefix is unique in its Region over all accounts. Whoever gives one up hands it to the next who asks, while the
   * providers still redirect there: therefore it is retained with its pool. A changed prefix *replaces* the domain.
   *
   * @param prefix 1 to 63 lower-case letters, digits and inner hyphens, without "aws", "amazon" and "cognito" in it
   * @param options which pages it shows
   */
  public static prefix(prefix: string, options: PrefixDomainOptions = {}): SignInDomain {
    return new PrefixDomain(prefix, options);
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(scope: Construct, userPool: UserPool): SignInDomainConfig;
}

/**
 * @internal
 */
export interface SignInDomainConfig {
  readonly userPoolDomain: UserPoolDomain;
  readonly baseUrl: string;
  readonly managedLoginVersion: ManagedLoginVersion;
}

class PrefixDomain extends SignInDomain {
  constructor(private readonly prefix: string, private readonly options: PrefixDomainOptions) {
    super();
  }

  public _bind(scope: Construct, userPool: UserPool): SignInDomainConfig {
    const managedLoginVersion = this.options.managedLoginVersion ?? ManagedLoginVersion.NEWER_MANAGED_LOGIN;
    return {
      // the shape of the prefix is judged by the rules: they also see what an escape hatch makes of it.
      userPoolDomain: new UserPoolDomain(scope, 'Domain', { userPool, cognitoDomain: { domainPrefix: this.prefix }, managedLoginVersion }),
      baseUrl: `https://${prefixDomainHost(this.prefix, Stack.of(scope).region)}`,
      managedLoginVersion,
    };
  }
}
