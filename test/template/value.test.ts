import { characters, isIntrinsic, isLiteral, isUnknown, Text, Value } from '../../src/template/value';

describe('what only CloudFormation knows', () => {
  test.each([[{ Ref: 'A' }], [{ 'Fn::GetAtt': ['A', 'B'] }], [{ 'Fn::Join': ['', ['a', { Ref: 'B' }]] }], ['{{resolve:ssm:/a}}'], ['prefix-{{resolve:secretsmanager:a}}']])(
    'is %j', (value) => {
      expect([isUnknown(value), isLiteral(value)]).toEqual([true, false]);
    });

  test.each([['text'], ['${Ref}'], ['{{resolve']])('isn\'t the literal %j', (value) => {
    expect([isUnknown(value), isLiteral(value)]).toEqual([false, true]);
  });

  test.each([[{ Ref: 'A', Other: 'B' }], [{ Reference: 'A' }], [{ Fn: 'A' }], [{}], [[]], [['Ref']], [12], [null], [undefined]])('isn\'t %j, nor is that a literal', (value) => {
    expect([isUnknown(value), isIntrinsic(value), isLiteral(value)]).toEqual([false, false, false]);
  });
});

test.each([['ab', 2], ['\u{1F600}', 1], ['', 0], [undefined, undefined]])('%j has %p characters', (text, length) => {
  expect(characters(text)).toBe(length);
});

describe('a text', () => {
  const host = { Ref: 'Host' };

  test.each<[string, unknown, readonly unknown[]]>([
    ['a literal', 'text', ['text']],
    ['a number', 12, ['12']],
    ['a boolean', true, ['true']],
    ['a function', host, [{ unknown: host }]],
    ['a join', { 'Fn::Join': ['', ['http://', host, '/path']] }, ['http://', { unknown: host }, '/path']],
    ['a dynamic reference', 'a{{resolve:ssm:/b}}c', ['a', { unknown: '{{resolve:ssm:/b}}' }, 'c']],
    ['a dynamic reference in a join', { 'Fn::Join': ['', ['a{{resolve:ssm:/b}}', host]] }, ['a', { unknown: '{{resolve:ssm:/b}}' }, { unknown: host }]],
    ['a join of what isn\'t known', { 'Fn::Join': [',', { Ref: 'List' }] }, [{ unknown: { 'Fn::Join': [',', { Ref: 'List' }] } }]],
    ['the empty text', '', []],
  ])('of %s has its parts', (_, value, parts) => {
    expect(Text.of(value)?.parts).toEqual(parts);
  });

  test.each([[undefined], [null], [['a']], [{ some: 'object' }]])('isn\'t made of %j', (value) => {
    expect(Text.of(value)).toBeUndefined();
  });

  test('is a literal where all of it is known', () => {
    expect([Text.of('a')?.literal, Text.of('')?.literal, Text.of(host)?.literal]).toEqual(['a', '', undefined]);
  });

  test.each<[unknown, string, boolean]>([
    ['https://a', 'https://', true],
    ['http://a', 'https://', false],
    ['ht', 'https://', false],
    ['', 'https://', false],
    [host, 'https://', true],
    [{ 'Fn::Join': ['', ['https://', host]] }, 'https://', true],
    [{ 'Fn::Join': ['', ['ht', host]] }, 'https://', true],
    [{ 'Fn::Join': ['', ['http://', host]] }, 'https://', false],
  ])('%j may start with %s: %p', (value, prefix, expected) => {
    expect(Text.of(value)!.mayStartWith(prefix)).toBe(expected);
  });

  test('shows its literals, and what fills the rest', () => {
    const text = Text.of({ 'Fn::Join': ['', [host, '/a/', host]] })!;
    expect([text.head, text.literals, String(text), text.filled((unknown, before) => `<${JSON.stringify(unknown)} ${before.length}>`)])
      .toEqual(['', ['/a/'], '\u2026/a/\u2026', '<{"Ref":"Host"} 0>/a/<{"Ref":"Host"} 21>']);
    expect(Text.of({ 'Fn::Join': ['', ['a', host]] })!.head).toBe('a');
  });
});

