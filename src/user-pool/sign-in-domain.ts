import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPoolDomain, type CfnUserPoolDomain, type ManagedLoginVersion, type UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IHealthCheck, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { DomainSecurityPolicy } from './domain-security-policy';
import { customSettings, prefixSettings } from './domain-settings';
import type { ParentRecord } from './parent-record';
import { defineWithDefaults } from '../private/defaults';
import { LATE_VERSION, type Domain } from '../template/attachment';
import { Synthesis } from '../template/synthesis';

/**
 * Options for `SignInDomain.prefix()`.
 */
export interface PrefixDomainOptions {
  /**
   * Which sign-in pages the domain shows.
   *
   * Managed login needs the feature plan ESSENTIALS or PLUS; the classic pages are all that LITE has.
   *
   * @default - managed login; the classic pages where no client of the pool has pages, so that machines alone don't raise the plan. Cognito's own default
   * are the classic pages
   */
  readonly managedLoginVersion?: ManagedLoginVersion;

  /**
   * Where the pages come from while the pool's Region is down. The replica there must be active: see `DirectoryReplicaSettings`.
   *
   * @default - the pages come from the pool's Region alone
   */
  readonly failover?: DomainFailoverOptions;
}

/**
 * Options for `SignInDomain.custom()`.
 */
export interface CustomSignInDomainOptions {
  /**
   * The zone in which the domain's records are defined: A and AAAA to Cognito's CloudFront distribution.
   *
   * @default - no record is defined: point the domain to `auth.domain.cloudFrontEndpoint` yourself
   */
  readonly hostedZone?: IHostedZone;

  /**
   * The certificate of the domain. It must be in us-east-1, wherever the pool is. Where only CloudFormation knows the ARN, its Region isn't judged.
   *
   * @default - one that is validated through `hostedZone`, in a stack in us-east-1; elsewhere an error
   */
  readonly certificate?: ICertificate;

  /**
   * The A record of the domain above this one, `example.com` for `login.example.com`: Cognito refuses the domain while that has none. Any address
   * will do.
   *
   * @default - it is there already
   */
  readonly parentRecord?: ParentRecord;

  /**
   * Which sign-in pages the domain shows.
   *
   * Managed login needs the feature plan ESSENTIALS or PLUS; the classic pages are all that LITE has.
   *
   * @default - managed login; the classic pages where no client of the pool has pages, so that machines alone don't raise the plan. Cognito's own default
   * are the classic pages
   */
  readonly managedLoginVersion?: ManagedLoginVersion;

  /**
   * The oldest version of TLS that the domain accepts.
   *
   * @default - what Cognito gives domains that don't say
   */
  readonly securityPolicy?: DomainSecurityPolicy;

  /**
   * Where the pages come from while the pool's Region is down. The replica there must be active: see `DirectoryReplicaSettings`.
   *
   * @default - the pages come from the pool's Region alone
   */
  readonly failover?: DomainFailoverOptions;
}

/**
 * Options for `failover` of a `SignInDomain`.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_FailoverType.html
 */
export interface DomainFailoverOptions {
  /**
   * The Region of the pool's replica.
   */
  readonly secondaryRegion: string;

  /**
   * The health check of the pool's Region: while it fails, the pages come from the other one.
   *
   * Let it check something in that Region. The sign-in host itself would pass as soon as it has failed over.
   */
  readonly healthCheck: IHealthCheck;
}

/**
 * Where the sign-in pages and the OAuth endpoints live.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html
 */
export class SignInDomain {
  /**
   * A host under amazoncognito.com: `https://<prefix>.auth.<region>.amazoncognito.com`, in GovCloud its FIPS sibling.
   *
   * A prefix is unique in its Region over all accounts. When you give one up anybody may take it, while the providers still redirect there:
   * therefore it is retained with its pool, but for a first deployment that fails. A changed prefix *replaces* the domain.
   *
   * Without a prefix it is made of the stack's name and of a part of the stack's id, which no other stack has: it stays for as long as the stack, and
   * the next stack of that name has another. Then no URL is known before the deployment. One pool of a stack may do without; for a second one the pool
   * throws.
   *
   * @param prefix 1 to 63 lower-case letters, digits and inner hyphens, without "aws", "amazon" and "cognito" in it
   * @param options which pages it shows
   */
  public static prefix(prefix?: string, options: PrefixDomainOptions = {}): SignInDomain {
    return new SignInDomain(options, prefix);
  }

