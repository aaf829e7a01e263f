import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Aws, CfnCondition, Fn, RemovalPolicy, Stack, type App, type ICfnConditionExpression } from 'aws-cdk-lib/core';
import { pool, provider, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';
import { CognitoRules } from '../../src';

type Domain = Partial<cognito.CfnUserPoolDomainProps>;

const CUSTOM: Domain = { customDomainConfig: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' } };
const LOGIN: Domain = { domain: 'login.acme.org', ...CUSTOM };

export const DOMAIN_CASES: RuleCases = {
  domainPrefixShape: ruleCase({
    define: (stack, it: Domain) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: 'acme', ...it }),
    trips: [
      ...['Acme', 'acme_login', '-acme', 'acme-', 'acme.login', '', 'a'.repeat(64)].map((domain) => [{ domain }, `Domain is "${domain}"`] as const),
      [{ domain: `Acme_${TOKEN.text}` }, 'Domain is "Acme_\u2026"'],
      [{ domain: `${TOKEN.text}-` }, 'Domain is "\u2026-"'],
      [{ domain: `${'a'.repeat(63)}${TOKEN.text}` }, `Domain is "${'a'.repeat(63)}\u2026"`],
    ],
    passes: [{ domain: 'a' }, { domain: '7' }, { domain: 'a--b-1' }, { domain: 'a'.repeat(63) }, { domain: 'login.acme.org', ...CUSTOM }],
    tokens: [{ domain: TOKEN.text }, { domain: `acme-${TOKEN.text}` }, { domain: `${'a'.repeat(62)}${TOKEN.text}` }, { domain: '{{resolve:ssm:/acme/prefix}}' }, { domain: 'Acme', customDomainConfig: TOKEN.any }],
  }),

  domainPrefixReserved: ruleCase({
    define: (stack, it: Domain) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: 'acme', ...it }),
    trips: [
      [{ domain: 'laws' }, 'Domain is "laws", which holds "aws"'],
      [{ domain: 'amazonas' }, 'Domain is "amazonas", which holds "amazon"'],
      [{ domain: 'my-cognito' }, 'Domain is "my-cognito", which holds "cognito"'],
      [{ domain: `acme-cognito-${Aws.ACCOUNT_ID}` }, 'Domain is "acme-cognito-\u2026", which holds "cognito"'],
      [{ domain: `${TOKEN.text}-laws` }, 'Domain is "\u2026-laws", which holds "aws"'],
    ],
    passes: [{ domain: 'law-s' }, { domain: 'amazo-n' }, { domain: 'cognit' }, { domain: 'login.amazonas.org', ...CUSTOM }],
    tokens: [{ domain: TOKEN.text }, { domain: `a${TOKEN.text}ws` }],
  }),

  domainCustomShape: ruleCase({
    define: (stack, it: Domain) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, ...CUSTOM, domain: 'login.acme.org', ...it }),
    trips: [
      ...[
        'acme', 'acme.org', 'Login.acme.org', 'https://login.acme.org', 'login.acme.org/', 'login_.acme.org', '-login.acme.org', 'login.acme.42', '',
        `${'a'.repeat(55)}.acme.org`,
      ].map((domain) => [{ domain }, `Domain is "${domain}"`] as const),
      [{ domain: `Login.${TOKEN.text}` }, 'Domain is "Login.\u2026"'],
      [{ domain: `https://${TOKEN.text}` }, 'Domain is "https://\u2026"'],
    ],
    passes: [{}, { domain: 'l.a.org' }, { domain: 'sign-in.login.acme.co.uk' }, { domain: `${'a'.repeat(54)}.acme.org` }, { domain: 'login.acme.xn--p1ai' }],
    tokens: [{ domain: TOKEN.text }, { domain: `login.${TOKEN.text}` }, { domain: `${'a'.repeat(53)}.${TOKEN.text}.org` }, { domain: 'acme', customDomainConfig: TOKEN.any }],
  }),

  domainTaken: ruleCase({
    define: (stack, it: { other?: Domain; there?: 'another Region' | 'an unknown Region' }) => {
      const env = it.there && { region: it.there === 'another Region' ? 'us-east-1' : undefined, account: '123456789012' };
      const there = it.there === undefined ? stack : new Stack(stack.node.root as App, 'There', { env });
      CognitoRules.check(there);
      const define = (scope: Stack, id: string, props: Domain) => new cognito.CfnUserPoolDomain(scope, id, {
        userPoolId: pool(scope, {}, `${id}Pool`).ref, domain: 'acme', ...props,
      });
      define(stack, 'Domain', it.other?.customDomainConfig === undefined ? {} : { ...CUSTOM, domain: it.other.domain });
      define(there, 'Other', it.other ?? {});
    },
    env: () => ({ region: 'eu-west-1', account: '123456789012' }),
    trips: [
      [{}, 'Domain is "acme", and that of Stack/Domain too'],
      [{ other: LOGIN }, 'Domain is "login.acme.org", and that of Stack/Domain too'],
    ],
    passes: [{ other: { domain: 'acme-two' } }, { there: 'another Region' }],
    tokens: [{ other: { domain: TOKEN.text } }, { there: 'an unknown Region' }],
  }),

  domainCertificateRegion: ruleCase({
    define: (stack, it: string | { region?: string }) => {
      const certificateArn = typeof it === 'string' ? it : new CfnCertificate(
        new Stack(stack.node.root as App, 'Certificates', { env: { region: it.region, account: '123456789012' }, crossRegionReferences: true }), 'Certificate',
        { domainName: 'login.acme.org' },
      ).ref;
      new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: 'login.acme.org', customDomainConfig: { certificateArn } });
    },
    env: () => ({ region: 'eu-west-1', account: '123456789012' }),
    trips: [
      ['arn:aws:acm:eu-west-1:123456789012:certificate/1', 'CertificateArn of CustomDomainConfig is in eu-west-1'],
      [{ region: 'us-west-2' }, 'CertificateArn of CustomDomainConfig is in us-west-2'],
    ],
    passes: ['arn:aws:acm:us-east-1:123456789012:certificate/1', { region: 'us-east-1' }],
    tokens: [TOKEN.text, `arn:aws:acm:${TOKEN.text}:123456789012:certificate/1`],
  }),

  domainCustomInGovCloud: ruleCase({
    env: ({ region }: { region?: string; it?: Domain }) => ({ region }),
    define: (stack, { it }) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: 'login.acme.org', ...CUSTOM, ...it }),
    trips: [
      [{ region: 'us-gov-west-1' }, 'CustomDomainConfig is set and the stack is in us-gov-west-1'],
      [{ region: 'us-gov-east-1' }, 'CustomDomainConfig is set and the stack is in us-gov-east-1'],
    ],
    passes: [{ region: 'us-east-1' }, { region: 'us-gov-west-1', it: { domain: 'acme', customDomainConfig: undefined } }],
    tokens: [{}, { region: 'us-gov-west-1', it: { customDomainConfig: TOKEN.any } }],
  }),

  domainReleased: ruleCase({
    define: (stack, it: { pool?: RemovalPolicy; domain?: RemovalPolicy; social?: boolean; props?: Domain }) => {
      const userPool = pool(stack);
      userPool.applyRemovalPolicy(it.pool ?? RemovalPolicy.RETAIN);
      const domain = new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: userPool.ref, domain: 'acme', ...it.props });
      if (it.domain !== undefined) {
        domain.applyRemovalPolicy(it.domain);
      }
      if (it.social !== false) {
        provider(stack, { userPoolId: userPool.ref });
      }
    },
    trips: [
      [{}, 'DeletionPolicy is not set, which CloudFormation takes for Delete, that of Stack/Pool is "Retain", and Stack/Provider is defined'],
      [{ domain: RemovalPolicy.DESTROY }, 'DeletionPolicy is "Delete", that of Stack/Pool is "Retain", and Stack/Provider is defined'],
      [{ pool: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
        'DeletionPolicy is not set, which CloudFormation takes for Delete, that of Stack/Pool is "RetainExceptOnCreate", and Stack/Provider is defined'],
    ],
    passes: [
      { domain: RemovalPolicy.RETAIN },
      { domain: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
      // for previews: all of it goes.
      { pool: RemovalPolicy.DESTROY },
      { social: false },
      // nobody else can prove that the host is theirs.
      { props: { domain: 'login.acme.org', ...CUSTOM } },
    ],
    tokens: [{ props: { customDomainConfig: TOKEN.any } }],
  }),

  domainTwice: ruleCase({
    define: (stack, domains: (Domain & { when?: (condition: (id: string) => CfnCondition) => ICfnConditionExpression })[]) => {
      const userPoolId = pool(stack).ref;
      const conditions = new Map(['One', 'Other'].map((id) => [id, new CfnCondition(stack, id, { expression: Fn.conditionEquals(Fn.ref(`${id}Is`), 'on') })]));
      domains.forEach(({ when, ...props }, index) => {
        const domain = new cognito.CfnUserPoolDomain(stack, `Domain${index}`, { userPoolId, domain: `acme-${index}`, ...props });
        if (when !== undefined) {
          domain.cfnOptions.condition = new CfnCondition(stack, `Condition${index}`, { expression: when((id) => conditions.get(id)!) });
        }
      });
    },
    trips: [
      // whatever may be true at once.
      [[{}, { when: (condition) => condition('One') }], 'Domain is a prefix twice: Stack/Domain0 and Stack/Domain1'],
      [[{ when: (condition) => condition('One') }, { when: (condition) => condition('Other') }], 'Domain is a prefix twice: Stack/Domain0 and Stack/Domain1'],
      [[{}, {}], 'Domain is a prefix twice: Stack/Domain0 and Stack/Domain1'],
      [[LOGIN, {}, LOGIN], 'Domain is a host twice: Stack/Domain0 and Stack/Domain2'],
    ],
    passes: [
      [{}],
      [{}, LOGIN],
      [{ when: (condition) => condition('One') }, { when: (condition) => Fn.conditionNot(condition('One')) }],
      [{}, { userPoolId: 'us-east-1_other' }],
    ],
    tokens: [[{}, { customDomainConfig: TOKEN.any }], [{}, { userPoolId: TOKEN.text }]],
  }),
};
