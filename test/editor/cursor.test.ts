import { expect, test } from 'vitest';
import { cursorAt, ROW } from '../../src/editor/cursor.js';
import { yamlText } from '../../src/model/yaml-text.js';
import { parse } from '../../src/load/parse.js';
import { Source } from '../../src/model/source.js';

/** The place of `^` in a text. */
const at = (text: string): ReturnType<typeof cursorAt> => cursorAt(text.replace('^', ''), text.indexOf('^'));

test.each([
  ['甲: ^', ['甲'], 'value'],
  ['甲:^', ['甲'], 'value'],
  ['^甲: 1', ['甲'], 'key'],
  ['甲:\n  乙: 1^', ['甲', '乙'], 'value'],
  ['甲:\n  - 乙: 1\n    丙: ^\n  - 乙: 2', ['甲', ROW, '丙'], 'value'],
  ['甲:\n- 乙: 1\n  丙: ^', ['甲', ROW, '丙'], 'value'],
  ['甲:\n  - ^', ['甲', ROW], 'new'],
  ['甲:\n  -^', ['甲', ROW], 'new'],
  ['甲:\n  - 乙: 1\n  ^', ['甲'], 'new'],
  ['甲:\n  - 乙:\n      - 丙: ^', ['甲', ROW, '乙', ROW, '丙'], 'value'],
  ['甲: |\n  文字\n  乙: ^', ['甲'], 'text'],
  ['甲: 一\r\n乙: ^\r\n', ['乙'], 'value'],
  ['- "a: [\n  ^', [ROW], 'new'],
  ['^', [], 'new'],
])('%j: what leads there', (text, path, where) => {
  expect(at(text)).toMatchObject({ path, at: where });
});

test('the fields beside the place are those of its row', () => {
  const { fields } = at("甲:\n  - 乙: 1\n  - 乙: '2' # 注\n    丙: ^3\n    丁: 四\n  - 乙: 5");
  expect([...fields]).toEqual([['乙', '2'], ['丁', '四']]);
});

test.each(['次', '%', '>', '=', '≥', '95', 'a: b', 'x #y', '- z', "'", '元/人', '', '[1]'])('%j is read as it was written', (value) => {
  const { data } = parse(new Source('', new TextEncoder().encode(`甲: ${yamlText(value)}\n`)));
  expect(String((data as { 甲: unknown }).甲)).toBe(value);
});
