import type { Source } from '../../model/source.js';
import type { Fault, Repair } from './fault.js';
import { type Line, readLine } from './items.js';
import { type Row, rowsOf } from './rows.js';

/** The maximum number of blanks too many or too few that counts as a slip. */
const SLIP = 3;

/** A line that begins in the wrong column. */
interface Slip {
  index: number;
  /** The text that has too many or too few blanks before it. */
  start: number;
  end: number;
  /** The number of blanks before it, and the right one. */
  blanks: number;
  right: number;
  message: string;
  /** What it has to be aligned with. */
  beside: string;
}

/**
 * Finds lines with some blanks too many or too few, by the lines beside them. It is a guess on the lines alone, like
 * that of dashes.ts.
 */
export function findWrongIndents(source: Source): Repair[] {
  const texts = source.text.split('\n');
  const rows = rowsOf(texts);
  const lines = rows.flatMap(row => (row.header ? [] : readLine(row.text, row.index) ?? []));
  const slips = [...fieldSlips(lines), ...textSlips(rows)];
  if (!slips.length) return [];
  const repaired = [...texts];
  for (const { index, start, blanks, right } of slips) {
    const line = texts[index] ?? '';
    repaired[index] = line.slice(0, start - blanks) + ' '.repeat(right) + line.slice(start);
  }
  return [{ faults: slips.map(slip => faultOf(slip, source)), repaired: source.withText(repaired.join('\n')) }];
}

function faultOf({ index, start, end, blanks, right, message, beside }: Slip, source: Source): Fault {
  const line = source.line(index + 1).start;
  const change = blanks > right ? `删去 ${blanks - right} 个空格` : `补上 ${right - blanks} 个空格`;
  return { code: 'syntax', span: { start: line + start, end: line + end }, message, hint: `${change}，${beside}` };
}

function fieldSlips(lines: readonly Line[]): Slip[] {
  const counts = new Map<number, number>();
  for (const { column } of lines) counts.set(column, (counts.get(column) ?? 0) + 1);
  const count = (column: number): number => counts.get(column) ?? 0;
  const dashes = lines.filter(({ isItem }) => isItem).map(({ indent }) => indent);
  const dash = dashes.toSorted((a, b) => dashes.filter(one => one === b).length - dashes.filter(one => one === a).length)[0];
  return lines.flatMap((line, index) => {
    const { column, mark, isItem } = line;
    if (mark && !isItem) return [];
    const [before, after] = [lines[index - 1], lines[index + 1]];
    if (after?.column === column) return [];
    const isChild = before?.isEmpty === true && column > before.column && column - before.column !== 1;
    const isBetween = before && before.column === after?.column && !isChild;
    const near = [before, after].find(one =>
      one && one.column !== column && count(column) < count(one.column)
      && (Math.abs(one.column - column) === 1 || (isBetween && Math.abs(one.column - column) <= SLIP)));
    return near ? [isItem ? itemSlip(line, near, dash) : fieldSlip(line, near)] : [];
  });
}

function fieldSlip({ index, indent, name, column }: Line, near: Line): Slip {
  return {
    index, start: column, end: column + name.length, blanks: indent, right: near.column,
    message: `“${name}”前面有 ${indent} 个空格，同一层的“${near.name}”前面是 ${near.column} 个`,
    beside: `与“${near.name}”左边对齐；内容不用改`,
  };
}

function itemSlip({ index, indent, name, column }: Line, near: Line, dash: number | undefined): Slip {
  const end = column + name.length;
  if (indent === dash) {
    const blanks = column - indent - 1;
    const right = near.column - indent - 1;
    return {
      index, start: column, end, blanks, right,
      message: `“-”和“${name}”之间有 ${blanks} 个空格，应是 ${right} 个`,
      beside: `使“${name}”与“${near.name}”左边对齐`,
    };
  }
  const right = indent + near.column - column;
  const message = dash === right
    ? `“- ${name}”前面有 ${indent} 个空格，别的“- ”前面是 ${right} 个`
    : `“- ${name}”前面有 ${indent} 个空格，应是 ${right} 个`;
  return { index, start: indent, end, blanks: indent, right, message, beside: `使“${name}”与“${near.name}”左边对齐；内容不用改` };
}

/** Lines of a text under `|` that begin before its first line, where YAML takes them for fields. */
function textSlips(rows: readonly Row[]): Slip[] {
  const firsts = new Map<Row, Row>();
  return rows.flatMap((row) => {
    const { header, index, indent, rest, leading } = row;
    if (!header) return [];
    const first = firsts.get(header) ?? row;
    firsts.set(header, first);
    const right = first.indent > header.indent ? first.indent : header.indent + 2;
    if (indent >= right || leading.length !== indent) return [];
    const name = readLine(header.text, header.index)?.name ?? '';
    return [{
      index, start: indent, end: indent + rest.length, blanks: indent, right,
      message: first === row
        ? `这一行是“${name}”的文字，前面要有 ${right} 个空格`
        : `这一行是“${name}”的文字，前面有 ${indent} 个空格，第 ${first.index + 1} 行前面是 ${right} 个`,
      beside: first === row ? '内容不用改' : `与第 ${first.index + 1} 行对齐；内容不用改`,
    }];
  });
}
