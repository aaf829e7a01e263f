import { CfnUserPool, type CfnUserPoolClientProps, type CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Fn, type Stack } from 'aws-cdk-lib/core';
import { accept, client, LAMBDA, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

const VERSIONED = ['PreTokenGenerationConfig', 'InboundFederation', 'CustomEmailSender', 'CustomSMSSender'];
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';

const SRP = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const HOSTED: Partial<CfnUserPoolClientProps> = {
  allowedOAuthFlowsUserPoolClient: true,
  allowedOAuthFlows: ['code'],
  allowedOAuthScopes: ['openid'],
  callbackUrLs: ['https://app.example.org'],
};
const MACHINE: Partial<CfnUserPoolClientProps> = {
  generateSecret: true,
  allowedOAuthFlowsUserPoolClient: true,
  allowedOAuthFlows: ['client_credentials'],
  allowedOAuthScopes: ['api/read'],
};

/** A function as apps write it. */
function fn(stack: Stack, id = 'Function', props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async (e) => e'), ...props });
}

export const TRIGGER_CASES: RuleCases = {
  triggerShape: ruleCase({
    define: (stack, lambdaConfig: object | typeof TOKEN.any | undefined) => {
      fn(stack);
      pool(stack).addPropertyOverride('LambdaConfig', lambdaConfig);
    },
    trips: [
      ...VERSIONED.map((name) => [{ KMSKeyID: KEY, [name]: LAMBDA }, `LambdaConfig holds ${name} as a bare ARN, without LambdaVersion`] as const),
      // as the L2 writes it.
      ...[{ 'Fn::GetAtt': ['Function', 'Arn'] }, { Ref: 'Alias' }, Fn.join(':', ['arn', TOKEN.text]), Fn.sub('${Function.Arn}'), Fn.importValue('arn'), '{{resolve:ssm:/arn}}']
        .map((InboundFederation) => [{ InboundFederation }, 'LambdaConfig holds InboundFederation as a bare ARN, without LambdaVersion'] as const),
      [
        { PreTokenGenerationConfig: LAMBDA, InboundFederation: LAMBDA },
        'LambdaConfig holds PreTokenGenerationConfig, InboundFederation as a bare ARN, without LambdaVersion',
      ],
      [{ CustomMessage: { LambdaArn: LAMBDA, LambdaVersion: 'V1_0' } }, 'LambdaConfig holds CustomMessage with LambdaVersion, where Cognito takes a bare ARN'],
      [{ PreSignUp: { LambdaArn: { 'Fn::GetAtt': ['Function', 'Arn'] } } }, 'LambdaConfig holds PreSignUp with LambdaVersion, where Cognito takes a bare ARN'],
    ],
    passes: [
      Object.fromEntries([['KMSKeyID', KEY], ...VERSIONED.map((name) => [name, { LambdaArn: LAMBDA, LambdaVersion: 'V1_0' }])]),
      // this one has no version.
      { PreTokenGeneration: LAMBDA, PreSignUp: { 'Fn::GetAtt': ['Function', 'Arn'] } },
      undefined,
    ],
    tokens: [
      TOKEN.any,
      { 'Fn::If': ['Production', { PreTokenGenerationConfig: { LambdaArn: LAMBDA, LambdaVersion: 'V2_0' } }, { Ref: 'AWS::NoValue' }] },
      ...VERSIONED.map((name) => ({ KMSKeyID: KEY, [name]: { 'Fn::If': ['Production', { LambdaArn: LAMBDA, LambdaVersion: 'V1_0' }, { Ref: 'AWS::NoValue' }] } })),
      { PreTokenGenerationConfig: { LambdaArn: TOKEN.text, LambdaVersion: TOKEN.text } },
      { InboundFederation: { 'Fn::FindInMap': ['Triggers', 'Production', 'Federation'] } },
    ],
  }),

  triggerPreTokenTwice: ruleCase({
    define: (stack, it: { old?: 'One' | 'Two' | string; versioned?: 'One' | 'Two' | string; config?: typeof TOKEN.any }) => {
      const functions = Object.fromEntries(['One', 'Two'].map((id) => [id, fn(stack, id).functionArn]));
      const arn = (value: string | undefined): string | undefined => value === undefined ? undefined : functions[value] ?? value;
      const versioned = arn(it.versioned);
      pool(stack, {
        lambdaConfig: it.config ?? {
          preTokenGeneration: arn(it.old),
          preTokenGenerationConfig: versioned === undefined ? undefined : { lambdaArn: versioned, lambdaVersion: 'V2_0' },
        },
      });
    },
    trips: [
      [{ old: 'One', versioned: 'Two' }, 'LambdaConfig.PreTokenGeneration and LambdaConfig.PreTokenGenerationConfig name different functions'],
      [{ old: `${LAMBDA}1`, versioned: `${LAMBDA}2` }, 'LambdaConfig.PreTokenGeneration and LambdaConfig.PreTokenGenerationConfig name different functions'],
    ],
    passes: [{ old: 'One', versioned: 'One' }, { old: LAMBDA, versioned: LAMBDA }, { old: 'One' }, { versioned: 'One' }, {}],
    tokens: [
      { old: LAMBDA, versioned: TOKEN.text },
      { old: TOKEN.text, versioned: 'One' },
      // the literal may be the ARN of the function.
      { old: LAMBDA, versioned: 'One' },
      { old: TOKEN.text, versioned: Fn.importValue('arn') },
      { config: TOKEN.any },
    ],
  }),

  migrationWithoutPassword: ruleCase({
    define: (stack, it: { lambdaConfig?: CfnUserPoolProps['lambdaConfig'] | typeof TOKEN.any; clients?: readonly Partial<CfnUserPoolClientProps>[] }) => {
      const userPoolId = pool(stack, { lambdaConfig: it.lambdaConfig ?? { userMigration: LAMBDA } }).ref;
      (it.clients ?? [{}]).forEach((props, index) => (
        accept(client(stack, { userPoolId, explicitAuthFlows: SRP, ...props }, `Client${index}`), 'clientUnknownProvider')));
    },
    trips: [
      ...[
        {},
        // Cognito's own choice then: SRP and custom authentication.
        { explicitAuthFlows: undefined },
        { explicitAuthFlows: [] },
        { explicitAuthFlows: ['CUSTOM_AUTH_FLOW_ONLY'] },
        { allowedOAuthFlowsUserPoolClient: undefined },
        { allowedOAuthFlowsUserPoolClient: false, allowedOAuthFlows: ['code'] },
        // its pages only lead elsewhere.
        { ...HOSTED, supportedIdentityProviders: ['Google'] },
      ].map((props) => [{ clients: [props] }, 'LambdaConfig holds UserMigration, and no hosted page or flow of Stack/Client0 takes a password'] as const),
      [
        { clients: [{}, { explicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }] },
        'LambdaConfig holds UserMigration, and no hosted page or flow of Stack/Client0, Stack/Client1 takes a password',
      ],
      [{ clients: [{}, MACHINE] }, 'LambdaConfig holds UserMigration, and no hosted page or flow of Stack/Client0 takes a password'],
    ],
    passes: [
      ...['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'].map((flow) => ({ clients: [{ explicitAuthFlows: [flow, 'ALLOW_REFRESH_TOKEN_AUTH'] }] })),
      ...['USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'].map((flow) => ({ clients: [{ explicitAuthFlows: [flow] }] })),
      { clients: [HOSTED] },
      { clients: [{ ...HOSTED, supportedIdentityProviders: ['COGNITO', 'Google'] }] },
      // one is enough.
      { clients: [{}, { explicitAuthFlows: [...SRP, 'ALLOW_USER_PASSWORD_AUTH'] }] },
      // the app may be defined elsewhere.
      { clients: [] },
      { clients: [MACHINE] },
      { lambdaConfig: { preSignUp: LAMBDA } },
    ],
    tokens: [
      { lambdaConfig: TOKEN.any },
      { clients: [{ explicitAuthFlows: TOKEN.list }] },
      { clients: [{ explicitAuthFlows: [...SRP, TOKEN.text] }] },
      { clients: [{ allowedOAuthFlowsUserPoolClient: TOKEN.any }] },
      { clients: [{ ...HOSTED, supportedIdentityProviders: TOKEN.list }] },
      { clients: [{ ...HOSTED, supportedIdentityProviders: ['Google', TOKEN.text] }] },
    ],
  }),

  triggerPermissionWide: ruleCase({
    define: (stack, it: Partial<lambda.CfnPermissionProps> | undefined) => {
      const handler = fn(stack, 'Function', { functionName: 'mine' });
      const userPool = pool(stack, { lambdaConfig: { preSignUp: handler.functionArn } });
      new lambda.CfnPermission(stack, 'Own', {
        action: 'lambda:InvokeFunction', principal: 'cognito-idp.amazonaws.com', functionName: handler.functionArn, sourceArn: userPool.attrArn,
      });
      if (it !== undefined) {
        new lambda.CfnPermission(stack, 'Wide', { action: 'lambda:InvokeFunction', principal: 'cognito-idp.amazonaws.com', functionName: handler.functionArn, ...it });
      }
    },
    trips: [
      [{}, 'SourceArn of Stack/Wide, which lets cognito-idp.amazonaws.com call Stack/Function/Resource, is not set'],
      [{ functionName: 'mine' }, 'SourceArn of Stack/Wide, which lets cognito-idp.amazonaws.com call Stack/Function/Resource, is not set'],
      [{ functionName: '123456789012:function:mine:live' }, 'SourceArn of Stack/Wide, which lets cognito-idp.amazonaws.com call Stack/Function/Resource, is not set'],
      [{ action: 'lambda:*' }, 'SourceArn of Stack/Wide, which lets cognito-idp.amazonaws.com call Stack/Function/Resource, is not set'],
      [{ principal: '*' }, 'SourceArn of Stack/Wide, which lets * call Stack/Function/Resource, is not set'],
      [
        { sourceArn: 'arn:aws:cognito-idp:*:*:userpool/*' },
        'SourceArn of Stack/Wide, which lets cognito-idp.amazonaws.com call Stack/Function/Resource, is "arn:aws:cognito-idp:*:*:userpool/*"',
      ],
    ],
    passes: [
      undefined,
      { sourceArn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/*' },
      { sourceAccount: '123456789012' },
      { sourceArn: 'arn:aws:cognito-idp:*:*:userpool/*', sourceAccount: '123456789012' },
      { principal: 'sns.amazonaws.com' },
      { principal: '123456789012' },
      { principal: '*', principalOrgId: 'o-abcdefghij' },
      { principal: '*', action: 'lambda:InvokeFunctionUrl', functionUrlAuthType: 'NONE' },
      { functionName: 'another' },
    ],
    tokens: ['sourceArn', 'sourceAccount', 'principal', 'action', 'functionName'].map((name) => ({ [name]: TOKEN.text })),
  }),

  triggerPermissionMissing: ruleCase({
    define: (stack, it: { permission?: Partial<lambda.CfnPermissionProps>; of?: 'another pool' | 'a version' | 'its alias'; by?: 'alias' | 'nobody'; name?: string }) => {
      const handler = fn(stack, 'Function', { functionName: it.name });
      const alias = handler.addAlias('live');
      const [userPool, other] = ['Users', 'Other'].map((id) => new CfnUserPool(stack, id, {
        usernameConfiguration: { caseSensitive: false }, adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      }));
      userPool!.lambdaConfig = { postConfirmation: it.by === 'nobody' ? LAMBDA : it.by === 'alias' ? alias.functionArn : handler.functionArn };
      if (it.permission !== undefined || it.of !== undefined) {
        new lambda.CfnPermission(stack, 'Permission', {
          action: 'lambda:InvokeFunction',
          principal: 'cognito-idp.amazonaws.com',
          functionName: it.of === 'its alias' ? alias.functionArn : it.of === 'a version' ? handler.currentVersion.functionArn : handler.functionArn,
          sourceArn: (it.of === 'another pool' ? other : userPool)!.attrArn,
          ...it.permission,
        });
      }
    },
    trips: [
      ...[
        {},
        { of: 'another pool' as const },
        { of: 'its alias' as const },
        { of: 'a version' as const },
        { permission: { principal: 'sns.amazonaws.com' } },
        { permission: { principal: '123456789012' } },
        { permission: { action: 'lambda:GetFunction' } },
        { name: 'mine', permission: { functionName: 'other' }, of: 'another pool' as const },
      ].map((it) => [it, 'LambdaConfig.PostConfirmation is Stack/Function/Resource, and no permission (AWS::Lambda::Permission) lets the pool call it'] as const),
      [{ by: 'alias', permission: {} }, 'LambdaConfig.PostConfirmation is Stack/Function/Aliaslive/Resource, and no permission (AWS::Lambda::Permission) lets the pool call it'],
    ],
    passes: [
      { permission: {} },
      { permission: { action: 'lambda:*' } },
      { permission: { sourceArn: undefined, sourceAccount: '123456789012' } },
      { permission: { sourceArn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/*' } },
      { name: 'mine', permission: { functionName: 'mine' } },
      { name: 'mine', permission: { functionName: '123456789012:function:mine' } },
      { name: 'mine', permission: { functionName: 'mine:live' }, by: 'alias' },
      { by: 'alias', of: 'its alias' },
      { by: 'nobody' },
    ],
    tokens: ['sourceArn', 'principal', 'action', 'functionName'].map((name) => ({ permission: { [name]: TOKEN.text, sourceAccount: '123456789012' } })),
  }),

  ...Object.fromEntries(['smsRoleRefused', 'smsRoleWide'].map((id) => {
    const cognito = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'cognito-idp.amazonaws.com' } };
    const refused = (externalId: string) => 'SnsCallerArn is the ARN of Stack/Sms, whose trust doesn\'t allow sts:AssumeRole to '
      + `cognito-idp.amazonaws.com with the ExternalId ${externalId}`;
    const wide = 'SnsCallerArn is the ARN of Stack/Sms, whose trust allows sts:AssumeRole to cognito-idp.amazonaws.com for every user pool';
    const when = (Condition: object) => ({ ...cognito, Condition });
    return [id, ruleCase({
      define: (stack, it: { trust: object; externalId?: string }) => {
        const role = new iam.CfnRole(stack, 'Sms', { assumeRolePolicyDocument: { Statement: [it.trust] } });
        pool(stack, { smsConfiguration: { snsCallerArn: role.attrArn, externalId: it.externalId }, mfaConfiguration: 'ON', enabledMfas: ['SMS_MFA'], accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] } });
      },
      trips: id === 'smsRoleWide' ? [
        [{ trust: cognito }, wide],
        [{ trust: cognito, externalId: 'acme' }, wide],
        [{ trust: { ...cognito, Principal: '*' } }, wide],
        [{ trust: when({ ArnLike: { 'aws:SourceArn': 'arn:aws:cognito-idp:*:*:userpool/*' } }) }, wide],
      ] : [
        [{ trust: { ...cognito, Principal: { Service: 'cognito-identity.amazonaws.com' } } }, refused('not set')],
        [{ trust: when({ StringEquals: { 'sts:ExternalId': 'acme' } }) }, refused('not set')],
        [{ trust: when({ StringEquals: { 'sts:ExternalId': 'acme' } }), externalId: 'other' }, refused('"other"')],
      ],
      passes: [
        { trust: when({ StringEquals: { 'sts:ExternalId': 'acme' } }), externalId: 'acme' },
        { trust: when({ StringEquals: { 'aws:SourceAccount': '123456789012' } }) },
        { trust: when({ ArnLike: { 'aws:SourceArn': 'arn:aws:cognito-idp:*:123456789012:userpool/*' } }) },
      ],
      tokens: [
        { trust: when({ StringEquals: { 'sts:ExternalId': 'acme' } }), externalId: TOKEN.text },
        { trust: when({ StringEquals: { 'sts:ExternalId': TOKEN.text } }), externalId: 'acme' },
        { trust: when({ StringEquals: TOKEN.any }) },
      ],
    })];
  })),
};
