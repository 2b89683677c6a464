import { type Chunk, isEqual, mergeLines, putDash } from './chunks.js';
import { type ItemNames, matchItems, matchSame } from './match-items.js';
import { mergeOrder } from './order.js';
import { linesOf, NOTHING, type Segment } from './segments.js';

/** A part in the versions that have it. */
interface Versions {
  base?: Segment;
  ours?: Segment;
  theirs?: Segment;
}

/** Merges what both versions have. */
export function mergeSegments(base: Segment | undefined, ours: Segment, theirs: Segment, names: ItemNames): Chunk[] {
  const [before, a, b] = [base && linesOf(base), linesOf(ours), linesOf(theirs)];
  if (isEqual(a, b) || (before && isEqual(b, before))) return [{ lines: a }];
  if (before && isEqual(a, before)) return [{ lines: b }];
  const above = mergeLines(base?.above, ours.above, theirs.above);
  if (!ours.parts || !theirs.parts || ours.isList !== theirs.isList || (base && !base.parts)) {
    return [...above, ...mergeBody(base, ours, theirs)];
  }
  const parts = mergeParts(base, ours, theirs, names);
  if (!ours.dash) return [...above, ...mergeLines(base?.own, ours.own, theirs.own), ...parts];
  const dashed = putDash(parts, ours.dash);
  return dashed ? [...above, ...dashed] : [{ ours: a, theirs: b }];
}

/** Merges what cannot be taken apart; what only one changed but for its layout is as that one wrote it. */
function mergeBody(base: Segment | undefined, ours: Segment, theirs: Segment): Chunk[] {
  const body = (segment: Segment): string[] => linesOf({ ...segment, above: [] });
  const chunks = mergeLines(base && body(base), body(ours), body(theirs));
  if (chunks.every(chunk => 'lines' in chunk)) return chunks;
  if (ours.value === theirs.value || theirs.value === base?.value) return [{ lines: body(ours) }];
  if (ours.value === base?.value) return [{ lines: body(theirs) }];
  return chunks;
}

function mergeParts(base: Segment = NOTHING, ours: Segment, theirs: Segment, names: ItemNames): Chunk[] {
  const pair = ours.isList ? pairItems : pairFields;
  const { versions, ...order } = pair(base.parts ?? [], ours.parts ?? [], theirs.parts ?? [], names);
  const merged = versions.map(version => mergeVersions(version, names));
  const isThere = (id: number): boolean => (merged[id]?.length ?? 0) > 0;
  return mergeOrder(order.base, order.ours, order.theirs, isThere).flatMap(id => merged[id] ?? []);
}

/** @returns nothing for what was taken out */
function mergeVersions({ base, ours, theirs }: Versions, names: ItemNames): Chunk[] {
  if (ours && theirs) return mergeSegments(base, ours, theirs, names);
  const left = ours ?? theirs;
  if (!left || left.value === base?.value) return [];
  if (!base) return [{ lines: linesOf(left) }];
  return [{ ours: ours ? linesOf(ours) : [], theirs: theirs ? linesOf(theirs) : [] }];
}

interface Paired {
  /** Each part once; its index is its id. */
  versions: Versions[];
  base: number[];
  ours: number[];
  theirs: number[];
}

type Parts = readonly Segment[];

function pairFields(base: Parts, ours: Parts, theirs: Parts): Paired {
  const keys = [...new Set([...base, ...ours, ...theirs].map(({ key }) => key))];
  const find = (parts: Parts, key: string): Segment | undefined => parts.find(part => part.key === key);
  const ids = (parts: Parts): number[] => parts.map(({ key }) => keys.indexOf(key));
  return {
    versions: keys.map(key => versionsOf(find(base, key), find(ours, key), find(theirs, key))),
    base: ids(base),
    ours: ids(ours),
    theirs: ids(theirs),
  };
}

function pairItems(base: Parts, ours: Parts, theirs: Parts, names: ItemNames): Paired {
  const versions: Versions[] = base.map(item => ({ base: item }));
  const pair = (items: Parts, side: 'ours' | 'theirs'): number[] => {
    const known = matchItems(base, items, names);
    const added = versions.slice(base.length).map(version => version.ours ?? NOTHING);
    const addedByBoth = matchSame(added, items.filter((_, index) => !known.has(index)), names);
    let fresh = 0;
    return items.map((item, index) => {
      let id = known.get(index);
      if (id === undefined) {
        const same = addedByBoth.get(fresh);
        fresh += 1;
        id = same === undefined ? versions.push({}) - 1 : base.length + same;
      }
      versions[id] = { ...versions[id], [side]: item };
      return id;
    });
  };
  const [oursIds, theirsIds] = [pair(ours, 'ours'), pair(theirs, 'theirs')];
  return { versions, base: base.map((_, id) => id), ours: oursIds, theirs: theirsIds };
}

function versionsOf(base?: Segment, ours?: Segment, theirs?: Segment): Versions {
  return { ...(base && { base }), ...(ours && { ours }), ...(theirs && { theirs }) };
}
