import { diffArrays } from 'diff';

/** Some neighbouring entries that are in both lists, or only in the one before, or only in the one after. */
export interface ListPart<T> {
  kind: 'same' | 'deleted' | 'inserted';
  entries: readonly T[];
}

/**
 * Beyond so many inserted and deleted entries two lists have too little in common to be shown entry by entry; the time
 * grows with the square of this number.
 */
const MAX_EDITS = 1500;

/** Returns the shortest way from one list to the other, or undefined when it takes more than `MAX_EDITS` edits. */
export function diffLists<T>(before: readonly T[], after: readonly T[]): ListPart<T>[] | undefined {
  return diffArrays([...before], [...after], { maxEditLength: MAX_EDITS })?.map(({ value, added, removed }) => ({
    kind: added ? 'inserted' : removed ? 'deleted' : 'same',
    entries: value,
  }));
}
