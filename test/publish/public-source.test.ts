import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from '../../src/load/parse.js';
import { Source } from '../../src/model/source.js';
import { withoutKeys } from '../../src/publish/leave-out.js';
import { finderOfHidden } from '../../src/publish/mask.js';
import { publicSource } from '../../src/publish/public-source.js';
import { DEPARTMENT, REPOSITORY } from '../support/run.js';

const made = (text: string, keys: string[] = [], words: string[] = []): string | undefined =>
  publicSource(new Source('data/2024/甲/department.yaml', new TextEncoder().encode(text)), new Set(keys), finderOfHidden(words))?.text;

test('comments go, whatever they hold and wherever they stand; the layout of the rest stays', () => {
  expect(made([
    '# yaml-language-server: $schema=../../../schemas/shapingba/department.schema.json', '# 张三经办', '', '业务主管部门: 科室  # 李四 #13812345678',
    '绩效目标: |  # waive private-person: 王五同意', '  第 #1 句，', '  第二句。', '  # 不是注释', '# 赵六', '支出预算总量: 4', '# 钱七',
  ].join('\n'))).toBe([
    '# yaml-language-server: $schema=../../../schemas/shapingba/department.schema.json', '', '业务主管部门: 科室',
    '绩效目标: |', '  第 #1 句，', '  第二句。', '  # 不是注释', '支出预算总量: 4', '',
  ].join('\n'));
  expect(made('# yaml-language-server: $schema=a.json 张三\n甲: 乙\n')).toBe('甲: 乙\n');
});

test.each([
  ['a line', '甲: 1\n乙: 2\n丙: 3\n', '甲: 1\n丙: 3\n'],
  ['the first', '乙: 2\n丙: 3\n', '丙: 3\n'],
  ['the last, without an end of line', '甲: 1\n乙: 2', '甲: 1\n'],
  ['a text over lines', '甲: 1\n乙: |\n  一，\n\n  二。\n\n丙: 3\n', '甲: 1\n丙: 3\n'],
  ['the last, a text over lines', '组:\n  甲: 1\n  乙: |\n    一，\n    二。\n丙: 3\n', '组:\n  甲: 1\n丙: 3\n'],
  ['a list', '甲: 1\n乙:\n  - 丁: 1\n  - 丁: 2\n丙: 3\n', '甲: 1\n丙: 3\n'],
  ['in rows, wherever it stands', '表:\n  - 乙: 1\n    甲: 2\n  - 甲: 3\n    乙: 4\n  - 甲: 5\n', '表:\n  - 甲: 2\n  - 甲: 3\n  - 甲: 5\n'],
  ['the only one of a row', '表:\n  - 乙: 1\n  - 甲: 2\n', '表:\n  - {}\n  - 甲: 2\n'],
  ['the only one of a group', '组:\n  乙: 1\n丙: 3\n', '丙: 3\n'],
  ['in braces', '组: {乙: 1, 甲: 2, 乙二: 3}\n', '组: {甲: 2, 乙二: 3}\n'],
  ['the last in braces', '组: {甲: 2, 乙: 1}\n', '组: {甲: 2}\n'],
  ['all', '乙: 1\n', '{}\n'],
  ['in quotes', '甲: 1\n\'乙\': \'#2\'\n"丙": 3\n', '甲: 1\n"丙": 3\n'],
  ['without a value', '甲: 1\n乙:\n丙: 3\n', '甲: 1\n丙: 3\n'],
  ['between fields that are numbers', '组:\n  甲: 1\n  2024: 2\n  乙: 3\n  2023: 4\n', '组:\n  甲: 1\n  2024: 2\n  2023: 4\n'],
  ['with CRLF', '甲: 1\r\n乙: 2\r\n丙: 3\r\n', '甲: 1\r\n丙: 3\r\n'],
])('a field is left out: %s', (_, text, expected) => expect(made(text, ['乙'])).toBe(expected));

test('several fields beside each other are left out', () => {
  for (const text of ['甲: 1\n乙: 2\n丁: 3\n', '乙: 2\n丁: |\n  3\n甲: 1\n', '组: {甲: 1, 乙: 2, 丁: 3}\n', '组: {乙: 2, 丁: 3, 甲: 1}\n', '乙: 1\n组: {丁: 2}\n甲: 1\n']) {
    expect(made(text, ['乙', '丁'])).toMatch(/^(?:组: \{)?甲: 1\}?\n$/);
  }
});

