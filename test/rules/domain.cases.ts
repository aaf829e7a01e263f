import * as cognito from 'aws-cdk-lib/aws-cognito';
import { pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

type Domain = Partial<cognito.CfnUserPoolDomainProps>;

const CUSTOM: Domain = { customDomainConfig: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' } };

export const DOMAIN_CASES: RuleCases = {
  domainPrefixShape: ruleCase({
    define: (stack, it: Domain) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: 'acme', ...it }),
    trips: ['Acme', 'acme_login', '-acme', 'acme-', 'acme.login', '', 'a'.repeat(64)].map((domain) => [{ domain }, `Domain is "${domain}"`] as const),
    passes: [{ domain: 'a' }, { domain: '7' }, { domain: 'a--b-1' }, { domain: 'a'.repeat(63) }, { domain: 'login.acme.org', ...CUSTOM }],
    tokens: [{ domain: TOKEN.text }, { domain: `Acme_${TOKEN.text}` }, { domain: '{{resolve:ssm:/acme/prefix}}' }, { domain: 'Acme', customDomainConfig: TOKEN.any }],
  }),

  domainPrefixReserved: ruleCase({
    define: (stack, it: Domain) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: 'acme', ...it }),
    trips: [
      [{ domain: 'laws' }, 'Domain is "laws", which holds "aws"'],
      [{ domain: 'amazonas' }, 'Domain is "amazonas", which holds "amazon"'],
      [{ domain: 'my-cognito' }, 'Domain is "my-cognito", which holds "cognito"'],
    ],
    passes: [{ domain: 'law-s' }, { domain: 'amazo-n' }, { domain: 'cognit' }, { domain: 'login.amazonas.org', ...CUSTOM }],
    tokens: [{ domain: TOKEN.text }, { domain: `laws-${TOKEN.text}` }],
  }),
};
