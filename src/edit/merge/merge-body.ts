import { type Chunk, isEqual, mergeLines } from './chunks.js';
import { bodyOf, type Segment } from './segments.js';

/**
 * Merges a segment without parts. If only one version changed more than the layout, its lines are taken. The comment
 * behind the first line is merged separately, so that a new comment and a new value do not conflict.
 */
export function mergeBody(base: Segment | undefined, ours: Segment, theirs: Segment): Chunk[] {
  const chunks = mergeLines(base && bodyOf(base), bodyOf(ours), bodyOf(theirs));
  if (chunks.every(chunk => 'lines' in chunk)) return chunks;
  const isOurs = theirs.value === ours.value || theirs.value === base?.value;
  const kept = isOurs ? ours : ours.value === base?.value ? theirs : undefined;
  if (!kept) return chunks;
  const other = innerComments(kept === ours ? theirs : ours);
  if (!isEqual(other, innerComments(kept)) && !isEqual(other, base ? innerComments(base) : [])) return chunks;

  const [was, a, b] = [base, ours, theirs].map(segment => segment?.remark.trim() ?? '');
  if (a !== b && !canCarryRemark(kept)) return chunks;
  const [line = '', ...rest] = bodyOf(kept);
  const withRemark = ({ remark }: Segment): string => line.slice(0, line.length - kept.remark.length) + remark;
  if (a === b) return [{ lines: [line, ...rest] }];
  if (b === was) return [{ lines: [withRemark(ours), ...rest] }];
  if (a === was) return [{ lines: [withRemark(theirs), ...rest] }];
  return [{ ours: [withRemark(ours)], theirs: [withRemark(theirs)] }, { lines: rest }];
}

/** Returns the comments other than the one behind the first line. */
function innerComments({ comments, remark }: Segment): string[] {
  return remark ? comments.slice(1) : comments;
}

/** True when a comment may follow the first line: inside a text it would become part of it or end it. */
function canCarryRemark({ own, remark }: Segment): boolean {
  return remark !== '' || own.length === 1 || /(:|[|>][-+\d]*)\s*$/.test(own[0] ?? '');
}
