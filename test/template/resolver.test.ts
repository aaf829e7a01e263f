import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  App, Aws, CfnParameter, CfnResource, Fn, Lazy, Stack, Token, type CfnDeletionPolicy, type IResolvable, type IResolveContext,
} from 'aws-cdk-lib/core';
import { definitionOf, meaning, meaningOf, resolve, targetOf } from '../../src/template/resolver';
import { referents } from '../../src/template/resource';
import type { Properties } from '../../src/template/value';
import { testStack } from '../support';
import { plain, resource, TYPE } from './worlds';

test('a definition is what the stack writes, joins and overrides included', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  const nothing = Lazy.string({ produce: () => undefined });
  const cfn = resource(stack, {
    Whole: parameter,
    Before: `a-${parameter}`,
    Between: `${parameter}-b-${parameter}`,
    Inner: Lazy.string({ produce: () => `x${Lazy.string({ produce: () => `y${parameter}` })}z` }),
    Other: `a${Fn.join('-', [parameter, 'b'])}`,
    Literal: `a${Lazy.string({ produce: () => 'b' })}${Token.asString(12)}`,
    Half: `${parameter}${nothing}`,
    None: `${nothing}${nothing}`,
  });
  cfn.addPropertyOverride('Override.Deep', { Nested: parameter });
  cfn.addOverride('DeletionPolicy', 'Retain');

  const seen = definitionOf(cfn);
  expect([seen?.DeletionPolicy, seen?.Condition]).toEqual(['Retain', undefined]);
  const written = (stack.node.root as App).synth().getStackByName('Stack').template.Resources.Resource.Properties as Properties;
  // the stack leaves out what is empty.
  expect(plain(seen?.Properties)).toEqual({ ...written, None: '' });
});

test.each(['Properties', 'Properties.Deep'])('a token in an override of %s takes back what it holds as undefined', (path) => {
  const stack = new Stack();
  const cfn = resource(stack, { Kept: 1, Gone: 2, Deep: { Kept: 3, Gone: 4 } });
  cfn.addOverride(path, Lazy.any({ produce: () => ({ Gone: undefined }) }));
  const seen = plain(definitionOf(cfn)?.Properties);
  expect(JSON.stringify(seen).match(/Gone/g)).toHaveLength(1);
  expect(seen).toEqual((stack.node.root as App).synth().getStackByName('Default').template.Resources.Resource.Properties);
});

test('what the L1 was given is copied, tokens as whole objects and as names are resolved', () => {
  const stack = new Stack();
  const token = { creationStack: [], resolve: () => ({ Ref: 'Token' }) };
  const given = { List: [token, undefined, 'a'], [Lazy.string({ produce: () => 'Name' })]: 'b', Inner: { Date: new Date(0), Left: undefined, Deep: { One: 1 } } };
  const cfn = resource(stack, { Given: given });
  cfn.addPropertyOverride('Given.Inner.Deep.Two', 2);
  expect(plain(definitionOf(cfn)?.Properties?.Given)).toEqual({
    List: [{ Ref: 'Token' }, 'a'], Name: 'b', Inner: { Date: new Date(0).toISOString(), Deep: { One: 1, Two: 2 } },
  });
  expect(given.Inner.Deep).toEqual({ One: 1 });
});

describe('what is seen of an L1', () => {
  /** What is seen before anything is written, and what the stack writes. */
  function both(make: (stack: Stack) => CfnResource): [unknown, Properties] {
    const stack = testStack();
    const cfn = make(stack);
    const seen = plain(definitionOf(cfn)?.Properties);
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
      roleMappings: { users: { type: 'Rules', rulesConfiguration: { rules: [{ claim: 'a', matchType: 'Equals', value: 'b', roleArn: 'c' }] } } },
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
    ['one that is extended', (stack) => {
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
  ])('%s: it is what is written', (_, make) => {
    const [seen, wrote] = both(make);
    expect(Object.keys(wrote).length).toBeGreaterThan(0);
    expect(seen).toEqual(wrote);
  });
});

test('a deletion policy may be a token', () => {
  const cfn = new cognito.CfnUserPoolUser(testStack(), 'Resource', { userPoolId: 'a' });
  cfn.cfnOptions.deletionPolicy = Lazy.string({ produce: () => 'Delete' }) as CfnDeletionPolicy;
  expect(definitionOf(cfn)?.DeletionPolicy).toBe('Delete');
});

test('only what readers want to know is read', () => {
  const stack = testStack();
  const pool = new cognito.CfnUserPool(stack, 'Pool');
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: 'a' });
  client.addDependency(pool);
  expect(definitionOf(client)).toEqual({ Properties: { UserPoolId: 'a' } });
});

