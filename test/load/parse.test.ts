import { expect, test } from 'vitest';
import { Source, spanWithin } from '../../src/model/source.js';
import { parse } from '../../src/load/parse.js';

const source = (text: string): Source => new Source('a.yaml', new TextEncoder().encode(text));

test('only plain decimals are numbers; everything else is the text that was typed', () => {
  const { data } = parse(source('a: 39.30\nb: no\nc: 1e3\nd: 0x1F\ne: 007\nf: 2024-01-01\ng: ~\nh: -5\ni: \'5\'\nj: .5\nk:\n'));
  expect({ ...(data as object) }).toEqual({
    a: 39.3, b: 'no', c: '1e3', d: '0x1F', e: '007', f: '2024-01-01', g: '~', h: -5, i: '5', j: '.5', k: null,
  });
});

test.each(['|', '>', '|-', '>+', '|2', ''])('a text over several lines is joined the same way in style %j', (style) => {
  const { data } = parse(source(`a: ${style}\n  一句，\n  又一句。\n\n  二段。\nb: 1\n`));
  expect({ ...(data as object) }).toEqual({ a: '一句，又一句。\n二段。', b: 1 });
});

test.each([
  ['a: |\n  一句，\n  又😀一句。\n', '又😀', 3],
  ['a: 一句，\n  又😀一句。\n', '又😀', 3],
  ['\uFEFFa: "一句，又😀一句"\r\n', '又😀', 3],
  ['a: 一句，又😀一句 # 注\n', '又😀', 3],
])('the span of some characters of a text is where they stand: %j', (text, part, from) => {
  const file = source(text);
  const { positions } = parse(file);
  const place = positions.get('/a');
  expect(place).toBeDefined();
  if (!place) return;
  const { start, end } = spanWithin(place, from, from + part.length);
  expect(file.text.slice(start, end)).toBe(part);
});

test('comments are what YAML says they are', () => {
  const { comments } = parse(source([
    '\uFEFF# waive a: 1', "b: '# 2' # 3", 'c: "# 4"', 'd: |  # 5', '  # 6', '  甲 # 7', '# 8', 'e: 甲#9', 'f: 甲', '  # 10', '',
  ].join('\r\n')));
  expect(comments.map(({ text, line, alone }) => [text.trim(), line, alone])).toEqual([
    ['# waive a: 1', 1, true], ['# 3', 2, false], ['# 5', 4, false], ['# 8', 7, true], ['# 10', 10, true],
  ]);
});

test('a key named __proto__ is only a key', () => {
  const { data } = parse(source('__proto__: {polluted: 1}\nconstructor: 2\n'));
  expect(Object.keys(data as object)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('a file made to exhaust the stack or the memory is refused', () => {
  for (const text of ['[', '{a: ', '- ', '[a: ']) {
    const { diagnostics } = parse(source(text.repeat(200_000 / text.length)));
    expect(diagnostics.map(({ code }) => code), text).toEqual(['yaml/too-deep']);
  }
  expect(parse(source('a: &x [1]\nb: [*x, *x, *x]\n')).diagnostics.map(({ code }) => code)).toContain('yaml/no-alias');
  expect(parse(source('a'.repeat(2 ** 18 + 1))).diagnostics.map(({ code }) => code)).toEqual(['yaml/too-large']);
});
