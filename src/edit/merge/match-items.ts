import { groupBy } from '../../model/group-by.js';
import { similar } from '../../model/similar.js';
import type { Segment } from './segments.js';

/** The fields that identify an indicator, by their names in the YAML. */
export interface ItemNames {
  names: readonly string[];
  classes: readonly string[];
}

/** Index in `after` → index in `before`; without items that are in one list only. */
export type Matches = ReadonlyMap<number, number>;

/** Matches the items of two lists: by class and name, then by name. Equal ones are matched in order. */
export function matchSame(before: readonly Segment[], after: readonly Segment[], names: ItemNames): Matches {
  const matches = new Map<number, number>();
  const taken = new Set<number>();
  for (const keyOf of [sameIndicator(names), sameName(names)]) {
    const waiting = indexBy(before.map((item, index) => (taken.has(index) ? undefined : keyOf(item))));
    for (const [index, item] of after.entries()) {
      const key = keyOf(item);
      const found = matches.has(index) || key === undefined ? undefined : waiting.get(key)?.pop();
      if (found === undefined) continue;
      matches.set(index, found);
      taken.add(found);
    }
  }
  return matches;
}

/** Matches like {@link matchSame}, and also items whose name changed a little and whose other fields are the same. */
export function matchItems(before: readonly Segment[], after: readonly Segment[], names: ItemNames): Matches {
  const matches = new Map(matchSame(before, after, names));
  const known = new Set(matches.values());
  const waiting = indexBy(before.map((item, index) => (known.has(index) ? undefined : sameButName(names)(item))));
  let compared = 0;
  for (const [index, item] of after.entries()) {
    const key = sameButName(names)(item);
    if (matches.has(index) || key === undefined) continue;
    const candidates = waiting.get(key) ?? [];
    compared += candidates.length;
    if (compared > MAX_PAIRS) break;
    const found = candidates.findLast(candidate => isRenamed(before[candidate], item, names));
    if (found === undefined) continue;
    matches.set(index, found);
    candidates.splice(candidates.indexOf(found), 1);
  }
  return matches;
}

/** With more pairs than this, renames are not searched for: the list was replaced, not renamed. */
const MAX_PAIRS = 100_000;

/** In characters. A longer text is no name, and the time to compare two grows with the square of their length. */
const MAX_NAME = 100;

/** Returns the indexes of each key, the last first. */
function indexBy(keys: readonly (string | undefined)[]): Map<string, number[]> {
  return groupBy([...keys.keys()].reverse(), index => keys[index]);
}

type KeyOf = (item: Segment) => string | undefined;

/** Returns the key of an item. An item without a name, as in the lists of a scheme, is identified by its value. */
function sameIndicator({ names, classes }: ItemNames): KeyOf {
  return item => (nameIn(item, names) === undefined
    ? item.value
    : JSON.stringify([...names, ...classes].map(field => item.fields.get(field))));
}

function sameName({ names }: ItemNames): KeyOf {
  return item => item.fields.get(nameIn(item, names) ?? '');
}

/** Returns the field that names an item. */
function nameIn({ fields }: Segment, names: readonly string[]): string | undefined {
  return names.find(name => fields.has(name));
}

function sameButName({ names }: ItemNames): KeyOf {
  return (item) => {
    const { fields } = item;
    const name = nameIn(item, names);
    const written = fields.get(name ?? '');
    if (written === undefined || written.length > MAX_NAME) return undefined;
    return JSON.stringify([...fields].filter(([field]) => field !== name).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
}

function isRenamed(before: Segment | undefined, after: Segment, { names }: ItemNames): boolean {
  const [old, now] = [before, after].map(item => item?.fields.get(nameIn(item, names) ?? ''));
  return old !== undefined && now !== undefined && similar(now, [old]) !== undefined;
}
