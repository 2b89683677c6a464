import type { Source, Span } from '../../model/source.js';
import type { Fault } from './fault.js';

/** `  - name: …`: indentation, what stands for a dash, blanks after it, name. */
const FIELD = /^( *)(?:([-－–—•])( *))?([^\s:#'"[\]{}&*!|>%@`,-][^\s:]{0,40}) ?:(?=\s|$)(?:\s*(\S)?)/;
/** Fields of an item that are looked at to know it as one. */
const LONGEST_ITEM = 40;

interface Line {
  index: number;
  indent: number;
  /** What stands where a dash should: nothing, `-` without a blank, or another character. */
  mark: string;
  isItem: boolean;
  name: string;
  /** Where the name begins in the line. */
  column: number;
  isEmpty: boolean;
}

export interface Dashes {
  /** One a missing dash. */
  faults: Fault[];
  /** The file with the dashes. */
  repaired: Source;
}

/**
 * Finds items of a list that lost their dash, which YAML takes for fields written twice or for wrong indentation:
 * where the fields of an item begin anew without a dash, or with one that is none (`-一级`, `－ 一级`).
 *
 * It is a guess on the lines alone; whether it is right shows when the repaired text is read.
 *
 * @returns `undefined` when there are none
 */
export function findMissingDashes(source: Source): Dashes | undefined {
  const texts = source.text.split('\n');
  const lines = texts.flatMap((text, index) => readLine(text, index) ?? []);
  const starts = findStarts(lines);
  if (!starts.size) return undefined;
  const repaired = [...texts];
  for (const [first, { dash, column }] of starts) {
    const start = lines[first];
    if (!start) continue;
    repaired[start.index] = `${' '.repeat(dash)}-${' '.repeat(column - dash - 1)}${texts[start.index]?.slice(start.column) ?? ''}`;
    if (start.indent === column || start.mark) continue;
    // The other fields of the item that stand below its first.
    for (let next = first + 1; next < lines.length && !starts.has(next); next += 1) {
      const line = lines[next];
      if (!line || line.isItem || line.indent < start.indent) break;
      if (line.indent === start.indent) repaired[line.index] = ' '.repeat(column) + (texts[line.index]?.slice(line.column) ?? '');
    }
  }
  const faults = [...starts.keys()].flatMap(first => lines[first] ?? []).map(line => faultOf(line, source));
  return { faults, repaired: source.withText(repaired.join('\n')) };
}

function readLine(text: string, index: number): Line | undefined {
  const [, indent = '', mark = '', gap = '', name = '', content] = FIELD.exec(text) ?? [];
  if (!name) return undefined;
  return {
    index,
    indent: indent.length,
    mark,
    isItem: mark === '-' && gap !== '',
    name,
    column: indent.length + mark.length + gap.length,
    isEmpty: content === undefined || content === '#',
  };
}

interface Columns {
  /** Where the dashes of the list stand. */
  dash: number;
  /** Where the names of the fields stand. */
  column: number;
}

/** The lines, by index, that begin an item without a dash, and where dash and name belong. */
function findStarts(lines: readonly Line[]): Map<number, Columns> {
  const starts = new Map<number, Columns>();
  const openers = new Set(lines.filter(({ mark }) => mark).map(({ name }) => name));
  const names = namesOfFields(lines);
  const list = lines.find(({ isItem }) => isItem);
  /** The fields of the item so far; `undefined` outside of lists. */
  let item: Set<string> | undefined;
  let columns: Columns | undefined = list && { dash: list.indent, column: list.column };
  for (const [index, line] of lines.entries()) {
    const { name, indent, mark, isItem, column } = line;
    if (isItem) columns = { dash: indent, column };
    const parent = lines[index - 1];
    const isFirst = !item && parent?.isEmpty === true && indent >= parent.indent && openers.has(name);
    if (isItem) item = new Set([name]);
    else if ((mark && openers.has(name)) || isFirst || (item?.has(name) && beginsItem(lines, index, item, openers))) {
      starts.set(index, columns ?? { dash: indent, column: indent + 2 });
      item = new Set([name]);
    } else if (item && columns && indent <= columns.dash && !names.has(name)) item = undefined;
    else item?.add(name);
  }
  return starts;
}

/** The names of the fields of items, as far as these have their dash. */
function namesOfFields(lines: readonly Line[]): Set<string> {
  const names = new Set<string>();
  let column: number | undefined;
  for (const line of lines) {
    if (line.isItem) column = line.column;
    else if (line.mark) column = line.indent + 2;
    else if (column !== undefined && line.indent < column) column = undefined;
    if (column !== undefined) names.add(line.name);
  }
  return names;
}

/** More than one field of the item is repeated from here, beginning with its first or most of them. */
function beginsItem(
  lines: readonly Line[],
  from: number,
  item: ReadonlySet<string>,
  openers: ReadonlySet<string>,
): boolean {
  const next = new Set<string>();
  for (const { name, isItem } of lines.slice(from, from + LONGEST_ITEM)) {
    if (isItem || next.has(name)) break;
    next.add(name);
  }
  const repeated = [...next].filter(name => item.has(name)).length;
  const opens = openers.has(lines[from]?.name ?? '') || repeated * 2 > item.size;
  return item.size > 1 && repeated > 1 && opens;
}

function faultOf({ index, indent, mark, name, column }: Line, source: Source): Fault {
  const { start } = source.line(index + 1);
  const span = (from: number, to: number): Span => ({ start: start + from, end: start + to });
  if (!mark) {
    return {
      code: 'missing-dash',
      span: span(column, column + name.length),
      message: '这一行是一项的开头，前面少了“- ”',
      hint: `在“${name}”前面补上“- ”，与别的“- ”对齐；内容不用删`,
    };
  }
  return {
    code: 'missing-dash',
    span: span(indent, column + name.length),
    message: mark === '-' ? '“-”后面少了一个空格' : `一项要用英文的“- ”开头，这里是“${mark}”`,
    hint: `写成“- ${name}: …”，与别的“- ”对齐`,
  };
}
