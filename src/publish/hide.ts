import type { Data, Parsed } from '../load/parse.js';
import { at, type Pointer } from '../model/pointer.js';
import { recordOf } from '../model/record.js';
import type { Place, Source } from '../model/source.js';
import type { Cut } from './leave-out.js';
import { blockFor, blockOut, type FindHidden } from './mask.js';

/** Returns the data with blocks for the words that are hidden; a number that holds one becomes a text. */
export function withBlocks(data: Data, { positions }: Parsed, source: Source, find: FindHidden): Data {
  const walk = (value: Data, pointer: Pointer): Data => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, at(pointer, index)));
    if (value === null) return null;
    if (typeof value === 'object') {
      return recordOf(Object.entries(value).map(([key, item]) => [key, walk(item, at(pointer, key))] as const));
    }
    const text = textOf(value, positions.get(pointer), source);
    const spans = find(text);
    return spans.length ? blockOut(text, spans) : value;
  };
  return walk(data, '');
}

/** Returns the cuts that put a block for each character of the words that are hidden. */
export function cutHidden(source: Source, { data, positions }: Parsed, find: FindHidden): Cut[] {
  const walk = (value: Data, pointer: Pointer): Cut[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, at(pointer, index)));
    if (value === null) return [];
    if (typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => walk(item, at(pointer, key)));
    const place = positions.get(pointer);
    return place ? cutsOf(textOf(value, place, source), place, source, find) : [];
  };
  return data === undefined ? [] : walk(data, '');
}

function cutsOf(text: string, place: Place, source: Source, find: FindHidden): Cut[] {
  const spans = find(text);
  const cuts: Cut[] = [];
  for (const { start, end } of spans) {
    let offset = start;
    for (const character of text.slice(start, end)) {
      const from = placeIn(place, offset);
      offset += character.length;
      if (/\s/.test(character)) continue; // the blank between two lines is nowhere in the source
      // In quotes a quotation mark is written twice: the whole text is then written anew.
      if (!source.text.startsWith(character, from)) return [{ span: place.value, text: quoted(blockOut(text, spans)) }];
      cuts.push({ span: { start: from, end: from + character.length }, text: blockFor(character) });
    }
  }
  return cuts;
}

/** Returns the text of a value as typed. */
function textOf(value: string | number, place: Place | undefined, source: Source): string {
  return typeof value === 'string' || !place ? String(value) : source.text.slice(place.value.start, place.value.end);
}

/** Returns the offset in the source of an offset in a text. */
function placeIn({ pieces = [], value }: Place, offset: number): number {
  const [from, start] = pieces.findLast(([begin]) => begin <= offset) ?? [0, value.start];
  return start + offset - from;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\'', '\'\'')}'`;
}
