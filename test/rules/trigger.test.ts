import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { findings, found, ruleIds, testRules } from './rule-case';
import { TRIGGER_CASES } from './trigger.cases';
import { AuthenticatedUserPool, UserPoolTrigger } from '../../src';
import { CALLER_RULES } from '../../src/rules/caller';
import { TRIGGER_RULES } from '../../src/rules/trigger';
import { testStack } from '../support';
import { handler, TRIGGERS } from '../user-pool/pool';

testRules([...TRIGGER_RULES, ...CALLER_RULES], TRIGGER_CASES);

describe('grants of our pool', () => {
  const tried = (define: (auth: AuthenticatedUserPool, stack: Stack) => void): string[] => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    define(auth, stack);
    return ruleIds(findings(stack));
  };

  test.each<[string, (auth: AuthenticatedUserPool, stack: Stack) => Construct]>([
    ['beside the pool', (_, stack) => stack],
    ['in the pool\'s own construct', (auth) => auth],
    ['in a construct of its own', (_, stack) => new Construct(stack, 'Functions')],
  ])('pass, to a trigger %s', (_, scope) => {
    expect(tried((auth, stack) => {
      const guard = handler(scope(auth, stack), 'Guard');
      auth.grants.readUsers(guard);
      auth.addTrigger(UserPoolTrigger.preSignUp(guard));
      auth.grants.manageUsers(guard);
    })).toEqual([]);
  });

  test('pass, to every trigger at once, one function or many, with permissions elsewhere', () => {
    const named = Object.entries(TRIGGERS).filter(([name]) => !name.endsWith('Challenge') && !name.endsWith('Response'));
    expect(tried((auth) => {
      for (const [name, trigger] of named) {
        const fn = handler(auth, name);
        fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources: ['*'] }));
        auth.addTrigger(trigger(fn));
        auth.grants.readUsers(fn);
      }
    })).toEqual([]);
  });

  test('fail when they are the L2\'s, on the default policy', () => {
    expect(tried((auth, stack) => {
      const guard = handler(stack, 'Guard');
      auth.addTrigger(UserPoolTrigger.preSignUp(guard));
      auth.userPool.grant(guard, 'cognito-idp:AdminGetUser');
    })).toEqual(['circularDependency']);
  });

  test('fail when a function of the same construct is granted to by the L2, and only for the trigger', () => {
    const stack = testStack();
    const auth = new AuthenticatedUserPool(stack, 'Auth');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const [guard, other] = ['Guard', 'Other'].map((id) => new lambda.Function(stack, id, {
      role, runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async (event) => event;'),
    })) as [lambda.Function, lambda.Function];
    auth.addTrigger(UserPoolTrigger.preSignUp(guard));
    auth.userPool.grant(other, 'cognito-idp:AdminGetUser');
    expect(findings(stack)).toEqual([expect.stringContaining('"Stack/Guard/Resource" waits for "Stack/Role/DefaultPolicy/Resource" (DependsOn)')]);
  });
});

describe('versioned triggers by the plain L2', () => {
  test('fail when it adds the one of inbound federation', () => {
    expect(found((stack) => new cognito.UserPool(stack, 'Pool', { signInCaseSensitive: false })
      .addTrigger(cognito.UserPoolOperation.of('inboundFederation'), handler(stack, 'Function')))).toEqual(['triggerShape']);
  });

  test('fail when the pool is defined with the one of tokens', () => {
    expect(found((stack) => new cognito.UserPool(stack, 'Pool', {
      signInCaseSensitive: false,
      lambdaTriggers: { preTokenGenerationConfig: handler(stack, 'Function') },
    }))).toEqual(['triggerShape']);
  });

  test('pass when the one of tokens is added, in both versions that it knows', () => {
    expect(found((stack) => {
      for (const version of [cognito.LambdaVersion.V1_0, cognito.LambdaVersion.V2_0]) {
        new cognito.UserPool(stack, version, { signInCaseSensitive: false })
          .addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler(stack, `Function${version}`), version);
      }
    })).toEqual([]);
  });
});
