import { Buffer } from 'buffer';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { App, Stack } from 'aws-cdk-lib/core';
import { PAGE_CASES } from './page.cases';
import { hostedClient, pool } from './resources';
import { findings, found, testRules } from './rule-case';
import { CognitoRules } from '../../src';
import { BRANDING_RULES, CLASSIC_RULES, PAGE_RULES, TERMS_RULES } from '../../src/rules/page';

testRules([...BRANDING_RULES, ...TERMS_RULES, ...CLASSIC_RULES, ...PAGE_RULES], PAGE_CASES);

test('pages of a pool from elsewhere say nothing about its other pages', () => {
  expect(found((stack) => {
    const userPoolId = 'us-east-1_abc';
    new cognito.CfnManagedLoginBranding(stack, 'Branding', { userPoolId, clientId: 'abc', useCognitoProvidedValues: true });
    new cognito.CfnTerms(stack, 'Terms', {
      userPoolId, clientId: 'abc', termsName: 'terms-of-use', termsSource: 'LINK', enforcement: 'NONE', links: { 'cognito:default': 'https://acme.org/terms' },
    });
    new cognito.CfnUserPoolUICustomizationAttachment(stack, 'Style', { userPoolId, clientId: 'ALL', css: '' });
  })).toEqual([]);
});

test('pictures of other stacks are in other templates', () => {
  const app = new App();
  const pools = new Stack(app, 'Pools');
  const userPoolId = pool(pools).ref;
  const bytes = Buffer.alloc(400_000).toString('base64');
  ['One', 'Two'].forEach((name) => new cognito.CfnManagedLoginBranding(new Stack(app, name), 'Branding', {
    userPoolId,
    clientId: hostedClient(pools, { userPoolId }, name).ref,
    settings: {},
    assets: [{ category: 'FORM_LOGO', colorMode: 'DYNAMIC', extension: 'PNG', bytes }],
  }));
  CognitoRules.check(pools);
  expect(findings(pools)).toEqual([]);
});
