import { groupBy } from '../../model/group-by.js';
import type { Source } from '../../model/source.js';
import type { Fault, Repair } from './fault.js';
import { type Line, readLine } from './items.js';
import { rowsOf } from './rows.js';

/** Items that follow one another, out of their list. */
interface Block {
  /** Its first line. */
  head: Line;
  /** The indices of its lines among the lines of the text. */
  from: number;
  to: number;
  count: number;
}

/**
 * Finds whole items, all lines of which are indented too much or too little, or that stand in another group; and groups
 * below a field that has content already. They are guesses on the lines alone, like those of dashes.ts.
 */
export function findMovedItems(source: Source): Repair[] {
  const texts = source.text.split('\n');
  const rows = rowsOf(texts).filter(({ header }) => !header);
  const lines = rows.flatMap(({ text, index }) => readLine(text, index) ?? []);
  const columns = [...groupBy(lines.filter(({ isItem }) => isItem), ({ indent }) => indent)];
  const [dash] = columns.toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const list = lines.find(({ isItem, indent }, index) => isItem && indent === dash && lines[index - 1]?.isEmpty);
  const owner = list && lines[lines.indexOf(list) - 1];
  const blocks = list ? blocksOf(lines, list, rows.map(({ index }) => index)) : [];
  const repairs = blocks.map(block => repairOf(block, list?.indent ?? 0, owner?.name ?? '', lines, texts, source));
  return [...repairs, ...orphans(lines, texts, source)];
}

/** Blocks of items in another column than the first list of the text, or not behind an item of it. */
function blocksOf(lines: readonly Line[], list: Line, filled: readonly number[]): Block[] {
  const blocks: Block[] = [];
  let isInList = false;
  for (let index = 0; index < lines.length; index += 1) {
    const head = lines[index];
    if (!head) continue;
    if (!head.isItem) {
      if (head.indent <= list.indent && !head.mark) isInList = false;
      continue;
    }
    const isRight: boolean = head.indent === list.indent && (isInList || lines[index - 1]?.isEmpty === true);
    isInList ||= isRight;
    const next = lines[index + 1];
    // Fields that do not fit their dash are a slip in one line.
    if (isRight || next?.column !== head.column || next.mark) continue;
    // A line that begins further left, or a dash there, ends the item.
    const isBelow = (line: Line): boolean => (line.mark ? line.indent >= head.indent : line.column >= head.column);
    const behind = lines.findIndex((line, place) => place > index && !isBelow(line));
    const end = behind < 0 ? Infinity : lines[behind]?.index ?? Infinity;
    const own = filled.filter(line => line >= head.index && line < end);
    if (own.length < 2) continue;
    blocks.push({ head, from: head.index, to: own.at(-1) ?? head.index, count: own.length });
    index = (behind < 0 ? lines.length : behind) - 1;
  }
  return blocks;
}

function repairOf(
  { head, from, to, count }: Block,
  dash: number,
  owner: string,
  lines: readonly Line[],
  texts: readonly string[],
  source: Source,
): Repair {
  const before = lines[lines.indexOf(head) - 1];
  const above = lines.slice(0, lines.indexOf(head));
  const isBehindItem = above.findLast(({ indent, mark }) => indent <= dash || mark !== '')?.isItem;
  const by = dash - head.indent;
  const { start } = source.line(head.index + 1);
  const span = { start: start + head.indent, end: start + head.column + head.name.length };
  const isShift = isBehindItem === true && by !== 0;
  const repaired = texts.map((text, index) => {
    if (index < from || index > to) return text;
    if (!isShift) return '';
    return by > 0 && text ? ' '.repeat(by) + text : text.slice(Math.min(-by, text.search(/\S|$/)));
  });
  const fault: Fault = isShift
    ? {
        code: 'syntax', span,
        message: `“- ${head.name}”这一项前面${blanks(head.indent)}，上面各项前面${blanks(dash)}`,
        hint: `从这里起的 ${count} 行前面各${by > 0 ? '补上' : '删去'} ${Math.abs(by)} 个空格，使“- ”与上面各项的“- ”左边对齐；内容不用改`,
      }
    : {
        code: 'syntax', span,
        message: `从这里起的 ${count} 行是一项，跟在“${before?.name ?? ''}”的后面读不出来`,
        hint: `是“${owner}”的，把这 ${count} 行移到“${owner}”最后一项的下面，使“- ”与那里的“- ”左边对齐；内容不用改`,
      };
  return { faults: [fault], repaired: source.withText(repaired.join('\n')) };
}

/** Several fields in a deeper column than the field above them, which has content and so no fields of its own. */
function orphans(lines: readonly Line[], texts: readonly string[], source: Source): Repair[] {
  for (const [index, first] of lines.entries()) {
    const before = lines[index - 1];
    if (!before || before.isEmpty || before.isItem || first.isItem || first.column < before.column + 2) continue;
    const above = lines[index - 2];
    const isAligned = lines.some(line => line !== before && line.column === before.column);
    // A field that belongs to an empty one above it has lost its own indentation.
    if (!isAligned || (above?.isEmpty && above.column === before.column)) continue;
    const behind = lines.findIndex((line, place) => place > index && (line.column !== first.column || line.isItem));
    const end = behind < 0 ? lines.length : behind;
    const next = lines[end];
    const run = lines.slice(index, end);
    if (run.length < 2 || run.some(({ isEmpty }) => isEmpty) || (next && next.column > before.column)) continue;
    const own = new Set(run.map(line => line.index));
    const { start } = source.line(first.index + 1);
    const less = first.column - before.column;
    const fault: Fault = {
      code: 'syntax',
      span: { start: start + first.column, end: start + first.column + first.name.length },
      message: `从“${first.name}”起的 ${own.size} 行比“${before.name}”多缩进了，可是“${before.name}”已有内容，下面不能分行`,
      hint: `这几行归哪一栏，就在它们上面单独写一行“那一栏:”；与“${before.name}”同一层的，前面各删去 ${less} 个空格；内容不用改`,
    };
    return [{ faults: [fault], repaired: source.withText(texts.map((text, place) => (own.has(place) ? '' : text)).join('\n')) }];
  }
  return [];
}

function blanks(count: number): string {
  return count ? `有 ${count} 个空格` : '没有空格';
}
