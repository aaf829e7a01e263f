import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Arn, ArnFormat, Names, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { failure } from '../private/errors';

/**
 * Options for `SignInFirewall.standard()`.
 */
export interface StandardFirewallOptions {
  /**
   * How many requests one address may make in five minutes, 10 to 2,000,000,000. A back end that signs people in, or a machine, makes them all
   * from one address: count them.
   *
   * @default 2000 - a large office behind one address stays below it
   */
  readonly requestsPerAddress?: number;
}

/**
 * Which AWS WAF web ACL looks at the requests to the sign-in pages and to the pool's own API. A pool has at most one.
 *
 * It sees addresses, headers and which operation is called; never user names, passwords or other personal data.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
 */
export abstract class SignInFirewall {
  /**
   * A web ACL of the pool's own: it blocks addresses that AWS knows for attacks, and those that ask too often.
   *
   * Nothing else: AWS's core rule set blocks callbacks to localhost, a CAPTCHA breaks the set-up of TOTP in managed login, and Cognito refuses
   * the rule groups against account takeover and fraudulent sign-up. AWS WAF charges for the web ACL, for both rules and by request.
   *
   * @param options the number of requests
   */
  public static standard(options: StandardFirewallOptions = {}): SignInFirewall {
    return new StandardFirewall(options);
  }

  /**
   * A web ACL that is there already, of scope REGIONAL and in the pool's Region.
   *
   * @param webAclArn its ARN
   */
  public static webAcl(webAclArn: string): SignInFirewall {
    return new ExistingWebAcl(webAclArn);
  }

  /**
   * Somebody else associates a web ACL with the pool. Nothing is defined here, and nothing checks that one is there.
   */
  public static external(): SignInFirewall {
    return new ExternalFirewall();
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(scope: Construct, userPoolArn: string): void;
}

class StandardFirewall extends SignInFirewall {
  constructor(private readonly options: StandardFirewallOptions) {
    super();
  }

  public _bind(pool: Construct, userPoolArn: string): void {
    const limit = this.options.requestsPerAddress ?? 2000;
    if (!Token.isUnresolved(limit) && !(Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000)) {
      throw failure(pool, `"requestsPerAddress" is ${limit}, and AWS WAF takes whole numbers from 10 to 2,000,000,000: requests of one address in five minutes`);
    }
    const scope = new Construct(pool, 'Firewall');
    const webAcl = new CfnWebACL(scope, 'WebAcl', {
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
    });
    associate(scope, webAcl.attrArn, userPoolArn);
  }
}

class ExistingWebAcl extends SignInFirewall {
  constructor(private readonly webAclArn: string) {
    super();
  }

  public _bind(pool: Construct, userPoolArn: string): void {
    this.assertUsable(pool);
    associate(new Construct(pool, 'Firewall'), this.webAclArn, userPoolArn);
  }

  private assertUsable(pool: Construct): void {
    if (Token.isUnresolved(this.webAclArn)) {
      return;
    }
    if (!/^arn:[^:]+:wafv2:[^:]+:[^:]+:regional\/webacl\/[^/]+\/[^/]+$/.test(this.webAclArn)) {
      throw failure(pool, `"firewall" is ${JSON.stringify(this.webAclArn)}, which is no ARN of an AWS WAF web ACL of scope REGIONAL: `
        + 'arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>');
    }
    const { region } = Arn.split(this.webAclArn, ArnFormat.SLASH_RESOURCE_SLASH_RESOURCE_NAME);
    const own = Stack.of(pool).region;
    if (!Token.isUnresolved(own) && region !== own) {
      throw failure(pool, `"firewall" is a web ACL in ${region}, and the user pool is in ${own}: give one of the pool's Region`);
    }
  }
}

class ExternalFirewall extends SignInFirewall {
  constructor() {
    super();
  }

  public _bind(): void {
    // nothing to define.
  }
}

function associate(scope: Construct, webAclArn: string, resourceArn: string): void {
  new CfnWebACLAssociation(scope, 'Association', { webAclArn, resourceArn });
}

/** Samples hold what was asked for and by whom, for whoever was blocked and shouldn't have been. */
function metric(scope: Construct, name: string): CfnWebACL.VisibilityConfigProperty {
  // web ACLs of the same name share their metrics.
  const metricName = `${Names.uniqueResourceName(scope, { maxLength: 100 })}-${name}`;
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
