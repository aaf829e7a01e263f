import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  App, Aws, CfnParameter, CfnResource, Fn, Lazy, Stack, Token, type CfnDeletionPolicy, type IResolvable, type IResolveContext,
} from 'aws-cdk-lib/core';
import { definitionOf } from '../../src/rules/definition';
import { isNoValue, isObject, type Properties } from '../../src/rules/template';
import { testStack } from '../support';

const TYPE = 'Test::Of::Definition';

/** CloudFormation leaves out what is `AWS::NoValue`. */
function withoutNoValue(value: unknown): unknown {
  if (Array.isArray(value) || !isObject(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => !isNoValue(inner)).map(([name, inner]) => [name, withoutNoValue(inner)]));
}

test('a definition is what the stack writes, joins and overrides included', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  const nothing = Lazy.string({ produce: () => undefined });
  const cfn = new CfnResource(stack, 'Resource', {
    type: TYPE,
    properties: {
      Whole: parameter,
      Before: `a-${parameter}`,
      Between: `${parameter}-b-${parameter}`,
      Inner: Lazy.string({ produce: () => `x${Lazy.string({ produce: () => `y${parameter}` })}z` }),
      Other: `a${Fn.join('-', [parameter, 'b'])}`,
      Literal: `a${Lazy.string({ produce: () => 'b' })}${Token.asString(12)}`,
      Half: `${parameter}${nothing}`,
      None: `${nothing}${nothing}`,
    },
  });
  cfn.addPropertyOverride('Override.Deep', { Nested: parameter });
  cfn.addOverride('DeletionPolicy', 'Retain');

  const { Properties, DeletionPolicy } = definitionOf(cfn);
  expect(DeletionPolicy).toBe('Retain');
  const written = (stack.node.root as App).synth().getStackByName('Stack').template.Resources.Resource.Properties as Record<string, unknown>;
  // the stack's own joins melt neighbouring literals together.
  expect({ ...Properties, Inner: undefined }).toEqual({ ...written, Inner: undefined });
  expect(Properties.Inner).toEqual({ 'Fn::Join': ['', ['x', 'y', { Ref: 'Parameter' }, 'z']] });
});

