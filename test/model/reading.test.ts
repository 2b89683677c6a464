import { expect, test } from 'vitest';
import { isOperatorCell, operatorOf, readTarget, readUnit, targetText } from '../../src/model/reading.js';

/* Targets as other places write them, in one cell or in three (LAYOUTS: 196 cells of 31 forms). */

test.each([
  ['≥95%', '≥', '95', undefined, '%', 'rate'],
  ['≥ 3 次', '≥', '3', undefined, '次', 'number'],
  ['95%以上', '≥', '95', undefined, '%', 'rate'],
  ['90%（以上）', '≥', '90', undefined, '%', 'rate'],
  ['不少于3次/月', '≥', '3', undefined, '次/月', 'frequency'],
  ['不超过5天', '≤', '5', undefined, '天', 'number'],
  ['大于等于10', '≥', '10', undefined, '', 'number'],
  ['＞=１０件', '≥', '10', undefined, '件', 'number'],
  ['3个月以内', '≤', '3', undefined, '个月', 'number'],
  ['80—90', '', '80', '90', '', 'range'],
  ['80%-90%', '', '80', '90', '%', 'range'],
  ['1,200.50元', '', '1200.50', undefined, '元', 'number'],
  ['12座', '', '12', undefined, '座', 'number'],
  ['100', '', '100', undefined, '', 'number'],
  ['95百分比', '', '95', undefined, '%', 'rate'],
  ['2024年6月底前', '', undefined, undefined, '', 'date'],
  ['12月31日前', '', undefined, undefined, '', 'date'],
  ['2024年', '', undefined, undefined, '', 'date'],
  ['优', '', undefined, undefined, '', 'wording'],
  ['有所提升', '', undefined, undefined, '', 'wording'],
  ['完成率达到95%且无投诉的情况下全部完成并通过验收', '', undefined, undefined, '', 'wording'],
  ['', '', undefined, undefined, '', 'wording'],
])('%s', (target, operator, number, upper, unit, kind) => {
  expect(readTarget({ target })).toEqual({ operator, number, upper, unit, kind });
});

test('cells for operator and unit go before what is in the text', () => {
  expect(readTarget({ operator: '大于等于', target: '95', unit: '%' })).toMatchObject({ operator: '≥', number: '95', unit: '%', kind: 'rate' });
  expect(readTarget({ operator: '≤', target: '≥95%', unit: '分' })).toMatchObject({ operator: '≤', unit: '分' });
  expect(readTarget({ operator: '定性', target: '优' })).toMatchObject({ operator: '=', kind: 'wording' });
  // One label holds a sign, a direction or a kind: a direction goes behind what the text says.
  expect(readTarget({ operator: '正向', target: '95' }).operator).toBe('≥');
  expect(readTarget({ operator: '反向', target: '不超过5天' }).operator).toBe('≤');
  expect(readTarget({ operator: '正向', target: '≤5天' }).operator).toBe('≤');
  expect(readTarget({ operator: '其他', target: '95' }).operator).toBe('');
});

test('an operator is known by signs, words and look-alikes', () => {
  expect(['≧', '>=', '不低于', '至少', ' ≥ '].map(operatorOf)).toEqual(Array.from({ length: 5 }, () => '≥'));
  expect(['═', '等于'].map(operatorOf)).toEqual(['=', '=']);
  expect(['一', '2', ''].map(operatorOf)).toEqual([undefined, undefined, undefined]);
});

test('a column of operators may be about the kind of indicator', () => {
  expect(['≥', '正向', '定性', '定量指标'].map(isOperatorCell)).toEqual([true, true, true, true]);
  expect(['一', '2', '若干'].map(isOperatorCell)).toEqual([false, false, false]);
});

test('a unit may be a word for per cent, or a dash', () => {
  expect(['百分比', '个百分点', '—', '个'].map(readUnit)).toEqual(['%', '%', '', '个']);
  expect(readTarget({ target: '90', unit: '百分比' })).toMatchObject({ unit: '%', kind: 'rate' });
});

test('a target reads as typed', () => {
  expect(targetText({ target: '≥95%' })).toBe('≥95%');
  expect(targetText({ operator: '≥', target: '95', unit: '%' })).toBe('≥ 95 %');
});

test('hostile targets are read in no time', () => {
  for (const text of ['9'.repeat(200), '1,'.repeat(100), '以上'.repeat(100), '8—'.repeat(100)]) {
    for (let count = 0; count < 2000; count += 1) readTarget({ target: text });
  }
});
