import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Stack } from 'aws-cdk-lib/core';
import { AuthenticatedUserPool, SignInDomain, type AppClient, type AuthenticatedUserPoolProps } from '../../src';
import { testStack } from '../support';

export const CALLBACKS = { callbackUrls: ['https://app.example.com/callback'], logoutUrls: ['https://app.example.com/'] };

/** A pool with a domain, in a stack of its own. */
export function pool(props: AuthenticatedUserPoolProps = { domain: SignInDomain.prefix('acme-login') }) {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  return { stack, auth: new AuthenticatedUserPool(stack, 'Auth', props) };
}

/** A URL in which each token of the template is `the-id`. */
export function urlOf(stack: Stack, value: string): URL {
  const resolved = stack.resolve(value) as string | { 'Fn::Join': [string, unknown[]] };
  return new URL(typeof resolved === 'string' ? resolved : resolved['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'the-id')).join(''));
}

export function l1Of(client: Pick<AppClient, 'userPoolClient'>): cognito.CfnUserPoolClient {
  return client.userPoolClient.node.defaultChild as cognito.CfnUserPoolClient;
}
