import type { Span } from '../model/source.js';

/** What stands for a character that is hidden. */
const BLOCK = '█';

/** Blanks, hyphens and dots between the characters of a name or number say nothing: `138-1234 5678`, `戴　明`. */
const SEPARATOR = /[\t\p{Z}\p{Cf}\p{Pd}·•‧・.]/u;
/** A shorter word would hide half of the text. */
const SHORTEST = 2;

/** Text → the places of the words that are hidden, in order and apart. */
export type FindHidden = (text: string) => Span[];

/** A text without what makes no difference, and the place of each of its UTF-16 units in the text. */
interface Folded {
  text: string;
  places: Span[];
}

/** Returns a function that finds words in a text, however wide their characters are and whatever parts these. */
export function finderOfHidden(words: readonly string[]): FindHidden {
  const wanted = [...new Set(words.map(word => fold(word).text))].filter(word => word.length >= SHORTEST);
  return (text) => {
    if (!wanted.length) return [];
    const { text: folded, places } = fold(text);
    const found = wanted.flatMap(word => [...indexesOf(word, folded)].flatMap((index): Span[] => {
      const [first, last] = [places[index], places[index + word.length - 1]];
      return first && last ? [{ start: first.start, end: last.end }] : [];
    }));
    return merged(found);
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

function fold(text: string): Folded {
  let folded = '';
  const places: Span[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (const letter of character.normalize('NFKC').toLowerCase()) {
      if (SEPARATOR.test(letter)) continue;
      folded += letter;
      for (let unit = 0; unit < letter.length; unit += 1) places.push({ start, end });
    }
    start = end;
  }
  return { text: folded, places };
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
