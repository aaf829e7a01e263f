import { CfnResource, Token, type Stack } from 'aws-cdk-lib/core';
import type { AuthResource, UserPoolAttachment } from './model';
import type { AttachmentRule, UserPoolRule } from './rule';
import { received } from '../private/received';

const PREFIX = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html';

const CUSTOM = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html';

/** Words that no prefix domain may hold. */
const RESERVED = ['aws', 'amazon', 'cognito'];

/** Domains. */
export const DOMAIN_RULES: readonly AttachmentRule[] = [
  {
    id: 'domainPrefixShape',
    severity: 'error',
    condition: 'A prefix domain isn\'t 1 to 63 lower-case letters, digits and inner hyphens',
    consequence: 'Cognito rejects the domain',
    remedy: 'use lower-case letters, digits and hyphens, with a letter or digit at both ends',
    source: PREFIX,
    check: (domain) => {
      const prefix = domain.text('Domain');
      return prefix !== undefined && !domain.has('CustomDomainConfig') && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix)
        ? `Domain is ${JSON.stringify(prefix)}` : undefined;
    },
  },
  {
    id: 'domainPrefixReserved',
    severity: 'error',
    condition: 'A prefix domain holds "aws", "amazon" or "cognito"',
    consequence: 'Cognito rejects the domain',
    remedy: 'choose a prefix without these words; watch for them inside longer ones, such as "laws"',
    source: PREFIX,
    check: (domain) => {
      const prefix = domain.text('Domain') ?? '';
      const word = RESERVED.find((reserved) => prefix.includes(reserved));
      return word !== undefined && !domain.has('CustomDomainConfig') ? `Domain is ${JSON.stringify(prefix)}, which holds "${word}"` : undefined;
    },
  },
  {
    id: 'domainCustomShape',
    severity: 'error',
    condition: 'A custom domain isn\'t a host in lower case with at least three labels, of at most 63 characters',
    consequence: 'Cognito rejects the domain ("Custom domain is not a valid subdomain"): it looks for an A record of the domain above, which a top-level domain doesn\'t have',
    remedy: 'use a subdomain such as "login.example.com", without https:// and path',
    source: CUSTOM,
    check: (domain) => {
      const host = domain.text('Domain');
      return host !== undefined && isCustom(domain) && !/^(?=.{1,63}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.){2,}[a-z]([a-z0-9-]*[a-z0-9])?$/.test(host)
        ? `Domain is ${JSON.stringify(host)}` : undefined;
    },
  },
  {
    id: 'domainCertificateRegion',
    severity: 'error',
    condition: 'The certificate of a custom domain isn\'t in us-east-1',
    consequence: 'Cognito rejects the domain, wherever the pool is: its pages come from CloudFront',
    remedy: 'use a certificate in us-east-1, from a stack there or by its ARN',
    source: CUSTOM,
    check: (domain) => {
      const region = certificateRegion(domain);
      return region !== undefined && region !== 'us-east-1' ? `CertificateArn of CustomDomainConfig is in ${region}` : undefined;
    },
  },
  {
    id: 'domainCustomInGovCloud',
    severity: 'error',
    condition: 'A pool in GovCloud has a custom domain',
    consequence: 'Cognito rejects the domain: GovCloud has prefix domains only',
    remedy: 'use `SignInDomain.prefix(…)`',
    source: 'https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html',
    check: (domain) => {
      const region = regionOf(domain.stack);
      return region?.startsWith('us-gov-') && isCustom(domain) ? `the stack is in ${region} and CustomDomainConfig is set` : undefined;
    },
  },
  {
    id: 'domainReleased',
    severity: 'warning',
    condition: 'A prefix domain is deleted with its stack, its pool is kept, and identity providers redirect to it',
    consequence: 'whoever asks for the prefix next receives the codes of people who sign in with the provider: it still trusts the address',
    remedy: 'apply `RemovalPolicy.RETAIN` to the domain, or use `SignInDomain.prefix(…)`, which is retained with its pool',
    source: PREFIX,
    check: (domain) => {
      const providers = domain.pool?.providers ?? [];
      return domain.pool !== undefined && providers.length > 0 && isPrefix(domain) && isDeleted(domain) && !isDeleted(domain.pool)
        ? `DeletionPolicy is ${received(domain.deletionPolicy, 'not set, which CloudFormation takes for Delete')}, that of ${domain.pool.path} is `
        + `${JSON.stringify(domain.pool.deletionPolicy)}, and ${providers.map(({ path }) => path).join(', ')} is defined` : undefined;
    },
  },
];

/** What a pool has more of than it may. */
export const POOL_DOMAIN_RULES: readonly UserPoolRule[] = [
  {
    id: 'domainTwice',
    severity: 'error',
    condition: 'A pool has two prefix domains or two custom domains',
    consequence: 'Cognito rejects the second ("User pool already has a domain configured"); one of each kind may stand together',
    remedy: 'keep one of each kind; a change of `Domain` replaces it, which needs the old one gone first',
    source: 'https://github.com/aws/aws-cdk/issues/10062',
    check: ({ domains }) => {
      // a condition may leave one of them out.
      const certain = domains.filter(({ cfn }) => cfn.cfnOptions.condition === undefined);
      const same = [certain.filter(isPrefix), certain.filter(isCustom)].find(({ length }) => length > 1);
      return same && `${same.map(({ path }) => path).join(' and ')} are its ${isCustom(same[0]) ? 'custom' : 'prefix'} domains`;
    },
  },
];

function isCustom(domain: UserPoolAttachment): boolean {
  return domain.has('CustomDomainConfig') && !domain.isToken('CustomDomainConfig');
}

function isPrefix(domain: UserPoolAttachment): boolean {
  return !domain.has('CustomDomainConfig');
}

/** Whether it goes with the stack, which is what CloudFormation does where nothing is said. */
function isDeleted({ deletionPolicy }: AuthResource): boolean {
  return deletionPolicy === undefined || deletionPolicy === 'Delete';
}

function certificateRegion(domain: UserPoolAttachment): string | undefined {
  const path = 'CustomDomainConfig.CertificateArn';
  // a parameter, or a custom resource that asks for one elsewhere, says nothing about the Region.
  const certificate = domain.isToken(path)
    ? domain.referents(domain.value(path)).filter(CfnResource.isCfnResource).find(({ cfnResourceType }) => cfnResourceType === 'AWS::CertificateManager::Certificate')
    : undefined;
  return certificate === undefined ? domain.text(path)?.split(':')[3] : regionOf(certificate.stack);
}

/** The Region of a stack, where it is known. */
function regionOf({ region }: Stack): string | undefined {
  return Token.isUnresolved(region) ? undefined : region;
}
