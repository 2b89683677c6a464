/*
 * A rendered form as the browser lays it out on paper: what formats that break pages themselves (Word, Excel) are made
 * of.
 * All lengths are in points.
 */

export interface MeasuredPage extends PageBox {
  /** True when everything is on one page. */
  fits: boolean;
  blocks: Block[];
}

/** The page that a form is printed on. */
export interface PageBox {
  width: number;
  height: number;
  margins: Sides;
  /** The texts in the upper margin: on the first page, and on the others. */
  header: Record<'first' | 'next', Record<'left' | 'center' | 'right', string>>;
  /** The text in the lower margin, shown when there are several pages; {@link PAGE} and {@link PAGES} are numbers. */
  footer: string;
  /** The font of the margins. */
  marginFont: Pick<Run, 'size' | 'families'>;
}

/** In a footer: the number of the page, and of all pages. Private characters, which no text of ours has. */
export const PAGE = '\uE0F4';
export const PAGES = '\uE0F5';

export interface Sides {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** `gap` is the distance to the block before; `left` that to the left margin. */
export type Block =
  { kind: 'paragraph'; gap: number; paragraph: Paragraph } |
  { kind: 'table'; gap: number; left: number; table: Table };

export interface Paragraph {
  /** 1–6 for a heading, else 0. */
  level: number;
  align: 'left' | 'center' | 'right' | 'justify';
  /** Indent of the first line, beside that of all lines. */
  firstLine: number;
  left: number;
  right: number;
  /** Height of a line. */
  line: number;
  /** True when no page ends behind it. */
  keepNext: boolean;
  /** The places of the texts behind `\t`, from the left. */
  tabs: { at: number; align: 'left' | 'right' }[];
  runs: Run[];
}

/** A text of one look. `\n` is a line break within a paragraph, `\t` leads to the next tab. */
export interface Run {
  text: string;
  /** Font size. */
  size: number;
  /** Font families, the preferred one first. */
  families: string[];
  bold: boolean;
  /** Distance between characters. */
  spacing: number;
  change: 'deleted' | 'inserted' | null;
}

export interface Table {
  /** The widths of its columns. */
  widths: number[];
  rows: Row[];
}

export interface Row {
  /** True for a row that is repeated on every page. */
  isHeader: boolean;
  /** True when no page ends within it. */
  isWhole: boolean;
  /** True when no page ends behind it. */
  keepNext: boolean;
  /** As it is laid out; over all pages, where it goes over pages. */
  height: number;
  /** True when it is higher than its texts: room to sign, or beside a high cell. */
  isStretched: boolean;
  /** From left to right; a place that a cell of a row above covers has none. */
  cells: Cell[];
}

export interface Cell {
  /** From 0. */
  column: number;
  /** The number of columns and of rows that it covers. */
  columns: number;
  rows: number;
  /** True for a label: a header cell of a row or column. */
  isLabel: boolean;
  vertical: 'top' | 'center' | 'bottom';
  padding: Sides;
  /** Widths of its lines; 0 for none. */
  borders: Sides;
  paragraphs: Paragraph[];
}

/** Lays a page out and returns what it looks like. The only way to ask CSS; needs Chromium. */
export type Measure = (html: string, label: string) => Promise<MeasuredPage>;
