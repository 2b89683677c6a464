import { diff3Merge } from 'node-diff3';

/** What two versions came to: lines, or lines of each where they contradict. */
export type Chunk = { lines: readonly string[] } | { ours: readonly string[]; theirs: readonly string[] };

/** Lines of two versions of one text; without a base, what is not equal contradicts. */
export function mergeLines(
  base: readonly string[] | undefined,
  ours: readonly string[],
  theirs: readonly string[],
): Chunk[] {
  const whole = pick(base, ours, theirs);
  if (whole) return whole;
  return diff3Merge([...ours], [...base ?? []], [...theirs], { excludeFalseConflicts: true })
    .flatMap(({ ok, conflict }) => (conflict ? mergeEach(conflict.o, conflict.a, conflict.b) : [{ lines: ok ?? [] }]));
}

/** The version that changed, if the other did not or is the same. */
function pick(
  base: readonly string[] | undefined,
  ours: readonly string[],
  theirs: readonly string[],
): Chunk[] | undefined {
  if (isEqual(ours, theirs) || (base && isEqual(theirs, base))) return [{ lines: ours }];
  if (base && isEqual(ours, base)) return [{ lines: theirs }];
  return undefined;
}

/** Neighbouring lines of which each was changed by one only do not contradict: a line is a clause. */
function mergeEach(base: readonly string[], ours: readonly string[], theirs: readonly string[]): Chunk[] {
  if (base.length !== ours.length || base.length !== theirs.length) return [{ ours, theirs }];
  return base.flatMap((line, index) => {
    const [a, b] = [ours[index] ?? '', theirs[index] ?? ''];
    return pick([line], [a], [b]) ?? [{ ours: [a], theirs: [b] }];
  });
}

export function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/**
 * Puts the dash of an item back before its first field.
 *
 * @returns `undefined` when a version has no such field there
 */
export function putDash(chunks: readonly Chunk[], dash: string): Chunk[] | undefined {
  const result = [...chunks];
  const at = result.findIndex(chunk => ('lines' in chunk ? chunk.lines.some(isContent) : true));
  const chunk = result[at];
  if (!chunk) return undefined;
  const put = (lines: readonly string[]): string[] | undefined => {
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

function isContent(line: string): boolean {
  return !/^ *(#|$)/.test(line);
}

const MARKERS = { ours: '<<<<<<< 本方（当前分支）', middle: '=======', theirs: '>>>>>>> 对方（合并进来的）' };

/** The lines, with the contradictions marked as git does. */
export function marked(chunks: readonly Chunk[]): string[] {
  return chunks.flatMap(chunk => ('lines' in chunk
    ? chunk.lines
    : [MARKERS.ours, ...chunk.ours, MARKERS.middle, ...chunk.theirs, MARKERS.theirs]));
}

/** The lines as they are when one side is taken wherever they contradict. */
export function resolve(chunks: readonly Chunk[], side: 'ours' | 'theirs'): string[] {
  return chunks.flatMap(chunk => ('lines' in chunk ? chunk.lines : chunk[side]));
}

export function conflictsIn(chunks: readonly Chunk[]): number {
  return chunks.filter(chunk => 'ours' in chunk).length;
}
