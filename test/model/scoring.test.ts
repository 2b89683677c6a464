import { expect, test } from 'vitest';
import { scoreOf } from '../../src/model/scoring.js';

const self = { missed: '按比例', grades: {} } as const;
const score = (target: string, actual: string, weight = '20'): string | undefined =>
  scoreOf({ target }, actual, weight, self)?.toFixed();

test('who reaches the target has full points', () => {
  expect(score('≥12座', '12座')).toBe('20');
  expect(score('≤80万元', '78.5万元')).toBe('20');
  expect(score('12期', '13期')).toBe('20');
  expect(score('优', '优')).toBe('20');
});

test('who misses it has them in proportion; for a ceiling the other way round', () => {
  expect(score('≥12座', '9座')).toBe('15');
  expect(score('≤80万元', '100万元')).toBe('16');
  expect(score('>10', '10')).toBe('20');
});

test('or none, where the scheme says so', () => {
  expect(scoreOf({ target: '≥12座' }, '9座', '20', { missed: '不得分', grades: {} })?.toFixed()).toBe('0');
});

test('what cannot be compared has no score', () => {
  expect(score('≥12座', '良好')).toBeUndefined();
  expect(score('优', '良')).toBeUndefined();
  expect(score('≥12座', '9个')).toBeUndefined();
  expect(score('80%—90%', '78%')).toBeUndefined();
  expect(score('≥12座', '12座', '')).toBeUndefined();
});

test('the cells of operator and unit count', () => {
  expect(scoreOf({ operator: '≤', target: '15', unit: '天' }, '20', '10', self)?.toFixed()).toBe('7.5');
});

test('a score has two decimals', () => expect(score('3次', '2次', '10')).toBe('6.67'));

const NOTHING = 'no one can say';

/** Returns the score of an indicator of 20 points. @param missed the score of a target that is not reached */
function scoreOfCells(target: string, actual: string, missed: '按比例' | '不得分' = '按比例'): string {
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
  expect(scoreOfCells(target, actual)).toBe(share);
  expect(scoreOfCells(target, actual, '不得分')).toBe(all);
});
