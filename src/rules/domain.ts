import type { AttachmentRule } from './rule';

const PREFIX = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html';

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
];
