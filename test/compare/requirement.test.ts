import { expect, test } from 'vitest';
import { judge, requirementText, type Review } from '../../src/compare/requirement.js';
import type { Indicator } from '../../src/model/form.js';

const REVIEW: Review = {
  qualitativeUnits: ['定性'],
  grades: [['优', '良', '中', '低', '差'], ['好', '较好', '一般', '差']],
  above100: ['增长'],
  unitVariants: [['栋', '幢'], ['人', '名']],
};

/** `盘点次数 ≥ 4 次` → an indicator with a cell for each. */
function read(text: string): Indicator {
  const [name = '', operator = '', target = '', unit = ''] = text.split(' ');
  return { name, operator, target, unit };
}

function say(before: string, after: string): string {
  const [old, now] = [read(`指标 ${before}`), read(`指标 ${after}`)];
  const { difference, unit, percent, note } = judge(old, now, REVIEW);
  return [difference && `${difference} ${unit ?? ''}`, percent, note].filter(Boolean).join('，');
}

test.each([
  ['≥ 95 %', '≥ 90 %', '-5 个百分点，放宽'],
  ['≥ 90 %', '≥ 95 %', '+5 个百分点，收紧'],
  ['≤ 5 次', '≤ 3 次', '-2 次，-40%，收紧'],
  ['≤ 3 次', '≤ 5 次', '+2 次，+66.7%，放宽'],
  ['≥ 95 %', '= 95 %', '收紧'],
  ['= 95 %', '≥ 95 %', '放宽'],
  ['≥ 5 个', '> 5 个', '收紧'],
  ['> 5 个', '≥ 6 个', '+1 个，+20%，收紧'],
  ['≥ 100 %', '= 100 %', '要求实际相同'],
  ['≥ 0 %', '= 0 %', '收紧'],
  ['> 95 %', '≥ 96 %', '+1 个百分点，收紧'],
  ['≥ 5 个', '≤ 5 个', '方向相反'],
  ['= 3 期', '= 4 期', '+1 期，+33.3%，提高'],
  ['≥ 95 %', '= 90 %', '-5 个百分点，要求不同，不能直接说松紧'],
  ['≥ 0.2 万人', '≥ 2000 人', '折算后相同'],
  ['≥ 0.2 万人', '≥ 2500 名', '+500 名，+25%，折算后收紧'],
  ['≥ 1 公顷', '≥ 9000 ㎡', '-1000 ㎡，-10%，折算后放宽'],
  ['≥ 3 亿元', '≥ 30000 万元', '折算后相同'],
  ['≥ 4 栋', '≥ 4 幢', '单位意思相同，写法不同'],
  ['≥ 4 次', '≥ 4 人', '单位由“次”改为“人”，不能直接比较'],
  ['≥ 39.30 万元', '≥ 39.3 万元', '数值相同，写法不同'],
  ['≥ 0.1 万元', '≥ 0.3 万元', '+0.2 万元，+200%，收紧'],
  ['= 优 定性', '= 良 定性', '放宽'],
  ['= 一般 定性', '= 较好 定性', '收紧'],
  ['= 优 定性', '= 有所提升 定性', ''],
  ['≥ 95 %', '= 优 定性', '定量改为定性'],
  ['= 优 定性', '≥ 95 %', '定性改为定量'],
])('%s → %s: %s', (before, after, expected) => {
  expect(say(before, after)).toBe(expected);
});

test('a percentage that may exceed 100 has no upper limit of 100', () => {
  const [before, after] = [read('税收增长 ≥ 100 %'), read('税收增长 = 100 %')];
  expect(judge(before, after, REVIEW).verdict).toBe('tighter');
});

test('a requirement is written as operator, number and unit', () => {
  expect(requirementText(read('甲 ≥ 95 %'), REVIEW)).toBe('≥ 95%');
  expect(requirementText(read('甲 ≤ 3 次'), REVIEW)).toBe('≤ 3 次');
  expect(requirementText(read('甲 = 优 定性'), REVIEW)).toBe('优');
});
