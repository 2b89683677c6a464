import { expect, test } from 'vitest';
import { costsOf, sharesOf } from '../../src/commands/build/shares.js';

type Listed = Parameters<typeof costsOf>[1][number];

const document = (path: string, pages: number): Listed =>
  ({ format: 'pdf', kind: 'project', sources: [`${path}/projects/01-甲.yaml`], pages });

test('shares have about the same cost, not the same number of departments', () => {
  const costs = [9, 1, 1, 1, 8, 1, 1, 1, 7].map((cost, index) => ({ path: `data/2024/${index}`, cost }));
  const known = new Map(costs.map(({ path, cost }) => [path, cost]));
  const costOf = (share: string[]): number => share.reduce((sum, path) => sum + (known.get(path) ?? 0), 0);
  const shares = sharesOf(costs, 3);
  expect(shares.map(costOf)).toEqual([10, 10, 10]);
  expect(shares.flat().sort()).toEqual(costs.map(({ path }) => path));
});

test('the order in which departments are found changes no share', () => {
  const costs = Array.from({ length: 50 }, (_, index) => ({ path: `data/2024/${index % 7}局${index}`, cost: index % 3 }));
  expect(sharesOf([...costs].reverse(), 8)).toEqual(sharesOf(costs, 8));
});

test('with more shares than departments some are empty', () => {
  expect(sharesOf([{ path: 'a', cost: 1 }], 3)).toEqual([['a'], [], []]);
});

test('a department costs what its last documents had in pages, and by its forms when it is new', () => {
  const [long, short, fresh] = ['data/2024/长', 'data/2024/短', 'data/2024/新'];
  const documents: Listed[] = [
    document(long, 5), document(long, 3), document(short, 1),
    { ...document(short, 90), kind: 'volume' }, { ...document(short, 90), format: 'html' },
  ];
  const costs = costsOf([long, short, fresh].map(path => ({ path, forms: 2 })), documents);
  expect(costs.map(({ cost }) => cost)).toEqual([8, 1, 2]);
});
