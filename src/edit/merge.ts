import { type Chunk, conflictsIn, marked, pick, resolve } from './merge/chunks.js';
import type { ItemNames } from './merge/match-items.js';
import { mergeSegments } from './merge/merge-segments.js';
import { commentsOf, NOTHING, type Segment } from './merge/segments.js';
import { split } from './merge/split.js';

export interface Merged {
  text: string;
  /** The number of conflicts. They are marked in the text like those of git. */
  conflicts: number;
}

/**
 * Merges two versions of a form with a common base. Fields are matched by name and indicators by identity, so that
 * additions at the same place do not conflict; long texts are merged line by line. Comments stay with the text below
 * them. Every line and comment that a version added is in the result. Line ends and byte order mark are those of our
 * version, if both changed something.
 *
 * @param base empty when both added the file
 * @returns `undefined` when a version, or the result, is not YAML with named fields
 */
export function merge(base: string, ours: string, theirs: string, names: ItemNames): Merged | undefined {
  const texts = [base, ours, theirs].map(text => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  const [before, a, b] = texts.map(text => (text.trim() ? split(text) : NOTHING));
  if (!before || !a || !b) return undefined;
  const [whole] = pick([base], [ours], [theirs]) ?? [];
  // Where one side changed nothing, the other is taken as it is, with its line ends.
  if (whole && 'lines' in whole) return { text: whole.lines.join(''), conflicts: 0 };
  const chunks = mergeSegments(before, a, b, names);
  if (!isSound(chunks, before, [a, b])) return undefined;
  const lineEnd = ours.includes('\r\n') ? '\r\n' : '\n';
  const text = marked(chunks).join(lineEnd) + (endsLine(texts) ? lineEnd : '');
  return { text: ours.startsWith('\uFEFF') ? `\uFEFF${text}` : text, conflicts: conflictsIn(chunks) };
}

/** True when the last line of the result has a line end: as in the version that changed it. */
function endsLine(texts: readonly string[]): boolean {
  const [before, ...versions] = texts.map(text => text.endsWith('\n'));
  return before ? versions.every(Boolean) : versions.some(Boolean);
}

/** True when the result is readable whichever side is chosen in each conflict, and no added comment is lost. */
function isSound(chunks: readonly Chunk[], before: Segment, versions: readonly Segment[]): boolean {
  const sides = conflictsIn(chunks) ? (['ours', 'theirs'] as const) : (['ours'] as const);
  const results = sides.map(side => split(`${resolve(chunks, side).join('\n')}\n`));
  const known = new Set([before, ...results].flatMap(result => (result ? [...commentsOf(result).keys()] : [])));
  return results.every(result => result !== undefined) &&
    versions.every(version => [...commentsOf(version).keys()].every(comment => known.has(comment)));
}
