import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnResource, type Stack } from 'aws-cdk-lib/core';
import { PLAN_CASES } from './plan.cases';
import { accept, client, hostedClient, pool } from './resources';
import { findings, testRules } from './rule-case';
import { CognitoRules } from '../../src';
import { PLAN_RULES } from '../../src/rules/plan';
import { testStack } from '../support';

testRules(PLAN_RULES, PLAN_CASES);

interface Feature {
  readonly feature: string;
  readonly plan: string;
  readonly pool?: cognito.CfnUserPoolProps;
  readonly more?: (stack: Stack, userPoolId: string) => unknown;
}

/** Each feature that a plan above LITE pays for. */
const FEATURES: Feature[] = [
  {
    feature: 'managed login',
    plan: 'ESSENTIALS',
    more: (stack, userPoolId) => new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme', managedLoginVersion: 2 }),
  },
  {
    feature: 'choice-based sign-in',
    plan: 'ESSENTIALS',
    pool: { policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
  },
  {
    feature: 'choice-based sign-in of client "Client"',
    plan: 'ESSENTIALS',
    more: (stack, userPoolId) => client(stack, { userPoolId, explicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }),
  },
  {
    feature: 'e-mail MFA',
    plan: 'ESSENTIALS',
    pool: { mfaConfiguration: 'OPTIONAL', enabledMfas: ['EMAIL_OTP'], emailConfiguration: { emailSendingAccount: 'DEVELOPER', sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.org' } },
  },
  { feature: 'password history', plan: 'ESSENTIALS', pool: { policies: { passwordPolicy: { minimumLength: 12, passwordHistorySize: 1 } } } },
  {
    feature: 'refresh token rotation of client "Client"',
    plan: 'ESSENTIALS',
    more: (stack, userPoolId) => client(stack, { userPoolId, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], refreshTokenRotation: { feature: 'ENABLED' } }),
  },
  ...['V2_0', 'V3_0'].map((lambdaVersion): Feature => ({
    feature: `pre token generation ${lambdaVersion}`,
    plan: 'ESSENTIALS',
    pool: { lambdaConfig: { preTokenGenerationConfig: { lambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:f', lambdaVersion } } },
  })),
  {
    feature: 'branding of managed login',
    plan: 'ESSENTIALS',
    more: (stack, userPoolId) => new cognito.CfnManagedLoginBranding(stack, 'Branding', { userPoolId, useCognitoProvidedValues: true }),
  },
  {
    feature: 'terms of client "app"',
    plan: 'ESSENTIALS',
    more: (stack, userPoolId) => accept(new cognito.CfnTerms(stack, 'Terms', {
      userPoolId, clientId: 'app', termsName: 'terms-of-use', termsSource: 'LINK', enforcement: 'NONE', links: { 'cognito:default': 'https://example.com/terms' },
    }), 'termsPair'),
  },
  {
    feature: 'the updated issuer',
    plan: 'ESSENTIALS',
    more: (stack) => (stack.node.findChild('Pool') as cognito.CfnUserPool).addPropertyOverride('IssuerConfiguration.Type', 'UPDATED'),
  },
  {
    feature: 'a replica',
    plan: 'ESSENTIALS',
    more: (stack, userPoolId) => accept(new CfnResource(stack, 'Replica', {
      type: 'AWS::Cognito::UserPoolReplica', properties: { UserPoolId: userPoolId, RegionName: 'eu-west-1' },
    }), 'replicaKey', 'replicaOriginalIssuer'),
  },
  {
    feature: 'export of user activity',
    plan: 'PLUS',
    more: (stack, userPoolId) => new cognito.CfnLogDeliveryConfiguration(stack, 'Logs', {
      userPoolId, logConfigurations: [{ eventSource: 'userAuthEvents', logLevel: 'INFO', s3Configuration: { bucketArn: 'arn:aws:s3:::logs' } }],
    }),
  },
  { feature: 'threat protection', plan: 'PLUS', pool: { userPoolAddOns: { advancedSecurityMode: 'AUDIT' } } },
  {
    feature: 'threat protection',
    plan: 'PLUS',
    pool: { userPoolAddOns: { advancedSecurityAdditionalFlows: { customAuthMode: 'ENFORCED' } } },
  },
];

describe.each(FEATURES)('$feature', ({ feature, plan, ...it }) => {
  const tried = (userPoolTier: string): string[] => {
    const stack = testStack();
    const userPoolId = pool(stack, { userPoolTier, ...it.pool }).ref;
    it.more?.(stack, userPoolId);
    CognitoRules.check(stack);
    return findings(stack);
  };

  test(`fails below ${plan}`, () => {
    const below = plan === 'PLUS' ? 'ESSENTIALS' : 'LITE';
    expect(tried(below)).toEqual([expect.stringContaining(`(UserPoolTier) is "${below}"; ${feature} needs ${plan};`)]);
  });

  test(`passes with ${plan}`, () => {
    expect(tried(plan)).toEqual([]);
  });
});

test('passes on LITE with what LITE holds', () => {
  const stack = testStack();
  const userPoolId = pool(stack, {
    userPoolTier: 'LITE',
    userPoolAddOns: { advancedSecurityMode: 'OFF' },
    policies: { passwordPolicy: { minimumLength: 12, passwordHistorySize: 0 } },
    lambdaConfig: { preTokenGenerationConfig: { lambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:f', lambdaVersion: 'V1_0' } },
  }).ref;
  new cognito.CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme', managedLoginVersion: 1 });
  hostedClient(stack, { userPoolId, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], refreshTokenRotation: { feature: 'DISABLED' } });
  CognitoRules.check(stack);
  expect(findings(stack)).toEqual([]);
});
