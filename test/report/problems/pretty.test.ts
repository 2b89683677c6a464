import { expect, test } from 'vitest';
import { overview, pretty, summary } from '../../../src/report/problems/pretty.js';
import { CODES, HOSTILE, problem, warning } from '../../support/diagnostics.js';

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

test('the overview of a long report has errors first, then the most frequent rules, in columns', () => {
  const many = Array.from({ length: 12 }, () => warning());
  expect(overview([...many, problem(), warning({ code: 'none-of-the-rules' })], CODES, false)).toEqual([
    ' 1 个错误  budget-split       年度预算与两部分之和不等',
    '12 个应改  vague              说法空泛',
    ' 1 个应改  none-of-the-rules',
  ]);
  expect(summary([...many, problem()], 3)).toBe('检查了 3 个文件：1 个错误，12 个提醒（应改 12），在 1 个文件里');
});

test('a single problem has no overview', () => {
  expect(overview([problem()], CODES, false)).toEqual([]);
});

test('control characters of the data are not written to the terminal', () => {
  const related = [{ file: HOSTILE, range: problem().range, message: HOSTILE }];
  const text = pretty([problem({ message: HOSTILE, hint: HOSTILE, file: HOSTILE, related })], options);
  expect(text).not.toMatch(/[\u001B\u202E\r]/);
});
