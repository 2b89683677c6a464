import type { Source } from '../../model/source.js';
import type { Fault, Repair } from './fault.js';
import { ODD, type Row, rowsOf } from './rows.js';

const AFTER_DASH = new RegExp(`^-( *[${ODD}][ ${ODD}]*)`);
/** YAML takes a tab after a colon for a blank. */
const AFTER_COLON = new RegExp(`^((?:-[ ${ODD}]+)?[^\\s:：#'"]{1,40}:)((?!\\t)[${ODD}][ ${ODD}]*)`);
/** The columns that a tab or another odd blank may stand for. */
const WIDTHS = [2, 4, 1, 8];

/** Odd blanks in a row, and what it is meant to be. */
interface Found {
  row: Row;
  where: '行首' | '冒号后面' | '“-”后面';
  start: number;
  blanks: string;
  /** The number of blanks to write. */
  count: number;
}

/**
 * Finds tabs, full-width blanks and other characters that look like a blank, where YAML wants blanks: at the beginning
 * of a line, after a dash, after a colon. Each way to read them is a repair.
 */
export function findOddBlanks(source: Source): Repair[] {
  const lines = source.text.split('\n');
  if (!new RegExp(`[${ODD}]`).test(source.text)) return [];
  const rows = rowsOf(lines);
  return WIDTHS.flatMap((width) => {
    const repaired = [...lines];
    const found = rows.flatMap((row) => {
      const odd = findInRow(row, width);
      // From right to left, as each changes what is behind it.
      for (const { start, blanks, count } of odd.toReversed()) {
        const line = repaired[row.index] ?? '';
        repaired[row.index] = line.slice(0, start) + ' '.repeat(count) + line.slice(start + blanks.length);
      }
      return odd;
    });
    return found.length ? [{ faults: faultsOf(found, source), repaired: source.withText(repaired.join('\n')) }] : [];
  });
}

function findInRow(row: Row, width: number): Found[] {
  const { leading, indent, rest, isField, header } = row;
  const found: Found[] = [];
  // In a text a paragraph may begin with full-width blanks, behind its indentation.
  const isText = header ? indent > header.indent : indent > 0 && !isField;
  if (indent < leading.length && !isText) {
    const count = [...leading].reduce((sum, blank) => sum + (blank === ' ' ? 1 : width), 0);
    found.push({ row, where: '行首', start: 0, blanks: leading, count });
  }
  if (header) return found;
  const dash = AFTER_DASH.exec(rest)?.[1];
  if (dash) found.push({ row, where: '“-”后面', start: leading.length + 1, blanks: dash, count: 1 });
  const [, name = '', colon] = AFTER_COLON.exec(rest) ?? [];
  if (colon) found.push({ row, where: '冒号后面', start: leading.length + name.length, blanks: colon, count: 1 });
  return found;
}

/** One fault for each kind of blank, at its first place: a file that is indented with tabs has one in each line. */
function faultsOf(found: readonly Found[], source: Source): Fault[] {
  const first = new Map<string, { one: Found; name: string; others: number }>();
  for (const one of found) {
    const name = nameOf(one.blanks);
    const known = first.get(name + one.where);
    if (known) known.others += 1;
    else first.set(name + one.where, { one, name, others: 0 });
  }
  return [...first.values()].map(({ one: { row, where, start, blanks, count }, name, others }) => {
    const offset = source.line(row.index + 1).start + start;
    const odd = blanks.search(/[^ ]/);
    const write = others ? `每一处都要改，这一行写 ${count} 个` : `删去它，写 ${count} 个`;
    const what = where === '行首' ? '缩进只能用半角空格' : '这里只能用半角空格';
    return {
      code: 'syntax',
      span: { start: offset + odd, end: offset + blanks.length },
      message: `${where}用了${name}${others ? `，同样的还有 ${others} 处` : ''}`,
      hint: `${what}：${write}`,
    };
  });
}

function nameOf(blanks: string): string {
  if (blanks.includes('\t')) return '制表符（Tab 键）';
  return blanks.includes('\u3000') ? '全角空格' : '看着像空格的字符（多半是从网页或 Word 里带来的）';
}
