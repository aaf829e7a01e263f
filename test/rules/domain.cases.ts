import * as cognito from 'aws-cdk-lib/aws-cognito';
import { hostedClient, pool, TOKEN } from './resources';
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

  managedLoginWithoutBranding: ruleCase({
    define: (stack, it: {
      version?: number | typeof TOKEN.any;
      client?: Partial<cognito.CfnUserPoolClientProps>;
      branded?: 'this client' | 'another client' | 'an unknown client';
    }) => {
      const userPoolId = pool(stack).ref;
      const ids = {
        'this client': hostedClient(stack, { userPoolId, ...it.client }).ref,
        'another client': hostedClient(stack, { userPoolId, allowedOAuthFlowsUserPoolClient: false }, 'Other').ref,
        'an unknown client': TOKEN.text,
      };
      new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme' })
        .addPropertyOverride('ManagedLoginVersion', 'version' in it ? it.version : 2);
      if (it.branded !== undefined) {
        new cognito.CfnManagedLoginBranding(stack, 'Branding', { userPoolId, clientId: ids[it.branded], useCognitoProvidedValues: true });
      }
    },
    trips: [
      [{}, 'ManagedLoginVersion is 2 and no branding names Stack/Client'],
      [{ branded: 'another client' }, 'ManagedLoginVersion is 2 and no branding names Stack/Client'],
    ],
    passes: [
      { branded: 'this client' },
      { version: 1 },
      { version: undefined },
      { client: { allowedOAuthFlowsUserPoolClient: false } },
      { client: { generateSecret: true, allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['api/read'] } },
    ],
    tokens: [{ version: TOKEN.any }, { branded: 'an unknown client' }, { client: { allowedOAuthFlows: TOKEN.list } }],
  }),
};
