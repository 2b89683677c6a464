import { similar } from '../../model/similar.js';
import type { Segment } from './segments.js';

/** The names, in the YAML, of the fields that say which indicator an item is. */
export interface ItemNames {
  name: string;
  classes: readonly string[];
}

/** Index in `after` → index in `before`; items that are in one only are not in it. */
export type Matches = ReadonlyMap<number, number>;

/** Which item of one list is which of another: by class and name, then by name. Equal ones are taken in their order. */
export function matchSame(before: readonly Segment[], after: readonly Segment[], names: ItemNames): Matches {
  const matches = new Map<number, number>();
  const taken = new Set<number>();
  for (const keyOf of [sameIndicator(names), sameName(names)]) {
    const waiting = new Map<string | undefined, number[]>();
    for (const [index, item] of before.entries()) {
      if (!taken.has(index)) waiting.set(keyOf(item), [...waiting.get(keyOf(item)) ?? [], index]);
    }
    for (const [index, item] of after.entries()) {
      const key = keyOf(item);
      if (matches.has(index) || key === undefined) continue;
      const found = waiting.get(key)?.shift();
      if (found === undefined) continue;
      matches.set(index, found);
      taken.add(found);
    }
  }
  return matches;
}

/** The same, and an item that was renamed a little and is otherwise what it was. */
export function matchItems(before: readonly Segment[], after: readonly Segment[], names: ItemNames): Matches {
  const matches = new Map(matchSame(before, after, names));
  const left = new Set(before.keys());
  for (const index of matches.values()) left.delete(index);
  for (const [index, item] of after.entries()) {
    if (matches.has(index)) continue;
    const found = [...left].find(candidate => isRenamed(before[candidate], item, names));
    if (found === undefined) continue;
    matches.set(index, found);
    left.delete(found);
  }
  return matches;
}

type KeyOf = (item: Segment) => string | undefined;

/** Items without a name, as in the lists of a scheme, are what they say. */
function sameIndicator({ name, classes }: ItemNames): KeyOf {
  return item => (item.fields.has(name)
    ? JSON.stringify([name, ...classes].map(field => item.fields.get(field)))
    : item.value);
}

function sameName({ name }: ItemNames): KeyOf {
  return item => item.fields.get(name);
}

function isRenamed(before: Segment | undefined, after: Segment, { name }: ItemNames): boolean {
  const [a, b] = [before?.fields ?? new Map<string, string>(), after.fields];
  const [old, now] = [a.get(name), b.get(name)];
  if (old === undefined || now === undefined || similar(now, [old]) === undefined) return false;
  return [...a.keys(), ...b.keys()].every(field => field === name || a.get(field) === b.get(field));
}
