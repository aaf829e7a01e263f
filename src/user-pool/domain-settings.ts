import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { UserPoolDomain, UserPoolDomainOptions } from 'aws-cdk-lib/aws-cognito';
import { AaaaRecord, ARecord, RecordTarget, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnResource, Fn, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { CustomSignInDomainOptions } from './sign-in-domain';
import { failure } from '../private/errors';

/** What the L2 of a domain is told, and what belongs to the domain once that is there. */
export interface DomainSettings {
  readonly props: UserPoolDomainOptions;
  readonly attach?: (userPoolDomain: UserPoolDomain) => void;
}

/** The shape of the prefix is judged by the rules: they also see what an escape hatch makes of it. */
export function prefixSettings(scope: Construct, prefix: string | undefined): DomainSettings {
  return { props: { cognitoDomain: { domainPrefix: prefix ?? madePrefix(scope) } } };
}

/** The construct of a stack that has the prefix which the stack's id makes. On the stack itself, for all copies of this library. */
const MADE_PREFIX = Symbol.for('cdk-cognito-auth.v1.madePrefix');

/** The stack's name for users, cleaned of what Cognito reserves, and the end of the stack's id against all other stacks. Never the construct's path. */
function madePrefix(scope: Construct): string {
  const stack: Stack & { [MADE_PREFIX]?: Construct } = Stack.of(scope);
  const other = stack[MADE_PREFIX];
  if (other !== undefined) {
    throw failure(scope, `"domain" has no prefix, and neither has that of "${other.node.path}" in the same stack: give one of them a prefix, SignInDomain.prefix('…')`);
  }
  stack[MADE_PREFIX] = scope;
  const words = Token.isUnresolved(stack.stackName) ? '' : stack.stackName.toLowerCase().replace(/[^a-z0-9]+|aws|amazon|cognito/g, '-');
  const slug = words.replace(/-+/g, '-').replace(/^-/, '').slice(0, 40).replace(/-$/, '') || 'login';
  // arn:aws:cloudformation:eu-central-1:111111111111:stack/Login/51af3dc0-da77-11e4-872e-1234567db123
  const guid = Fn.select(2, Fn.split('/', stack.stackId));
  return `${slug}-${Fn.select(4, Fn.split('-', guid))}`;
}

/** The hosted zone of every CloudFront distribution; China, which has another, has no user pools. */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

export function customSettings(scope: Construct, domainName: string, options: CustomSignInDomainOptions): DomainSettings {
  assertName(scope, domainName, options);
  return {
    props: { customDomain: { domainName, certificate: certificateFor(scope, domainName, options) } },
    attach: (userPoolDomain) => defineRecords(scope, domainName, userPoolDomain, options),
  };
}

function assertName(scope: Construct, domainName: string, { hostedZone, parentRecord }: CustomSignInDomainOptions): void {
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && region.startsWith('us-gov-')) {
    throw failure(scope, `"domain" is custom, and ${region} has prefix domains only: use SignInDomain.prefix('…')`);
  }
  if (Token.isUnresolved(domainName)) {
    if (parentRecord !== undefined) {
      throw failure(scope, '"domain" is a name that only CloudFormation knows, and "parentRecord" needs the domain above it: give the name as a literal, or define the record yourself');
    }
    return;
  }
  if (!/^(?=.{1,63}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/.test(domainName)) {
    throw failure(scope, `"domain" must be a host in lower case of at most 63 characters, such as "login.example.com", received ${JSON.stringify(domainName)}`);
  }
  const zone = hostedZone && nameOf(hostedZone);
  if (zone !== undefined && !Token.isUnresolved(zone) && !`.${domainName}`.endsWith(`.${zone}`)) {
    throw failure(scope, `"domain" is ${JSON.stringify(domainName)} and "hostedZone" is that of ${JSON.stringify(zone)}: give the zone that the domain is in`);
  }
}

/** Route 53 writes names with a dot at their end. One that is imported by its id has none, and throws when it is asked. */
function nameOf(zone: IHostedZone): string | undefined {
  try {
    return zone.zoneName.replace(/\.$/, '');
  } catch {
    return undefined;
  }
}

/** Cognito's pages come from CloudFront, which takes certificates from us-east-1 only. */
function certificateFor(scope: Construct, domainName: string, { certificate, hostedZone }: CustomSignInDomainOptions): ICertificate {
  const { region } = Stack.of(scope);
  if (certificate !== undefined) {
    const found = regionOf(certificate);
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
  return new Certificate(scope, 'Certificate', { domainName, validation: CertificateValidation.fromDns(hostedZone) });
}

/** Of an ARN that only CloudFormation knows, such as a parameter's, nothing: only a certificate of this app is in its stack's Region. */
function regionOf({ certificateArn }: ICertificate): string | undefined {
  const target = Tokenization.reverseString(certificateArn).tokens.find((token) => Reference.isReference(token))?.target;
  const region = CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::CertificateManager::Certificate'
    ? target.stack.region : certificateArn.split(':')[3];
  return Token.isUnresolved(region) ? undefined : region;
}

/** The endpoint is an attribute of the domain: the target in aws-route53-targets asks for it with a custom resource. */
function defineRecords(scope: Construct, domainName: string, userPoolDomain: UserPoolDomain, options: CustomSignInDomainOptions): void {
  const { hostedZone, parentRecord } = options;
  if (parentRecord !== undefined) {
    const parent = domainName.slice(domainName.indexOf('.') + 1);
    userPoolDomain.node.addDependency(parentRecord._bind(scope, parent, hostedZone));
  }
  if (hostedZone !== undefined) {
    const target = RecordTarget.fromAlias({ bind: () => ({ dnsName: userPoolDomain.cloudFrontEndpoint, hostedZoneId: CLOUDFRONT_ZONE }) });
    new ARecord(scope, 'DomainRecord', { zone: hostedZone, recordName: `${domainName}.`, target });
    new AaaaRecord(scope, 'DomainRecordIpv6', { zone: hostedZone, recordName: `${domainName}.`, target });
  }
}
