import { groupBy } from '../../model/group-by.js';
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
  /** The line that it has to be aligned with. */
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
  const fields = fieldSlips(lines).filter(({ right }) => right >= 0);
  const prose = textSlips(rows);
  const ways = fields.length && prose.length ? [fields, prose, [...fields, ...prose]] : [[...fields, ...prose]];
  return ways.filter(slips => slips.length).map(slips => repairOf(slips, texts, source));
}

function repairOf(slips: readonly Slip[], texts: readonly string[], source: Source): Repair {
  const repaired = [...texts];
  for (const { index, start, blanks, right } of slips) {
    const line = texts[index] ?? '';
    repaired[index] = line.slice(0, start - blanks) + ' '.repeat(right) + line.slice(start);
  }
  return { faults: slips.map(slip => faultOf(slip, source)), repaired: source.withText(repaired.join('\n')) };
}

function faultOf({ index, start, end, blanks, right, message, beside }: Slip, source: Source): Fault {
  const line = source.line(index + 1).start;
  const change = blanks > right ? `删去 ${blanks - right} 个空格` : `补上 ${right - blanks} 个空格`;
  return { code: 'syntax', span: { start: line + start, end: line + end }, message, hint: `${change}，${beside}` };
}

/** Lines of which the column is that of no open group, and which cannot begin one. */
function fieldSlips(lines: readonly Line[]): Slip[] {
  const slips: Slip[] = [];
  /** The columns of the open groups, each with a line that stands there, the outermost first. */
  let open: Line[] = [];
  let before: Line | undefined;
  for (const [index, line] of lines.entries()) {
    const near = rightPlace(line, before, lines.slice(index + 1, index + 3), open);
    if (near.length) slips.push(slipOf(line, near, lines, lines[index - 2]));
    before = { ...line, column: near[0]?.column ?? line.column };
    const { column } = before;
    open = [...open.filter(group => group.column < column), before];
  }
  return slips;
}

/** Returns the line with which a line should be aligned, two where it may be either; none where it is right. */
function rightPlace(
  line: Line,
  before: Line | undefined,
  [after, next]: readonly Line[],
  open: readonly Line[],
): Line[] {
  const { column, isEmpty, isItem, mark } = line;
  if (mark && !isItem) return []; // see dashes.ts
  const isOpen = (one: Line): boolean => open.some(group => group.column === one.column);
  const isNear = (one: Line): boolean => Math.abs(one.column - column) <= SLIP;
  if (!before || (before.isEmpty && column > before.column)) {
    // The first of its group: those behind it show the column.
    const isSecond = after && isNear(after) && !isOpen(after) && after.column > (before?.column ?? -1);
    const isTooDeep = after && after.column < column && (next?.column ?? 0) <= after.column;
    const isTooFlat = after && after.column > column && next?.column === after.column && !isEmpty;
    const isSlip = isSecond && (isTooDeep || isTooFlat);
    return isSlip ? [after] : [];
  }
  const isChild = before.isEmpty && !isEmpty && after !== undefined && after.column > column;
  if (isChild && isNear(after) && !isOpen(after)) return [after];
  if (isOpen(line)) return [];
  if (after?.column === before.column && isNear(before)) return [before];
  const near = open.filter(isNear).filter(group => !isItem || group.isItem);
  const distance = near.reduce((least, group) => Math.min(least, Math.abs(group.column - column)), SLIP);
  return near.filter(group => Math.abs(group.column - column) === distance).toReversed();
}

function slipOf(line: Line, near: readonly Line[], lines: readonly Line[], second: Line | undefined): Slip {
  const [one = line, other] = near;
  const { index, indent, name, column, isItem } = line;
  const end = column + name.length;
  if (isItem) return itemSlip(line, one, lines);
  const slip = { index, start: column, end, blanks: indent, right: one.column };
  if (other) {
    return {
      ...slip,
      message: `“${name}”前面有 ${indent} 个空格，与上面的“${one.name}”“${other.name}”都没有对齐`,
      beside: `与“${one.name}”左边对齐；不属于那一组的，与“${other.name}”左边对齐；内容不用改`,
    };
  }
  if (second?.column === column) {
    return {
      ...slip,
      message: `“${name}”和“${second.name}”前面有 ${indent} 个空格，夹在中间的“${one.name}”前面是 ${one.column} 个，对不齐`,
      beside: `与“${one.name}”左边对齐；“${one.name}”也属于那一组的，改它，与“${name}”左边对齐；内容不用改`,
    };
  }
  const amount = one.column ? `前面是 ${one.column} 个` : '前面没有';
  return {
    ...slip,
    message: `“${name}”前面有 ${indent} 个空格，同一层的“${one.name}”${amount}`,
    beside: `与“${one.name}”左边对齐；内容不用改`,
  };
}

function itemSlip({ index, indent, name, column }: Line, near: Line, lines: readonly Line[]): Slip {
  const end = column + name.length;
  const isDash = lines.some(one => one.isItem && one.index !== index && one.indent === indent);
  const gap = near.column - indent - 1;
  if (isDash && gap > 0) {
    const [blanks, right] = [column - indent - 1, gap];
    return {
      index, start: column, end, blanks, right,
      message: `“-”和“${name}”之间有 ${blanks} 个空格，应是 ${right} 个`,
      beside: `使“${name}”与“${near.name}”左边对齐`,
    };
  }
  const right = indent + near.column - column;
  return {
    index, start: indent, end, blanks: indent, right,
    message: `“- ${name}”前面有 ${indent} 个空格，应是 ${right} 个`,
    beside: `使“${name}”与“${near.name}”左边对齐；内容不用改`,
  };
}

/** Lines of a text under `|` that begin before the others, or a first line that begins behind them. */
function textSlips(rows: readonly Row[]): Slip[] {
  const texts = groupBy(rows.filter(({ header }) => header), ({ header }) => header);
  return [...texts].flatMap(([header, text]) => {
    const [first, second] = text;
    if (!first) return [];
    const name = readLine(header.text, header.index)?.name ?? '';
    const isFirstAlone = text.length > 2 && second && text.slice(1).every(({ indent }) => indent === second.indent);
    const model = isFirstAlone ? second : first;
    const right = model.indent > header.indent ? model.indent : header.indent + 2;
    return text.flatMap((row): Slip[] => {
      const { index, indent, rest, leading } = row;
      if ((row === first ? indent === right : indent >= right) || leading.length !== indent || rest.startsWith('#')) return [];
      const isModel = row === model;
      const has = indent ? `有 ${indent} 个空格` : '没有空格';
      return [{
        index, start: indent, end: indent + rest.length, blanks: indent, right,
        message: `这一行是“${name}”的文字，前面${isModel ? `要有 ${right} 个空格` : `${has}，第 ${model.index + 1} 行前面是 ${right} 个`}`,
        beside: isModel ? '内容不用改' : `与第 ${model.index + 1} 行对齐；内容不用改`,
      }];
    });
  });
}