describe('a value', () => {
  const reference = { Ref: 'Parameter' };

  test('is found by its path', () => {
    const value = new Value({ A: { B: { C: 'deep' } }, Text: 'shallow', List: ['item'] });
    const paths = ['A.B.C', 'Text', 'A.X', 'A.X.Y', 'Text.X', 'List.X'];
    expect(paths.map((path) => value.at(path).raw)).toEqual(['deep', 'shallow', undefined, undefined, undefined, undefined]);
    expect(paths.map((path) => value.at(path).isSet)).toEqual([true, true, false, false, false, false]);
  });

  test('is unknown where it, or what holds it, is', () => {
    const value = new Value({ A: { B: reference } });
    expect([value.at('A.B').raw, value.at('A.B.C.D').raw]).toEqual([reference, reference]);
    expect(['A.B', 'A.B.C', 'A', 'X'].map((path) => value.at(path).isUnknown)).toEqual([true, true, false, false]);
    expect(value.at('A.B').at('C').isUnknown).toBe(true);
  });

  test('is the template\'s own where that says so itself, be it unknown', () => {
    const value = new Value({ A: { B: reference, C: 1 }, E: reference, F: 1 });
    expect(['A.B', 'A.C', 'E', 'F'].map((path) => value.at(path).isOwn)).toEqual([true, true, true, true]);
    expect(['A.X', 'A.B.X', 'A.B.X.Y', 'E.X', 'F.X', 'X'].map((path) => value.at(path).isOwn)).toEqual([false, false, false, false, false, false]);
  });

  test.each([
    ['text', 'text', undefined, false],
    ['12', '12', 12, false],
    [12, '12', 12, false],
    [0, '0', 0, false],
    [true, 'true', undefined, true],
    ['true', 'true', undefined, true],
    [false, 'false', undefined, false],
    [undefined, undefined, undefined, undefined],
    [['list'], undefined, undefined, undefined],
    [{ some: 'object' }, undefined, undefined, undefined],
    [reference, undefined, undefined, undefined],
    ['{{resolve:ssm:/name}}', undefined, undefined, undefined],
  ])('%j is the text %j, the number %j and the flag %j', (raw, text, number, flag) => {
    const value = new Value(raw);
    expect([value.text, value.number, value.flag]).toEqual([text, number, flag]);
  });

  test.each([
    [['a', 'b'], ['a', 'b'], ['a', 'b'], true],
    [[], [], [], true],
    [undefined, [], undefined, true],
    [['a', reference], ['a'], undefined, false],
    [['a', '{{resolve:ssm:/name}}'], ['a'], undefined, false],
    [{ 'Fn::Split': [',', reference] }, [], undefined, false],
    ['a', [], undefined, false],
  ])('%j has the literals %j, closed %j', (raw, list, closed, isClosed) => {
    const value = new Value(raw);
    expect([value.list, value.closedList, value.isClosed]).toEqual([list, closed, isClosed]);
  });

  test('of a list has texts and objects', () => {
    const value = new Value([{ A: 1 }, reference, 'text', ['inner'], { 'Fn::Join': ['', ['a', reference]] }]);
    expect(value.texts.map(String)).toEqual(['\u2026', 'text', 'a\u2026']);
    expect(value.objects).toEqual([{ A: 1 }, ['inner']]);
    expect([new Value(reference).items, new Value(reference).objects, new Value('a').texts]).toEqual([[], [], []]);
  });

  test.each([
    [{ A: 1, B: 2 }, ['A', 'B']],
    [reference, []],
    [['a'], []],
    ['text', []],
    [undefined, []],
  ])('%j has the keys %j', (raw, keys) => {
    expect(new Value(raw).keys).toEqual(keys);
  });

  test('is shown in JSON', () => {
    expect([String(new Value({ A: 1 })), String(new Value(undefined)), String(new Value('a').partial)]).toEqual(['{"A":1}', 'not set', 'a']);
  });
});
