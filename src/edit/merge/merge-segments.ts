import { type Chunk, mergeComments, pick, putDash } from './chunks.js';
import { type ItemNames, matchItems, matchSame } from './match-items.js';
import { mergeBody } from './merge-body.js';
import { mergeOrder } from './order.js';
import { addsComment, bodyOf, headOf, linesOf, NOTHING, type Segment } from './segments.js';

/** A part, in the versions that have it. */
interface Versions {
  base?: Segment;
  ours?: Segment;
  theirs?: Segment;
}

/** Merges the versions of a segment that both have. */
export function mergeSegments(base: Segment | undefined, ours: Segment, theirs: Segment, names: ItemNames): Chunk[] {
  return pick(base && linesOf(base), linesOf(ours), linesOf(theirs)) ?? [
    ...mergeComments(base?.above, ours.above, theirs.above),
    ...mergeParts(base, ours, theirs, names) ?? mergeBody(base, ours, theirs),
    ...mergeComments(base?.below, ours.below, theirs.below),
  ];
}

/** Merges part by part. @returns `undefined` when the versions do not have the same kind of parts */
function mergeParts(base: Segment | undefined, ours: Segment, theirs: Segment, names: ItemNames): Chunk[] | undefined {
  if ([base ?? ours, ours, theirs].some(({ parts, isList }) => !parts || isList !== ours.isList)) return undefined;
  const pair = ours.isList ? pairItems : pairFields;
  const { versions, ...order } = pair(base?.parts ?? [], ours.parts ?? [], theirs.parts ?? [], names);
  const merged = versions.map(version => mergeVersions(version, names));
  const isThere = (id: number): boolean => (merged[id]?.length ?? 0) > 0;
  const parts = mergeOrder(order.base, order.ours, order.theirs, isThere).flatMap(id => merged[id] ?? []);
  if (ours.dash) return putDash(parts, ours.dash) ?? [{ ours: bodyOf(ours), theirs: bodyOf(theirs) }];
  return [...mergeBody(base && headOf(base), headOf(ours), headOf(theirs)), ...parts];
}

/** Merges the versions of a part. @returns no lines for a removed part */
function mergeVersions({ base, ours, theirs }: Versions, names: ItemNames): Chunk[] {
  if (ours && theirs) return mergeSegments(base, ours, theirs, names);
  const left = ours ?? theirs;
  if (!left) return [];
  if (!base) return [{ lines: linesOf(left) }];
  if (left.value === base.value && !addsComment(base, left)) return [];
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
  const ids = new Map<string, number>();
  const versions: Versions[] = [];
  const pair = (parts: Parts, side: keyof Versions): number[] => parts.map((part) => {
    const id = ids.get(part.key) ?? ids.size;
    ids.set(part.key, id);
    versions[id] = { ...versions[id], [side]: part };
    return id;
  });
  return { base: pair(base, 'base'), ours: pair(ours, 'ours'), theirs: pair(theirs, 'theirs'), versions };
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
