import { diffLists } from '../../model/diff-lists.js';

type Lines = readonly string[];

/** Lines `from` to `to` (exclusive) of the base, and the lines of a version in their place. */
interface Hunk {
  from: number;
  to: number;
  lines: Lines;
}

/**
 * Merges two versions hunk by hunk (diff3). Hunks changed by one version only are taken from it.
 *
 * @param both merges the lines of a place where changes of both overlap or touch
 */
export function mergeHunks<T>(
  base: Lines,
  ours: Lines,
  theirs: Lines,
  both: (base: Lines, ours: Lines, theirs: Lines) => T[],
): (T | { lines: Lines })[] {
  const waiting = { ours: hunksOf(base, ours), theirs: hunksOf(base, theirs) };
  let chunks: (T | { lines: Lines })[] = [];
  let done = 0;
  for (;;) {
    const first = Math.min(waiting.ours[0]?.from ?? Infinity, waiting.theirs[0]?.from ?? Infinity);
    if (first === Infinity) break;
    let to = first;
    const region: Record<keyof typeof waiting, Hunk[]> = { ours: [], theirs: [] };
    for (let grew = true; grew;) {
      grew = false;
      for (const side of ['ours', 'theirs'] as const) {
        for (let hunk = waiting[side][0]; hunk && hunk.from <= to; hunk = waiting[side][0]) {
          region[side].push(hunk);
          waiting[side].shift();
          to = Math.max(to, hunk.to);
          grew = true;
        }
      }
    }
    chunks.push({ lines: base.slice(done, first) });
    const [a, b] = [changed(base, first, to, region.ours), changed(base, first, to, region.theirs)];
    if (!region.theirs.length) chunks.push({ lines: a });
    else if (!region.ours.length) chunks.push({ lines: b });
    else chunks = chunks.concat(both(base.slice(first, to), a, b));
    done = to;
  }
  return [...chunks, { lines: base.slice(done) }];
}

/** Returns the changes from the base to a version, in order; a single one when too much differs. */
function hunksOf(base: Lines, version: Lines): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let isOpen = false;
  for (const { kind, entries } of diffLists(base, version) ?? [
    { kind: 'deleted' as const, entries: base }, { kind: 'inserted' as const, entries: version },
  ]) {
    const from = at;
    if (kind !== 'inserted') at += entries.length;
    const last = hunks.at(-1);
    if (kind === 'same') isOpen = false;
    else if (last && isOpen) {
      last.to = at;
      if (kind === 'inserted') last.lines = [...last.lines, ...entries];
    } else {
      hunks.push({ from, to: at, lines: kind === 'inserted' ? entries : [] });
      isOpen = true;
    }
  }
  return hunks;
}

/** Returns the lines of a version in place of some lines of the base. */
function changed(base: Lines, from: number, to: number, hunks: readonly Hunk[]): Lines {
  let result: Lines = [];
  let at = from;
  for (const hunk of hunks) {
    result = [...result, ...base.slice(at, hunk.from), ...hunk.lines];
    at = hunk.to;
  }
  return [...result, ...base.slice(at, to)];
}
