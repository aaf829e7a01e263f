import { Template } from 'aws-cdk-lib/assertions';
import type { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import { Validations } from 'aws-cdk-lib/core';
import { ClassicFlow, FederatedIdentityPool, GuestAccess, IdentityPoolProvider } from '../../src';
import { findings, ruleIds } from '../rules/rule-case';
import { synthError, testStack } from '../support';

const classicFlow = ClassicFlow.allow({ reason: 'the scanners know no other flow' });
const google = IdentityPoolProvider.google({ clientId: 'google' });

test('is off unless a reason allows it', () => {
  for (const flow of [undefined, classicFlow]) {
    const stack = testStack();
    new FederatedIdentityPool(stack, 'Identities', { providers: [google], classicFlow: flow });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::IdentityPool', { AllowClassicFlow: flow !== undefined });
  }
});

test('the reason acknowledges the rule; guests are kept apart by the trust', () => {
  const stack = testStack();
  new FederatedIdentityPool(stack, 'Identities', {
    providers: [google], classicFlow, guests: GuestAccess.allow({ reason: 'the map is shown before the sign-in' }),
  });
  expect(findings(stack)).toEqual([]);
});

test('the control: without the reason the rule warns', () => {
  const stack = testStack();
  const { identityPool } = new FederatedIdentityPool(stack, 'Identities', { providers: [google] });
  (identityPool.node.defaultChild as CfnIdentityPool).allowClassicFlow = true;
  expect(ruleIds(findings(stack))).toEqual(['identityPoolClassicFlow']);
});

test('fails with roles for some of the users, also with one that nobody hands out, unless it is acknowledged', () => {
  const stack = testStack();
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [google], classicFlow });
  identities.addRole('Admins');
  expect(synthError(stack)).toContain(
    '"classicFlow" (AllowClassicFlow) is true, and every signed-in user may take Stack/Identities/AuthenticatedRole/Resource, Stack/Identities/Roles/Admins/Role/Resource');
  Validations.of(identities).acknowledge({ id: 'cdk-cognito-auth:identityPoolClassicRoles', reason: 'they may do the same' });
  expect(findings(stack)).toEqual([]);
});

test('the control: without the classic flow those roles are no finding', () => {
  const stack = testStack();
  new FederatedIdentityPool(stack, 'Identities', { providers: [google] }).addRole('Admins');
  expect(findings(stack)).toEqual([]);
});

test.each(['', ' '])('fails when the reason is %j', (reason) => {
  expect(() => new FederatedIdentityPool(testStack(), 'Identities', { providers: [google], classicFlow: ClassicFlow.allow({ reason }) })).toThrow(
    `[Stack/Identities] "reason" is empty, received ${JSON.stringify(reason)}: say why`);
});

test('says what it holds', () => {
  expect(ClassicFlow.allow({ reason: 'a test' }).reason).toBe('a test');
});
