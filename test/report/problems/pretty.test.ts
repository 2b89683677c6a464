import { expect, test } from 'vitest';
import { formTable, pretty, scoreLine, summary } from '../../../src/report/problems/pretty.js';
import { HOSTILE, problem, warning } from '../../support/diagnostics.js';

const options = { colour: false, placeOf: () => '', textOf: () => '专项资金名称: 甲\n业务主管部门: 乙\n预算:\n  本级支出: 4\n  年度预算: 5\n' };

test('a problem is shown with its line, related places, and what to do', () => {
  const related = [{ file: 'data/2024/甲街道/department.yaml', range: problem().range, message: '总量写的是 4' }];
  expect(pretty([problem({ related })], options)).toBe(`\
data/2024/甲街道/projects/01-甲.yaml
  错误 5:9 年度预算写的是 5 万元 budget-split
    5 │   年度预算: 5
      │             ^
    另见 data/2024/甲街道/department.yaml:5:9 总量写的是 4
    → 应写 4
`);
});

test('the table of forms has the lowest score first, with the number of each rank; the others are counted', () => {
  const file = 'data/2024/甲街道/projects/02-乙.yaml';
  const many = Array.from({ length: 12 }, () => warning());
  const scores = new Map([[warning().file, 80], [file, 40]]);
  expect(formTable([...many, problem(), warning({ file, rank: '必改' })], scores, false)).toEqual([
    '分  错误  必改  应改  表',
    '40        1           2024/甲街道/projects/02-乙.yaml',
    '80  1           12    2024/甲街道/projects/01-甲.yaml',
  ]);
  const forms = Array.from({ length: 30 }, (_, index) => warning({ file: `data/2024/甲/projects/${index}.yaml` }));
  expect(formTable(forms, new Map(), false).slice(-1)).toEqual(['另有 10 张表，分数更高']);
  expect(formTable([problem()], scores, false)).toEqual([]);
  expect(summary([...many, problem()], 3)).toBe('检查了 3 个文件：1 个错误，12 个提醒（应改 12），在 1 个文件里');
});

test('the mean of the scores counts forms without a problem, and no other files', () => {
  expect(scoreLine(new Map([['a.yaml', 40], ['b.yaml', 80]]), 4)).toBe('填报质量（满分 100）平均 80 分，最低 40 分（a.yaml）');
  expect(scoreLine(new Map([['a.yaml', 40]]), 1)).toBe('');
  expect(scoreLine(new Map(), 4)).toBe('');
});

test('in the card of a row its name is not said again', () => {
  const shown = { ...options, placeOf: () => '绩效指标 第 1 项“盘点次数”' };
  const text = pretty([warning({ pointer: '/indicators/0/name', message: '“盘点次数”的单位是“人”' })], shown);
  expect(text).toContain('应改 5:9 单位是“人” vague');
});

test('control characters of the data are not written to the terminal', () => {
  const related = [{ file: HOSTILE, range: problem().range, message: HOSTILE }];
  const text = pretty([problem({ message: HOSTILE, hint: HOSTILE, file: HOSTILE, related })], options);
  expect(text).not.toMatch(/[\u001B\u202E\r]/);
});
