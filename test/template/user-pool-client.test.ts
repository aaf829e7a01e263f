import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Fn } from 'aws-cdk-lib/core';
import type { IdentityProvider } from '../../src/template/attachment';
import { Synthesis } from '../../src/template/synthesis';
import type { Client } from '../../src/template/user-pool-client';
import { testStack } from '../support';

function client(props: Partial<cognito.CfnUserPoolClientProps>): Client {
  const cfn = new cognito.CfnUserPoolClient(testStack(), 'Client', { userPoolId: 'a', ...props });
  return Synthesis.of(cfn).view.resource(cfn) as Client;
}

test.each<[Partial<cognito.CfnUserPoolClientProps>, Partial<Client>]>([
  [{}, { usesOAuth: false, isMachine: false, isPublic: true }],
  [{ generateSecret: true }, { isPublic: false }],
  [{ generateSecret: false }, { isPublic: true }],
  [{ generateSecret: Fn.getAtt('Some', 'Flag') }, { isPublic: false }],
  [{ allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['code'] }, { usesOAuth: true, isMachine: false }],
  [{ allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['client_credentials'] }, { usesOAuth: true, isMachine: true }],
  [{ allowedOAuthFlowsUserPoolClient: false, allowedOAuthFlows: Fn.split(',', Fn.ref('Parameter')) }, { usesOAuth: false, isMachine: false }],
])('a client of %j', (props, expected) => {
  expect(client(props)).toMatchObject(expected);
});

describe('a provider is offered', () => {
  const offers = (items: (ref: string) => string[], providerName = 'Company'): boolean => {
    const stack = testStack();
    const pool = new cognito.CfnUserPool(stack, 'Pool');
    const provider = new cognito.CfnUserPoolIdentityProvider(stack, 'Provider', { userPoolId: pool.ref, providerName, providerType: 'SAML', providerDetails: {} });
    const cfn = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: pool.ref, supportedIdentityProviders: items(provider.ref) });
    const { view } = Synthesis.of(stack);
    return (view.resource(cfn) as Client).offers(view.resource(provider) as IdentityProvider);
  };

  test('by its name', () => {
    expect(offers(() => ['COGNITO', 'Company'])).toBe(true);
  });

  test('by a reference', () => {
    expect(offers((ref) => [ref], Fn.ref('Parameter'))).toBe(true);
  });

  test('and not by another name', () => {
    expect([offers(() => ['COGNITO', 'Companies']), offers(() => [])]).toEqual([false, false]);
  });
});
