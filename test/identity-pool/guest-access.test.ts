import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { FederatedIdentityPool, GuestAccess, IdentityPoolProvider } from '../../src';
import { findings, ruleIds } from '../rules/rule-case';
import { testStack } from '../support';

const guests = GuestAccess.allow({ reason: 'the map is shown before the sign-in' });
const google = IdentityPoolProvider.google({ clientId: 'google' });

test('guests get an empty role that trusts them only', () => {
  const stack = testStack();
  const identities = new FederatedIdentityPool(stack, 'Identities', { providers: [google], guests });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::IdentityPool', { AllowUnauthenticatedIdentities: true, AllowClassicFlow: false });
  template.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', {
    Roles: {
      authenticated: stack.resolve(identities.authenticatedRole.roleArn) as object,
      unauthenticated: stack.resolve(identities.guestRole!.roleArn) as object,
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    Description: 'Guests of the identity pool Stack/Identities',
    AssumeRolePolicyDocument: {
      Statement: [{
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          'StringEquals': { 'cognito-identity.amazonaws.com:aud': stack.resolve(identities.identityPool.identityPoolId) as object },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
        },
      }],
    },
    Policies: Match.absent(),
    ManagedPolicyArns: Match.absent(),
  });
  template.resourceCountIs('AWS::IAM::Role', 2);
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('without it there is no role for guests', () => {
  expect(new FederatedIdentityPool(testStack(), 'Identities', { providers: [google] }).guestRole).toBeUndefined();
});

test('a pool may be for guests alone', () => {
  const stack = testStack();
  new FederatedIdentityPool(stack, 'Identities', { providers: [], guests });
  Template.fromStack(stack).resourceCountIs('AWS::Cognito::IdentityPool', 1);
});

test('the reason acknowledges the library\'s rule and cdk-nag\'s', () => {
  const stack = testStack();
  const { identityPool } = new FederatedIdentityPool(stack, 'Identities', { providers: [google], guests });
  expect(findings(stack)).toEqual([]);
  const acknowledged = JSON.stringify(identityPool.node.metadata);
  expect(acknowledged).toContain('AwsSolutions-COG7');
  expect(acknowledged).toContain('the map is shown before the sign-in');
});

test('the reason stands in the template for checkov, and without guests nothing does', () => {
  const metadata = (access?: GuestAccess) => {
    const stack = testStack();
    new FederatedIdentityPool(stack, 'Identities', { providers: [google], guests: access });
    const [pool] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::IdentityPool'));
    return (pool!.Metadata as Record<string, unknown> | undefined)?.checkov;
  };
  expect(metadata(guests)).toEqual({ skip: [{ id: 'CKV_AWS_366', comment: 'the map is shown before the sign-in' }] });
  expect(metadata()).toBeUndefined();
});

test('a grant that AWS doesn\'t let guests use is warned of, one that it does isn\'t', () => {
  const stack = testStack();
  const { guestRole } = new FederatedIdentityPool(stack, 'Identities', { providers: [google], guests });
  new s3.Bucket(stack, 'Maps').grantPut(guestRole!);
  expect(findings(stack)).toEqual([]);

  const other = testStack();
  const pool = new FederatedIdentityPool(other, 'Identities', { providers: [google], guests });
  pool.guestRole!.addToPolicy(new iam.PolicyStatement({ actions: ['ec2:DescribeInstances'], resources: ['*'] }));
  expect(ruleIds(findings(other))).toEqual(['guestServices']);
});

test.each(['', ' '])('fails when the reason is %j', (reason) => {
  expect(() => new FederatedIdentityPool(testStack(), 'Identities', { providers: [google], guests: GuestAccess.allow({ reason }) })).toThrow(
    `[Stack/Identities] "reason" is empty, received ${JSON.stringify(reason)}: say why`);
});

test('says what it holds', () => {
  expect(GuestAccess.allow({ reason: 'a test' }).reason).toBe('a test');
});
