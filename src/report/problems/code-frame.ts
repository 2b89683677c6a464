import { cutAfter, cutBefore } from '../../model/characters.js';
import type { Range } from '../../model/source.js';
import { plain } from '../text.js';
import { widthOf } from '../../model/width.js';

/** The number of terminal cells for a line of source. */
const WIDTH = 72;
/** The number of characters examined to fill these cells: some have no width, and a line may consist of them. */
const MOST = 4 * WIDTH;

/**
 * Returns the line of a problem with marks below the characters it is about:
 *
 *     12 │     权重: 二十
 *        │           ────
 *
 * The marks are aligned in Chinese text too, where a character is two cells wide. Of a long line only the part around
 * the problem is shown.
 *
 * @param lines of the file
 */
export function codeFrame(lines: readonly string[], { start, end }: Range): string[] {
  const line = (lines[start.line - 1] ?? '').replace(/\r$/, '');
  const from = cutBefore(line, Math.min(start.column - 1, line.length));
  const last = end.line === start.line ? Math.min(end.column - 1, line.length) : line.length;
  const to = cutAfter(line, Math.max(from, last));
  const window = cut(line, from, to);
  const gutter = String(start.line);
  const carets = Math.max(1, widthOf(expand(line.slice(from, Math.min(to, window.to)))));
  const blanks = widthOf(window.prefix) + widthOf(expand(line.slice(window.from, from)));
  const shown = window.prefix + plain(expand(line.slice(window.from, window.to))) + window.suffix;
  return [
    `${gutter} │ ${shown}`,
    `${' '.repeat(gutter.length)} │ ${' '.repeat(blanks)}${'^'.repeat(Math.min(carets, WIDTH))}`,
  ];
}

function expand(text: string): string {
  return text.replaceAll('\t', '    ');
}

interface Window {
  from: number;
  to: number;
  prefix: string;
  suffix: string;
}

/** Returns the part of a line to show: all of it, or as much around the problem as fits. */
function cut(line: string, from: number, to: number): Window {
  if (line.length <= WIDTH && widthOf(expand(line)) <= WIDTH) return { from: 0, to: line.length, prefix: '', suffix: '' };
  let left = from;
  for (let width = 0; left > 0 && from - left < MOST;) {
    const next = cutBefore(line, left - 1);
    width += widthOf(expand(line.slice(next, left)));
    if (width > WIDTH / 3) break;
    left = next;
  }
  let right = Math.min(to, cutAfter(line, from + 1));
  for (let width = widthOf(expand(line.slice(left, right))); right < line.length && right - left < MOST;) {
    const next = cutAfter(line, right + 1);
    width += widthOf(expand(line.slice(right, next)));
    if (width > WIDTH - 2) break;
    right = next;
  }
  return { from: left, to: right, prefix: left > 0 ? '…' : '', suffix: right < line.length ? '…' : '' };
}
