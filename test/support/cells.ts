import type { PDFObject } from 'mupdf';
import type { Pdf } from './pdf.js';

/* The tables of a tagged PDF, as a reader of its tags sees them, and where their texts stand. */

/** A character or a line; lengths in points from the upper left corner of the page. */
export interface Placed {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The lines of a cell from top to bottom; none for an empty cell. */
export type Cell = Placed[];

interface Block {
  type: string;
  raw?: string;
  contents?: Block[];
  lines?: { text: string; bbox: { x: number; y: number; w: number; h: number } }[];
}

/** Parts of a point in the JSON, which has whole numbers only. */
const FINE = 100;

/** Returns the tables of a page: rows of cells. */
export function tablesOn(pdf: Pdf, page: number): Cell[][][] {
  const json = pdf.document.loadPage(page).toStructuredText('structured').asJSON(FINE);
  const tables = below((JSON.parse(json) as { blocks: Block[] }).blocks, 'Table');
  return tables.map(table => below(table.contents ?? [], 'TR').map(row =>
    (row.contents ?? []).filter(({ raw }) => raw === 'TH' || raw === 'TD').map(linesOf)));
}

/** Returns the text of a cell in one line. */
export const textOf = (cell: Cell): string => cell.map(({ text }) => text).join('');

/** The blocks with a tag, those within others of it left out. */
function below(blocks: readonly Block[], tag: string): Block[] {
  return blocks.flatMap(block => (block.raw === tag ? [block] : below(block.contents ?? [], tag)));
}

function linesOf(cell: Block): Cell {
  const pieces: Placed[] = [];
  const walk = ({ lines = [], contents = [] }: Block): void => {
    for (const { text, bbox: { x, y, w, h } } of lines) {
      const place = { left: x / FINE, right: (x + w) / FINE, top: y / FINE, bottom: (y + h) / FINE };
      if (text.trim()) pieces.push({ text: text.trim(), ...place });
    }
    contents.forEach(walk);
  };
  walk(cell);
  const found: Cell = [];
  for (const piece of pieces.sort((a, b) => a.top - b.top || a.left - b.left)) {
    const line = found.find(({ top }) => Math.abs(top - piece.top) < 2);
    if (!line) {
      found.push({ ...piece });
      continue;
    }
    line.text += piece.text;
    line.left = Math.min(line.left, piece.left);
    line.right = Math.max(line.right, piece.right);
  }
  return found;
}

/** Returns the characters of a page in the order of painting. */
export function charactersOn(pdf: Pdf, page: number): Placed[] {
  const found: Placed[] = [];
  pdf.document.loadPage(page).toStructuredText('').walk({
    onChar: (text, _origin, _font, _size, [left, top, right, , , bottom]) => {
      found.push({ text, left, right, top, bottom });
    },
  });
  return found;
}

/** Returns where the point of a figure stands, or would stand behind a whole number. */
export function pointOf(figure: Placed, characters: readonly Placed[]): number {
  const isIn = ({ left, right, top, bottom }: Placed): boolean =>
    left > figure.left - 0.1 && right < figure.right + 0.1 && top > figure.top - 2 && bottom < figure.bottom + 2;
  const own = characters.filter(isIn).sort((a, b) => a.left - b.left);
  return own.find(({ text }) => text === '.')?.left ?? own.at(-1)?.right ?? NaN;
}

/** A cell as its tag describes it. */
export interface CellTag {
  tag: string;
  scope: string;
  columns: number;
  rows: number;
}

/** Returns the tables of a document: the tags of the cells of each row. */
export function tableTags(pdf: Pdf): CellTag[][][] {
  const tables: CellTag[][][] = [];
  const walk = (element: PDFObject): void => {
    if (nameOf(element) !== 'Table') {
      kidsOf(element).forEach(walk);
      return;
    }
    const rowsOf = (group: PDFObject): PDFObject[] => (nameOf(group) === 'TR' ? [group] : kidsOf(group).flatMap(rowsOf));
    tables.push(rowsOf(element).map(row => kidsOf(row).map((cell): CellTag => ({
      tag: nameOf(cell),
      scope: attributeOf(cell, 'Scope')?.asName() ?? '',
      columns: attributeOf(cell, 'ColSpan')?.asNumber() ?? 1,
      rows: attributeOf(cell, 'RowSpan')?.asNumber() ?? 1,
    }))));
  };
  itemsOf(pdf.catalog('StructTreeRoot', 'K')).forEach(walk);
  return tables;
}

/** Returns the number of columns that each row of a table fills, with cells merged over rows above it. */
export function widthsOf(table: readonly (readonly CellTag[])[]): number[] {
  let open: Pick<CellTag, 'columns' | 'rows'>[] = [];
  return table.map((row) => {
    const cells = [...open, ...row];
    open = cells.map(({ columns, rows }) => ({ columns, rows: rows - 1 })).filter(({ rows }) => rows > 0);
    return cells.reduce((sum, { columns }) => sum + columns, 0);
  });
}

function itemsOf(value: PDFObject): PDFObject[] {
  const items: PDFObject[] = [];
  if (value.isArray()) value.forEach(item => items.push(item));
  else if (!value.isNull()) items.push(value);
  return items;
}

const kidsOf = (element: PDFObject): PDFObject[] =>
  itemsOf(element.get('K')).filter(kid => kid.isDictionary() && !kid.get('S').isNull());

const nameOf = (element: PDFObject): string => element.get('S').asName();

const attributeOf = (element: PDFObject, key: string): PDFObject | undefined =>
  itemsOf(element.get('A')).map(attributes => attributes.get(key)).find(value => !value.isNull());
