import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnParameter, Duration, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { assertSound, failure, flawed, flawOf, located } from '../../src/private/errors';
import { testStack } from '../support';

test('an error begins with the path of the construct', () => {
  expect(failure(new Construct(testStack(), 'App'), '"urls" is empty: name one')).toEqual(new Error('[Stack/App] "urls" is empty: name one'));
});

describe('a token in an error', () => {
  const stack = testStack();
  const parameter = new CfnParameter(stack, 'Parameter');

  test.each([
    ['a text', JSON.stringify(parameter.valueAsString)],
    ['a part of a text', JSON.stringify(`https://${parameter.valueAsString}/callback`)],
    ['a number', JSON.stringify(Token.asNumber({ Ref: 'Parameter' }))],
  ])('as %s is put into words', (_, value) => {
    expect(value).toMatch(/Token\[|e\+289/);
    expect(failure(stack, `"url" is ${value}: give another`).message).toBe('[Stack] "url" is a value that only CloudFormation knows: give another');
  });

  test('as a list stays a list', () => {
    const list = JSON.stringify(new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList);
    expect(failure(stack, `"urls" is ${list}`).message).toBe('[Stack] "urls" is [a value that only CloudFormation knows]');
  });
});

describe('a value object that isn\'t sound', () => {
  test('is told by whoever gets it, with the path', () => {
    const flaw = flawed({}, '"reason" is empty');
    expect(flawOf(flaw)).toBe('"reason" is empty');
    expect(() => assertSound(testStack(), undefined, 'text', {}, flaw)).toThrow(new Error('[Stack] "reason" is empty'));
  });

  test('looks like another', () => {
    expect(flawed({ a: 1 }, 'wrong')).toEqual({ a: 1 });
  });

  test('is sound without a flaw', () => {
    expect([flawed({}, undefined), null, 1, flawed({}, 'wrong')].map(flawOf)).toEqual([undefined, undefined, undefined, 'wrong']);
  });
});

describe('what CDK refuses', () => {
  test('gets a path', () => {
    const stack = testStack();
    const scope = new Construct(stack, 'App');
    const refused = () => new UserPool(scope, 'Pool').addClient('Client', { authSessionValidity: Duration.hours(1) });
    expect(() => located(scope, refused)).toThrow(/^\[Stack\/App\] authSessionValidity: Must be a duration between 3 minutes and 15 minutes/);
  });

  test.each([new TypeError('x is not a function'), new Error('[Stack/Other] ours')])('is nothing else: %s', (error) => {
    expect(() => located(testStack(), () => {
      throw error;
    })).toThrow(error);
  });
});
