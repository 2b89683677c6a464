import { fold, NUMBER_SEPARATOR } from '../model/folded.js';
import type { Span } from '../model/source.js';

/** The character that replaces a hidden one. */
const BLOCK = '█';

/** Blanks, line breaks, hyphens and dots between the characters of a name say nothing: `戴　明`. */
const NAME_SEPARATOR = /[\s\u0085\p{Z}\p{Cf}\p{Pd}\p{Variation_Selector}·•‧・.]/u;
/** A number without its separators; an identity number ends with a letter, that of a passport begins with one. */
const NUMBER = /^[a-z]*\d[\da-z]*$/;
/** A shorter word would hide half of the text. */
const SHORTEST = 2;

/** Text → the places of the words that are hidden, in order and apart. */
export type FindHidden = (text: string) => Span[];

/** Returns a function that finds words in a text, however wide their characters are and whatever parts these. */
export function finderOfHidden(words: readonly string[]): FindHidden {
  const numbers = words.map(word => fold(word, NUMBER_SEPARATOR).text).filter(word => NUMBER.test(word));
  const others = words.filter(word => !NUMBER.test(fold(word, NUMBER_SEPARATOR).text));
  const names = others.map(word => fold(word, NAME_SEPARATOR).text);
  const finders = [finderIn(numbers, NUMBER_SEPARATOR), finderIn(names, NAME_SEPARATOR)];
  return text => merged(finders.flatMap(find => find(text)));
}

/** @param words folded */
function finderIn(words: readonly string[], separator: RegExp): FindHidden {
  const wanted = [...new Set(words)].filter(word => word.length >= SHORTEST);
  return (text) => {
    if (!wanted.length) return [];
    const { text: folded, places } = fold(text, separator);
    return wanted.flatMap(word => [...indexesOf(word, folded)].flatMap((index): Span[] => {
      const [first, last] = [places[index], places[index + word.length - 1]];
      return first && last ? [{ start: first.start, end: last.end }] : [];
    }));
  };
}

/** Returns a text with a block for each of its characters in some spans; blanks and line breaks stay. */
export function blockOut(text: string, spans: readonly Span[]): string {
  let result = '';
  let end = 0;
  for (const span of spans) {
    result += text.slice(end, span.start) + Array.from(text.slice(span.start, span.end), blockFor).join('');
    end = span.end;
  }
  return result + text.slice(end);
}

/** Returns what stands for a character that is hidden: itself if it is a blank. */
export function blockFor(character: string): string {
  return /\s/.test(character) ? character : BLOCK;
}

function* indexesOf(word: string, text: string): Iterable<number> {
  for (let index = text.indexOf(word); index >= 0; index = text.indexOf(word, index + 1)) yield index;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
