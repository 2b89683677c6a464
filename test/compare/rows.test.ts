import { expect, test } from 'vitest';
import type { Indicator } from '../../src/model/form.js';
import { matchRows } from '../../src/compare/rows.js';

/** `数量 盘点次数 15 次≥4` → a row. */
function row(text: string): Indicator {
  const [level2 = '', name = '', weight = '10', rest = '次≥4'] = text.split(' ');
  const [, unit = '', operator = '', target = ''] = rest.match(/^(.*?)([≥≤=])(.*)$/) ?? [];
  return { level1: '产出', level2, name, weight, unit, operator, target };
}

/** Each match as `before→after`, moved ones with a `!`. */
function match(before: string[], after: string[]): string {
  return matchRows(before.map(row), after.map(row))
    .map(({ before: olds, after: news, moved }) => `${olds.join('+')}→${news.join('+')}${moved ? '!' : ''}`).join(' ');
}

test('rows below a new row are not reported as moved', () => {
  expect(match(['数量 甲', '数量 乙'], ['数量 丙次数', '数量 甲', '数量 乙'])).toBe('→0 0→1 1→2');
});

test('in a reordered table as few rows as possible are reported as moved', () => {
  const rows = ['数量 甲', '数量 乙', '数量 丙', '数量 丁', '数量 戊'];
  const [first = '', ...others] = rows;
  expect(match(rows, [...others, first])).toBe('1→0 2→1 3→2 4→3 0→4!');
});

test.each([
  ['two neighbours changed places', 'ABCD', 'ACBD', ['C 3→2']],
  ['the first and the third', 'ABC', 'CBA', ['C 3→1', 'A 1→3']],
  ['the first and the last', 'ABCDE', 'EBCDA', ['E 5→1', 'A 1→5']],
  ['all in turn, forwards', 'ABCDE', 'BCDEA', ['A 1→5']],
  ['all in turn, backwards', 'ABCDE', 'EABCD', ['E 5→1']],
  ['the other way round', 'ABCDE', 'EDCBA', ['E 5→1', 'D 4→2', 'B 2→4', 'A 1→5']],
  ['the other way round, an even number', 'ABCD', 'DCBA', ['D 4→1', 'C 3→2', 'A 1→4']],
  ['one down', 'ABCDE', 'ACDBE', ['B 2→4']],
  ['one up', 'ABCDE', 'ADBCE', ['D 4→2']],
  ['two places changed by pairs', 'ABCDEF', 'DBCAFE', ['D 4→1', 'A 1→4', 'F 6→5']],
  ['one added above', 'ABC', 'XABC', []],
  ['one added above, two changed places', 'ABC', 'XCBA', ['C 3→2', 'A 1→4']],
  ['one removed above, two changed places', 'RABC', 'CBA', ['C 4→1', 'A 2→3']],
  ['added and removed in between', 'ARBSC', 'CXBYA', ['C 5→1', 'A 1→5']],
  ['as many removed above as it went down', 'RSABC', 'BCA', ['B 4→1', 'C 5→2']],
  ['as many added above as it went up', 'ABC', 'XYCAB', ['A 1→4', 'B 2→5']],
])('moved rows are reported with their old and new numbers: %s', (_, before, after, expected) => {
  const table = (names: string): Indicator[] =>
    [...names].map(name => ({ ...row('数量 甲'), name, unit: name, target: name, level2: name }));
  const [olds, news] = [table(before), table(after)];
  const moved = matchRows(olds, news).filter(match => match.moved);
  expect(moved.map(match => `${olds[match.before[0] ?? -1]?.name} ${(match.before[0] ?? -1) + 1}→${(match.after[0] ?? -1) + 1}`)).toEqual(expected);
});

test('a removed row keeps its place', () => {
  expect(match(['数量 盘点次数', '质量 发放及时率 20 %≥95', '数量 乙'], ['数量 盘点次数', '数量 乙'])).toBe('0→0 1→ 2→1');
});

test('rows are matched in another class, and then with another name', () => {
  expect(match(['数量 完好率 10 %≥95'], ['质量 完好率 10 %≥95'])).toBe('0→0');
  expect(match(['数量 健康专栏更新 10 期≥10'], ['数量 健康宣传专栏更新期数 10 期≥10'])).toBe('0→0');
});

test('rows with little in common are not matched as renamed', () => {
  expect(match(['数量 盘点次数'], ['数量 租金缴纳 20 万元≥3'])).toBe('0→ →0');
});

