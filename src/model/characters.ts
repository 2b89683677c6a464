import { must } from './must.js';

const GRAPHEMES = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' });

/** In UTF-16 units. No character in use is longer; longer sequences are marks stacked up to break a report. */
const LONGEST = 64;

/**
 * Returns the last place at or before an offset where a text may be cut: not inside a character, be it a surrogate
 * pair, a letter with marks on it or a joined emoji.
 */
export function cutBefore(text: string, offset: number): number {
  const at = Math.min(Math.max(0, offset), text.length);
  const from = outsidePair(text, Math.max(0, at - LONGEST));
  const found = GRAPHEMES.segment(text.slice(from, at + LONGEST)).containing(at - from);
  return found === undefined ? at : from + found.index;
}

/** Returns the first place at or after an offset where a text may be cut. */
export function cutAfter(text: string, offset: number): number {
  const before = cutBefore(text, offset);
  return before >= Math.min(offset, text.length) ? before : before + firstCharacters(text.slice(before), 1).length;
}

/** Returns the first characters of a text, as a reader counts them. */
export function firstCharacters(text: string, count: number): string {
  const known = text.slice(0, count * LONGEST);
  let [end, left] = [0, count];
  for (const { index, segment } of GRAPHEMES.segment(known)) {
    if (left <= 0) break;
    left -= 1;
    end = segment.length > LONGEST ? outsidePair(text, index + LONGEST) : index + segment.length;
  }
  return text.slice(0, outsidePair(text, end));
}

/** Returns the last characters of a text, as a reader counts them. */
export function lastCharacters(text: string, count: number): string {
  let start = text.length;
  for (let left = count; left > 0 && start > 0; left -= 1) start = cutBefore(text, start - 1);
  return text.slice(start);
}

/** Parts of a text that are split into words separately: the time ICU takes grows with the square of their length. */
const PARTS = /[^。、！？\n]{1,1000}[。、！？\n]*|[。、！？\n]+/gu;

/** Returns the words of a text with their offsets, after the dictionary of ICU; what is between words counts, too. */
export function wordsIn(text: string): { segment: string; index: number }[] {
  return [...text.matchAll(PARTS)].flatMap(({ 0: part, index: start }) =>
    Array.from(WORDS.segment(part), ({ segment, index }) => ({ segment, index: start + index })));
}

/** Returns the code point of a character. */
export function codePointOf(character: string): number {
  return must(character.codePointAt(0), 'a character');
}

/** Returns the name of the first character of a text: `U+200B`. */
export function unicodeName(text: string): string {
  return `U+${codePointOf(text).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Returns the text, or its first characters and `…` when it has more than `count`. */
export function shorten(text: string, count: number): string {
  const start = firstCharacters(text, count);
  return start.length < text.length ? `${start}…` : text;
}

/** Returns the offset, or the one before it between the halves of a surrogate pair. */
function outsidePair(text: string, offset: number): number {
  return (text.codePointAt(offset - 1) ?? 0) > 0xFFFF ? offset - 1 : offset;
}