test.each([
  ['in a line', '甲: 遗属戴明（陈宗懋之子）。\n', '甲: 遗属██（███之子）。\n'],
  ['parted by the end of a line', '甲: |\n  遗属戴\n  明和陈\n  宗\n  懋。\n', '甲: |\n  遗属█\n  █和█\n  █\n  █。\n'],
  ['with blanks', '甲: 戴　明、陈 宗 懋\n', '甲: █　█、█ █ █\n'],
  ['in quotes', '甲: \'#戴明\'\n', '甲: \'#██\'\n'],
  ['in quotes with a quotation mark', '甲: \'\'\'戴明\'\' #1\'\n', '甲: \'\'\'██\'\' #1\'\n'],
  ['a rare character', '甲: 遗属𬭎𬬭。\n', '甲: 遗属██。\n'],
  ['a number', '甲: 电话13812345678。\n', '甲: 电话███████████。\n'],
  ['a number that is all', '甲: 13812345678\n', '甲: ███████████\n'],
  ['a number in full width', '甲: １３８１２３４５６７８\n', '甲: ███████████\n'],
  ['a number with hyphens and blanks', '甲: 138-1234 5678和138 – 1234－5678\n', '甲: ████████ ████和███ █ █████████\n'],
  ['a number parted by the end of a line', '甲: |\n  电话138 1234\n  5678。\n', '甲: |\n  电话███ ████\n  ████。\n'],
  ['a number with other signs', '甲: （138）1234 5678、138_1234_5678、138/1234/5678\n', '甲: （████████ ████、█████████████、█████████████\n'],
  ['a number with signs of all kinds', '甲: 138+1234=5678、138\u200b1234\ufe0f5678、[138]“1234”{5678}\n', '甲: █████████████、█████████████、[███████████████}\n'],
  ['a number across an empty line', '甲: |\n  电话138\n\n  1234）5678\n', '甲: |\n  电话███\n\n  █████████\n'],
  ['a number in quotes with a quotation mark', '甲: \'138\'\'1234\'\'5678\'\n', '甲: \'█████████████\'\n'],
  ['a name across an empty line', '甲: |\n  遗属戴\n\n  明。\n', '甲: |\n  遗属█\n\n  █。\n'],
  ['a name with a variant of a character', '甲: 戴\u{e0100}明\n', '甲: ███\n'],
  ['an identity number with signs', '甲: 110105（19491231）002X\n', '甲: ████████████████████\n'],
  ['an identity number', '甲: 11010519491231002x\n', '甲: ██████████████████\n'],
  ['in rows', '表:\n  - 名称: 戴明补助\n', '表:\n  - 名称: ██补助\n'],
])('words are hidden: %s', (_, text, expected) =>
  expect(made(text, [], ['戴明', '陈宗懋', '𬭎𬬭', '13812345678', '110105194912310 02X'])).toBe(expected));

test('words are words: no pattern, no letter, not the names of fields', () => {
  expect(made('甲.*: a.*b、.*、(戴|明、[甲]\n', [], ['.*', '(戴|明', '[甲', '', ' ', '甲', '-'])).toBe('甲.*: a.*b、.*、████、██]\n');
  expect(made('绩效指标: 绩效指标的指标\n', [], ['指标'])).toBe('绩效指标: 绩效██的██\n');
  expect(made('甲: 包含明戴明戴\n', [], ['明戴', '戴明'])).toBe('甲: 包含████\n');
});

test('every field of every real form can be left out, and the rest is the same', () => {
  const paths = readdirSync(join(REPOSITORY, DEPARTMENT), { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.yaml'));
  expect(paths.length).toBeGreaterThan(15);
  for (const path of paths) {
    const text = readFileSync(join(REPOSITORY, DEPARTMENT, path), 'utf8');
    const data = parse(new Source(path, new TextEncoder().encode(text))).data ?? null;
    for (const keys of [['业务主管部门'], ['项目概况', '立项依据'], ['绩效指标'], ['一级'], ['二级', '名称'], ['指标值'], ['年度预算', '补助下级'], ['绩效目标', '预算']]) {
      const left = made(text, keys);
      const after = parse(new Source(path, new TextEncoder().encode(left))).data ?? null;
      expect(after).toEqual(withoutKeys(data, new Set(keys)));
    }
  }
});
