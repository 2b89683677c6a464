/** A part of a form's text: whole lines, so that comments and layout stay what they are. */
export interface Segment {
  /** The name of a field, as typed; of an item of a list, its number. */
  key: string;
  /** What it says, whatever its layout: two segments of equal values differ in layout only. */
  value: string;
  /** Of an item that is a group of fields: what its fields say, by name. */
  fields: ReadonlyMap<string, string>;
  /** The comments and empty lines above it. */
  above: string[];
  /** Its own lines; of a segment with parts only those before the first, e.g. `预算:`. */
  own: string[];
  /** The comments and empty lines below it that are no part's. */
  below: string[];
  /** The comment behind its first line, with the blanks before it. */
  remark: string;
  /** All comments in it, in order; not those above and below. */
  comments: string[];
  /** Before the first field of an item, e.g. `  - `; the item's fields are kept without it. */
  dash: string;
  /** The fields of a group or the items of a list, if each begins on a line of its own. */
  parts: Segment[] | undefined;
  isList: boolean;
}

/** A form without a field: what a file that is not there yet says. */
export const NOTHING: Segment = {
  key: '', value: '', fields: new Map(), above: [], own: [], below: [], remark: '', comments: [], dash: '', parts: [],
  isList: false,
};

/** Returns all its lines. */
export function linesOf(segment: Segment): string[] {
  return [...segment.above, ...bodyOf(segment), ...segment.below];
}

/** Returns its lines without the comments above and below. */
export function bodyOf({ own, parts, dash }: Segment): string[] {
  const lines = [...own, ...parts?.flatMap(linesOf) ?? []];
  if (dash) lines[0] = dash + (lines[0] ?? '').slice(dash.length);
  return lines;
}

/** Returns what stands before its first part, as a segment of its own. */
export function headOf(segment: Segment): Segment {
  const { own, remark } = segment;
  const comments = [remark, ...own.slice(1)].map(line => line.trim()).filter(Boolean);
  return { ...segment, value: '', above: [], below: [], dash: '', parts: undefined, comments };
}

/** Reports whether a version of a segment has a comment that another has not. */
export function addsComment(before: Segment, after: Segment): boolean {
  const known = commentsOf(before);
  return [...commentsOf(after)].some(([comment, count]) => count > (known.get(comment) ?? 0));
}

/** Counts every comment of its lines. */
export function commentsOf({ above, below, comments }: Segment): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of [...above, ...comments, ...below]) {
    const comment = line.trim();
    if (comment) counts.set(comment, (counts.get(comment) ?? 0) + 1);
  }
  return counts;
}
