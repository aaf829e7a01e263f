import { Lazy } from 'aws-cdk-lib/core';
import { poolProperties } from './pool';
import { UserAttribute, UserSchema, type NumberAttributeOptions, type TextAttributeOptions, type UserAttributeOptions } from '../../src';
import { testStack } from '../support';

function schemaOf(attribute: UserAttribute): unknown {
  return testStack().resolve(attribute._render());
}

test.each([
  { name: 'text', attribute: UserAttribute.text(), schema: { attributeDataType: 'String', stringAttributeConstraints: { minLength: '0', maxLength: '2048' } } },
  { name: 'number', attribute: UserAttribute.number(), schema: { attributeDataType: 'Number' } },
  { name: 'flag', attribute: UserAttribute.flag(), schema: { attributeDataType: 'Boolean' } },
  { name: 'dateTime', attribute: UserAttribute.dateTime(), schema: { attributeDataType: 'DateTime' } },
])('$name: mutable, readable, and not for users to write', ({ attribute, schema }) => {
  expect(schemaOf(attribute)).toEqual({ ...schema, mutable: true });
  expect(attribute).toMatchObject({ userWritable: false, userReadable: true });
});

describe.each<[string, (options: UserAttributeOptions) => UserAttribute]>([
  ['text', (options) => UserAttribute.text(options)],
  ['number', (options) => UserAttribute.number(options)],
  ['flag', (options) => UserAttribute.flag(options)],
  ['dateTime', (options) => UserAttribute.dateTime(options)],
])('%s with every option of all', (_, attribute) => {
  test('is immutable, writable and hidden', () => {
    const immutable = attribute({ mutable: false, userWritable: true, userReadable: false });
    expect(schemaOf(immutable)).toMatchObject({ mutable: false });
    expect(immutable).toMatchObject({ mutable: false, userWritable: true, userReadable: false });
  });
});

describe('the bounds of a text', () => {
  test.each<[TextAttributeOptions, object]>([
    [{ minLength: 1 }, { minLength: '1', maxLength: '2048' }],
    [{ maxLength: 10 }, { minLength: '0', maxLength: '10' }],
    [{ minLength: 0, maxLength: 0 }, { minLength: '0', maxLength: '0' }],
    [{ minLength: 2048, maxLength: 2048 }, { minLength: '2048', maxLength: '2048' }],
  ])('%j are strings in the template', (options, stringAttributeConstraints) => {
    expect(schemaOf(UserAttribute.text(options))).toMatchObject({ stringAttributeConstraints });
  });

  test.each<[TextAttributeOptions, string]>([
    [{ minLength: -1 }, '"minLength" must be a whole number from 0 to 2048, received -1'],
    [{ minLength: 2049 }, '"minLength" must be a whole number from 0 to 2048, received 2049'],
    [{ maxLength: -1 }, '"maxLength" must be a whole number from 0 to 2048, received -1'],
    [{ maxLength: 2049 }, '"maxLength" must be a whole number from 0 to 2048, received 2049'],
    [{ maxLength: 1.5 }, '"maxLength" must be a whole number from 0 to 2048, received 1.5'],
    [{ minLength: 5, maxLength: 4 }, '"minLength" 5 is greater than "maxLength" 4: exchange them'],
  ])('fails when they are %j', (options, message) => {
    expect(() => poolProperties({ attributes: UserSchema.of({ custom: { plan: UserAttribute.text(options) } }) })).toThrow(`[Stack/Auth] ${message}`);
  });

  test('that only CloudFormation knows pass', () => {
    const [minLength, maxLength] = [3, 7].map((value) => Lazy.number({ produce: () => value }));
    expect(schemaOf(UserAttribute.text({ minLength, maxLength }))).toMatchObject({ stringAttributeConstraints: { minLength: '3', maxLength: '7' } });
  });
});

describe('the bounds of a number', () => {
  test.each<[NumberAttributeOptions, object]>([
    [{ min: 0 }, { minValue: '0' }],
    [{ max: -5 }, { maxValue: '-5' }],
    [{ min: 3, max: 3 }, { minValue: '3', maxValue: '3' }],
  ])('%j are strings in the template', (options, numberAttributeConstraints) => {
    expect(schemaOf(UserAttribute.number(options))).toEqual({ attributeDataType: 'Number', mutable: true, numberAttributeConstraints });
  });

  test.each<[NumberAttributeOptions, string]>([
    [{ min: 4, max: 3 }, '"min" 4 is greater than "max" 3: exchange them'],
    [{ min: 0.5 }, '"min" must be a whole number, received 0.5'],
    [{ max: Infinity }, '"max" must be a whole number, received Infinity'],
    [{ max: 1e21 }, '"max" must be a whole number, received 1e+21'],
  ])('fails when they are %j', (options, message) => {
    expect(() => poolProperties({ attributes: UserSchema.of({ custom: { seats: UserAttribute.number(options) } }) })).toThrow(`[Stack/Auth] ${message}`);
  });

  test('that only CloudFormation knows pass', () => {
    const [min, max] = [3, 7].map((value) => Lazy.number({ produce: () => value }));
    expect(schemaOf(UserAttribute.number({ min, max }))).toMatchObject({ numberAttributeConstraints: { minValue: '3', maxValue: '7' } });
  });
});
