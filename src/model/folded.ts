import type { Span } from './source.js';

/** A text in one width and case, and the place of each of its UTF-16 units in the text as written. */
export interface Folded {
  text: string;
  places: Span[];
}

/**
 * The characters that may stand between the parts of a number: `（138）1234 5678`, `138_1234_5678`. Marks are
 * those put on digits.
 */
export const NUMBER_SEPARATOR = /[\p{P}\p{S}\p{Z}\p{C}\p{M}]/u;

/** Returns a text in one width and case. @param leftOut matches the characters that are left out */
export function fold(text: string, leftOut?: RegExp): Folded {
  let folded = '';
  const places: Span[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (const letter of character.normalize('NFKC').toLowerCase()) {
      if (leftOut?.test(letter)) continue;
      folded += letter;
      for (let unit = 0; unit < letter.length; unit += 1) places.push({ start, end });
    }
    start = end;
  }
  return { text: folded, places };
}
