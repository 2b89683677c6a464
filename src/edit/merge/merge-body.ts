import { type Chunk, isEqual, mergeLines } from './chunks.js';
import { bodyOf, type Segment } from './segments.js';

/**
 * Merges what cannot be taken apart. What only one changed but for its layout is as that one wrote it; the comment
 * behind it is merged by itself, so that a new comment and a new value do not contradict.
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

/** Returns the comments that are not behind the first line. */
function innerComments({ comments, remark }: Segment): string[] {
  return remark ? comments.slice(1) : comments;
}

/** Reports whether a comment may stand behind the first line: inside a text it would be a part of it or end it. */
function canCarryRemark({ own, remark }: Segment): boolean {
  return remark !== '' || own.length === 1 || /(:|[|>][-+\d]*)\s*$/.test(own[0] ?? '');
}
