import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { failure } from '../private/errors';

/**
 * Options for `AppClient.addRedirectsFrom()`.
 */
export interface DistributionRedirectOptions {
  /**
   * The alternate domain names of the distribution that users open, such as `app.example.com`. Then the client makes no reference to the distribution, and
   * the distribution may know the client: by its id in a function's environment, or by its secret.
   *
   * @default - the distribution's own domain name, to which the client makes a reference
   */
  readonly domainNames?: string[];

  /**
   * The paths to which users come back with their code, each with its leading slash.
   *
   * @default ['/']
   */
  readonly callbackPaths?: string[];

  /**
   * The paths to which users come back from the sign-out page, each with its leading slash.
   *
   * @default - users can't come back from the sign-out page
   */
  readonly logoutPaths?: string[];
}

/**
 * The callback and logout URLs of a site.
 *
 * Throws when a path has no leading slash, or a domain name isn't one.
 */
export function redirectsOf(scope: IConstruct, distribution: IDistribution, options: DistributionRedirectOptions) {
  const { domainNames } = options;
  if (domainNames?.length === 0) {
    throw failure(scope, '"domainNames" is empty: name the alternate domain names of the distribution, or leave it out for the distribution\'s own');
  }
  const wrong = domainNames?.find((name) => !Token.isUnresolved(name) && !/^[^/:\s]+$/.test(name));
  if (wrong !== undefined) {
    throw failure(scope, `"domainNames" must hold domain names such as "app.example.com", received ${JSON.stringify(wrong)}`);
  }
  const hosts = domainNames ?? [distribution.distributionDomainName];
  const urls = (prop: string, paths: readonly string[]) => paths.flatMap((path) => {
    if (!path.startsWith('/') && !Token.isUnresolved(path)) {
      throw failure(scope, `"${prop}" must begin with a slash, received ${JSON.stringify(path)}`);
    }
    return hosts.map((host) => `https://${host}${path}`);
  });
  return { callbackUrls: urls('callbackPaths', options.callbackPaths ?? ['/']), logoutUrls: urls('logoutPaths', options.logoutPaths ?? []) };
}
