import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { App, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { Synthesis } from '../../src/template/synthesis';
import { SchemaAttribute, type UserPool } from '../../src/template/user-pool';
import { testStack } from '../support';

const CLIENT = { userPoolId: 'a', explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] };

function seen(cfn: cognito.CfnUserPool): UserPool {
  return Synthesis.of(cfn).view.resource(cfn) as UserPool;
}

function pool(props: cognito.CfnUserPoolProps = {}): UserPool {
  return seen(new cognito.CfnUserPool(testStack(), 'Pool', props));
}

test('a user pool knows what is attached to it by its kind, wherever in the stage it stands', () => {
  const app = new App();
  const [stack, other] = [new Stack(app, 'Stack'), new Stack(app, 'Other')];
  const cfn = new cognito.CfnUserPool(stack, 'Pool');
  const neighbor = new cognito.CfnUserPool(stack, 'Neighbor');
  const define = (scope: Stack, { ref: userPoolId, attrArn }: cognito.CfnUserPool) => ({
    clients: new cognito.CfnUserPoolClient(scope, 'Client', { userPoolId }),
    providers: new cognito.CfnUserPoolIdentityProvider(scope, 'Provider', { userPoolId, providerName: 'P', providerType: 'Google', providerDetails: {} }),
    domains: new cognito.CfnUserPoolDomain(scope, 'Domain', { userPoolId, domain: 'd' }),
    brandings: new cognito.CfnManagedLoginBranding(scope, 'Branding', { userPoolId }),
    groups: new cognito.CfnUserPoolGroup(scope, 'Group', { userPoolId }),
    terms: new cognito.CfnTerms(scope, 'Terms', { userPoolId, termsName: 'n', termsSource: 'LINK', enforcement: 'NONE', links: {} }),
    riskConfigurations: new cognito.CfnUserPoolRiskConfigurationAttachment(scope, 'Risk', { userPoolId, clientId: 'ALL' }),
    logDeliveries: new cognito.CfnLogDeliveryConfiguration(scope, 'Logs', { userPoolId }),
    webAclAssociations: new wafv2.CfnWebACLAssociation(scope, 'Acl', { resourceArn: attrArn, webAclArn: 'w' }),
    replicas: new CfnResource(scope, 'Replica', { type: 'AWS::Cognito::UserPoolReplica', properties: { UserPoolId: userPoolId, RegionName: 'r' } }),
  });
  const attached = define(other, cfn);
  define(stack, neighbor);
  const one = seen(cfn);
  for (const [kind, expected] of Object.entries(attached)) {
    expect(one[kind as keyof typeof attached].map((attachment) => attachment.path)).toEqual([expected.node.path]);
  }
  expect(one.attachments.map(({ path }) => path)).toEqual(Object.values(attached).map(({ node }) => node.path));
  expect(one.attachments.every((attachment) => attachment.pool === one)).toBe(true);
});

describe('the schema', () => {
  const schema: cognito.CfnUserPool.SchemaAttributeProperty[] = [{ name: 'team' }];
  const asIs = (): void => undefined;

  test.each<[string, boolean, cognito.CfnUserPoolProps, (cfn: cognito.CfnUserPool) => void]>([
    ['seen where it is declared', false, { schema }, asIs],
    ['seen where there is none', false, {}, asIs],
    ['hidden where it was taken out of the template', true, { schema }, (cfn) => cfn.addPropertyDeletionOverride('Schema')],
    ['seen where an override declares it', false, {}, (cfn) => cfn.addPropertyOverride('Schema', [{ Name: 'team' }])],
    ['hidden where it is a token', true, { schema: Lazy.any({ produce: () => ({ Ref: 'Parameter' }) }) }, asIs],
    ['hidden where one attribute is a token', true, { schema: [...schema, Lazy.any({ produce: () => ({ Ref: 'Parameter' }) })] }, asIs],
    ['hidden where one name is a token', true, { schema: [{ name: Fn.ref('Parameter') }] }, asIs],
  ])('is %s', (_, hidden, props, change) => {
    const cfn = new cognito.CfnUserPool(testStack(), 'Pool', props);
    change(cfn);
    expect(seen(cfn).schemaIsHidden).toBe(hidden);
  });

  test.each<[Record<string, unknown>, string | undefined, boolean]>([
    [{ Name: 'email' }, 'email', false],
    [{ Name: 'team' }, 'custom:team', true],
    [{ Name: 'team', DeveloperOnlyAttribute: true }, 'dev:team', true],
    [{ Name: 'custom:team' }, 'custom:custom:team', true],
    [{ Name: { Ref: 'Parameter' } }, undefined, false],
    [{}, undefined, false],
  ])('%j declares %j', (properties, name, isCustom) => {
    const attribute = new SchemaAttribute(properties);
    expect([attribute.name, attribute.isCustom]).toEqual([name, isCustom]);
  });

  test.each<[Record<string, unknown>, boolean, boolean]>([
    [{}, false, false], [{ Required: true, Mutable: true }, true, true], [{ Required: 'true', Mutable: 'false' }, true, false], [{ Mutable: 'true' }, false, true],
  ])('%j is required: %p, mutable: %p', (properties, isRequired, isMutable) => {
    expect(new SchemaAttribute(properties)).toMatchObject({ isRequired, isMutable });
  });
});

