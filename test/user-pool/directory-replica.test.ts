import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, Aws, RemovalPolicy, type CfnResource, Stack, Tags } from 'aws-cdk-lib/core';
import { only } from './pool';
import {
  AuthenticatedUserPool, MfaPolicy, SignInDomain, TokenIssuer, DirectoryReplica, DirectoryReplicaKey, UserPoolRetention,
  type AuthenticatedUserPoolProps, type DirectoryReplicaOptions,
} from '../../src';
import { synthError, testStack } from '../support';

function replicated(props: AuthenticatedUserPoolProps = {}, options: Partial<DirectoryReplicaOptions> = {}) {
  const stack = testStack({ env: { region: 'eu-central-1', account: '111111111111' } });
  const encryptionKey = new kms.Key(stack, 'Key', { multiRegion: true });
  const auth = new AuthenticatedUserPool(stack, 'Auth', { encryptionKey, issuer: TokenIssuer.UPDATED, mfa: MfaPolicy.off(), ...props });
  return { stack, auth, replica: auth.addReplica('Away', { region: 'eu-west-1', ...options }) };
}

test('a replica in another Region, which the plan pays for', () => {
  const { stack, auth } = replicated({ issuer: undefined });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPoolReplica')).toEqual({ UserPoolId: { Ref: 'AuthUserPool8115E87F' }, RegionName: 'eu-west-1' });
  template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
  expect(auth.summary.featurePlanReasons).toEqual(['a replica needs ESSENTIALS']);
});

test('its ARN is the pool\'s id in the other Region', () => {
  const { stack, replica } = replicated();
  expect(replica.region).toBe('eu-west-1');
  expect(stack.resolve(replica.userPoolArn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:eu-west-1:111111111111:userpool/', { Ref: 'AuthUserPool8115E87F' }]],
  });
});

test.each([
  [UserPoolRetention.retain(), 'Retain'],
  [UserPoolRetention.destroy(), 'Delete'],
])('it goes or stays with its pool (%#): %s', (retention, policy) => {
  Template.fromStack(replicated({ retention }).stack).hasResource('AWS::Cognito::UserPoolReplica', { DeletionPolicy: policy, UpdateReplacePolicy: policy });
});

test('pages wait for it: they can\'t fail over to what isn\'t there', () => {
  const { stack } = replicated({ domain: SignInDomain.prefix('acme-login') });
  Template.fromStack(stack).hasResource('AWS::Cognito::UserPoolDomain', { DependsOn: [Match.stringLikeRegexp('^AuthReplicasAway')] });
});

test('it takes the tags of its creation', () => {
  const { stack } = replicated({}, { tagsAtCreation: { team: 'login' } });
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolReplica')).toMatchObject({ UserPoolTagsAtCreate: { team: 'login' } });
});

test('it takes no tags of an Aspect: another one would replace it', () => {
  const { stack } = replicated();
  Tags.of(stack).add('team', 'login');
  expect(Object.keys(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolReplica'))).toEqual(['UserPoolId', 'RegionName']);
});

test('of a plain L2, and of a pool from elsewhere, which stays', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new DirectoryReplica(stack, 'Replica', { userPool: cognito.UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_abcdefghi'), region: 'eu-west-1' });
  Template.fromStack(stack).hasResource('AWS::Cognito::UserPoolReplica', { DeletionPolicy: 'Retain', Properties: { UserPoolId: 'eu-central-1_abcdefghi' } });

  const plain = testStack();
  new DirectoryReplica(plain, 'Replica', { userPool: new cognito.UserPool(plain, 'Users'), region: 'eu-west-1' });
  expect(synthError(plain)).toMatch(/rule replicaKey/);
});

test('it may be in a stack of its own', () => {
  const app = new App();
  const pools = new Stack(app, 'Pools');
  const auth = new AuthenticatedUserPool(pools, 'Auth', {
    encryptionKey: new kms.Key(pools, 'Key', { multiRegion: true }), issuer: TokenIssuer.UPDATED, mfa: MfaPolicy.off(),
  });
  const replicas = new Stack(app, 'Replicas');
  new DirectoryReplica(replicas, 'Replica', { userPool: auth.userPool, region: 'eu-west-1' });
  Template.fromStack(replicas).resourceCountIs('AWS::Cognito::UserPoolReplica', 1);
  Template.fromStack(pools).hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier: 'ESSENTIALS' });
});

test('fails when there is one already', () => {
  expect(() => replicated().auth.addReplica('Second', { region: 'eu-west-2' }))
    .toThrow('[Stack/Auth] there is the replica "Away" already, and a user pool has one: leave "Second" in "eu-west-2" out');
});

test.each([
  ['replicaAtHome', {}, 'eu-central-1'],
  ['replicaAtHome', {}, Aws.REGION],
  ['replicaKey', { encryptionKey: undefined }, 'eu-west-1'],
  ['planTooLow', { featurePlan: cognito.FeaturePlan.LITE }, 'eu-west-1'],
])('fails when rule %s finds something (%#)', (rule, props, region) => {
  expect(synthError(replicated(props, { region }).stack)).toMatch(new RegExp(`\\[Stack/Auth(/Replicas/Away)?\\].*rule ${rule},`));
});

describe('the key in the other Region', () => {
  const env = (region: string) => ({ env: { region, account: '123456789012' }, crossRegionReferences: true });

  function keyed(together: boolean): App {
    const app = new App();
    const home = new Stack(app, 'Home', env('eu-central-1'));
    const keys = together ? home : new Stack(app, 'Keys', env('eu-central-1'));
    const encryptionKey = new kms.Key(keys, 'Key', { multiRegion: true });
    const away = new Stack(app, 'Away', env('eu-west-1'));
    away.addDependency(keys);
    const replicaKey = new DirectoryReplicaKey(away, 'Key', { primaryKey: encryptionKey });
    new AuthenticatedUserPool(home, 'Auth', { encryptionKey, mfa: MfaPolicy.off(), issuer: TokenIssuer.UPDATED }).addReplica('Away', { region: 'eu-west-1', replicaKey });
    return app;
  }

  test('is there before the replica', () => {
    expect(keyed(false).synth().getStackByName('Home').dependencies.map(({ id }) => id)).toContain('Away');
  });

  test('fails when its stack waits for the replica\'s', () => {
    expect(() => keyed(true)).toThrow('[Home/Auth/Replicas/Away] "replicaKey" is in the stack "Away", which waits for "Home", where the replica is');
  });
});

test.each([
  [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  [RemovalPolicy.RETAIN, 'Retain', 'Retain'],
  [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
])('of a pool with the policy %s: CloudFormation knows RetainExceptOnCreate for deletions only', (removalPolicy, DeletionPolicy, UpdateReplacePolicy) => {
  const stack = new Stack(new App(), 'Stack');
  const userPool = new cognito.UserPool(stack, 'Pool', { removalPolicy });
  const cfn = new DirectoryReplica(stack, 'Replica', { userPool, region: 'eu-west-1' }).node.defaultChild as CfnResource;
  expect(cfn.cfnOptions).toMatchObject({ deletionPolicy: DeletionPolicy, updateReplacePolicy: UpdateReplacePolicy });
});
