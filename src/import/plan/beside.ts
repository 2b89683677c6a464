import { at, type Pointer, steps } from '../../model/pointer.js';
import { type Fields, put, textsOf, treeAt } from '../recognise/draft.js';
import type { Entry } from '../recognise/ledger.js';
import type { Part } from '../recognise/words.js';

/**
 * Compares what a form repeats of another (a self-evaluation of its target) with the other. What is the same is there
 * already; what differs has no place.
 *
 * @returns the texts that differ, and what the other says
 */
export function beside(
  part: Part,
  data: Fields,
  other: Fields,
  entries: readonly Entry[],
  path: string,
): Map<Entry, string> {
  const differing = new Map<Pointer, string>();
  for (const [pointer, text] of textsOf(data)) {
    const known = treeAt(other, matching(pointer, data, other));
    if (known !== text)
      differing.set(pointer, typeof known === 'string' ? `${path} 里是“${known}”` : `${path} 里没有这一项`);
  }
  return new Map(
    entries.flatMap((entry): [Entry, string][] => {
      const { use } = entry;
      if (use.is !== 'value' || use.part !== part) return [];
      const why = [...differing].find(([pointer]) => pointer === use.at || pointer.startsWith(`${use.at}/`))?.[1];
      return why === undefined ? [] : [[entry, why]];
    }),
  );
}

/** Puts what one form repeats of another into it, where the other form is known from repetitions only. */
export function complement(data: Fields, other: Fields): void {
  for (const [pointer, text] of textsOf(data)) {
    const place = matching(pointer, data, other);
    if (treeAt(other, place) === undefined) put(other, place, text);
  }
}

/** Rows go together by their names. */
function matching(pointer: Pointer, data: Fields, other: Fields): Pointer {
  const [table, index, ...rest] = steps(pointer);
  if (table === undefined || index === undefined || !/^\d+$/.test(index)) return pointer;
  const name = treeAt(data, at('', table, index, 'name'));
  const rows = treeAt(other, at('', table));
  if (!Array.isArray(rows) || name === undefined || treeAt(rows, at('', index, 'name')) === name) return pointer;
  const found = rows.findIndex(row => treeAt(row, '/name') === name);
  return found < 0 ? pointer : at('', table, found, ...rest);
}
