import { CfnUserPoolDomain, type CfnUserPool, type CfnUserPoolClientProps, type CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
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

/** What a function may do with the pool. */
const statement = (userPool: CfnUserPool): iam.PolicyStatement => new iam.PolicyStatement({ actions: ['cognito-idp:AdminGetUser'], resources: [userPool.attrArn] });

/** A pool whose trigger is the function. */
function triggered(stack: Stack, handler: lambda.IFunction, props: CfnUserPoolProps = {}): CfnUserPool {
  return pool(stack, { lambdaConfig: { preSignUp: handler.functionArn }, ...props });
}

const policyOf = (userPool: CfnUserPool): iam.PolicyDocument => new iam.PolicyDocument({ statements: [statement(userPool)] });

type Define = (stack: Stack) => unknown;
/** What `JSON.stringify` shows of a case is its name. */
const named = (it: string, define: Define) => ({ it, define });
const defined = (stack: Stack, it: { define: Define }): unknown => it.define(stack);

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
      [{ old: 'One', versioned: 'Two' }, 'PreTokenGeneration and PreTokenGenerationConfig name different functions'],
      [{ old: `${LAMBDA}1`, versioned: `${LAMBDA}2` }, 'PreTokenGeneration and PreTokenGenerationConfig name different functions'],
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

  triggerEnvironment: ruleCase({
    define: defined,
    trips: [
      [named('the id', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('POOL', triggered(stack, handler).ref);
      }), 'the environment of Stack/Function/Resource refers to Stack/Pool'],
      [named('the ARN, in the middle of a text', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('POOL', `arn=${triggered(stack, handler).attrArn};`);
      }), 'the environment of Stack/Function/Resource refers to Stack/Pool'],
      [named('a client of the pool', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('CLIENT', client(stack, { userPoolId: triggered(stack, handler).ref }).ref);
      }), 'the environment of Stack/Function/Resource refers to Stack/Client'],
      [named('the pool and its domain', (stack) => {
        const handler = fn(stack);
        const userPoolId = triggered(stack, handler).ref;
        handler.addEnvironment('DOMAIN', new CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme' }).ref);
        handler.addEnvironment('POOL', userPoolId);
      }), 'the environment of Stack/Function/Resource refers to Stack/Pool, Stack/Domain'],
      [named('the id, in a function called by its alias', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('POOL', triggered(stack, handler.addAlias('live')).ref);
      }), 'the environment of Stack/Function/Resource refers to Stack/Pool'],
      [named('the id, in two functions', (stack) => {
        const [one, two] = [fn(stack, 'One'), fn(stack, 'Two')];
        const userPool = pool(stack, {
          lambdaConfig: { preSignUp: one.functionArn, postConfirmation: one.functionArn, preTokenGenerationConfig: { lambdaArn: two.functionArn, lambdaVersion: 'V1_0' } },
        });
        [one, two].forEach((handler) => handler.addEnvironment('POOL', userPool.ref));
      }), 'the environment of Stack/One/Resource refers to Stack/Pool; the environment of Stack/Two/Resource refers to Stack/Pool'],
    ],
    passes: [
      named('another pool', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('POOL', pool(stack, {}, 'Other').ref);
        triggered(stack, handler);
      }),
      named('the pool, in a function that is no trigger', (stack) => fn(stack, 'Other').addEnvironment('POOL', triggered(stack, fn(stack)).ref)),
      named('a function without an environment', (stack) => triggered(stack, fn(stack))),
      named('a function from elsewhere', (stack) => triggered(stack, lambda.Function.fromFunctionArn(stack, 'Imported', LAMBDA))),
      // what else a pool's configuration refers to.
      named('a parameter and a role', (stack) => pool(stack, { lambdaConfig: { preSignUp: new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleArn } })),
    ],
    tokens: [
      named('a token', (stack) => triggered(stack, fn(stack, 'Function', { environment: { POOL: TOKEN.text } }))),
      named('the pool\'s id where nobody knows the triggers', (stack) => fn(stack).addEnvironment('POOL', pool(stack, { lambdaConfig: TOKEN.any }).ref)),
    ],
  }),

  triggerDefaultPolicy: ruleCase({
    define: defined,
    trips: [
      [named('the default policy', (stack) => {
        const handler = fn(stack);
        handler.addToRolePolicy(statement(triggered(stack, handler)));
      }), 'what is granted to Stack/Function/Resource refers to Stack/Pool'],
      [named('the default policy of a role of its own', (stack) => {
        const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
        const handler = fn(stack, 'Function', { role });
        role.addToPolicy(statement(triggered(stack, handler)));
      }), 'what is granted to Stack/Function/Resource refers to Stack/Pool'],
      [named('the default policy of an imported role', (stack) => {
        const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/lambda');
        const handler = fn(stack, 'Function', { role });
        handler.addToRolePolicy(statement(triggered(stack, handler)));
      }), 'what is granted to Stack/Function/Resource refers to Stack/Pool'],
      [named('an inline policy of the role', (stack) => {
        const handler = fn(stack);
        (handler.role!.node.defaultChild as iam.CfnRole).policies = [{ policyName: 'Pool', policyDocument: policyOf(triggered(stack, handler)) }];
      }), 'what is granted to Stack/Function/Resource refers to Stack/Pool'],
      [named('a policy that the function waits for because the app said so', (stack) => {
        const handler = fn(stack);
        handler.node.addDependency(new iam.Policy(stack, 'Policy', { roles: [handler.role!], document: policyOf(triggered(stack, handler)) }));
      }), 'what is granted to Stack/Function/Resource refers to Stack/Pool'],
      [named('a managed policy that the function waits for', (stack) => {
        const handler = fn(stack);
        handler.node.addDependency(new iam.ManagedPolicy(stack, 'Policy', { roles: [handler.role!], document: policyOf(triggered(stack, handler)) }));
      }), 'what is granted to Stack/Function/Resource refers to Stack/Pool'],
      [named('the default policy, of a function called by its version', (stack) => {
        const handler = fn(stack);
        handler.addToRolePolicy(statement(triggered(stack, handler.currentVersion)));
      }), 'what is granted to Stack/Function/Resource refers to Stack/Pool'],
    ],
    passes: [
      named('a policy beside the pool', (stack) => {
        const handler = fn(stack);
        new iam.Policy(stack, 'GrantsToFunction', { roles: [handler.role!], document: policyOf(triggered(stack, handler)) });
      }),
      named('a policy of the same role that only stands in its scope', (stack) => {
        const handler = fn(stack);
        new iam.Policy(handler, 'Policy', { roles: [handler.role!], document: policyOf(triggered(stack, handler)) });
      }),
      named('the default policy of another function of the same scope', (stack) => {
        const userPool = triggered(stack, fn(stack));
        fn(stack, 'Other').addToRolePolicy(statement(userPool));
      }),
      named('the default policy of a role beside the function\'s in the same scope', (stack) => {
        const userPool = triggered(stack, fn(stack, 'Function', { role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) }));
        new iam.Role(stack, 'Other', { assumedBy: new iam.AccountRootPrincipal() }).addToPolicy(statement(userPool));
      }),
      named('another pool', (stack) => {
        const handler = fn(stack);
        handler.addToRolePolicy(statement(pool(stack, {}, 'Other')));
        triggered(stack, handler);
      }),
      named('a default policy that names no pool', (stack) => {
        const handler = fn(stack);
        handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['cognito-idp:AdminGetUser'], resources: ['*'] }));
        triggered(stack, handler);
      }),
    ],
    tokens: [
      named('a resource that is a token', (stack) => {
        const handler = fn(stack);
        handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['cognito-idp:AdminGetUser'], resources: [TOKEN.text] }));
        triggered(stack, handler);
      }),
      named('a role that is a token', (stack) => {
        const handler = fn(stack);
        (handler.node.defaultChild as lambda.CfnFunction).role = TOKEN.text;
        triggered(stack, handler);
      }),
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
};
