import type { Segment } from '../model/change.js';

/** How many characters of unchanged text are shown before and after a change. */
const AROUND = 16;

/** The changes of a text with a little of what is around them; `…` stands for the rest. */
export function aroundChanges(segments: readonly Segment[]): Segment[] {
  return segments.map(({ kind, text }, index): Segment => {
    if (kind !== 'same') return { kind, text };
    const characters = [...text];
    const [before, after] = [index > 0, index < segments.length - 1];
    const kept = (before ? AROUND : 0) + (after ? AROUND : 0);
    if (characters.length <= kept + 1) return { kind, text };
    const start = before ? characters.slice(0, AROUND).join('') : '';
    const end = after ? characters.slice(-AROUND).join('') : '';
    return { kind, text: `${start}…${end}` };
  });
}