test('a resource that isn\'t written, or that CDK refuses to write, has no definition', () => {
  class Hidden extends CfnResource {
    protected shouldSynthesize(): boolean {
      return false;
    }
  }
  const stack = testStack();
  expect(definitionOf(new Hidden(stack, 'Hidden', { type: TYPE, properties: { A: 1 } }))).toBeUndefined();
  expect(definitionOf(new cognito.CfnUserPoolUser(stack, 'Invalid', { userPoolId: Token.asString({ resolve: () => 12, creationStack: [] }) }))).toBeUndefined();
});

describe('a resolved reference', () => {
  const stack = testStack();
  const target = new CfnResource(stack, 'Target', { type: TYPE });

  test('remembers what it means, and shows it to nobody', () => {
    const value = resolve(stack, target.ref);
    expect(targetOf(value)).toBe(target);
    expect([JSON.stringify(value), Object.keys(value as object)]).toEqual(['{"Ref":"Target"}', ['Ref']]);
  });

  test.each([['a text', 'Target'], ['an object', { Ref: 'Target' }], ['nothing', undefined]])('isn\'t %s', (_, value) => {
    expect(targetOf(resolve(stack, value))).toBeUndefined();
  });

  test('keeps what it means where nothing else is said', () => {
    expect([targetOf(meaning({}, { target })), targetOf(meaning(meaning({}, { target }), undefined))]).toEqual([target, target]);
  });

  test('remembers the attribute that is asked for', () => {
    expect([target.getAtt('Arn'), target.ref].map((value) => meaningOf(resolve(stack, value)))).toEqual([{ target, attribute: 'Arn' }, { target, attribute: undefined }]);
  });
});

test('a policy that was read takes more statements, which are written', () => {
  const stack = testStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), inlinePolicies: { inline: new iam.PolicyDocument() } });
  const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: [role.roleArn] });
  role.addToPolicy(statement('s3:GetObject'));
  const cfn = role.node.findChild('DefaultPolicy').node.defaultChild as iam.CfnPolicy;
  const read = definitionOf(cfn);
  expect(plain(read?.Properties?.PolicyDocument)).toMatchObject({ Statement: [{ Action: 's3:GetObject' }] });
  expect(referents(read?.Properties?.PolicyDocument)).toEqual([role.node.defaultChild]);
  role.addToPolicy(statement('s3:PutObject'));
  role.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ actions: ['sts:TagSession'], principals: [new iam.AccountRootPrincipal()] }));
  expect((plain(definitionOf(cfn)?.Properties?.PolicyDocument) as { Statement: unknown[] }).Statement).toHaveLength(2);
  expect(stack.resolve(role.assumeRolePolicy)).toMatchObject({ Statement: [{ Action: 'sts:AssumeRole' }, { Action: 'sts:TagSession' }] });
});

/** L1s take objects of any class. */
class Provider {
  constructor(readonly clientId: string, readonly providerName: string) {}
}

test.each<[string, (client: string, provider: string) => cognito.CfnIdentityPoolProps['cognitoIdentityProviders']]>([
  ['an object', (clientId, providerName) => [{ clientId, providerName }]],
  ['an object of a class', (clientId, providerName) => [new Provider(clientId, providerName)]],
  ['a lazy object of a class', (clientId, providerName) => Lazy.any({ produce: () => [Object.assign(Object.create(null) as object, { clientId, providerName })] })],
  ['an object with a token for a name', (clientId, providerName) => [{ clientId, providerName, [Lazy.string({ produce: () => 'other' })]: 'x' }]],
])('a reference to another stack keeps its target in %s', (_, providers) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const pool = new cognito.CfnUserPool(stack, 'Pool');
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: pool.ref });
  const cfn = new cognito.CfnIdentityPool(new Stack(app, 'Other'), 'Identities', {
    allowUnauthenticatedIdentities: false,
    cognitoIdentityProviders: providers(client.ref, pool.attrProviderName),
  });
  app.synth();
  expect(referents(definitionOf(cfn)?.Properties?.CognitoIdentityProviders)).toEqual([client, pool]);
});