test.each<[cognito.CfnUserPoolProps, boolean]>([
  [{}, true],
  [{ adminCreateUserConfig: { allowAdminCreateUserOnly: false } }, true],
  [{ adminCreateUserConfig: { allowAdminCreateUserOnly: true } }, false],
  [{ adminCreateUserConfig: Fn.getAtt('Some', 'Config') }, false],
])('of %j it is known that everybody may sign up: %p', (props, expected) => {
  expect(pool(props).isOpen).toBe(expected);
});

test.each([['ON', true], ['OPTIONAL', true], ['OFF', false], [undefined, false], [Fn.ref('Parameter'), false]])('MFA %j is used: %p', (mfaConfiguration, expected) => {
  expect(pool({ mfaConfiguration }).usesMfa).toBe(expected);
});

test('recovery and custom challenges are told by name', () => {
  const one = pool({
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }, { name: 'admin_only', priority: 2 }] },
    lambdaConfig: { defineAuthChallenge: 'arn', preSignUp: 'arn' },
  });
  expect([one.recoveryNames, one.challenges]).toEqual([['verified_email', 'admin_only'], ['DefineAuthChallenge']]);
});

describe('the plan', () => {
  test.each<[string, cognito.CfnUserPoolProps, string[], string]>([
    ['nothing', {}, [], 'LITE'],
    ['a password alone', { policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] } } }, [], 'LITE'],
    ['passkeys', { policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } }, ['choice-based sign-in'], 'ESSENTIALS'],
    ['codes by e-mail', { enabledMfas: ['EMAIL_OTP'] }, ['e-mail MFA'], 'ESSENTIALS'],
    ['codes of an app', { enabledMfas: ['SOFTWARE_TOKEN_MFA'] }, [], 'LITE'],
    ['passwords remembered', { policies: { passwordPolicy: { passwordHistorySize: 3 } } }, ['password history'], 'ESSENTIALS'],
    ['no password remembered', { policies: { passwordPolicy: { passwordHistorySize: 0 } } }, [], 'LITE'],
    ['access tokens', { lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: 'V2_0' } } }, ['pre token generation V2_0'], 'ESSENTIALS'],
    ['id tokens', { lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: 'V1_0' } } }, [], 'LITE'],
    ['threats', { userPoolAddOns: { advancedSecurityMode: 'AUDIT' } }, ['threat protection'], 'PLUS'],
    ['threats off', { userPoolAddOns: { advancedSecurityMode: 'OFF' } }, [], 'LITE'],
    ['threats with custom authentication', { userPoolAddOns: { advancedSecurityMode: 'OFF', advancedSecurityAdditionalFlows: { customAuthMode: 'ENFORCED' } } }, ['threat protection'], 'PLUS'],
    ['the higher of two', { enabledMfas: ['EMAIL_OTP'], userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } }, ['threat protection', 'e-mail MFA'], 'PLUS'],
    ['a plan that is set', { userPoolTier: 'LITE', enabledMfas: ['EMAIL_OTP'] }, ['e-mail MFA'], 'LITE'],
    ['what isn\'t known', { enabledMfas: Fn.split(',', Fn.ref('Parameter')) }, [], 'LITE'],
  ])('of %s', (_, props, features, plan) => {
    const one = pool(props);
    expect([one.features().map(({ feature }) => feature), one.plan()]).toEqual([features, plan]);
  });

  test.each<[string, (stack: Stack, userPoolId: string) => void, string[]]>([
    ['managed login', (stack, userPoolId) => new cognito.CfnUserPoolDomain(stack, 'D', { userPoolId, domain: 'd', managedLoginVersion: 2 }), ['managed login']],
    ['classic pages', (stack, userPoolId) => new cognito.CfnUserPoolDomain(stack, 'D', { userPoolId, domain: 'd', managedLoginVersion: 1 }), []],
    ['a branding', (stack, userPoolId) => new cognito.CfnManagedLoginBranding(stack, 'B', { userPoolId }), ['branding of managed login']],
    ['a client with choices', (stack, userPoolId) => new cognito.CfnUserPoolClient(stack, 'Web', { userPoolId, explicitAuthFlows: ['ALLOW_USER_AUTH'] }), ['choice-based sign-in of client "Web"']],
    ['a client with rotation', (stack, userPoolId) => new cognito.CfnUserPoolClient(stack, 'Web', { userPoolId, refreshTokenRotation: { feature: 'ENABLED' } }), ['refresh token rotation of client "Web"']],
    ['a client without either', (stack, userPoolId) => new cognito.CfnUserPoolClient(stack, 'Web', { ...CLIENT, userPoolId }), []],
    ['terms', (stack, userPoolId) => ['a', 'b'].forEach((termsName) => new cognito.CfnTerms(stack, termsName, { userPoolId, clientId: 'web', termsName, termsSource: 'LINK', enforcement: 'NONE', links: {} })), ['terms of client "web"']],
    ['activity', (stack, userPoolId) => new cognito.CfnLogDeliveryConfiguration(stack, 'L', { userPoolId, logConfigurations: [{ eventSource: 'userAuthEvents', logLevel: 'INFO' }] }), ['export of user activity']],
    ['a replica', (stack, userPoolId) => new CfnResource(stack, 'R', { type: 'AWS::Cognito::UserPoolReplica', properties: { UserPoolId: userPoolId } }), ['a replica']],
  ])('of %s', (_, define, features) => {
    const stack = testStack();
    const cfn = new cognito.CfnUserPool(stack, 'Pool');
    define(stack, cfn.ref);
    expect(seen(cfn).features().map(({ feature }) => feature)).toEqual(features);
  });
});