describe('an L1 that is read without its own checks', () => {
  /** What the rules see, and what the stack writes. */
  function both(make: (stack: Stack) => CfnResource): [Properties, Properties] {
    const stack = testStack();
    const cfn = make(stack);
    // the rules look before anything is written.
    const { Properties: seen } = definitionOf(cfn);
    const { template } = (stack.node.root as App).synth().getStackByName('Stack');
    return [seen, template.Resources.Resource.Properties];
  }

  const policy = new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AnyPrincipal()] })] });
  const lambda = 'arn:aws:lambda:us-east-1:111122223333:function:f';
  test.each<[string, (stack: Stack) => CfnResource]>([
    ['a user pool', (stack) => new cognito.CfnUserPool(stack, 'Resource', {
      accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: false, inviteMessageTemplate: { emailMessage: 'a', emailSubject: 'b', smsMessage: 'c' } },
      autoVerifiedAttributes: Lazy.list({ produce: () => ['email'] }),
      lambdaConfig: { preSignUp: lambda, customSmsSender: { lambdaArn: lambda, lambdaVersion: 'V1_0' }, kmsKeyId: 'key', preTokenGenerationConfig: undefined },
      policies: Lazy.any({ produce: () => ({ passwordPolicy: { minimumLength: 12, requireNumbers: true, temporaryPasswordValidityDays: 0 } }) }),
      schema: [{ name: 'email', required: true }, { name: 'a', stringAttributeConstraints: { maxLength: '2' } }],
      smsConfiguration: { snsCallerArn: Fn.join('', ['arn:', Aws.PARTITION]), externalId: `x${Aws.REGION}` },
      usernameAttributes: ['email', Token.asString(undefined)],
      userPoolName: Aws.NO_VALUE,
      userPoolTags: { lowerCase: 'Kept' },
      verificationMessageTemplate: { smsMessage: 'a', emailMessage: Fn.ref('AWS::NoValue') },
      webAuthnRelyingPartyId: 'example.com',
    })],
    ['an app client', (stack) => new cognito.CfnUserPoolClient(stack, 'Resource', {
      userPoolId: 'pool',
      accessTokenValidity: Token.asNumber(Lazy.any({ produce: () => 5 })),
      callbackUrLs: Lazy.any({ produce: () => ['https://a.example'] }) as unknown as string[],
      defaultRedirectUri: 'https://a.example',
      idTokenValidity: -1,
      logoutUrLs: [],
      refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 0 },
      readAttributes: new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList,
      tokenValidityUnits: { accessToken: 'minutes' },
    })],
    ['a provider', (stack) => new cognito.CfnUserPoolIdentityProvider(stack, 'Resource', {
      userPoolId: 'pool',
      providerName: 'a',
      providerType: 'OIDC',
      attributeMapping: { 'email': 'mail', 'custom:id': 'sub', 'name': Aws.NO_VALUE },
      providerDetails: Lazy.any({ produce: () => ({ client_id: 'a', nothing: undefined }) }),
      idpIdentifiers: ['a'],
    })],
    ['an identity pool', (stack) => new cognito.CfnIdentityPool(stack, 'Resource', {
      allowUnauthenticatedIdentities: false,
      cognitoIdentityProviders: [{ clientId: 'a', providerName: 'b', serverSideTokenCheck: true }],
      openIdConnectProviderArns: ['a'],
      samlProviderArns: ['b'],
      supportedLoginProviders: { 'graph.facebook.com': '1' },
    })],
    ['roles without mappings', (stack) => new cognito.CfnIdentityPoolRoleAttachment(stack, 'Resource', {
      identityPoolId: 'a', roles: { authenticated: 'b' },
    })],
    ['roles with mappings', (stack) => new cognito.CfnIdentityPoolRoleAttachment(stack, 'Resource', {
      identityPoolId: 'a',
      roleMappings: { people: { type: 'Rules', rulesConfiguration: { rules: [{ claim: 'a', matchType: 'Equals', value: 'b', roleArn: 'c' }] } } },
    })],
    ['tags for sessions', (stack) => new cognito.CfnIdentityPoolPrincipalTag(stack, 'Resource', {
      identityPoolId: 'a', identityProviderName: 'b', principalTags: { department: 'custom:department' },
    })],
    ['risks', (stack) => new cognito.CfnUserPoolRiskConfigurationAttachment(stack, 'Resource', {
      userPoolId: 'a', clientId: 'ALL', riskExceptionConfiguration: { blockedIpRangeList: ['10.0.0.0/8'], skippedIpRangeList: ['11.0.0.0/8'] },
    })],
    ['a branding', (stack) => new cognito.CfnManagedLoginBranding(stack, 'Resource', {
      userPoolId: 'a',
      clientId: 'b',
      settings: { components: { form: { lowerCase: true } } },
      assets: [{ category: 'LOGO', colorMode: 'DARK', extension: 'PNG' }],
    })],
    ['classic pages', (stack) => new cognito.CfnUserPoolUICustomizationAttachment(stack, 'Resource', { userPoolId: 'a', clientId: 'b', css: '.a {}' })],
    ['a domain', (stack) => new cognito.CfnUserPoolDomain(stack, 'Resource', { userPoolId: 'a', domain: 'b', customDomainConfig: { certificateArn: 'c' } })],
    ['terms', (stack) => new cognito.CfnTerms(stack, 'Resource', {
      userPoolId: 'a', termsName: 'b', termsSource: 'LINK', enforcement: 'NONE', links: { 'cognito:default': 'https://a.example' },
    })],
    ['log deliveries', (stack) => new cognito.CfnLogDeliveryConfiguration(stack, 'Resource', {
      userPoolId: 'a', logConfigurations: [{ eventSource: 'userNotification', logLevel: 'ERROR', s3Configuration: { bucketArn: 'b' } }],
    })],
    ['a role', (stack) => new iam.CfnRole(stack, 'Resource', { assumeRolePolicyDocument: policy, managedPolicyArns: ['a'], tags: [{ key: 'b', value: 'c' }] })],
    ['a role with policies of its own', (stack) => new iam.CfnRole(stack, 'Resource', {
      assumeRolePolicyDocument: policy, policies: [{ policyName: 'a', policyDocument: policy }],
    })],
    ['one with what no L1 knows', (stack) => new cognito.CfnUserPool(stack, 'Resource', {
      userPoolName: 'a',
      policies: {
        passwordPolicy: { MinimumLength: 20, minimumLength: 8 },
        PasswordPolicy: { MinimumLength: 20 },
      } as cognito.CfnUserPool.PoliciesProperty,
    })],
    ['one with objects of another kind', (stack) => {
      class Policies implements cognito.CfnUserPool.PoliciesProperty {
        readonly passwordPolicy = Object.assign(Object.create(null) as object, { minimumLength: 8 });
      }
      return new cognito.CfnUserPool(stack, 'Resource', {
        policies: new Policies(), userPoolTags: { [Lazy.string({ produce: () => 'lower' })]: 'case' },
      });
    }],
    ['one with names that look like tokens or functions', (stack) => new cognito.CfnUserPool(stack, 'Resource', {
      userPoolTags: { 'a${Token[': 'x' },
      policies: { passwordPolicy: { '': 1, 'minimumLength': 8, 'Fn::If': 'a' } } as cognito.CfnUserPool.PoliciesProperty,
      userPoolAddOns: { advancedSecurityMode: 'OFF', Ref: 'AWS::NoValue' } as cognito.CfnUserPool.UserPoolAddOnsProperty,
      schema: Token.asAny({ Ref: 'Schema' }) as unknown as IResolvable,
    })],
    ['one whose tokens change what they said', (stack) => new cognito.CfnUserPool(stack, 'Resource', {
      policies: {
        passwordPolicy: {
          creationStack: [],
          resolve: (context: IResolveContext) => {
            context.registerPostProcessor({ postProcess: (said) => ({ ...said, minimumLength: said.minimumLength - 1 }) });
            return { minimumLength: 7, requireNumbers: Lazy.any({ produce: () => true }) };
          },
        },
      },
      userPoolAddOns: Token.asNumber(Lazy.any({ produce: () => ({ advancedSecurityMode: 'OFF' }) })) as unknown as IResolvable,
    })],
    ['one that somebody extended', (stack) => {
      class Extended extends cognito.CfnUserPool {
        protected renderProperties(): Record<string, unknown> {
          return { MfaConfiguration: 'ON' };
        }
      }
      return new Extended(stack, 'Resource', { mfaConfiguration: 'OFF' });
    }],
    ['one with an override', (stack) => {
      const cfn = new cognito.CfnUserPoolClient(stack, 'Resource', { userPoolId: 'a', clientName: 'b', generateSecret: true });
      cfn.addPropertyOverride('RefreshTokenRotation.Feature', 'ENABLED');
      cfn.addPropertyDeletionOverride('ClientName');
      return cfn;
    }],
  ])('%s: the rules see what is written', (_, make) => {
    const [seen, wrote] = both(make);
    expect(Object.keys(wrote).length).toBeGreaterThan(0);
    expect(seen).toEqual(withoutNoValue(wrote));
  });
});

test('a deletion policy may be a token', () => {
  const cfn = new cognito.CfnUserPoolUser(testStack(), 'Resource', { userPoolId: 'a' });
  cfn.cfnOptions.deletionPolicy = Lazy.string({ produce: () => 'Delete' }) as CfnDeletionPolicy;
  expect(definitionOf(cfn).DeletionPolicy).toBe('Delete');
});

test('a resource that is not written has no properties', () => {
  class Hidden extends CfnResource {
    protected shouldSynthesize(): boolean {
      return false;
    }
  }
  expect(definitionOf(new Hidden(testStack(), 'Hidden', { type: TYPE, properties: { A: 1 } })).Properties).toEqual({});
});