  /**
   * A host of your own, `login.example.com`. Users see it when they sign in, and passkeys are bound to it.
   *
   * When you give it up, providers still redirect there: therefore it is retained with its pool, but for a first deployment that fails. A changed
   * name *replaces* the domain. Four are allowed in a Region, none in GovCloud. The first deployment takes up to an hour, until CloudFront has it.
   *
   * The pool throws when the name is no host in lower case or isn't in `hostedZone`, when the certificate is known to be outside us-east-1, or when there
   * is neither a certificate nor a zone through which one is validated.
   *
   * @param domainName the host, with at least three labels
   * @param options its zone and certificate
   */
  public static custom(domainName: string, options: CustomSignInDomainOptions = {}): SignInDomain {
    return new SignInDomain(options, undefined, domainName);
  }

  /**
   * The prefix of a host under amazoncognito.com: undefined for a custom domain, and where it is made of the stack's id.
   */
  public readonly domainPrefix?: string;

  /**
   * The host of a custom domain: undefined for a prefix.
   */
  public readonly domainName?: string;

  /**
   * Which sign-in pages the domain shows: undefined where that follows from the pool's clients.
   */
  public readonly managedLoginVersion?: ManagedLoginVersion;

  private constructor(private readonly options: CustomSignInDomainOptions, domainPrefix?: string, domainName?: string) {
    this.domainPrefix = domainPrefix;
    this.domainName = domainName;
    this.managedLoginVersion = options.managedLoginVersion;
  }

  /**
   * @internal
   */
  public _bind(scope: Construct, userPool: UserPool): UserPoolDomain {
    const settings = this.domainName === undefined ? prefixSettings(scope, this.domainPrefix) : customSettings(scope, this.domainName, this.options);
    const userPoolDomain = defineWithDefaults(scope, 'Domain', UserPoolDomain, {
      ...settings.props, userPool, managedLoginVersion: this.managedLoginVersion,
    }, {}, { managedLoginVersion: 'managedLoginVersion' });
    const cfn = userPoolDomain.node.defaultChild as CfnUserPoolDomain;
    if (cfn.managedLoginVersion === undefined) {
      cfn.managedLoginVersion = lateVersion(cfn);
    }
    overrideNewer(cfn, this.options);
    settings.attach?.(userPoolDomain);
    return userPoolDomain;
  }
}

/** Managed login costs ESSENTIALS, and where no client has pages the domain is a token endpoint only. */
function lateVersion(cfn: CfnUserPoolDomain): number {
  Reflect.set(cfn, LATE_VERSION, true);
  const isManagedLogin = ({ view }: Synthesis) => (view.resource(cfn) as Domain | undefined)?.isManagedLogin === true;
  return Lazy.uncachedNumber({
    produce: ({ preparing }) => {
      const synthesis = Synthesis.of(cfn);
      return preparing || synthesis.isReading ? undefined : isManagedLogin(synthesis) ? 2 : 1;
    },
  });
}

/** What the L1 of the oldest CDK that we support doesn't know. */
function overrideNewer(cfn: CfnUserPoolDomain, { securityPolicy, failover }: CustomSignInDomainOptions): void {
  if (securityPolicy !== undefined) {
    cfn.addPropertyOverride('CustomDomainConfig.SecurityPolicy', securityPolicy.name);
  }
  if (failover !== undefined) {
    const { secondaryRegion, healthCheck } = failover;
    cfn.addPropertyOverride('Routing.Failover', { SecondaryRegion: secondaryRegion, PrimaryRoute53HealthCheckId: healthCheck.healthCheckId });
  }
}
