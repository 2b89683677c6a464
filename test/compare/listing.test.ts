import { expect, test } from 'vitest';
import { listForm } from '../../src/compare/listing.js';
import { shipped } from '../support/layouts.js';

test('a field a line, an indicator a line, a clause a line, whatever order and layout the YAML has', () => {
  const { schema } = shipped('project').kind;
  const data = {
    goal: '推进“平安建设”，维护稳定。\n二段（含“注。”）完',
    name: '基础办公',
    budget: { 补助下级: '0', 本级支出: '39.30', total: '39.30' },
    indicators: [
      { level1: '产出', level2: '数量', name: '租金缴纳次数', weight: '15', unit: '次', operator: '≥', target: '3' },
      { level1: '满意度', name: '群众满意度', weight: '7.5', unit: '%', operator: '≥', target: '95.0' },
    ],
  };
  expect(listForm(data, schema)).toEqual([
    '部门专项绩效目标申报表',
    '专项资金名称：基础办公',
    '预算 年度预算：39.30',
    '预算 本级支出：39.30',
    '预算 补助下级：0',
    '当年绩效目标：',
    '  推进“平安建设”，',
    '  维护稳定。',
    '  二段（含“注。”）',
    '  完',
    '绩效指标：',
    '  产出 数量 租金缴纳次数：≥ 3 次（指标权重 15）',
    '  满意度 群众满意度：≥ 95.0 %（指标权重 7.5）',
  ]);
});
