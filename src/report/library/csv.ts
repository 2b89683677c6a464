import { csvText } from '../../model/csv.js';
import type { LibraryEntry } from '../../model/library/library.js';
import { others, usual } from './facts.js';

const COLUMNS = [
  '一级', '二级', '名称', '其他叫法', '单位', '其他单位', '常用指标值', '其他指标值', '指标值最低', '指标值最高', '常用权重', '权重最低', '权重最高',
  '次数', '出处',
];

/** Returns the library as a table for Excel, nothing left out. */
export function csvLibrary(entries: readonly LibraryEntry[]): string {
  return csvText([COLUMNS, ...entries.map(rowOf)]);
}

function rowOf(entry: LibraryEntry): string[] {
  const { level1, level2, names, units, targets, range, weights, weightRange, count, places } = entry;
  return [
    level1, level2, usual(names), others(names), usual(units), others(units), usual(targets), others(targets),
    range?.low ?? '', range?.high ?? '', usual(weights), weightRange?.low ?? '', weightRange?.high ?? '', String(count),
    places.map(({ year, department }) => `${year} ${department}`).join('、'),
  ];
}
