import stringWidth from 'string-width';
import { cutAfter, cutBefore } from '../../model/characters.js';
import type { Range } from '../../model/source.js';
import { plain } from '../text.js';

/** Cells of the terminal a line of source may take. */
const WIDTH = 72;
/** Characters that are looked at to fill them: some take no cell, and a line may be made of these. */
const MOST = 4 * WIDTH;

/**
 * The line of a problem with carets under the very characters:
 *
 *     12 │     权重: 二十
 *        │           ────
 *
 * A caret stands right also in Chinese text, where a character is two cells wide. Of a long line the part around the
 * problem is shown.
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
  const carets = Math.max(1, stringWidth(expand(line.slice(from, Math.min(to, window.to)))));
  const blanks = stringWidth(window.prefix) + stringWidth(expand(line.slice(window.from, from)));
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

/** The part of a line that is shown: all of it, or what fits around the problem. */
function cut(line: string, from: number, to: number): Window {
  if (line.length <= WIDTH && stringWidth(expand(line)) <= WIDTH) return { from: 0, to: line.length, prefix: '', suffix: '' };
  let left = from;
  while (left > 0 && from - left < MOST) {
    const next = cutBefore(line, left - 1);
    if (stringWidth(expand(line.slice(next, from))) > WIDTH / 3) break;
    left = next;
  }
  let right = Math.min(to, cutAfter(line, from + 1));
  while (right < line.length && right - left < MOST) {
    const next = cutAfter(line, right + 1);
    if (stringWidth(expand(line.slice(left, next))) > WIDTH - 2) break;
    right = next;
  }
  return { from: left, to: right, prefix: left > 0 ? '…' : '', suffix: right < line.length ? '…' : '' };
}
