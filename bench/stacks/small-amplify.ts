import { AmplifyAuth } from '@aws-amplify/auth-construct';
import type { Stack } from 'aws-cdk-lib/core';

/** A pool, a client without hosted pages, an identity pool and its roles as Amplify defines them, guests included. Once a stack is all it takes. */
export function define(stack: Stack): void {
  new AmplifyAuth(stack, 'Auth', { loginWith: { email: true } });
}
