import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Aws, CfnOutput, Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { readable } from '../../src/private/readable';
import { testStack } from '../support';

const stack = testStack();
const bucket = new Bucket(stack, 'Bucket');

test.each<[string, unknown, string]>([
  ['text', 'text', 'text'],
  ['a number', 12, '12'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['a lazy text', Lazy.string({ produce: () => 'lazy' }), 'lazy'],
  ['a reference', bucket.bucketName, '<Stack/Bucket>'],
  ['an attribute', bucket.bucketArn, '<Stack/Bucket>'],
  ['an attribute as a literal', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, '<Bucket.Arn>'],
  ['an attribute in YAML\'s form', { 'Fn::GetAtt': 'Bucket.Arn' }, '<Bucket.Arn>'],
  ['pseudo parameters', `arn:${Aws.PARTITION}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${Aws.URL_SUFFIX}`, 'arn:<partition>:<region>:<accountid>:<urlsuffix>'],
  ['another pseudo parameter', Aws.STACK_NAME, '<StackName>'],
  ['a join with a delimiter', Fn.join('/', ['a', bucket.bucketName]), 'a/<Stack/Bucket>'],
  ['a join as a literal', { 'Fn::Join': ['-', ['a', { Ref: 'Bucket' }]] }, 'a-<Bucket>'],
  ['nested joins', `${bucket.bucketArn}/${Fn.join('-', ['x', bucket.bucketName])}`, '<Stack/Bucket>/x-<Stack/Bucket>'],
  ['another function', Fn.importValue('export'), '<ImportValue>'],
  ['a list', ['a', bucket.bucketName], 'a, <Stack/Bucket>'],
  ['an empty object', {}, '<>'],
])('shows %s to people', (_, value, text) => {
  expect(readable(stack, value)).toBe(text);
});

test('names what a reference means in another stack, before and after the synthesis', () => {
  const app = new App();
  const files = new Bucket(new Stack(app, 'Storage'), 'Files');
  const consumer = new Stack(app, 'Consumer');
  new CfnOutput(consumer, 'Name', { value: files.bucketName });
  const before = readable(consumer, files.bucketArn);
  app.synth();
  expect([before, readable(consumer, files.bucketArn)]).toEqual(['<Storage/Files>', '<Storage/Files>']);
});
