import { isNoValue, isToken, joined } from '../../src/rules/template';

describe('tokens', () => {
  test.each([[{ Ref: 'A' }], [{ 'Fn::GetAtt': ['A', 'B'] }], [{ 'Fn::If': ['A', 'b', 'c'] }], ['{{resolve:ssm:/a}}'], ['prefix-{{resolve:secretsmanager:a}}']])('%j is one', (value) => {
    expect(isToken(value)).toBe(true);
  });

  test.each([['text'], ['${Ref}'], [{ Ref: 'A', Other: 'B' }], [{ Reference: 'A' }], [{}], [[]], [['Ref']], [12], [null], [undefined]])('%j is none', (value) => {
    expect(isToken(value)).toBe(false);
  });

  test.each([[{ Ref: 'AWS::NoValue' }, true], [{ Ref: 'AWS::Region' }, false], ['AWS::NoValue', false], [null, false]])('%j takes a property back: %p', (value, expected) => {
    expect(isNoValue(value)).toBe(expected);
  });
});

test.each([
  [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }, { delimiter: '-', parts: ['a', { Ref: 'B' }] }],
  [{ 'Fn::Join': ['-', { Ref: 'List' }] }, undefined],
  [{ 'Fn::Split': ['-', 'a-b'] }, undefined],
  ['a-b', undefined],
])('%j is joined from %j', (value, parts) => {
  expect(joined(value)).toEqual(parts);
});
