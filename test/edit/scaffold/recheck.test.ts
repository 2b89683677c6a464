import { expect, test } from 'vitest';
import { withRechecks } from '../../../src/edit/scaffold/recheck.js';
import { readForm } from '../../../src/load/read-form.js';
import { Source } from '../../../src/model/source.js';
import { shipped } from '../../support/layouts.js';

/* What a form copied into a new year is marked with: a comment above each field that says what may have changed. */

const { kind, validator } = shipped('project');
const INDICATORS = '绩效指标:\n  - 一级: 产出\n    二级: 数量\n    名称: 甲\n    权重: 90\n    单位: 次\n    性质: ≥\n    指标值: 4\n';
const BUDGET = '预算:\n  年度预算: 4\n  本级支出: 4\n  补助下级: 0\n';

/** The comments on a text, each with the line below it; all else is as it was. */
function marked(text: string): string[] {
  const source = new Source('data/2025/甲/projects/01-甲.yaml', new TextEncoder().encode(text));
  const { data, positions } = readForm(source, validator);
  if (!data) throw new Error('the form fits its schema');
  const lines = withRechecks({ source, data, kind }, positions, '2024').text.split('\n');
  expect(lines.filter(line => !line.includes('# 请核对：')).join('\n')).toBe(text);
  return lines.flatMap((line, index) => (line.includes('# 请核对：') ? [`${line} | ${lines[index + 1] ?? ''}`] : []));
}

const form = (prose: Record<string, string>): string => {
  const fields = { 专项资金名称: '甲', 业务主管部门: '科室', 项目概况: '乙', 立项依据: '丙', 绩效目标: '丁', ...prose };
  return Object.entries(fields).map(([key, value]) => `${key}: ${value}\n`).join('') + BUDGET + INDICATORS;
};

test('money and targets belong to their year, whatever they are', () => {
  expect(marked(form({}))).toEqual(['# 请核对：金额是 2024 年的 | 预算:', '# 请核对：指标值和权重是 2024 年的 | 绩效指标:']);
});

test.each([
  ['2024年新建，比2023年多，编号20240，共120245人', '2024年、2023年'],
  ['3月15日前、6月底、11月完成，历时2024个月', '3月15日、6月底、11月、2024'],
  ['投入12.5万元、3 亿元和500元', '12.5万元、3亿元、500元'],
  ['按沙府发〔2023〕6号和沙府办﹝2020﹞83号', '沙府发〔2023〕6号、沙府办﹝2020﹞83号'],
  ['2023年、2023年、2023年', '2023年'],
  ['1月、2月、3月、4月、5月、6月', '1月、2月、3月、4月、5月、6月'],
  ['1月、2月、3月、4月、5月、6月、7月', '1月、2月、3月、4月、5月、6月 等 7 处'],
])('of a text its years, dates, amounts and documents are named, each once: %s', (text, named) => {
  expect(marked(form({ 项目概况: text }))[0]).toBe(`# 请核对：${named} | 项目概况: ${text}`);
});

test('each comment stands above its field, in whatever order the fields are', () => {
  const prose = form({ 项目概况: '2023年', 绩效目标: '2022年' }).replace(BUDGET, '').replace(INDICATORS, '');
  expect(marked(INDICATORS + prose.split('\n').reverse().filter(Boolean).join('\n') + `\n${BUDGET}`)).toEqual([
    '# 请核对：指标值和权重是 2024 年的 | 绩效指标:', '# 请核对：2022年 | 绩效目标: 2022年', '# 请核对：2023年 | 项目概况: 2023年', '# 请核对：金额是 2024 年的 | 预算:',
  ]);
});