test('of rows with the same name those with equal other fields are matched', () => {
  const rows = ['数量 检查 10 次≥1', '数量 检查 10 次≥2', '数量 检查 10 次≥3'];
  expect(match(rows, [rows[2] ?? '', rows[0] ?? ''])).toBe('2→0! 0→1 1→');
});

test('a row can be split into two rows, and two rows merged into one', () => {
  const whole = ['数量 宣传及培训次数 30'];
  const parts = ['数量 宣传次数 15', '数量 培训次数 15'];
  expect(match(whole, parts)).toBe('0→0+1');
  expect(match(parts, whole)).toBe('0+1→0');
  expect(match(['数量 租金和水费 30'], ['数量 租金 20', '数量 水费 10'])).toBe('0→0+1');
});

test('rows that do not cover the old row are not its parts', () => {
  expect(match(['数量 宣传及培训次数 30'], ['数量 宣传次数 15', '数量 培训次数 20'])).not.toContain('+');
  expect(match(['数量 宣传及培训次数 30'], ['数量 宣传次数 15', '数量 巡查次数 15'])).not.toContain('+');
  expect(match(['数量 宣传培训演练及检查次数 30'], ['数量 宣传次数 15', '数量 检查次数 15'])).not.toContain('+');
});

test('of three rows within the name of the old one the two that make it up are its parts', () => {
  expect(match(['数量 宣传及培训次数 30'], ['数量 宣传次数 15', '数量 培训次数 15', '数量 宣传培训次数 10'])).toBe('0→0+1 →2');
});

test('rows are the parts of one row only', () => {
  const parts = ['数量 宣传次数 15', '数量 培训次数 15'];
  expect(match(['数量 宣传及培训次数 30 次≥4', '数量 宣传及培训次数 30 次≥8'], parts)).toBe('0→0+1 1→');
  expect(match(parts, ['数量 宣传及培训次数 30 次≥4', '数量 宣传及培训次数 30 次≥8'])).toBe('0+1→0 →1');
});

test('a row whose name does not join two things has no parts', () => {
  expect(match(['数量 宣传培训次数 30'], ['数量 宣传次数 15', '数量 培训次数 15'])).not.toContain('+');
});

test('rows of another class of the first level are not its parts', () => {
  const [whole, first, second] = ['数量 宣传及培训次数 30', '数量 宣传次数 15', '数量 培训次数 15'].map(row) as [Indicator, Indicator, Indicator];
  const found = matchRows([whole], [first, { ...second, level1: '效益' }]);
  expect(found.filter(({ after }) => after.length > 1)).toEqual([]);
});

test('in a form without weights the names say what the parts are; where only some rows have a number for it nothing does', () => {
  const rows = (...weights: (string | undefined)[]): Indicator[] =>
    ['宣传及培训次数', '宣传次数', '培训次数'].map((name, index) => {
      const { weight, ...others } = { ...row(`数量 ${name}`), weight: weights[index] };
      return weight === undefined ? others : { ...others, weight };
    });
  const parts = (...weights: (string | undefined)[]): number[][] => {
    const [whole, ...rest] = rows(...weights) as [Indicator, Indicator, Indicator];
    return matchRows([whole], rest).map(({ after }) => after).filter(({ length }) => length > 1);
  };
  expect(parts()).toEqual([[0, 1]]);
  expect(parts('30', '10', '20')).toEqual([[0, 1]]);
  expect(parts(undefined, '15', '15')).toEqual([]);
  expect(parts('30', '15')).toEqual([]);
  expect(parts('30', '十五', '15')).toEqual([]);
});

test('of rows with the same name those in the same class are matched, whatever else changed', () => {
  expect(match(['数量 完好率 10 %≥95', '质量 完好率 20 %≥90'], ['质量 完好率 21 %≥91', '数量 完好率 11 %≥96'])).toBe('1→0! 0→1');
});

test('of rows with similar names the most similar one is the renamed row, and it is so once', () => {
  expect(match(['数量 设备检查次数'], ['数量 设备巡检次数', '数量 设备检查的次数'])).toBe('→0 0→1');
  expect(match(['数量 设备巡检次数', '数量 设备检查的次数'], ['数量 设备检查次数'])).toBe('0→ 1→0');
});

test('a table of 2,000 rows is compared with one that replaces it', () => {
  const rows = (word: string): string[] => Array.from({ length: 2000 }, (_, index) => `数量 ${word}第${index}项`);
  expect(matchRows(rows('旧').map(row), rows('新').map(row)).length).toBeGreaterThanOrEqual(2000);
});
