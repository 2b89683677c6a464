import { mergeHunks } from './hunks.js';

/** A part of the result: lines, or the lines of both versions in conflict. */
export type Chunk = { lines: readonly string[] } | { ours: readonly string[]; theirs: readonly string[] };

type Lines = readonly string[];

/** Merges the lines of two versions of a text. Without a base all differences conflict. */
export function mergeLines(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] {
  return pick(base, ours, theirs) ?? mergeHunks(base ?? [], ours, theirs, mergeEach);
}

/** Merges comments and empty lines. Additions of both at one place do not conflict: all are kept, ours first. */
export function mergeComments(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] {
  return pick(base, ours, theirs) ?? mergeHunks(base ?? [], ours, theirs, (before, a, b) => {
    if (before.length) return mergeEach(before, a, b);
    const present = new Set(a);
    return [{ lines: [...a, ...b.filter(line => line.trim() && !present.has(line))] }];
  });
}

/** Returns the version that changed, if the other is unchanged or the same; else undefined. */
export function pick(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] | undefined {
  if (isEqual(ours, theirs) || (base && isEqual(theirs, base))) return [{ lines: ours }];
  if (base && isEqual(ours, base)) return [{ lines: theirs }];
  return undefined;
}

/** Merges line by line: adjacent lines changed by one version each do not conflict, because a line is a clause. */
function mergeEach(base: Lines, ours: Lines, theirs: Lines): Chunk[] {
  const whole = pick(base, ours, theirs);
  if (whole) return whole;
  if (!isLineByLine(base, ours) || !isLineByLine(base, theirs)) return [{ ours, theirs }];
  return base.flatMap((line, index) => {
    const [a, b] = [ours[index] ?? '', theirs[index] ?? ''];
    return pick([line], [a], [b]) ?? [{ ours: [a], theirs: [b] }];
  });
}

/** True when lines were only changed in place: none was added, removed or moved. */
function isLineByLine(base: Lines, version: Lines): boolean {
  const known = new Set(base);
  return base.length === version.length && version.every((line, index) => line === base[index] || !known.has(line));
}

export function isEqual(a: Lines, b: Lines): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/**
 * Puts the dash of a list item back before its first field.
 *
 * @returns `undefined` when a version has no such field there
 */
export function putDash(chunks: readonly Chunk[], dash: string): Chunk[] | undefined {
  const result = [...chunks];
  const at = result.findIndex(chunk => ('lines' in chunk ? chunk.lines.some(isContent) : true));
  const chunk = result[at];
  if (!chunk) return undefined;
  const put = (lines: Lines): string[] | undefined => {
    const index = lines.findIndex(isContent);
    const line = lines[index];
    if (!line?.startsWith(' '.repeat(dash.length))) return undefined;
    return lines.with(index, dash + line.slice(dash.length));
  };
  if ('lines' in chunk) {
    const lines = put(chunk.lines);
    return lines && result.with(at, { lines });
  }
  const [ours, theirs] = [put(chunk.ours), put(chunk.theirs)];
  return ours && theirs && result.with(at, { ours, theirs });
}

/** True when a line is more than a comment or blanks. */
export function isContent(line: string): boolean {
  return !/^[ \t]*(#|$)/.test(line);
}

const MARKERS = { ours: '<<<<<<< 本方（当前分支）', middle: '=======', theirs: '>>>>>>> 对方（合并进来的）' };

/** Returns the lines, with conflicts marked like those of git. */
export function marked(chunks: readonly Chunk[]): string[] {
  return chunks.flatMap(chunk => ('lines' in chunk
    ? chunk.lines
    : [MARKERS.ours, ...chunk.ours, MARKERS.middle, ...chunk.theirs, MARKERS.theirs]));
}

/** Returns the lines with one side chosen in every conflict. */
export function resolve(chunks: readonly Chunk[], side: 'ours' | 'theirs'): string[] {
  return chunks.flatMap(chunk => ('lines' in chunk ? chunk.lines : chunk[side]));
}

export function conflictsIn(chunks: readonly Chunk[]): number {
  return chunks.filter(chunk => 'ours' in chunk).length;
}
