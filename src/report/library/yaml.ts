import { joinedLines } from '../../model/joined-lines.js';
import type { Count, LibraryEntry, Span } from '../../model/library/library.js';
import { yamlText } from '../../model/yaml-text.js';

/** Returns the library as YAML, nothing left out: each way of writing with how often it was used. */
export function yamlLibrary(entries: readonly LibraryEntry[]): string {
  const head = '# 指标库，由 npm run library 生成。各栏的左边是写法，右边是用过几次，常用的在前。\n';
  return head + (entries.map(itemOf).join('') || '[]\n');
}

function itemOf(entry: LibraryEntry): string {
  const { level1, level2, names, units, targets, range, weights, weightRange, count, places } = entry;
  const lines = [
    `一级: ${value(level1)}`,
    ...level2 ? [`二级: ${value(level2)}`] : [],
    ...counts('名称', names), ...counts('单位', units), ...counts('指标值', targets), ...span('指标值范围', range),
    ...counts('权重', weights), ...span('权重范围', weightRange),
    `次数: ${count}`,
    '出处:',
    ...places.map(({ year, department }) => `  - ${value(`${year} ${department}`)}`),
  ];
  return lines.map((line, index) => `${index ? '  ' : '- '}${line}\n`).join('');
}

function counts(label: string, list: readonly Count[]): string[] {
  return list.length ? [`${label}:`, ...list.map(({ text, count }) => `  ${value(text)}: ${count}`)] : [];
}

function span(label: string, range: Span | undefined): string[] {
  return range ? [`${label}: [${range.low}, ${range.high}]`] : [];
}

/** Cells of a form have one line; what has more comes from a paragraph. */
function value(text: string): string {
  return yamlText(joinedLines(text, ' '));
}
