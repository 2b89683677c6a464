import { expect, test } from 'vitest';
import { scoreOf } from '../../src/model/scoring.js';

const NOTHING = 'no one can say';

/** What an indicator of 20 points scores. @param missed what the scheme gives when the target is not reached */
function score(target: string, actual: string, missed: '按比例' | '不得分' = '按比例'): string {
  const [operator = '', number = '', unit = ''] = target.split(' ');
  return scoreOf({ operator, target: number, unit }, actual, '20', { missed, grades: {} })?.toFixed() ?? NOTHING;
}

test.each([
  ['≥ 40 次', '40', '20', '20'],
  ['≥ 40 次', '50 次', '20', '20'],
  ['≥ 40 次', '30', '15', '0'],
  ['> 40 次', '40', '20', '0'],
  ['> 40 次', '41', '20', '20'],
  ['≤ 5 天', '5', '20', '20'],
  ['≤ 5 天', '8', '12.5', '0'],
  ['< 5 天', '5', '20', '0'],
  ['< 5 天', '4', '20', '20'],
  ['≤ 0 起', '0', '20', '20'],
  ['≤ 0 起', '3', '0', '0'],
  ['≥ 0 个', '0', '20', '20'],
  ['= 40 次', '40', '20', '20'],
  ['= 40 次', '30', '15', '0'],
  ['= 40 次', '50', NOTHING, '0'],
  ['≥ 3 公里', '2米', NOTHING, NOTHING],
  ['≥ 80-90 %', '70', NOTHING, NOTHING],
  ['≥ 80 %', '70-75', NOTHING, NOTHING],
  ['≥ -5 %', '-10', NOTHING, '0'],
  ['= 优 定性', '优', '20', '20'],
  ['= 优 定性', '良', NOTHING, NOTHING],
  [' 95% ', '76%', '16', '0'],
])('a target of “%s” with %s done scores %s in proportion, else %s', (target, actual, share, all) => {
  expect(score(target, actual)).toBe(share);
  expect(score(target, actual, '不得分')).toBe(all);
});

test('a score has two decimals; without a weight there is none', () => {
  expect(scoreOf({ target: '3次' }, '2次', '10', { missed: '按比例', grades: {} })?.toFixed()).toBe('6.67');
  expect(scoreOf({ target: '3次' }, '2次', '', { missed: '按比例', grades: {} })).toBeUndefined();
});
