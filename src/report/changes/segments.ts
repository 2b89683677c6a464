import type { Segment } from '../../model/change.js';
import { firstCharacters, lastCharacters } from '../../model/characters.js';

/** The number of unchanged characters shown before and after a change. */
const AROUND = 16;

/** Returns the changed segments with a little unchanged text around them; `…` replaces the rest. */
export function aroundChanges(segments: readonly Segment[]): Segment[] {
  return segments.map(({ kind, text }, index): Segment => {
    if (kind !== 'same') return { kind, text };
    const start = firstCharacters(text, index > 0 ? AROUND : 0);
    const end = lastCharacters(text.slice(start.length), index < segments.length - 1 ? AROUND : 0);
    const left = text.slice(start.length, text.length - end.length);
    return { kind, text: left === firstCharacters(left, 1) ? text : `${start}…${end}` };
  });
}
