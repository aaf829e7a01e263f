import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib/core';
import { DOMAIN_CASES } from './domain.cases';
import { hostedClient, pool } from './resources';
import { findings, found, testRules } from './rule-case';
import { CognitoRules } from '../../src';
import { DOMAIN_RULES, POOL_DOMAIN_RULES } from '../../src/rules/domain';
import { testStack } from '../support';

testRules([...DOMAIN_RULES, ...POOL_DOMAIN_RULES], DOMAIN_CASES);

test('a prefix may break both rules about prefixes', () => {
  expect(found((stack) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: pool(stack).ref, domain: 'AWS-aws' })))
    .toEqual(['domainPrefixShape', 'domainPrefixReserved']);
});

test.each<[string, string, Partial<cognito.CfnUserPoolDomainProps>]>([
  ['a prefix in the same Region', 'eu-west-1', { domain: 'acme' }],
  ['a host of one\'s own in any', 'us-east-1', { domain: 'login.acme.org', customDomainConfig: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' } }],
])('two stacks can\'t have %s', (_, region, props) => {
  const app = new App();
  const [here, there] = ['eu-west-1', region].map((one, index) => new Stack(app, `Stack${index}`, { env: { region: one, account: '123456789012' } })) as [Stack, Stack];
  [here, there].forEach((stack) => {
    new cognito.CfnUserPoolDomain(stack, 'Domain', { domain: 'acme', userPoolId: pool(stack).ref, ...props });
    CognitoRules.check(stack);
  });
  expect(findings(here)).toEqual([expect.stringContaining(`[Stack1] Stack1/Domain: "domain" (Domain) is ${JSON.stringify(props.domain)}, and that of Stack0/Domain too`)]);
});

test('a domain of a pool from elsewhere says nothing about its clients', () => {
  expect(found((stack) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId: 'us-east-1_abc', domain: 'acme', managedLoginVersion: 2 }))).toEqual([]);
});

test.each([[true, []], [false, [expect.stringContaining('Clients/Client: "managedLoginVersion" (ManagedLoginVersion) of Pools/Domain is 2 and no branding names the client')]]])(
  'client and branding (%p) may be in other stacks than the domain',
  (branded, expected) => {
    const app = new App();
    const pools = new Stack(app, 'Pools');
    const userPoolId = pool(pools).ref;
    new cognito.CfnUserPoolDomain(pools, 'Domain', { userPoolId, domain: 'acme', managedLoginVersion: 2 });
    const clientId = hostedClient(new Stack(app, 'Clients'), { userPoolId }).ref;
    if (branded) {
      new cognito.CfnManagedLoginBranding(new Stack(app, 'Pages'), 'Branding', { userPoolId, clientId, useCognitoProvidedValues: true });
    }
    CognitoRules.check(pools);
    expect(findings(pools)).toEqual(expected);
  },
);

test('a certificate that isn\'t in the template may be in any Region', () => {
  const stack = testStack({ env: { region: 'eu-west-1' } });
  const custom = new CfnResource(stack, 'Certificate', { type: 'Custom::Certificate' });
  [new CfnParameter(stack, 'Parameter').valueAsString, custom.getAtt('Arn').toString()].forEach((certificateArn, index) => {
    const userPoolId = pool(stack, {}, `Pool${index}`).ref;
    new cognito.CfnUserPoolDomain(stack, `Domain${index}`, { userPoolId, domain: `login${index}.acme.org`, customDomainConfig: { certificateArn } });
  });
  CognitoRules.check(stack);
  expect(findings(stack)).toEqual([]);
});
