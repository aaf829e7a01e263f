import { App, Aws, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { Synthesis } from '../../src/template/synthesis';
import { calledPath, shown } from '../../src/user-pool/shown';
import { resource, TYPE } from '../template/worlds';

const stack = new Stack(new App(), 'Stack');
const files = new CfnResource(new CfnResource(stack, 'Files', { type: TYPE }), 'Resource', { type: TYPE });

test.each<[string, unknown, string]>([
  ['text', 'text', 'text'],
  ['a number', 12, '12'],
  ['nothing', undefined, 'undefined'],
  ['a lazy text', Lazy.string({ produce: () => 'lazy' }), 'lazy'],
  ['a reference', files.ref, '<Stack/Files>'],
  ['an attribute', files.getAtt('Arn'), '<Stack/Files>'],
  ['an attribute of what nobody defines', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, '<Bucket.Arn>'],
  ['an attribute in YAML\'s form', { 'Fn::GetAtt': 'Bucket.Arn' }, '<Bucket.Arn>'],
  ['pseudo parameters', `arn:${Aws.PARTITION}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${Aws.URL_SUFFIX}`, 'arn:<partition>:<region>:<accountid>:<urlsuffix>'],
  ['another pseudo parameter', Aws.STACK_ID, '<StackId>'],
  ['a join', Fn.join('/', ['a', files.ref]), 'a/<Stack/Files>'],
  ['nested joins', `${files.ref}/${Fn.join('-', ['x', files.ref])}`, '<Stack/Files>/x-<Stack/Files>'],
  ['another function', Fn.importValue('export'), '<ImportValue>'],
  ['a list', ['a', files.ref], 'a, <Stack/Files>'],
  ['an empty object', {}, '<>'],
])('%s is shown in words', (name, value, text) => {
  const cfn = resource(stack, { Value: value }, name.replace(/\W/g, ''));
  expect(shown(Synthesis.of(stack).view.resource(cfn)!.at('Value').raw)).toBe(text);
});

test('names what a reference means in another stack, before and after the synthesis', () => {
  const app = new App();
  const producer = new CfnResource(new Stack(app, 'Storage'), 'Files', { type: TYPE });
  const cfn = resource(new Stack(app, 'Consumer'), { Value: producer.ref });
  const text = () => shown(Synthesis.of(app).view.resource(cfn)!.at('Value').raw);
  const before = text();
  app.synth();
  expect([before, text()]).toEqual(['<Storage/Files>', '<Storage/Files>']);
});

test.each([['Stack/Files/Resource', 'Stack/Files'], ['Stack/Files', 'Stack/Files'], ['Stack/Resource/Files', 'Stack/Resource/Files']])('users call %s %s', (path, called) => {
  expect(calledPath(path)).toBe(called);
});
