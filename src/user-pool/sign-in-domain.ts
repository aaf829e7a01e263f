import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ManagedLoginVersion, UserPoolDomain, type CfnUserPoolDomain, type UserPool } from 'aws-cdk-lib/aws-cognito';
import { AaaaRecord, ARecord, RecordTarget, type IHealthCheck, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Arn, ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct, IDependable } from 'constructs';
import type { DomainSecurityPolicy } from './domain-security-policy';
import { failure } from '../private/errors';
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

  /**
   * Where the pages come from while the pool's Region is down. The replica there must be active: see `UserPoolReplicaSettings`.
   *
   * @default - the pages come from the pool's Region alone
   */
  readonly failover?: DomainFailoverOptions;
}

/**
 * Options for `SignInDomain.custom()`.
 */
export interface CustomDomainOptions {
  /**
   * The zone in which the domain's records are defined: A and AAAA to Cognito's CloudFront distribution.
   *
   * @default - no record is defined: point the domain to `userPoolDomain.cloudFrontEndpoint` yourself
   */
  readonly hostedZone?: IHostedZone;

  /**
   * The certificate of the domain. It must be in us-east-1, wherever the pool is.
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
   * @default ManagedLoginVersion.NEWER_MANAGED_LOGIN - Cognito's own default are the classic pages
   */
  readonly managedLoginVersion?: ManagedLoginVersion;

  /**
   * The oldest TLS that the domain speaks.
   *
   * @default - what Cognito gives domains that don't say
   */
  readonly securityPolicy?: DomainSecurityPolicy;

  /**
   * Where the pages come from while the pool's Region is down. The replica there must be active: see `UserPoolReplicaSettings`.
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
   * What tells whether the pool's Region is well: while it is not, the pages come from the other one.
   *
   * Let it look at something of that Region. The sign-in host itself would look well as soon as it has failed over.
   */
  readonly healthCheck: IHealthCheck;
}

/**
 * The A record that Cognito looks for above a custom domain.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
export abstract class ParentRecord {
  /**
   * A record of this app: the domain waits for it.
   *
   * @param record the record, or what holds it
   */
  public static existing(record: IDependable): ParentRecord {
    return new ExistingRecord(record);
  }

  /**
   * Defines an A record in `hostedZone` with an address that is reserved for documentation and leads nowhere.
   *
   * Don't use it where the parent has an A record already: the deployment fails on the second one.
   */
  public static placeholder(): ParentRecord {
    return new PlaceholderRecord();
  }

  protected constructor() {}

  /**
   * @internal
   */
  public abstract _bind(scope: Construct, parent: string, hostedZone: IHostedZone | undefined): IDependable;
}

class ExistingRecord extends ParentRecord {
  constructor(private readonly record: IDependable) {
    super();
  }

  public _bind(): IDependable {
    return this.record;
  }
}

class PlaceholderRecord extends ParentRecord {
  public constructor() {
    super();
  }

  public _bind(scope: Construct, parent: string, zone: IHostedZone | undefined): IDependable {
    if (zone === undefined) {
      throw failure(scope, '"parentRecord" is a placeholder and "hostedZone" is not set: give the zone in which to define it');
    }
    return new ARecord(scope, 'ParentRecord', { zone, recordName: `${parent}.`, target: RecordTarget.fromIpAddresses('192.0.2.1') });
  }
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
   * Without a prefix it is made of the stack's name and of a part of the stack's id, which nobody else has: it stays for as long as the stack, and
   * the next stack of that name has another. Then no URL is known before the deployment. One pool of a stack may do without.
   *
   * @param prefix 1 to 63 lower-case letters, digits and inner hyphens, without "aws", "amazon" and "cognito" in it
   * @param options which pages it shows
   */
  public static prefix(prefix?: string, options: PrefixDomainOptions = {}): SignInDomain {
    return new PrefixDomain(prefix, options);
  }

