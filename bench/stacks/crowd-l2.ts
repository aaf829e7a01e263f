import type { Stack } from 'aws-cdk-lib/core';
import { addForeignResources } from './foreign';
import { define as defineSignIn } from './l2';

/** Sign-in by hand in a stack that is full of other things. */
export function define(stack: Stack): void {
  addForeignResources(stack);
  defineSignIn(stack);
}
