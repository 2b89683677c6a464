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
