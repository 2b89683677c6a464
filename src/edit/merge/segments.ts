/** A part of a form's text: whole lines, so that comments and layout are kept. */
export interface Segment {
  /** The name of a field, as typed; for a list item its number. */
  key: string;
  /** The value without the layout: segments with equal values differ in layout only. */
  value: string;
  /** For an item that is a group: the values of its fields, by name. */
  fields: ReadonlyMap<string, string>;
  /** The comments and empty lines above it. */
  above: string[];
  /** Its own lines; of a segment with parts, only those before the first part, e.g. `预算:`. */
  own: string[];
  /** The comments and empty lines below it that belong to no part. */
  below: string[];
  /** The comment behind its first line, with the blanks before it. */
  remark: string;
  /** All comments in it, in order, without those above and below. */
  comments: string[];
  /** The text before the first field of an item, e.g. `  - `; the fields are stored without it. */
  dash: string;
  /** The fields of a group or the items of a list, if each starts on its own line. */
  parts: Segment[] | undefined;
  isList: boolean;
}

/** A form without fields, in place of a file that does not exist. */
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

/** Returns the lines before its first part, as a segment. */
export function headOf(segment: Segment): Segment {
  const { own, remark } = segment;
  const comments = [remark, ...own.slice(1)].map(line => line.trim()).filter(Boolean);
  return { ...segment, value: '', above: [], below: [], dash: '', parts: undefined, comments };
}

/** True when a version of a segment has a comment that the other lacks. */
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
