/** A place of content: a page, from 0, and the number of its marked content there (ISO 32000-1, 14.7.4.2). */
export interface Content {
  page: number;
  mcid: number;
}

/** A link on a page: what an element of type Link leads from (ISO 32000-1, 12.5.6.5). */
export interface LinkAnnotation {
  page: number;
  /** Left, bottom, right and top in pt, as in the print. */
  rectangle: string;
  /** The name of the anchor it leads to, or an address. */
  target: { anchor: string } | { uri: string };
}

export type Kid = Element | Content | LinkAnnotation;

/** An element of the structure tree (ISO 32000-1, 14.7.2), with standard types only (14.8.4). */
export interface Element {
  type: string;
  kids: Kid[];
  /** The cells that a header cell is about (14.8.5.7), and the rows and columns that a cell spans. */
  scope?: 'Row' | 'Column' | 'Both';
  rowSpan: number;
  columnSpan: number;
  /** Further entries of the dictionary, such as Alt and Lang, as they are written. */
  entries: [key: string, value: string][];
}

export const isElement = (kid: Kid): kid is Element => 'type' in kid;
export const isContent = (kid: Kid): kid is Content => 'mcid' in kid;
export const isLink = (kid: Kid): kid is LinkAnnotation => 'target' in kid;

/** Returns an element of a type, with nothing else. */
export function elementOf(type: string, kids: Kid[]): Element {
  return { type, kids, rowSpan: 1, columnSpan: 1, entries: [] };
}

/** Returns the content in an element, also that of elements below. @param found to which it is added */
export function contentIn(kid: Kid, found: Content[] = []): Content[] {
  if (isElement(kid)) for (const one of kid.kids) contentIn(one, found);
  else if (isContent(kid)) found.push(kid);
  return found;
}