  /**
   * A host of your own, `login.example.com`. People see it when they sign in, and passkeys are bound to it.
   *
   * Whoever gives it up leaves providers that still redirect there: therefore it is retained with its pool. A changed name *replaces* the domain.
   * Four are allowed in a Region, none in GovCloud. The first deployment takes up to an hour, until CloudFront has it.
   *
   * @param domainName the host, with at least three labels
   * @param options its zone and certificate
   */
  public static custom(domainName: string, options: CustomDomainOptions = {}): SignInDomain {
    return new CustomDomain(domainName, options);
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

/** Who has the prefix that a stack's id makes. */
const made = new WeakMap<Stack, Construct>();

/** The stack's name for people, cleaned of what Cognito reserves, and the end of the stack's id against everybody else. Never the construct's path. */
function madePrefix(scope: Construct): string {
  const stack = Stack.of(scope);
  const other = made.get(stack);
  if (other !== undefined) {
    throw failure(scope, `"domain" has no prefix, and neither has that of "${other.node.path}" in the same stack: give one of them a prefix, SignInDomain.prefix('…')`);
  }
  made.set(stack, scope);
  const words = Token.isUnresolved(stack.stackName) ? '' : stack.stackName.toLowerCase().replace(/[^a-z0-9]+|aws|amazon|cognito/g, '-');
  const slug = words.replace(/-+/g, '-').replace(/^-/, '').slice(0, 40).replace(/-$/, '') || 'login';
  // arn:aws:cloudformation:eu-central-1:111111111111:stack/Login/51af3dc0-da77-11e4-872e-1234567db123
  const guid = Fn.select(2, Fn.split('/', stack.stackId));
  return `${slug}-${Fn.select(4, Fn.split('-', guid))}`;
}

class PrefixDomain extends SignInDomain {
  constructor(private readonly prefix: string | undefined, private readonly options: PrefixDomainOptions) {
    super();
  }

  public _bind(scope: Construct, userPool: UserPool): SignInDomainConfig {
    const managedLoginVersion = this.options.managedLoginVersion ?? ManagedLoginVersion.NEWER_MANAGED_LOGIN;
    const domainPrefix = this.prefix ?? madePrefix(scope);
    // the shape of the prefix is judged by the rules: they also see what an escape hatch makes of it.
    const userPoolDomain = new UserPoolDomain(scope, 'Domain', { userPool, cognitoDomain: { domainPrefix }, managedLoginVersion });
    overrideNewer(userPoolDomain, this.options);
    return {
      userPoolDomain,
      baseUrl: `https://${prefixDomainHost(domainPrefix, Stack.of(scope).region)}`,
      managedLoginVersion,
    };
  }
}

/** The hosted zone of every CloudFront distribution; China, which has another, has no user pools. */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

class CustomDomain extends SignInDomain {
  constructor(private readonly domainName: string, private readonly options: CustomDomainOptions) {
    super();
  }

  public _bind(scope: Construct, userPool: UserPool): SignInDomainConfig {
    this.assertName(scope);
    const { hostedZone, parentRecord } = this.options;
    const managedLoginVersion = this.options.managedLoginVersion ?? ManagedLoginVersion.NEWER_MANAGED_LOGIN;
    const userPoolDomain = new UserPoolDomain(scope, 'Domain', {
      userPool,
      customDomain: { domainName: this.domainName, certificate: this.certificate(scope) },
      managedLoginVersion,
    });
    overrideNewer(userPoolDomain, this.options);
    if (parentRecord !== undefined) {
      const parent = this.domainName.slice(this.domainName.indexOf('.') + 1);
      userPoolDomain.node.addDependency(parentRecord._bind(scope, parent, hostedZone));
    }
    if (hostedZone !== undefined) {
      // the endpoint is an attribute of the domain: the target in aws-route53-targets asks for it with a custom resource.
      const target = RecordTarget.fromAlias({ bind: () => ({ dnsName: userPoolDomain.cloudFrontEndpoint, hostedZoneId: CLOUDFRONT_ZONE }) });
      new ARecord(scope, 'DomainRecord', { zone: hostedZone, recordName: `${this.domainName}.`, target });
      new AaaaRecord(scope, 'DomainRecordIpv6', { zone: hostedZone, recordName: `${this.domainName}.`, target });
    }
    return { userPoolDomain, baseUrl: `https://${this.domainName}`, managedLoginVersion };
  }

  private assertName(scope: Construct): void {
    const { region } = Stack.of(scope);
    if (!Token.isUnresolved(region) && region.startsWith('us-gov-')) {
      throw failure(scope, `"domain" is custom, and ${region} has prefix domains only: use SignInDomain.prefix('…')`);
    }
    if (Token.isUnresolved(this.domainName)) {
      return;
    }
    if (!/^(?=.{1,63}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/.test(this.domainName)) {
      throw failure(scope, `"domain" must be a host in lower case of at most 63 characters, such as "login.example.com", received ${JSON.stringify(this.domainName)}`);
    }
    const zone = this.options.hostedZone?.zoneName;
    if (zone !== undefined && !Token.isUnresolved(zone) && !`.${this.domainName}`.endsWith(`.${zone}`)) {
      throw failure(scope, `"domain" is ${JSON.stringify(this.domainName)} and "hostedZone" is that of ${JSON.stringify(zone)}: give the zone that the domain is in`);
    }
  }

  /** Cognito's pages come from CloudFront, which takes certificates from us-east-1 only. */
  private certificate(scope: Construct): ICertificate {
    const { certificate, hostedZone } = this.options;
    const { region } = Stack.of(scope);
    if (certificate !== undefined) {
      const found = this.regionOf(certificate);
      if (found !== undefined && found !== 'us-east-1') {
        throw failure(scope, `"certificate" is in ${found}, and must be in us-east-1, wherever the pool is: define it in a stack in us-east-1`);
      }
      return certificate;
    }
    if (hostedZone === undefined) {
      throw failure(scope, '"certificate" and "hostedZone" are not set: give the certificate of the domain, or the zone through which one is validated');
    }
    if (region !== 'us-east-1') {
      throw failure(scope, `"certificate" is not set, and one that is made here would be in ${Token.isUnresolved(region) ? 'an unknown Region' : region}: it must be in `
        + 'us-east-1; define a Certificate in a stack in us-east-1 with crossRegionReferences on both stacks, or import one by its ARN');
    }
    return new Certificate(scope, 'Certificate', { domainName: this.domainName, validation: CertificateValidation.fromDns(hostedZone) });
  }

  private regionOf({ certificateArn, stack }: ICertificate): string | undefined {
    if (!Token.isUnresolved(certificateArn)) {
      return Arn.split(certificateArn, ArnFormat.SLASH_RESOURCE_NAME).region;
    }
    return Token.isUnresolved(stack.region) ? undefined : stack.region;
  }
}

/** What the L1 of the oldest CDK that we support doesn't know. */
function overrideNewer(userPoolDomain: UserPoolDomain, { securityPolicy, failover }: Pick<CustomDomainOptions, 'securityPolicy' | 'failover'>): void {
  const cfn = userPoolDomain.node.defaultChild as CfnUserPoolDomain;
  if (securityPolicy !== undefined) {
    cfn.addPropertyOverride('CustomDomainConfig.SecurityPolicy', securityPolicy.name);
  }
  if (failover !== undefined) {
    const { secondaryRegion, healthCheck } = failover;
    cfn.addPropertyOverride('Routing.Failover', { SecondaryRegion: secondaryRegion, PrimaryRoute53HealthCheckId: healthCheck.healthCheckId });
  }
}
