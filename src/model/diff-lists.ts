import { diffArrays } from 'diff';

/** Adjacent entries that are in both lists, only in the first, or only in the second. */
export interface ListPart<T> {
  kind: 'same' | 'deleted' | 'inserted';
  entries: readonly T[];
}

/** Two lists with more edits than this are not shown entry by entry; the time grows with the square of this number. */
const MAX_EDITS = 1500;

/** Returns the shortest way from one list to the other, or undefined when it takes more than `MAX_EDITS` edits. */
export function diffLists<T>(before: readonly T[], after: readonly T[]): ListPart<T>[] | undefined {
  return diffArrays([...before], [...after], { maxEditLength: MAX_EDITS })?.map(({ value, added, removed }) => ({
    kind: added ? 'inserted' : removed ? 'deleted' : 'same',
    entries: value,
  }));
}
