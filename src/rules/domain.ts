import { Token, type Stack } from 'aws-cdk-lib/core';
import { rulesOf, type Rule } from './rule';
import { received } from '../private/received';
import type { Domain } from '../template/attachment';
import type { UserPool } from '../template/user-pool';

const PREFIX = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html';

const CUSTOM = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html';

/** Words that no prefix domain may hold. */
const RESERVED = ['aws', 'amazon', 'cognito'];

/** Domains. */
export const DOMAIN_RULES: readonly Rule<Domain>[] = rulesOf('domain', PREFIX, {
  domainPrefixShape: {
    condition: 'A prefix domain isn\'t 1 to 63 lower-case letters, digits and inner hyphens',
    remedy: 'use lower-case letters, digits and hyphens, with a letter or digit at both ends',
    check: (domain) => {
      const prefix = domain.name.partial;
      // of what is unknown the best is assumed.
      return prefix !== undefined && domain.isPrefix && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix.filled(() => 'a'))
        ? `Domain is ${JSON.stringify(prefix.toString())}` : undefined;
    },
  },
  domainPrefixReserved: {
    condition: 'A prefix domain holds "aws", "amazon" or "cognito"',
    remedy: 'choose a prefix without these words; watch for them inside longer ones, such as "laws"',
    check: (domain) => {
      const prefix = domain.name.partial;
      const word = RESERVED.find((reserved) => prefix?.literals.some((literal) => literal.includes(reserved)));
      return word !== undefined && domain.isPrefix ? `Domain is ${JSON.stringify(prefix?.toString())}, which holds "${word}"` : undefined;
    },
  },
  domainCustomShape: {
    condition: 'A custom domain isn\'t a host in lower case with at least three labels, of at most 63 characters',
    consequence: 'Cognito rejects the domain ("Custom domain is not a valid subdomain"): it looks for an A record of the domain above, which a top-level domain doesn\'t have',
    remedy: 'use a subdomain such as "login.example.com", without https:// and path',
    source: CUSTOM,
    check: (domain) => {
      const host = domain.name.partial;
      return host !== undefined && domain.isCustom && (host.filled(() => 'a').length > 63 || !/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.){2,}[a-z]([a-z0-9-]*[a-z0-9])?$/.test(host.filled(() => 'a.b.c')))
        ? `Domain is ${JSON.stringify(host.toString())}` : undefined;
    },
  },
  domainTaken: {
    condition: 'Two domains have the same name in one Region, or, where it is a host of your own, anywhere',
    consequence: 'Cognito has the first and rejects the second ("Domain already associated with another user pool")',
    remedy: 'give one of them another name; SignInDomain.prefix() without a prefix makes one that no other stack has',
    check: (domain) => {
      const { text } = domain.name;
      const named = text === undefined ? [] : domain.view.called<Domain>(domain.type, text).filter(({ isCustom }) => isCustom === domain.isCustom);
      // of two domains of one pool another rule speaks.
      const first = named.slice(0, named.indexOf(domain)).find(({ pool, stack }) => (pool === undefined || pool !== domain.pool)
        && (domain.isCustom || stack === domain.stack || isSamePlace(stack, domain.stack)));
      return first && `Domain is ${JSON.stringify(text)}, and that of ${first.path} too`;
    },
  },
  domainCertificateRegion: {
    condition: 'The certificate of a custom domain isn\'t in us-east-1',
    consequence: 'Cognito rejects the domain, wherever the pool is: its pages come from CloudFront',
    remedy: 'use a certificate in us-east-1, from a stack there or by its ARN',
    source: CUSTOM,
    check: (domain) => {
      // a parameter, or a custom resource that asks for one elsewhere, says nothing about the Region.
      const region = domain.regionOf(domain.certificate, 'CertificateManager');
      return region !== undefined && region !== 'us-east-1' ? `CertificateArn of CustomDomainConfig is in ${region}` : undefined;
    },
  },
  domainCustomInGovCloud: {
    condition: 'A pool in GovCloud has a custom domain',
    consequence: 'Cognito rejects the domain: GovCloud has prefix domains only',
    remedy: 'use `SignInDomain.prefix(…)`',
    source: 'https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html',
    check: (domain) => {
      const region = domain.region;
      return region?.startsWith('us-gov-') && domain.isCustom ? `CustomDomainConfig is set and the stack is in ${region}` : undefined;
    },
  },
  domainReleased: {
    severity: 'warning',
    condition: 'A prefix domain is deleted with its stack, its pool is kept, and identity providers redirect to it',
    consequence: 'whoever takes the prefix next receives the codes of users who sign in with the provider: it still trusts the address',
    remedy: 'apply `RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE` to the domain, or use `SignInDomain.prefix(…)`, which is retained with its pool',
    check: (domain) => {
      const providers = domain.pool?.providers ?? [];
      return domain.pool !== undefined && providers.length > 0 && domain.isPrefix && domain.isDeleted && !domain.pool.isDeleted
        ? `DeletionPolicy is ${received(domain.deletionPolicy, 'not set, which CloudFormation takes for Delete')}, that of ${domain.pool.path} is `
        + `${JSON.stringify(domain.pool.deletionPolicy)}, and ${providers.map(({ path }) => path).join(', ')} is defined` : undefined;
    },
  },
});

/** What a pool has more of than it may. */
export const POOL_DOMAIN_RULES: readonly Rule<UserPool>[] = rulesOf('pool', 'https://github.com/aws/aws-cdk/issues/10062', {
  domainTwice: {
    condition: 'A pool has two prefix domains or two custom domains',
    consequence: 'Cognito rejects the second ("User pool already has a domain configured"); one of each kind may stand together',
    remedy: 'keep one of each kind; a change of `Domain` replaces it, which needs the old one gone first',
    check: ({ domains }) => {
      const same = [domains.filter(({ isPrefix }) => isPrefix), domains.filter(({ isCustom }) => isCustom)].find(({ length }) => length > 1);
      return same && `Domain is ${same[0].isCustom ? 'a host' : 'a prefix'} twice: ${same.map(({ path }) => path).join(' and ')}`;
    },
  },
});

/** Whether two stacks surely are in one account and Region. */
function isSamePlace(one: Stack, other: Stack): boolean {
  return [one, other].every(({ account, region }) => !Token.isUnresolved(account) && !Token.isUnresolved(region))
    && one.account === other.account && one.region === other.region;
}
