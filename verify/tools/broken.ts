import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { quickStart } from './quick-start';

/** What the L2 makes of a user pool if nobody says anything. The controls of these tests are made of it. */
export function bareStack(app: App): { stack: Stack; userPool: cognito.UserPool } {
  const stack = new Stack(app, 'Bare');
  const userPool = new cognito.UserPool(stack, 'UserPool');
  return { stack, userPool };
}

/** The quick start with values that CloudFormation refuses, and that no rule of ours looks for. */
export function brokenQuickStart(app: App) {
  const stack = quickStart(app);
  const pool = stack.auth.userPool.node.defaultChild as cognito.CfnUserPool;
  pool.addPropertyOverride('DeletionProtection', 'MAYBE');
  pool.addPropertyOverride('Colour', 'blue');
  return stack;
}
