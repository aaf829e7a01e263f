import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnResource, Reference, Stack, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** The resource that the pool's id refers to, in whatever stack. */
export function definitionOf(userPool: IUserPool): IConstruct | undefined {
  const reference = Tokenization.reverseString(userPool.userPoolId).firstToken;
  const target = Reference.isReference(reference) ? reference.target : undefined;
  // a parameter is a reference too.
  return CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::Cognito::UserPool' ? target : undefined;
}

/** The stack that is deployed with a construct: a nested one is deployed with its parent. */
export function topLevel(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent === undefined ? stack : topLevel(stack.nestedStackParent);
}
