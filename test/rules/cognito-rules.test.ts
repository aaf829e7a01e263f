import type { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { hostedClient } from './resources';
import { findings, ruleIds } from './rule-case';
import { CognitoRules } from '../../src';
import { testStack } from '../support';

describe('check', () => {
  test.each<[string, (stack: Stack) => IConstruct]>([
    ['a resource', (stack) => stack.node.findChild('Client')],
    ['a stack', (stack) => stack],
    ['an app', (stack) => stack.node.root],
  ])('puts %s under the rules', (_, scope) => {
    const stack = testStack();
    hostedClient(stack, { allowedOAuthFlows: ['implicit'] });
    CognitoRules.check(scope(stack));
    expect(ruleIds(findings(stack))).toEqual(['clientImplicitGrant']);
  });
});
