import { expect, test } from 'vitest';
import { executionsOf, type Money, nodeNamed, numberOf, sumsOf, totalOf, typedUnitOf, valuesOf, withoutUnit } from '../../src/model/money.js';

const tree: Money = {
  total: '3,860,000.00',
  财政资金: { total: '3,560,000.00', 上级资金: '1,200,000.00', 本级资金: '2,360,000.00' },
  自有资金: '300,000.00',
};

test('amounts are exact, with and without thousands commas', () => {
  expect(numberOf('1,234,567.10')?.toFixed()).toBe('1234567.1');
  expect(numberOf('0.1')?.plus(numberOf('0.2') ?? 0).toFixed()).toBe('0.3');
  expect(numberOf('一百')).toBeUndefined();
});

test('the total of a node is what it says, or the sum of its sources', () => {
  expect(totalOf(tree)?.toFixed()).toBe('3860000');
  expect(totalOf({ 甲: '1', 乙: { 丙: '2', 丁: '3' } })?.toFixed()).toBe('6');
  expect(totalOf({})).toBeUndefined();
});

test('every node with an amount and sources is a sum, from the top down', () => {
  expect(sumsOf(tree, '/budget').map(({ at, parts }) => [at, parts.map(part => part.at)])).toEqual([
    ['/budget/total', ['/budget/财政资金/total', '/budget/自有资金']],
    ['/budget/财政资金/total', ['/budget/财政资金/上级资金', '/budget/财政资金/本级资金']],
  ]);
});

test('each phase is a sum of its own, where all sources have it', () => {
  const phases: Money = {
    initial: '10', executed: '8', 甲: { initial: '6', executed: '5' }, 乙: { initial: '4' },
  };
  expect(sumsOf(phases, '/budget').map(({ at }) => at)).toEqual(['/budget/initial']);
});

test('the execution rate goes with the amounts that it is worked out of', () => {
  const money: Money = { initial: '90', adjusted: '100', executed: '97.5', rate: '97.5%', score: '9.75' };
  expect(executionsOf(money, '/budget')).toMatchObject([{ at: '/budget/rate', rate: '97.5%' }]);
  expect(executionsOf(money, '/budget')[0]?.planned.toFixed()).toBe('100');
  expect(executionsOf({ ...money, adjusted: undefined }, '/budget')[0]?.planned.toFixed()).toBe('90');
  expect(valuesOf(money, 'score')).toEqual(['9.75']);
});

test('an amount may have its unit behind it', () => {
  expect(numberOf('1,200.5万元')?.toFixed()).toBe('1200.5');
  expect(numberOf('12 元')?.toFixed()).toBe('12');
  expect(['12万元', '12元', '12'].map(typedUnitOf)).toEqual(['万元', '元', undefined]);
  expect(withoutUnit('1,200.50万元')).toBe('1,200.50');
  expect(sumsOf({ total: '3万元', 甲: '1万元', 乙: '2' }, '/budget')).toMatchObject([{ amount: '3', parts: [{ amount: '1' }, { amount: '2' }] }]);
});

test('a group without an amount is a heading: its sources count as those of the node above', () => {
  const money: Money = { total: '6', 财政: { 上级: '1', 本级: '2' }, 自有: '3' };
  expect(sumsOf(money, '/budget')).toMatchObject([{ at: '/budget/total', parts: [{ amount: '1' }, { amount: '2' }, { amount: '3' }] }]);
  expect(sumsOf({ ...money, 财政: { 上级: '1', 本级: undefined, 其他: '一' } }, '/budget')[0]?.parts).toHaveLength(2);
});

test('two headings may split the same money in two ways; each of them is a sum', () => {
  const money: Money = { total: '10', 按来源: { 财政: '9', 其他: '1' }, 按支出: { basic: '6', projects: '3' } };
  expect(sumsOf(money, '/budget').map(({ parts }) => parts.map(({ amount }) => amount))).toEqual([['9', '1'], ['6', '3']]);
  expect(nodeNamed(money, 'projects', '/budget')).toEqual(['/budget/按支出/projects', '3']);
  expect(nodeNamed('10', 'projects', '/budget')).toBeUndefined();
});
