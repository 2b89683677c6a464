import { expect, test } from 'vitest';
import { linesOf } from '../../src/import/recognise/lines.js';

/** The texts of a paragraph that stand side by side, with their columns. */
const apart = (paragraph: string): (readonly [number, string])[] =>
  linesOf({ path: '', grids: [], below: [paragraph], remarks: [] }).flatMap(({ items }) => items.map(({ column, text }) => [column, text] as const));

test.each([
  ['编制单位：某局\t单位：万元', [[1, '编制单位：某局'], [2, '单位：万元']]],
  ['填报单位：某局        金额单位：元', [[1, '填报单位：某局'], [2, '金额单位：元']]],
  ['编制单位：某局　　　单位：万元', [[1, '编制单位：某局'], [2, '单位：万元']]],
  ['（ 2024 年度）', [[1, '（ 2024 年度）']]],
  ['审核  意见', [[1, '审核  意见']]],
  ['\t', []],
])('%j stands apart at tabs and wide gaps, and nowhere else', (paragraph, texts) => {
  expect(apart(paragraph)).toEqual(texts);
});
