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
  /** Before the first field of an item, e.g. `  - `; the item's fields are kept without it. */
  dash: string;
  /** The fields of a group or the items of a list, if each begins on a line of its own. */
  parts: Segment[] | undefined;
  isList: boolean;
}

/** A form without a field: what a file that is not there yet says. */
export const NOTHING: Segment = {
  key: '', value: '', fields: new Map(), above: [], own: [], dash: '', parts: [], isList: false,
};

/** All its lines. */
export function linesOf({ above, own, parts, dash }: Segment): string[] {
  const inner = [...own, ...parts?.flatMap(linesOf) ?? []];
  if (dash) inner[0] = dash + (inner[0] ?? '').slice(dash.length);
  return [...above, ...inner];
}
