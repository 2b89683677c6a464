import { describe, expect, test } from 'vitest';
import { hexString, nameOf, Ref, Stream, textOf, tokenOf, type Value } from '../../../src/print/pdf/objects.js';

const written = (value: Value): string => textOf(value, number => `${number} 0 R`);

describe('the text of an object', () => {
  test('is a token as it is', () => {
    for (const token of ['594.95996', '/Page', '(a b)', '<FEFF>', 'true', 'null', '0.0']) expect(written(token)).toBe(token);
  });

  test('has blanks only where two tokens would join', () => {
    expect(written(['1', '/A', '(a)', new Ref(2)])).toBe('[1 /A (a) 2 0 R]');
    const dict = new Map<string, Value>([['A', '1'], ['B', '/C'], ['D', '(d)'], ['E', '<00>'], ['F', ['1']], ['G', new Map()], ['H', new Ref(7)]]);
    expect(written(dict)).toBe('<</A 1/B/C/D(d)/E<00>/F[1]/G<<>>/H 7 0 R>>');
    expect(written([])).toBe('[]');
  });

  test('has the references that it is given, at any depth', () => {
    const value = new Map([['A', [new Ref(1), new Map([['B', new Ref(2)]])]]]);
    expect(textOf(value, number => `#${number}R`)).toBe('<</A[#1R <</B #2R>>]>>');
  });
});

test('a token is a text; an array, a dictionary, a reference and nothing are none', () => {
  expect(tokenOf('7')).toBe('7');
  for (const other of [['7'], new Map(), new Ref(7), undefined]) expect(tokenOf(other)).toBe('');
});

test('a stream has its dictionary and its data', () => {
  const data = Buffer.from('a');
  expect(new Stream(new Map(), data)).toMatchObject({ dict: new Map(), data });
});

test('a text is a hexadecimal string of UTF-16BE with its mark, above U+FFFF too', () => {
  expect(hexString('')).toBe('<FEFF>');
  expect(hexString('aœ一')).toBe('<FEFF006101534E00>');
  expect(hexString('𠮷')).toBe('<FEFFD842DFB7>');
});

describe('a name', () => {
  test('has letters, digits and a few signs as they are', () => {
    expect(nameOf('Own-Regular_1.a+b*')).toBe('/Own-Regular_1.a+b*');
  });

  test.each([
    ['a b', '/a#20b'], ['#', '/#23'], ['a/b', '/a#2fb'], ['(1)', '/#281#29'], ['[<>]', '/#5b#3c#3e#5d'], ['\n', '/#0a'],
    ['一', '/#e4#b8#80'], ['%{}', '/#25#7b#7d'],
  ])('of “%s” escapes what is not regular: %s', (text, name) => {
    expect(nameOf(text)).toBe(name);
  });
});
