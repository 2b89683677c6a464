import { wordsIn } from './characters.js';
import { widthOf } from './width.js';

/** A line ends behind a mark where that leaves at least this part of it filled. */
const FILLED = 0.6;

/**
 * Returns a text whose lines fit a terminal. What goes on in the next line stands below the beginning of its line, a
 * little further in if that has an indent. Colours cross the break unchanged.
 *
 * @param columns of the terminal; `undefined` leaves the text as it is
 */
export function fold(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text.split('\n').flatMap((line) => {
    if (widthOf(line) <= columns) return [line];
    const [indent = ''] = /^ */.exec(line) ?? [];
    const deeper = indent ? `${indent}  ` : '';
    const room = columns - deeper.length;
    if (room < columns / 2) return [line];
    return wrap(line.slice(indent.length), room).map((part, at) => `${at ? deeper : indent}${part}`);
  }).join('\n');
}

/** Text → lines of at most `width` cells, broken behind marks, or between words; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const piece of piecesOf(text)) {
    if (line.length && widthOf([...line, piece].join('').trimEnd()) > width) {
      const mark = line.findLastIndex(one => /[\s，。、；：？！）》”]$/.test(one)) + 1;
      const end = widthOf(line.slice(0, mark).join('')) >= FILLED * width ? mark : line.length;
      lines.push(line.slice(0, end).join('').trimEnd());
      line = line.slice(end);
    }
    line.push(piece);
  }
  return [...lines, line.join('').trimEnd()];
}

/** Text → what is not broken: words and options, with the marks that open or close them, and colours. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const [run] of text.matchAll(/(?:\u001B\[[\d;]*m|[\x21-\x7E])+|[^\x21-\x7E\u001B]+|\u001B/g)) {
    const words = /^[\x21-\x7E\u001B]/.test(run) ? [run] : wordsIn(run).map(({ segment }) => segment);
    for (const word of words) {
      const last = pieces.at(-1);
      const isGlued = last !== undefined && (/^[\s，。、；：？！）》”…]/.test(word) || /[（《“]$/.test(last));
      if (isGlued) pieces[pieces.length - 1] = last + word;
      else pieces.push(word);
    }
  }
  return pieces;
}
