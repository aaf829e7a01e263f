import { CfnWebACL, CfnWebACLAssociation, type IWebACLRef } from 'aws-cdk-lib/aws-wafv2';
import { Arn, ArnFormat, Names, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { failure } from '../private/errors';

/**
 * Options for `SignInFirewall.standard()`.
 */
export interface StandardFirewallOptions {
  /**
   * How many requests one IP address may make in five minutes, 10 to 2,000,000,000. A back end that signs users in, or a machine, makes them all
   * from one address: count them.
   *
   * @default 2000 - a large office behind one address stays below it
   */
  readonly requestsPerAddress?: number;
}

/**
 * Which AWS WAF web ACL looks at the requests to the sign-in pages and to the pool's own API. A pool has at most one.
 *
 * - `standard()` for a web ACL of the pool's own.
 * - `webAcl()`, or `fromArn()` where you have its ARN only, for one that is there already.
 * - `external()` where another team or AWS Firewall Manager associates one.
 *
 * It sees addresses, headers and which operation is called; never user names, passwords or other personal data.
 *
 * @example
 * declare const shared: wafv2.CfnWebACL;
 * new AuthenticatedUserPool(this, 'Shop', { firewall: SignInFirewall.standard({ requestsPerAddress: 5000 }) });
 * new AuthenticatedUserPool(this, 'Forum', { firewall: SignInFirewall.webAcl(shared) });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
 */
export class SignInFirewall {
  /**
   * A web ACL of the pool's own: it blocks addresses that AWS knows for attacks, and those that ask too often.
   *
   * Nothing else: AWS's core rule set blocks callbacks to localhost, a CAPTCHA breaks the set-up of TOTP in managed login, and Cognito refuses
   * the rule groups against account takeover and fraudulent sign-up. AWS WAF charges for the web ACL, for both rules and by request.
   *
   * @param options the number of requests
   */
  public static standard(options: StandardFirewallOptions = {}): SignInFirewall {
    return new SignInFirewall(undefined, options.requestsPerAddress ?? 2000);
  }

  /**
   * A web ACL that is there already, of scope REGIONAL and in the pool's Region.
   *
   * @param webAcl the web ACL, such as a `CfnWebACL`
   */
  public static webAcl(webAcl: IWebACLRef): SignInFirewall {
    return new SignInFirewall(webAcl.webAclRef.webAclArn, undefined, webAcl.env.region);
  }

  /**
   * A web ACL that is there already, of scope REGIONAL and in the pool's Region, by its ARN.
   *
   * @param webAclArn such as "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shared/1234"
   */
  public static fromArn(webAclArn: string): SignInFirewall {
    return new SignInFirewall(webAclArn);
  }

  /**
   * The web ACL is associated with the pool elsewhere. Nothing is defined here, and nothing checks that there is one.
   */
  public static external(): SignInFirewall {
    return new SignInFirewall();
  }

  private constructor(
    /**
     * The ARN of the web ACL that is there already.
     */
    public readonly webAclArn?: string,
    /**
     * How many requests one IP address may make in five minutes, where the web ACL is the pool's own.
     */
    public readonly requestsPerAddress?: number,
    private readonly webAclRegion?: string,
  ) {}

  /**
   * @internal
   */
  public get _isExternal(): boolean {
    return this.webAclArn === undefined && this.requestsPerAddress === undefined;
  }

  /**
   * @internal
   */
  public _bind(pool: Construct, userPoolArn: string): void {
    if (this.requestsPerAddress !== undefined) {
      assertRequests(pool, this.requestsPerAddress);
      const scope = new Construct(pool, 'Firewall');
      associate(scope, defineWebAcl(scope, this.requestsPerAddress), userPoolArn);
    } else if (this.webAclArn !== undefined) {
      assertRegion(pool, regionOf(pool, this.webAclArn) ?? this.webAclRegion);
      associate(new Construct(pool, 'Firewall'), this.webAclArn, userPoolArn);
    }
  }
}

function assertRequests(pool: Construct, limit: number): void {
  if (!Token.isUnresolved(limit) && !(Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000)) {
    throw failure(pool, `"requestsPerAddress" is ${limit}, and AWS WAF takes whole numbers from 10 to 2,000,000,000: requests of one address in five minutes`);
  }
}

/** The Region in an ARN, where it is known already. */
function regionOf(pool: Construct, webAclArn: string): string | undefined {
  if (Token.isUnresolved(webAclArn)) {
    return undefined;
  }
  if (!/^arn:[^:]+:wafv2:[^:]+:[^:]+:regional\/webacl\/[^/]+\/[^/]+$/.test(webAclArn)) {
    throw failure(pool, `"firewall" is ${JSON.stringify(webAclArn)}, which is no ARN of an AWS WAF web ACL of scope REGIONAL: `
      + 'arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>');
  }
  return Arn.split(webAclArn, ArnFormat.SLASH_RESOURCE_SLASH_RESOURCE_NAME).region;
}

function assertRegion(pool: Construct, region: string | undefined): void {
  const own = Stack.of(pool).region;
  if (region !== undefined && !Token.isUnresolved(region) && !Token.isUnresolved(own) && region !== own) {
    throw failure(pool, `"firewall" is a web ACL in ${region}, and the user pool is in ${own}: give one of the pool's Region`);
  }
}

/** Answers the ARN. */
function defineWebAcl(scope: Construct, limit: number): string {
  return new CfnWebACL(scope, 'WebAcl', {
    // AWS WAF takes few characters, fewer than a construct's path may have.
    description: 'Requests to the sign-in pages and the API of a user pool',
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: metric(scope, 'WebAcl'),
    rules: [
      {
        name: 'IpReputation',
        priority: 0,
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' } },
        // the group blocks by itself.
        overrideAction: { none: {} },
        visibilityConfig: metric(scope, 'IpReputation'),
      },
      {
        name: 'RequestsPerAddress',
        priority: 1,
        statement: { rateBasedStatement: { limit, evaluationWindowSec: 300, aggregateKeyType: 'IP' } },
        action: { block: {} },
        visibilityConfig: metric(scope, 'RequestsPerAddress'),
      },
    ],
  }).attrArn;
}

function associate(scope: Construct, webAclArn: string, resourceArn: string): void {
  new CfnWebACLAssociation(scope, 'Association', { webAclArn, resourceArn });
}

/** Samples hold what was asked for and by which address, for users who were blocked and shouldn't have been. */
function metric(scope: Construct, name: string): CfnWebACL.VisibilityConfigProperty {
  // web ACLs of the same name share their metrics.
  const metricName = `${Names.uniqueResourceName(scope, { maxLength: 100 })}-${name}`;
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
