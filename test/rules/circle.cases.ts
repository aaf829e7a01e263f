import { CfnUserPoolDomain, type CfnUserPool, type CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib/core';
import { client, LAMBDA, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

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

export const CIRCLE_CASES: RuleCases = {
  circularDependency: ruleCase({
    define: defined,
    trips: [
      [named('the id', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('POOL', triggered(stack, handler).ref);
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Pool" (Environment.Variables.POOL); read the pool\'s id from `event.userPoolId`'],
      [named('the ARN, in the middle of a text', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('POOL', `arn=${triggered(stack, handler).attrArn};`);
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Pool" (Environment.Variables.POOL); read the pool\'s id from `event.userPoolId`'],
      [named('a client of the pool', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('CLIENT', client(stack, { userPoolId: triggered(stack, handler).ref }).ref);
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Client" (Environment.Variables.CLIENT), "Stack/Client" waits for "Stack/Pool" (UserPoolId); read the client\'s id from `event.callerContext.clientId`'],
      [named('the pool and its domain', (stack) => {
        const handler = fn(stack);
        const userPoolId = triggered(stack, handler).ref;
        handler.addEnvironment('DOMAIN', new CfnUserPoolDomain(stack, 'Domain', { userPoolId, domain: 'acme' }).ref);
        handler.addEnvironment('POOL', userPoolId);
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Pool" (Environment.Variables.POOL); read the pool\'s id from `event.userPoolId`'],
      [named('the id, in a function called by its alias', (stack) => {
        const handler = fn(stack);
        handler.addEnvironment('POOL', triggered(stack, handler.addAlias('live')).ref);
      }), '"Stack/Pool" waits for "Stack/Function/Aliaslive/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Aliaslive/Resource" waits for "Stack/Function/Resource" (FunctionName), "Stack/Function/Resource" waits for "Stack/Pool" (Environment.Variables.POOL); read the pool\'s id from `event.userPoolId`'],
      [named('the id, in two functions', (stack) => {
        const [one, two] = [fn(stack, 'One'), fn(stack, 'Two')];
        const userPool = pool(stack, {
          lambdaConfig: { preSignUp: one.functionArn, postConfirmation: one.functionArn, preTokenGenerationConfig: { lambdaArn: two.functionArn, lambdaVersion: 'V1_0' } },
        });
        [one, two].forEach((handler) => handler.addEnvironment('POOL', userPool.ref));
      }), '"Stack/Pool" waits for "Stack/One/Resource" (LambdaConfig.PostConfirmation), "Stack/One/Resource" waits for "Stack/Pool" (Environment.Variables.POOL); read the pool\'s id from `event.userPoolId`'],
      [named('the default policy', (stack) => {
        const handler = fn(stack);
        handler.addToRolePolicy(statement(triggered(stack, handler)));
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Function/ServiceRole/DefaultPolicy/Resource" (DependsOn), "Stack/Function/ServiceRole/DefaultPolicy/Resource" waits for "Stack/Pool" (PolicyDocument.Statement.0.Resource); put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
      [named('the default policy of a role of its own', (stack) => {
        const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
        const handler = fn(stack, 'Function', { role });
        role.addToPolicy(statement(triggered(stack, handler)));
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Role/DefaultPolicy/Resource" (DependsOn), "Stack/Role/DefaultPolicy/Resource" waits for "Stack/Pool" (PolicyDocument.Statement.0.Resource); put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
      [named('the default policy of an imported role', (stack) => {
        const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/lambda');
        const handler = fn(stack, 'Function', { role });
        handler.addToRolePolicy(statement(triggered(stack, handler)));
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Role/Policy/Resource" (DependsOn), "Stack/Role/Policy/Resource" waits for "Stack/Pool" (PolicyDocument.Statement.0.Resource); put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
      [named('an inline policy of the role', (stack) => {
        const handler = fn(stack);
        (handler.role!.node.defaultChild as iam.CfnRole).policies = [{ policyName: 'Pool', policyDocument: policyOf(triggered(stack, handler)) }];
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Function/ServiceRole/Resource" (Role), "Stack/Function/ServiceRole/Resource" waits for "Stack/Pool" (Policies.0.PolicyDocument.Statement.0.Resource); put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
      [named('a policy that the function waits for because the app said so', (stack) => {
        const handler = fn(stack);
        handler.node.addDependency(new iam.Policy(stack, 'Policy', { roles: [handler.role!], document: policyOf(triggered(stack, handler)) }));
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Policy/Resource" (DependsOn), "Stack/Policy/Resource" waits for "Stack/Pool" (PolicyDocument.Statement.0.Resource); put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
      [named('a managed policy that the function waits for', (stack) => {
        const handler = fn(stack);
        handler.node.addDependency(new iam.ManagedPolicy(stack, 'Policy', { roles: [handler.role!], document: policyOf(triggered(stack, handler)) }));
      }), '"Stack/Pool" waits for "Stack/Function/Resource" (LambdaConfig.PreSignUp), "Stack/Function/Resource" waits for "Stack/Policy/Resource" (DependsOn), "Stack/Policy/Resource" waits for "Stack/Pool" (PolicyDocument.Statement.0.Resource); put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
      [named('the default policy, of a function called by its version', (stack) => {
        const handler = fn(stack);
        handler.addToRolePolicy(statement(triggered(stack, handler.currentVersion)));
      }), '"Stack/Pool" waits for "Stack/Function/CurrentVersion/Resource" (LambdaConfig.PreSignUp), "Stack/Function/CurrentVersion/Resource" waits for "Stack/Function/Resource" (FunctionName), "Stack/Function/Resource" waits for "Stack/Function/ServiceRole/DefaultPolicy/Resource" (DependsOn), "Stack/Function/ServiceRole/DefaultPolicy/Resource" waits for "Stack/Pool" (PolicyDocument.Statement.0.Resource); put the permission into an `iam.Policy` of its own, as `auth.grants` does'],
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
      named('a token', (stack) => triggered(stack, fn(stack, 'Function', { environment: { POOL: TOKEN.text } }))),
      named('the pool\'s id where nobody knows the triggers', (stack) => fn(stack).addEnvironment('POOL', pool(stack, { lambdaConfig: TOKEN.any }).ref)),
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
};
