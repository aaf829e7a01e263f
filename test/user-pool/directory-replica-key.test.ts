import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, Stack } from 'aws-cdk-lib/core';
import { only } from './pool';
import { DirectoryReplicaKey } from '../../src';
import { testStack } from '../support';

const ARN = 'arn:aws:kms:eu-central-1:111111111111:key/mrk-1234';

test('the key in the replica\'s Region, which Cognito may use there', () => {
  const stack = testStack({ env: { region: 'eu-west-1', account: '111111111111' } });
  const { key } = new DirectoryReplicaKey(stack, 'Key', { primaryKey: kms.Key.fromKeyArn(stack, 'Primary', ARN) });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::KMS::ReplicaKey', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { PrimaryKeyArn: ARN } });
  const { Statement: statements } = only(template, 'AWS::KMS::ReplicaKey').KeyPolicy;
  expect(statements).toHaveLength(5);
  expect(statements[0]).toMatchObject({ Action: 'kms:*', Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111111111111:root']] } } });
  expect(statements[2]).toMatchObject({
    Action: 'kms:DescribeKey',
    Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:eu-west-1:111111111111:userpool/*']] } } },
  });
  expect(stack.resolve(key.keyArn)).toEqual({ 'Fn::GetAtt': ['Key43586C89', 'Arn'] });
});

test('the key at home may be in a stack of this app, in a Region that nobody knows yet too', () => {
  const app = new App();
  const account = '111111111111';
  const home = new Stack(app, 'Home', { env: { region: 'eu-central-1', account }, crossRegionReferences: true });
  const away = new Stack(app, 'Away', { env: { region: 'eu-west-1', account }, crossRegionReferences: true });
  new DirectoryReplicaKey(away, 'Key', { primaryKey: new kms.Key(home, 'Key', { multiRegion: true }) });
  Template.fromStack(away).resourceCountIs('AWS::KMS::ReplicaKey', 1);

  const unknown = testStack();
  new DirectoryReplicaKey(unknown, 'Key', { primaryKey: kms.Key.fromKeyArn(unknown, 'Primary', ARN) });
  Template.fromStack(unknown).hasResourceProperties('AWS::KMS::ReplicaKey', { PrimaryKeyArn: ARN });
});

test('fails when the key is from the same Region', () => {
  const stack = testStack({ env: { region: 'eu-central-1' } });
  expect(() => new DirectoryReplicaKey(stack, 'Key', { primaryKey: kms.Key.fromKeyArn(stack, 'Primary', ARN) }))
    .toThrow('[Stack/Key] "primaryKey" is in eu-central-1 too: define its replica in a stack in the Region of the pool\'s replica');
});
