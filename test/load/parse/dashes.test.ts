import { expect, test } from 'vitest';
import { Source } from '../../../src/model/source.js';
import { parse } from '../../../src/load/parse.js';

const reported = (text: string): { code: string; line: number; hint: string }[] =>
  parse(new Source('a.yaml', new TextEncoder().encode(text))).diagnostics
    .map(({ code, range, hint = '' }) => ({ code, line: range.start.line, hint }));

const found = (text: string): [code: string, line: number][] => reported(text).map(({ code, line }) => [code, line]);

const FIELDS = ['一级: 产出', '二级: 数量', '名称: 盘点次数', '权重: 20', '单位: 次', '性质: ≥', '指标值: 4'];
const HEAD = '专项资金名称: 甲\n绩效指标:\n';

/** An indicator with its dash. */
const ITEM = `  - ${FIELDS.join('\n    ')}\n`;
/** An indicator whose first line begins with `first` and the others with `rest`. */
const item = (first: string, rest: string): string => `${first}${FIELDS.join(`\n${rest}`)}\n`;

const SPOILT: [name: string, first: string, rest: string][] = [
  ['blanks in place of the dash', '    ', '    '],
  ['the dash and its blank deleted', '  ', '    '],
  ['only the dash deleted', '   ', '    '],
  ['all lines one level out', '  ', '  '],
  ['at the very left', '', '    '],
  ['no blank after the dash', '  -', '    '],
  ['a full-width dash', '  － ', '    '],
  ['a full-width dash without a blank', '  －', '    '],
];

test.each(SPOILT)('a missing dash is one error, at its line: %s', (_, first, rest) => {
  const spoilt = item(first, rest);
  expect(found(HEAD + spoilt + ITEM + ITEM), 'first').toEqual([['yaml/missing-dash', 3]]);
  expect(found(HEAD + ITEM + spoilt + ITEM), 'middle').toEqual([['yaml/missing-dash', 10]]);
  expect(found(HEAD + ITEM + ITEM + spoilt), 'last').toEqual([['yaml/missing-dash', 17]]);
  expect(found(HEAD + spoilt + ITEM + spoilt), 'two').toEqual([['yaml/missing-dash', 3], ['yaml/missing-dash', 17]]);
  expect(found(`${HEAD}${ITEM}${spoilt}备注: 乙\n`), 'another field below').toEqual([['yaml/missing-dash', 10]]);
  expect(found((HEAD + ITEM + spoilt + ITEM).replaceAll('\n', '\r\n')), 'CRLF').toEqual([['yaml/missing-dash', 10]]);
});

test('items without any indentation lack their dash, too', () => {
  expect(found(HEAD + item('', '') + ITEM)).toEqual([['yaml/missing-dash', 3]]);
  expect(found(HEAD + ITEM + item('', '') + ITEM)).toEqual([['yaml/missing-dash', 10]]);
});

test('a missing dash does not hide other errors', () => {
  const other = ITEM.replace('权重: 20', '权重：20');
  expect(found(HEAD + other + item('  ', '    ') + other))
    .toEqual([['yaml/syntax', 6], ['yaml/missing-dash', 10], ['yaml/syntax', 20]]);
});

test.each(SPOILT)('a list without any dash lacks that of every item: %s', (_, first, rest) => {
  const spoilt = item(first, rest);
  if (first === '' && rest === '    ') return; // these are fields of the form
  expect(found(HEAD + spoilt + spoilt + spoilt)).toEqual([3, 10, 17].map(line => ['yaml/missing-dash', line]));
});

test('one slip that nests every line below it is one error, not one of depth', () => {
  expect(found(`${HEAD}${ITEM}${item('', '    ')}${ITEM.repeat(30)}`)).toEqual([['yaml/missing-dash', 10]]);
  expect(found(`甲: 1\n乙: 2\n  丙: 3\n${'    丁: 4\n'.repeat(30)}`).map(([code]) => code)).not.toContain('yaml/too-deep');
});

test('an indicator that is only begun lacks its dash, too', () => {
  expect(found(`${HEAD}${ITEM}    一级: 效益\n    二级: 社会效益\n`)).toEqual([['yaml/missing-dash', 10]]);
});

test.each<[name: string, text: string, line: number]>([
  ['a field', `${HEAD}${ITEM.replace('权重: 20', '权重: 20\n    权重: 25')}${ITEM}`, 7],
  ['the first field', `${HEAD}${ITEM.replace('一级: 产出', '一级: 产出\n    一级: 效益')}${ITEM}`, 4],
  ['a field at the end', `${HEAD}${ITEM}    权重: 25\n${ITEM}`, 10],
  ['a field outside of lists', `专项资金名称: 乙\n${HEAD}${ITEM}`, 2],
  ['a group', `预算:\n  年度预算: 4\n  本级支出: 4\n  年度预算: 4\n  本级支出: 4\n${HEAD}${ITEM}`, 4],
])('a field that is written twice for another reason is one error, and nobody is told to delete a line: %s', (_, text, line) => {
  expect(found(text)).toEqual([['yaml/duplicate-key', line]]);
  const [{ hint } = { hint: '' }] = reported(text);
  expect(hint).not.toMatch(/删去|多余/);
  expect(hint).toContain('“- ”');
});

test('every field that is written twice is reported, however many', () => {
  expect(reported('甲: 1\n'.repeat(50)).filter(({ code }) => code === 'yaml/duplicate-key')).toHaveLength(49);
  expect(found('{甲: 1, 甲: 2}\n')).toEqual([['yaml/duplicate-key', 1]]);
});
