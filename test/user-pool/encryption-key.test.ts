import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Lazy } from 'aws-cdk-lib/core';
import { only, poolProperties } from './pool';
import { AuthenticatedUserPool } from '../../src';
import { testStack } from '../support';

const ARN = 'arn:aws:kms:eu-central-1:111111111111:key/mrk-1234';

test('AWS owns the key unless one is given', () => {
  expect(poolProperties({}).KeyConfiguration).toBeUndefined();
});

test('a key of the caller\'s encrypts, and lets Cognito use it for pools of this account and Region only', () => {
  const stack = testStack({ env: { region: 'eu-central-1', account: '111111111111' } });
  new AuthenticatedUserPool(stack, 'Auth', { encryptionKey: new kms.Key(stack, 'Key') });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPool').KeyConfiguration).toEqual({ KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } });
  const poolsOf = (region: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cognito-idp:${region}:111111111111:userpool/*`]] });
  const pools = poolsOf('eu-central-1');
  // a replica reads what was written under the name of the pool at home.
  const context = { StringLike: { 'kms:EncryptionContext:aws:cognito-idp:userpool-arn': poolsOf('*') } };
  const actions = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKeyWithoutPlaintext'];
  const service = { Effect: 'Allow', Principal: { Service: ['cognito-idp.amazonaws.com', 'identitystore.amazonaws.com'] }, Resource: '*' };
  const own = { StringEquals: { 'aws:SourceAccount': '111111111111' }, ArnLike: { 'aws:SourceArn': pools } };
  const people = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' };
  const via = {
    StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['cognito-idp.eu-central-1.', { Ref: 'AWS::URLSuffix' }]] }, 'kms:CallerAccount': '111111111111' },
  };
  expect(only(template, 'AWS::KMS::Key').KeyPolicy.Statement).toEqual([
    expect.objectContaining({ Action: 'kms:*' }),
    { ...service, Action: actions, Condition: { ...own, ...context } },
    { ...service, Action: 'kms:DescribeKey', Condition: own },
    { ...people, Action: actions, Condition: { ...via, ...context } },
    { ...people, Action: 'kms:DescribeKey', Condition: via },
  ]);
});

test('a key from elsewhere, by its ARN or a token of it, keeps its policy', () => {
  const stack = testStack();
  new AuthenticatedUserPool(stack, 'Auth', { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', ARN) });
  new AuthenticatedUserPool(stack, 'Late', { encryptionKey: kms.Key.fromKeyArn(stack, 'LateKey', Lazy.string({ produce: () => ARN })) });
  const template = Template.fromStack(stack);
  template.allResourcesProperties('AWS::Cognito::UserPool', { KeyConfiguration: { KmsKeyArn: ARN } });
  template.resourceCountIs('AWS::Cognito::UserPool', 2);
  template.resourceCountIs('AWS::KMS::Key', 0);
});

test('two pools may share a key, whose policy says it once', () => {
  const stack = testStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  ['One', 'Two'].forEach((id) => new AuthenticatedUserPool(stack, id, { encryptionKey }));
  const template = Template.fromStack(stack);
  template.allResourcesProperties('AWS::Cognito::UserPool', { KeyConfiguration: Match.objectLike({ KeyType: 'CUSTOMER_MANAGED_KEY' }) });
  expect(only(template, 'AWS::KMS::Key').KeyPolicy.Statement).toHaveLength(5);
});
